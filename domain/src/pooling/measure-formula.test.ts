import assert from 'node:assert/strict'
import { test } from 'node:test'
import { twoDecimals } from '../base/decimal.js'
import { measured, passed, termsOf } from './measure-formula.js'

const cover = { id: 'months_of_cover', unit: 'months', numerator: '12*free_balance', denominator: 'expenditure12' } as const

test('months of cover and rates are exact, and percent is a hundredfold', () => {
  const { value } = measured(cover, { free_balance: 766_370n, expenditure12: 1_045_765n })
  assert.ok(value !== null)
  // The nation's residents of 2023 by this definition; another, unnamed one was published as 8.5.
  assert.equal(twoDecimals(value), '8.79')
  const rate = measured({ id: 'r', unit: 'percent', numerator: 'a-b', denominator: 'a' }, { a: 200n, b: 250n, c: 1n })
  assert.deepEqual([rate.value === null ? '' : twoDecimals(rate.value), rate.inputs], ['-25.00', { a: 200n, b: 250n }])
})

test('what is not known, or is divided by nothing, stays open', () => {
  assert.deepEqual(measured(cover, { free_balance: 1n }), { value: null, inputs: { free_balance: 1n } })
  assert.equal(measured(cover, { free_balance: 1n, expenditure12: 0n }).value, null)
  assert.throws(() => termsOf('a/b'), /no sum/)
  // How much faster income grew than spending: 10% against 25%.
  const faster = { id: 'd', unit: 'percent', numerator: 'i*e0-e*i0', denominator: 'i0*e0' } as const
  const { value } = measured(faster, { i: 110n, i0: 100n, e: 250n, e0: 200n })
  assert.equal(value === null ? '' : twoDecimals(value), '-15.00')
  assert.equal(measured(faster, { i: 110n, i0: 100n, e: 250n }).value, null)
})

test('the strictest threshold that is passed counts, and the bound itself is not passed', () => {
  const one = (level: 'red' | 'orange', value: bigint) => ({
    indicator: cover.id,
    level,
    side: 'below' as const,
    value: { num: value, den: 1n },
    answerDays: 7n,
  })
  const thresholds = [one('red', 3n), one('orange', 6n)]
  const level = (months: bigint, more: readonly [string, bigint][] = [], by: Parameters<typeof passed>[0] = thresholds) =>
    passed(by, cover.id, new Map([[cover.id, months] as const, ...more].map(([id, whole]) => [id, { num: whole, den: 1n }])))?.level
  assert.deepEqual([level(2n), level(3n), level(6n)], ['red', 'orange', undefined])
  // In a deficit a grade worse; a rate that is not known makes nothing worse.
  const when = { indicator: 'current_surplus_rate', side: 'below' as const, value: { num: 0n, den: 1n } }
  const graded = [one('red', 3n), { ...one('red', 6n), when }, one('orange', 6n), { ...one('orange', 9n), when }]
  assert.deepEqual(
    [level(5n, [['current_surplus_rate', -1n]], graded), level(5n, [['current_surplus_rate', 0n]], graded), level(5n, [], graded)],
    ['red', 'orange', 'orange'],
  )
  assert.deepEqual([level(8n, [['current_surplus_rate', -1n]], graded), level(8n, [], graded)], ['orange', undefined])
})
