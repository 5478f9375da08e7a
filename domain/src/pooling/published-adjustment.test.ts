// The published adjustment funds with figures worked out by hand, beside the rule: levy, stop, parts, shares, caps, conditions.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ratioOf, WHOLE } from '../base/money.js'
import type { AllocationAfter, LevyRule } from '../policy/adjustment-rule.js'
import type { GapRule } from '../policy/gap-rule.js'
import { type AskingArea, allocateAfter } from './allocate-after.js'
import { allocateBefore } from './allocate-before.js'
import { closePoolYear } from './close-pool-year.js'
import { indicatorsOf } from './indicators.js'
import { type LevyArea, levyOf } from './levy.js'
import type { UnitYear } from './year.js'

const from = { document: 'test', article: '1', certainty: 'illustrative' } as LevyRule['from']
const ratio = (text: string) => ratioOf(text) ?? WHOLE
const LEVY: LevyRule = {
  base: 'last_collected',
  rate: ratio('0.05'),
  thirdPartyIncluded: true,
  individualAccountsExcluded: true,
  wageFactor: WHOLE,
  stop: null,
  instalments: null,
  from,
}
const AREA: LevyArea = {
  area: 'a',
  lastFinalIncomeFen: 0n,
  ofWhichIndividualAccountFen: 0n,
  ofWhichThirdPartyFen: 0n,
  lastCollectedFen: 0n,
  currentCollectedFen: 0n,
  wageAverageFen: 0n,
  insured: 0n,
  lastYearExpenditureFen: 0n,
  arrears: [],
  payments: [],
}
const AFTER: AllocationAfter = {
  kind: 'after',
  share: WHOLE,
  coefficient: 'none',
  conditions: [],
  caps: [],
  ownLevyFirst: false,
  emergencyShare: null,
  from,
}
const ASKING: AskingArea = {
  area: 'a',
  incomeFen: 0n,
  expenditureFen: 0n,
  levyFen: 0n,
  levyPaidFen: 0n,
  managementFen: 0n,
  ownSurplusFen: 0n,
  emergencyFen: 0n,
  planExpenditureFen: 0n,
  coefficient: WHOLE,
  conditions: {},
}
const YEAR: UnitYear = {
  unit: 'u',
  incomeFen: 0n,
  expenditureFen: 0n,
  levyFen: 0n,
  planIncomeFen: 0n,
  planExpenditureFen: 0n,
  causes: [],
  approvals: [],
  ownSurplusFen: 0n,
  frozenFen: 0n,
  bondsFen: 0n,
  fiscalAvailableFen: 0n,
  budgetGapFen: 0n,
  budgetYearInSurplus: false,
  conditions: {},
  lastYearPayoutFen: 0n,
  lastYearBaseFen: 0n,
}
const levyOn = (rule: Partial<LevyRule>, areas: readonly Partial<LevyArea>[], pot = 0n) =>
  levyOf(
    { ...LEVY, ...rule },
    areas.map((area, i) => ({ ...AREA, area: `a${i}`, ...area })),
    pot,
    '2026-12-31',
  )
const closed = (rule: GapRule, year: Partial<UnitYear>, pots: { readonly potFen?: bigint; readonly upperAvailableFen?: bigint } = {}) => {
  const { units } = closePoolYear({
    rule,
    sharing: null,
    management: { payer: 'unit_government', from },
    pots: { citySurplusFen: 0n, potFen: 0n, upperAvailableFen: null, ...pots },
    units: [{ ...YEAR, ...year }],
  })
  return Object.fromEntries((units[0]?.lines ?? []).map(({ source, amountFen }) => [source ?? 'open', amountFen]))
}

