import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '../base/refusal.js'
import { anySchemeOn, type Enrolment, entitledOn } from './entitled-on.js'

const row = (enrolment: bigint, more: Partial<Enrolment> = {}): Enrolment => ({
  enrolment,
  scheme: 'resident',
  area: '000001',
  benefitYear: 2026,
  personType: '1701',
  retired: false,
  civilServant: false,
  entitledFrom: '2026-01-01',
  entitledTo: '2026-12-31',
  reason: null,
  continuousYears: 1,
  yearsEnrolled: 1,
  zeroClaimYears: 0,
  ...more,
})

function codeOf(rows: readonly Enrolment[], scheme: 'employee' | 'resident', day: string): string {
  const answer = entitledOn(rows, scheme, day)
  return isRefusal(answer) ? answer.code : String(answer.enrolment)
}

test('the latest known row of a year rules that year', () => {
  const rows = [row(1n), row(3n, { entitledFrom: '2026-04-01' }), row(2n)]
  assert.equal(codeOf(rows, 'resident', '2026-04-01'), '3')
  assert.equal(codeOf(rows, 'resident', '2026-03-31'), 'waiting_period')
})

test('each reason for not being entitled has its own code', () => {
  assert.equal(codeOf([], 'resident', '2026-05-01'), 'not_enrolled')
  assert.equal(codeOf([row(1n)], 'employee', '2026-05-01'), 'wrong_scheme')
  assert.equal(codeOf([row(1n, { entitledTo: '2025-12-31', reason: '未缴费' })], 'resident', '2026-05-01'), 'suspended')
  assert.equal(codeOf([row(1n)], 'resident', '2027-01-01'), 'entitlement_ended')
  assert.equal(codeOf([row(1n)], 'resident', '2025-12-31'), 'entitlement_ended')
})

test('a year without a correction keeps its row, and both schemes are looked through', () => {
  const rows = [row(1n, { benefitYear: 2025, entitledFrom: '2025-01-01', entitledTo: '2025-12-31' }), row(2n, { entitledTo: '2025-12-31' })]
  assert.equal(codeOf(rows, 'resident', '2025-06-01'), '1')
  assert.equal(anySchemeOn(rows, '2025-06-01')?.enrolment, 1n)
  assert.equal(anySchemeOn(rows, '2026-06-01'), undefined)
})
