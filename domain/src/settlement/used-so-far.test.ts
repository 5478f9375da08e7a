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
