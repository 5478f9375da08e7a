// The trail of one desk: every event is written once, whatever its transactions do at the same time.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { NOBODY, openDesk } from './desk.js'

const WHERE = { route: 'POST /api/x', ip: '' }

let db: TestDatabase
let owner: pg.Client
before(async () => {
  db = await testDatabase()
  owner = new pg.Client({ connectionString: db.adminUrl, options: '-c search_path=tongchou' })
  await owner.connect()
})
beforeEach(() => owner.query('TRUNCATE audit_event, audit_seal'))
after(async () => {
  await owner?.end()
  await db?.drop()
})

async function trail(): Promise<readonly string[]> {
  const { rows } = await owner.query<{ said: string }>(`SELECT action || ' ' || outcome AS said FROM audit_event ORDER BY event`)
  return rows.map((row) => row.said)
}

test('two transactions of one desk that end together write each event once', async () => {
  for (let turn = 0; turn < 10; turn += 1) {
    const desk = openDesk(db.desk, NOBODY, WHERE)
    await desk.audit('person.seen', {})
    await Promise.all([desk.write(async () => true), desk.write(async () => true), desk.close('ok')])
  }
  assert.equal((await trail()).length, 10)
})

test('events of a transaction that fails are written by the next one', async () => {
  const desk = openDesk(db.desk, NOBODY, WHERE)
  await desk.audit('person.searched', {})
  await assert.rejects(
    desk.write(async (client) => {
      await desk.audit('person.found', {})
      return client.query('SELECT 1 / 0')
    }),
    /division by zero/,
  )
  await desk.close('failed')
  assert.deepEqual(await trail(), ['person.searched failed', 'person.found failed'])
})

test('work that goes on after the answer has a trail of its own', async () => {
  const desk = openDesk(db.desk, NOBODY, WHERE)
  await desk.audit('officer.asked', {})
  const own = desk.apart()
  await own.audit('officer.approved', {})
  await desk.close('ok')
  assert.deepEqual(await trail(), ['officer.asked ok'])
  await own.close('refused')
  assert.deepEqual(await trail(), ['officer.asked ok', 'officer.approved refused'])
})
