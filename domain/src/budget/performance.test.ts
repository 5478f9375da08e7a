import assert from 'node:assert/strict'
import { test } from 'node:test'
import { twoDecimals } from '../base/decimal.js'
import type { Ratio } from '../base/money.js'
import { gradeOf, type PerformanceTarget, pointsOf, scoreOf, signalOf } from './performance.js'

const whole = (n: number): Ratio => ({ num: BigInt(n), den: 1n })
const coverage: PerformanceTarget = { better: 'more', progress: false, target: whole(95), limit: whole(90), weight: whole(60) }
const spending: PerformanceTarget = { better: 'less', progress: true, target: whole(100), limit: whole(110), weight: whole(40) }
const GRADES = [
  { name: '优', from: whole(90) },
  { name: '良', from: whole(80) },
  { name: '差', from: whole(0) },
]

test('a rate is held to its target all year, a growing figure to its share of the months', () => {
  assert.deepEqual(
    [95, 94, 89].map((n) => signalOf(coverage, whole(n), 6)),
    ['green', 'amber', 'red'],
  )
  assert.deepEqual(
    [50, 55, 56].map((n) => signalOf(spending, whole(n), 6)),
    ['green', 'amber', 'red'],
  )
  assert.equal(signalOf(coverage, null, 6), 'unknown')
  assert.equal(signalOf({ ...coverage, limit: null }, whole(1), 6), 'amber')
})

test('points are the share reached, more than the target earns no more, and a score needs weights of 100 and every value', () => {
  const points = (target: PerformanceTarget, n: number) => pointsOf(target, whole(n))
  assert.deepEqual(
    [points(coverage, 96), points(coverage, 76), points(spending, 125), points(coverage, 0)].map((one) => one && twoDecimals(one)),
    ['60.00', '48.00', '32.00', '0.00'],
  )
  const both = [
    { weight: coverage.weight, points: points(coverage, 76) },
    { weight: spending.weight, points: points(spending, 100) },
  ]
  const score = scoreOf(both)
  assert.equal(score && twoDecimals(score), '88.00')
  assert.equal(gradeOf(score, GRADES), '良')
  assert.equal(scoreOf(both.slice(1)), null)
  assert.equal(scoreOf([...both.slice(1), { weight: coverage.weight, points: null }]), null)
  assert.equal(gradeOf(null, GRADES), null)
})
