import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '../base/refusal.js'
import { countInterest, interestRefused, productOf, type Stretch, splitByParts, stretchesOf } from './count-interest.js'

const QUARTER = { from: '2026-06-21', to: '2026-09-20' }
const RATES = [{ inForce: '2020-01-01', yearly: { num: 11n, den: 1000n }, text: '0.0110' }]

function stretches(changes: readonly (readonly [string, bigint])[], rates = RATES): readonly Stretch[] {
  const found = stretchesOf(
    QUARTER,
    changes.map(([day, fen]) => ({ day, fen })),
    rates,
  )
  assert.ok(!isRefusal(found))
  return found as readonly Stretch[]
}

test('each balance counts for the days it stood, the first and last day of the period included', () => {
  const found = stretches([
    ['2026-05-01', 100_000n],
    ['2026-07-01', 50_000n],
    ['2026-09-20', -150_000n],
  ])
  assert.deepEqual(
    found.map(({ from, to, days, balanceFen }) => [from, to, days, balanceFen]),
    [
      ['2026-06-21', '2026-06-30', 10n, 100_000n],
      ['2026-07-01', '2026-09-19', 81n, 150_000n],
      ['2026-09-20', '2026-09-20', 1n, 0n],
    ],
  )
  assert.equal(productOf(found), 13_150_000n)
})

test('a rate that changes within the period begins a stretch; interest is rounded once', () => {
  const found = stretches([['2026-01-01', 36_000_000n]], [...RATES, { inForce: '2026-09-01', yearly: { num: 35n, den: 10_000n }, text: '0.0035' }])
  assert.deepEqual(
    found.map(({ days, rate }) => [days, rate.text]),
    [
      [72n, '0.0110'],
      [20n, '0.0035'],
    ],
  )
  // 360,000 yuan: 72 days at 1.10 % are 792.00, 20 days at 0.35 % are 70.00.
  assert.equal(countInterest([found]).dueFen, 86_200n)
})

test('a period that begins before the first rate is refused; an overdrawn balance earns nothing', () => {
  const refusal = stretchesOf(QUARTER, [], [{ ...RATES[0], inForce: '2026-07-01' } as (typeof RATES)[number]])
  assert.ok(isRefusal(refusal) && refusal.code === 'no_rate')
  assert.equal(productOf(stretches([['2026-06-21', -500n]])), 0n)
})

test('what is due is shared over the funds to the fen, and so is what the bank credited', () => {
  const one = stretches([['2026-01-01', 1_000_001n]])
  const counted = countInterest([one, one, one])
  assert.equal(
    counted.dueParts.reduce((a, b) => a + b, 0n),
    counted.dueFen,
  )
  assert.deepEqual(counted.weights[0], counted.weights[1])
  assert.deepEqual(splitByParts(101n, { pool: 2n, account: -5n }), { poolFen: 101n, accountFen: 0n })
  assert.deepEqual(splitByParts(100n, { pool: 3n, account: 1n }), { poolFen: 75n, accountFen: 25n })
})

test('a difference from the bank is explained before it is booked, and an account without money earns nothing to share', () => {
  const counted = countInterest([stretches([['2026-01-01', 36_000_000n]])])
  assert.equal(interestRefused(counted, counted.dueFen, ''), undefined)
  assert.equal(interestRefused(counted, counted.dueFen - 1n, '')?.code, 'difference_unexplained')
  assert.equal(interestRefused(counted, counted.dueFen - 1n, '银行按活期计息'), undefined)
  assert.equal(interestRefused(countInterest([stretches([])]), 100n, '')?.code, 'no_product')
})
