// The tables of law: documents as published and compiled rule sets, insert-only.
import type { Exchange } from '@tongchou/domain/policy/exchange.js'
import type pg from 'pg'

export type Queryable = Pick<pg.ClientBase, 'query'>

export interface DocumentRow {
  readonly hash: string
  readonly path: string
  readonly document: string
  readonly area: string
  readonly status: string
  readonly text: string
}

export interface RuleSetRow {
  readonly hash: string
  readonly area: string
  readonly scheme: string
  readonly documents: readonly string[]
  readonly content: string
}

/** The areas among `codes` that the table of areas does not know. */
export async function unknownAreas(db: Queryable, codes: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>(
    'SELECT code FROM unnest($1::text[]) AS code WHERE NOT EXISTS (SELECT 1 FROM area WHERE area.code = code.code)',
    [codes],
  )
  return rows.map(({ code }) => code)
}

/** One publication at a time, until the transaction ends: the next one composes upon what this one leaves. */
export async function lockPublication(db: Queryable): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended('policy_publication', 0))`)
}

/** Paths whose newest text was published from a draft: the folder no longer speaks for them. */
export async function pathsOfDrafts(db: Queryable): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ path: string; hash: string }>(
    `SELECT path, hash FROM (SELECT DISTINCT ON (path) path, hash FROM policy_document ORDER BY path, published_at DESC, hash) AS newest
     WHERE EXISTS (SELECT 1 FROM policy_draft_step s WHERE s.document_hash = newest.hash)`,
  )
  return new Map(rows.map(({ path, hash }) => [path, hash]))
}

/** True when the document was not there before. The time is that of the statement: transactions may have waited for each other. */
export async function insertDocument(db: Queryable, row: DocumentRow, by: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO policy_document (hash, path, document, area, status, text, published_at, published_by) VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), $7) ON CONFLICT (hash) DO NOTHING`,
    [row.hash, row.path, row.document, row.area, row.status, row.text, by],
  )
  return rowCount === 1
}

/** True when the rule set was not there before. */
export async function insertRuleSet(db: Queryable, row: RuleSetRow): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO rule_set (hash, area, scheme, documents, content, published_at) VALUES ($1, $2, $3, $4, $5, clock_timestamp()) ON CONFLICT (hash) DO NOTHING`,
    [row.hash, row.area, row.scheme, row.documents, row.content],
  )
  return rowCount === 1
}

export interface StoredRuleSet {
  readonly hash: string
  readonly area: string
  readonly scheme: string
  readonly content: Exchange
}

/** The newest rule set of every area and scheme. */
export async function newestRuleSets(db: Queryable): Promise<StoredRuleSet[]> {
  const { rows } = await db.query<StoredRuleSet>(
    'SELECT DISTINCT ON (area, scheme) hash, area, scheme, content FROM rule_set ORDER BY area, scheme, published_at DESC, hash',
  )
  return rows
}

export async function newestHash(db: Queryable, area: string, scheme: string): Promise<string | undefined> {
  const { rows } = await db.query<{ hash: string }>('SELECT hash FROM rule_set WHERE area = $1 AND scheme = $2 ORDER BY published_at DESC, hash LIMIT 1', [
    area,
    scheme,
  ])
  return rows[0]?.hash
}

export async function ruleSetByHash(db: Queryable, hash: string): Promise<StoredRuleSet | undefined> {
  const { rows } = await db.query<StoredRuleSet>('SELECT hash, area, scheme, content FROM rule_set WHERE hash = $1', [hash])
  return rows[0]
}
