// What is put before a review: the person, the visit, its order or fee lines, and what the register knows of earlier use.
// What it finds: which lines, how much, in a sentence for the doctor, with the rule's text and source.
import type { Day } from '../base/day.js'
import type { Fen } from '../base/money.js'
import type { Rule, Setting, Severity, Stage } from './rule.js'

export interface ReviewLine {
  /** The sender's number of the order or line. */
  readonly id: string
  readonly code: string
  readonly name: string
  readonly day: Day
  /** Minutes since midnight; null where the sender gave a day only. */
  readonly minute: number | null
  /** Last day of an order that runs over several days; null for one day. */
  readonly lastDay: Day | null
  /** In 1/10000; negative on a refund. */
  readonly quantity: bigint
  readonly amount: Fen
  /** Part of the amount that the person pays as outside the insurance. */
  readonly ownPay: Fen
  readonly prescription: string
  readonly isHerb: boolean
  /** False for lines sent only to show what was ordered before. */
  readonly isCurrent: boolean
}

export interface EarlierUse {
  readonly code: string
  readonly day: Day
  /** Level of the institution, 1 to 3. */
  readonly level: number
  readonly sameVisit: boolean
}

export interface ReviewedVisit {
  /** Null where it cannot be told. */
  readonly setting: Setting | null
  readonly online: boolean
  /** Level of the institution, 1 to 3; null where the register has none. */
  readonly level: number | null
  readonly scheme: 'employee' | 'resident' | 'work_injury' | 'maternity' | 'other'
  /** Care of birth or family planning, paid under the basic insurance. */
  readonly maternity: boolean
}

export interface ReviewRequest {
  readonly stage: Stage
  /** Numbers or national codes of the rules asked for; undefined for all. */
  readonly only?: ReadonlySet<string>
  readonly person: { readonly sex: string; readonly born: Day }
  readonly visit: ReviewedVisit
  readonly lines: readonly ReviewLine[]
  readonly earlier: readonly EarlierUse[]
}

export interface EvidenceLine {
  readonly line: ReviewLine
  /** `involved`: explains the finding, is not itself at fault. */
  readonly role: 'violating' | 'involved'
  readonly amount: Fen
}

export interface Finding {
  readonly rule: Rule
  readonly severity: Severity
  /** Says what is wrong and what to do. */
  readonly sentence: string
  readonly lines: readonly EvidenceLine[]
  /** What the fund would pay for the lines at fault. */
  readonly amount: Fen
}

/** What the fund is asked to pay of a line, before deductibles and shares. */
export function fundPart(line: ReviewLine): Fen {
  return line.amount > line.ownPay ? line.amount - line.ownPay : 0n
}

/** A line without a price is not known to be the person's own; a refund gives back what the fund was asked for. */
export function isForFund({ amount, ownPay }: ReviewLine): boolean {
  if (amount === 0n) return ownPay === 0n
  return amount > 0n ? amount > ownPay : amount < ownPay
}
