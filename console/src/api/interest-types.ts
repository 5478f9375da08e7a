// What the server answers at the interest desk. Money in whole fen; products as text, for they are larger than a number holds.
import type { Actions, Step } from './book-desk-types.js'
import { asked, one } from './queries.js'
import type { Query } from './request.js'
import type { Paged } from './session-types.js'

interface InterestSums {
  /** Fen-days. */
  readonly product: string
  readonly due_fen: number
  readonly booked_fen: number
  readonly difference_fen: number
}

export interface InterestFund extends InterestSums {
  readonly book: string
  readonly name: string
}

export interface InterestLine extends InterestSums {
  readonly book: string
  readonly book_name: string
  readonly unit: string
  readonly unit_name: string
  readonly rates: string
}

export interface InterestCount {
  readonly account: string
  readonly detail: string
  readonly from: string
  readonly to: string
  readonly accounts: readonly { readonly account: string; readonly detail: string; readonly name: string }[]
  readonly books: readonly { readonly book: string; readonly name: string }[]
  readonly units: readonly { readonly unit: string; readonly name: string }[]
  readonly missing: string | null
  readonly funds: readonly InterestFund[]
  readonly lines: readonly InterestLine[]
  readonly total: InterestSums
}

export interface InterestStretch {
  readonly from: string
  readonly to: string
  readonly days: number
  readonly balance_fen: number
  readonly product: string
  readonly rate: string
}

export interface InterestRate {
  readonly account: string
  readonly detail: string
  readonly account_name: string
  readonly in_force: string
  readonly rate: string
  readonly source: string
  readonly officer_name: string
  readonly known_at: string
}

export interface InterestPaperHead {
  readonly paper: string
  readonly account_name: string
  readonly unit_name: string | null
  readonly books: number
  readonly from: string
  readonly to: string
  readonly credited_on: string
  readonly booked_on: string
  readonly slip: string
  readonly due_fen: number
  readonly bank_fen: number
  readonly difference_fen: number
  readonly explanation: string
  readonly officer_name: string
  readonly known_at: string
  readonly stage: string
  readonly stage_name: string
}

export interface InterestPaperLine {
  readonly book: string
  readonly book_name: string
  readonly unit: string
  readonly unit_name: string
  readonly product: string
  readonly rates: string
  readonly due_fen: number
  readonly credited_fen: number
  readonly pool_fen: number
  readonly account_fen: number
  readonly voucher: string | null
}

export interface InterestPaper extends InterestPaperHead {
  readonly lines: readonly InterestPaperLine[]
  readonly steps: readonly Step[]
  readonly actions: Actions
}

export const PAPERS = '/api/fund/interest-papers'
export const RATES = '/api/fund/interest-rates'
export const interestQuery = (query: Query) => asked<InterestCount>('/api/fund/interest', query)
export const stretchesQuery = (query: Query) => one<readonly InterestStretch[]>('/api/fund/interest/stretches', query)
export const interestPapersQuery = (query: Query) => asked<Paged<InterestPaperHead>>(PAPERS, query)
export const interestPaperQuery = (paper: string) => one<InterestPaper>(`${PAPERS}/${paper}`)
export const interestRatesQuery = one<readonly InterestRate[]>(RATES)
