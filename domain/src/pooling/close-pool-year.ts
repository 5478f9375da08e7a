// Closes a pool's year: each unit's gap, its causes, and who covers it under the rule of the pool. The lines of a unit add up to its
// gap to the fen; where the document is silent, the answer says so instead of guessing (E5, E6, E10).
import type { GapRule, GapSharing, ManagementGap } from '../policy/gap-rule.js'
import { Cover } from './cover.js'
import type { CoverBy, Covered, Covering } from './covering.js'
import { gapOfUnit } from './gap-of-unit.js'
import { coverCountyFirst, coverWithinPlan } from './kinds/adjustment-fund.js'
import { coverByBands } from './kinds/bands.js'
import { coverByCitySurplus, coverByFrozenSurplus } from './kinds/city-surplus.js'
import { coverInOrder } from './kinds/ordered-means.js'
import { coverBySameLevel } from './kinds/same-level.js'
import type { Pots, UnitYear, YearEnd } from './year.js'

export interface PoolYear {
  /** Null: no document says who covers a gap. */
  readonly rule: GapRule | null
  readonly sharing: GapSharing | null
  readonly management: ManagementGap | null
  readonly pots: Pots
  /** In listed order. */
  readonly units: readonly UnitYear[]
}

const KINDS: { readonly [K in GapRule['kind']]: CoverBy<Extract<GapRule, { kind: K }>> } = {
  city_surplus_first: coverByCitySurplus,
  same_level_finance: coverBySameLevel,
  frozen_surplus_first: coverByFrozenSurplus,
  deviation_bands: coverByBands,
  plan_limited: coverWithinPlan,
  county_first: coverCountyFirst,
  ordered_means: coverInOrder,
}

export function closePoolYear({ rule, sharing, management, pots, units }: PoolYear): YearEnd {
  const covers = units.map((unit) => new Cover(gapOfUnit(unit, rule?.afterLevy ?? false, management)))
  const covered = coveredBy(rule, { covers, pots, sharing })
  return {
    after: covered.after,
    units: covers.map(({ gap, lines }, i) => ({
      unit: gap.year.unit,
      surplusFen: gap.surplusFen,
      gapFen: gap.gapFen,
      managementFen: gap.managementFen,
      awaitingFindingFen: gap.awaitingFindingFen,
      normalFen: gap.normalFen,
      lines: [...gap.lines, ...lines],
      after: {},
      ...covered.units[i],
    })),
  }
}

function coveredBy(rule: GapRule | null, covering: Covering): Covered {
  if (rule !== null) return (KINDS[rule.kind] as CoverBy<GapRule>)(rule, covering)
  for (const cover of covering.covers) cover.undecided('gap_rule', null)
  return { after: {}, units: [] }
}
