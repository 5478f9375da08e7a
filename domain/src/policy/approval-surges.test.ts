import assert from 'node:assert/strict'
import { test } from 'node:test'
import { growthOf } from './approval-surges.js'

const threshold = { growth: { num: 30n, den: 100n }, leastCount: 10n, leastFen: 100_000n }
/** Twelve weeks of 20 bills and 3,000.00 yuan each. */
const usual = { count: 240n, fen: 3_600_000n, weeks: 12n }

test('a week is held against the mean of the weeks before', () => {
  assert.deepEqual(growthOf({ count: 25n, fen: 345_000n }, 1n, usual, threshold), {
    usualCount: 20n,
    usualFen: 300_000n,
    countPercent: 25n,
    fenPercent: 15n,
    surge: false,
  })
})

test('exactly the threshold is no surge, one bill or one fen above is', () => {
  assert.equal(growthOf({ count: 26n, fen: 390_000n }, 1n, usual, threshold).surge, false)
  assert.equal(growthOf({ count: 27n, fen: 390_000n }, 1n, usual, threshold).surge, true)
  assert.equal(growthOf({ count: 26n, fen: 390_001n }, 1n, usual, threshold).surge, true)
})

test('few bills are no surge, however steep; growth from nothing has no per cent', () => {
  const nothing = { count: 0n, fen: 0n, weeks: 12n }
  assert.deepEqual(growthOf({ count: 9n, fen: 200_000n }, 1n, nothing, threshold), {
    usualCount: 0n,
    usualFen: 0n,
    countPercent: null,
    fenPercent: null,
    surge: false,
  })
  assert.equal(growthOf({ count: 10n, fen: 99_999n }, 1n, nothing, threshold).surge, false)
  assert.equal(growthOf({ count: 10n, fen: 100_000n }, 1n, nothing, threshold).surge, true)
})

test('several weeks are held against as many', () => {
  const grown = growthOf({ count: 60n, fen: 1_200_000n }, 3n, usual, threshold)
  assert.deepEqual([grown.usualCount, grown.usualFen, grown.countPercent, grown.fenPercent, grown.surge], [60n, 900_000n, 0n, 33n, true])
})
