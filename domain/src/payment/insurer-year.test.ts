import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insurerYear } from './insurer-year.js'

const TERMS = { kept: { num: 3n, den: 100n }, surplusReturned: { num: 9n, den: 10n }, lossShared: { num: 1n, den: 2n }, lossCap: { num: 5n, den: 100n } }

test('surplus above what the insurer may keep goes back in its share', () => {
  assert.deepEqual(insurerYear(TERMS, 100_000n, 90_000n), { keptFen: 3_000n, surplusFen: 7_000n, lossFen: 0n, returnedFen: 6_300n, sharedFen: 0n })
})

test('a loss is shared up to the cap, and begins only above the premium', () => {
  assert.equal(insurerYear(TERMS, 100_000n, 99_000n).sharedFen, 0n)
  assert.equal(insurerYear(TERMS, 100_000n, 104_000n).sharedFen, 2_000n)
  assert.equal(insurerYear(TERMS, 100_000n, 200_000n).sharedFen, 5_000n)
})
