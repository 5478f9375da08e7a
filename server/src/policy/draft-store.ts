// The tables of policy drafts: what was opened, written and decided, insert-only. Where a draft stands is the domain's to say.
import type { DraftLife, StepKind } from '@tongchou/domain/policy/approval.js'
import type { Queryable } from './store.js'

export interface DraftRow {
  readonly draft: bigint
  readonly area: string
  readonly path: string
  readonly title: string
  /** Hash of the published text that it rewrites. */
  readonly changes: string | null
  readonly opened_by: bigint
  readonly opened_by_name: string
  readonly opened_at: string
}

export interface RevisionRow {
  readonly revision: number
  readonly hash: string
  readonly faults: number
  readonly written_by: bigint
  readonly written_by_name: string
  readonly written_at: string
}

export interface StepRow {
  readonly step: number
  readonly kind: StepKind
  readonly revision: number
  readonly officer: bigint
  readonly officer_name: string
  readonly at: string
  readonly remark: string
  readonly trial: bigint | null
  readonly document_number: string | null
  readonly document_hash: string | null
  readonly in_force: string | null
  readonly retroactive: string | null
}

export interface StoredDraft {
  readonly draft: DraftRow
  readonly revisions: readonly RevisionRow[]
  readonly steps: readonly StepRow[]
  /** The latest text. */
  readonly text: string
}

export function lifeOf({ draft, revisions, steps }: Pick<StoredDraft, 'draft' | 'revisions' | 'steps'>): DraftLife {
  return { openedBy: draft.opened_by, revisions: revisions.map(({ revision, written_by, faults }) => ({ revision, author: written_by, faults })), steps }
}

