// Year-end cases: the pool's year in, the lines of every unit and what is left out, in the cases' own form.
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import type { Approval } from '@tongchou/domain/budget/approved.js'
import { closePoolYear } from '@tongchou/domain/pooling/close-pool-year.js'
import type { Cause, GapLine, UnitBalances, UnitClosing, UnitYear, YearEnd } from '@tongchou/domain/pooling/year.js'
import { dayAt, type Json, type JsonObject, objectAt, oneOf } from '../policy/cases-form.js'
import { yearEndRules } from './case-policy.js'
import { codeAt, fenOr, fenOrNull, flagsAt, number, numberOrNull, objectsAt, yesAt } from './case-values.js'

export function runYearEnd(it: JsonObject): JsonObject {
  const rules = yearEndRules(objectAt(it['rule'], 'rule'))
  const pool = objectAt(it['pool'] ?? {}, 'pool')
  const pots = {
    citySurplusFen: fenOr(pool['city_surplus_fen'], 'pool.city_surplus_fen'),
    upperAvailableFen: fenOrNull(pool['upper_available_fen'], 'pool.upper_available_fen'),
    potFen: fenOr(pool['pot_fen'], 'pool.pot_fen'),
  }
  const { gap: rule, gapSharing: sharing, managementGap: management } = rules
  return answerOf(closePoolYear({ rule, sharing, management, pots, units: objectsAt(it['units'], 'units').map(unitOf) }))
}

function unitOf(unit: JsonObject): UnitYear {
  const id = codeAt(unit['id'], 'unit.id')
  const fen = (name: string): Fen => fenOr(unit[name], `unit ${id}.${name}`)
  return {
    unit: id,
    incomeFen: fen('income_fen'),
    expenditureFen: fen('expenditure_fen'),
    levyFen: fen('levy_fen'),
    planIncomeFen: fen('plan_income_fen'),
    planExpenditureFen: fen('plan_expenditure_fen'),
    causes: objectsAt(unit['causes'], `unit ${id}.causes`).map(causeOf),
    approvals: objectsAt(unit['approvals'], `unit ${id}.approvals`).flatMap(approvalOf),
    ownSurplusFen: fen('own_surplus_fen'),
    frozenFen: fen('frozen_fen'),
    bondsFen: fen('bonds_fen'),
    fiscalAvailableFen: fen('fiscal_available_fen'),
    budgetGapFen: fen('budget_gap_fen'),
    budgetYearInSurplus: yesAt(unit['budget_year_in_surplus'], `unit ${id}.budget_year_in_surplus`),
    conditions: flagsAt(unit['conditions'], `unit ${id}.conditions`),
    lastYearPayoutFen: fen('last_year_payout_fen'),
    lastYearBaseFen: fen('last_year_base_fen'),
  }
}

function causeOf(cause: JsonObject): Cause {
  return {
    kind: oneOf(cause['kind'], ['management', 'pre_pooling', 'reasonable'], 'cause.kind'),
    amountFen: fenOr(cause['amount_fen'], 'cause.amount_fen'),
    established: yesAt(cause['established'], 'cause.established'),
  }
}

/** An approval without its day has not been given. */
function approvalOf(approval: JsonObject): Approval[] {
  if (approval['date'] === undefined || approval['date'] === null) return []
  const given: Approval = {
    of: oneOf(approval['of'], ['overspend', 'use_of_surplus'], 'approval.of'),
    step: oneOf(approval['step'], ['government', 'prescribed'], 'approval.step'),
    date: dayAt(approval['date'], 'approval.date'),
  }
  return [given]
}

function answerOf({ units, after }: YearEnd): JsonObject {
  const lines = units.flatMap((unit) => unit.lines)
  const { citySurplusFen, upperAvailableFen, potFen } = after
  const unitsAfter = units.map((unit) => [unit.unit, balancesOf(unit.after)] as const).filter(([, balances]) => Object.keys(balances).length > 0)
  return {
    units: units.map(unitAnswer),
    lines: lines.map(lineAnswer),
    totals: {
      surplus_fen: number(sumOf(units.map(({ surplusFen }) => surplusFen))),
      gap_fen: number(sumOf(units.map(({ gapFen }) => gapFen))),
      ...byStatus(lines),
    },
    balances_after: {
      units: Object.fromEntries(unitsAfter),
      ...(citySurplusFen === undefined ? {} : { city_surplus_fen: number(citySurplusFen) }),
      ...(upperAvailableFen === undefined ? {} : { upper_available_fen: numberOrNull(upperAvailableFen) }),
      ...(potFen === undefined ? {} : { pot_fen: number(potFen) }),
    },
  }
}

function unitAnswer({ unit, surplusFen, gapFen, managementFen, awaitingFindingFen, normalFen, lines, failedConditions, triggered }: UnitClosing): JsonObject {
  return {
    unit,
    surplus_fen: number(surplusFen),
    gap_fen: number(gapFen),
    management_fen: number(managementFen),
    awaiting_finding_fen: number(awaitingFindingFen),
    normal_fen: number(normalFen),
    ...(failedConditions === undefined ? {} : { failed_conditions: [...failedConditions] }),
    ...(triggered === undefined ? {} : { triggered }),
    ...byStatus(lines),
  }
}

function byStatus(lines: readonly GapLine[]): JsonObject {
  const sum = (status: GapLine['status']): number => number(sumOf(lines.filter((line) => line.status === status).map(({ amountFen }) => amountFen)))
  return { covered_fen: sum('covered'), awaiting_fen: sum('awaiting'), undecided_fen: sum('undecided') }
}

function lineAnswer({ unit, part, source, amountFen, status, from, needs }: GapLine): Json {
  return { unit, part, source, amount_fen: number(amountFen), status, article: from?.article ?? null, needs: [...needs] }
}

function balancesOf({ ownSurplusFen, frozenFen, bondsFen, fiscalAvailableFen }: UnitBalances): JsonObject {
  const given: readonly (readonly [string, Fen | undefined])[] = [
    ['own_surplus_fen', ownSurplusFen],
    ['frozen_fen', frozenFen],
    ['bonds_fen', bondsFen],
    ['fiscal_available_fen', fiscalAvailableFen],
  ]
  return Object.fromEntries(given.flatMap(([name, fen]) => (fen === undefined ? [] : [[name, number(fen)]])))
}
