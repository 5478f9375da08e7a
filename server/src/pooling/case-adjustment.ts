// Cases of the adjustment fund: levy, allocation after and before the event. One pot for each fund of the case.
import type { Fen, Ratio } from '@tongchou/domain/base/money.js'
import { type AskingArea, allocateAfter } from '@tongchou/domain/pooling/allocate-after.js'
import { allocateBefore } from '@tongchou/domain/pooling/allocate-before.js'
import { type LevyArea, type LevyOfArea, levyOf } from '@tongchou/domain/pooling/levy.js'
import { dayAt, type Json, type JsonObject, objectAt, UnknownForm } from '../policy/cases-form.js'
import { allocationRule, levyRule } from './case-policy.js'
import { codeAt, fenAt, fenOr, flagsAt, number, numberOrNull, objectsAt, ratioOrWhole } from './case-values.js'

type AreaFigures = readonly [area: string, figures: JsonObject]

/** The areas that have the fund, with their figures of it. */
function areasOf(it: JsonObject, fund: string): readonly AreaFigures[] {
  return objectsAt(it['areas'], 'areas').flatMap((area): AreaFigures[] => {
    const figures = objectAt(area['funds'], 'area.funds')[fund]
    return figures === undefined || figures === null ? [] : [[codeAt(area['id'], 'area.id'), objectAt(figures, `area.funds.${fund}`)]]
  })
}

function levyArea(area: string, figures: JsonObject): LevyArea {
  const fen = (name: string) => fenOr(figures[name], `area ${area}.${name}`)
  return {
    area,
    lastFinalIncomeFen: fen('last_final_income_fen'),
    ofWhichIndividualAccountFen: fen('of_which_individual_account_fen'),
    ofWhichThirdPartyFen: fen('of_which_third_party_fen'),
    lastCollectedFen: fen('last_collected_fen'),
    currentCollectedFen: fen('current_collected_fen'),
    wageAverageFen: fen('wage_average_fen'),
    insured: fen('insured'),
    lastYearExpenditureFen: fen('last_year_expenditure_fen'),
    arrears: objectsAt(figures['arrears'], 'arrears').map((one) => ({
      year: Number(fenAt(one['year'], `area ${area}.arrears.year`)),
      amountFen: fenAt(one['amount_fen'], `area ${area}.arrears.amount_fen`),
    })),
    payments: objectsAt(figures['payments'], 'payments').map((one) => ({
      date: dayAt(one['date'], `area ${area}.payments.date`),
      amountFen: fenAt(one['amount_fen'], `area ${area}.payments.amount_fen`),
    })),
  }
}

export function runLevy(it: JsonObject): JsonObject {
  const rule = levyRule(objectAt(it['rule'], 'rule'))
  const asOf = dayAt(it['as_of'], 'as_of')
  const funds = Object.entries(objectAt(it['pots'], 'pots'))
  return Object.fromEntries(
    funds.map(([fund, pot]) => {
      const areas = areasOf(it, fund).map(([area, figures]) => levyArea(area, figures))
      const levy = levyOf(rule, areas, fenOr(pot, `pots.${fund}`), asOf)
      return [
        fund,
        {
          areas: levy.areas.map(levyAnswer),
          levy_total_fen: number(levy.levyTotalFen),
          stop_threshold_fen: numberOrNull(levy.stopThresholdFen),
          stopped: levy.stopped,
          pot_after_fen: number(levy.potAfterFen),
        },
      ]
    }),
  )
}

function levyAnswer(one: LevyOfArea): JsonObject {
  return {
    area: one.area,
    base_fen: number(one.baseFen),
    levy_fen: number(one.levyFen),
    instalments_fen: one.instalmentsFen.map(number),
    arrears_before_fen: number(one.arrearsBeforeFen),
    paid_fen: number(one.paidFen),
    open: one.open.map(({ item, amountFen, overdue }) => ({ item, amount_fen: number(amountFen), overdue })),
    overpaid_fen: number(one.overpaidFen),
    paid_in_full_on_time: one.paidInFullOnTime,
  }
}