test('陕西 2024: five per cent of final income without individual accounts; six months of all areas in the pot stop it', () => {
  // (8123.45 − 1123.45) × 5 % = 350.00, and 2000 × 5 % = 100; six months of (6000 + 1800) a year are 3900.
  const rule = { base: 'last_final_income', stop: { months: 6n, mode: 'all_or_nothing' } } as const
  const areas = [
    { lastFinalIncomeFen: 812_345n, ofWhichIndividualAccountFen: 112_345n, ofWhichThirdPartyFen: 10_000n, lastYearExpenditureFen: 600_000n },
    { lastFinalIncomeFen: 200_000n, lastYearExpenditureFen: 180_000n },
  ]
  const below = levyOn(rule, areas, 389_999n)
  assert.deepEqual([below.areas.map(({ levyFen }) => levyFen), below.stopThresholdFen, below.stopped], [[35_000n, 10_000n], 390_000n, false])
  const full = levyOn(rule, areas, 390_000n)
  assert.deepEqual([full.levyTotalFen, full.stopped], [0n, true])
})

test('陕西 2024: the gap is counted after the levy, own surplus goes first; an emergency has a pot of its own', () => {
  // Gap 7200 + 350 − 7000 = 550; own 200; need 350, of which 50 an emergency; 300 × 0.9 = 270 and 50.
  const area = {
    ...ASKING,
    incomeFen: 700_000n,
    expenditureFen: 720_000n,
    levyFen: 35_000n,
    ownSurplusFen: 20_000n,
    emergencyFen: 5_000n,
    coefficient: ratio('0.9'),
  }
  const given = allocateAfter({ ...AFTER, coefficient: 'appraisal', emergencyShare: WHOLE }, { normalFen: 100_000n, emergencyFen: 4_000n }, [area])
  const [one] = given.areas
  assert.deepEqual(
    [one?.gapFen, one?.needFen, one?.fromNormalFen, one?.fromEmergencyFen, one?.cutByExhaustionFen, one?.leftToUnitFen],
    [55_000n, 35_000n, 27_000n, 4_000n, 1_000n, 4_000n],
  )
  assert.deepEqual([given.normalAfterFen, given.emergencyAfterFen], [73_000n, 0n])
})

test('贵州 2025 and its study: a tenth of collection is given out again by weights, to the fen; five and eight per cent give half and four fifths', () => {
  // 10 % of 1000 and 500 are 100 and 50. Insured 2:2 at 40 %, aged 1:3 at 60 %: 0.35 and 0.65 of 150 are 52.50 and 97.50.
  const areas = [
    { ...AREA, area: 'a', lastCollectedFen: 100_000n, coefficient: WHOLE, measures: { insured: 200n, aged: 10n } },
    { ...AREA, area: 'b', lastCollectedFen: 50_000n, coefficient: WHOLE, measures: { insured: 200n, aged: 30n } },
  ]
  const weights = [
    { measure: 'insured', weight: ratio('0.4') },
    { measure: 'aged', weight: ratio('0.6') },
  ]
  const rule = { kind: 'before', weights, reserve: ratio('0'), coefficientInWeight: false, from } as const
  const shared = allocateBefore({ ...LEVY, rate: ratio('0.1') }, rule, 0n, areas)
  assert.deepEqual(
    shared.areas.map(({ levyFen, grantFen, netFen }) => [levyFen, grantFen, netFen]),
    [
      [10_000n, 5_250n, -4_750n],
      [5_000n, 9_750n, 4_750n],
    ],
  )
  const totals = ['0.05', '0.08'].map((rate) => allocateBefore({ ...LEVY, rate: ratio(rate) }, rule, 0n, areas).grantTotalFen)
  assert.deepEqual(totals, [7_500n, 12_000n])
})

test('安徽 2022: at most five per cent of last year’s income', () => {
  assert.equal(levyOn({ base: 'last_final_income' }, [{ lastFinalIncomeFen: 8_000_000_010n }]).levyTotalFen, 400_000_001n)
})

