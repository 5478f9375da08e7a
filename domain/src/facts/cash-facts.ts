// What else moves a fund's money: other income, refunds, recoveries, deposits, returned payments, pending income and its split,
// transfers of accounts, money between levels, prepayments, bonds, and the manual voucher (财会〔2017〕28号 part 3; 补充规定 2026-01-01).
import type { Day } from '../base/day.js'
import type { Fen } from '../base/money.js'
import type { Care, PaymentPart } from './fund-facts.js'
import type { MoneyFact, Part } from './money-fact.js'

/** 滞纳金, 违约金 and the like: other income of the fund. A fine is no fund's money: it goes to the treasury. */
export interface OtherIncomeReceived extends MoneyFact {
  readonly kind: 'other_income_received'
  readonly unit: string
  readonly arrives: 'treasury' | 'special'
  readonly reason: 'late_fee' | 'contract_penalty' | 'donation' | 'other'
  readonly poolFen: Fen
  readonly accountFen: Fen
}

/** 质量保证金 given back after the appraisal: only now it is spent. */
export interface DepositReleased extends MoneyFact {
  readonly kind: 'deposit_released'
  readonly unit: string
  readonly provider: string
  readonly part: Part
  readonly care: Care
  readonly amountFen: Fen
}

/** The provider lost its deposit: it was never spent, so only the duty ends. */
export interface DepositForfeited extends MoneyFact {
  readonly kind: 'deposit_forfeited'
  readonly unit: string
  readonly provider: string
  readonly part: Part
  readonly amountFen: Fen
}

/** Money paid wrongly comes back: this year's lowers expenditure, an earlier year's is other income. */
export interface RecoveryReceived extends MoneyFact {
  readonly kind: 'recovery_received'
  readonly unit: string
  readonly benefitYear: number
  readonly part: PaymentPart
  readonly care: Care
  /** Whether the claim stands among the receivables. */
  readonly recorded: boolean
  readonly amountFen: Fen
}

export interface PremiumRefunded extends MoneyFact {
  readonly kind: 'premium_refunded'
  readonly unit: string
  readonly premiumYear: number
  readonly poolFen: Fen
  readonly accountFen: Fen
}

export type Payee = 'provider' | 'person' | 'outside'

/** 退票: the bank returned a payment. Either the expense is taken back in red, or the money waits in 2001 until it is paid again. */
export interface PaymentBounced extends MoneyFact {
  readonly kind: 'payment_bounced'
  readonly unit: string
  readonly to: Payee
  readonly part: Part
  readonly care: Care
  readonly bookedTo: 'red_5001' | '2001'
  readonly amountFen: Fen
}

export interface BouncedRepaid extends MoneyFact {
  readonly kind: 'bounced_repaid'
  readonly unit: string
  readonly to: Payee
  readonly amountFen: Fen
}

/** Premiums or interest whose parts (pool, individual accounts) are not known yet. */
export interface PendingReceived extends MoneyFact {
  readonly kind: 'pending_received'
  readonly unit: string
  readonly of: 'premium' | 'interest'
  readonly account: '1003' | '1004' | '1005'
  readonly amountFen: Fen
}

export interface PendingSplit extends MoneyFact {
  readonly kind: 'pending_split'
  readonly unit: string
  readonly of: 'premium' | 'interest'
  readonly poolFen: Fen
  readonly accountFen: Fen
}

/** An earlier year's split turned out wrong: corrected inside the net assets, never in a closed year. */
export interface PartsCorrected extends MoneyFact {
  readonly kind: 'parts_corrected'
  readonly unit: string
  readonly from: Part
  readonly to: Part
  readonly amountFen: Fen
}

/** 转移: an individual account came with, or left with, its owner. */
export interface AccountTransferred extends MoneyFact {
  readonly kind: 'account_transferred'
  readonly unit: string
  readonly direction: 'in' | 'out'
  readonly amountFen: Fen
}

/** Money between levels: 上解 (remit) goes up, 补助下级 (grant) goes down; both sides keep it under the same pair. */
export interface LevelTransferred extends MoneyFact {
  readonly kind: 'level_transferred'
  readonly unit: string
  readonly movement: 'remit' | 'grant'
  readonly side: 'sent' | 'received'
  /** Names the transfer in both books. */
  readonly pair: string
  /** Whether it belongs to the adjustment fund. */
  readonly adjustment: boolean
  readonly poolFen: Fen
  readonly accountFen: Fen
}

/** 预付金: to a provider, or up for care outside the area. Never expenditure. */
export interface Prepaid extends MoneyFact {
  readonly kind: 'prepaid'
  readonly unit: string
  /** Null: for care outside the area. */
  readonly provider: string | null
  readonly amountFen: Fen
}

