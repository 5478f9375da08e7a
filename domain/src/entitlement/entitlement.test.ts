import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Cover, type EntitlementRule, entitlementOn } from './entitlement.js'

const resident: EntitlementRule = {
  kind: 'resident_annual',
  windowEnd: '2024-12-31',
  fixedMonths: 3,
  perMissedYearMonths: 1,
  buyOff: true,
  minimum: { missedYearsFrom: 4, months: 6 },
}
const arrears: EntitlementRule = { kind: 'employee_arrears', suspendedFromMonth: 2, restoredWithinMonths: 3, monthsAfterLatePayment: 1 }

const paid = (paidOn: string | null, missedYears = 0, boughtOffYears = 0): Cover => ({
  kind: 'resident_annual',
  coverYear: 2025,
  paidOn,
  missedYears,
  boughtOffYears,
})
const answer = (rule: EntitlementRule, cover: Cover | null, day: string): string => {
  const entitlement = entitlementOn(rule, cover, day)
  return entitlement.kind === 'entitled' ? 'entitled' : `${entitlement.code} ${entitlement.details?.['entitled_from'] ?? ''}`.trim()
}

test('a resident who paid in the window is covered from 1 January', () => {
  assert.equal(answer(resident, paid('2024-12-31'), '2025-01-01'), 'entitled')
})

test('a resident who paid late waits the fixed months and a month for each missed year', () => {
  assert.equal(answer(resident, paid('2025-02-10'), '2025-05-09'), 'waiting_period 2025-05-10')
  assert.equal(answer(resident, paid('2025-02-10'), '2025-05-10'), 'entitled')
  assert.equal(answer(resident, paid('2025-02-10', 2), '2025-06-30'), 'waiting_period 2025-07-10')
  assert.equal(answer(resident, paid('2025-02-10', 2, 2), '2025-05-10'), 'entitled')
})

test('four missed years wait six months even when they are bought off', () => {
  assert.equal(answer(resident, paid('2025-01-15', 4, 4), '2025-07-14'), 'waiting_period 2025-07-15')
})

test('the last day of a short month ends a wait begun on the 31st', () => {
  assert.equal(answer(resident, paid('2025-01-31', 1), '2025-05-30'), 'waiting_period 2025-05-31')
  assert.equal(answer({ ...resident, fixedMonths: 1 }, paid('2025-01-31'), '2025-02-28'), 'entitled')
})

test('nobody enrolled, nothing paid, or the year over: not enrolled', () => {
  assert.equal(answer(resident, null, '2025-05-01'), 'not_enrolled')
  assert.equal(answer(resident, paid(null), '2025-05-01'), 'not_enrolled')
  assert.equal(answer(resident, paid('2024-12-31'), '2026-01-01'), 'not_enrolled')
})

test('arrears suspend from the second unpaid month and are restored when paid in time', () => {
  const unpaid = (paidOn: string | null): Cover => ({ kind: 'employee_arrears', unpaidSince: '2025-03-01', paidOn })
  assert.equal(answer(arrears, unpaid(null), '2025-03-31'), 'entitled')
  assert.equal(answer(arrears, unpaid(null), '2025-04-01'), 'suspended')
  assert.equal(answer(arrears, unpaid('2025-05-31'), '2025-04-15'), 'entitled')
  assert.equal(answer(arrears, unpaid('2025-06-10'), '2025-06-20'), 'suspended 2025-07-01')
  assert.equal(answer(arrears, unpaid('2025-06-10'), '2025-07-01'), 'entitled')
})
