// What the database already says about the city and its bills, read set by set: units, heads, payrolls, what bills made payable.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Care, PaymentPart } from '@tongchou/domain/facts/fund-facts.js'
import type { Queries } from '@tongchou/server/fund/transaction.js'
import { accountBase, LATEST_ENROLMENT } from './wage-base.js'
import type { YearData } from './year-data.js'

export interface Unit {
  readonly unit: string
  readonly kind: string
}

/** Accounting units of the pool on a day, the city's own level first. */
export async function unitsOf(db: Queries, pool: string, day: Day): Promise<Unit[]> {
  const { rows } = await db.query<Unit>(
    `SELECT unit, kind FROM pooling_unit WHERE pool = $1 AND in_force <= $2 AND (until IS NULL OR until >= $2) ORDER BY kind <> 'city_level', unit`,
    [pool, day],
  )
  return rows
}

export interface Heads {
  readonly scheme: Scheme
  readonly unit: string
  readonly year: number
  readonly heads: number
  readonly retired: number
  readonly aidedFull: number
  readonly aidedHalf: number
}

/** Insured by scheme, unit and benefit year, and how many of them have their contribution paid for them in full or by half. */
export async function headsOf(db: Queries, pool: string, data: YearData): Promise<Heads[]> {
  const { rows } = await db.query<Heads>(
    `WITH e AS (${LATEST_ENROLMENT}),
       aid AS (SELECT person, bool_or(kind = ANY ($2)) AS whole FROM identity WHERE until IS NULL AND kind = ANY ($2 || $3) GROUP BY person)
     SELECT e.scheme, e.area AS unit, e.benefit_year AS year, count(*)::int AS heads, count(*) FILTER (WHERE e.retired)::int AS retired,
            count(*) FILTER (WHERE aid.whole)::int AS "aidedFull", count(*) FILTER (WHERE NOT aid.whole)::int AS "aidedHalf"
       FROM e LEFT JOIN aid USING (person) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [pool, data.words('aided_share_full'), data.words('aided_share_half')],
  )
  return rows
}

export interface Payroll {
  readonly unit: string
  /** Null: the unit's flexible workers. */
  readonly employer: bigint | null
  readonly heads: number
  readonly baseFen: Fen
  /** Credited to the active employees' individual accounts. */
  readonly accountFen: Fen
}

/** Bases of active employees in a month, by employer; flexible workers by unit. */
export async function payrollsOf(db: Queries, pool: string, month: Day, seed: number, data: YearData): Promise<Payroll[]> {
  const base = accountBase('e.person', seed, data)
  const rate = data.ratio('employee_rate')
  const { rows } = await db.query<Payroll>(
    `WITH e AS (${LATEST_ENROLMENT})
     SELECT CASE WHEN e.flexible OR u.unit IS NULL THEN e.area ELSE p.area END AS unit, CASE WHEN e.flexible THEN NULL ELSE e.employer END AS employer, count(*)::int AS heads,
            sum(${base})::bigint AS "baseFen", sum(CASE WHEN e.flexible THEN 0 ELSE round(${base} * ${rate.num}::numeric / ${rate.den}) END)::bigint AS "accountFen"
       FROM e LEFT JOIN employer p ON p.employer = e.employer LEFT JOIN (SELECT DISTINCT unit FROM pooling_unit WHERE pool = $1) u ON u.unit = p.area
      WHERE e.scheme = 'employee' AND NOT e.retired AND (e.flexible OR e.employer IS NOT NULL) AND e.benefit_year = extract(year FROM $2::date)
        AND e.entitled_from <= $2::date + 27 AND e.entitled_to >= $2::date
      GROUP BY 1, 2 ORDER BY 1, 2 NULLS LAST`,
    [pool, month],
  )
  return rows
}

export interface Payable {
  readonly book: string
  /** Owed to the local provider, or to the place of care outside the area. */
  readonly payee: 'payable_providers' | 'payable_outside'
  readonly month: Day
  readonly provider: string
  readonly unit: string
  readonly part: PaymentPart
  readonly care: Care
  readonly fen: Fen
}

/** What settled bills made payable to providers and places of care outside, by month of settlement. Cancelled bills are in it with their opposite. */
export async function payablesOf(db: Queries, books: readonly string[], from: Day, to: Day): Promise<Payable[]> {
  const { rows } = await db.query<Payable>(
    `SELECT m.book, split_part(a.account, '/', 1) AS payee, date_trunc('month', m.booked_on)::date AS month, m.provider, m.area AS unit,
            CASE split_part(a.account, '/', 2) WHEN '' THEN 'pool' ELSE split_part(a.account, '/', 2) END AS part,
            CASE WHEN s.benefit IN ('inpatient', 'day_surgery', 'home_bed', 'accident') THEN 'inpatient'
                 WHEN s.benefit IN ('birth', 'birth_complicated', 'maternity_outpatient') THEN 'birth'
                 WHEN s.benefit IN ('chronic_outpatient', 'special_outpatient', 'two_diseases_outpatient', 'special_drug') THEN 'outpatient_major'
                 WHEN s.benefit = 'pharmacy' THEN 'pharmacy' WHEN s.benefit IN ('outpatient', 'emergency') THEN 'outpatient' ELSE 'other' END AS care,
            -sum(a.fen)::bigint AS fen
       FROM memo_entry m JOIN settlement s USING (person, settlement), unnest(m.accounts, m.amounts) AS a(account, fen)
      WHERE m.book = ANY ($1) AND m.booked_on BETWEEN $2 AND $3 AND split_part(a.account, '/', 1) IN ('payable_providers', 'payable_outside')
      GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(a.fen) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7`,
    [books, from, to],
  )
  return rows
}

/** Individual accounts by unit at the start: what their holders had saved. */
export async function openingAccounts(db: Queries): Promise<Map<string, Fen>> {
  const { rows } = await db.query<{ unit: string; fen: Fen }>(
    `SELECT area AS unit, sum(current_fen + history_fen)::bigint AS fen FROM account_movement WHERE kind = 'opening' GROUP BY area`,
  )
  return new Map(rows.map((row) => [row.unit, row.fen]))
}
