// Counts and amounts of the weeks since a launch period began, of the twelve weeks before, and of the same weeks a year before. Row-level
// security keeps an officer to the own areas.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import type { Queryable } from './store.js'

export const MEASURES = ['bills', 'manual_claims', 'mid_stay', 'short_stays', 'fund_requests', 'prepayments', 'waived_premiums'] as const
export type Measure = (typeof MEASURES)[number]

export type Grouping = 'area' | 'provider' | 'person_class'

export const WEEKS_BEFORE = 12
/** 52 whole weeks: the same days of the week. */
const YEAR = 364

export interface Span {
  readonly launch: Day
  /** Whole weeks. */
  readonly weeks: number
  /** A stay of fewer days than this is short. */
  readonly shortDays: number
}

export interface WeekRow {
  readonly period: 'launch' | 'preceding' | 'year'
  /** Counted from the first; 0 for all of the twelve before. */
  readonly week: number
  readonly group: string
  readonly name: string
  readonly count: bigint
  readonly fen: bigint
}

const CLASS = `CASE WHEN s.receipt->'person'->'identities' ?| ARRAY['extreme_poverty','orphan','minimum_living','returned_poverty','minimum_living_edge','illness_poverty','poverty_monitored'] THEN '救助对象'
  WHEN s.scheme = 'resident' THEN '居民' WHEN s.receipt->'person'->>'retired' = 'true' THEN '职工退休' ELSE '职工在职' END`

const OF_BILL: Readonly<Record<Grouping, { readonly group: string; readonly name: string; readonly join: string }>> = {
  area: { group: 's.area', name: 'a.name', join: 'JOIN area a ON a.code = s.area' },
  provider: { group: 's.provider', name: 'p.name', join: 'JOIN provider p ON p.code = s.provider' },
  person_class: { group: CLASS, name: CLASS, join: '' },
}

/** A stay's settlement that neither was cancelled nor cancels. */
const STANDING_STAY = `s.cancels IS NULL AND EXISTS (SELECT 1 FROM visit v WHERE v.person = s.person AND v.visit = s.visit AND v.kind = 'inpatient')
  AND NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = s.person AND c.cancels = s.settlement)`
/** The stay went on: a later part of it was settled, or it is still open. */
const WENT_ON = `(EXISTS (SELECT 1 FROM visit_state t WHERE t.person = s.person AND t.visit = s.visit AND t.status = 'open')
  OR EXISTS (SELECT 1 FROM settlement l WHERE l.person = s.person AND l.visit = s.visit AND l.settlement > s.settlement AND l.cancels IS NULL
    AND NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = l.person AND c.cancels = l.settlement)))`

/** $1 launch · $2 its last day · $3 and $4 the twelve weeks before · $5 and $6 the weeks a year before · $7 short days · $8 the areas. */
const DAYS = (day: string): string => `(${day} BETWEEN $1 AND $2 OR ${day} BETWEEN $3 AND $4 OR ${day} BETWEEN $5 AND $6)`
const PERIOD = (day: string): string =>
  `CASE WHEN ${day} >= $1 THEN 'launch' WHEN ${day} >= $3 THEN 'preceding' ELSE 'year' END AS period,
   CASE WHEN ${day} >= $1 THEN (${day} - $1::date) / 7 WHEN ${day} >= $3 THEN 0 ELSE (${day} - $5::date) / 7 END AS week`

function sqlOf(measure: Measure, by: Grouping): string | undefined {
  const { group, name, join } = OF_BILL[by]
  const bills = (where: string): string =>
    `SELECT ${PERIOD('s.booked_on')}, ${group} AS "group", min(${name}) AS name, sum(CASE WHEN s.cancels IS NULL THEN 1 ELSE -1 END)::bigint AS count, sum(s.fund_fen)::bigint AS fen
     FROM settlement s ${join} WHERE ${DAYS('s.booked_on')} AND s.area = ANY ($8) AND ${where} GROUP BY 1, 2, 3`
  const paid = (table: string): string =>
    `SELECT ${PERIOD('s.booked_on')}, s.unit AS "group", min(a.name) AS name, count(*)::bigint AS count, sum(s.amount_fen)::bigint AS fen
     FROM ${table} s JOIN area a ON a.code = s.unit WHERE ${DAYS('s.booked_on')} AND s.unit = ANY ($8) AND $7::int > 0 GROUP BY 1, 2, 3`
  const prepaid = (of: string, named: string, joined: string): string =>
    `SELECT ${PERIOD('s.booked_on')}, ${of} AS "group", min(${named}) AS name, count(*)::bigint AS count, sum(s.amount_fen)::bigint AS fen
     FROM prepaid s ${joined} WHERE ${DAYS('s.booked_on')} AND s.unit = ANY ($8) AND s.provider IS NOT NULL AND $7::int > 0 GROUP BY 1, 2, 3`
  switch (measure) {
    case 'bills':
      return bills('$7::int > 0')
    case 'mid_stay':
      return bills(`$7::int > 0 AND ${STANDING_STAY} AND ${WENT_ON}`)
    case 'short_stays':
      return bills(`s.discharged - s.admitted < $7::int AND ${STANDING_STAY} AND NOT ${WENT_ON}`)
    case 'manual_claims':
      return by === 'area' ? paid('person_paid') : undefined
    case 'fund_requests':
      return by === 'area' ? paid('funds_requested') : undefined
    // What goes up to the province for care outside the area is nobody's choice here and stays out.
    case 'prepayments':
      if (by === 'person_class') return undefined
      return by === 'area'
        ? prepaid('s.unit', 'a.name', 'JOIN area a ON a.code = s.unit')
        : prepaid('s.provider', 'p.name', 'JOIN provider p ON p.code = s.provider')
    // Counted by heads: one act may let off a whole county.
    case 'waived_premiums':
      return by === 'area'
        ? `SELECT ${PERIOD('s.booked_on')}, s.unit AS "group", min(a.name) AS name, sum(s.heads)::bigint AS count, sum(s.pool_fen + s.account_fen)::bigint AS fen
           FROM premium_waived s JOIN area a ON a.code = s.unit WHERE ${DAYS('s.booked_on')} AND s.unit = ANY ($8) AND $7::int > 0 GROUP BY 1, 2, 3`
        : undefined
  }
}

/** Undefined where the measure is not known by that grouping. */
export async function weeksOf(
  db: Queryable,
  measure: Measure,
  by: Grouping,
  { launch, weeks, shortDays }: Span,
  areas: readonly string[],
): Promise<WeekRow[] | undefined> {
  const sql = sqlOf(measure, by)
  if (sql === undefined) return undefined
  const last = daysAfter(launch, weeks * 7 - 1)
  const { rows } = await db.query<WeekRow>(sql, [
    launch,
    last,
    daysAfter(launch, -WEEKS_BEFORE * 7),
    daysAfter(launch, -1),
    daysAfter(launch, -YEAR),
    daysAfter(last, -YEAR),
    shortDays,
    areas,
  ])
  return rows
}
