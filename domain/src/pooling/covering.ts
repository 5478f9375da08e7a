// What a kind of rule is told when it covers the units' normal gaps, and what it tells beside the lines.
import type { GapSharing } from '../policy/gap-rule.js'
import type { Cover } from './cover.js'
import type { Pots, UnitClosing, YearEnd } from './year.js'

export interface Covering {
  /** One of every unit, in listed order; also of those without a gap. */
  readonly covers: readonly Cover[]
  readonly pots: Pots
  readonly sharing: GapSharing | null
}

export interface Covered {
  readonly after: YearEnd['after']
  /** What is said of each unit, in the order of `covers`. */
  readonly units: readonly Pick<UnitClosing, 'after' | 'failedConditions' | 'triggered'>[]
}

export type CoverBy<Rule> = (rule: Rule, covering: Covering) => Covered
