// The tables of freezes: which areas are in a launch period, and which drafts a higher level let through. Insert-only; a freeze
// that another one amends no longer holds.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Queryable } from './store.js'

export interface FreezeRow {
  readonly freeze: bigint
  readonly area: string
  readonly area_name: string
  readonly in_force: Day
  readonly until: Day | null
  readonly document: string
  readonly remark: string
  readonly amends: bigint | null
  readonly recorded_by_name: string
  readonly recorded_at: string
  /** False where a later one amends it. */
  readonly holds: boolean
}

const FREEZE = `SELECT f.freeze_key AS "freeze", f.area, a.name AS area_name, f.in_force, f.until, f.document, f.remark, f.amends, o.name AS recorded_by_name, f.recorded_at,
    NOT EXISTS (SELECT 1 FROM policy_freeze later WHERE later.amends = f.freeze_key) AS holds
  FROM policy_freeze f JOIN area a ON a.code = f.area JOIN officer o ON o.officer = f.recorded_by`

/** The newest first. */
export async function freezesOf(db: Queryable, pool: string): Promise<FreezeRow[]> {
  const { rows } = await db.query<FreezeRow>(`${FREEZE} WHERE f.pool = $1 ORDER BY f.in_force DESC, f.freeze_key DESC`, [pool])
  return rows
}

/** Those that hold in one of the areas; which days matter is the caller's to say. */
export async function freezesOver(db: Queryable, pool: string, areas: readonly string[]): Promise<FreezeRow[]> {
  return (await freezesOf(db, pool)).filter(({ area, holds }) => holds && areas.includes(area))
}

export interface NewFreeze {
  readonly pool: string
  readonly area: string
  readonly inForce: Day
  readonly until: Day | null
  readonly document: string
  readonly remark: string
  readonly amends: bigint | null
  readonly officer: bigint
  readonly at: Date
}

export async function insertFreeze(db: Queryable, { pool, area, inForce, until, document, remark, amends, officer, at }: NewFreeze): Promise<bigint> {
  const { rows } = await db.query<{ freeze: bigint }>(
    `INSERT INTO policy_freeze (freeze_key, pool, area, in_force, until, document, remark, amends, recorded_by, recorded_at)
     VALUES (nextval('policy_freeze_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING freeze_key AS "freeze"`,
    [pool, area, inForce, until, document, remark, amends, officer, at],
  )
  const [row] = rows
  if (row === undefined) throw new Error('a freeze was inserted without a number')
  return row.freeze
}

export interface ExemptionRow {
  readonly exemption: bigint
  readonly freeze: bigint
  readonly draft: bigint
  readonly revision: number
  readonly authority: string
  readonly document: string
  readonly remark: string
  readonly recorded_by_name: string
  readonly recorded_at: string
}

export async function exemptionsOf(db: Queryable, draft: bigint): Promise<ExemptionRow[]> {
  const { rows } = await db.query<ExemptionRow>(
    `SELECT e.exemption, e.freeze_key AS "freeze", e.draft, e.revision, e.authority, e.document, e.remark, o.name AS recorded_by_name, e.recorded_at
     FROM policy_freeze_exemption e JOIN officer o ON o.officer = e.recorded_by WHERE e.draft = $1 ORDER BY e.exemption`,
    [draft],
  )
  return rows
}

export interface NewExemption {
  readonly freeze: bigint
  readonly draft: bigint
  readonly revision: number
  readonly authority: string
  readonly document: string
  readonly remark: string
  readonly officer: bigint
  readonly at: Date
}

export async function insertExemption(db: Queryable, { freeze, draft, revision, authority, document, remark, officer, at }: NewExemption): Promise<void> {
  await db.query(
    `INSERT INTO policy_freeze_exemption (exemption, freeze_key, draft, revision, authority, document, remark, recorded_by, recorded_at)
     VALUES (nextval('policy_freeze_seq'), $1, $2, $3, $4, $5, $6, $7, $8)`,
    [freeze, draft, revision, authority, document, remark, officer, at],
  )
}