export function runAllocationAfter(it: JsonObject): JsonObject {
  const given = objectAt(it['rule'], 'rule')
  const rule = allocationRule(given, 'after')
  if (rule.kind !== 'after') throw new UnknownForm('rule: not an allocation after the event')
  const pots = Object.entries(objectAt(it['pots'], 'pots'))
  return Object.fromEntries(
    pots.map(([fund, pot]) => {
      const purse = objectAt(pot, `pots.${fund}`)
      const areas = areasOf(it, fund).map(([area, figures]) => askingArea(area, figures))
      const held = {
        normalFen: fenOr(purse['normal_fen'], `pots.${fund}.normal_fen`),
        emergencyFen: fenOr(purse['emergency_fen'], `pots.${fund}.emergency_fen`),
      }
      const { areas: granted, grantTotalFen, normalAfterFen, emergencyAfterFen } = allocateAfter(rule, held, areas)
      return [
        fund,
        {
          areas: granted.map(({ area, failedConditions, ...fen }) => ({ area, failed_conditions: [...failedConditions], ...snakeFen(fen) })),
          grant_total_fen: number(grantTotalFen),
          normal_after_fen: number(normalAfterFen),
          ...(rule.emergencyShare === null ? {} : { emergency_after_fen: number(emergencyAfterFen) }),
        },
      ]
    }),
  )
}

function askingArea(area: string, figures: JsonObject): AskingArea {
  const fen = (name: string) => fenOr(figures[name], `area ${area}.${name}`)
  return {
    area,
    incomeFen: fen('income_fen'),
    expenditureFen: fen('expenditure_fen'),
    levyFen: fen('levy_fen'),
    levyPaidFen: fen('levy_paid_fen'),
    managementFen: fen('management_fen'),
    ownSurplusFen: fen('own_surplus_fen'),
    emergencyFen: fen('emergency_fen'),
    planExpenditureFen: fen('plan_expenditure_fen'),
    coefficient: ratioOrWhole(figures['coefficient'], `area ${area}.coefficient`),
    conditions: flagsAt(figures['conditions'], `area ${area}.conditions`),
  }
}

/** `grantFen` as the cases write it: `grant_fen`. */
function snakeFen(amounts: Readonly<Record<string, bigint>>): JsonObject {
  return Object.fromEntries(Object.entries(amounts).map(([name, fen]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), number(fen)]))
}

/** What every area has of a measure, in one unit small enough to be whole: heads, fen, or a ratio. */
function measured(measure: string, areas: readonly JsonObject[]): bigint[] {
  const given = areas.map((area): Json => area[measure] ?? area[`${measure}_fen`] ?? 0)
  const figures: Ratio[] = given.map((figure) => ratioOrWhole(figure, `area.${measure}`))
  const common = figures.reduce<Fen>((product, { den }) => (product % den === 0n ? product : product * den), 1n)
  return figures.map(({ num, den }) => num * (common / den))
}

export function runAllocationBefore(it: JsonObject): JsonObject {
  const given = objectAt(it['rule'], 'rule')
  const rule = allocationRule(given, 'before')
  if (rule.kind !== 'before') throw new UnknownForm('rule: not an allocation before the event')
  const listed = objectsAt(it['areas'], 'areas')
  const measures = rule.weights.map(({ measure }) => [measure, measured(measure, listed)] as const)
  const areas = listed.map((figures, i) => {
    const area = codeAt(figures['id'], 'area.id')
    return {
      ...levyArea(area, figures),
      coefficient: ratioOrWhole(figures['coefficient'], `area ${area}.coefficient`),
      measures: Object.fromEntries(measures.map(([measure, figure]) => [measure, figure[i] ?? 0n])),
    }
  })
  const { areas: shared, levyTotalFen, reserveFen, grantTotalFen } = allocateBefore(levyRule(given), rule, fenOr(it['pot_fen'], 'pot_fen'), areas)
  return {
    areas: shared.map(({ area, levyFen, grantFen, netFen }) => ({
      area,
      levy_fen: number(levyFen),
      grant_fen: number(grantFen),
      net_fen: number(netFen),
    })),
    levy_total_fen: number(levyTotalFen),
    reserve_fen: number(reserveFen),
    grant_total_fen: number(grantTotalFen),
  }
}
