// From which day a person may claim, as data: windows of payment, waiting after late enrolment or a break, newborns, arrears, change
// of scheme, years paid before retirement, and how the years are counted that raise a limit. What is null is a document's silence.
// Sources of the kinds: 国办发〔2024〕38号 (residents); 浙江省医疗保障条例 (employees, flexible workers, retirement).
import type { Day } from '../base/day.js'
import type { Scheme } from '../base/scheme.js'
import type { OrAwaiting } from './benefit-policy.js'
import type { Citation } from './citation.js'

export interface LateMinimum {
  readonly missedYearsFrom: number
  readonly months: number
}

/** Residents: the collection period and the wait of those who pay after it. */
export interface LateEnrolment {
  /** Last day of the collection period, `12-31` of the year before the cover or `02-28` of the year of the cover. */
  readonly windowEnd: { readonly monthDay: string; readonly year: 'before' | 'same' }
  readonly fixedMonths: OrAwaiting<number>
  readonly perMissedYearMonths: OrAwaiting<number>
  /** Months for missed years may be bought off. */
  readonly buyOff: boolean
  readonly minimum: LateMinimum | null
  /** Identities that never wait, such as those whose premium is paid for them. */
  readonly exempt: readonly string[]
  readonly from: Citation
}

/** A child whose premium is paid within so many days of birth is covered from birth; later it waits like every late resident. */
export interface NewbornGrace {
  readonly withinDays: OrAwaiting<number>
  readonly from: Citation
}

/** Cover starts on the first day of the calendar month that many months after the month of registration. */
export interface EmployeeStartRule {
  readonly monthsAfterRegistrationMonth: number
  readonly from: Citation
}

export interface ArrearsRule {
  /** The n-th unpaid month is the first without cover. */
  readonly suspendedFromMonth: number
  /** Paid up within that many months from the first unpaid month, cover is restored without a break. */
  readonly restoredWithinMonths: number
  /** Paid later, cover starts on the first day of the month that many months after the month of payment. */
  readonly monthsAfterLatePayment: number
  readonly from: Citation
}

/** A flexible worker whose payments were broken off longer than that waits; the wait counts from the month of paying again. */
export interface BreakRule {
  readonly longerThanMonths: number
  readonly waitMonths: number
  readonly from: Citation
}

/** Somebody who changes scheme within so many months after so many years of unbroken cover does not wait; others wait. */
export interface SchemeChangeRule {
  readonly withinMonths: number
  readonly afterYears: number
  readonly waitMonths: OrAwaiting<number>
  readonly from: Citation
}

/** Years paid that a retired person needs for benefits without paying on; what is short may be paid on monthly or at once. */
export interface RetirementRule {
  readonly paidYears: { readonly male: OrAwaiting<number>; readonly female: OrAwaiting<number> }
  /** Of these, years paid in the area; 0 where none are asked for. */
  readonly yearsHere: OrAwaiting<number>
  readonly shortfall: readonly ('monthly' | 'at_once')[]
  readonly from: Citation
}

/** How unbroken and claim-free years are counted. */
export interface IncentiveYearsRule {
  readonly countedFromYear: number
  /** A year without payment starts the unbroken years anew. */
  readonly breakResets: boolean
  /** A year in which the limit was used starts the claim-free years anew. */
  readonly claimResets: boolean
  readonly from: Citation
}

export interface EntitlementRules {
  readonly area: string
  readonly scheme: Scheme
  readonly inForce: Day
  readonly until: Day | null
  readonly lateEnrolment: LateEnrolment | null
  readonly newborn: NewbornGrace | null
  readonly employeeStart: EmployeeStartRule | null
  readonly arrears: ArrearsRule | null
  readonly breaks: BreakRule | null
  readonly schemeChange: SchemeChangeRule | null
  readonly retirement: RetirementRule | null
  readonly incentiveYears: IncentiveYearsRule | null
}
