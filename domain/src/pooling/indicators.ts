// 可支付月数 and surplus rates: how long the free balance lasts, by definitions that are named and stored with the figure, because
// the published ones differ (past year, next year's budget, rolling twelve months); E13, I4.

import { twoDecimals } from '../base/decimal.js'
import { compared, type Fen, type Ratio, sumOf } from '../base/money.js'
import type { IndicatorRule, MonthsDefinition, Stripped } from '../policy/watch-rule.js'

export interface WatchedUnit {
  readonly unit: string
  readonly incomeFen: Fen
  readonly expenditureFen: Fen
  readonly closingFen: Fen
  readonly nextBudgetExpenditureFen: Fen | null
  /** By month, oldest first; the last twelve count. */
  readonly monthlyExpenditureFen: readonly Fen[] | null
  readonly notFreeFen: Readonly<Record<Stripped, Fen>>
}

export interface Indicators {
  readonly unit: string
  readonly freeBalanceFen: Fen
  /** Two decimals; null where the denominator is missing or zero, which `needs` names. */
  readonly months: Readonly<Partial<Record<MonthsDefinition, string | null>>>
  readonly needs: readonly string[]
  readonly currentSurplusFen: Fen
  readonly currentRatePercent: string | null
  readonly cumulativeRatePercent: string | null
  /** Compared exactly; only where the rule has bounds. */
  readonly withinBounds?: { readonly current: boolean | null; readonly cumulative: boolean | null }
}

export function indicatorsOf(rule: IndicatorRule, unit: WatchedUnit): Indicators {
  const freeBalanceFen = unit.closingFen - sumOf(rule.strip.map((name) => unit.notFreeFen[name]))
  const needs: string[] = []
  const months = rule.definitions.map((definition) => [definition, monthsOf(definition, unit, freeBalanceFen, needs)] as const)
  const currentSurplusFen = unit.incomeFen - unit.expenditureFen
  const [current, cumulative] = [percentOf(currentSurplusFen, unit.incomeFen), percentOf(unit.closingFen, unit.incomeFen)]
  if (current === null) needs.push('rates:zero_income')
  return {
    unit: unit.unit,
    freeBalanceFen,
    months: Object.fromEntries(months),
    needs,
    currentSurplusFen,
    currentRatePercent: current === null ? null : twoDecimals(current),
    cumulativeRatePercent: cumulative === null ? null : twoDecimals(cumulative),
    ...(rule.bounds === null
      ? {}
      : { withinBounds: { current: within(current, rule.bounds.currentPercent), cumulative: within(cumulative, rule.bounds.cumulativePercent) } }),
  }
}

const FIELD_OF: Readonly<Record<MonthsDefinition, string>> = {
  past_year: 'expenditure_fen',
  next_budget: 'next_budget_expenditure_fen',
  rolling_12: 'monthly_expenditure_fen',
}

function monthsOf(definition: MonthsDefinition, unit: WatchedUnit, free: Fen, needs: string[]): string | null {
  const yearly = yearlySpending(definition, unit)
  if (yearly !== null && yearly !== 0n) return twoDecimals({ num: yearly < 0n ? -free * 12n : free * 12n, den: yearly < 0n ? -yearly : yearly })
  needs.push(yearly === null ? FIELD_OF[definition] : `${definition}:zero_expenditure`)
  return null
}

function yearlySpending(definition: MonthsDefinition, unit: WatchedUnit): Fen | null {
  if (definition === 'past_year') return unit.expenditureFen
  if (definition === 'next_budget') return unit.nextBudgetExpenditureFen
  const months = unit.monthlyExpenditureFen
  return months === null || months.length < 12 ? null : sumOf(months.slice(-12))
}

function percentOf(part: Fen, of: Fen): Ratio | null {
  return of <= 0n ? null : { num: part * 100n, den: of }
}

function within(value: Ratio | null, bound: Ratio | null): boolean | null {
  return value === null || bound === null ? null : compared(value, bound) <= 0
}
