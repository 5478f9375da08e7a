import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { personNumber } from '@tongchou/server/enrolment/person-number.js'
import { registerCipher } from '@tongchou/server/enrolment/register-cipher.js'
import { registerHospitalInterface } from '@tongchou/server/hospital-interface/register.js'
import { rulesInForce } from '@tongchou/server/policy/rules-in-force.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { verify } from '@tongchou/server/verify/verify.js'
import fastify from 'fastify'
import { makeCity } from './city/city.js'
import { rate, readDemonstration } from './city/demonstration-file.js'
import { writeExamples } from './demonstration/example-messages.js'
import { clear, standingOf } from './demonstration/marks.js'
import { loadDemonstration, type Site } from './load-demonstration.js'
import { generatePeople } from './people/generate-people.js'
import { billPart } from './year/bill-part.js'
import { prepareYear } from './year/prepare-year.js'

const OPTIONS = { people: 2_000, seed: 3, today: '2026-11-22' }
const WITH_OFFICES = { ...OPTIONS, offices: true }

let db: TestDatabase
let site: Site
const lines: string[] = []
before(async () => {
  db = await testDatabase()
  await loadRoles(db.batch)
  site = { adminUrl: db.adminUrl, key: TEST_KEY, databases: db }
  assert.equal(await loadDemonstration(site, { ...WITH_OFFICES, progress: (line) => lines.push(line) }), 'empty')
})
after(() => db.drop())

async function one(sql: string): Promise<Record<string, unknown>> {
  const { rows } = await db.batch.query(sql)
  assert.equal(rows.length, 1)
  return rows[0]
}

test('everything derived agrees with the facts of the loaded year', async () => {
  assert.deepEqual(await verify(db.batch), [])
})

test('each step said what it did', () => {
  // A matter that an office did not get done would be a line more.
  assert.equal(lines.length, 8, lines.join('\n'))
  assert.match(lines.join('\n'), /2000 people/)
})

test('the plans of last year and this year were issued, next year’s waits; every plan holds what was spent and asked for', async () => {
  const { rows } = await db.batch.query(
    `SELECT g.year, (SELECT s.kind FROM budget_step s WHERE s.budget = g.budget ORDER BY s.step DESC LIMIT 1) AS stage FROM budget g ORDER BY g.year`,
  )
  assert.deepEqual(rows, [
    { year: 2025, stage: 'issued' },
    { year: 2026, stage: 'issued' },
    { year: 2027, stage: 'reviewed' },
  ])
  const over = await one(
    `SELECT count(*)::int AS n FROM budget g JOIN budget_unit u USING (budget)
      WHERE u.expenditure_fen > u.income_fen OR u.expenditure_fen < (SELECT coalesce(sum(r.amount_fen), 0) FROM funds_requested r WHERE r.book = g.book AND r.unit = u.unit AND extract(year FROM r.month) = g.year)`,
  )
  assert.equal(over['n'], 0)
})

test('the register can be read with the installation’s key, and people are found by their certificates', async () => {
  const cipher = registerCipher(TEST_KEY)
  const [person] = generatePeople(makeCity(OPTIONS), 0)
  assert.ok(person)
  const { rows } = await db.batch.query<{ cert_cipher: Buffer; name: string; phone_cipher: Buffer }>(
    'SELECT cert_cipher, name, phone_cipher FROM person WHERE cert_hash = $1 AND birth_hash = $2 AND last4_hash = $3',
    [cipher.certHash('01', person.certificate), cipher.birthHash(person.born, person.sex, person.area), cipher.last4Hash(person.certificate)],
  )
  assert.equal(rows.length, 1)
  assert.equal(rows[0]?.name, person.name)
  assert.equal(cipher.decrypt(rows[0]?.cert_cipher ?? Buffer.alloc(0)), person.certificate)
})

