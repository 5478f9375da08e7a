// Properties of every settlement, over the policies of the neutral cases and of the areas in policies/, with random persons and
// bills. TONGCHOU_SEED repeats a run.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { BenefitKind, BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { withContributions } from '@tongchou/domain/settlement/accumulators.js'
import type { Bill, BillLine, Counters, InsuredPerson } from '@tongchou/domain/settlement/bill.js'
import { cancel } from '@tongchou/domain/settlement/cancel.js'
import type { Settled } from '@tongchou/domain/settlement/outcome.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import fc from 'fast-check'
import type { NeutralCase } from './cases-form.js'
import { versionsOf } from './cases-policy.js'
import { checkPolicies } from './check.js'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const neutral = JSON.parse(readFileSync(path.join(ROOT, 'scenarios/settlement/neutral.json'), 'utf8')) as readonly NeutralCase[]
const policies: readonly (readonly BenefitPolicy[])[] = [
  ...neutral.map(({ policy }) => versionsOf(policy)),
  ...checkPolicies(path.join(ROOT, 'policies')).rules.map(({ versions }) => versions),
].filter((versions) => versions.length > 0)

const seed = Number(process.env['TONGCHOU_SEED'] ?? Date.now() % 2_147_483_647)
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

const fen = fc.oneof(fc.bigInt(0n, 100_000n), fc.bigInt(0n, 60_000_000n))
const line: fc.Arbitrary<BillLine> = fc
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
const person: fc.Arbitrary<InsuredPerson> = fc.record({
  age: fc.integer({ min: 0, max: 100 }),
  retired: fc.boolean(),
  identities: fc.subarray(IDENTITIES),
  yearsEnrolled: fc.integer({ min: 0, max: 30 }),
  continuousYears: fc.integer({ min: 0, max: 30 }),
  zeroClaimYears: fc.integer({ min: 0, max: 10 }),
  account: fc.option(
    fc.record({ current: fc.bigInt(0n, 500_000n), history: fc.bigInt(0n, 500_000n), family: fc.array(fc.bigInt(0n, 100_000n), { maxLength: 2 }) }),
    { nil: null },
  ),
})

interface Circumstances {
  readonly level: string
  readonly kind: BenefitKind
  readonly place: Bill['place']
  readonly filing: Bill['filing']
  readonly month: number
}

function billOf(at: Circumstances, lines: readonly BillLine[]): Bill {
  const day = `2022-${String(at.month).padStart(2, '0')}-15`
  const total = lines.reduce((sum, { amount }) => sum + amount, 0n)
  const common = { provider: 'H1', admitted: day, discharged: day, settledOn: day, delivery: 'natural', treatment: 'chemotherapy', useAccount: true }
  return { scheme: 'resident', kind: at.kind, level: at.level, place: at.place, filing: at.filing, total, lines, ...common }
}

const given = fc.integer({ min: 0, max: policies.length - 1 }).chain((index) => {
  const versions = policies[index] ?? []
  const policy = versions[versions.length - 1]
  const kinds = Object.keys(policy?.benefits ?? {}) as BenefitKind[]
  const levels = Object.values(policy?.benefits ?? {}).flatMap((benefit) =>
    benefit.mode === 'share' && 'byLevel' in benefit.bands.bands ? Object.keys(benefit.bands.bands.byLevel) : [],
  )
  const at: fc.Arbitrary<Circumstances> = fc.record({
    level: fc.constantFrom(...(levels.length === 0 ? ['3'] : levels)),
    kind: fc.constantFrom(...kinds),
    place: fc.constantFrom('local', 'local', 'in_province', 'out_of_province'),
    filing: fc.constantFrom('none', 'referral', 'long_term'),
    month: fc.integer({ min: 1, max: 12 }),
  })
  return fc.record({
    versions: fc.constant(versions),
    person,
    bills: fc.array(fc.tuple(at, fc.array(line, { minLength: 1, maxLength: 6 })), { minLength: 1, maxLength: 6 }),
  })
})

