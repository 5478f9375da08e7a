// What different rates of the levy would do over some years: the pot, the grants, the gaps that stay with the areas. Each year goes
// through the same levy and allocation as a real one; growth is the only thing that is assumed (E9).
import type { Day } from '../base/day.js'
import { type Fen, notBelowZero, plus, portion, type Ratio, sumOf, WHOLE } from '../base/money.js'
import type { AllocationAfter, LevyRule } from '../policy/adjustment-rule.js'
import { allocateAfter } from './allocate-after.js'
import { type LevyArea, levyOf } from './levy.js'

export interface SimulatedArea {
  readonly area: string
  readonly insured: bigint
  /** Of the year before the first simulated one. */
  readonly incomeFen: Fen
  readonly expenditureFen: Fen
  readonly surplusFen: Fen
  /** Yearly, e.g. 5/100. */
  readonly incomeGrowth: Ratio
  readonly expenditureGrowth: Ratio
  readonly coefficient: Ratio
}

export interface Assumptions {
  readonly levy: LevyRule
  readonly allocation: AllocationAfter
  readonly potFen: Fen
  readonly firstYear: number
  readonly years: number
}

export interface SimulatedYear {
  readonly year: number
  readonly levyFen: Fen
  readonly grantFen: Fen
  readonly potFen: Fen
  readonly stopped: boolean
  /** Gaps of all areas before any help, and what stays with them after it and after their own surplus. */
  readonly gapFen: Fen
  readonly uncoveredFen: Fen
  readonly areasInGap: number
  readonly areas: readonly { readonly area: string; readonly levyFen: Fen; readonly grantFen: Fen; readonly uncoveredFen: Fen; readonly surplusFen: Fen }[]
}

interface State {
  readonly potFen: Fen
  readonly areas: readonly SimulatedArea[]
}

/** Years in order. `rate` stands in the place of the levy's own. */
export function simulateRate(assumed: Assumptions, areas: readonly SimulatedArea[], rate: Ratio): SimulatedYear[] {
  let state: State = { potFen: assumed.potFen, areas }
  return Array.from({ length: assumed.years }, (_, i) => {
    const { year, next } = oneYear({ ...assumed, levy: { ...assumed.levy, rate } }, state, assumed.firstYear + i)
    state = next
    return year
  })
}

function oneYear({ levy: rule, allocation }: Assumptions, { potFen, areas }: State, year: number): { year: SimulatedYear; next: State } {
  const grown = areas.map((area) => ({
    ...area,
    incomeFen: portion(area.incomeFen, plus(WHOLE, area.incomeGrowth)),
    expenditureFen: portion(area.expenditureFen, plus(WHOLE, area.expenditureGrowth)),
  }))
  const asOf: Day = `${year}-12-31`
  const levy = levyOf(
    { ...rule, instalments: null },
    areas.map((area, i) => levyArea(area, grown[i] ?? area)),
    potFen,
    asOf,
  )
  const levies = levy.areas.map(({ levyFen }) => levyFen)
  const pot = potFen + levy.levyTotalFen
  const given = allocateAfter(
    { ...allocation, conditions: [], emergencyShare: null },
    { normalFen: notBelowZero(pot), emergencyFen: 0n },
    grown.map((area, i) => asking(area, levies[i] ?? 0n)),
  )
  const after = grown.map((area, i) => {
    const [levyFen, grantFen] = [levies[i] ?? 0n, given.areas[i]?.grantFen ?? 0n]
    const balance = area.surplusFen + area.incomeFen - area.expenditureFen - levyFen + grantFen
    return { area: area.area, levyFen, grantFen, uncoveredFen: notBelowZero(-balance), surplusFen: notBelowZero(balance) }
  })
  const gaps = given.areas.map(({ gapFen }) => gapFen)
  return {
    year: {
      year,
      levyFen: levy.levyTotalFen,
      grantFen: given.grantTotalFen,
      potFen: pot - given.grantTotalFen,
      stopped: levy.stopped,
      gapFen: sumOf(gaps),
      uncoveredFen: sumOf(after.map(({ uncoveredFen }) => uncoveredFen)),
      areasInGap: gaps.filter((gap) => gap > 0n).length,
      areas: after,
    },
    // What nobody covers is paid by the area's own government: it does not follow the area into the next year.
    next: { potFen: pot - given.grantTotalFen, areas: grown.map((area, i) => ({ ...area, surplusFen: after[i]?.surplusFen ?? 0n })) },
  }
}

function levyArea(last: SimulatedArea, now: SimulatedArea): LevyArea {
  return {
    area: last.area,
    lastFinalIncomeFen: last.incomeFen,
    ofWhichIndividualAccountFen: 0n,
    ofWhichThirdPartyFen: 0n,
    lastCollectedFen: last.incomeFen,
    currentCollectedFen: now.incomeFen,
    wageAverageFen: 0n,
    insured: last.insured,
    lastYearExpenditureFen: last.expenditureFen,
    arrears: [],
    payments: [],
  }
}

function asking(area: SimulatedArea, levyFen: Fen) {
  const { area: code, incomeFen, expenditureFen, surplusFen: ownSurplusFen, coefficient } = area
  return {
    area: code,
    incomeFen,
    expenditureFen,
    levyFen,
    levyPaidFen: levyFen,
    managementFen: 0n,
    ownSurplusFen,
    emergencyFen: 0n,
    planExpenditureFen: expenditureFen,
    coefficient,
    conditions: {},
  }
}
