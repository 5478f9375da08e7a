// A bill as the settlement sees it: already split into catalogue classes, with the days and circumstances that rules ask for.
import type { Day } from '../base/day.js'
import type { Fen, Ratio } from '../base/money.js'
import type { Scheme } from '../base/scheme.js'
import type { BenefitKind, Filing, FirstSeen, Place, ProviderLevel } from '../policy/benefit-policy.js'
import type { LiableParty } from './accident.js'

/** 甲 paid in full scope · 乙 after initial self-payment · 丙 outside the catalogue. */
export type CatalogueClass = '甲' | '乙' | '丙'

export interface BillLine {
  readonly class: CatalogueClass
  /** Quantity × price, rounded to the fen; negative on a refund line. */
  readonly amount: Fen
  /** Share paid by the person before anything else (先行自付); 0 for 甲, without meaning for 丙. */
  readonly initialSelfPayment: Ratio
  /** Part of `amount` above the payment standard or price ceiling; 0 where there is none. */
  readonly aboveStandard: Fen
  readonly restrictedUse?: 'met' | 'not_met'
  /** On a provincial special list: out of catalogue, yet counted by a major-illness burden that says so. */
  readonly specialList?: boolean
  readonly feeDay?: Day
}

export interface StayLink {
  readonly kind: 'transfer' | 'mid_stay' | 'readmission'
  /** What was charged and counted in the stay so far; made by the caller from the earlier parts of the stay. */
  readonly soFar: StaySoFar
}

export interface StaySoFar {
  readonly admissionNumber: number
  readonly benefitYear: number
  readonly deductibleCharged: Fen
  readonly inScope: Fen
  readonly total: Fen
}

/** The catalogue parts of a bill, where every line was already split and rounded when its fee was uploaded (`splitLine`). */
export interface CatalogueParts {
  readonly inScope: Fen
  readonly itemPreSelfPay: Fen
  readonly aboveStandard: Fen
  readonly outOfCatalogue: Fen
  /** Part of `outOfCatalogue` that stands on a provincial special list. */
  readonly specialList: Fen
}

export interface Bill {
  readonly scheme: Scheme
  readonly kind: BenefitKind
  readonly level: ProviderLevel
  /** Provider's code; a deductible per hospital and year asks for it. */
  readonly provider: string
  readonly place: Place
  readonly filing: Filing
  readonly admitted: Day
  readonly discharged: Day
  readonly settledOn: Day
  readonly total: Fen
  /** Either the lines, or no line and their sums in `parts`; rounding per bill and rules by day of fee need the lines. */
  readonly lines: readonly BillLine[]
  readonly parts?: CatalogueParts
  readonly disease?: string
  readonly treatment?: string
  readonly delivery?: string
  readonly procedure?: string
  readonly stayLink?: StayLink
  /** Somebody else answers for the cost: `work_injury`, `third_party`. */
  readonly liability?: string
  /** The fund pays before the liable party does, by a decision of the agency. */
  readonly advance?: { readonly against: LiableParty }
  /** The third party answers for this share of the cost, and for no more. */
  readonly liableShare?: Ratio
  /** Of each payment this share is the third party's; made from `liableShare` where the rules take it from the payment. */
  readonly paymentShare?: Ratio
  /** How the person came to the provider; absent: as if nobody had sent them. */
  readonly firstSeen?: FirstSeen
  readonly useAccount: boolean
}

export interface AccountBalances {
  readonly current: Fen
  readonly history: Fen
  /** In listed order. */
  readonly family: readonly Fen[]
}

/** What rules ask about the person, on the day of the bill. Names and numbers have no place here. */
export interface InsuredPerson {
  /** The age that counts for the bill, whole years. */
  readonly age: number
  readonly retired: boolean
  readonly identities: readonly string[]
  readonly yearsEnrolled: number
  readonly continuousYears: number
  readonly zeroClaimYears: number
  readonly account: AccountBalances | null
}

/**
 * Accumulators of one person × scheme × benefit year, as a flat map of additive counters (fen or counts). Every bill adds
 * its own contributions; a cancellation subtracts them. Keys are made in `accumulators.ts`; nobody else invents one.
 */
export type Counters = Readonly<Record<string, bigint>>
