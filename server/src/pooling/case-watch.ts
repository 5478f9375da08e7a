// Cases of indicators and of appraisal.
import { type AppraisedUnit, appraise, type IndicatorValue } from '@tongchou/domain/appraisal/appraise.js'
import { decimalText } from '@tongchou/domain/base/decimal.js'
import { exactly, portion, type Ratio } from '@tongchou/domain/base/money.js'
import { type Indicators, indicatorsOf, type WatchedUnit } from '@tongchou/domain/pooling/indicators.js'
import { type Json, type JsonObject, listAt, objectAt, UnknownForm } from '../policy/cases-form.js'
import { appraisalRules, indicatorRules } from './case-policy.js'
import { codeAt, fenAt, fenOr, fenOrNull, number, objectsAt, ratioAt } from './case-values.js'

export function runIndicators(it: JsonObject): JsonObject {
  const { indicators: rule } = indicatorRules(objectAt(it['rule'], 'rule'))
  if (rule === null) throw new UnknownForm('rule: no indicators')
  return { units: objectsAt(it['units'], 'units').map((unit) => indicatorAnswer(indicatorsOf(rule, watchedUnit(unit)))) }
}

function watchedUnit(unit: JsonObject): WatchedUnit {
  const months = unit['monthly_expenditure_fen']
  return {
    unit: codeAt(unit['id'], 'unit.id'),
    incomeFen: fenOr(unit['income_fen'], 'income_fen'),
    expenditureFen: fenOr(unit['expenditure_fen'], 'expenditure_fen'),
    closingFen: fenOr(unit['closing_fen'], 'closing_fen'),
    nextBudgetExpenditureFen: fenOrNull(unit['next_budget_expenditure_fen'], 'next_budget_expenditure_fen'),
    monthlyExpenditureFen: months == null ? null : listAt(months, 'monthly_expenditure_fen').map((fen) => fenAt(fen, 'monthly_expenditure_fen')),
    notFreeFen: {
      frozen: fenOr(unit['frozen_fen'], 'frozen_fen'),
      next_year_premium: fenOr(unit['next_year_premium_fen'], 'next_year_premium_fen'),
      prepayments: fenOr(unit['prepayments_fen'], 'prepayments_fen'),
    },
  }
}

function indicatorAnswer(one: Indicators): JsonObject {
  return {
    unit: one.unit,
    free_balance_fen: number(one.freeBalanceFen),
    months: { ...one.months } as JsonObject,
    needs: [...one.needs],
    current_surplus_fen: number(one.currentSurplusFen),
    current_rate_percent: one.currentRatePercent,
    cumulative_rate_percent: one.cumulativeRatePercent,
    ...(one.withinBounds === undefined ? {} : { within_bounds: { ...one.withinBounds } }),
  }
}

export function runAppraisal(it: JsonObject): JsonObject {
  const { appraisal: rule } = appraisalRules(objectAt(it['rule'], 'rule'))
  if (rule === null) throw new UnknownForm('rule: no appraisal')
  const units = objectsAt(it['units'], 'units')
  const results = appraise(rule, units.map(appraisedUnit))
  return {
    units: results.map(({ coefficient, scores, needs, ...rest }, i) => ({
      ...rest,
      scores: { ...scores },
      needs: [...needs],
      coefficient: coefficient === null ? null : decimalText(coefficient),
      ...claimAnswer(units[i]?.['claim_fen'], coefficient),
    })),
  }
}

function claimAnswer(claim: Json | undefined, coefficient: Ratio | null): JsonObject {
  if (claim === undefined || claim === null) return {}
  return { claim_after_coefficient_fen: coefficient === null ? null : number(portion(fenAt(claim, 'claim_fen'), coefficient)) }
}

function appraisedUnit(unit: JsonObject): AppraisedUnit {
  const values = Object.entries(objectAt(unit['values'], 'unit.values')).map(
    ([id, value]) => [id, value === null ? null : indicatorValue(objectAt(value, `unit.values.${id}`), id)] as const,
  )
  return { unit: codeAt(unit['id'], 'unit.id'), values: Object.fromEntries(values) }
}

function indicatorValue(value: JsonObject, id: string): IndicatorValue {
  const figure = (name: string): Ratio | undefined => {
    const given = value[name]
    if (given === undefined || given === null) return undefined
    return typeof given === 'number' && Number.isSafeInteger(given) ? exactly(BigInt(given)) : ratioAt(given, `unit.values.${id}.${name}`)
  }
  const [actual, target, count] = [figure('actual'), figure('target'), figure('count')]
  return { ...(actual === undefined ? {} : { actual }), ...(target === undefined ? {} : { target }), ...(count === undefined ? {} : { count }) }
}
