// Appraisal, adjustment fund, risk board and projection as the server tells them; figures that are no money are decimal texts.
import { asked, one } from './queries.js'
import type { Query } from './request.js'
import type { Paged } from './session-types.js'

export interface LifeStep {
  readonly step: number
  readonly kind: string
  readonly unit: string | null
  readonly until: string | null
  readonly remark: string
  readonly officer_name: string
  readonly known_at: string
  /** What an objection is about. */
  readonly indicator_name?: string | null
}

interface RunHead {
  readonly run: string
  readonly year: number
  readonly stage: string
  readonly stage_name: string
  readonly officer_name: string
  readonly known_at: string
}

export interface AppraisalHead extends RunHead {
  readonly form: string
  readonly superseded: boolean
  readonly correction: { readonly corrects: string; readonly reason: string; readonly document: string } | null
}

export interface AppraisalValue {
  readonly indicator: string
  readonly origin: 'computed' | 'judged' | 'missing'
  readonly actual: string | null
  readonly target: string | null
  readonly count: string | null
  readonly points: string | null
  readonly basis: string
  readonly judgement: string | null
}

export interface AppraisalUnit {
  readonly unit: string
  readonly name: string
  readonly total: string | null
  readonly band: string | null
  readonly coefficient: string | null
  readonly rank: number | null
  readonly consequence: string
  readonly values: readonly AppraisalValue[]
  readonly rewards: readonly AppraisalReward[]
}

export interface AppraisalReward {
  readonly reward: number
  readonly kind: string
  readonly text: string
  readonly document: string
  readonly amount_fen: number | null
  readonly officer_name: string
  readonly accepted: boolean | null
  readonly decided_by: string | null
  readonly fact: string | null
}

export interface AppraisalIndicator {
  readonly id: string
  readonly heading: string
  readonly name: string
  readonly weight: string
  readonly formula: string
  readonly computed: boolean
  /** What somebody who judges it has to say. */
  readonly asks: readonly { readonly figure: 'actual' | 'target' | 'count'; readonly label: string }[]
}

export interface Appraisal extends AppraisalHead {
  /** Before publication an officer of a unit is shown that unit alone. */
  readonly only_own: boolean
  readonly full: string
  readonly changes: readonly {
    readonly unit: string
    readonly name: string
    readonly total_before: string | null
    readonly total: string | null
    readonly rank_before: number | null
    readonly rank: number | null
  }[]
  readonly document: string
  readonly article: string
  readonly indicators: readonly AppraisalIndicator[]
  readonly bands: readonly {
    readonly name: string
    readonly from: string
    readonly coefficient: string
    readonly consequence: string
    readonly award: { readonly kind: string; readonly amount_fen: number } | null
  }[]
  readonly units: readonly AppraisalUnit[]
  readonly steps: readonly LifeStep[]
  readonly actions: Readonly<Record<string, string | null>>
}

export interface Evidence {
  readonly total: number
  readonly sum_fen: number | null
  /** Each line is a month, of which the bills or vouchers can be listed. */
  readonly by_month: boolean
  readonly rows: readonly {
    readonly day: string | null
    readonly what: string
    readonly reference: string
    readonly amount_fen: number | null
    readonly count: number | null
    readonly bill: { readonly psn_no: string; readonly settlement: string } | null
    readonly voucher: { readonly book: string; readonly voucher: string } | null
  }[]
}

export interface Judgement {
  readonly judgement: string
  readonly unit: string
  readonly unit_name: string
  readonly indicator: string
  readonly indicator_name: string
  readonly actual: string | null
  readonly target: string | null
  readonly count: string | null
  readonly evidence: string
  readonly file_name: string | null
  readonly officer_name: string
  readonly accepted: boolean | null
  readonly found_by: string | null
  readonly own: boolean
}

export type AppraisalTrend = readonly {
  readonly year: number
  readonly unit: string
  readonly name: string
  readonly total: string | null
  readonly rank: number | null
}[]

export interface AdjustmentHead extends RunHead {
  readonly scheme: string
  readonly kind: 'levy' | 'allocation'
  readonly total_fen: number
  readonly paid_fen: number
}

export interface AdjustmentUnit {
  readonly unit: string
  readonly name: string
  readonly base_fen: number
  readonly amount_fen: number
  readonly due_fen: number
  readonly paid_fen: number
  readonly open_fen: number
  readonly overpaid_fen: number
  readonly coefficient: string | null
  readonly failed_conditions: readonly string[]
  readonly instalments: readonly { readonly due_on: string | null; readonly amount_fen: number; readonly open_fen: number; readonly overdue: boolean }[]
  readonly payments: readonly {
    readonly payment: number
    readonly paid_on: string
    readonly amount_fen: number
    readonly sent_book: string
    readonly sent: string
    readonly received_book: string
    readonly received: string
  }[]
}

export interface Adjustment extends AdjustmentHead {
  readonly document: string
  readonly article: string
  readonly pot_fen: number
  readonly units: readonly AdjustmentUnit[]
  readonly steps: readonly LifeStep[]
  readonly actions: Readonly<Record<string, string | null>>
}

export interface SimulatedYear {
  readonly year: number
  readonly levy_fen: number
  readonly grant_fen: number
  readonly pot_fen: number
  readonly gap_fen: number
  readonly uncovered_fen: number
  readonly areas_in_gap: number
  readonly stopped: boolean
}

