import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Entry, firstCoveredDay } from '@tongchou/domain/entitlement/first-covered-day.js'
import { incentiveYears } from '@tongchou/domain/entitlement/incentive-years.js'
import { retirementStanding } from '@tongchou/domain/entitlement/retirement-years.js'
import type { PolicyFault } from '@tongchou/domain/policy/document.js'
import type { EntitlementRules } from '@tongchou/domain/policy/entitlement-rule.js'
import { proveRules } from '@tongchou/domain/policy/prove.js'
import { readPolicies } from '@tongchou/domain/policy/read.js'
import { parseText } from './parse.js'
import { ruleSetOf, ruleSetText } from './rule-set.js'

const RESIDENT = `entitlement.late_enrolment: { window_end: 12-31, window_year: before, fixed_months: 3, per_missed_year_months: 1, buy_off: yes, minimum: { missed_years_from: 4, months: 6 }, exempt: [minimum_living] }
entitlement.newborn: { within_days: 90 }
entitlement.scheme_change: { within_months: 3, after_years: 2, wait_months: 6 }
entitlement.incentive_years: { counted_from_year: 2021, break_resets: yes, claim_resets: yes }`
const EMPLOYEE = `entitlement.employee_start: { months_after_registration_month: 1 }
entitlement.arrears: { suspended_from_month: 2, restored_within_months: 3, months_after_late_payment: 1 }
entitlement.break: { longer_than_months: 3, wait_months: 2 }
entitlement.retirement: { paid_years: { male: 20, female: 20 }, years_here: 10, shortfall: [monthly, at_once] }`

function read(rules: string, scheme: string): { said: string; rules: EntitlementRules } {
  const faults: PolicyFault[] = []
  const text = `---\ndocument: 某条例\narea: "990100"\nstatus: published\n---\n## 第二十条\n\`\`\`policy\nscheme: ${scheme}\nin_force: 2021-01-01\ncertainty: recalled\n${rules}\n\`\`\`\n`
  const reading = readPolicies([parseText('c.md', text, faults)])
  const said = [...faults, ...reading.faults, ...proveRules(reading.rules, reading.provisions)].map(({ sentence }) => sentence).join('\n')
  const [area] = reading.rules
  const own = area?.entitlement[0]
  if (area === undefined || own === undefined) return { said, rules: {} as EntitlementRules }
  const stored = ruleSetText(area, [])
  assert.deepEqual(ruleSetOf({ ...stored, content: JSON.parse(stored.content) }).entitlement, area.entitlement)
  return { said, rules: own }
}

const resident = (paidOn: string, more: Partial<Extract<Entry, { kind: 'resident' }>> = {}): Entry => ({
  kind: 'resident',
  born: '1980-05-01',
  paidOn,
  coverYear: 2025,
  missedYears: 0,
  boughtOffYears: 0,
  identities: [],
  ...more,
})

function dayOf(rules: EntitlementRules, entry: Entry): string {
  const first = firstCoveredDay(rules, entry)
  return first.kind === 'from' ? first.day : `${first.code} ${first.needs}`
}

test('a resident: the last day of the window, the day after it, missed years, years bought off, and those who never wait', () => {
  const { said, rules } = read(RESIDENT, 'resident')
  assert.equal(said, '')
  assert.equal(dayOf(rules, resident('2024-12-31')), '2025-01-01')
  assert.equal(dayOf(rules, resident('2025-01-01')), '2025-04-01')
  assert.equal(dayOf(rules, resident('2025-01-01', { missedYears: 2 })), '2025-06-01')
  assert.equal(dayOf(rules, resident('2025-01-01', { missedYears: 2, boughtOffYears: 2 })), '2025-04-01')
  assert.equal(dayOf(rules, resident('2025-01-01', { missedYears: 3, boughtOffYears: 3 })), '2025-04-01')
  assert.equal(dayOf(rules, resident('2025-01-01', { missedYears: 4, boughtOffYears: 4 })), '2025-07-01')
  assert.equal(dayOf(rules, resident('2025-02-10', { identities: ['minimum_living'] })), '2025-02-10')
})

test('a newborn: paid on the ninetieth day covered from birth, a day later like anybody who is late', () => {
  const { rules } = read(RESIDENT, 'resident')
  const born = '2025-03-01'
  assert.equal(dayOf(rules, resident('2025-05-30', { born })), '2025-03-01')
  assert.equal(dayOf(rules, resident('2025-05-31', { born })), '2025-08-31')
  // Paid within the days of grace, but for the year after birth.
  assert.equal(dayOf(rules, resident('2025-12-31', { born: '2025-12-01', coverYear: 2026 })), '2026-01-01')
})

