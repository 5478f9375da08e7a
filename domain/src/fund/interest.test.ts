import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interestOf, interestPeriod } from './interest.js'

test('a balance of 1,000,000 yuan for 90 days at 1.10 % earns 2,750 yuan', () => {
  assert.equal(interestOf(100_000_000n * 90n, { num: 11n, den: 1000n }), 275_000n)
})

test('half a fen is rounded up, and an overdrawn balance earns nothing', () => {
  assert.equal(interestOf(360n, { num: 1n, den: 2n }), 1n)
  assert.equal(interestOf(-5n, { num: 1n, den: 2n }), 0n)
})

test('a quarter’s interest runs from the 21st to the 20th', () => {
  assert.deepEqual(interestPeriod('2026-03-31'), { from: '2025-12-21', to: '2026-03-20' })
  assert.equal(interestPeriod('2026-04-30'), undefined)
})
