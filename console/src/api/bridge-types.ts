// What the server answers about the bridge of both ledgers and about monthly budget execution. Money in whole fen.
import { asked } from './queries.js'
import type { Query } from './request.js'
import type { Paged } from './session-types.js'

export interface BridgeMove {
  readonly cause: string
  readonly name: string
  readonly fen: number
}

export interface BridgeLine {
  readonly account: string
  readonly name: string
  readonly side: 'cash' | 'receivable' | 'payable' | 'position'
  readonly opening_fen: number
  readonly change_fen: number
  readonly closing_fen: number
  readonly unexplained_fen: number
  readonly moves: readonly BridgeMove[]
}

interface Payables {
  readonly unit: string
  readonly unit_name: string
  readonly by_item_fen: number
  readonly method_fen: number
  readonly deduction_fen: number
  readonly deposit_fen: number
  readonly set_off_fen: number
  readonly netted_fen: number
  readonly paid_fen: number
}

export interface UnitPayables extends Payables {
  readonly opening_fen: number
  readonly returned_fen: number
  readonly left_fen: number
  readonly memo_fen: number
  readonly difference_fen: number
}

export interface ProviderPayables extends Payables {
  readonly provider: string
  readonly provider_name: string
  readonly bills: number
  readonly open_fen: number
}

export interface Bridge {
  readonly book: string
  readonly name: string
  readonly month: string
  readonly lines: readonly BridgeLine[]
  readonly units: readonly UnitPayables[]
}

export interface PaymentOfProvider {
  readonly fact: string
  readonly voucher: string | null
  readonly paid_on: string
  readonly gross_fen: number
  readonly deduction_fen: number
  readonly deposit_fen: number
  readonly netted_fen: number
  readonly set_off_fen: number
  readonly paid_fen: number
}

export interface MonthDone {
  readonly month: number
  readonly income_fen: number
  readonly expenditure_fen: number
  readonly income_so_far_fen: number
  readonly expenditure_so_far_fen: number
}

export interface ExecutionRow {
  readonly book: string
  readonly book_name: string
  readonly unit: string
  readonly unit_name: string
  readonly plan_income_fen: number
  readonly plan_expenditure_fen: number
  readonly income_fen: number
  readonly expenditure_fen: number
  readonly income_percent: string | null
  readonly expenditure_percent: string | null
  readonly mark: string
  readonly mark_name: string
  readonly months: readonly MonthDone[]
}

export interface MonthlyExecution {
  readonly year: number
  readonly month: number
  readonly time_percent: string
  readonly rows: readonly ExecutionRow[]
}

export const BRIDGE = '/api/fund/bridge'
export const EXECUTION = '/api/budget-execution/months'
export const bridgeQuery = (query: Query) => asked<Bridge>(BRIDGE, query)
export const bridgeProvidersQuery = (query: Query) => asked<Paged<ProviderPayables>>(`${BRIDGE}/providers`, query)
export const providerPaymentsQuery = (query: Query) => asked<Paged<PaymentOfProvider>>('/api/fund/payments', query)
export const monthlyExecutionQuery = (query: Query) => asked<MonthlyExecution>(EXECUTION, query)
