import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ratioOf } from '../base/money.js'
import { clearYear, type YearTerms } from './clear-year.js'
import { methodYear } from './method-year.js'

const ratio = (text: string) => ratioOf(text) ?? { num: 0n, den: 1n }
const TERMS: YearTerms = {
  agreedFen: 100_000n,
  surplusKept: ratio('85%'),
  surplusFrom: ratio('80%'),
  overspendShared: ratio('50%'),
  overspendTo: ratio('110%'),
}
const cleared = (reviewedFen: bigint, settledFen: bigint, terms: Partial<YearTerms> = {}) =>
  clearYear({ ...TERMS, ...terms }, { reviewedFen, deductedFen: 0n, settledFen })

test('a surplus is kept at the agreed share, and only from the agreed cost on', () => {
  const { surplusFen, keptFen, entitledFen, differenceFen } = cleared(90_000n, 88_000n)
  assert.deepEqual([surplusFen, keptFen, entitledFen, differenceFen], [10_000n, 8_500n, 98_500n, 10_500n])
  assert.deepEqual([cleared(80_000n, 0n).keptFen, cleared(79_999n, 0n).keptFen], [17_000n, 0n])
  assert.equal(cleared(10_000n, 0n, { surplusFrom: null }).keptFen, 76_500n)
})

test('an overspend is shared up to the agreed limit, what exceeds it is the provider’s alone', () => {
  assert.deepEqual([cleared(106_000n, 106_000n).sharedFen, cleared(106_000n, 106_000n).differenceFen], [3_000n, -3_000n])
  assert.deepEqual([cleared(130_000n, 130_000n).entitledFen, cleared(130_000n, 130_000n).differenceFen], [105_000n, -25_000n])
  assert.equal(cleared(130_000n, 0n, { overspendTo: null }).entitledFen, 115_000n)
})

test('what was deducted is no cost, and a year at its agreed amount comes to nothing', () => {
  const year = clearYear(TERMS, { reviewedFen: 103_000n, deductedFen: 3_000n, settledFen: 100_000n })
  assert.deepEqual([year.actualFen, year.surplusFen, year.overspendFen, year.differenceFen], [100_000n, 0n, 0n, 0n])
})

test('points at their value, less what patients and others paid: hospitals together get the final fund to the fen', () => {
  // Worked from the Zhejiang rule of points: (20,000,000 − 12,000,000 + 11,200,000) / 160,000 points = 120 yuan a point.
  const price = { num: (20_000_000_00n - 12_000_000_00n + 11_200_000_00n) / 160_000n, den: 1n }
  const hospital = (points: bigint, totalFen: bigint, poolFen: bigint) =>
    methodYear({ num: points, den: 1n }, price, { totalFen, poolFen, reviewedFen: poolFen }).agreedFen
  const [first, second] = [hospital(100_000n, 12_300_000_00n, 7_400_000_00n), hospital(60_000n, 7_700_000_00n, 4_600_000_00n)]
  assert.deepEqual([price.num, first, second, first + second], [120_00n, 7_100_000_00n, 4_100_000_00n, 11_200_000_00n])
  // Half a fen is rounded up once; what the method does not cover stays by item.
  const year = methodYear({ num: 3n, den: 2n }, { num: 1n, den: 1n }, { totalFen: 10n, poolFen: 6n, reviewedFen: 8n })
  assert.deepEqual([year.worthFen, year.othersFen, year.besideFen, year.agreedFen], [2n, 4n, 2n, 0n])
})
