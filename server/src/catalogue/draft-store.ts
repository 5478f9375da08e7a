// Prepared imports of the catalogue as kept: the file, its steps, and what its check found it would change.
import type pg from 'pg'
import type { Static } from 'typebox'
import { orderBy } from '../http/list-query.js'
import type { Queryable } from '../policy/store.js'
import { CHANGES, type Change, type Compared, type Difference, type Side, type Wanted } from './compare-versions.js'
import type { Drafts } from './draft-schema.js'

export interface NewDraft {
  readonly pool: string
  readonly file_name: string
  readonly file_hash: string
  readonly content: Buffer
  readonly layout: string | null
  readonly in_force: string
  readonly edition: string
  readonly share_employee: string | null
  readonly share_resident: string | null
  readonly complete: boolean
  readonly officer: bigint
  readonly now: string
}

export async function insertDraft(client: Queryable, one: NewDraft): Promise<bigint> {
  const { rows } = await client.query<{ draft: bigint }>(
    `INSERT INTO catalogue_draft (draft, pool, file_name, file_hash, content, layout, in_force, edition, share_employee, share_resident, complete, officer, known_at, booked_on)
     VALUES (nextval('fact_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::timestamptz, $12::date) RETURNING draft`,
    [
      ...[one.pool, one.file_name, one.file_hash, one.content, one.layout, one.in_force, one.edition, one.share_employee, one.share_resident],
      ...[one.complete, String(one.officer), one.now],
    ],
  )
  const [made] = rows
  if (made === undefined) throw new Error('a draft was not inserted')
  return made.draft
}

export interface CheckReport {
  readonly layout: string
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly ended: number
  readonly unchanged: number
  readonly fault_count: number
  readonly faults: readonly { readonly row: number; readonly sentence: string }[]
  readonly notices: readonly string[]
}

export interface NewDraftStep {
  readonly draft: bigint
  readonly kind: 'checked' | 'approved' | 'returned' | 'withdrawn'
  readonly officer: bigint
  readonly reason?: string
  readonly base?: bigint
  readonly report?: CheckReport
  readonly version?: bigint
  readonly now: string
}

export async function insertDraftStep(client: Queryable, one: NewDraftStep): Promise<bigint> {
  const { rows } = await client.query<{ step: bigint }>(
    `INSERT INTO catalogue_draft_step (draft, step, kind, base, report, version, officer, reason, known_at)
     VALUES ($1, nextval('fact_seq'), $2, $3, $4::jsonb, $5, $6, $7, $8::timestamptz) RETURNING step`,
    [
      ...[String(one.draft), one.kind, one.base === undefined ? null : String(one.base), one.report === undefined ? null : JSON.stringify(one.report)],
      ...[one.version === undefined ? null : String(one.version), String(one.officer), one.reason ?? '', one.now],
    ],
  )
  return rows[0]?.step ?? 0n
}

const CHUNK = 2000

export async function insertChanges(
  client: Queryable,
  draft: bigint,
  step: bigint,
  differences: readonly Difference[],
  told: (rows: number) => void,
): Promise<void> {
  for (let at = 0; at < differences.length; at += CHUNK) {
    const rows = differences
      .slice(at, at + CHUNK)
      .map((one, index) => ({ ...one, ordinal: at + index, before: sideText(one.before), after: sideText(one.after) }))
    await client.query(
      `INSERT INTO catalogue_draft_change (draft, step, ordinal, code, name, kind, changes, before, after)
       SELECT $1, $2, c.ordinal, c.code, c.name, c.kind, ARRAY(SELECT jsonb_array_elements_text(c.changes)), nullif(c.before, 'null'::jsonb), nullif(c.after, 'null'::jsonb)
         FROM jsonb_to_recordset($3::jsonb) AS c(ordinal integer, code text, name text, kind text, changes jsonb, before jsonb, after jsonb)`,
      [String(draft), String(step), JSON.stringify(rows)],
    )
    told(rows.length)
  }
}

