// What the server answers about bills. Money is an integer number of fen, a day is `2026-11-21`. Written by hand beside the
// routes; nothing else in the console knows the shapes, so that generated types can take their place.
import type { Paged } from './session-types.js'

export interface SettlementRow {
  readonly psn_no: string
  readonly settlement: string
  readonly person_name: string
  readonly area: string
  readonly area_name: string
  readonly scheme: string
  readonly provider: string
  readonly provider_name: string
  readonly benefit: string
  readonly benefit_name: string
  readonly admitted: string
  readonly discharged: string
  readonly settled_on: string
  readonly total_fen: number
  readonly in_scope_fen: number
  readonly fund_fen: number
  readonly hospital_fen: number
  readonly account_fen: number
  readonly cash_fen: number
  readonly standing: Standing
}

export type Standing = 'settled' | 'cancelled' | 'cancellation'

export interface SettlementTotals {
  readonly total_fen: number
  readonly in_scope_fen: number
  readonly fund_fen: number
  readonly hospital_fen: number
  readonly account_fen: number
  readonly cash_fen: number
}

export interface SettlementList extends Paged<SettlementRow> {
  readonly totals: SettlementTotals
  /** Days of booking that the list covers; a person's history covers all. */
  readonly from?: string | null
  readonly to?: string | null
}

export interface Accumulator {
  readonly key: string
  readonly label: string
  readonly unit: 'fen' | 'count'
  readonly detail: boolean
  readonly value: number
  readonly cap: number | null
  readonly left: number | null
  readonly source: Article | null
}

export interface Accumulators {
  readonly years: readonly number[]
  readonly year: number | null
  readonly schemes: readonly { readonly scheme: string; readonly scheme_name: string; readonly bills: number; readonly counters: readonly Accumulator[] }[]
}

export interface Article {
  readonly document: string
  readonly article: string
  readonly certainty: string
  readonly certainty_name: string
  readonly reading: string | null
}

export interface LedgerAmount {
  readonly account: string
  readonly account_name: string
  readonly amount_fen: number
}

export interface Rung {
  readonly ordinal: number
  readonly layer: string
  readonly layer_name: string
  readonly payer: string
  readonly payer_name: string
  readonly fund: string
  readonly fund_name: string
  readonly input_fen: number
  readonly paid_fen: number
  readonly left_fen: number
  readonly rule: string
  readonly articles: readonly Article[]
  readonly bound: string | null
  readonly bound_sentence: string | null
}

export interface StatementLine {
  readonly sn: string
  readonly code: string
  readonly name: string
  readonly fee_day: string
  readonly charge_type_name: string
  readonly class: string
  readonly quantity: string
  readonly price: string
  readonly unit: string | null
  readonly amount_fen: number
  readonly ceiling_fen: number | null
  readonly initial_self_payment: string
  readonly above_standard_fen: number
  readonly pre_self_pay_fen: number
  readonly own_pay_fen: number
  readonly in_scope_fen: number
  readonly flags: readonly string[]
}

export interface CounterStep {
  readonly key: string
  readonly label: string
  readonly unit: 'fen' | 'count'
  readonly detail: boolean
  readonly before: number | null
  readonly added: number
  readonly after: number | null
  readonly cap: number | null
}

export interface Statement {
  readonly psn_no: string
  readonly settlement: string
  readonly standing: Standing
  readonly cancels: string | null
  readonly cancelled_by: string | null
  readonly person: { readonly name: string; readonly sex: string; readonly age: number; readonly area: string; readonly area_name: string }
  readonly scheme: string
  readonly scheme_name: string
  readonly provider: { readonly code: string; readonly name: string; readonly level_name: string }
  readonly benefit: string
  readonly benefit_name: string
  readonly med_type: string
  readonly med_type_name: string
  readonly place_name: string
  readonly filing_name: string
  readonly diagnosis: string | null
  readonly disease: string | null
  readonly admitted: string
  readonly discharged: string
  readonly settled_on: string
  readonly settled_at: string
  readonly booked_on: string
  readonly benefit_year: number
  readonly admission_number: number | null
  readonly settlement_type: string
  readonly settlement_type_name: string
  readonly split: {
    readonly total_fen: number
    readonly in_scope_fen: number
    readonly item_pre_self_pay_fen: number
    readonly offsite_pre_self_pay_fen: number
    readonly above_standard_fen: number
    readonly out_of_catalogue_fen: number
  }
  readonly deductible: {
    readonly due_fen: number
    readonly charged_fen: number
    readonly rule: string | null
    readonly articles: readonly Article[]
  }
  readonly layers: readonly Rung[]
  readonly fund_fen: number
  readonly hospital_fen: number
  readonly account: { readonly paid_fen: number; readonly own_fen: number; readonly family_fen: number; readonly balance_fen: number }
  readonly cash_fen: number
  readonly accumulators: readonly CounterStep[]
  readonly why_not_more: readonly string[]
  readonly lines: readonly StatementLine[]
  readonly memo: readonly {
    readonly book: string
    readonly book_name: string
    readonly area_name: string
    readonly booked_on: string
    readonly amounts: readonly LedgerAmount[]
  }[]
  readonly rules: {
    readonly hash: string
    readonly engine: string
    readonly in_force: string
    readonly replay: 'same' | 'differs' | 'not_possible'
    readonly documents: readonly { readonly hash: string; readonly document: string; readonly status: string }[]
  }
}

/** What the ladder is drawn from: a stored bill, or the estimate of one. */
export type Laddered = Pick<Statement, 'split' | 'deductible' | 'layers' | 'account' | 'fund_fen' | 'hospital_fen' | 'cash_fen'>
