// Messages printed in the documents and made by real clients (server/src/testing/messages, names and numbers replaced): each is
// answered in the envelope, whatever its deviations; where this platform offers the transaction, the refusal is about its content.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { post } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { HOSPITAL, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { TRANSACTIONS } from './transactions.js'

const FOLDER = path.resolve(import.meta.dirname, '../../src/testing/messages')

let db: TestDatabase
let city: SmallCity
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
})
after(async () => {
  await city?.close()
  await db?.drop()
})

interface Recorded {
  readonly infno: string
  readonly kind: string
  readonly message: Record<string, unknown>
}

const recorded = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, ...(JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as Recorded) }))
  .filter((one) => one.kind === 'req')

test('every recorded request is answered, as it came and as one of ours', async () => {
  assert.ok(recorded.length >= 18)
  for (const { name, infno, message } of recorded) {
    const asItCame = await post(city.app, message, 'text/plain')
    assert.equal(asItCame.infcode, -1, name)
    assert.match(asItCame.err_msg, /fixmedins_code|未开通|缺少/, name)
    const ours = await post(city.app, { ...message, fixmedins_code: HOSPITAL, insuplc_admdvs: POOL, mdtrtarea_admvs: POOL, sign_no: '' }, 'text/plain')
    assert.doesNotMatch(ours.err_msg, /系统故障/, name)
    if (!TRANSACTIONS.has(infno)) assert.match(ours.err_msg, /未开通/, name)
  }
})

test('a recorded question of a real client about an institution is answered as it stands', async () => {
  const question = recorded.find((one) => one.infno === '1201')
  assert.ok(question)
  const answer = await post(city.app, { ...question.message, fixmedins_code: HOSPITAL, mdtrtarea_admvs: POOL }, 'text/plain')
  assert.equal(answer.infcode, 0, answer.err_msg)
})
