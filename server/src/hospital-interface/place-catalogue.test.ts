import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { done, type LineAsked, registerVisit, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { DRUG, DRUG_B, DRUG_C, FAR, type Person, type SmallCity, smallCity } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity

before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await db.batch.query(`INSERT INTO area (code, name, level, parent) VALUES ('970100', '远市', 2, '970000')`)
  await db.batch.query(
    `INSERT INTO place_catalogue_item (place, code, in_force, until, kind, name, class, charge_type, initial_self_payment_employee, initial_self_payment_resident,
       ceiling_tier3_fen, certainty) VALUES
     ('970000', $1, '2025-01-01', NULL, 'western_drug', '甲类药', '丙', '09', 0, 0, NULL, 'illustrative'),
     ('970000', $2, '2025-01-01', NULL, 'western_drug', '丙类药', '乙', '09', 0.1, 0.2, NULL, 'illustrative'),
     ('970100', $2, '2025-01-01', '2026-03-19', 'western_drug', '丙类药', '甲', '09', 0, 0, 5000, 'illustrative')`,
    [DRUG, DRUG_C],
  )
})
after(async () => {
  await city?.close()
  await db?.drop()
})

async function filed(person: Person, kind: string): Promise<void> {
  await db.batch.query(
    `INSERT INTO filing (person, filing, area, kind, place_area, in_force, booked_on) VALUES ($1, nextval('fact_seq'), '980101', $2, '970101', '2026-01-01', '2026-01-01')`,
    [String(person.person), kind],
  )
}

let sn = 0
async function bill(person: Person, code: string, feeDay = '2026-03-20'): Promise<Record<string, unknown>> {
  const at = { fixmedins_code: FAR, mdtrtarea_admvs: '970101' }
  const visit = await registerVisit(city.app, person, '390', at)
  const line: LineAsked = { sn: `p${++sn}`, code, price: '100.00', more: { fee_ocur_time: `${feeDay} 11:00:00` } }
  await done(city.app, '2204', uploadOf(person, visit, `B${sn}`, [line]), at)
  const settled = await done(city.app, '2207', settlementOf(person, visit, '390', `B${sn}`, '100.00'), at)
  return settled['setlinfo'] as Record<string, unknown>
}

test('after a filing, the catalogue of the place of care splits the bill and the policy of the place of insurance pays it', async () => {
  const person = await city.enrol('resident')
  await filed(person, 'referral')
  // 丙 here, 乙 with a fifth of one's own there.
  assert.deepEqual(pick(await bill(person, DRUG_C)), [80, 20, 0])
  // 甲 here, outside the catalogue there.
  assert.deepEqual(pick(await bill(person, DRUG)), [0, 0, 100])
  // Not listed otherwise there: as here.
  assert.deepEqual(pick(await bill(person, DRUG_B)), [90, 10, 0])
  // In scope 80 + 90 over three bills, a yearly deductible of 100: the first is charged 80, the third 20; 70 × 50% are paid.
  const { rows } = await db.batch.query<{ fund: bigint }>('SELECT sum(fund_fen)::bigint AS fund FROM settlement WHERE person = $1', [String(person.person)])
  assert.equal(rows[0]?.fund, 3_500n)
})

test('the city of the place of care rules before its province, on its days', async () => {
  const person = await city.enrol('resident')
  await filed(person, 'referral')
  // Class 甲 with a ceiling of 50 yuan until 19 March.
  const before19 = await bill(person, DRUG_C, '2026-03-19')
  assert.deepEqual([before19['inscp_scp_amt'], before19['overlmt_selfpay']], [50, 50])
  assert.deepEqual(pick(await bill(person, DRUG_C, '2026-03-20')), [80, 20, 0])
})

test('without a filing the rule does not reach, and the catalogue here splits the bill', async () => {
  const person = await city.enrol('resident')
  assert.deepEqual(pick(await bill(person, DRUG_C)), [0, 0, 100])
  assert.deepEqual(pick(await bill(person, DRUG)), [100, 0, 0])
})

const pick = (info: Record<string, unknown>) => [info['inscp_scp_amt'], info['preselfpay_amt'], info['fulamt_ownpay_amt']]
