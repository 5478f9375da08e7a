// Messages printed in the documents and made by real clients (server/src/testing/messages, names and numbers replaced): each is
// answered in the envelope, whatever its deviations; where this platform offers the transaction, the refusal is about its content.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { post } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { inProvinces } from '../testing/in-provinces.js'
import { HOSPITAL, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { INTERFACE_FOLDER, readTable } from './tables.js'
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

/** What the recordings take for granted: their institutions and areas, the day that two of them signed in, and a code list. */
async function recordingsWorld(): Promise<void> {
  await db.batch.query(
    `INSERT INTO area (code, name, level, parent) VALUES ('430299', '一市本级', 3, '980100'), ('441500', '二市', 3, '980100'), ('620000', '三省', 3, '980100'), ('100000', '全国', 3, '980100')`,
  )
  await db.batch.query(
    `INSERT INTO pooling_unit (pool, unit, in_force, kind, name) SELECT '980100', code, '2021-01-01', 'district', name FROM area WHERE code IN ('430299', '441500', '620000', '100000')`,
  )
  await db.batch.query(`INSERT INTO provider (code, name, kind, area, level, hosp_lv, institution_type, uscc, designated_from, price_tier, certainty)
    SELECT code, '录音机构', CASE WHEN code LIKE 'P%' THEN 'pharmacy' ELSE 'hospital' END, '441500', '3', '02', '综合医院', 'REC' || code, '2019-01-01', 3, 'illustrative'
      FROM unnest(ARRAY['H43028100255', 'H44200100009', 'P62100200036', 'H11000000005']) AS code`)
  await db.settlement.query(
    `INSERT INTO sign_in (institution, sign_no, operator, signed_in_at) VALUES ('P62100200036', '1090', '0000', now()), ('H11000000005', '123', '1', now())`,
  )
  await db.batch.query(`INSERT INTO code_list (list, list_name, value, label, sort, editions) VALUES ('matn_type', '生育类别', '1', '正常产', 1, 'H27')`)
}

/** Empty: carried out. The rest says what the recording itself lacks: its fields are empty, or its persons are registered elsewhere. */
const ANSWERS: Readonly<Record<string, RegExp>> = {
  '1101-req-01': /^$/,
  '1101-req-02': /定点医药机构编号（fixmedins_code）100001不存在/,
  '1101-req-03': /定点医药机构编号（fixmedins_code）100001不存在/,
  '1101-req-05': /^$/,
  '1201-req-02': /^$/,
  '1901-req-02': /^$/,
  '2101-req-01': /缺少节点druginfo/,
  '2301-req-01': /就诊ID（mdtrt_id）不能为空/,
  '2302-req-01': /费用明细流水号（feedetl_sn）不能为空/,
  '2401-req-01': /人员编号（psn_no）/,
  '2402-req-01': /人员编号（psn_no）/,
  '2403-req-01': /人员编号（psn_no）/,
  '2404-req-01': /人员编号（psn_no）/,
  '2405-req-01': /人员编号（psn_no）/,
  '3301-req-02': /定点医药机构目录编号（fixmedins_hilist_id）不能为空/,
  '4501-req-01': /缺少节点examinfo/,
  '5201-req-02': /人员编号（psn_no）/,
  '5303-req-01': /^$/,
}

test('each recording as it came, once its institution is designated here: carried out, or told what it lacks', async () => {
  await recordingsWorld()
  const provinces = inProvinces(db, city)
  for (const profile of ['national', 'guangdong']) {
    const app = await provinces.speaking(profile)
    for (const { name, message } of recorded) {
      const answer = await post(app, message, 'text/plain')
      const expected = ANSWERS[path.basename(name, '.json')]
      assert.ok(expected, `${name} has no answer here`)
      assert.match(answer.err_msg, expected, `${profile} ${name}`)
      assert.equal(answer.infcode, answer.err_msg === '' ? 0 : -1, name)
    }
  }
  await provinces.close()
})

const replies = readdirSync(FOLDER)
  .filter((name) => /-resp-.*\.json$/.test(name))
  .map((name) => ({ name, ...(JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as Recorded) }))

test('a reply has every field that a recorded reply of a live platform has and an edition prints', async () => {
  assert.ok(replies.length >= 2)
  const answer = await post(city.app, { ...recorded.find((one) => one.name === '1101-req-05.json')?.message, fixmedins_code: HOSPITAL })
  assert.equal(answer.infcode, 0, answer.err_msg)
  const printed = readTable(path.join(INTERFACE_FOLDER, 'outputs.tsv')).filter((row) => row['infno'] === '1101')
  for (const { name, message } of replies) {
    const live = message['output'] as Record<string, unknown>
    for (const node of ['baseinfo', 'insuinfo']) {
      const fields = Object.keys(firstOf(live[node])).filter((field) => printed.some((row) => row['node'] === node && row['field'] === field))
      assert.ok(fields.length > 0, `${name} ${node}`)
      const ours = firstOf(answer.output[node])
      assert.deepEqual(
        fields.filter((field) => !(field in ours) && field !== 'expContent'),
        [],
        `${name} ${node}`,
      )
    }
  }
})

function firstOf(node: unknown): Record<string, unknown> {
  return ((Array.isArray(node) ? node[0] : node) ?? {}) as Record<string, unknown>
}
