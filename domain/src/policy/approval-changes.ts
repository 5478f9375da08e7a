// What a draft changes in the rules: day by day, figure by figure, the old and the new with their articles; and which of the changes
// give the insured more, because during a launch period nothing may be loosened (C9). Only rules are compared, never words: a text
// that composes to the same rules changes nothing.
import { type Day, daysAfter } from '../base/day.js'
import { compared } from '../base/money.js'
import type { Scheme } from '../base/scheme.js'
import { type Absence, type Figure, type FigureValue, type Sheet, valueText } from './approval-figures.js'
import { cutsOf } from './approval-figures-benefit.js'
import { putEntitlement, putFund, putPolicy } from './approval-figures-layers.js'
import { LEAF, ORDER } from './approval-leaves.js'
import { tellingKey } from './approval-told.js'
import type { BenefitPolicy } from './benefit-policy.js'
import type { Citation } from './citation.js'
import type { EntitlementRules } from './entitlement-rule.js'
import type { PoolingRules } from './pooling-rule.js'
import type { AreaRules } from './read.js'

export interface Stated {
  readonly text: string
  readonly from: Citation
}

export interface RuleChange {
  readonly area: string
  readonly scheme: Scheme
  /** Days on which the rules differ so. */
  readonly from: Day
  readonly until: Day | null
  readonly key: string
  readonly label: string
  /** Levels, admissions, bands for which it changes alike. */
  readonly of: readonly string[]
  readonly before: Stated | null
  readonly after: Stated | null
  /** True where the insured get more or pay less. */
  readonly loosens: boolean
}

export interface Period {
  readonly from: Day
  readonly until: Day | null
}

/** Every change, by area, scheme, first day and figure. */
export function changesBetween(before: readonly AreaRules[], after: readonly AreaRules[]): readonly RuleChange[] {
  const names = [...new Set([...before, ...after].map(({ area, scheme }) => `${area}/${scheme}`))].sort()
  return names.flatMap((name) => {
    const own = (one: AreaRules): boolean => `${one.area}/${one.scheme}` === name
    return changesOf(before.find(own), after.find(own))
  })
}

/** The changes that loosen on some day of the period. */
export function loosenedBy(before: readonly AreaRules[], after: readonly AreaRules[], { from, until }: Period): readonly RuleChange[] {
  return changesBetween(before, after).filter((one) => one.loosens && (until === null || one.from <= until) && (one.until === null || one.until >= from))
}

/** The first day whose rules differ; undefined where none does. */
export function firstChangedDay(changes: readonly RuleChange[]): Day | undefined {
  return changes.map(({ from }) => from).sort()[0]
}

function changesOf(before: AreaRules | undefined, after: AreaRules | undefined): readonly RuleChange[] {
  const known = after ?? before
  if (known === undefined) return []
  const { area, scheme } = known
  const found: RuleChange[] = []
  for (const period of periodsOf([before, after])) {
    for (const pair of [benefitPair(before, after, period.from), fundPair(before, after, period.from), entitlementPair(before, after, period.from)]) {
      for (const one of grouped(pairs(...pair))) found.push({ area, scheme, ...period, ...one })
    }
  }
  return joined(found)
}

type Version = { readonly inForce: Day; readonly until: Day | null }

/** Stretches of days within which neither side changes by itself. */
function periodsOf(sides: readonly (AreaRules | undefined)[]): readonly Period[] {
  const versions: readonly Version[] = sides.flatMap((side) => (side === undefined ? [] : [...side.versions, ...side.pooling, ...side.entitlement]))
  const days = [...new Set(versions.flatMap(({ inForce, until }) => (until === null ? [inForce] : [inForce, daysAfter(until, 1)])))].sort()
  return days.map((from, index) => {
    const next = days[index + 1]
    return { from, until: next === undefined ? null : daysAfter(next, -1) }
  })
}

function versionOf<T extends Version>(versions: readonly T[] | undefined, day: Day): T | undefined {
  return versions?.find(({ inForce, until }) => inForce <= day && (until === null || until >= day))
}

type Pair = readonly [before: readonly Figure[], after: readonly Figure[]]

function benefitPair(before: AreaRules | undefined, after: AreaRules | undefined, day: Day): Pair {
  const [one, other] = [versionOf<BenefitPolicy>(before?.versions, day), versionOf<BenefitPolicy>(after?.versions, day)]
  const cuts = cutsOf([one, other].filter((version) => version !== undefined))
  return [filled(one, (sheet, version) => putPolicy(sheet, version), cuts), filled(other, (sheet, version) => putPolicy(sheet, version), cuts)]
}

function fundPair(before: AreaRules | undefined, after: AreaRules | undefined, day: Day): Pair {
  const cuts = cutsOf([])
  const of = (side: AreaRules | undefined) => filled(versionOf<PoolingRules>(side?.pooling, day), (sheet, version) => putFund(sheet, version), cuts)
  return [of(before), of(after)]
}

function entitlementPair(before: AreaRules | undefined, after: AreaRules | undefined, day: Day): Pair {
  const cuts = cutsOf([])
  const of = (side: AreaRules | undefined) =>
    filled(versionOf<EntitlementRules>(side?.entitlement, day), (sheet, version) => putEntitlement(sheet, version), cuts)
  return [of(before), of(after)]
}

function filled<T>(version: T | undefined, fill: (sheet: Sheet, version: T) => void, cuts: Sheet['cuts']): readonly Figure[] {
  const sheet: Sheet = { figures: [], cuts }
  if (version !== undefined) fill(sheet, version)
  return sheet.figures
}

interface Changed {
  readonly before: Figure | undefined
  readonly after: Figure | undefined
}

