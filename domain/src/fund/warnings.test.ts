import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coverWarnings, type PositionToWatch, subsidyWarnings } from './warnings.js'

const THRESHOLDS = [
  { level: 'red', below: 300n, text: '可支付不足三个月' },
  { level: 'orange', below: 600n, text: '可支付不足六个月' },
]
const unit: PositionToWatch = { fundName: '居民基金', unit: 'u1', unitName: '甲县', positionFen: 1n, monthsOfCover: 600n }

test('the strictest threshold that is missed speaks; exactly six months is enough', () => {
  const levels = [299n, 300n, 599n, 600n, null].map((monthsOfCover) => coverWarnings([{ ...unit, monthsOfCover }], THRESHOLDS)[0]?.level)
  assert.deepEqual(levels, ['red', 'orange', 'orange', undefined, undefined])
  assert.equal(coverWarnings([{ ...unit, monthsOfCover: 250n }], THRESHOLDS)[0]?.text, '甲县居民基金可支付不足三个月（2.50 个月）')
})

test('a position below zero is red whatever the months say', () => {
  assert.deepEqual(coverWarnings([{ ...unit, positionFen: -5n }], THRESHOLDS), [{ level: 'red', text: '甲县居民基金收支相抵后为 -0.05 元', unit: 'u1' }])
})

test('a subsidy is overdue after its year, or in December', () => {
  const owed = { unit: 'u1', unitName: '甲县', government: 'county', benefitYear: 2025, owedFen: 100n }
  assert.deepEqual(subsidyWarnings([owed], '2025-11-30'), [])
  assert.equal(subsidyWarnings([owed], '2025-12-01')[0]?.text, '甲县 2025 年度县级财政补助尚欠 1.00 元')
  assert.equal(subsidyWarnings([owed], '2026-03-01').length, 1)
  assert.deepEqual(subsidyWarnings([{ ...owed, owedFen: 0n }], '2026-03-01'), [])
})
