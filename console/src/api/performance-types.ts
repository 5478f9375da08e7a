// Budget performance as the server tells it: percentages as text.
import { asked, one } from './queries.js'
import type { Query } from './request.js'

export interface PerformanceIndicator {
  readonly id: string
  readonly level1: string
  readonly level2: string
  readonly name: string
  readonly better: string
  readonly progress: boolean
  readonly measured: boolean
  readonly suggested: string
  readonly source: string
  readonly certainty: string
}

export interface PerformanceValue {
  readonly indicator: string
  readonly target: string
  readonly limit_value: string | null
  readonly weight: string | null
  readonly actual: string | null
  readonly points: string | null
  readonly signal: string
  readonly signal_name: string
  readonly basis: string
  readonly remark: string
}

export interface PerformanceEntry {
  readonly entry: string
  readonly indicator: string
  readonly through: string
  readonly actual: string
  readonly evidence: string
  readonly officer_name: string
  readonly accepted: boolean | null
  readonly remark: string | null
  readonly own: boolean
}

export interface PerformanceRunHead {
  readonly run: string
  readonly kind: string
  readonly through: string
  readonly score: string | null
  readonly grade: string | null
  readonly officer_name: string
  readonly known_at: string
  readonly stage_name: string
}

export interface Performance {
  readonly indicators: readonly PerformanceIndicator[]
  readonly targets: readonly { readonly indicator: string }[]
  readonly open_budget: string | null
  readonly values: readonly PerformanceValue[]
  readonly score: string | null
  readonly grade: string | null
  readonly entries: readonly PerformanceEntry[]
  readonly runs: readonly PerformanceRunHead[]
  readonly last_year: { readonly year: number; readonly score: string | null; readonly grade: string | null; readonly used: string | null } | null
}

export interface PerformanceRun extends PerformanceRunHead {
  readonly values: readonly PerformanceValue[]
  readonly steps: readonly { readonly step: number; readonly name: string; readonly remark: string; readonly officer_name: string; readonly known_at: string }[]
  readonly actions: Readonly<Record<string, string | null>>
}

export const PERFORMANCE = '/api/budget-performance'
export const performanceQuery = (query: Query) => asked<Performance>(PERFORMANCE, query)
export const performanceRunQuery = (run: string) => one<PerformanceRun>(`${PERFORMANCE}/runs/${run}`)
