// What the server answers about the fund. Money is an integer number of fen, a day is `2026-11-21`. Written by hand beside the
// routes; nothing else in the console knows the shapes, so that generated types can take their place.
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
  readonly today: {
    readonly money_in_fen: number
    readonly money_out_fen: number
    readonly settled_fund_fen: number
    readonly bills: number
    readonly last_day_with_bills: string | null
  }
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

/** A statutory statement: a heading line has no amounts. */
export interface BookStatement {
  readonly form: string
  readonly title: string
  readonly code: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly indent: number; readonly name: string; readonly fen: readonly (number | null)[] }[]
}