/** Ceilings travel as text, because JSON knows no bigint. */
function sideText(side: Side | null) {
  if (side === null) return null
  const fen = (amount: bigint | null): string | null => (amount === null ? null : String(amount))
  return { ...side, tier3: fen(side.tier3), tier2: fen(side.tier2), tier1: fen(side.tier1) }
}

export interface StoredDraft extends Omit<NewDraft, 'now'> {
  readonly draft: bigint
  readonly account: string
  readonly step: bigint | null
  readonly standing: Static<typeof Drafts>['rows'][number]['standing']
  readonly base: bigint | null
  readonly newest: bigint
}

const STANDING = `CASE WHEN s.kind IS NULL THEN 'prepared' WHEN s.kind = 'checked' AND (s.report ->> 'fault_count')::integer > 0 THEN 'faulty' ELSE s.kind END`
const LAST = `LEFT JOIN LATERAL (SELECT x.* FROM catalogue_draft_step x WHERE x.draft = d.draft ORDER BY x.step DESC LIMIT 1) s ON true
  LEFT JOIN LATERAL (SELECT x.* FROM catalogue_draft_step x WHERE x.draft = d.draft AND x.kind = 'checked' ORDER BY x.step DESC LIMIT 1) c ON true`

export async function findDraft(client: Queryable, pool: string, draft: bigint): Promise<StoredDraft | undefined> {
  const { rows } = await client.query<StoredDraft>(
    `SELECT d.draft, d.pool, d.file_name, d.file_hash, d.content, d.layout, d.in_force, d.edition, d.share_employee, d.share_resident, d.complete, d.officer,
            o.account, c.step, ${STANDING} AS standing, c.base, (SELECT max(v.version) FROM catalogue_version v) AS newest
       FROM catalogue_draft d JOIN officer o ON o.officer = d.officer ${LAST} WHERE d.pool = $1 AND d.draft = $2`,
    [pool, String(draft)],
  )
  return rows[0]
}

type HeadRow = Omit<Static<typeof Drafts>['rows'][number], 'own' | 'version'> & { readonly officer: bigint; readonly version: bigint | null }

const HEAD = `d.draft::text, d.file_name, d.edition, d.in_force, d.complete, o.name AS prepared_by, d.officer, to_char(d.known_at, 'YYYY-MM-DD HH24:MI') AS prepared_at,
  ${STANDING} AS standing, CASE WHEN s.kind <> 'checked' THEN b.name END AS decided_by,
  CASE WHEN s.kind <> 'checked' THEN to_char(s.known_at, 'YYYY-MM-DD HH24:MI') END AS decided_at, coalesce(s.reason, '') AS reason, s.version,
  (c.report ->> 'rows')::integer AS rows, (c.report ->> 'added')::integer AS added, (c.report ->> 'changed')::integer AS changed,
  (c.report ->> 'ended')::integer AS ended, (c.report ->> 'unchanged')::integer AS unchanged, (c.report ->> 'fault_count')::integer AS fault_count`
const FROM = `FROM catalogue_draft d JOIN officer o ON o.officer = d.officer ${LAST} LEFT JOIN officer b ON b.officer = s.officer`
const ORDER = { prepared_at: 'd.known_at', in_force: 'd.in_force', edition: 'd.edition' }

export interface DraftsAsked {
  readonly pool: string
  readonly standing: string | undefined
  readonly sort: string | undefined
  readonly limit: number
  readonly offset: number
}

