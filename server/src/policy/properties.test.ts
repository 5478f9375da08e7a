// Properties of every settlement, over the policies of the neutral cases and of the areas in policies/ and over policies drawn at
// random, with random persons and bills. TONGCHOU_SEED repeats a run.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { BenefitKind, BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { withContributions } from '@tongchou/domain/settlement/accumulators.js'
import { cancel } from '@tongchou/domain/settlement/cancel.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import fc from 'fast-check'
import { areaPolicies, billOf, type Circumstances, fen, line, PLAIN, person, seed, settleAll, wholeBill } from '../testing/random-bills.js'
import { randomPolicy } from '../testing/random-policy.js'
import type { NeutralCase } from './cases-form.js'
import { versionsOf } from './cases-policy.js'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const neutral = JSON.parse(readFileSync(path.join(ROOT, 'scenarios/settlement/neutral.json'), 'utf8')) as readonly NeutralCase[]
const policies: readonly (readonly BenefitPolicy[])[] = [...neutral.map(({ policy }) => versionsOf(policy)), ...areaPolicies()].filter(
  (versions) => versions.length > 0,
)

const anyVersions = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...policies) },
  { weight: 1, arbitrary: randomPolicy.map((policy) => [policy] as readonly BenefitPolicy[]) },
)

const given = anyVersions.chain((versions) => {
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
    day: fc.integer({ min: 1, max: 12 }).map((month) => `2022-${String(month).padStart(2, '0')}-15`),
  })
  return fc.record({
    versions: fc.constant(versions),
    person,
    bills: fc.array(fc.tuple(at, fc.array(line, { minLength: 1, maxLength: 6 })), { minLength: 1, maxLength: 6 }),
  })
})

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
        const outcome =
          first === undefined ? undefined : settle({ versions: free, scheme: 'resident', person: one, bill: wholeBill(first[0], amount), counters: () => ({}) })
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
      const policy = versions[versions.length - 1]
      settleAll(
        versions,
        PLAIN,
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