export interface PrepaymentReturned extends MoneyFact {
  readonly kind: 'prepayment_returned'
  readonly unit: string
  readonly provider: string | null
  readonly amountFen: Fen
}

/** What an insurer or a liable party had paid back for a bill that was cancelled since goes back to it. */
export interface RepaymentReturned extends MoneyFact {
  readonly kind: 'repayment_returned'
  readonly unit: string
  readonly of: 'insurer' | 'liable'
  readonly payer: string
  readonly amountFen: Fen
}

/** Money that an insurer leaves with the agency in advance: received, used up for what was paid on its behalf, given back. */
export interface PayerAdvance extends MoneyFact {
  readonly kind: 'payer_advance'
  readonly unit: string
  readonly payer: string
  readonly movement: 'received' | 'set_off' | 'returned'
  readonly amountFen: Fen
}

/** The insurer's year: its excess surplus comes back, or its policy loss is shared. */
export interface InsurerSettled extends MoneyFact {
  readonly kind: 'insurer_settled'
  readonly unit: string
  readonly insurer: string
  readonly benefitYear: number
  readonly result: 'surplus_returned' | 'loss_paid'
  readonly amountFen: Fen
}

export interface BondBought extends MoneyFact {
  readonly kind: 'bond_bought'
  readonly unit: string
  readonly bond: string
  readonly amountFen: Fen
}

export interface BondRedeemed extends MoneyFact {
  readonly kind: 'bond_redeemed'
  readonly unit: string
  readonly bond: string
  readonly costFen: Fen
  readonly receivedFen: Fen
}

/** A voucher written by hand, prepared, reviewed and posted by different officers. Debit +. */
export interface VoucherEntered extends MoneyFact {
  readonly kind: 'voucher_entered'
  readonly text: string
  /** Number of the voucher that this one reverses or supplements; null: none. */
  readonly corrects: bigint | null
  readonly correction: 'none' | 'red_letter' | 'supplement'
  readonly units: readonly string[]
  readonly accounts: readonly string[]
  readonly details: readonly string[]
  readonly amounts: readonly Fen[]
  /** Which lines are red; null or absent: all of a red-letter voucher, none of another. */
  readonly reds?: readonly boolean[] | null
}

/** A part of a unit's gap attributed to a surplus inside the same book (市级结余, 统筹前结余, own surplus): no money moves. */
export interface GapAttributed extends MoneyFact {
  readonly kind: 'gap_attributed'
  readonly unit: string
  /** Number of the year-end run. */
  readonly run: bigint
  readonly source: string
  readonly year: number
  readonly amountFen: Fen
}

/** The payment method (病种点数, 按人头 …) makes a provider's month cost more or less than its bills by item: signed, no money moves. */
export interface ClearingAdjusted extends MoneyFact {
  readonly kind: 'clearing_adjusted'
  readonly unit: string
  readonly provider: string
  readonly period: Day
  readonly part: Part
  readonly amountFen: Fen
}

/** Somebody has to give back what was paid wrongly: a duty, until it is received or set off. */
export interface RecoveryClaimed extends MoneyFact {
  readonly kind: 'recovery_claimed'
  readonly unit: string
  readonly part: PaymentPart
  /** A person was paid for a bill that was cancelled since: the cancellation has lowered what was settled already. */
  readonly cancelledClaim: boolean
  readonly amountFen: Fen
}

export interface CashFacts {
  readonly clearing_adjusted: ClearingAdjusted
  readonly recovery_claimed: RecoveryClaimed
  readonly gap_attributed: GapAttributed
  readonly other_income_received: OtherIncomeReceived
  readonly deposit_released: DepositReleased
  readonly deposit_forfeited: DepositForfeited
  readonly recovery_received: RecoveryReceived
  readonly premium_refunded: PremiumRefunded
  readonly payment_bounced: PaymentBounced
  readonly bounced_repaid: BouncedRepaid
  readonly pending_received: PendingReceived
  readonly pending_split: PendingSplit
  readonly parts_corrected: PartsCorrected
  readonly account_transferred: AccountTransferred
  readonly level_transferred: LevelTransferred
  readonly prepaid: Prepaid
  readonly prepayment_returned: PrepaymentReturned
  readonly repayment_returned: RepaymentReturned
  readonly payer_advance: PayerAdvance
  readonly insurer_settled: InsurerSettled
  readonly bond_bought: BondBought
  readonly bond_redeemed: BondRedeemed
  readonly voucher_entered: VoucherEntered
}
