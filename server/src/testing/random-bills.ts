// Persons, fee lines and bills drawn at random, the policies of the areas, and a year of bills settled one after another.
import path from 'node:path'
import type { BenefitKind, BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { withContributions } from '@tongchou/domain/settlement/accumulators.js'
import type { Bill, BillLine, Counters, InsuredPerson } from '@tongchou/domain/settlement/bill.js'
import type { Settled } from '@tongchou/domain/settlement/outcome.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import fc from 'fast-check'
import { checkPolicies } from '../policy/check.js'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** Every version of every area and scheme, from policies/. */
export function areaPolicies(): readonly (readonly BenefitPolicy[])[] {
  return checkPolicies(path.join(ROOT, 'policies')).rules.map(({ versions }) => versions)
}

/** TONGCHOU_SEED repeats a run. */
export const seed = Number(process.env['TONGCHOU_SEED'] ?? Date.now() % 2_147_483_647)
const IDENTITIES = [
  'low_income',
  'poor',
  'dibao',
  'edge',
  'civil_servant',
  'veteran',
  'mutual_aid',
  'disabled',
  'minimum_living',
  'illness_poverty',
  'extreme_poverty',
]

export const fen = fc.oneof(fc.bigInt(0n, 100_000n), fc.bigInt(0n, 60_000_000n))
export const line: fc.Arbitrary<BillLine> = fc
  .record({
    class: fc.constantFrom('甲', '乙', '丙'),
    amount: fen,
    percent: fc.bigInt(0n, 100n),
    above: fc.bigInt(0n, 100n),
    notMet: fc.boolean(),
    special: fc.boolean(),
  })
  .map(({ class: itsClass, amount, percent, above, notMet, special }) => ({
    class: itsClass,
    amount,
    initialSelfPayment: { num: itsClass === '甲' ? 0n : percent, den: 100n },
    aboveStandard: (amount * above) / 1000n,
    ...(notMet && itsClass === '乙' ? { restrictedUse: 'not_met' as const } : {}),
    ...(special ? { specialList: true } : {}),
  }))
export const person: fc.Arbitrary<InsuredPerson> = fc.record({
  age: fc.integer({ min: 0, max: 100 }),
  retired: fc.boolean(),
  identities: fc.subarray(IDENTITIES),
  yearsEnrolled: fc.integer({ min: 0, max: 30 }),
  continuousYears: fc.integer({ min: 0, max: 30 }),
  zeroClaimYears: fc.integer({ min: 0, max: 10 }),
  account: fc.option(
    fc.record(
      { current: fc.bigInt(0n, 500_000n), history: fc.bigInt(0n, 500_000n), family: fc.array(fc.bigInt(0n, 100_000n), { maxLength: 2 }) },
      { noNullPrototype: true },
    ),
    { nil: null },
  ),
})

/** Nothing about this person changes any rule. */
export const PLAIN: InsuredPerson = { age: 45, retired: false, identities: [], yearsEnrolled: 5, continuousYears: 5, zeroClaimYears: 0, account: null }

export interface Circumstances {
  readonly level: string
  readonly kind: BenefitKind
  readonly place: Bill['place']
  readonly filing: Bill['filing']
  readonly day: string
}

export function billOf({ level, kind, place, filing, day }: Circumstances, lines: readonly BillLine[]): Bill {
  const total = lines.reduce((sum, { amount }) => sum + amount, 0n)
  const common = { provider: 'H1', admitted: day, discharged: day, settledOn: day, delivery: 'natural', treatment: 'chemotherapy', useAccount: true }
  return { scheme: 'resident', kind, level, place, filing, total, lines, ...common }
}

/** A bill that is in scope whole. */
export function wholeBill(at: Circumstances, amount: bigint): Bill {
  return billOf(at, [{ class: '甲', amount, initialSelfPayment: { num: 0n, den: 1n }, aboveStandard: 0n }])
}

/** Calls `seen` for each bill that was settled, with the counters it found. */
export function settleAll(
  versions: readonly BenefitPolicy[],
  one: InsuredPerson,
  bills: readonly Bill[],
  seen: (settled: Settled, before: Counters) => void,
): number {
  let counters: Counters = {}
  let settledBills = 0
  for (const bill of bills) {
    const outcome = settle({ versions, scheme: bill.scheme, person: one, bill, counters: () => counters })
    if (outcome.kind !== 'settled') continue
    settledBills += 1
    seen(outcome, counters)
    counters = withContributions(counters, outcome.contributions)
  }
  return settledBills
}
