// Which further facts of a person, a visit or the year can change an answer under the rules in force: the calculator asks for these and
// for no others.
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'

export const FACTS = [
  'years_enrolled',
  'zero_claim_years',
  'account_history',
  'family',
  'stay',
  'deductible_here',
  'deductible_this_month',
  'deductible_this_quarter',
  'this_month',
  'this_disease',
  'major_burden',
  'liable_share',
] as const
export type Fact = (typeof FACTS)[number]

export function factsAsked(policy: BenefitPolicy): readonly Fact[] {
  const { account, caps, major, stays, thirdPartyShare } = policy
  const periods = new Set(Object.values(policy.benefits).flatMap((benefit) => (benefit.mode === 'share' ? [benefit.deductible.period] : [])))
  const incentive = (major?.cap.incentive ?? null) !== null || caps.some((cap) => cap.incentive !== undefined)
  const uses = [...(account?.beforeUses ?? []), ...(account?.afterUses ?? [])]
  const asked: Readonly<Record<Fact, boolean>> = {
    years_enrolled: incentive || caps.some(({ amount }) => 'byEnrolledYears' in amount),
    zero_claim_years: incentive,
    account_history: uses.includes('history'),
    family: uses.includes('family'),
    stay: stays.transfer.merge || stays.midStay.merge || stays.readmission?.merge === true,
    deductible_here: periods.has('hospital_year'),
    deductible_this_month: periods.has('month'),
    deductible_this_quarter: periods.has('quarter'),
    this_month: caps.some(({ period }) => period === 'month'),
    this_disease: caps.some(({ amount, disease }) => 'byDisease' in amount || disease !== undefined),
    major_burden: major !== null,
    liable_share: thirdPartyShare != null,
  }
  return FACTS.filter((fact) => asked[fact])
}

/** Words that some condition or limit of the rules names: another one changes nothing. */
export function wordsNamed(policy: BenefitPolicy, what: 'treatment' | 'disease'): readonly string[] {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === what && typeof inner === 'string') found.add(inner)
      else if (key === `${what}In` && Array.isArray(inner)) for (const word of inner) found.add(String(word))
      else if (what === 'disease' && key === 'byDisease') for (const word of Object.keys(inner as object)) found.add(word)
      else visit(inner)
    }
  }
  visit(policy)
  return [...found].sort()
}
