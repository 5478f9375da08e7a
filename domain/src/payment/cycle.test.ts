import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cycleOf, type DueLine } from './cycle.js'
import { depositReturned } from './deposit-return.js'
import { type Life, stepRefused } from './life.js'
import { prepaymentGate } from './prepayment-gate.js'

const FIVE_PERCENT = { num: 5n, den: 100n }
const due = (byItemFen: bigint, more: Partial<DueLine> = {}): DueLine => ({
  unit: '990021',
  part: 'pool',
  care: 'inpatient',
  byItemFen,
  carriedFen: 0n,
  ...more,
})
const change = (kind: 'method_difference' | 'deduction' | 'set_off' | 'netting_earlier', amountFen: bigint) =>
  ({ kind, unit: '990021', part: 'pool', care: 'inpatient', amountFen }) as const

test('payable is the by-item amount, its method difference, less deduction, deposit, set-off and what is owed from earlier', () => {
  const { lines, payFen, faults } = cycleOf(
    '2026-02-01',
    [due(100_000n)],
    [change('method_difference', -10_000n), change('deduction', 2_000n), change('set_off', 20_000n), change('netting_earlier', 3_000n)],
    FIVE_PERCENT,
  )
  assert.deepEqual(faults, [])
  assert.equal(lines[0]?.grossFen, 90_000n)
  assert.equal(lines[0]?.depositFen, 4_400n)
  assert.equal(payFen, 90_000n - 2_000n - 4_400n - 20_000n - 3_000n)
})

test('cancelled bills that exceed the month are carried on and nothing is paid', () => {
  const { lines, payFen } = cycleOf('2026-02-01', [due(5_000n, { carriedFen: -7_000n })], [], FIVE_PERCENT)
  assert.deepEqual([payFen, lines[0]?.grossFen, lines[0]?.carryFen], [0n, 0n, -2_000n])
})

test('more may not be taken off than is due, and nothing off what is paid for somebody else', () => {
  assert.equal(cycleOf('2026-02-01', [due(1_000n)], [change('deduction', 1_001n)], FIVE_PERCENT).faults[0]?.code, 'taken_too_much')
  const insurer = cycleOf('2026-02-01', [due(1_000n, { part: 'insurer' })], [{ ...change('deduction', 1n), part: 'insurer' }], FIVE_PERCENT)
  assert.equal(insurer.faults[0]?.code, 'not_own_money')
  assert.equal(insurer.lines[0]?.depositFen, 0n)
})

test('a deposit goes back whole, in proportion, or not at all', () => {
  const rule = { fullScore: 9_000n, passScore: 6_000n }
  assert.deepEqual([depositReturned(9_000n, 9_500n, rule), depositReturned(9_000n, 8_000n, rule), depositReturned(9_000n, 5_999n, rule)], [9_000n, 8_000n, 0n])
})

test('the gate of a prepayment names every condition and what was found', () => {
  const conditions = prepaymentGate(
    { monthsOfCover: 600n, appraisalScore: 8_000n, months: { num: 1n, den: 1n } },
    { amountFen: 101n, monthsOfCover: 599n, lastYearFen: 0n, forecastHolds: true, agreementInForce: true, appraisalScore: null, averageMonthFen: 100n },
  )
  assert.deepEqual(
    conditions.map(({ met }) => met),
    [false, true, true, true, false, false],
  )
  assert.match(conditions[0]?.found ?? '', /5\.99 个月/)
})

const LIFE: Life = {
  subject: '支付批次',
  begun: '已编制',
  steps: [
    { kind: 'reviewed', name: '已复核', label: '复核', after: ['begun'], permission: 'a', apartFrom: ['begun'] },
    { kind: 'approved', name: '已批准', label: '批准', after: ['reviewed'], permission: 'b', apartFrom: ['begun', 'reviewed'] },
  ],
}

test('whoever prepared does not review, and whoever reviewed does not approve', () => {
  assert.equal(stepRefused(LIFE, 1n, [], 'reviewed', 1n)?.code, 'same_officer')
  assert.equal(stepRefused(LIFE, 1n, [], 'reviewed', 2n), undefined)
  assert.equal(stepRefused(LIFE, 1n, [], 'approved', 3n)?.code, 'not_its_turn')
  assert.equal(stepRefused(LIFE, 1n, [{ kind: 'reviewed', officer: 2n }], 'approved', 2n)?.code, 'same_officer')
  assert.equal(stepRefused(LIFE, 1n, [{ kind: 'reviewed', officer: 2n }], 'approved', 3n), undefined)
})
