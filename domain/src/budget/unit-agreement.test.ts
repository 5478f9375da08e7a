import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Approval } from './approved.js'
import { agreementRefused, agreementsNeeded, unitRequestRefused } from './unit-agreement.js'

const plan = { unit: 'a', name: '甲县', incomeFen: 100n, expenditureFen: 130n, issued: null, approvals: [] as Approval[] }
const agreed = (of: Approval['of'], government: string, prescribed: string): Approval[] => [
  { of, step: 'government', date: government },
  { of, step: 'prescribed', date: prescribed },
]

test('a unit that spends past surplus needs its own government first and the prescribed approvals after it', () => {
  assert.deepEqual(agreementsNeeded([{ ...plan, expenditureFen: 100n }]), [])
  const needs = (approvals: Approval[]) => agreementsNeeded([{ ...plan, approvals }]).map(({ of, amountFen, missing }) => [of, amountFen, missing])
  assert.deepEqual(needs([]), [['use_of_surplus', 30n, 'government']])
  assert.deepEqual(needs(agreed('use_of_surplus', '2026-01-05', '2026-01-04')), [['use_of_surplus', 30n, 'prescribed']])
  assert.deepEqual(needs(agreed('use_of_surplus', '2026-01-05', '2026-01-05')), [['use_of_surplus', 30n, null]])
  assert.match(agreementRefused(agreementsNeeded([plan]))?.sentence ?? '', /甲县动用历年结余 0\.30 元（缺同级政府同意）/)
})

test('an adjustment needs agreement only to what it adds', () => {
  const issued = { incomeFen: 100n, expenditureFen: 130n }
  const needs = (incomeFen: bigint, expenditureFen: bigint) =>
    agreementsNeeded([{ ...plan, incomeFen, expenditureFen, issued }]).map(({ of, amountFen }) => [of, amountFen])
  assert.deepEqual(needs(100n, 130n), [])
  assert.deepEqual(needs(140n, 135n), [['overspend', 5n]])
  assert.deepEqual(needs(90n, 130n), [['use_of_surplus', 10n]])
  assert.deepEqual(needs(100n, 150n), [
    ['use_of_surplus', 20n],
    ['overspend', 20n],
  ])
})

test('requests stay within the unit’s plan, before its issue within last year’s; without any plan nothing is held', () => {
  const unit = { name: '甲县', year: 2026, planFen: 100n, lastPlanFen: 500n, requestedFen: 90n }
  assert.equal(unitRequestRefused(unit, 10n), undefined)
  assert.match(unitRequestRefused(unit, 11n)?.sentence ?? '', /^甲县 2026 年度累计申请将超过计划 0\.01 元/)
  assert.match(unitRequestRefused({ ...unit, planFen: null }, 411n)?.sentence ?? '', /还没有下达，暂按上年下达的计划控制/)
  assert.equal(unitRequestRefused({ ...unit, planFen: null, lastPlanFen: null }, 10_000n), undefined)
})
