// What the server answers about money's way out: requests for funds, payables, batches, provider months, outside payers. Money is an integer number of fen.

import type { Paged } from './session-types.js'

export interface StepTaken {
  readonly step: number
  readonly name: string
  readonly remark: string
  readonly officer_name: string
  readonly known_at: string
}
export interface StepAction {
  readonly kind: string
  readonly label: string
  readonly reason: boolean
  readonly refused: string | null
}
export interface Decided {
  readonly number: string
  readonly stage_name: string
  readonly steps: readonly StepTaken[]
  readonly actions: readonly StepAction[]
}

export interface UnitMoney {
  readonly unit: string
  readonly unit_name: string
  readonly plan_fen: number | null
  readonly requested_fen: number
  readonly granted_fen: number
  readonly county_finance_fen: number
  readonly expenditure_account_fen: number
  readonly spent_fen: number
}
export interface FundRequest {
  readonly number: string
  readonly book: string
  readonly unit_name: string
  readonly month: string
  readonly budget_line: string
  readonly amount_fen: number
  readonly approved_fen: number
  readonly rest_of: string | null
  readonly rest: string | null
  readonly plan_fen: number | null
  readonly spent_fen: number
  readonly held_fen: number
  readonly purpose: string
  readonly officer_name: string
  readonly known_at: string
  readonly stage_name: string
}
export interface FundRequestDetail extends FundRequest, Decided {
  readonly rest_refused: string | null
  readonly way: readonly {
    readonly kind: string
    readonly name: string
    readonly partial: boolean
    readonly amount_fen: number | null
    readonly done: boolean
    readonly bank: string | null
    readonly account: string | null
    readonly fact: string | null
    readonly fact_kind: string | null
  }[]
}

export interface Reimbursement {
  readonly number: string
  readonly psn_no: string
  readonly person_name: string
  readonly scheme_name: string
  readonly provider: string
  readonly provider_name: string
  readonly med_type_name: string
  readonly begins: string
  readonly ends: string
  readonly invoice: string
  readonly total_fen: number
  readonly fund_fen: number | null
  readonly payment: string
  readonly stage_name: string
}
export interface ReimbursementDetail extends Reimbursement, Decided {
  readonly reason: string
  readonly papers: string
  readonly settlement: string | null
  readonly account: string | null
  readonly recoveries: readonly { readonly number: string; readonly amount_fen: number; readonly open_fen: number; readonly due_on: string }[]
  readonly lines: readonly {
    readonly code: string
    readonly name: string
    readonly day: string
    readonly quantity: string
    readonly price: string
    readonly amount_fen: number
  }[]
}

