import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import {
  ACCOUNT_LIFE,
  BATCH_LIFE,
  CLAIM_LIFE,
  CONTRACT_LIFE,
  CYCLE_LIFE,
  DEPOSIT_LIFE,
  MOVEMENT_LIFE,
  PREPAYMENT_LIFE,
  PREPAYMENT_RECEIPT_LIFE,
  RECOVERY_LIFE,
  TRANSFER_LIFE,
  YEAR_CLEARING_LIFE,
} from '@tongchou/domain/payment/lives.js'
import pg from 'pg'
import { personNumber } from '../enrolment/person-number.js'
import { readTable } from '../fund/read-table.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '../testing/database.js'
import { type TestDesk, testDesk } from '../testing/desk.js'
import { COUNTY, insertPeople, OTHER_COUNTY, POOL, WANG, ZHANG } from '../testing/persons.js'
import { AUDIT_ACTIONS, auditActionOf, auditNames } from './audit-action.js'
import { sealAudit } from './seal-audit.js'
import { verifyAudit } from './verify-audit.js'

let db: TestDatabase
let desk: TestDesk
let owner: pg.Client

before(async () => {
  db = await testDatabase()
  desk = await testDesk(db)
  await insertPeople(db, 2026)
  owner = new pg.Client({ connectionString: db.adminUrl, options: '-c search_path=tongchou' })
  await owner.connect()
})
beforeEach(() => owner.query('TRUNCATE audit_event, audit_seal'))
after(async () => {
  await owner.end()
  await desk.close()
  await db.drop()
})

