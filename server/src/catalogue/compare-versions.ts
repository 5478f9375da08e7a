// What differs between the catalogue of two versions: items that came, went, or changed class, share, ceiling or something else. The
// catalogue of a version is how it stands on the version's day by what was known when the version was brought in.
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Queryable } from '../policy/store.js'
import type { VersionRow } from './version-store.js'

export interface Version extends Omit<VersionRow, 'file_hash' | 'booked_on'> {
  readonly version: bigint
  readonly known_at: string
}

export const CHANGES = ['added', 'removed', 'class', 'share', 'ceiling', 'other'] as const
export type Change = (typeof CHANGES)[number]

export interface Side {
  readonly class: string
  readonly employee: string
  readonly resident: string
  readonly tier3: Fen | null
  readonly tier2: Fen | null
  readonly tier1: Fen | null
}

export interface Difference {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly changes: readonly Change[]
  readonly before: Side | null
  readonly after: Side | null
}

export interface Wanted {
  readonly change?: Change
  readonly kind?: string
  /** Part of the name, or a beginning of the code. */
  readonly q?: string
}

/** Newest first. */
export async function versionsOf(database: Queryable): Promise<Version[]> {
  const { rows } = await database.query<Version>(
    `SELECT version, layout, edition, in_force, file_name, complete, added, changed, ended, unchanged, brought_by, to_char(known_at, 'YYYY-MM-DD HH24:MI') AS known_at
     FROM catalogue_version ORDER BY version DESC`,
  )
  return rows
}

const STATE = (version: string, day: string): string => `
  SELECT * FROM (SELECT DISTINCT ON (code) * FROM catalogue_item WHERE version <= ${version} AND in_force <= ${day} ORDER BY code, in_force DESC, version DESC) s
  WHERE s.until IS NULL OR s.until >= ${day}`

const DIFFERENCES = `
WITH a AS (${STATE('$1', '$2')}), b AS (${STATE('$3', '$4')}), d AS (
  SELECT coalesce(b.code, a.code) AS code, coalesce(b.name, a.name) AS name, coalesce(b.kind, a.kind) AS kind,
    a.code IS NOT NULL AS was, b.code IS NOT NULL AS is,
    a.class AS class_a, a.initial_self_payment_employee::text AS employee_a, a.initial_self_payment_resident::text AS resident_a,
    a.ceiling_tier3_fen AS tier3_a, a.ceiling_tier2_fen AS tier2_a, a.ceiling_tier1_fen AS tier1_a,
    b.class AS class_b, b.initial_self_payment_employee::text AS employee_b, b.initial_self_payment_resident::text AS resident_b,
    b.ceiling_tier3_fen AS tier3_b, b.ceiling_tier2_fen AS tier2_b, b.ceiling_tier1_fen AS tier1_b,
    CASE WHEN a.code IS NULL THEN ARRAY['added'] WHEN b.code IS NULL THEN ARRAY['removed'] ELSE array_remove(ARRAY[
      CASE WHEN a.class <> b.class THEN 'class' END,
      CASE WHEN (a.initial_self_payment_employee, a.initial_self_payment_resident) <> (b.initial_self_payment_employee, b.initial_self_payment_resident) THEN 'share' END,
      CASE WHEN (a.ceiling_tier3_fen, a.ceiling_tier2_fen, a.ceiling_tier1_fen) IS DISTINCT FROM (b.ceiling_tier3_fen, b.ceiling_tier2_fen, b.ceiling_tier1_fen)
        THEN 'ceiling' END,
      CASE WHEN (a.name, a.unit, a.charge_type, a.restricted, a.negotiated, a.special_list, a.remark)
        IS DISTINCT FROM (b.name, b.unit, b.charge_type, b.restricted, b.negotiated, b.special_list, b.remark) THEN 'other' END], NULL) END AS changes
  FROM a FULL JOIN b USING (code))
SELECT * FROM d WHERE cardinality(changes) > 0`

const NARROWED = `SELECT * FROM (${DIFFERENCES}) x WHERE ($5::text IS NULL OR $5 = ANY (changes)) AND ($6::text IS NULL OR kind = $6)
  AND ($7::text IS NULL OR position($7 IN name) > 0 OR starts_with(code, upper($7)))`

export interface Compared {
  readonly total: number
  readonly counts: Readonly<Record<Change, number>>
  readonly rows: readonly Difference[]
}

export async function compareVersions(database: Queryable, from: Version, to: Version, wanted: Wanted, limit: number, offset: number): Promise<Compared> {
  const values = [String(from.version), from.in_force, String(to.version), to.in_force]
  const filter = [wanted.change ?? null, wanted.kind ?? null, wanted.q ?? null]
  const counted = await database.query<{ change: Change; n: number }>(
    `SELECT c.change, count(*)::int AS n FROM (${DIFFERENCES}) x, unnest(x.changes) AS c(change) GROUP BY 1`,
    values,
  )
  const total = await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM (${NARROWED}) y`, [...values, ...filter])
  const { rows } = await database.query<FlatRow>(`${NARROWED} ORDER BY code LIMIT ${limit} OFFSET ${offset}`, [...values, ...filter])
  const counts = Object.fromEntries(CHANGES.map((change) => [change, counted.rows.find((row) => row.change === change)?.n ?? 0])) as Record<Change, number>
  return { total: total.rows[0]?.n ?? 0, counts, rows: rows.map(difference) }
}

type FlatSide<S extends string> = { readonly [K in keyof Side as `${K}_${S}`]: Side[K] | null }
type FlatRow = FlatSide<'a'> & FlatSide<'b'> & { code: string; name: string; kind: string; was: boolean; is: boolean; changes: Change[] }

function difference(row: FlatRow): Difference {
  const { code, name, kind, changes } = row
  return { code, name, kind, changes, before: row.was ? sideOf(row, 'a') : null, after: row.is ? sideOf(row, 'b') : null }
}

function sideOf(row: FlatRow, side: 'a' | 'b'): Side {
  return {
    class: row[`class_${side}`] ?? '',
    employee: row[`employee_${side}`] ?? '',
    resident: row[`resident_${side}`] ?? '',
    tier3: row[`tier3_${side}`],
    tier2: row[`tier2_${side}`],
    tier1: row[`tier1_${side}`],
  }
}