function pairs(before: readonly Figure[], after: readonly Figure[]): readonly Changed[] {
  const [old, now] = [byKey(before), byKey(after)]
  const found: Changed[] = []
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [one, other] = [old.get(key), now.get(key)]
    if (one === undefined || other === undefined || comparable(one) !== comparable(other))
      found.push({ before: one ?? yearBefore(before, other), after: other })
  }
  return withoutTold(found)
}

function comparable({ exact, value }: Figure): string {
  return exact ?? valueText(value)
}

/** A walked field is left out where a figure with a meaning of its own tells its change. */
function withoutTold(found: readonly Changed[]): readonly Changed[] {
  const keyOf = ({ before, after }: Changed): string => (after ?? before)?.key ?? ''
  const told = found.map(keyOf).filter((key) => !key.startsWith(LEAF))
  return found.filter((one) => {
    const key = keyOf(one)
    if (key.endsWith(ORDER)) return isOrderAlone(one)
    const by = tellingKey(key)
    return by === undefined || !told.some((other) => other === by || other.startsWith(`${by}.`) || other.startsWith(`${by}/`))
  })
}

/** What came or went is told by itself; the order of a list counts where both hold the same. */
function isOrderAlone({ before, after }: Changed): boolean {
  const names = (figure: Figure | undefined): string => (figure?.exact ?? '').split('\n').sort().join('\n')
  return before !== undefined && after !== undefined && names(before) === names(after)
}

function byKey(figures: readonly Figure[]): ReadonlyMap<string, Figure> {
  return new Map(figures.map((figure) => [figure.key, figure]))
}

/** A premium for a year that had none is held against the last year that had one, or a lowered premium would pass as a new one. */
function yearBefore(figures: readonly Figure[], now: Figure | undefined): Figure | undefined {
  if (now === undefined || !now.key.startsWith('contribution.individual/')) return undefined
  return figures.filter(({ key, of }) => key.startsWith('contribution.individual/') && of < now.of).at(-1)
}

/** Figures of the same rule that change alike are one change with several places. */
function grouped(changed: readonly Changed[]): readonly Omit<RuleChange, 'area' | 'scheme' | 'from' | 'until'>[] {
  const groups = new Map<string, Omit<RuleChange, 'area' | 'scheme' | 'from' | 'until'>>()
  for (const { before, after } of changed) {
    const one = after ?? before
    if (one === undefined) continue
    const change = { key: one.key.split('/')[0] ?? one.key, label: one.label, before: stated(before), after: stated(after), loosens: isLooser(before, after) }
    const name = nameOf(change)
    groups.set(name, { ...change, of: [...(groups.get(name)?.of ?? []), ...(one.of === '' ? [] : [one.of])] })
  }
  return [...groups.values()]
}

function stated(figure: Figure | undefined): Stated | null {
  return figure === undefined ? null : { text: valueText(figure.value), from: figure.from }
}

function nameOf({ key, label, before, after, loosens }: Pick<RuleChange, 'key' | 'label' | 'before' | 'after' | 'loosens'>): string {
  const side = (one: Stated | null): string => (one === null ? '' : `${one.text}|${one.from.document}|${one.from.article}`)
  return [key, label, side(before), side(after), loosens].join('\n')
}

/** The same change in stretches that follow each other is one change. */
function joined(changes: readonly RuleChange[]): readonly RuleChange[] {
  const found: RuleChange[] = []
  for (const one of changes) {
    const at = found.findIndex((other) => other.until !== null && daysAfter(other.until, 1) === one.from && nameOf(other) === nameOf(one) && sameOf(other, one))
    const earlier = found[at]
    if (earlier === undefined) found.push(one)
    else found[at] = { ...earlier, until: one.until }
  }
  return found
}

function sameOf(one: RuleChange, other: RuleChange): boolean {
  return one.of.join('\n') === other.of.join('\n')
}

/** A figure in another unit cannot be weighed, so it counts as loosened: somebody must look. */
function isLooser(before: Figure | undefined, after: Figure | undefined): boolean {
  const figure = after ?? before
  if (figure === undefined) return false
  if (figure.generous === 'unknown') return true
  const [old, now] = [weighed(before, figure.whenAbsent), weighed(after, figure.whenAbsent)]
  if (old === undefined || now === undefined) return appearsLooser(figure, old === undefined, now === undefined)
  if (figure.generous === 'neither' || old.unit === 'words' || now.unit === 'words') return false
  const order = orderOf(old, now)
  if (order === undefined) return true
  return figure.generous === 'higher' ? order < 0 : order > 0
}

/** What a document leaves to somebody is as if it were not there. */
function weighed(figure: Figure | undefined, absence: Absence): FigureValue | undefined {
  if (figure !== undefined && figure.value.unit !== 'awaiting') return figure.value
  return typeof absence === 'string' ? undefined : absence
}

function appearsLooser({ whenAbsent }: Figure, wasAbsent: boolean, isAbsent: boolean): boolean {
  if (wasAbsent === isAbsent) return false
  return whenAbsent === (wasAbsent ? 'less' : 'more')
}

function orderOf(one: FigureValue, other: FigureValue): number | undefined {
  if (one.unit === 'fen' && other.unit === 'fen') return orderOfNumbers(one.fen, other.fen)
  if (one.unit === 'count' && other.unit === 'count') return orderOfNumbers(one.count, other.count)
  if (one.unit === 'flag' && other.unit === 'flag') return Number(one.flag) - Number(other.flag)
  return one.unit === 'ratio' && other.unit === 'ratio' ? compared(one.ratio, other.ratio) : undefined
}

function orderOfNumbers(one: number | bigint, other: number | bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}