test('every kind of care is there, paid near what is known of it', async () => {
  const { rows } = await db.batch.query<{ benefit: string; bills: number }>(
    `SELECT benefit, count(*)::int AS bills FROM settlement WHERE cancels IS NULL GROUP BY benefit ORDER BY benefit`,
  )
  const kinds = new Set(rows.map((row) => row.benefit))
  for (const kind of ['inpatient', 'outpatient', 'emergency', 'pharmacy', 'chronic_outpatient', 'special_outpatient', 'birth']) assert.ok(kinds.has(kind), kind)
  const file = readDemonstration()
  const stays = await one(
    `SELECT count(*) FILTER (WHERE s.scheme = 'resident')::float8 * 365 / (date '2026-11-21' - date '2025-11-01' + 1) AS a_year,
            (SELECT count(DISTINCT person) FROM enrolment WHERE scheme = 'resident' AND benefit_year = 2026)::float8 AS people
       FROM settlement s WHERE s.cancels IS NULL AND s.benefit IN ('inpatient', 'birth') AND s.person > 0
        AND NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = s.person AND c.cancels = s.settlement)`,
  )
  const hospitalisation = Number(stays['a_year']) / Number(stays['people'])
  // 320 stays expected among these residents: two standard deviations are 11 %, and overlapping stays are dropped.
  assert.ok(Math.abs(hospitalisation / rate(file, 'resident_hospitalisation') - 1) < 0.2, String(hospitalisation))
  const paid = await one(
    `SELECT sum(fund_fen)::float8 / sum(total_fen)::float8 AS resident FROM settlement WHERE scheme = 'resident' AND benefit = 'inpatient' AND place = 'local'`,
  )
  assert.ok(Number(paid['resident']) > 0.5 && Number(paid['resident']) < 0.8, String(paid['resident']))
})

test('some bills are cancelled, some are from outside the area, some prices stand above the payment standard', async () => {
  const found = await one(
    `SELECT count(*) FILTER (WHERE cancels IS NOT NULL)::float8 / count(*) FILTER (WHERE cancels IS NULL) AS cancelled,
            count(*) FILTER (WHERE place = 'in_province')::int AS near, count(*) FILTER (WHERE place = 'out_of_province')::int AS far,
            count(*) FILTER (WHERE above_standard_fen > 0)::int AS above, count(*) FILTER (WHERE out_of_catalogue_fen > 0)::int AS outside FROM settlement`,
  )
  assert.ok(Math.abs(Number(found['cancelled']) - 0.01) < 0.005, String(found['cancelled']))
  for (const kind of ['near', 'far', 'above', 'outside']) assert.ok(Number(found[kind]) > 0, kind)
  assert.equal((await one(`SELECT count(*)::int AS n FROM visit_state WHERE status NOT IN ('settled', 'cancelled')`))['n'], 0)
})

test('nobody is in two places at once: stays of a person do not overlap', async () => {
  const { rows } = await db.batch.query(
    `SELECT a.person FROM visit_state a JOIN visit_state b ON a.person = b.person AND a.visit < b.visit AND a.kind = 'inpatient' AND b.kind = 'inpatient'
      AND a.admitted <= b.discharged AND b.admitted <= a.discharged`,
  )
  assert.deepEqual(rows, [])
})

test('accounts stay in order: never below zero on any day, and every movement of a bill belongs to it', async () => {
  const { rows } = await db.batch.query(
    `SELECT person FROM (SELECT person, sum(current_fen + history_fen) OVER (PARTITION BY person ORDER BY booked_on, known_at) AS balance FROM account_movement) m WHERE balance < 0`,
  )
  assert.deepEqual(rows, [])
  const { rows: strays } = await db.batch.query(
    `SELECT m.person FROM account_movement m LEFT JOIN settlement s USING (person, settlement) WHERE m.kind IN ('paid', 'returned')
        AND s.account_fen - s.family_account_fen IS DISTINCT FROM -(m.current_fen + m.history_fen)`,
  )
  assert.deepEqual(strays, [])
})

test('the same seed settles the same bills', async () => {
  const year = await prepareYear(db.settlement, OPTIONS)
  const digest = (): string => {
    const hash = createHash('sha256')
    const given = { firstPerson: 1n, firstVisit: 1n, firstSettlement: 1n, firstFact: 1n, credits: [] }
    for (const text of billPart(year, 0, given).rows.texts()) hash.update(text.bytes)
    return hash.digest('hex')
  }
  assert.equal(digest(), digest())
})

