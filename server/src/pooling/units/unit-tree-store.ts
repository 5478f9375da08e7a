// The dated tree of pools and units as tables: its periods, what each unit has in the books on a day, and the proposed changes.
import type { Day } from '@tongchou/domain/base/day.js'
import type { UnitChangeStage } from '@tongchou/domain/pooling/unit-change.js'
import type { ChangeKind, TreeAfter, UnitChange, UnitKind, UnitPeriod } from '@tongchou/domain/pooling/unit-tree.js'
import type { Queries } from '../../fund/transaction.js'

export interface TreeRow {
  readonly pool: string
  readonly pool_name: string
  readonly unit: string
  readonly name: string
  readonly kind: UnitKind
  readonly in_force: Day
  readonly until: Day | null
  /** Document and article of the change that began the period; null: from the pool's file. */
  readonly source: string | null
  /** The same of the change that ended it. */
  readonly ended_by: string | null
  readonly certainty: string
  /** Whether the period holds on the day; else the unit has left, and its money has not yet. */
  readonly in_force_now: boolean
}

/** Pools that belong to one tree with the given one: the province's, or the pool alone with what moved out of it. */
const FAMILY = `
  family AS (
    SELECT $1::text AS pool
    UNION SELECT u.unit FROM pooling_unit u WHERE u.pool = $1 AND u.unit IN (SELECT pool FROM pooling_unit)
    UNION SELECT c.to_pool FROM unit_change_standing c WHERE c.pool = $1 AND c.to_pool IS NOT NULL AND c.stage = 'confirmed')`

/** Periods that hold on the day, and the last period of a unit that left the pool but still has money in its books. */
export async function treeOn(db: Queries, pool: string, day: Day, like: string | null): Promise<TreeRow[]> {
  const { rows } = await db.query<TreeRow>(
    `WITH ${FAMILY},
     one AS (
       SELECT DISTINCT ON (u.pool, u.unit) u.*, u.until IS NULL OR u.until >= $2 AS in_force_now FROM pooling_unit u JOIN family USING (pool)
        WHERE u.in_force <= $2 ORDER BY u.pool, u.unit, u.in_force DESC)
     SELECT o.pool, p.name AS pool_name, o.unit, o.name, o.kind, o.in_force, o.until, c.document || ' ' || c.article AS source, e.document || ' ' || e.article AS ended_by,
            a.certainty, o.in_force_now
       FROM one o JOIN area p ON p.code = o.pool JOIN area a ON a.code = o.unit LEFT JOIN unit_change c ON c.change = o.change LEFT JOIN unit_change e ON e.change = o.ended_by
      WHERE (o.in_force_now OR EXISTS (SELECT 1 FROM cash_entry x JOIN book b USING (book) WHERE b.pool = o.pool AND x.unit = o.unit AND x.booked_on <= $2
                                        GROUP BY x.account, x.detail HAVING sum(x.amount_fen) <> 0))
        AND ($3::text IS NULL OR o.name LIKE $3 OR o.unit LIKE $3)
      ORDER BY o.pool <> $1, o.pool, NOT o.in_force_now, o.kind <> 'city_level', o.unit`,
    [pool, day, like],
  )
  return rows
}

export interface NetRow {
  readonly pool: string
  readonly fund: string
  readonly unit: string
  readonly net_fen: bigint
}

/** Net assets by fund and unit at the end of the day, opened books only, as far as the reader may see them. */
export async function netAssetsOn(db: Queries, pools: readonly string[], day: Day): Promise<NetRow[]> {
  const { rows } = await db.query<NetRow>(
    `SELECT b.pool, b.fund, e.unit, -sum(e.amount_fen)::bigint AS net_fen FROM book b JOIN cash_entry e USING (book)
      WHERE b.pool = ANY ($1) AND e.booked_on <= $2 AND e.account >= '3' GROUP BY 1, 2, 3 ORDER BY 1, 2 DESC, 3`,
    [pools, day],
  )
  return rows
}

