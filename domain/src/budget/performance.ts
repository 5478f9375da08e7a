// Budget performance (E14): a target for each indicator, how far the year has come beside it, and what the year's result is worth.
// Weights and the line below which a value is red are set with the plan; without them there is no score and no red, never a guess.
// The share of a target that was reached gives that share of its points (财预〔2020〕10号, recalled).
import { toTwoDecimals } from '../base/decimal.js'
import type { DeskLife } from '../base/desk-life.js'
import { compared, NOTHING, plus, type Ratio, times } from '../base/money.js'

export interface PerformanceTarget {
  readonly better: 'more' | 'less'
  /** The figure grows through the year: by June half of it is due. */
  readonly progress: boolean
  readonly target: Ratio
  /** Beyond it the value is red; without it nothing is. */
  readonly limit: Ratio | null
  readonly weight: Ratio | null
}

export type Signal = 'green' | 'amber' | 'red' | 'unknown'
export const SIGNALS: Readonly<Record<Signal, string>> = { green: '正常', amber: '偏离', red: '严重偏离', unknown: '没有数据' }

const HUNDRED: Ratio = { num: 100n, den: 1n }

/** What is due after some months of the year. */
export function dueAfter(value: Ratio, progress: boolean, months: number): Ratio {
  return progress ? times(value, { num: BigInt(months), den: 12n }) : value
}

export function signalOf({ better, progress, target, limit }: PerformanceTarget, actual: Ratio | null, months: number): Signal {
  if (actual === null) return 'unknown'
  const reached = (line: Ratio): boolean => {
    const order = compared(actual, dueAfter(line, progress, months))
    return better === 'more' ? order >= 0 : order <= 0
  }
  if (reached(target)) return 'green'
  return limit === null || reached(limit) ? 'amber' : 'red'
}

/** Points of a whole year, with two decimals; null where no weight was set or nothing is known. */
export function pointsOf({ better, target, weight }: PerformanceTarget, actual: Ratio | null): Ratio | null {
  if (weight === null || actual === null) return null
  const [part, whole] = better === 'more' ? [actual, target] : [target, actual]
  if (compared(part, whole) >= 0) return weight
  if (whole.num <= 0n || part.num <= 0n) return NOTHING
  return toTwoDecimals(times(weight, times(part, { num: whole.den, den: whole.num })))
}

/** The sum of the points; null unless the weights are those of a whole (100) and every value is known. */
export function scoreOf(targets: readonly { readonly weight: Ratio | null; readonly points: Ratio | null }[]): Ratio | null {
  const weights = targets.map(({ weight }) => weight).filter((weight) => weight !== null)
  if (weights.length < targets.length || compared(weights.reduce(plus, NOTHING), HUNDRED) !== 0) return null
  const points = targets.map((one) => one.points).filter((one) => one !== null)
  return points.length < targets.length ? null : points.reduce(plus, NOTHING)
}

export interface PerformanceGrade {
  readonly name: string
  readonly from: Ratio
}

/** Grades stand from the best down. */
export function gradeOf(score: Ratio | null, grades: readonly PerformanceGrade[]): string | null {
  return score === null ? null : (grades.find(({ from }) => compared(score, from) >= 0)?.name ?? null)
}

export type PerformanceStage = 'prepared' | 'reviewed' | 'returned' | 'used'

export const PERFORMANCE_LIFE: DeskLife<PerformanceStage> = {
  what: '绩效报告',
  names: { prepared: '编制', reviewed: '审核', returned: '退回', used: '结果应用' },
  after: { prepared: [], reviewed: ['prepared'], returned: ['prepared'], used: ['reviewed'] },
  apart: { reviewed: ['prepared'], returned: ['prepared'] },
}
