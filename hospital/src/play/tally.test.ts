import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newTally, percentile } from './tally.js'

test('percentiles are right to two per cent', () => {
  const tally = newTally()
  for (let ms = 1; ms <= 1000; ms++) tally.answered('2207', ms, true)
  const { histogram } = tally.transactions.get('2207') ?? { histogram: new Uint32Array() }
  assert.ok(Math.abs(percentile(histogram, 0.5) - 500) < 15)
  assert.ok(Math.abs(percentile(histogram, 0.99) - 990) < 25)
  assert.equal(tally.settlements, 1000)
})

test('a refused settlement is no settlement, and sentences are counted', () => {
  const tally = newTally()
  tally.answered('2207', 1, false)
  tally.fault('2207', '已结算')
  tally.fault('2207', '已结算')
  assert.equal(tally.settlements, 0)
  assert.deepEqual([...tally.faults], [['2207 已结算', 2]])
})