test('an employee from the second month; a flexible worker after a break of three months or longer', () => {
  const { said, rules } = read(EMPLOYEE, 'employee')
  assert.equal(said, '')
  assert.equal(dayOf(rules, { kind: 'employee', registeredOn: '2025-03-31' }), '2025-04-01')
  assert.equal(dayOf(rules, { kind: 'flexible_return', paidOn: '2025-03-15', brokenOffMonths: 3 }), '2025-03-01')
  assert.equal(dayOf(rules, { kind: 'flexible_return', paidOn: '2025-03-15', brokenOffMonths: 4 }), '2025-05-01')
})

test('a change of scheme waits unless cover was long and the gap short', () => {
  const { rules } = read(RESIDENT, 'resident')
  const change = (unbrokenYears: number, monthsSinceLastCover: number): Entry => ({
    kind: 'scheme_change',
    paidOn: '2025-03-15',
    unbrokenYears,
    monthsSinceLastCover,
  })
  assert.equal(dayOf(rules, change(2, 3)), '2025-03-15')
  assert.equal(dayOf(rules, change(2, 4)), '2025-09-15')
  assert.equal(dayOf(rules, change(1, 3)), '2025-09-15')
})

test('years before retirement: reached, one short by years paid or by years here, and how to make it good', () => {
  const { rules } = read(EMPLOYEE, 'employee')
  const of = (years: number, yearsHere: number) => retirementStanding(rules.retirement, { sex: 'male', years, yearsHere })
  assert.equal(of(20, 10).kind, 'reached')
  const short = of(19, 10)
  assert.deepEqual(short.kind === 'short' && [short.years, short.ways], [1, ['monthly', 'at_once']])
  const here = of(25, 7)
  assert.equal(here.kind === 'short' && here.years, 3)
})

test('unbroken and claim-free years: a break and a claim start anew', () => {
  const { rules } = read(RESIDENT, 'resident')
  const rule = rules.incentiveYears ?? assert.fail()
  const year = (of: number, claimed = false, paid = true) => ({ year: of, paid, claimed })
  assert.deepEqual(incentiveYears(rule, [year(2021), year(2022), year(2023), year(2024)], 2025), { continuousYears: 5, zeroClaimYears: 4 })
  assert.deepEqual(incentiveYears(rule, [year(2021), year(2022, true), year(2023), year(2024)], 2025), { continuousYears: 5, zeroClaimYears: 2 })
  assert.deepEqual(incentiveYears(rule, [year(2021), year(2022), year(2024)], 2025), { continuousYears: 2, zeroClaimYears: 3 })
  // A year before the count begins adds nothing.
  assert.deepEqual(incentiveYears(rule, [year(2019), year(2020)], 2021), { continuousYears: 1, zeroClaimYears: 0 })
})

test('what a document leaves open is undecided, and what is not written at all is a fault', () => {
  const open = read(RESIDENT.replace('fixed_months: 3', 'fixed_months: { awaiting: 省医保局 }').replace('{ within_days: 90 }', 'silent'), 'resident')
  assert.equal(open.said, '')
  assert.equal(dayOf(open.rules, resident('2025-01-01')), 'awaiting_figure entitlement.late_enrolment.fixed_months')
  assert.equal(dayOf(open.rules, { kind: 'employee', registeredOn: '2025-03-31' }), 'document_silent entitlement.employee_start')
  assert.equal(retirementStanding(open.rules.retirement, { sex: 'female', years: 0, yearsHere: 0 }).kind, 'undecided')
  const missing = read(RESIDENT.replace(/entitlement\.newborn.*\n/, ''), 'resident')
  assert.match(missing.said, /没有写“entitlement\.newborn”/)
  assert.match(read(RESIDENT.replace('months: 6', 'months: 2'), 'resident').said, /下限短于固定等待期/)
  assert.match(read(EMPLOYEE.replace('shortfall: [monthly, at_once]', 'shortfall: []'), 'employee').said, /没有写年限不足怎样补缴/)
  assert.match(read(EMPLOYEE.replace('restored_within_months: 3', 'restored_within_months: 1'), 'employee').said, /补缴期限早于/)
})
