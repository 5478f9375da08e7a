// What the server's routes answer. Money is an integer number of fen, a day is `2026-11-21`. Written by hand beside the
// routes; the only place that knows the shapes, so that generated types can take its place.

export interface Failure {
  readonly code: string
  readonly sentence: string
  readonly field?: string
  readonly details?: Readonly<Record<string, string>>
  readonly trace_id?: string
}

export interface Area {
  readonly code: string
  readonly name: string
}

export interface AreaUnit extends Area {
  readonly kind: string
  readonly children: readonly (Area & { readonly kind: string })[]
}

/** The pool, its accounting units, their towns. */
export interface AreaTree extends Area {
  readonly kind: string
  readonly children: readonly AreaUnit[]
}

export interface Session {
  readonly account: string
  readonly name: string
  readonly department: string
  readonly department_name: string
  readonly role: string
  readonly role_name: string
  readonly areas: readonly Area[]
  readonly pool: string
  readonly pool_name: string
  readonly permissions: readonly string[]
}

export interface Paged<T> {
  readonly total: number
  readonly rows: readonly T[]
}

// ── persons ──
export interface SchemeCover {
  readonly scheme: string
  readonly person_type: string
  readonly entitled_from: string
  readonly entitled_to: string
  readonly status: string
}

export interface PersonRow {
  readonly psn_no: string
  readonly name: string
  readonly sex: string
  readonly age: number
  readonly born_year: number
  readonly cert: string
  readonly area: string
  readonly area_name: string
  readonly town_name: string | null
  readonly schemes: readonly SchemeCover[]
}

export type FoundPerson = PersonRow | { readonly elsewhere: true; readonly psn_no: string; readonly area_name: string }

export interface HouseholdMember {
  readonly psn_no: string
  readonly name: string
  readonly sex: string
  readonly age: number
}

export interface Enrolment {
  readonly scheme: string
  readonly benefit_year: number
  readonly area_name: string
  readonly person_type: string
  readonly employer_name: string | null
  readonly entitled_from: string
  readonly entitled_to: string
  readonly status: string
  /** False where a later row of the same scheme and year took its place. */
  readonly ruling: boolean
  readonly reason: string | null
  readonly booked_on: string
}

export interface Identity {
  readonly kind: string
  readonly list_name: string | null
  readonly area_name: string
  readonly in_force: string
  readonly until: string | null
  readonly confirmed_by: string
}

export interface Filing {
  readonly kind: string
  readonly disease: string | null
  readonly place_name: string | null
  readonly provider_name: string | null
  readonly in_force: string
  readonly until: string | null
  readonly withdrawn: boolean
}

export interface Person {
  readonly psn_no: string
  readonly name: string
  readonly sex: string
  readonly born: string
  readonly age: number
  readonly cert: string
  readonly phone: string | null
  readonly area: string
  readonly area_name: string
  readonly town_name: string | null
  readonly village_name: string | null
  readonly household: readonly HouseholdMember[]
  readonly enrolments: readonly Enrolment[]
  readonly identities: readonly Identity[]
  readonly filings: readonly Filing[]
  readonly account: { readonly current_fen: number; readonly history_fen: number } | null
}

export interface Unmasked {
  readonly name: string
  readonly cert_no: string
  readonly phone: string | null
}

// ── settlements ──
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

// ── fund ──
export interface FundAmounts {
  readonly cash_fen: number
  readonly receivable_fen: number
  readonly payable_fen: number
  readonly position_fen: number
  readonly income_ytd_fen: number
  readonly expenditure_ytd_fen: number
  readonly settled_ytd_fen: number
  readonly months_of_cover: number | null
}

export interface Position extends FundAmounts {
  readonly book: string
  readonly fund: string
  readonly fund_name: string
  readonly unit: string
  readonly unit_name: string
}

export interface FundTotal extends FundAmounts {
  readonly fund: string
  readonly fund_name: string
}

export interface Cockpit {
  readonly as_of: string
  readonly day: string
  readonly cover_definition: string
  readonly today: { readonly money_in_fen: number; readonly money_out_fen: number; readonly settled_fund_fen: number; readonly bills: number }
  readonly positions: readonly Position[]
  readonly totals: readonly FundTotal[]
  readonly cash_accounts: readonly {
    readonly book: string
    readonly account: string
    readonly detail: string
    readonly name: string
    readonly balance_fen: number
  }[]
  readonly trend: readonly {
    readonly fund: string
    readonly fund_name: string
    readonly month: string
    readonly income_fen: number
    readonly expenditure_fen: number
    readonly settled_fen: number
  }[]
  readonly warnings: readonly { readonly level: string; readonly text: string; readonly unit: string | null }[]
}

export interface Book {
  readonly book: string
  readonly fund: string
  readonly fund_name: string
  readonly name: string
  readonly agency_name: string
  readonly opened_on: string
  readonly closed_through: string | null
}

export interface TrialBalance {
  readonly day: string
  readonly rows: readonly {
    readonly account: string
    readonly name: string
    readonly side: string
    readonly opening_fen: number
    readonly debit_fen: number
    readonly credit_fen: number
    readonly balance_fen: number
  }[]
  readonly zero: boolean
}

export interface EntryRow {
  readonly voucher: string
  readonly day: string
  readonly line: number
  readonly account: string
  readonly account_name: string
  readonly unit: string
  readonly unit_name: string
  readonly debit_fen: number
  readonly credit_fen: number
  readonly text: string
  readonly fact_kind: string
  readonly fact: string
}

export interface MemoRow {
  readonly day: string
  readonly unit: string
  readonly unit_name: string
  readonly account: string
  readonly account_name: string
  readonly amount_fen: number
  /** Null where the row comes from another fact than a bill. */
  readonly settlement: string | null
  /** Masked with asterisks where the officer may not see persons. */
  readonly psn_no: string | null
  readonly fact_kind: string
  readonly fact: string
  readonly provider: string | null
  readonly provider_name: string | null
}

export interface FundFact {
  readonly kind: string
  readonly name: string
  readonly book: string
  readonly fact: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly voucher: {
    readonly voucher: string
    readonly day: string
    readonly text: string
    readonly entries: readonly {
      readonly line: number
      readonly account: string
      readonly account_name: string
      readonly detail: string
      readonly unit: string
      readonly debit_fen: number
      readonly credit_fen: number
    }[]
  } | null
  readonly memo: readonly { readonly unit: string; readonly account: string; readonly amount_fen: number }[]
  /** Why the cash books did not move. */
  readonly no_entries: string | null
}
