import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BenefitPolicy } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import type { InsuredPerson } from './bill.js'
import { limitsOf } from './limits.js'

const from: Citation = { document: '例〔2026〕1号', article: '限额', certainty: 'illustrative', inForce: '2026-01-01' }
const person: InsuredPerson = {
  age: 40,
  retired: false,
  identities: ['minimum_living', 'disabled'],
  yearsEnrolled: 3,
  continuousYears: 6,
  zeroClaimYears: 1,
  account: null,
}

/** Only what limits look at; everything else of a policy is absent. */
function policyWith(parts: Partial<BenefitPolicy>): BenefitPolicy {
  return { caps: [], large: null, major: null, assistance: null, civilServant: null, supplements: [], ...parts } as unknown as BenefitPolicy
}

const cap = (id: string, more: object = {}): BenefitPolicy['caps'][number] => ({
  id,
  on: 'fund_paid',
  amount: { fen: 1_000_00n },
  kinds: ['inpatient'],
  period: 'year',
  personSteps: [],
  from,
  ...more,
})

const keysAndFen = (policy: BenefitPolicy) => limitsOf(policy, person).map(({ key, fen }) => [key, fen])

test('a yearly cap stands against its counter, one of a bill or a month does not', () => {
  const caps = [cap('year'), cap('bill', { period: 'per_bill' }), cap('month', { period: 'month' })]
  assert.deepEqual(keysAndFen(policyWith({ caps })), [['cap/year', 1_000_00n]])
  assert.deepEqual(limitsOf(policyWith({ caps }), person)[0]?.counts, { on: 'fund_paid', kinds: ['inpatient'] })
})

test('a cap rises with the person’s circumstances and with years enrolled', () => {
  const steps = [
    { when: { identity: 'disabled' }, plusFen: 500_00n },
    { when: { retired: true }, setFen: 1n },
  ]
  const years = {
    byEnrolledYears: [
      { fromYears: 0, fen: 1n },
      { fromYears: 2, fen: 2n },
      { fromYears: 5, fen: 3n },
    ],
  }
  assert.deepEqual(keysAndFen(policyWith({ caps: [cap('steps', { personSteps: steps }), cap('years', { amount: years })] })), [
    ['cap/steps', 1_500_00n],
    ['cap/years', 2n],
  ])
})

test('a limit that a single bill decides, or that waits for somebody’s figure, is not named', () => {
  const ofBill = cap('bill', { personSteps: [{ when: { kind: 'inpatient' }, setFen: 1n }] })
  const awaiting = cap('awaiting', { amount: { awaiting: '市政府' } })
  assert.deepEqual(keysAndFen(policyWith({ caps: [ofBill, awaiting] })), [])
})

test('assistance limits are those of the first class that the person has, and of the further help', () => {
  const own = (capFen: bigint) => ({ deductible: { fen: 0n }, ratio: { num: 7n, den: 10n }, capFen, from })
  const assistance = {
    classOrder: ['extreme_poverty', 'minimum_living'],
    classes: { extreme_poverty: own(9n), minimum_living: own(5n) },
    tilt: { thresholdFen: 0n, ratio: { num: 1n, den: 2n }, capFen: 2n, from },
  } as unknown as BenefitPolicy['assistance']
  assert.deepEqual(keysAndFen(policyWith({ assistance })), [
    ['paid/assistance', 5n],
    ['paid/assistance_tilt', 2n],
  ])
})

test('major illness: unbroken and claim-free years raise the limit, but not beyond its share', () => {
  const major = (limitShare: { num: bigint; den: bigint }) =>
    ({
      cap: { baseFen: 1000n, personSteps: [], incentive: { freeYears: 4, perYearFen: 100n, perZeroClaimYearFen: 50n, limitShare } },
      from,
    }) as unknown as BenefitPolicy['major']
  assert.deepEqual(keysAndFen(policyWith({ major: major({ num: 1n, den: 2n }) })), [['paid/major', 1250n]])
  assert.deepEqual(keysAndFen(policyWith({ major: major({ num: 1n, den: 10n }) })), [['paid/major', 1100n]])
})