export interface Simulation {
  readonly areas: readonly { readonly area: string; readonly name: string }[]
  readonly basis: string
  readonly rates: readonly { readonly rate: string; readonly years: readonly SimulatedYear[] }[]
}

export interface RiskValue {
  readonly indicator: string
  readonly value: string | null
  readonly level: string | null
  readonly definition: string
  readonly inputs: Readonly<Record<string, string>>
}

export interface RiskIndicator {
  readonly id: string
  readonly name: string
  readonly unit: 'months' | 'percent' | 'yuan' | 'ratio'
  readonly good: string
  readonly definition: string
}

export interface RiskRow {
  readonly unit: string
  readonly name: string
  readonly whole: boolean
  readonly values: readonly RiskValue[]
}

export interface RiskBoard {
  readonly month: string | null
  readonly months: readonly string[]
  readonly until: string | null
  readonly rule: { readonly document: string; readonly article: string; readonly schedule: string } | null
  readonly not_computed: readonly { readonly name: string; readonly reason: string }[]
  readonly indicators: readonly RiskIndicator[]
  readonly rows: readonly RiskRow[]
}

export interface RiskMonths {
  readonly months: readonly string[]
  readonly rows: readonly {
    readonly unit: string
    readonly name: string
    readonly cells: readonly { readonly month: string; readonly value: string | null; readonly level: string | null }[]
  }[]
}

export type RiskHistory = readonly { readonly indicator: string; readonly months: readonly { readonly month: string; readonly value: string | null }[] }[]

export interface RiskWarning {
  readonly warning: string
  readonly month: string
  readonly level: string
  readonly sentence: string
  readonly document: string
  readonly article: string
  readonly due_on: string
  readonly overdue: boolean
  readonly stage: string
  readonly stage_name: string
  readonly owner: string | null
  readonly steps: readonly {
    readonly step: number
    readonly kind: string
    readonly owner: string | null
    readonly remark: string
    readonly officer_name: string
    readonly known_at: string
  }[]
  readonly actions: Readonly<Record<string, string | null>>
}

export interface Projection {
  readonly basis: string
  readonly scenario: string
  readonly scenarios: readonly { readonly id: string; readonly name: string }[]
  readonly cost_trend_percent: string
  readonly income_trend_percent: string
  readonly opening_fen: number
  readonly known: readonly { readonly year: number; readonly heads: number; readonly income_fen: number; readonly expenditure_fen: number }[]
  readonly years: readonly {
    readonly year: number
    readonly heads: number
    readonly income_fen: number
    readonly expenditure_fen: number
    readonly balance_fen: number
    readonly low_fen: number
    readonly high_fen: number
    readonly band_percent: string
    readonly cells: readonly {
      readonly status: string
      readonly ages: string
      readonly sex: string
      readonly heads: number
      readonly expenditure_fen: number
    }[]
  }[]
  readonly first_deficit: { readonly current: number | null; readonly cumulative: number | null; readonly cumulative_low: number | null }
  readonly banded: boolean
  readonly struck_cost_percent: string | null
  readonly struck_income_percent: string | null
  readonly held: { readonly held: number; readonly told: number }
  readonly back_test: readonly {
    readonly origin: number
    readonly struck: boolean
    readonly year: number
    readonly ahead: number
    readonly projected_fen: number
    readonly actual_fen: number
    readonly error_percent: string
    readonly projected_income_fen: number
    readonly actual_income_fen: number
    readonly balance_error_percent: string
  }[]
}

export interface MoneyWay {
  readonly nodes: readonly { readonly id: string; readonly name: string; readonly side: string }[]
  readonly links: readonly { readonly source: string; readonly target: string; readonly fen: number }[]
}

export const appraisalsQuery = (year: number) => one<readonly AppraisalHead[]>('/api/appraisals', { year })
export const appraisalQuery = (run: string) => one<Appraisal>(`/api/appraisals/${run}`)
export const appraisalTrendQuery = one<AppraisalTrend>('/api/appraisals/trend')
export const evidenceQuery = (run: string, query: Query) => asked<Evidence>(`/api/appraisals/${run}/evidence`, query)
export const judgementsQuery = (year: number) => one<readonly Judgement[]>('/api/appraisal-judgements', { year })
export const adjustmentsQuery = (scheme: string, year: number) => one<readonly AdjustmentHead[]>('/api/adjustment/runs', { scheme, year })
export const adjustmentQuery = (run: string) => one<Adjustment>(`/api/adjustment/runs/${run}`)
export const riskBoardQuery = (query: Query) => asked<RiskBoard>('/api/risk/board', query)
export const riskHistoryQuery = (scheme: string, unit: string) => one<RiskHistory>('/api/risk/history', { scheme, unit })
export const riskMonthsQuery = (scheme: string, indicator: string) => one<RiskMonths>('/api/risk/months', { scheme, indicator })
export const riskWarningsQuery = (query: Query) => asked<Paged<RiskWarning>>('/api/risk/warnings', query)
export const projectionQuery = (query: Query) => asked<Projection>('/api/projections', query)
export const moneyWayQuery = (query: Query) => asked<MoneyWay>('/api/fund/money-way', query)
