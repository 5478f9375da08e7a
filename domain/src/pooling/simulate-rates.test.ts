import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sumOf } from '../base/money.js'
import type { AllocationAfter, LevyRule } from '../policy/adjustment-rule.js'
import { type SimulatedArea, simulateRate } from './simulate-rates.js'

const from = { document: 'test', article: '一', certainty: 'illustrative' } as LevyRule['from']
const levy: LevyRule = {
  base: 'last_final_income',
  thirdPartyIncluded: true,
  individualAccountsExcluded: false,
  wageFactor: { num: 1n, den: 1n },
  rate: { num: 0n, den: 1n },
  stop: { months: 6n, mode: 'all_or_nothing' },
  instalments: null,
  from,
}
const allocation: AllocationAfter = {
  kind: 'after',
  share: { num: 8n, den: 10n },
  coefficient: 'appraisal',
  conditions: [],
  caps: [],
  ownLevyFirst: false,
  emergencyShare: null,
  from,
}
/** Fourteen cities; the later in the list, the faster its spending grows. */
const province = Array.from({ length: 14 }, (_, i): SimulatedArea => {
  const incomeFen = 100_000_000n + BigInt(i) * 10_000_000n
  const growth = { incomeGrowth: { num: 4n, den: 100n }, expenditureGrowth: { num: BigInt(2 + i), den: 100n } }
  return {
    area: `a${i}`,
    insured: 1_000n,
    incomeFen,
    expenditureFen: incomeFen - 2_000_000n,
    surplusFen: 5_000_000n,
    coefficient: { num: 1n, den: 1n },
    ...growth,
  }
})
const assumed = { levy, allocation, potFen: 0n, firstYear: 2026, years: 5 }

test('a pot is what came in less what went out, and no area gets more than its gap', () => {
  const years = simulateRate(assumed, province, { num: 5n, den: 100n })
  assert.equal(years.length, 5)
  let pot = 0n
  for (const year of years) {
    pot += year.levyFen - year.grantFen
    assert.equal(year.potFen, pot)
    assert.ok(year.potFen >= 0n && year.grantFen <= year.gapFen)
    assert.equal(sumOf(year.areas.map(({ levyFen }) => levyFen)), year.levyFen)
    assert.equal(sumOf(year.areas.map(({ uncoveredFen }) => uncoveredFen)), year.uncoveredFen)
  }
  // The first levy, reckoned by hand: 5 % of last year's income of all fourteen.
  assert.equal(years[0]?.levyFen, sumOf(province.map(({ incomeFen }) => incomeFen)) / 20n)
})

test('without a levy nothing is granted', () => {
  for (const year of simulateRate(assumed, province, { num: 0n, den: 1n })) assert.deepEqual([year.levyFen, year.grantFen, year.potFen], [0n, 0n, 0n])
})

test('a pot of six months of spending stops the levy', () => {
  const [first] = simulateRate({ ...assumed, potFen: sumOf(province.map(({ expenditureFen }) => expenditureFen)) / 2n }, province, { num: 5n, den: 100n })
  assert.deepEqual([first?.stopped, first?.levyFen], [true, 0n])
})
