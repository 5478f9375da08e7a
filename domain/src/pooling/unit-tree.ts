// The dated tree of pools and accounting units: a city's own level, its zones, industries and counties; pooling areas below a province; a
// county under direct provincial administration with a pool of its own. 豫政办〔2020〕31号 三（一）: the units of a pool are not simply the
// counties of a map. A period is never rewritten: a change ends one and begins the next.
import { type Day, daysAfter } from '../base/day.js'

export type UnitKind = 'city_level' | 'county' | 'district' | 'zone' | 'industry' | 'province_administered' | 'pooling_area'

export const UNIT_KINDS: Readonly<Record<UnitKind, string>> = {
  city_level: '市本级',
  county: '县（市）',
  district: '市辖区',
  zone: '开发区、试验区',
  industry: '行业',
  province_administered: '省直管县（市）',
  pooling_area: '统筹区',
}

export interface UnitPeriod {
  readonly pool: string
  readonly unit: string
  readonly inForce: Day
  readonly until: Day | null
  readonly kind: UnitKind
  readonly name: string
}

export type ChangeKind = 'add' | 'end' | 'move' | 'rename' | 'kind'

export const CHANGE_KINDS: Readonly<Record<ChangeKind, string>> = {
  add: '新设核算单位',
  end: '撤销核算单位',
  move: '调整到另一统筹区',
  rename: '更名',
  kind: '改变类别',
}

export interface UnitChange {
  readonly kind: ChangeKind
  /** Whose unit it is before the change; of a new unit: whose it becomes. */
  readonly pool: string
  readonly unit: string
  /** First day on which the tree is as the change says. */
  readonly from: Day
  readonly toPool: string | null
  readonly name: string | null
  readonly unitKind: UnitKind | null
}

export function inForceOn({ inForce, until }: Pick<UnitPeriod, 'inForce' | 'until'>, day: Day): boolean {
  return inForce <= day && (until === null || until >= day)
}

export interface TreeAfter {
  /** Periods whose last day is the day before the change. */
  readonly ended: readonly UnitPeriod[]
  readonly begun: readonly UnitPeriod[]
}

/** What an approved change does to the periods of its unit, given all of them in every pool. */
export function treeAfter(change: UnitChange, periods: readonly UnitPeriod[]): TreeAfter {
  const { kind, pool, unit, from, toPool, name, unitKind } = change
  const last = daysAfter(from, -1)
  const standing = periods.filter((one) => one.unit === unit && inForceOn(one, from))
  const here = standing.filter((one) => one.pool === pool)
  const next = (one: UnitPeriod, more: Partial<UnitPeriod>): UnitPeriod => ({ ...one, inForce: from, ...more })
  switch (kind) {
    case 'add':
      return { ended: [], begun: [{ pool, unit, inForce: from, until: null, kind: unitKind ?? 'county', name: name ?? unit }] }
    case 'end':
      return { ended: ended(here, last), begun: [] }
    case 'rename':
      return { ended: ended(here, last), begun: here.map((one) => next(one, { name: name ?? one.name })) }
    case 'kind':
      return { ended: ended(here, last), begun: here.map((one) => next(one, { kind: unitKind ?? one.kind })) }
    case 'move':
      return moved(change, standing, toPool ?? pool, periods)
  }
}

function ended(periods: readonly UnitPeriod[], last: Day): UnitPeriod[] {
  return periods.map((one) => ({ ...one, until: last }))
}

/** A county with a pool of its own also stands below the province, beside the pooling areas; it leaves that place when it joins a city again. */
function moved({ unit, pool, from }: UnitChange, standing: readonly UnitPeriod[], toPool: string, periods: readonly UnitPeriod[]): TreeAfter {
  const [here] = standing.filter((one) => one.pool === pool)
  if (here === undefined) return { ended: [], begun: [] }
  const own = toPool === unit
  const kind = own ? 'province_administered' : here.kind === 'province_administered' ? 'county' : here.kind
  const base: UnitPeriod = { ...here, pool: toPool, inForce: from, until: null, kind }
  const above = periods.find((one) => one.unit === pool && one.pool !== pool && one.kind === 'pooling_area' && inForceOn(one, from))
  const leaves = pool === unit ? standing : [here]
  return {
    ended: ended(leaves, daysAfter(from, -1)),
    begun: own && above !== undefined ? [base, { ...base, pool: above.pool }] : [base],
  }
}
