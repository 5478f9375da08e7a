// Incentives for unbroken and claim-free years: they raise a yearly limit, together by no more than a share of it.
// Source of the shape: 国办发〔2024〕38号. How the years are counted is the room `entitlement`'s.
import { type Fen, portion } from '../base/money.js'
import type { IncentiveRule } from '../policy/benefit-policy.js'
import type { Known } from './known.js'

/** What unbroken and claim-free years add to the yearly limit. */
export function incentiveOf({ person }: Pick<Known, 'person'>, cap: Fen, incentive: IncentiveRule | null): Fen {
  if (incentive === null) return 0n
  const years = BigInt(Math.max(0, person.continuousYears - incentive.freeYears))
  const earned = years * incentive.perYearFen + BigInt(person.zeroClaimYears) * incentive.perZeroClaimYearFen
  const limit = portion(cap, incentive.limitShare)
  return earned < limit ? earned : limit
}