test('广元 2008: four parts a year, the odd fen in the last; thirty per cent of the plan, four fifths of it, nothing where a condition failed', () => {
  // 5 % of 2000.50 is 100.025, rounded 100.03: three parts of 25.00 and one of 25.03. One part came late.
  const due = ['2026-03-31', '2026-06-30', '2026-09-30', '2026-12-31'] as const
  const payments = [
    { date: '2026-03-30', amountFen: 2_500n },
    { date: '2026-07-01', amountFen: 7_600n },
  ] as const
  const [area] = levyOn({ instalments: { due, remainder: 'last' } }, [{ lastCollectedFen: 200_050n, payments }]).areas
  assert.deepEqual([area?.instalmentsFen, area?.overpaidFen, area?.paidInFullOnTime], [[2_500n, 2_500n, 2_500n, 2_503n], 97n, false])
  const rule: GapRule = {
    kind: 'plan_limited',
    ownSurplusFirst: false,
    limit: ratio('0.3'),
    poolShare: ratio('0.8'),
    conditions: ['targets_met'],
    whenShort: 'proportional',
    afterLevy: false,
    from,
  }
  const year = { incomeFen: 100_000n, expenditureFen: 150_000n, planIncomeFen: 100_000n, planExpenditureFen: 100_000n }
  // 500 over the plan of 1000; 300 are looked at; the pool pays 240, the county 260.
  assert.deepEqual(closed(rule, { ...year, conditions: { targets_met: true } }, { potFen: 90_000n }), { pool_fund: 24_000n, unit_finance: 26_000n })
  assert.deepEqual(closed(rule, year, { potFen: 90_000n }), { unit_finance: 50_000n })
})

test('丽水 2011: two per cent until two months of the payout, cut to what is missing; county finance first, the pool no more than it', () => {
  // Two months of 1200 are 200; 190 are there; 2 % of 1000 would be 20, of which 10 are levied.
  const stop = { months: 2n, mode: 'up_to_threshold' } as const
  const levy = levyOn({ rate: ratio('0.02'), stop }, [{ lastCollectedFen: 100_000n, lastYearExpenditureFen: 120_000n }], 19_000n)
  assert.deepEqual([levy.levyTotalFen, levy.stopThresholdFen, levy.stopped], [1_000n, 20_000n, false])
  // Surplus 100 < 2 months of 900 (150). Gap 400: own 100; county 1 % of 12,000 = 120; pool 120; 60 nobody named.
  const rule: GapRule = { kind: 'county_first', triggerMonths: 2n, countyRate: ratio('0.01'), whenShort: 'proportional', afterLevy: false, from }
  const year = { expenditureFen: 40_000n, ownSurplusFen: 10_000n, lastYearPayoutFen: 90_000n, lastYearBaseFen: 1_200_000n }
  assert.deepEqual(closed(rule, year, { potFen: 50_000n }), { own_surplus: 10_000n, unit_finance: 12_000n, pool_fund: 12_000n, open: 6_000n })
})

test('济宁 2013: what an area paid in comes back first; whoever did not pay in full and on time gets nothing', () => {
  // Need 100 (50 of the gap is the levy); 50 come back; of the other 50 the common part gives 60 % = 30.
  const rule = { ...AFTER, share: ratio('0.6'), ownLevyFirst: true, conditions: ['levy_paid_on_time'] }
  const area = { ...ASKING, incomeFen: 95_000n, expenditureFen: 100_000n, levyFen: 5_000n, levyPaidFen: 5_000n }
  const pots = { normalFen: 50_000n, emergencyFen: 0n }
  const [paid, late] = [true, false].map((levy_paid_on_time) => allocateAfter(rule, pots, [{ ...area, conditions: { levy_paid_on_time } }]).areas[0])
  assert.deepEqual([paid?.ownLevyReturnedFen, paid?.grantFen, paid?.leftToUnitFen], [5_000n, 8_000n, 2_000n])
  assert.deepEqual([late?.grantFen, late?.leftToUnitFen], [0n, 10_000n])
})