export interface Payable {
  readonly number: string
  readonly kind_name: string
  readonly book: string
  readonly payee: string
  readonly payee_name: string
  readonly title: string
  readonly month: string
  readonly amount_fen: number
  readonly standing: string
  readonly standing_name: string
  readonly batch: string | null
  readonly reason: string | null
  readonly account: string | null
}
export interface Payables extends Paged<Payable> {
  readonly sum_fen: number
}
export interface Batch {
  readonly number: string
  readonly book: string
  readonly template_name: string
  readonly title: string
  readonly officer_name: string
  readonly known_at: string
  readonly stage: string
  readonly stage_name: string
  readonly items: number
  readonly amount_fen: number
  readonly paid: number
  readonly paid_fen: number
  readonly bounced: number
  readonly waiting: number
}
export interface BatchPayment {
  readonly item: number
  readonly item_key: string
  readonly kind_name: string
  readonly title: string
  readonly payee_name: string
  readonly bank: string
  readonly account: string
  readonly amount_fen: number
  readonly attempt: number
  readonly repays: boolean
  readonly outcome_name: string
  readonly happened_on: string | null
  readonly reason: string | null
  readonly postings: readonly { readonly fact: string; readonly kind: string; readonly name: string }[]
}
export interface BatchDetail extends Batch, Decided {
  readonly stage_name: string
  readonly payments: readonly BatchPayment[]
  readonly files: readonly {
    readonly file: string
    readonly direction: string
    readonly name: string
    readonly sha256: string
    readonly lines: number
    readonly total_fen: number
    readonly officer_name: string
    readonly known_at: string
    readonly faults: readonly { readonly line: number; readonly why: string }[]
  }[]
}
export interface PayeeAccount {
  readonly number: string
  readonly kind: string
  readonly payee: string
  readonly payee_name: string
  readonly holder: string
  readonly bank: string
  readonly masked: string
  readonly reason: string
  readonly officer_name: string
  readonly known_at: string
  readonly stage_name: string
}
export interface CycleDue {
  readonly provider: string
  readonly provider_name: string
  readonly bills: number
  readonly due_fen: number
  readonly declared_fen: number
  readonly requests: number
  readonly cycle: string | null
  readonly stage_name: string
  readonly paid: boolean
}
export interface PayCycle {
  readonly number: string
  readonly provider: string
  readonly provider_name: string
  readonly month: string
  readonly by_item_fen: number
  readonly declared_fen: number
  readonly pay_fen: number | null
  readonly known_at: string
  readonly stage_name: string
  readonly payment: string
}
export interface CycleAmounts {
  readonly by_item_fen: number
  readonly carried_fen: number
  readonly difference_fen: number
  readonly deduction_fen: number
  readonly deposit_fen: number
  readonly netted_this_year_fen: number
  readonly netted_earlier_fen: number
  readonly set_off_fen: number
  readonly pay_fen: number
}
export interface CycleChange {
  readonly change: string
  readonly kind_name: string
  readonly unit: string
  readonly part_name: string
  readonly care_name: string
  readonly amount_fen: number
  readonly reason: string
  readonly article: string
  readonly officer_name: string
  readonly standing: string
  readonly words: readonly { readonly name: string; readonly text: string; readonly officer_name: string; readonly known_at: string }[]
}
export interface CycleLine extends CycleAmounts {
  readonly unit: string
  readonly part: string
  readonly part_name: string
  readonly care: string
  readonly care_name: string
  readonly bills: number
}
export interface PayCycleDetail extends PayCycle, Decided {
  readonly deposit_ratio: string
  readonly deposit_source: string
  readonly lines: readonly CycleLine[]
  readonly sums: CycleAmounts
  readonly faults: readonly string[]
  readonly changes: readonly CycleChange[]
  readonly may_change: string | null
  readonly prepaid: readonly { readonly unit: string; readonly fen: number }[]
}
export interface FormulaRow {
  readonly provider: string
  readonly provider_name: string
  readonly by_item_fen: number
  readonly difference_fen: number
  readonly deduction_fen: number
  readonly deposit_fen: number
  readonly netted_fen: number
  readonly set_off_fen: number
  readonly paid_fen: number
  readonly open_fen: number
  readonly deposit_held_fen: number
  readonly prepaid_left_fen: number
}
export interface YearClearing {
  readonly provider: string
  readonly provider_name: string
  readonly number: string | null
  readonly stage: string
  readonly stage_name: string
  readonly reviewed_fen: number
  readonly deducted_fen: number
  readonly settled_fen: number
  readonly agreed_fen: number | null
  readonly difference_fen: number | null
  readonly deposit_held_fen: number
  readonly prepaid_left_fen: number
}
export interface YearClearingDetail extends Decided {
  readonly provider: string
  readonly provider_name: string
  readonly year: number
  readonly basis_name: string
  readonly document: string
  readonly terms: readonly { readonly name: string; readonly value: string }[]
  readonly terms_source: string
  readonly calculation: readonly { readonly name: string; readonly value: string | null; readonly fen: number | null }[]
  readonly payment: string
  readonly declared_fen: number
  readonly reviewed_fen: number
  readonly deducted_fen: number
  readonly actual_fen: number
  readonly agreed_fen: number
  readonly surplus_fen: number
  readonly kept_fen: number
  readonly overspend_fen: number
  readonly shared_fen: number
  readonly entitled_fen: number
  readonly settled_fen: number
  readonly difference_fen: number
  readonly set_off_fen: number
  readonly pay_fen: number
  readonly recover_fen: number
  readonly lines: readonly {
    readonly unit: string
    readonly care_name: string
    readonly reviewed_fen: number
    readonly deducted_fen: number
    readonly settled_fen: number
    readonly difference_fen: number
  }[]
  readonly deposit: { readonly score: string; readonly held_fen: number; readonly returned_fen: number; readonly stage_name: string } | null
  readonly prepaid: readonly { readonly unit: string; readonly fen: number }[]
  readonly words: readonly { readonly kind: string; readonly name: string; readonly text: string; readonly officer_name: string; readonly known_at: string }[]
}
export interface DepositDecision {
  readonly number: string
  readonly provider_name: string
  readonly year: number
  readonly score: string
  readonly evidence: string
  readonly source: string
  readonly held_fen: number
  readonly returned_fen: number
  readonly stage_name: string
}
export interface DepositDetail extends DepositDecision, Decided {
  readonly lines: readonly {
    readonly unit: string
    readonly part_name: string
    readonly care_name: string
    readonly held_fen: number
    readonly returned_fen: number
  }[]
}
export interface Prepayment {
  readonly number: string
  readonly provider_name: string
  readonly unit: string
  readonly year: number
  readonly amount_fen: number
  readonly paid_fen: number
  readonly set_off_fen: number
  readonly returned_fen: number
  readonly left_fen: number
  readonly purpose: string
  readonly stage_name: string
}
export interface CalendarRow {
  readonly key: string
  readonly plan_name: string
  readonly instalment: number
  readonly provider_name: string
  readonly unit: string
  readonly apply_from: string
  readonly apply_until: string
  readonly pay_until: string
  readonly return_until: string
  readonly standing: string
  readonly standing_name: string
  readonly due_on: string | null
  readonly late_days: number
  readonly most_fen: number
  readonly amount_fen: number | null
  readonly left_fen: number
  readonly prepayment: string | null
  readonly reasons: string
}
export interface PrepaymentDetail extends Prepayment, Decided {
  readonly conditions: readonly { readonly name: string; readonly met: boolean; readonly found: string }[]
  readonly receipts: readonly {
    readonly number: string
    readonly amount_fen: number
    readonly happened_on: string
    readonly evidence: string
    readonly officer_name: string
    readonly stage_name: string
    readonly actions: readonly StepAction[]
  }[]
}
export interface Recovery {
  readonly number: string
  readonly kind: string
  readonly kind_name: string
  readonly debtor_name: string
  readonly benefit_year: number
  readonly amount_fen: number
  readonly received_fen: number
  readonly open_fen: number
  readonly reason: string
  readonly document: string
  readonly due_on: string
  readonly overdue_days: number
  readonly dunned: number
  readonly stage_name: string
  readonly account: string
}
export interface RecoveryDetail extends Recovery, Decided {
  readonly acts: readonly {
    readonly act: number
    readonly name: string
    readonly happened_on: string
    readonly amount_fen: number
    readonly text: string
    readonly officer_name: string
  }[]
}
