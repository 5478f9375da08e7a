// Settles one bill: pure, told everything, rounding half up once per payer.
import type { Scheme } from '../base/scheme.js'
import type { BenefitPolicy } from '../policy/benefit-policy.js'
import type { Bill, Counters, InsuredPerson } from './bill.js'
import type { Outcome } from './outcome.js'

export interface SettlementRequest {
  /** Every version of the area's policy for the scheme, oldest first; `settle` picks by `versionBy`. */
  readonly versions: readonly BenefitPolicy[]
  readonly scheme: Scheme
  readonly person: InsuredPerson
  readonly bill: Bill
  /** Counters of a benefit year before this bill. */
  readonly counters: (year: number) => Counters
}

export type Settle = (request: SettlementRequest) => Outcome
