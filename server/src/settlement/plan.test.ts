// The shape of the hot statements: persons by index, no table of persons read through, of the fee lines one partition only.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type SmallCity, smallCity } from '../testing/small-city.js'
import { LOAD_PERSON, LOAD_VISIT, LOAD_YEAR } from './load-known.js'
import { loadLinesText } from './load-lines.js'
import { SAVE_CHANGES } from './save-changes.js'

let db: TestDatabase
let city: SmallCity
before(async () => {
  db = await testDatabase({ settlement: 1 })
  city = await smallCity(db)
  await db.batch.query(`INSERT INTO person (person, area, name, sex, born, cert_type, cert_cipher, cert_hash, birth_hash, last4_hash, key_version)
    SELECT n, '980101', '测试人' || n, '1', '1980-01-01', '01', 'x', ('p' || n)::bytea, 'x', 'x', 1 FROM generate_series(1001, 6000) AS n`)
  await db.batch.query(`INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, entitled_from, entitled_to, in_force, booked_on)
    SELECT n, n, 'resident', '980101', 2026, '1701', false, '2026-01-01', '2026-12-31', '2026-01-01', '2026-01-01' FROM generate_series(1001, 6000) AS n`)
  await db.batch.query(`INSERT INTO visit (person, visit, area, scheme, kind, provider, med_type, place_area, opened_on, opened_at, hospital_no)
    SELECT n, n, '980101', 'resident', 'outpatient', 'H98010100001', '11', '980100', '2026-03-01', '2026-03-01', '1' FROM generate_series(1001, 6000) AS n`)
  await db.batch.query(`INSERT INTO visit_state (person, visit, area, kind, status, med_type, admitted, months, open_fen)
    SELECT n, n, '980101', 'outpatient', 'open', '11', '2026-03-01', '{2026-03-01}', 200 FROM generate_series(1001, 6000) AS n`)
  await db.batch.query(`INSERT INTO fee_batch (month, person, visit, batch, charge_batch, sn, code, own_code, fee_day, quantity, price, amount_fen, class, charge_type,
      initial_self_payment, over_ceiling_fen, pre_self_pay_fen, own_pay_fen, in_scope_fen, ceiling_fen, refunds, flags, total_fen)
    SELECT m, n, n, n, '', '{1}', '{X}', '{1}', '{2026-03-01}', '{10000}', '{1000000}', '{100}', '{甲}', '{09}', '{0}', '{0}', '{0}', '{0}', '{100}', '{-1}', '{""}', '{""}', 100
    FROM generate_series(1001, 6000) AS n, unnest(ARRAY['2026-02-01', '2026-03-01']::date[]) AS m`)
  const admin = await import('pg').then(({ default: pg }) => new pg.Client({ connectionString: db.adminUrl }))
  await admin.connect()
  await admin.query('ANALYZE')
  await admin.end()
})
after(async () => {
  await city?.close()
  await db?.drop()
})

/** The plan that a named statement gets once it is generic. */
async function genericPlan(text: string, values: readonly unknown[], analyze: boolean): Promise<string> {
  const client = await db.settlement.connect()
  try {
    await client.query('SET plan_cache_mode = force_generic_plan')
    const { rows } = await client.query<Record<string, string>>({
      text: `EXPLAIN (COSTS OFF${analyze ? ', ANALYZE, TIMING OFF, SUMMARY OFF' : ''}) ${text}`,
      values: [...values],
    })
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  } finally {
    client.release(true)
  }
}

/** Tables of the fixture with enough rows for the planner to prefer an index. */
const LARGE = ['person', 'enrolment', 'visit', 'visit_state']

test('the read finds persons and visits by index', async () => {
  const values = ['{0,1}', '{1001,2002}', '{1001,2002}', '{P,P}', '{m1,m2}', '{2207,2207}']
  for (const text of [LOAD_PERSON, LOAD_VISIT, LOAD_YEAR]) {
    const plan = await genericPlan(text, values, true)
    for (const table of LARGE) assert.doesNotMatch(plan, new RegExp(`Seq Scan on ${table}\\b`), plan)
    assert.match(plan, /Index Scan using person_pkey/)
    assert.doesNotMatch(plan, /fee_batch/)
  }
})

test('the fee lines are read by index from one partition', async () => {
  const plan = await genericPlan(loadLinesText('2026-03-01', '2026-03-01'), ['{1001,2002}', '{1001,2002}'], true)
  assert.match(plan, /(Index Scan|Bitmap Index Scan) (using|on) fee_batch_202603_pkey/, plan)
  assert.deepEqual([...new Set(plan.match(/fee_batch_\d{6}/g))], ['fee_batch_202603'], plan)
  assert.doesNotMatch(plan, /fee_batch_rest|Seq Scan/, plan)
})

test('the write updates by primary key', async () => {
  const parameters = (SAVE_CHANGES.match(/\$\d+/g) ?? []).map((one) => Number(one.slice(1)))
  const plan = await genericPlan(SAVE_CHANGES, new Array(Math.max(...parameters)).fill('{}'), false)
  assert.match(plan, /Index Scan using visit_state_pkey/)
  assert.doesNotMatch(plan, /Seq Scan on visit_state/, plan)
})
