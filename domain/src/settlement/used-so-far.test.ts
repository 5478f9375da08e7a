import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BenefitPolicy } from '../policy/benefit-policy.js'
import { countersUsed, NOTHING_USED } from './used-so-far.js'

const from = { document: '甲', article: '一', certainty: 'illustrative', inForce: '2025-01-01' } as const
const cap = { period: 'year', amount: { fen: 1n }, kinds: ['inpatient'], personSteps: [], from } as const

/** Only what the function asks of a policy. */
const policy = {
  caps: [
    { ...cap, id: 'paid', on: 'fund_paid' },
    { ...cap, id: 'cost', on: 'in_scope_cost' },
    { ...cap, id: 'monthly', on: 'fund_paid', period: 'month' },
    { ...cap, id: 'clinic', on: 'fund_paid', kinds: ['outpatient'] },
  ],
  major: { kinds: ['inpatient'], burden: { includes: ['in_scope_rest'], whenGuaranteed: 'zero' } },
  assistance: { kinds: ['inpatient'], baseIncludesBasicDeductible: true },
} as unknown as BenefitPolicy

test('what a person remembers becomes the counters that the rules ask for', () => {
  assert.deepEqual(
    countersUsed(policy, { kind: 'inpatient' }, { ...NOTHING_USED, admissions: 2, inScope: 1_000_00n, deductible: 200_00n, fundPaid: 600_00n }),
    {
      admissions: 2n,
      in_scope: 1_000_00n,
      'in_scope/inpatient': 1_000_00n,
      deductible: 200_00n,
      'deductible/inpatient': 200_00n,
      'paid/basic': 600_00n,
      'cap/paid': 600_00n,
      'cap/cost': 1_000_00n,
      major_burden: 200_00n,
      assistance_base: 400_00n,
    },
  )
})

test('nothing used leaves no counter, and a burden never falls below zero', () => {
  assert.deepEqual(countersUsed(policy, { kind: 'inpatient' }, NOTHING_USED), {})
  assert.deepEqual(countersUsed(policy, { kind: 'inpatient', treatment: 'dialysis' }, { ...NOTHING_USED, treatments: 2 }), { 'treatment/dialysis': 2n })
  const { major_burden: major, assistance_base: base } = countersUsed(policy, { kind: 'inpatient' }, { ...NOTHING_USED, inScope: 100n, fundPaid: 300n })
  assert.deepEqual([major, base], [undefined, undefined])
})

test('what is known in detail stands in the place of what the sums would tell', () => {
  const bill = { kind: 'inpatient', provider: 'H1', discharged: '2026-05-10', disease: 'M1' } as const
  const detail = {
    deductibleHere: 1n,
    deductibleThisMonth: 2n,
    deductibleThisQuarter: 3n,
    thisMonth: 4n,
    majorBurden: 5n,
    familyAccount: 6n,
    paid: { major: 7n },
    caps: { paid: 8n },
  }
  assert.deepEqual(countersUsed({ ...policy, yearBy: 'discharge' }, bill, { ...NOTHING_USED, inScope: 1_000n, fundPaid: 400n, detail }), {
    in_scope: 1_000n,
    'in_scope/inpatient': 1_000n,
    'paid/basic': 400n,
    'paid/major': 7n,
    'cap/paid': 8n,
    'cap/cost': 1_000n,
    'cap/monthly/05': 4n,
    major_burden: 5n,
    assistance_base: 600n,
    family_account: 6n,
    'deductible/inpatient/provider/H1': 1n,
    'deductible/inpatient/month/05': 2n,
    'deductible/inpatient/quarter/2': 3n,
  })
})

test('the limit of a disease has its own counter, and what was written as nothing is nothing', () => {
  const own = { ...policy, caps: [{ ...cap, id: 'disease', on: 'fund_paid', amount: { byDisease: { M1: 1n } } }] } as unknown as BenefitPolicy
  const bill = { kind: 'inpatient', disease: 'M1', discharged: '2026-05-10' } as const
  assert.equal(countersUsed(own, bill, { ...NOTHING_USED, detail: { thisDisease: 9n } })['cap/disease:M1'], 9n)
  const { major_burden: burden } = countersUsed(own, bill, { ...NOTHING_USED, inScope: 500n, detail: { majorBurden: 0n } })
  assert.equal(burden, undefined)
})
