// What a new rule set changes in days that are over: the stretches of days in which two sets of versions do not say the same, and
// the kinds of care and levels that the change can reach. Citations are no rule: a renumbered article changes no bill.
import { type Day, daysAfter } from '../base/day.js'
import type { Benefit, BenefitKind, BenefitPolicy } from '../policy/benefit-policy.js'
import { BENEFIT_KINDS } from '../policy/national-lists.js'
import { versionOn } from '../policy/version-in-force.js'

/** Levels reached by kind of care; null: every level. A kind that is not named is not reached. */
export type Reach = ReadonlyMap<BenefitKind, ReadonlySet<string> | null>

export interface ChangedStretch {
  readonly from: Day
  /** Null: until further notice. */
  readonly until: Day | null
  /** Which day of a bill decides, before or after the change. */
  readonly by: ReadonlySet<BenefitPolicy['versionBy']>
  readonly reach: Reach
}

export interface DatedCare {
  readonly kind: BenefitKind
  readonly level: string
  readonly admitted: Day
  readonly discharged: Day
}

/** Oldest first. */
export function changedStretches(before: readonly BenefitPolicy[], after: readonly BenefitPolicy[]): ChangedStretch[] {
  const starts = [...before, ...after].flatMap(({ inForce, until }) => (until === null ? [inForce] : [inForce, daysAfter(until, 1)]))
  const days = [...new Set(starts)].sort()
  return days.flatMap((from, index) => {
    const next = days[index + 1]
    const [was, is] = [versionOn(before, from), versionOn(after, from)]
    const reach = reachOf(was, is)
    if (reach.size === 0) return []
    const by = new Set([was, is].flatMap((version) => (version === undefined ? [] : [version.versionBy])))
    return [{ from, until: next === undefined ? null : daysAfter(next, -1), by, reach }]
  })
}

export function isReached(stretches: readonly ChangedStretch[], care: DatedCare): boolean {
  return stretches.some((stretch) => {
    if (!stretch.reach.has(care.kind)) return false
    const levels = stretch.reach.get(care.kind)
    return (levels == null || levels.has(care.level)) && [...stretch.by].some((by) => standsIn(stretch, by, care))
  })
}

function standsIn({ from, until }: ChangedStretch, by: BenefitPolicy['versionBy'], { admitted, discharged }: DatedCare): boolean {
  const first = by === 'discharge' ? discharged : admitted
  const last = by === 'admission' ? admitted : discharged
  return from <= last && (until === null || first <= until)
}

/** Parts that name the kinds of care they are for; a change in any other part reaches every kind. */
const EVERY_LEVEL = null

function reachOf(was: BenefitPolicy | undefined, is: BenefitPolicy | undefined): Reach {
  const reach = new Map<BenefitKind, ReadonlySet<string> | null>()
  if (was === undefined || is === undefined) {
    if (was !== is) for (const kind of BENEFIT_KINDS) reach.set(kind, EVERY_LEVEL)
    return reach
  }
  for (const kind of BENEFIT_KINDS) {
    const levels = levelsOf(was.benefits[kind], is.benefits[kind])
    if (levels !== undefined) reach.set(kind, levels)
  }
  for (const kind of kindsOf(was, is)) reach.set(kind, EVERY_LEVEL)
  return reach
}

const ELSEWHERE: ReadonlySet<string> = new Set(['benefits', 'caps', 'major', 'assistance', 'inForce', 'until'])

/** Kinds reached by what stands outside the benefits themselves. */
function kindsOf(was: BenefitPolicy, is: BenefitPolicy): readonly BenefitKind[] {
  const others = (policy: BenefitPolicy): unknown => Object.fromEntries(Object.entries(policy).filter(([key]) => !ELSEWHERE.has(key)))
  if (!isSameRule(others(was), others(is))) return BENEFIT_KINDS
  const caps = [...was.caps, ...is.caps].filter((cap) => ![was, is].every((side) => side.caps.some((other) => isSameRule(cap, other))))
  const layers = (['major', 'assistance'] as const).filter((layer) => !isSameRule(was[layer], is[layer]))
  const named = layers.flatMap((layer) => [...(was[layer]?.kinds ?? []), ...(is[layer]?.kinds ?? [])])
  return [...new Set([...caps.flatMap((cap) => [...cap.kinds]), ...named])]
}

/** Levels for which a benefit changed; undefined: it did not. */
function levelsOf(was: Benefit | undefined, is: Benefit | undefined): ReadonlySet<string> | null | undefined {
  if (isSameRule(was, is)) return undefined
  if (was?.mode !== 'share' || is?.mode !== 'share') return EVERY_LEVEL
  const tables = ({ bands, deductible }: typeof was) => [
    'byLevel' in bands.bands ? bands.bands.byLevel : {},
    deductible.amount.mode === 'by_level' ? deductible.amount.table : {},
  ]
  const bare = (benefit: typeof was) => ({
    ...benefit,
    bands: { ...benefit.bands, bands: 'byLevel' in benefit.bands.bands ? 'by level' : benefit.bands.bands },
    deductible: { ...benefit.deductible, amount: benefit.deductible.amount.mode === 'by_level' ? 'by level' : benefit.deductible.amount },
  })
  if (!isSameRule(bare(was), bare(is))) return EVERY_LEVEL
  const [old, now] = [tables(was), tables(is)]
  const levels = old.flatMap((table, index) => {
    const other: Readonly<Record<string, unknown>> = now[index] ?? {}
    const own: Readonly<Record<string, unknown>> = table
    return [...new Set([...Object.keys(own), ...Object.keys(other)])].filter((level) => !isSameRule(own[level], other[level]))
  })
  return new Set(levels)
}

/** Same figures and kinds, whatever article they stand on. */
function isSameRule(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  const [a, b] = [rulesIn(one), rulesIn(other)]
  return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isSameRule(value, b.get(key)))
}

const CITATIONS: ReadonlySet<string> = new Set(['from', 'settingsFrom'])

function rulesIn(value: object): Map<string, unknown> {
  return new Map(Object.entries(value).filter(([key, member]) => member !== undefined && !CITATIONS.has(key)))
}
