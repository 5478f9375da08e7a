// The surge report of a launch period (突击报销): per county, provider or class of persons, each week's bills and amounts since the
// launch against the twelve weeks before and the same weeks a year before, with what grew beyond the threshold marked.
import { type Day, dayNumber, daysAfter } from '@tongchou/domain/base/day.js'
import { fenOfYuan, ratioOf } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Baseline, type Growth, growthOf, type SurgeThreshold, type Tally } from '@tongchou/domain/policy/approval-surges.js'
import { cell, readTable } from '../catalogue/table.js'
import type { Desk } from '../http/route.js'
import { type FreezeRow, freezesOf } from './freeze-store.js'
import { type Grouping, MEASURES, type Measure, WEEKS_BEFORE, type WeekRow, weeksOf } from './freeze-surge-store.js'

/** The weeks of the year before must end before the twelve weeks begin. */
const MOST_WEEKS = 26

export interface SurgeRule extends SurgeThreshold {
  readonly measure: Measure
  readonly name: string
  readonly days: number | null
  readonly certainty: string
  readonly source: string
}

export interface SurgeLine {
  readonly group: string
  readonly name: string
  /** Undefined: all weeks since the launch. */
  readonly week: { readonly from: Day; readonly to: Day } | undefined
  readonly now: Tally
  readonly preceding: Growth | null
  readonly yearBefore: Growth | null
}

export interface SurgeTable {
  readonly rule: SurgeRule
  /** The greatest growth first. */
  readonly totals: readonly SurgeLine[]
  readonly weekly: readonly SurgeLine[]
}

export interface SurgeReport {
  readonly freeze: FreezeRow
  readonly weeks: number
  readonly tables: readonly SurgeTable[]
}

export interface SurgeQuestion {
  readonly freeze?: bigint | undefined
  readonly by: Grouping
  readonly today: Day
}

let rules: readonly SurgeRule[] | undefined
export function surgeRules(): readonly SurgeRule[] {
  rules ??= readTable('policy/surges.tsv').map((row) => {
    const measure = MEASURES.find((one) => one === cell(row, 'measure'))
    const [growth, leastFen, days] = [ratioOf(cell(row, 'growth')), fenOfYuan(cell(row, 'least_yuan')), cell(row, 'days')]
    if (measure === undefined || growth === undefined || leastFen === undefined) throw new Error(`policy/surges.tsv: ${cell(row, 'measure')} cannot be read`)
    return {
      measure,
      name: cell(row, 'name'),
      growth,
      leastCount: BigInt(cell(row, 'least_count')),
      leastFen,
      days: days === '' ? null : Number(days),
      certainty: cell(row, 'certainty'),
      source: cell(row, 'source'),
    }
  })
  return rules
}

export async function surgeReport(desk: Desk, { freeze: wanted, by, today }: SurgeQuestion): Promise<SurgeReport | Refusal> {
  const { pool, areas } = desk.officer
  return desk.read(async (client) => {
    const freeze = chosen(await freezesOf(client, pool), wanted, today)
    if (isRefusal(freeze)) return freeze
    const end = freeze.until !== null && freeze.until < today ? daysAfter(freeze.until, 1) : today
    const weeks = Math.min(MOST_WEEKS, Math.floor((dayNumber(end) - dayNumber(freeze.in_force)) / 7))
    if (weeks < 1) return refused('too_early', `启动期自${freeze.in_force}开始，还不满一周；满一周后再看突击报销情况。`)
    const span = { launch: freeze.in_force, weeks }
    const rowsOf = (measure: Measure, days: number | null) => weeksOf(client, measure, by, { ...span, shortDays: days ?? 1 }, areas)
    // A period without a single bill is one that the system did not see yet; anything else that it lacks did not happen.
    const seen = new Set((await rowsOf('bills', null))?.map(({ period }) => period))
    const tables: SurgeTable[] = []
    for (const rule of surgeRules()) {
      const rows = await rowsOf(rule.measure, rule.days)
      if (rows !== undefined) tables.push(tableOf(rule, rows, { ...span, seen }))
    }
    return { freeze, weeks, tables }
  })
}

/** The one that is named, or else the latest that has begun. */
function chosen(freezes: readonly FreezeRow[], wanted: bigint | undefined, today: Day): FreezeRow | Refusal {
  const found = wanted === undefined ? freezes.find(({ holds, in_force }) => holds && in_force <= today) : freezes.find(({ freeze }) => freeze === wanted)
  return found ?? refused('not_found', '没有登记启动期（政策冻结期）；请先登记启动期的起止日期和文件。')
}

interface Seen {
  readonly launch: Day
  readonly weeks: number
  readonly seen: ReadonlySet<WeekRow['period']>
}

function tableOf(rule: SurgeRule, rows: readonly WeekRow[], { launch, weeks, seen }: Seen): SurgeTable {
  const line = (group: Group, span: Span): SurgeLine => {
    const now = group.sum('launch', span.weekAt)
    const against = (baseline: Baseline, has: boolean): Growth | null => (has ? growthOf(now, span.weeks, baseline, rule) : null)
    return {
      group: group.group,
      name: group.name,
      week: span.week,
      now,
      preceding: against({ ...group.sum('preceding'), weeks: BigInt(WEEKS_BEFORE) }, seen.has('preceding')),
      yearBefore: against({ ...group.sum('year', span.weekAt), weeks: span.weeks }, seen.has('year')),
    }
  }
  const groups = groupsOf(rows)
  const totals = groups.map((group) => line(group, { weekAt: undefined, weeks: BigInt(weeks), week: undefined }))
  const weekly = groups.flatMap((group) =>
    Array.from({ length: weeks }, (_, at) =>
      line(group, { weekAt: at, weeks: 1n, week: { from: daysAfter(launch, at * 7), to: daysAfter(launch, at * 7 + 6) } }),
    ),
  )
  return { rule, totals: totals.sort(steepestFirst), weekly }
}

interface Span {
  readonly weekAt: number | undefined
  readonly weeks: bigint
  readonly week: SurgeLine['week']
}

interface Group {
  readonly group: string
  readonly name: string
  sum(period: WeekRow['period'], week?: number): Tally
}

function groupsOf(rows: readonly WeekRow[]): readonly Group[] {
  const names = new Map(rows.map(({ group, name }) => [group, name]))
  return [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, name]) => {
      const own = rows.filter((row) => row.group === group)
      return {
        group,
        name,
        sum: (period, week) => {
          const those = own.filter((row) => row.period === period && (week === undefined || row.week === week))
          return { count: those.reduce((sum, row) => sum + row.count, 0n), fen: those.reduce((sum, row) => sum + row.fen, 0n) }
        },
      }
    })
}

/** Growth from nothing is the steepest. */
function steepestFirst(one: SurgeLine, other: SurgeLine): number {
  const steepness = ({ preceding, yearBefore, now }: SurgeLine): bigint => (preceding ?? yearBefore)?.fenPercent ?? (now.fen > 0n ? 1_000_000_000n : -100n)
  const [a, b] = [steepness(one), steepness(other)]
  return a === b ? (one.group < other.group ? -1 : 1) : a > b ? -1 : 1
}