test('the messages that the start screen offers are answered by the hospital interface, the same one twice with the same bill; it cancels a bill of the loaded year', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'examples-'))
  const app = fastify()
  const rules = await rulesInForce(db.settlement)
  await registerHospitalInterface(app, {
    databases: db,
    clock: { now: () => new Date('2026-11-22T02:00:00Z') },
    pool: readDemonstration().pool,
    cipher: registerCipher(TEST_KEY),
    loadRules: async (pool, scheme) => rules.of(pool, scheme),
    demonstration: true,
  })
  const examples = await writeExamples(makeCity(OPTIONS), 1n, folder, '2026-11-22 10:00:00')
  assert.ok(examples)
  const send = async (file: string): Promise<{ infcode: number; err_msg: string; output: Record<string, Record<string, unknown>> }> => {
    const payload = await readFile(file)
    const url = '/fsi/api/rsfComIfsService/callService'
    return (await app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json' } })).json()
  }
  const read = await send(examples.files.read)
  assert.equal(read.infcode, 0, read.err_msg)
  assert.equal(read.output['baseinfo']?.['psn_no'], examples.number)
  const settled = await send(examples.files.settle)
  assert.equal(settled.infcode, 0, settled.err_msg)
  assert.deepEqual((await send(examples.files.settle)).output, settled.output)
  const { rows } = await db.batch.query<{ person: bigint; settlement: bigint; visit: bigint; provider: string; total_fen: bigint }>(
    `SELECT person, settlement, visit, provider, total_fen FROM settlement s WHERE benefit = 'pharmacy' AND cancels IS NULL AND account_fen > 0 AND fund_fen > 0
       AND NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = s.person AND c.cancels = s.settlement) ORDER BY settlement LIMIT 1`,
  )
  const [bill] = rows
  assert.ok(bill)
  const undo = JSON.parse(await readFile(examples.files.settle, 'utf8'))
  const data = { psn_no: personNumber(undo.mdtrtarea_admvs, bill.person), mdtrt_id: String(bill.visit), setl_id: String(bill.settlement) }
  await writeFile(examples.files.settle, JSON.stringify({ ...undo, infno: '2103', fixmedins_code: bill.provider, msgid: 'undo', input: { data } }))
  const undone = await send(examples.files.settle)
  assert.equal(undone.infcode, 0, undone.err_msg)
  assert.equal(undone.output['setlinfo']?.['medfee_sumamt'], -Number(bill.total_fen) / 100)
  await app.close()
  await rm(folder, { recursive: true })
  assert.deepEqual(await verify(db.batch), [])
})

test('indexes and foreign keys of the bulk load are back, and the application still may not change a fact', async () => {
  const { rows } = await db.batch.query<{ table: string; indexes: number; keys: number }>(
    `SELECT c.relname AS table, (SELECT count(*)::int FROM pg_index i WHERE i.indrelid = c.oid) AS indexes,
            (SELECT count(*)::int FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f') AS keys
       FROM pg_class c WHERE c.relname IN ('person', 'settlement') ORDER BY 1`,
  )
  const fresh = await testDatabase()
  const untouched = await fresh.batch.query<{ table: string; indexes: number; keys: number }>(
    `SELECT c.relname AS table, (SELECT count(*)::int FROM pg_index i WHERE i.indrelid = c.oid) AS indexes,
            (SELECT count(*)::int FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f') AS keys
       FROM pg_class c WHERE c.relname IN ('person', 'settlement') ORDER BY 1`,
  )
  await fresh.drop()
  assert.deepEqual(rows, untouched.rows)
  await assert.rejects(db.batch.query('UPDATE settlement SET cash_fen = 0'), /permission denied/)
})

test('a finished demonstration is left alone, a broken one is done again from the start, other people are never touched', async () => {
  assert.equal(await loadDemonstration(site, OPTIONS), 'finished')
  await clear(db.adminUrl)
  assert.equal(await standingOf(db.batch), 'empty')
  await db.batch.query(`INSERT INTO demonstration (step) VALUES ('started')`)
  await db.batch.query(`INSERT INTO area (code, name, level) VALUES ('990000', '残留', 2)`)
  assert.equal(await loadDemonstration(site, { ...OPTIONS, people: 300 }), 'half_done')
  assert.equal((await one(`SELECT count(*)::int AS n FROM area WHERE code = '990000'`))['n'], 0)
  assert.equal((await one(`SELECT count(*)::int AS n FROM person`))['n'], 300)
  assert.deepEqual(await verify(db.batch), [])
})
