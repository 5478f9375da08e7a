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
  assert.equal(passed(thresholds, cover.id, { num: 2n, den: 1n })?.level, 'red')
  assert.equal(passed(thresholds, cover.id, { num: 3n, den: 1n })?.level, 'orange')
  assert.equal(passed(thresholds, cover.id, { num: 6n, den: 1n }), undefined)
})
