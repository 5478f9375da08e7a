// Statements of the catalogue's versions: what is stored of some codes, and the insertion of an import's rows. Nothing is updated.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { CatalogueClass } from '@tongchou/domain/settlement/bill.js'
import type { CatalogueKind } from '@tongchou/domain/settlement/split-line.js'
import type { Queryable } from '../policy/store.js'

export interface StoredItem {
  readonly code: string
  readonly in_force: Day
  readonly until: Day | null
  readonly kind: CatalogueKind
  readonly name: string
  readonly class: CatalogueClass
  readonly charge_type: string
  readonly unit: string | null
  /** Decimal texts with four places. */
  readonly employee: string
  readonly resident: string
  readonly tier3: Fen | null
  readonly tier2: Fen | null
  readonly tier1: Fen | null
  readonly restricted: boolean
  readonly negotiated: boolean
  readonly special_list: boolean
  readonly certainty: string
  readonly remark: string | null
  readonly as_printed: Readonly<Record<string, string>>
}

export interface StoredEntry {
  readonly code: string
  readonly in_force: Day
  readonly until: Day | null
  readonly name: string
  readonly as_printed: Readonly<Record<string, string>>
}

export interface VersionRow {
  readonly layout: string
  readonly edition: string
  readonly in_force: Day
  readonly file_name: string
  readonly file_hash: string
  readonly complete: boolean
  readonly added: number
  readonly changed: number
  readonly ended: number
  readonly unchanged: number
  readonly brought_by: string
  readonly booked_on: Day
}

const COLUMNS = `code, in_force, until, kind, name, class, charge_type, unit, initial_self_payment_employee::text AS employee,
  initial_self_payment_resident::text AS resident, ceiling_tier3_fen AS tier3, ceiling_tier2_fen AS tier2, ceiling_tier1_fen AS tier1, restricted, negotiated,
  special_list, certainty, remark, as_printed`

/** Every row of these codes, the one that counts first. */
export async function itemsOfCodes(database: Queryable, codes: readonly string[]): Promise<StoredItem[]> {
  const { rows } = await database.query<StoredItem>(`SELECT ${COLUMNS} FROM catalogue_item WHERE code = ANY ($1) ORDER BY code, in_force DESC, version DESC`, [
    codes,
  ])
  return rows
}

/** The items of some kinds that stand on a day. */
export async function itemsStanding(database: Queryable, kinds: readonly string[], day: Day): Promise<StoredItem[]> {
  const { rows } = await database.query<StoredItem>(
    `SELECT ${COLUMNS} FROM (SELECT DISTINCT ON (code) * FROM catalogue_item WHERE in_force <= $2 ORDER BY code, in_force DESC, version DESC) i
     WHERE i.kind = ANY ($1) AND (i.until IS NULL OR i.until >= $2)`,
    [kinds, day],
  )
  return rows
}

export async function entriesOf(database: Queryable, catalogue: string): Promise<StoredEntry[]> {
  const { rows } = await database.query<StoredEntry>(
    'SELECT code, in_force, until, name, as_printed FROM catalogue_entry WHERE catalogue = $1 ORDER BY code, in_force DESC, version DESC',
    [catalogue],
  )
  return rows
}

/** One import after the other, so that each sees what the one before brought. */
export async function waitForImports(database: Queryable): Promise<void> {
  await database.query('SELECT pg_advisory_xact_lock(6000060)')
}

export async function insertVersion(database: Queryable, row: VersionRow): Promise<bigint> {
  const { rows } = await database.query<{ version: bigint }>(
    `INSERT INTO catalogue_version (version, layout, edition, in_force, file_name, file_hash, complete, added, changed, ended, unchanged, brought_by, booked_on)
     SELECT nextval('catalogue_version_seq'), v.layout, v.edition, v.in_force, v.file_name, v.file_hash, v.complete, v.added, v.changed, v.ended, v.unchanged,
       v.brought_by, v.booked_on
     FROM jsonb_to_record($1::jsonb) AS v(layout text, edition text, in_force date, file_name text, file_hash text, complete boolean, added integer,
       changed integer, ended integer, unchanged integer, brought_by text, booked_on date) RETURNING version`,
    [JSON.stringify(row)],
  )
  const [made] = rows
  if (made === undefined) throw new Error('a version was not inserted')
  return made.version
}

const CHUNK = 2000

/** Amounts travel as text, because JSON knows no bigint. */
function asJson(rows: readonly object[]): string {
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}

/** Hears how many rows more were written. */
export type Told = (rows: number) => void

export async function insertItems(database: Queryable, version: bigint, edition: string, rows: readonly StoredItem[], told?: Told): Promise<void> {
  for (let at = 0; at < rows.length; at += CHUNK) {
    await database.query(
      `INSERT INTO catalogue_item (code, in_force, until, version, edition, kind, name, class, charge_type, unit, initial_self_payment_employee,
         initial_self_payment_resident, ceiling_tier3_fen, ceiling_tier2_fen, ceiling_tier1_fen, restricted, negotiated, special_list, certainty, remark, as_printed)
       SELECT i.code, i.in_force, i.until, $1, $2, i.kind, i.name, i.class, i.charge_type, i.unit, i.employee, i.resident, i.tier3, i.tier2, i.tier1,
         i.restricted, i.negotiated, i.special_list, i.certainty, i.remark, i.as_printed
       FROM jsonb_to_recordset($3::jsonb) AS i(code text, in_force date, until date, kind text, name text, class text, charge_type text, unit text,
         employee numeric, resident numeric, tier3 bigint, tier2 bigint, tier1 bigint, restricted boolean, negotiated boolean, special_list boolean,
         certainty text, remark text, as_printed jsonb)`,
      [String(version), edition, asJson(rows.slice(at, at + CHUNK))],
    )
    told?.(Math.min(CHUNK, rows.length - at))
  }
}

export async function insertEntries(database: Queryable, version: bigint, catalogue: string, rows: readonly StoredEntry[], told?: Told): Promise<void> {
  for (let at = 0; at < rows.length; at += CHUNK) {
    await database.query(
      `INSERT INTO catalogue_entry (catalogue, code, in_force, until, version, name, as_printed)
       SELECT $1, e.code, e.in_force, e.until, $2, e.name, e.as_printed
       FROM jsonb_to_recordset($3::jsonb) AS e(code text, in_force date, until date, name text, as_printed jsonb)`,
      [catalogue, String(version), asJson(rows.slice(at, at + CHUNK))],
    )
    told?.(Math.min(CHUNK, rows.length - at))
  }
}
