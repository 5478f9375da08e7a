// What can happen to premiums and subsidies (筹资). Collection is by the tax office: money arrives in the treasury or
// straight in the special fiscal account, never with the agency (财会〔2017〕28号; there is no 1002).
import type { Day } from '../base/day.js'
import type { Fen } from '../base/money.js'
import type { MoneyFact } from './money-fact.js'

/** Somebody owes a premium: an employer for a month, flexible workers, residents for a year (应征). */
export interface PremiumAssessed extends MoneyFact {
  readonly kind: 'premium_assessed'
  readonly unit: string
  readonly payer: 'employer' | 'flexible' | 'resident'
  readonly employer: bigint | null
  /** First day of the month that the premium is for (费款所属期). */
  readonly period: Day
  readonly benefitYear: number
  readonly heads: number
  readonly poolFen: Fen
  readonly accountFen: Fen
}

/** The tax office collected premiums, or another fund paid them for the needy. */
export interface PremiumReceived extends MoneyFact {
  readonly kind: 'premium_received'
  readonly unit: string
  readonly arrives: 'treasury' | 'special'
  readonly paidBy: 'payer' | 'assistance' | 'finance'
  /** Whether the amount was assessed before and so lowers a receivable. */
  readonly assessed: boolean
  readonly period: Day
  readonly benefitYear: number
  readonly poolFen: Fen
  readonly accountFen: Fen
  /** Number of the tax ticket, or of the paying fund's voucher. */
  readonly ticket: string
}

export type Government = 'central' | 'province' | 'city' | 'county'

/** Premiums that somebody owes, or would owe, are let off by a document (减免): no money moves, and nobody owes them any more. */
export interface PremiumWaived extends MoneyFact {
  readonly kind: 'premium_waived'
  readonly unit: string
  readonly payer: 'employer' | 'flexible' | 'resident'
  readonly period: Day
  readonly benefitYear: number
  readonly heads: number
  readonly poolFen: Fen
  readonly accountFen: Fen
  /** Whether the amount was assessed before and so lowers a receivable. */
  readonly assessed: boolean
  /** The document that lets it off, and the area whose government issued it. */
  readonly document: string
  readonly authority: string
}

/** A government owes its share of the subsidy per head. */
export interface SubsidyDue extends MoneyFact {
  readonly kind: 'subsidy_due'
  readonly unit: string
  readonly government: Government
  readonly benefitYear: number
  readonly heads: number
  readonly perHeadFen: Fen
  readonly amountFen: Fen
}

export interface SubsidyReceived extends MoneyFact {
  readonly kind: 'subsidy_received'
  readonly unit: string
  readonly government: Government
  readonly benefitYear: number
  readonly amountFen: Fen
  /** Whether it lowers a recorded duty. */
  readonly dueRecorded: boolean
}

/** Premiums collected early become income of the year they are for. */
export interface NextYearReleased extends MoneyFact {
  readonly kind: 'next_year_released'
  readonly unit: string
  readonly benefitYear: number
  readonly collectedUntil: Day
  readonly amountFen: Fen
}

export interface ContributionFacts {
  readonly premium_assessed: PremiumAssessed
  readonly premium_received: PremiumReceived
  readonly premium_waived: PremiumWaived
  readonly subsidy_due: SubsidyDue
  readonly subsidy_received: SubsidyReceived
  readonly next_year_released: NextYearReleased
}
