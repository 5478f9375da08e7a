// Appraises units: points by indicator, a total, a band with the coefficient that an adjustment fund uses, ranks (J1, J2). Values come
// from facts; a value that is missing leaves the unit without a total rather than with a guess.
import { toTwoDecimals, twoDecimals } from '../base/decimal.js'
import { compared, minus, NOTHING, plus, type Ratio, times, WHOLE } from '../base/money.js'
import type { AppraisalBand, AppraisalIndicator, AppraisalRule } from '../policy/watch-rule.js'

export interface IndicatorValue {
  readonly actual?: Ratio
  readonly target?: Ratio
  /** Findings, months late, doubles … */
  readonly count?: Ratio
}

export interface AppraisedUnit {
  readonly unit: string
  readonly values: Readonly<Record<string, IndicatorValue | null | undefined>>
}

export interface Appraisal {
  readonly unit: string
  /** Points with two decimals; null where the value is missing. */
  readonly scores: Readonly<Record<string, string | null>>
  readonly status: 'scored' | 'awaiting'
  /** Indicators whose values are missing. */
  readonly needs: readonly string[]
  readonly total: string | null
  readonly band: string | null
  readonly coefficient: Ratio | null
  /** 1 is best; equal totals share a rank. Only where the rule ranks and the unit has a total. */
  readonly rank?: number
}

interface Scored extends Omit<Appraisal, 'rank'> {
  readonly exact: Ratio | null
}

export function appraise(rule: AppraisalRule, units: readonly AppraisedUnit[]): Appraisal[] {
  const scored = units.map((unit) => scoredUnit(rule, unit))
  return scored.map(({ exact, ...unit }) => {
    if (!rule.rank || exact === null) return unit
    return { ...unit, rank: 1 + scored.filter((other) => other.exact !== null && compared(other.exact, exact) > 0).length }
  })
}

function scoredUnit(rule: AppraisalRule, { unit, values }: AppraisedUnit): Scored {
  const points = rule.indicators.map((indicator) => [indicator.id, pointsOf(indicator, values[indicator.id])] as const)
  const scores = Object.fromEntries(points.map(([id, exact]) => [id, exact === null ? null : twoDecimals(exact)]))
  const needs = points.filter(([, exact]) => exact === null).map(([id]) => id)
  if (needs.length > 0) return { unit, scores, status: 'awaiting', needs, total: null, band: null, coefficient: null, exact: null }
  const exact = totalOf(
    rule,
    points.map(([, exact]) => exact ?? NOTHING),
  )
  const band = rule.bands.find(({ from }) => compared(exact, from) >= 0)
  return { unit, scores, status: 'scored', needs, total: twoDecimals(exact), ...bandOf(band), exact }
}

function bandOf(band: AppraisalBand | undefined): Pick<Appraisal, 'band' | 'coefficient'> {
  return { band: band?.name ?? null, coefficient: band?.coefficient ?? null }
}

function totalOf({ rounding }: AppraisalRule, points: readonly Ratio[]): Ratio {
  if (rounding === 'per_indicator') return points.map(toTwoDecimals).reduce(plus, NOTHING)
  return toTwoDecimals(points.reduce(plus, NOTHING))
}

/** Held between nothing and the weight; null where a value is missing. */
function pointsOf(indicator: AppraisalIndicator, value: IndicatorValue | null | undefined): Ratio | null {
  const points = value == null ? null : rawPoints(indicator, value)
  if (points === null) return null
  if (points.num < 0n) return NOTHING
  return compared(points, indicator.weight) > 0 ? indicator.weight : points
}

function rawPoints({ form, weight, per, zeroBelow, tolerancePoints }: AppraisalIndicator, value: IndicatorValue): Ratio | null {
  const deducted = value.count === undefined ? null : times(per, value.count)
  if (form === 'deduct') return deducted === null ? null : minus(weight, deducted)
  const reached = quotient(value)
  if (reached === null) return null
  if (form === 'deviation' || form === 'overspend') return minus(weight, times(per, pointsOver(form, reached, tolerancePoints)))
  if (form === 'ratio_floor' && compared(reached, zeroBelow) < 0) return NOTHING
  const earned = times(weight, compared(reached, WHOLE) > 0 ? WHOLE : reached)
  if (form !== 'ratio_deduct') return earned
  return deducted === null ? null : minus(earned, deducted)
}

function quotient({ actual, target }: IndicatorValue): Ratio | null {
  if (actual === undefined || target === undefined || target.num <= 0n) return null
  return times(actual, { num: target.den, den: target.num })
}

/** Percentage points over the target, for `deviation` on either side and beyond the tolerance; never below zero. */
function pointsOver(form: 'deviation' | 'overspend', reached: Ratio, tolerance: Ratio): Ratio {
  const off = times(minus(reached, WHOLE), { num: 100n, den: 1n })
  const counted = form === 'overspend' ? off : minus(off.num < 0n ? { num: -off.num, den: off.den } : off, tolerance)
  return counted.num < 0n ? NOTHING : counted
}