/** Until the transaction ends nobody else writes or decides upon the draft. */
export async function lockDraft(db: Queryable, draft: bigint): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended('policy_draft/' || $1::text, 0))`, [draft])
}

const DRAFT = `SELECT d.draft, d.area, d.path, d.title, d.changes, d.opened_by, o.name AS opened_by_name, d.opened_at
  FROM policy_draft d JOIN officer o ON o.officer = d.opened_by`
const REVISIONS = `SELECT r.draft, r.revision, r.hash, r.faults, r.written_by, o.name AS written_by_name, r.written_at
  FROM policy_draft_revision r JOIN officer o ON o.officer = r.written_by WHERE r.draft = ANY ($1::bigint[]) ORDER BY r.draft, r.revision`
const STEPS = `SELECT s.draft, s.step, s.kind, s.revision, s.officer, o.name AS officer_name, s.at, s.remark, s.trial, s.document_number, s.document_hash, s.in_force, s.retroactive
  FROM policy_draft_step s JOIN officer o ON o.officer = s.officer WHERE s.draft = ANY ($1::bigint[]) ORDER BY s.draft, s.step`

export async function draftNumbered(db: Queryable, pool: string, draft: bigint): Promise<StoredDraft | undefined> {
  const { rows } = await db.query<DraftRow>(`${DRAFT} WHERE d.pool = $1 AND d.draft = $2`, [pool, draft])
  const [row] = rows
  if (row === undefined) return undefined
  const [one] = await withLives(db, [row])
  const text = await textOf(db, draft)
  return one === undefined ? undefined : { ...one, text }
}

/** Whether this trial of the pool tried exactly this text. */
export async function trialTried(db: Queryable, pool: string, trial: bigint, hash: string): Promise<boolean> {
  const { rowCount } = await db.query('SELECT 1 FROM trial WHERE trial = $1 AND pool = $2 AND $3 = ANY (draft_hashes)', [trial, pool, hash])
  return rowCount === 1
}

/** The newest first. */
export async function draftsOf(db: Queryable, pool: string, limit: number): Promise<Omit<StoredDraft, 'text'>[]> {
  const { rows } = await db.query<DraftRow>(`${DRAFT} WHERE d.pool = $1 ORDER BY d.opened_at DESC, d.draft DESC LIMIT $2`, [pool, limit])
  return withLives(db, rows)
}

async function withLives(db: Queryable, drafts: readonly DraftRow[]): Promise<Omit<StoredDraft, 'text'>[]> {
  const numbers = [drafts.map(({ draft }) => draft)]
  const { rows: revisions } = await db.query<RevisionRow & { draft: bigint }>(REVISIONS, numbers)
  const { rows: steps } = await db.query<StepRow & { draft: bigint }>(STEPS, numbers)
  const own =
    ({ draft }: DraftRow) =>
    (row: { readonly draft: bigint }) =>
      row.draft === draft
  return drafts.map((draft) => ({ draft, revisions: revisions.filter(own(draft)), steps: steps.filter(own(draft)) }))
}

async function textOf(db: Queryable, draft: bigint): Promise<string> {
  const { rows } = await db.query<{ text: string }>('SELECT text FROM policy_draft_revision WHERE draft = $1 ORDER BY revision DESC LIMIT 1', [draft])
  return rows[0]?.text ?? ''
}

export async function textOfRevision(db: Queryable, pool: string, draft: bigint, revision: number): Promise<string | undefined> {
  const { rows } = await db.query<{ text: string }>(
    'SELECT r.text FROM policy_draft_revision r JOIN policy_draft d USING (draft) WHERE d.pool = $1 AND r.draft = $2 AND r.revision = $3',
    [pool, draft, revision],
  )
  return rows[0]?.text
}

export interface NewDraft {
  readonly pool: string
  readonly area: string
  readonly path: string
  readonly title: string
  readonly changes: string | null
  readonly officer: bigint
  readonly at: Date
}

export async function insertDraft(db: Queryable, { pool, area, path, title, changes, officer, at }: NewDraft): Promise<bigint> {
  const { rows } = await db.query<{ draft: bigint }>(
    `INSERT INTO policy_draft (draft, pool, area, path, title, changes, opened_by, opened_at) VALUES (nextval('policy_draft_seq'), $1, $2, $3, $4, $5, $6, $7) RETURNING draft`,
    [pool, area, path, title, changes, officer, at],
  )
  const [row] = rows
  if (row === undefined) throw new Error('a draft was inserted without a number')
  return row.draft
}

export interface NewRevision {
  readonly draft: bigint
  readonly revision: number
  readonly text: string
  readonly hash: string
  readonly faults: number
  readonly officer: bigint
  readonly at: Date
}

export async function insertRevision(db: Queryable, { draft, revision, text, hash, faults, officer, at }: NewRevision): Promise<void> {
  await db.query('INSERT INTO policy_draft_revision (draft, revision, text, hash, faults, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    draft,
    revision,
    text,
    hash,
    faults,
    officer,
    at,
  ])
}

export interface NewStep {
  readonly draft: bigint
  readonly kind: StepKind
  readonly revision: number
  readonly officer: bigint
  readonly at: Date
  readonly remark: string
  readonly trial?: bigint
  readonly published?: { readonly number: string; readonly hash: string; readonly inForce: string; readonly retroactive: string | null }
}

export async function insertStep(db: Queryable, { draft, kind, revision, officer, at, remark, trial, published }: NewStep): Promise<void> {
  await db.query(
    `INSERT INTO policy_draft_step (draft, step, kind, revision, officer, at, remark, trial, document_number, document_hash, in_force, retroactive)
     SELECT $1, coalesce(max(step), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM policy_draft_step WHERE draft = $1`,
    [
      draft,
      kind,
      revision,
      officer,
      at,
      remark,
      trial ?? null,
      published?.number ?? null,
      published?.hash ?? null,
      published?.inForce ?? null,
      published?.retroactive ?? null,
    ],
  )
}

/** Hash and number of the text that holds at a path today. */
export async function publishedAt(
  db: Queryable,
  path: string,
): Promise<{ readonly hash: string; readonly document: string; readonly area: string } | undefined> {
  const { rows } = await db.query<{ hash: string; document: string; area: string }>(
    'SELECT hash, document, area FROM policy_document WHERE path = $1 ORDER BY published_at DESC, hash LIMIT 1',
    [path],
  )
  return rows[0]
}

export async function pathOfDocument(db: Queryable, hash: string): Promise<string | undefined> {
  const { rows } = await db.query<{ path: string }>('SELECT path FROM policy_document WHERE hash = $1', [hash])
  return rows[0]?.path
}
