import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ratioOf, sumOf, WHOLE } from '../base/money.js'
import type { Citation } from '../policy/citation.js'
import { type GapRule, type GapSharing, MEANS } from '../policy/gap-rule.js'
import { closePoolYear } from './close-pool-year.js'
import type { Cause, UnitYear } from './year.js'

const from: Citation = { document: 'test', article: '1', certainty: 'illustrative', inForce: '2020-01-01' }
const share = (text: string) => ratioOf(text) ?? WHOLE
const amount = fc.bigInt({ min: 0n, max: 10n ** 13n })

const cause: fc.Arbitrary<Cause> = fc.record({
  kind: fc.constantFrom('management', 'pre_pooling', 'reasonable'),
  amountFen: amount,
  established: fc.boolean(),
})

const unitYear: fc.Arbitrary<Omit<UnitYear, 'unit'>> = fc.record({
  incomeFen: amount,
  expenditureFen: amount,
  levyFen: amount,
  planIncomeFen: amount,
  planExpenditureFen: amount,
  causes: fc.array(cause, { maxLength: 3 }),
  approvals: fc.constant([]),
  ownSurplusFen: amount,
  frozenFen: amount,
  bondsFen: amount,
  fiscalAvailableFen: amount,
  budgetGapFen: amount,
  budgetYearInSurplus: fc.boolean(),
  conditions: fc.record({ levy_paid: fc.boolean() }),
  lastYearPayoutFen: amount,
  lastYearBaseFen: amount,
})

const whenShort = fc.constantFrom('proportional' as const, 'listed_order' as const)
const ratio = fc.integer({ min: 0, max: 100 }).map((percent) => ({ num: BigInt(percent), den: 100n }))
const citySurplus = fc.record({ of: fc.constantFrom('opening' as const, 'opening_and_current' as const), whenShort })
const counted = { afterLevy: fc.boolean(), from: fc.constant(from) }

const rule: fc.Arbitrary<GapRule> = fc.oneof(
  fc.record({
    kind: fc.constant('city_surplus_first' as const),
    planTest: fc.record({ income: fc.boolean(), expenditure: fc.boolean() }),
    citySurplus,
    ...counted,
  }),
  fc.record({ kind: fc.constant('same_level_finance' as const), overspendNeedsApproval: fc.boolean(), ...counted }),
  fc.record({ kind: fc.constant('frozen_surplus_first' as const), citySurplus: fc.option(citySurplus), ...counted }),
  fc.record({
    kind: fc.constant('deviation_bands' as const),
    reading: fc.constantFrom('whole_over_part' as const, 'sliced' as const),
    deviationOf: fc.constantFrom('normal_gap' as const, 'actual_gap' as const),
    baseInSurplus: ratio,
    baseInDeficit: ratio,
    edges: fc.constant([share('0.05'), share('0.1')] as const),
    over: fc.tuple(ratio, ratio),
    whenShort,
    ...counted,
  }),
  fc.record({
    kind: fc.constant('plan_limited' as const),
    ownSurplusFirst: fc.boolean(),
    limit: ratio,
    poolShare: ratio,
    conditions: fc.constant(['levy_paid']),
    whenShort,
    ...counted,
  }),
  fc.record({ kind: fc.constant('county_first' as const), triggerMonths: fc.bigInt({ min: 0n, max: 12n }), countyRate: ratio, whenShort, ...counted }),
  fc.record({ kind: fc.constant('ordered_means' as const), order: fc.shuffledSubarray([...MEANS]), whenShort, ...counted }),
)

const sharing: fc.Arbitrary<GapSharing | null> = fc.option(
  fc.record({
    ratio: fc.option(fc.integer({ min: 0, max: 10 }).map((city) => ({ city: { num: BigInt(city), den: 10n }, unit: { num: BigInt(10 - city), den: 10n } }))),
    from: fc.constant(from),
  }),
)

const year = fc.record({
  rule: fc.option(rule),
  sharing,
  management: fc.option(fc.constant({ payer: 'unit_government' as const, from })),
  pots: fc.record({ citySurplusFen: amount, upperAvailableFen: fc.option(amount), potFen: amount }),
  units: fc.array(unitYear, { minLength: 1, maxLength: 6 }).map((units) => units.map((unit, i) => ({ ...unit, unit: `u${i + 1}` }))),
})

test('the lines of every unit add up to its gap, none is negative, no pot is overdrawn', () => {
  fc.assert(
    fc.property(year, (given) => {
      const { units, after } = closePoolYear(given)
      for (const { lines, gapFen, surplusFen, managementFen, awaitingFindingFen, normalFen, after: own } of units) {
        assert.equal(sumOf(lines.map(({ amountFen }) => amountFen)), gapFen)
        assert.equal(managementFen + awaitingFindingFen + normalFen, gapFen)
        assert.ok(gapFen === 0n || surplusFen === 0n)
        assert.ok(lines.every(({ amountFen, status, needs }) => amountFen > 0n && (status === 'covered') === (needs.length === 0)))
        assert.ok(Object.values(own).every((fen) => fen >= 0n))
      }
      for (const fen of [after.citySurplusFen, after.potFen, after.upperAvailableFen]) assert.ok(fen === undefined || fen === null || fen >= 0n)
    }),
    { numRuns: 400 },
  )
})

test('balancing each by its own level moves nothing between units: another unit’s year changes no line of this one', () => {
  fc.assert(
    fc.property(year, unitYear, fc.boolean(), (given, other, overspendNeedsApproval) => {
      const own: GapRule = { kind: 'same_level_finance', overspendNeedsApproval, afterLevy: false, from }
      const first = closePoolYear({ ...given, rule: own }).units[0]
      const units = [...given.units.slice(0, 1), { ...other, unit: 'other' }]
      assert.deepEqual(closePoolYear({ ...given, rule: own, units }).units[0], first)
    }),
  )
})