const look = async (): Promise<void> => {
  const clerk = await desk.as('agency', 'benefit_clerk', COUNTY)
  await clerk.get(`/api/persons/${personNumber(POOL, WANG.person)}`)
}
/** Other databases of the cluster hold the horizon back while they write, so sealing goes on until nothing is left. */
async function sealAll(): Promise<bigint> {
  for (let turn = 0; turn < 200; turn++) {
    await sealAudit(db.batch, TEST_KEY)
    const { rows } = await db.batch.query<{ left: bigint; seals: bigint }>(
      'SELECT (SELECT count(*) FROM audit_event) - (SELECT coalesce(sum(events), 0)::bigint FROM audit_seal) AS left, (SELECT count(*) FROM audit_seal) AS seals',
    )
    if (rows[0]?.left === 0n) return rows[0].seals
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the trail was not sealed')
}
const faults = async (): Promise<string[]> => (await verifyAudit(db.batch, TEST_KEY)).map(({ sentence }) => sentence)

test('no role of the application changes or removes what the trail says, nor writes its time or number', async () => {
  await look()
  for (const pool of [db.settlement, db.desk, db.batch]) {
    await assert.rejects(pool.query(`UPDATE audit_event SET outcome = 'ok'`), /permission denied/)
    await assert.rejects(pool.query('DELETE FROM audit_event'), /permission denied/)
    await assert.rejects(pool.query('TRUNCATE audit_event'), /permission denied/)
    await assert.rejects(pool.query('UPDATE audit_seal SET events = 0'), /permission denied/)
    await assert.rejects(pool.query('DELETE FROM audit_seal'), /permission denied/)
    const values = `'x', 'x', 'x', 'x', 'ok'`
    await assert.rejects(pool.query(`INSERT INTO audit_event (at, account, role, action, route, outcome) VALUES (now(), ${values})`), /permission denied/)
    await assert.rejects(pool.query(`INSERT INTO audit_event (event, account, role, action, route, outcome) VALUES (1, ${values})`), /permission denied/)
  }
  await assert.rejects(db.settlement.query('SELECT * FROM audit_event'), /permission denied/)
  await assert.rejects(
    db.desk.query(`INSERT INTO audit_event (officer, account, role, action, route, outcome) VALUES (1, 'x', 'x', 'x', 'x', 'ok')`),
    /row-level security/,
  )
})

test('the audit administrator reads all of it, the auditor what concerns the own county, others nothing', async () => {
  await look()
  const city = await desk.as('agency', 'benefit_clerk', POOL)
  await city.get(`/api/persons/${personNumber(POOL, ZHANG.person)}`)
  const seenBy = async (department: string, role: string, home: string): Promise<unknown[]> => {
    const { body } = await (await desk.as(department, role, home)).get('/api/audit-events?action=person.seen')
    return (body['rows'] as { area: string }[]).map(({ area }) => area)
  }
  assert.deepEqual(await seenBy('platform', 'audit_administrator', POOL), [OTHER_COUNTY, COUNTY])
  assert.deepEqual(await seenBy('audit', 'auditor', COUNTY), [COUNTY])
  assert.deepEqual(await seenBy('audit', 'auditor', POOL), [OTHER_COUNTY, COUNTY])
  const { rows } = await db.desk.query('SELECT count(*) AS seen FROM audit_event')
  assert.deepEqual(rows, [{ seen: 0n }])
})

test('every word of the trail has its Chinese name, and the trail is shown with it', async () => {
  const names = await auditNames()
  assert.deepEqual([...names.keys()], [...AUDIT_ACTIONS])
  for (const [action, name] of names) assert.match(name, /^[\u4e00-\u9fff A-Z]{2,20}$/, action)
  assert.equal(new Set(names.values()).size, names.size, 'two deeds of one name cannot be told apart')
  const lives = {
    ...{ account: ACCOUNT_LIFE, batch: BATCH_LIFE, contract: CONTRACT_LIFE, cycle: CYCLE_LIFE, deposit: DEPOSIT_LIFE, movement: MOVEMENT_LIFE },
    ...{ prepayment: PREPAYMENT_LIFE, prepayment_receipt: PREPAYMENT_RECEIPT_LIFE, recovery: RECOVERY_LIFE, reimbursement: CLAIM_LIFE },
    ...{ transfer: TRANSFER_LIFE, year_clearing: YEAR_CLEARING_LIFE },
  }
  for (const [subject, { steps }] of Object.entries(lives)) for (const { kind } of steps) assert.ok(names.has(auditActionOf(`${subject}.${kind}`)))
  for (const { kind } of await readTable('../payment/request-chains.tsv', ['kind'])) assert.ok(names.has(auditActionOf(`fund_request.${kind}`)))
  await look()
  const administrator = await desk.as('platform', 'audit_administrator', POOL)
  const { body } = await administrator.get('/api/audit-events?action=person.seen')
  assert.deepEqual([...new Set((body['rows'] as { action_name: string }[]).map(({ action_name }) => action_name))], ['查看人员'])
  assert.equal(((await administrator.get('/api/audit-actions')).body as unknown as unknown[]).length, names.size)
})

test('a refused or forbidden attempt is in the trail, with its outcome', async () => {
  const foreign = await desk.as('agency', 'benefit_clerk', OTHER_COUNTY)
  await foreign.get(`/api/persons/${personNumber(POOL, WANG.person)}`)
  const finance = await desk.as('finance', 'finance_officer', COUNTY)
  await finance.get('/api/persons')
  const { rows } = await db.batch.query('SELECT action, outcome, person, route FROM audit_event ORDER BY event')
  assert.deepEqual(rows, [
    { action: 'person.seen', outcome: 'refused', person: WANG.person, route: 'GET /api/persons/:psn_no' },
    { action: 'access.denied', outcome: 'denied', person: null, route: 'GET /api/persons' },
  ])
})

test('the chain holds until the owner changes, removes or adds a row, or a seal', async () => {
  await look()
  await sealAll()
  assert.equal(await sealAudit(db.batch, TEST_KEY), undefined, 'nothing new, no seal')
  await look()
  const seals = await sealAll()
  assert.deepEqual(await faults(), [])
  const tampered = async (statement: string): Promise<string[]> => {
    await owner.query('CREATE TABLE kept_event AS TABLE audit_event')
    await owner.query('CREATE TABLE kept_seal AS TABLE audit_seal')
    await owner.query(statement)
    const found = await faults()
    await owner.query('TRUNCATE audit_event, audit_seal')
    await owner.query('INSERT INTO audit_event TABLE kept_event')
    await owner.query('INSERT INTO audit_seal TABLE kept_seal')
    await owner.query('DROP TABLE kept_event, kept_seal')
    return found
  }
  const first = '(SELECT min(event) FROM audit_event)'
  assert.deepEqual(await tampered(`UPDATE audit_event SET account = 'innocent' WHERE event = ${first}`), ['an event under seal 1 was changed'])
  assert.deepEqual(await tampered(`UPDATE audit_event SET at = at - interval '1 hour' WHERE event = ${first}`), ['an event under seal 1 was changed'])
  assert.match((await tampered(`DELETE FROM audit_event WHERE event = ${first}`)).join(), /^seal 1 covered \d+ events, now there are \d+$/)
  const copy = `INSERT INTO audit_event (xid, account, role, action, route, outcome) SELECT xid, 'x', role, action, route, outcome FROM audit_event WHERE event = ${first}`
  assert.match((await tampered(copy)).join(), /^seal 1 covered/)
  assert.match((await tampered('DELETE FROM audit_seal WHERE seal = 1')).join(), /seal 2 does not follow/)
  assert.deepEqual(await faults(), [])
  assert.equal(BigInt((await verifyAudit(db.batch, Buffer.alloc(32, 8))).length), seals, 'without the key nobody makes the chain anew')
})

test('an event committed late is in a later seal, not lost', async () => {
  const late = await db.batch.connect()
  await late.query('BEGIN')
  await late.query(`INSERT INTO audit_event (account, role, action, route, outcome) VALUES ('late', '', 'late.done', 'job', 'ok')`)
  await look()
  const early = await sealAudit(db.batch, TEST_KEY)
  assert.equal(early, undefined, 'what came after the open transaction waits for it')
  await late.query('COMMIT')
  late.release()
  await sealAll()
  assert.deepEqual(await faults(), [])
})