test('caps: a share of the plan or a multiple of what was paid in, the smaller of both', () => {
  const area = { ...ASKING, expenditureFen: 100_000n, levyFen: 4_000n, planExpenditureFen: 60_000n }
  const caps = [
    { kind: 'percent_of_plan', value: ratio('0.3') },
    { kind: 'times_own_levy', value: ratio('4') },
  ] as const
  // Need 1040; 30 % of 600 = 180; four times 40 = 160.
  assert.equal(allocateAfter({ ...AFTER, caps }, { normalFen: 90_000n, emergencyFen: 0n }, [area]).grantTotalFen, 16_000n)
})

test('安徽 工伤 2025: above ten per cent 40:60, by the whole part or by slices; a management gap is the area’s own', () => {
  // Budgeted gap 1000 in a deficit year, actual 1150. Whole: 800 + 150 × 0.4 = 860. Slices: 1050 × 0.8 + 50 × 0.6 + 50 × 0.4 = 890.
  const bands = { baseInSurplus: ratio('0.9'), baseInDeficit: ratio('0.8'), edges: [ratio('0.05'), ratio('0.1')], over: [ratio('0.6'), ratio('0.4')] } as const
  const rule = (reading: 'whole_over_part' | 'sliced'): GapRule => ({
    kind: 'deviation_bands',
    reading,
    deviationOf: 'normal_gap',
    ...bands,
    whenShort: 'proportional',
    afterLevy: false,
    from,
  })
  const year = { expenditureFen: 125_000n, budgetGapFen: 100_000n, causes: [{ kind: 'management', amountFen: 10_000n, established: true }] } as const
  assert.deepEqual(closed(rule('whole_over_part'), year), { unit_government: 10_000n, upper_fund: 86_000n, unit_finance: 29_000n })
  assert.deepEqual(closed(rule('sliced'), year), { unit_government: 10_000n, upper_fund: 89_000n, unit_finance: 26_000n })
})

test('国发〔2018〕18号: ninety per cent of the wage, three per cent of it, paid out by the head of the retired', () => {
  // 0.9 × 1000 × 20 × 3 % = 540 and 0.9 × 600 × 10 × 3 % = 162; 702 by 5:6 are 319.09 and 382.91.
  const rule = { kind: 'before', weights: [{ measure: 'retired', weight: WHOLE }], reserve: ratio('0'), coefficientInWeight: false, from } as const
  const of = (area: string, wageAverageFen: bigint, insured: bigint, retired: bigint) => ({
    ...AREA,
    area,
    wageAverageFen,
    insured,
    coefficient: WHOLE,
    measures: { retired },
  })
  const shared = allocateBefore({ ...LEVY, base: 'wage', wageFactor: ratio('0.9'), rate: ratio('0.03') }, rule, 0n, [
    of('a', 100_000n, 20n, 5n),
    of('b', 60_000n, 10n, 6n),
  ])
  assert.deepEqual(
    shared.areas.map(({ levyFen, grantFen }) => [levyFen, grantFen]),
    [
      [54_000n, 31_909n],
      [16_200n, 38_291n],
    ],
  )
})

test('NCMS: the year’s surplus within 15 %, all that is saved within 25 % of the year’s fund', () => {
  const bounds = { currentPercent: ratio('15'), cumulativePercent: ratio('25') }
  const unit = {
    unit: 'u',
    incomeFen: 100_000n,
    expenditureFen: 85_000n,
    closingFen: 25_100n,
    nextBudgetExpenditureFen: null,
    monthlyExpenditureFen: null,
    notFreeFen: { frozen: 0n, next_year_premium: 0n, prepayments: 0n },
  }
  const seen = indicatorsOf({ definitions: ['past_year'], strip: [], bounds, from }, unit)
  assert.deepEqual([seen.currentRatePercent, seen.cumulativeRatePercent, seen.withinBounds], ['15.00', '25.10', { current: true, cumulative: false }])
})
