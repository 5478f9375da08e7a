// Everything that can happen, by room: the spine of the house. A kind that is added here and not thought of in
// `fund/entries/bookkeeping.ts` stops the build.
import type { CashFacts } from './cash-facts.js'
import type { ContributionFacts } from './contribution-facts.js'
import type { FundFacts } from './fund-facts.js'

export type BookFacts = ContributionFacts & FundFacts & CashFacts

/** Kinds of facts that belong to a book; their typed row has the kind's name as its table. */
export type BookFactKind = keyof BookFacts
export type BookFactOf<K extends BookFactKind> = BookFacts[K]
export type BookFact = BookFacts[BookFactKind]

/** Kinds of facts that belong to a person: register, visits, bills. */
export type PersonFactKind =
  | 'enrolment'
  | 'identity'
  | 'filing'
  | 'accident_declaration'
  | 'accident_finding'
  | 'advance_decision'
  | 'family_link'
  | 'visit'
  | 'visit_event'
  | 'fee_batch'
  | 'fee_cancellation'
  | 'settlement'
  | 'account_movement'
  | 'accumulator_opening'
  | 'difference'
  | 'difference_alike'
  | 'difference_decision'

export type FactKind = BookFactKind | PersonFactKind
