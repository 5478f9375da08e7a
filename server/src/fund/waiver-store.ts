// Premiums that somebody asks to let off, before and after a second officer decided. Insert-only; the last step says where one stands.
import type { WaiverStage } from '@tongchou/domain/fund/waiver-life.js'
import { likeText } from '../http/list-query.js'
import type { Queries } from './transaction.js'

export interface WaiverRow {
  readonly waiver: bigint
  readonly book: string
  readonly unit: string
  readonly unit_name: string
  readonly payer: 'employer' | 'flexible' | 'resident'
  readonly period: string
  readonly benefit_year: number
  readonly heads: number
  readonly pool_fen: bigint
  readonly account_fen: bigint
  readonly assessed: boolean
  readonly document: string
  readonly authority: string
  readonly authority_name: string
  readonly document_day: string
  readonly officer_name: string
  readonly known_at: string
  readonly stage: WaiverStage
  readonly fact: bigint | null
}

const WAIVER = `SELECT w.waiver, w.book, w.unit, coalesce(unit_name(NULL, w.unit, w.document_day), w.unit) AS unit_name,
    w.payer, w.period, w.benefit_year, w.heads, w.pool_fen, w.account_fen, w.assessed, w.document, w.authority, a.name AS authority_name, w.document_day,
    o.name AS officer_name, w.known_at, l.kind AS stage, l.fact
  FROM premium_waiver w JOIN officer o USING (officer) JOIN area a ON a.code = w.authority
  CROSS JOIN LATERAL (SELECT s.kind, s.fact FROM premium_waiver_step s WHERE s.waiver = w.waiver ORDER BY s.step DESC LIMIT 1) l`

export interface WaiverFilter {
  readonly book: string
  readonly stage: string | null
  /** In the document's number, the unit, the issuing area or the officer's name. */
  readonly q: string | null
  readonly limit: number
  readonly offset: number
}

/** The newest first. */
export async function waiverPage(
  db: Queries,
  { book, stage, q, limit, offset }: WaiverFilter,
): Promise<{ readonly total: number; readonly rows: WaiverRow[] }> {
  const found = `SELECT * FROM (${WAIVER}) f WHERE book = $1 AND ($2::text IS NULL OR stage = $2)
    AND ($3::text IS NULL OR unit = $4 OR concat_ws(E'\\n', document, unit_name, authority_name, officer_name) ILIKE '%' || $3 || '%')`
  const given = [book, stage, q === null ? null : likeText(q), q]
  const count = await db.query<{ total: number }>(`SELECT count(*)::integer AS total FROM (${found}) w`, given)
  const { rows } = await db.query<WaiverRow>(`${found} ORDER BY waiver DESC LIMIT $5 OFFSET $6`, [...given, limit, offset])
  return { total: count.rows[0]?.total ?? 0, rows }
}

export async function waiverNumbered(db: Queries, pool: string, waiver: bigint): Promise<WaiverRow | undefined> {
  return (await db.query<WaiverRow>(`${WAIVER} JOIN book b ON b.book = w.book WHERE b.pool = $1 AND w.waiver = $2`, [pool, waiver])).rows[0]
}

export interface NewWaiver extends Pick<WaiverRow, 'waiver' | 'book' | 'unit' | 'payer' | 'period' | 'heads' | 'assessed' | 'document' | 'authority'> {
  readonly benefitYear: number
  readonly poolFen: bigint
  readonly accountFen: bigint
  readonly documentDay: string
  readonly officer: bigint
}

export async function insertWaiver(db: Queries, one: NewWaiver): Promise<void> {
  await db.query(
    `INSERT INTO premium_waiver (waiver, book, unit, payer, period, benefit_year, heads, pool_fen, account_fen, assessed, document, authority, document_day, officer)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      one.waiver,
      one.book,
      one.unit,
      one.payer,
      one.period,
      one.benefitYear,
      one.heads,
      one.poolFen,
      one.accountFen,
      one.assessed,
      one.document,
      one.authority,
      one.documentDay,
      one.officer,
    ],
  )
}

export interface NamedChoice {
  readonly value: string
  readonly name: string
}

/** Areas by code, in the order asked for. */
export async function areasNamed(db: Queries, codes: readonly string[]): Promise<NamedChoice[]> {
  return (await db.query<NamedChoice>('SELECT code AS value, name FROM area WHERE code = ANY ($1) ORDER BY array_position($1, code)', [codes])).rows
}
