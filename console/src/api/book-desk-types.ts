// What the server answers at the desk of the statutory books. Money in whole fen; written by hand beside the routes.
export interface Step {
  readonly step: number
  readonly kind: string
  readonly name: string
  readonly remark: string
  readonly officer_name: string
  readonly known_at: string
}

export type Actions = Readonly<Record<string, string | null>>

export interface VoucherHead {
  readonly voucher: string
  readonly number: number
  readonly day: string
  readonly booked_on: string
  readonly text: string
  readonly fact_kind: string
  readonly fact_name: string
  readonly fact: string
  readonly debit_fen: number
  readonly units: string
  readonly attachments: number
  readonly corrects: string | null
  readonly corrected_by: readonly string[]
}

export interface VoucherPage {
  readonly total: number
  readonly rows: readonly VoucherHead[]
  readonly kinds: readonly { readonly kind: string; readonly name: string }[]
}

export interface VoucherLine {
  readonly account: string
  readonly account_name: string
  readonly detail: string
  readonly detail_name: string
  readonly unit: string
  readonly unit_name: string
  readonly debit_fen: number
  readonly credit_fen: number
}

export interface VoucherFile {
  readonly attachment: string
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly officer_name: string
  readonly known_at: string
}

interface Signatures {
  readonly prepared_by: string
  readonly reviewed_by: string
  readonly posted_by: string
}

export interface Voucher extends VoucherHead, Signatures {
  readonly entries: readonly VoucherLine[]
  readonly files: readonly VoucherFile[]
  readonly draft: string | null
  readonly words: string
  readonly corrections: Actions
}

export interface VoucherForm extends Signatures {
  readonly voucher: string
  readonly number: number
  readonly booked_on: string
  readonly text: string
  readonly attachments: number
  readonly debit_fen: number
  readonly words: string
  readonly entries: readonly VoucherLine[]
}

export interface VoucherForms {
  readonly book_name: string
  readonly forms: readonly VoucherForm[]
  readonly more: boolean
}

export interface DraftHead {
  readonly draft: string
  readonly book: string
  readonly purpose: string
  readonly purpose_name: string
  readonly corrects: string | null
  readonly text: string
  readonly day: string
  readonly booked_on: string
  readonly officer_name: string
  readonly known_at: string
  readonly stage: string
  readonly stage_name: string
  readonly voucher: string | null
  readonly debit_fen: number
}

export interface Draft extends DraftHead {
  readonly replaces: string | null
  readonly lines: readonly VoucherLine[]
  readonly files: readonly VoucherFile[]
  readonly steps: readonly Step[]
  readonly actions: Actions
}

export interface WaiverHead {
  readonly waiver: string
  readonly book: string
  readonly unit: string
  readonly unit_name: string
  readonly payer: string
  readonly payer_name: string
  readonly month: string
  readonly heads: number
  readonly pool_fen: number
  readonly account_fen: number
  readonly assessed: boolean
  readonly document: string
  readonly authority_name: string
  readonly document_day: string
  readonly officer_name: string
  readonly known_at: string
  readonly stage: string
  readonly stage_name: string
  readonly fact: string | null
}

interface NamedChoice {
  readonly value: string
  readonly name: string
}

/** What the form of a waiver offers. */
export interface WaiverChoices {
  readonly units: readonly NamedChoice[]
  readonly payers: readonly NamedChoice[]
  readonly authorities: readonly NamedChoice[]
}

export interface Waiver extends WaiverHead {
  readonly steps: readonly Step[]
  readonly actions: Actions
}

export interface ManualKinds {
  readonly kinds: readonly { readonly purpose: string; readonly name: string; readonly debit: readonly string[]; readonly credit: readonly string[] }[]
  readonly accounts: readonly {
    readonly account: string
    readonly name: string
    readonly details: readonly { readonly detail: string; readonly name: string }[]
  }[]
  readonly units: readonly { readonly unit: string; readonly name: string }[]
}

export interface CloseCheck {
  readonly name: string
  readonly state: 'ok' | 'warning' | 'blocking'
  readonly sentence: string
}

export interface Closing {
  readonly book: string
  readonly name: string
  readonly closed_through: string | null
  readonly month: string | null
  readonly checks: readonly CloseCheck[]
  readonly may_close: boolean
  readonly closes: readonly {
    readonly close: string
    readonly month: string
    readonly stage: string
    readonly stage_name: string
    readonly checks: readonly CloseCheck[]
    readonly steps: readonly Step[]
    readonly actions: Actions
  }[]
}

export interface CashPlace {
  readonly account: string
  readonly account_name: string
  readonly detail: string
  readonly detail_name: string
  readonly unit: string
  readonly unit_name: string
  readonly book_fen: number
  readonly confirmed_fen: number | null
  readonly holder_fen: number | null
  readonly items: readonly { readonly text: string; readonly amount_fen: number }[]
}

export interface ReportTable {
  readonly title: string
  readonly subtitle: string
  readonly texts: readonly string[]
  readonly amounts: readonly string[]
  readonly rows: readonly {
    readonly texts: readonly string[]
    readonly fen: readonly (number | null)[]
    readonly indent: number
    readonly voucher: string | null
  }[]
}

export interface Ledger {
  readonly total: number
  readonly table: ReportTable
}

export interface FundReportHead {
  readonly report: string
  readonly kind: string
  readonly kind_name: string
  readonly period: string
  readonly version: number
  readonly sha256: string
  readonly stage: string
  readonly stage_name: string
  readonly officer_name: string
  readonly known_at: string
}

export interface FundReport extends FundReportHead {
  readonly tables: readonly ReportTable[]
  readonly steps: readonly Step[]
  readonly actions: Actions
}

export interface ArchiveRow {
  readonly archive: string
  readonly book: string
  readonly book_name: string
  readonly year: number
  readonly size: number
  readonly sha256: string
  readonly officer_name: string
  readonly known_at: string
  readonly files: readonly { readonly name: string; readonly size: number; readonly sha256: string; readonly retention: string }[]
  readonly taken: readonly { readonly officer_name: string; readonly reason: string; readonly known_at: string }[]
}

export interface Consolidated {
  readonly table: ReportTable
  readonly in_transit: readonly { readonly pair: string; readonly amount_fen: number }[]
  readonly books: number
  readonly eliminated_fen: number
}
