// Indicators of budget performance and the grades of an evaluation, as the tables have them with their sources.
import { type Ratio, ratioOf } from '@tongchou/domain/base/money.js'
import type { PerformanceGrade } from '@tongchou/domain/budget/performance.js'
import { readTable } from '../fund/read-table.js'

export interface Indicator {
  readonly id: string
  readonly level1: string
  readonly level2: string
  readonly name: string
  readonly funds: readonly string[]
  readonly better: 'more' | 'less'
  readonly progress: boolean
  /** What is divided by what where facts tell it; empty where somebody enters the value. */
  readonly numerator: string
  readonly denominator: string
  /** A published target; empty where none is known. */
  readonly suggested: string
  readonly source: string
  readonly certainty: string
}

const COLUMNS = ['id', 'level1', 'level2', 'name', 'funds', 'better', 'progress', 'numerator', 'denominator', 'suggested', 'source', 'certainty'] as const

export async function indicatorsOf(fund: string): Promise<Indicator[]> {
  const rows = await readTable('performance-indicators.tsv', COLUMNS)
  return rows
    .map((row) => ({
      ...row,
      funds: row.funds.split(' '),
      better: row.better === 'less' ? ('less' as const) : ('more' as const),
      progress: row.progress === 'yes',
    }))
    .filter(({ funds }) => funds.includes(fund))
}

export async function performanceGrades(): Promise<PerformanceGrade[]> {
  const rows = await readTable('performance-grades.tsv', ['name', 'from'])
  return rows.map(({ name, from }) => ({ name, from: decimalOf(from) }))
}

/** A decimal of a table or of the database. */
export function decimalOf(text: string): Ratio {
  const ratio = ratioOf(text)
  if (ratio === undefined) throw new Error(`“${text}” is no decimal`)
  return ratio
}
