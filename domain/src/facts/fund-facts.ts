// What can happen to a fund's money once it is collected: the way from the treasury through the special fiscal account to
// hospitals and persons, interest, month end and year end (财会〔2017〕28号; 财社〔2017〕144号 art. 39–42).
import type { Day } from '../base/day.js'
import type { Fen } from '../base/money.js'
import type { MoneyFact, Part } from './money-fact.js'

/** Treasury → special fiscal account. */
export interface TreasuryTransferred extends MoneyFact {
  readonly kind: 'treasury_transferred'
  readonly unit: string
  readonly amountFen: Fen
  readonly transferOrder: string
}

/** A unit asks for money by the progress of its spending. */
export interface FundsRequested extends MoneyFact {
  readonly kind: 'funds_requested'
  readonly unit: string
  readonly month: Day
  readonly budgetLine: string
  readonly amountFen: Fen
}

/** City finance pays out: straight into the expenditure account, or to county finance, which holds it until it is drawn. */
export interface FundsGranted extends MoneyFact {
  readonly kind: 'funds_granted'
  readonly unit: string
  readonly via: 'direct' | 'county_finance'
  readonly amountFen: Fen
  readonly request: bigint | null
}

/** The county agency draws on what county finance holds. */
export interface FundsDrawn extends MoneyFact {
  readonly kind: 'funds_drawn'
  readonly unit: string
  readonly amountFen: Fen
  readonly grantFact: bigint | null
}

/** `insurer`: paid for the major-illness insurer, who pays it back; `liable`: paid before a liable party (先行支付), who owes it. */
export type PaymentPart = Part | 'insurer' | 'liable'

/** Detail of 社会保险待遇支出 that the national system prescribes. */
export type Care = 'inpatient' | 'outpatient' | 'outpatient_major' | 'pharmacy' | 'birth' | 'other'

export interface ProviderPaidLine {
  readonly unit: string
  /** First day of the month in which the bills were settled. */
  readonly period: Day
  readonly part: PaymentPart
  readonly care: Care
  /** What was settled; the rest says why less is paid. */
  readonly grossFen: Fen
  readonly deductionFen: Fen
  readonly depositFen: Fen
  readonly nettedThisYearFen: Fen
  readonly nettedEarlierFen: Fen
  readonly setOffFen: Fen
}

/** One payment to one hospital or pharmacy out of one book. */
export interface ProviderPaid extends MoneyFact {
  readonly kind: 'provider_paid'
  readonly provider: string
  readonly period: Day
  readonly lines: readonly ProviderPaidLine[]
}

/** A claim paid to the person (零星报销). */
export interface PersonPaid extends MoneyFact {
  readonly kind: 'person_paid'
  readonly unit: string
  readonly person: bigint
  /** For the insurer or before a liable party it is money of others, paid in advance. */
  readonly part: PaymentPart
  readonly care: Care
  readonly amountFen: Fen
}

/** The month's clearing of care outside the area, paid to the place of care through the higher agency (异地就医清算). */
export interface OutsidePaid extends MoneyFact {
  readonly kind: 'outside_paid'
  readonly unit: string
  readonly period: Day
  readonly part: PaymentPart
  readonly care: Care
  readonly amountFen: Fen
}

/** The assistance fund pays a needy person's premium through its own account; the other book receives it as premium. */
export interface PremiumAided extends MoneyFact {
  readonly kind: 'premium_aided'
  readonly unit: string
  readonly toBook: string
  readonly benefitYear: number
  readonly heads: number
  readonly amountFen: Fen
}

/** Premium of the major-illness insurance to its insurer (划转保费支出). */
export interface InsurerPremiumPaid extends MoneyFact {
  readonly kind: 'insurer_premium_paid'
  readonly unit: string
  readonly insurer: string
  readonly benefitYear: number
  readonly heads: number
  readonly perHeadFen: Fen
  readonly amountFen: Fen
}

/** The insurer pays back what the agency paid hospitals for it. */
export interface InsurerRepaid extends MoneyFact {
  readonly kind: 'insurer_repaid'
  readonly unit: string
  readonly insurer: string
  readonly period: Day
  readonly amountFen: Fen
}

/** A liable party, or its insurer, pays back what the fund paid before it (先行支付追偿). */
export interface LiableRepaid extends MoneyFact {
  readonly kind: 'liable_repaid'
  readonly unit: string
  readonly person: bigint
  /** The advance payment. */
  readonly settlement: bigint
  readonly payer: string
  readonly amountFen: Fen
}

export interface InterestCredited extends MoneyFact {
  readonly kind: 'interest_credited'
  readonly unit: string
  readonly account: '1003' | '1004' | '1005'
  /** `county_finance` where county finance holds the money. */
  readonly detail: string
  readonly poolFen: Fen
  readonly accountFen: Fen
  /** Sum of daily balances in fen-days that the interest was counted on. */
  readonly product: bigint
  /** Yearly rate as text, e.g. `0.0110`. */
  readonly rate: string
}

/** Interest of the expenditure account goes up to the special fiscal account. */
export interface InterestMoved extends MoneyFact {
  readonly kind: 'interest_moved'
  readonly unit: string
  readonly amountFen: Fen
}

/** What a book starts with: balances of accounts, and memo positions taken over. */
export interface OpeningBalance extends MoneyFact {
  readonly kind: 'opening_balance'
  readonly unit: string
  readonly accounts: readonly string[]
  readonly details: readonly string[]
  readonly amounts: readonly Fen[]
  readonly memoAccounts: readonly string[]
  readonly memoAmounts: readonly Fen[]
}

/** Month end: bank, finance or treasury confirms the balance of a cash account. */
export interface MonthReconciled extends MoneyFact {
  readonly kind: 'month_reconciled'
  readonly unit: string
  readonly account: string
  readonly detail: string
  readonly month: Day
  readonly holder: 'bank' | 'finance' | 'treasury'
  readonly bookFen: Fen
  readonly holderFen: Fen
  /** What explains the difference; `bookFen = holderFen + inTransitFen`. */
  readonly inTransitFen: Fen
}

export interface YearClosed extends MoneyFact {
  readonly kind: 'year_closed'
  readonly year: number
}

export interface FundFacts {
  readonly treasury_transferred: TreasuryTransferred
  readonly funds_requested: FundsRequested
  readonly funds_granted: FundsGranted
  readonly funds_drawn: FundsDrawn
  readonly provider_paid: ProviderPaid
  readonly person_paid: PersonPaid
  readonly outside_paid: OutsidePaid
  readonly premium_aided: PremiumAided
  readonly insurer_premium_paid: InsurerPremiumPaid
  readonly insurer_repaid: InsurerRepaid
  readonly liable_repaid: LiableRepaid
  readonly interest_credited: InterestCredited
  readonly interest_moved: InterestMoved
  readonly opening_balance: OpeningBalance
  readonly month_reconciled: MonthReconciled
  readonly year_closed: YearClosed
}
