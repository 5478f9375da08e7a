// What every fact about money says: whose book, which fact, on which day it took effect and on which day it is booked.
import type { Day } from '../base/day.js'

export interface MoneyFact {
  /** Key of the set of accounts (账套): one fund at one agency. */
  readonly book: string
  /** Number of the fact inside its book. */
  readonly fact: bigint
  /** The day on which the money moved or the duty arose. */
  readonly inForce: Day
  /** The day on which it is entered in the books. */
  readonly bookedOn: Day
}

/** The two parts of the employees' fund: 统筹基金 and 个人账户基金. Other funds know only `pool`. */
export type Part = 'pool' | 'account'
