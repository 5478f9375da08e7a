// The units of a pool and where their facts stand: a county's facts bear its own code in the pool's books; a pooling area of a province
// has books of its own, whose facts bear the codes of its counties.
import type { Queries } from './transaction.js'

export type Form = 'counties' | 'pooling_areas'

export interface PoolUnit {
  readonly unit: string
  readonly name: string
}

/** Parallel arrays, so that one statement can read them: facts of `areas[i]` in books of `pools[i]` belong to `units[i]`. */
export interface Members {
  readonly listed: readonly PoolUnit[]
  readonly units: readonly string[]
  readonly pools: readonly string[]
  readonly areas: readonly string[]
}

/** First lines of a statement over members: `member(unit, pool, area)` from the parameters 1 to 3. */
export const MEMBERS = 'member AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS m(unit, pool, area))'

/** The members under numbers: what is grouped person by person is grouped by them, and by their texts only at the end. */
export const NUMBERED = 'numbered AS (SELECT unit, area, dense_rank() OVER (ORDER BY unit)::integer AS place FROM member)'

/** A pooling area of a province, or a county under direct provincial administration with a pool of its own. */
const HAS_BOOKS = `(u.kind = 'pooling_area' OR u.kind = 'province_administered' AND u.unit IN (SELECT o.pool FROM pooling_unit o))`

const UNITS = `
  SELECT DISTINCT ON (u.unit) u.unit, u.name, u.kind FROM pooling_unit u
   WHERE u.pool = $1 AND u.in_force <= make_date($2, 12, 31) AND (u.until IS NULL OR u.until >= make_date($2, 1, 1)) ORDER BY u.unit, u.in_force DESC`

export async function poolMembers(db: Queries, pool: string, year: number): Promise<Members> {
  const listed = (await db.query<PoolUnit & { kind: string }>(UNITS, [pool, year])).rows
  const { rows } = await db.query<{ unit: string; pool: string; area: string }>(
    `WITH unit AS (${UNITS})
     SELECT unit, CASE WHEN ${HAS_BOOKS} THEN unit ELSE $1 END AS pool, unit AS area FROM unit u
     UNION SELECT u.unit, u.unit, i.unit FROM unit u JOIN pooling_unit i ON i.pool = u.unit
      WHERE ${HAS_BOOKS} AND i.in_force <= make_date($2, 12, 31) AND (i.until IS NULL OR i.until >= make_date($2, 1, 1)) ORDER BY 1, 3`,
    [pool, year],
  )
  return {
    listed: listed.map(({ unit, name }) => ({ unit, name })),
    units: rows.map((row) => row.unit),
    pools: rows.map((row) => row.pool),
    areas: rows.map((row) => row.area),
  }
}

export function memberParams({ units, pools, areas }: Members): readonly (readonly string[])[] {
  return [units, pools, areas]
}

/** What the units of a pool are: counties, or pooling areas of a province. */
export async function formOf(db: Queries, pool: string): Promise<Form> {
  const found = await db.query(`SELECT 1 FROM pooling_unit WHERE pool = $1 AND kind = 'pooling_area' LIMIT 1`, [pool])
  return found.rowCount === 0 ? 'counties' : 'pooling_areas'
}
