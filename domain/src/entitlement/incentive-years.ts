// How many unbroken and claim-free years a person has at the start of a benefit year: they raise yearly limits (settlement/incentive.ts).
// Source of the shape: 国办发〔2024〕38号; whether a break or a claim starts the count anew is the rule's.
import type { IncentiveYearsRule } from '../policy/entitlement-rule.js'

export interface YearOfCover {
  readonly year: number
  readonly paid: boolean
  /** The limit that the years raise paid something in the year. */
  readonly claimed: boolean
}

export interface IncentiveYears {
  readonly continuousYears: number
  readonly zeroClaimYears: number
}

/** `years` stand in no order, one for each year of which something is known; a year without a row was not paid. The year itself counts as paid. */
export function incentiveYears(rule: IncentiveYearsRule, years: readonly YearOfCover[], benefitYear: number): IncentiveYears {
  const byYear = new Map(years.map((one) => [one.year, one]))
  let continuousYears = 0
  let zeroClaimYears = 0
  for (let year = rule.countedFromYear; year < benefitYear; year += 1) {
    const one = byYear.get(year)
    if (one?.paid !== true) {
      if (rule.breakResets) continuousYears = 0
      continue
    }
    continuousYears += 1
    if (!one.claimed) zeroClaimYears += 1
    else if (rule.claimResets) zeroClaimYears = 0
  }
  return { continuousYears: continuousYears + 1, zeroClaimYears }
}