export interface ChangeRow {
  readonly change: bigint
  readonly pool: string
  readonly unit: string
  readonly unit_name: string
  readonly kind: ChangeKind
  readonly from_day: Day
  readonly to_pool: string | null
  readonly to_pool_name: string | null
  readonly name: string | null
  readonly unit_kind: UnitKind | null
  readonly document: string
  readonly article: string
  readonly stage: UnitChangeStage
}

const CHANGE = `SELECT c.change, c.pool, c.unit, coalesce(unit_name(c.pool, c.unit, c.from_day - 1), c.name, c.unit) AS unit_name, c.kind, c.from_day, c.to_pool, t.name AS to_pool_name,
    c.name, c.unit_kind, c.document, c.article, c.stage FROM unit_change_standing c LEFT JOIN area t ON t.code = c.to_pool`

export async function changesOf(db: Queries, pool: string): Promise<ChangeRow[]> {
  return (await db.query<ChangeRow>(`WITH ${FAMILY} ${CHANGE} JOIN family f ON f.pool = c.pool ORDER BY c.from_day DESC, c.change DESC LIMIT 500`, [pool])).rows
}

export async function changeNumbered(db: Queries, pool: string, change: bigint): Promise<ChangeRow | undefined> {
  return (await db.query<ChangeRow>(`WITH ${FAMILY} ${CHANGE} JOIN family f ON f.pool = c.pool WHERE c.change = $2`, [pool, change])).rows[0]
}

/** Another change of the same unit that waits for its approval. */
export async function waitingChange(db: Queries, unit: string, but: bigint): Promise<ChangeRow | undefined> {
  return (await db.query<ChangeRow>(`${CHANGE} WHERE c.unit = $1 AND c.stage = 'prepared' AND c.change <> $2`, [unit, but])).rows[0]
}

/** Pools the officer of a pool keeps the tree of: the own one, and those below it as pooling areas. */
export async function keptPools(db: Queries, pool: string, day: Day): Promise<string[]> {
  const { rows } = await db.query<{ pool: string }>(
    `SELECT $1::text AS pool UNION SELECT u.unit FROM pooling_unit u
      WHERE u.pool = $1 AND u.unit <> $1 AND u.kind IN ('pooling_area', 'province_administered') AND u.in_force <= $2 AND (u.until IS NULL OR u.until >= $2)`,
    [pool, day],
  )
  return rows.map((row) => row.pool)
}

export async function periodsAround(db: Queries, { unit, pool, toPool }: Pick<UnitChange, 'unit' | 'pool' | 'toPool'>): Promise<UnitPeriod[]> {
  const { rows } = await db.query<UnitPeriod>(
    `SELECT pool, unit, in_force AS "inForce", until, kind, name FROM pooling_unit WHERE unit = $1 OR (unit = ANY ($2) AND kind = 'pooling_area') ORDER BY pool, in_force`,
    [unit, [pool, toPool]],
  )
  return rows
}

/** Writes what an approved change makes of the tree. */
export async function writeTree(db: Queries, change: bigint, { ended, begun }: TreeAfter): Promise<void> {
  for (const one of ended)
    await db.query('UPDATE pooling_unit SET until = $4, ended_by = $5 WHERE (pool, unit, in_force) = ($1, $2, $3)', [
      one.pool,
      one.unit,
      one.inForce,
      one.until,
      change,
    ])
  for (const one of begun) {
    await db.query(`INSERT INTO area (code, name, level, parent, certainty) VALUES ($1, $2, 3, $3, 'own') ON CONFLICT DO NOTHING`, [
      one.unit,
      one.name,
      one.pool,
    ])
    await db.query('INSERT INTO pooling_unit (pool, unit, in_force, until, kind, name, change) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      one.pool,
      one.unit,
      one.inForce,
      one.until,
      one.kind,
      one.name,
      change,
    ])
  }
}