function settleAll(versions: readonly BenefitPolicy[], one: InsuredPerson, bills: readonly Bill[], seen: (settled: Settled, before: Counters) => void): number {
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

const RUN = { seed, numRuns: 400 }

test('payers, account and cash are the total, and no step is below nothing', (t) => {
  t.diagnostic(`seed ${seed}`)
  let bills = 0
  fc.assert(
    fc.property(given, ({ versions, person: one, bills: drawn }) => {
      const list = drawn.map(([at, lines]) => billOf(at, lines))
      bills += settleAll(versions, one, list, (settled) => {
        const { split, layers, account, cash, deductible } = settled
        const payers = layers.reduce((sum, { paid }) => sum + paid, 0n)
        assert.equal(payers + account.paid + cash, split.total)
        assert.equal(split.inScope + split.itemPreSelfPay + split.offsitePreSelfPay + split.aboveStandard + split.outOfCatalogue, split.total)
        const { current, history, family } = account.bySource
        assert.equal(
          family.reduce((sum, part) => sum + part, current + history),
          account.paid,
        )
        const amounts = [
          cash,
          account.paid,
          deductible.due,
          deductible.charged,
          ...Object.values(split),
          ...layers.flatMap(({ input, paid, left }) => [input, paid, left]),
        ]
        assert.ok(amounts.every((amount) => amount >= 0n))
        assert.ok(deductible.charged <= deductible.due && deductible.charged <= split.inScope)
        assert.ok(layers.every(({ rule, from }) => rule.length > 0 && from.length > 0))
      })
    }),
    RUN,
  )
  assert.ok(bills > 400, `${bills} bills were settled`)
})

test('a cancellation restores the counters', (t) => {
  t.diagnostic(`seed ${seed}`)
  fc.assert(
    fc.property(given, ({ versions, person: one, bills }) => {
      settleAll(
        versions,
        one,
        bills.map(([at, lines]) => billOf(at, lines)),
        (settled, before) => {
          const outcome = cancel({ rule: 'subtract_own', settled, alreadyCancelled: false, laterBillAlive: false })
          assert.ok(outcome.kind === 'cancelled')
          assert.deepEqual(withContributions(withContributions(before, settled.contributions), outcome.contributions), before)
        },
      )
    }),
    RUN,
  )
})

test('before any cap, a larger bill of the same shape never gets less from the pooled fund', (t) => {
  t.diagnostic(`seed ${seed}`)
  const uncapped = fc.record({ given, smaller: fen, more: fen })
  fc.assert(
    fc.property(uncapped, ({ given: { versions, person: one, bills }, smaller, more }) => {
      const [first] = bills
      const free = versions.map((version) => ({ ...version, caps: [], large: null }))
      const basic = (amount: bigint): bigint | undefined => {
        const lines = [{ class: '甲' as const, amount, initialSelfPayment: { num: 0n, den: 1n }, aboveStandard: 0n }]
        const outcome =
          first === undefined ? undefined : settle({ versions: free, scheme: 'resident', person: one, bill: billOf(first[0], lines), counters: () => ({}) })
        return outcome?.kind === 'settled' ? outcome.layers[0]?.paid : undefined
      }
      const [less, greater] = [basic(smaller), basic(smaller + more)]
      if (less !== undefined && greater !== undefined) assert.ok(greater >= less, `${smaller}: ${less}, ${smaller + more}: ${greater}`)
    }),
    RUN,
  )
})

test('a whole year of bills never draws more from a cap than the cap', (t) => {
  t.diagnostic(`seed ${seed}`)
  fc.assert(
    fc.property(given, ({ versions, bills }) => {
      const plain: InsuredPerson = { age: 45, retired: false, identities: [], yearsEnrolled: 5, continuousYears: 5, zeroClaimYears: 0, account: null }
      const policy = versions[versions.length - 1]
      settleAll(
        versions,
        plain,
        bills.map(([at, lines]) => billOf(at, lines)),
        (settled, before) => {
          const after = withContributions(before, settled.contributions)
          for (const cap of policy?.caps ?? []) {
            if (cap.on !== 'fund_paid' || cap.period !== 'year' || !('fen' in cap.amount) || cap.disease !== undefined) continue
            assert.ok((after[`cap/${cap.id}`] ?? 0n) <= cap.amount.fen)
          }
        },
      )
    }),
    RUN,
  )
})
