// Indicators as data: a numerator over a denominator, each a sum of products of named measures (`income12-expenditure12`, `12*free_balance`). A measure
// that nobody knows, or a denominator of nothing, leaves the value open; it is never guessed (E13, I4).
import { compared, type Ratio } from '../base/money.js'
import type { IndicatorBound, IndicatorRule, IndicatorThreshold } from '../policy/watch-rule.js'

export type Measures = Readonly<Record<string, bigint>>

export interface Formula {
  readonly id: string
  readonly unit: 'months' | 'percent' | 'yuan' | 'ratio'
  readonly numerator: string
  readonly denominator: string
}

export interface Measured {
  /** Null where a measure is missing or the denominator is not above zero. */
  readonly value: Ratio | null
  /** The measures that the formula names, as far as they are known. */
  readonly inputs: Measures
}

interface Term {
  readonly factor: bigint
  /** Measures that are multiplied. */
  readonly names: readonly string[]
}

export function termsOf(expression: string): readonly Term[] {
  const found = [...expression.matchAll(/([+-]?)(?:(\d+)\*)?([a-z][a-z0-9_]*(?:\*[a-z][a-z0-9_]*)*)/g)]
  if (found.map(([text]) => text).join('') !== expression || found.length === 0) throw new Error(`no sum of measures: ${expression}`)
  return found.map(([, sign, factor = '1', names = '']) => ({ factor: (sign === '-' ? -1n : 1n) * BigInt(factor), names: names.split('*') }))
}

export function measured({ unit, numerator, denominator }: Formula, measures: Measures): Measured {
  const [above, below] = [termsOf(numerator), termsOf(denominator)]
  const names = [...above, ...below].flatMap((term) => term.names)
  const known = names.flatMap((name) => (measures[name] === undefined ? [] : [[name, measures[name]] as const]))
  const [num, den] = [sum(above, measures), sum(below, measures)]
  const inputs = Object.fromEntries(known)
  if (num === undefined || den === undefined || den <= 0n) return { value: null, inputs }
  return { value: { num: unit === 'percent' ? num * 100n : num, den }, inputs }
}

function sum(terms: readonly Term[], measures: Measures): bigint | undefined {
  let total = 0n
  for (const { factor, names } of terms) {
    let product = factor
    for (const name of names) {
      const measure = measures[name]
      if (measure === undefined) return undefined
      product *= measure
    }
    total += product
  }
  return total
}

/** Days until a surplus beyond its bounds is answered for; the document names bounds, no days. */
const BOUND_DAYS = 15n

/** The thresholds of the rule, and its bounds of the surplus as such: whoever is named to answer, an officer names (GUI 三（二）). */
export function thresholdsOf({ thresholds = [], bounds }: Pick<IndicatorRule, 'thresholds' | 'bounds'>): readonly IndicatorThreshold[] {
  const bounded = (indicator: string, value: Ratio | null | undefined): readonly IndicatorThreshold[] =>
    value == null ? [] : [{ indicator, side: 'above', value, level: 'yellow', answerDays: BOUND_DAYS }]
  return [...thresholds, ...bounded('current_surplus_rate', bounds?.currentPercent), ...bounded('cumulative_surplus_rate', bounds?.cumulativePercent)]
}

/** The first threshold of the indicator that its value passes; thresholds stand with the strictest first. `values` of one unit and month. */
export function passed(thresholds: readonly IndicatorThreshold[], indicator: string, values: ReadonlyMap<string, Ratio>): IndicatorThreshold | undefined {
  return thresholds.find((one) => one.indicator === indicator && passes(one, values) && (one.when === undefined || passes(one.when, values)))
}

/** What is not known passes nothing. */
function passes({ indicator, side, value: bound }: IndicatorBound, values: ReadonlyMap<string, Ratio>): boolean {
  const value = values.get(indicator)
  return value !== undefined && (side === 'below' ? compared(value, bound) < 0 : compared(value, bound) > 0)
}
