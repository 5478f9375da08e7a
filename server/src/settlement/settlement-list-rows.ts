// Lists of settlements: of one person, or of the officer's areas. Row-level security holds beneath; the areas are named as
// well so that the index by area and day is used.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type pg from 'pg'

export interface ListFilter {
  readonly person?: bigint
  readonly year?: number
  readonly areas?: readonly string[]
  readonly provider?: string
  readonly from?: Day
  readonly to?: Day
  readonly benefit?: string
}

export interface ListRow {
  readonly person: bigint
  readonly settlement: bigint
  readonly cancels: bigint | null
  readonly cancelled_by: bigint | null
  readonly name: string
  readonly area: string
  readonly area_name: string
  readonly scheme: string
  readonly provider: string
  readonly provider_name: string
  readonly benefit: string
  readonly admitted: Day
  readonly discharged: Day
  readonly settled_on: Day
  readonly total_fen: Fen
  readonly in_scope_fen: Fen
  readonly fund_fen: Fen
  readonly hospital_fen: Fen
  readonly account_fen: Fen
  readonly cash_fen: Fen
}

export interface ListTotals {
  readonly count: bigint
  readonly total_fen: Fen
  readonly in_scope_fen: Fen
  readonly fund_fen: Fen
  readonly hospital_fen: Fen
  readonly account_fen: Fen
  readonly cash_fen: Fen
}

interface Where {
  readonly sql: string
  readonly values: unknown[]
}

function whereOf(filter: ListFilter): Where {
  const values: unknown[] = []
  const parts = (
    [
      ['s.person = $', filter.person],
      ['s.benefit_year = $', filter.year],
      ['s.area = ANY ($', filter.areas],
      ['s.provider = $', filter.provider],
      ['s.booked_on >= $', filter.from],
      ['s.booked_on <= $', filter.to],
      ['s.benefit = $', filter.benefit],
    ] as const
  ).flatMap(([condition, value]) => (value === undefined ? [] : [`${condition}${values.push(value)}${condition.includes('(') ? ')' : ''}`]))
  return { sql: parts.length === 0 ? 'true' : parts.join(' AND '), values }
}

const COLUMNS = `s.person, s.settlement, s.cancels, s.area, s.scheme, s.provider, s.benefit, s.admitted, s.discharged, s.settled_on, s.total_fen, s.in_scope_fen,
  s.fund_fen, s.hospital_fen, s.account_fen, s.cash_fen, p.name, a.name AS area_name, v.name AS provider_name,
  (SELECT c.settlement FROM settlement c WHERE c.person = s.person AND c.cancels = s.settlement) AS cancelled_by`

/** One page, newest first; the page is cut before names are joined. */
export async function listPage(client: pg.PoolClient, filter: ListFilter, limit: number, offset: number): Promise<readonly ListRow[]> {
  const where = whereOf(filter)
  const cut = `LIMIT $${where.values.push(limit)} OFFSET $${where.values.push(offset)}`
  const { rows } = await client.query<ListRow>(
    `SELECT ${COLUMNS}
     FROM (SELECT * FROM settlement s WHERE ${where.sql} ORDER BY s.booked_on DESC, s.settlement DESC ${cut}) s
     JOIN person p ON p.person = s.person JOIN area a ON a.code = s.area JOIN provider v ON v.code = s.provider
     ORDER BY s.booked_on DESC, s.settlement DESC`,
    where.values,
  )
  return rows
}

export async function listTotals(client: pg.PoolClient, filter: ListFilter): Promise<ListTotals> {
  const where = whereOf(filter)
  const sums = ['total_fen', 'in_scope_fen', 'fund_fen', 'hospital_fen', 'account_fen', 'cash_fen'].map(
    (name) => `coalesce(sum(s.${name}), 0)::bigint AS ${name}`,
  )
  const { rows } = await client.query<ListTotals>(`SELECT count(*)::bigint AS count, ${sums.join(', ')} FROM settlement s WHERE ${where.sql}`, where.values)
  const [row] = rows
  if (row === undefined) throw new Error('a sum gave no row')
  return row
}

/** The last day on which anything was booked in these areas. */
export async function lastBookedOn(client: pg.PoolClient, areas: readonly string[]): Promise<Day | null> {
  const { rows } = await client.query<{ day: Day | null }>(
    `SELECT max(last.day) AS day FROM unnest($1::text[]) AS own(area),
       LATERAL (SELECT max(s.booked_on) AS day FROM settlement s WHERE s.area = own.area) AS last`,
    [areas],
  )
  return rows[0]?.day ?? null
}
