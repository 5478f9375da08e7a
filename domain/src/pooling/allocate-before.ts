// 下拨 before the event: everything levied goes out again by weights such as insured and aged persons, less a reserve; whoever is
// young and earns well pays more than comes back (黔 2025 基础调剂金; 国发〔2018〕18号 has the same shape).
import { type Fen, plus, portion, type Ratio, sumOf, times } from '../base/money.js'
import { shareOut } from '../base/split.js'
import type { AllocationBefore, LevyRule } from '../policy/adjustment-rule.js'
import { type LevyArea, levied } from './levy.js'

export interface SharingArea extends LevyArea {
  readonly coefficient: Ratio
  /** What the weights measure, e.g. `insured`, `aged`. */
  readonly measures: Readonly<Record<string, bigint>>
}

export interface Redistribution {
  readonly areas: readonly { readonly area: string; readonly levyFen: Fen; readonly grantFen: Fen; readonly netFen: Fen }[]
  readonly levyTotalFen: Fen
  readonly reserveFen: Fen
  readonly grantTotalFen: Fen
}

export function allocateBefore(levy: LevyRule, rule: AllocationBefore, potFen: Fen, areas: readonly SharingArea[]): Redistribution {
  return redistributed(rule, levied(levy, areas, potFen).levies, areas)
}

/** Shares out levies that stand already; `levies` in the order of the areas. */
export function redistributed(rule: AllocationBefore, levies: readonly Fen[], areas: readonly SharingArea[]): Redistribution {
  const levyTotalFen = sumOf(levies)
  const reserveFen = portion(levyTotalFen, rule.reserve)
  const grantTotalFen = levyTotalFen - reserveFen
  const grants = shareOut(grantTotalFen, wholeWeights(areas.map((area) => weightOf(rule, area, areas))))
  return {
    levyTotalFen,
    reserveFen,
    grantTotalFen,
    areas: areas.map(({ area }, i) => {
      const [levyFen, grantFen] = [levies[i] ?? 0n, grants[i] ?? 0n]
      return { area, levyFen, grantFen, netFen: grantFen - levyFen }
    }),
  }
}

function weightOf({ weights, coefficientInWeight }: AllocationBefore, area: SharingArea, areas: readonly SharingArea[]): Ratio {
  const parts = weights.map(({ measure, weight }) => {
    const all = sumOf(areas.map(({ measures }) => measures[measure] ?? 0n))
    return all === 0n ? { num: 0n, den: 1n } : times(weight, { num: area.measures[measure] ?? 0n, den: all })
  })
  const sum = parts.reduce(plus, { num: 0n, den: 1n })
  return coefficientInWeight ? times(sum, area.coefficient) : sum
}

/** The same proportions as whole numbers. */
function wholeWeights(weights: readonly Ratio[]): bigint[] {
  const common = weights.reduce((product, { den }) => (product % den === 0n ? product : product * den), 1n)
  return weights.map(({ num, den }) => num * (common / den))
}