export async function draftsOf(
  client: pg.ClientBase,
  { pool, standing, sort, limit, offset }: DraftsAsked,
): Promise<{ total: number; waiting: number; rows: HeadRow[] }> {
  const counted = await client.query<{ waiting: number }>(
    `SELECT count(*) FILTER (WHERE ${STANDING} = 'checked')::integer AS waiting ${FROM} WHERE d.pool = $1`,
    [pool],
  )
  const { rows } = await client.query<HeadRow & { total: number }>(
    `SELECT ${HEAD}, count(*) OVER ()::integer AS total ${FROM} WHERE d.pool = $1 AND ($2::text IS NULL OR ${STANDING} = $2)
      ORDER BY ${orderBy(sort, ORDER, 'd.known_at DESC, d.draft DESC')} LIMIT $3 OFFSET $4`,
    [pool, standing ?? null, limit, offset],
  )
  return { total: rows[0]?.total ?? 0, waiting: counted.rows[0]?.waiting ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
}

export interface DraftInFull extends HeadRow {
  readonly layout: string | null
  readonly share_employee: string | null
  readonly share_resident: string | null
  readonly base: bigint | null
  readonly newest: bigint
  readonly report: CheckReport | null
  readonly steps: { readonly kind: string; readonly officer: string; readonly reason: string; readonly at: string }[]
}

export async function draftInFull(client: pg.ClientBase, pool: string, draft: bigint): Promise<DraftInFull | undefined> {
  const { rows } = await client.query<Omit<DraftInFull, 'steps'>>(
    `SELECT ${HEAD}, d.layout, d.share_employee, d.share_resident, c.base, c.report, (SELECT max(v.version) FROM catalogue_version v) AS newest
       ${FROM} WHERE d.pool = $1 AND d.draft = $2`,
    [pool, String(draft)],
  )
  const [found] = rows
  if (found === undefined) return undefined
  const steps = await client.query<DraftInFull['steps'][number]>(
    `SELECT s.kind, o.name AS officer, s.reason, to_char(s.known_at, 'YYYY-MM-DD HH24:MI') AS at
       FROM catalogue_draft_step s JOIN officer o ON o.officer = s.officer WHERE s.draft = $1 ORDER BY s.step`,
    [String(draft)],
  )
  return { ...found, steps: steps.rows }
}

const NARROWED = `FROM catalogue_draft_change c WHERE c.draft = $1 AND c.step = $2 AND ($3::text IS NULL OR $3 = ANY (c.changes)) AND ($4::text IS NULL OR c.kind = $4)
  AND ($5::text IS NULL OR position($5 IN c.name) > 0 OR starts_with(c.code, upper($5)))`

type StoredSide = Omit<Side, 'tier1' | 'tier2' | 'tier3'> & { readonly [K in 'tier1' | 'tier2' | 'tier3']: string | null }

/** What the draft's last check found, in the words of the comparison of two versions. */
export async function changesOf(client: pg.ClientBase, of: { draft: bigint; step: bigint }, wanted: Wanted, limit: number, offset: number): Promise<Compared> {
  const key = [String(of.draft), String(of.step)]
  const counted = await client.query<{ change: Change; n: number }>(
    'SELECT x.change, count(*)::int AS n FROM catalogue_draft_change c, unnest(c.changes) AS x(change) WHERE c.draft = $1 AND c.step = $2 GROUP BY 1',
    key,
  )
  const values = [...key, wanted.change ?? null, wanted.kind ?? null, wanted.q ?? null]
  const total = await client.query<{ n: number }>(`SELECT count(*)::int AS n ${NARROWED}`, values)
  const { rows } = await client.query<Omit<Difference, 'before' | 'after'> & { before: StoredSide | null; after: StoredSide | null }>(
    `SELECT c.code, c.name, c.kind, c.changes, c.before, c.after ${NARROWED} ORDER BY c.code LIMIT ${limit} OFFSET ${offset}`,
    values,
  )
  const counts = Object.fromEntries(CHANGES.map((change) => [change, counted.rows.find((row) => row.change === change)?.n ?? 0])) as Record<Change, number>
  return { total: total.rows[0]?.n ?? 0, counts, rows: rows.map((row) => ({ ...row, before: sideOf(row.before), after: sideOf(row.after) })) }
}

function sideOf(side: StoredSide | null): Side | null {
  if (side === null) return null
  const fen = (text: string | null): bigint | null => (text === null ? null : BigInt(text))
  return { ...side, tier3: fen(side.tier3), tier2: fen(side.tier2), tier1: fen(side.tier1) }
}
