import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { admission, diagnosis, dischargeOf, done, type LineAsked, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { CLINIC, HOSPITAL, type Person, type SmallCity, smallCity } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity

before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
})
after(async () => {
  await city.close()
  await db.drop()
})

interface Stay {
  readonly hospital: string
  readonly admitted: string
  readonly discharged: string
  readonly way: string
  readonly price: string
}

let sn = 0
async function stay(person: Person, { hospital, admitted, discharged, way, price }: Stay): Promise<Record<string, unknown>> {
  const at = { fixmedins_code: hospital }
  const opened = await done(city.app, '2401', admission(person, '390', { begntime: `${admitted} 08:00:00` }), at)
  const visit = (opened['result'] as { mdtrt_id: string }).mdtrt_id
  const line: LineAsked = { sn: `t${++sn}`, price, more: { fee_ocur_time: `${admitted} 09:00:00` } }
  await done(city.app, '2301', uploadOf(person, visit, '', [line]), at)
  const leaving = dischargeOf(person, visit, discharged) as { dscginfo: Record<string, unknown> }
  await done(city.app, '2402', { dscginfo: { ...leaving.dscginfo, dscg_way: way }, diseinfo: [{ ...diagnosis(), mdtrt_id: visit, psn_no: person.number }] }, at)
  const settled = await done(city.app, '2304', settlementOf(person, visit, '390', '', price, { med_type: '21' }), at)
  return settled['setlinfo'] as Record<string, unknown>
}

async function admissions(person: Person): Promise<(number | null)[]> {
  const { rows } = await db.batch.query<{ admission_number: number | null }>('SELECT admission_number FROM settlement WHERE person = $1 ORDER BY settlement', [
    String(person.person),
  ])
  return rows.map((row) => row.admission_number)
}

const FIRST = { hospital: CLINIC, admitted: '2026-03-02', discharged: '2026-03-05', price: '1000.00' }
const SECOND = { hospital: HOSPITAL, admitted: '2026-03-06', discharged: '2026-03-12', way: '1', price: '5000.00' }

test('after a transfer the second hospital tops up the deductible, and both stays are one admission', async () => {
  const person = await city.enrol('resident')
  assert.equal((await stay(person, { ...FIRST, way: '2' }))['act_pay_dedc'], 200)
  assert.equal((await stay(person, SECOND))['act_pay_dedc'], 600)
  assert.deepEqual(await admissions(person), [1, 1])
})

test('a third hospital in the same transfer is topped up by nothing more', async () => {
  const person = await city.enrol('resident')
  await stay(person, { ...FIRST, way: '2' })
  await stay(person, { ...SECOND, way: '2' })
  assert.equal((await stay(person, { ...FIRST, admitted: '2026-03-13', discharged: '2026-03-15', way: '1' }))['act_pay_dedc'], 0)
  assert.deepEqual(await admissions(person), [1, 1, 1])
})

test('an ordinary discharge, or a transfer that begins two days later, is an admission of its own', async () => {
  const ordinary = await city.enrol('resident')
  await stay(ordinary, { ...FIRST, way: '1' })
  assert.equal((await stay(ordinary, SECOND))['act_pay_dedc'], 800)
  assert.deepEqual(await admissions(ordinary), [1, 2])
  const late = await city.enrol('resident')
  await stay(late, { ...FIRST, way: '2' })
  assert.equal((await stay(late, { ...SECOND, admitted: '2026-03-07' }))['act_pay_dedc'], 800)
})
