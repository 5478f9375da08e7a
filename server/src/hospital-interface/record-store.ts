// Medical records: what is inserted, and the latest valid version of each document.
import type pg from 'pg'
import type { Queries } from '../fund/transaction.js'
import type { Kept } from './seal-fields.js'

export interface NewRecord extends Kept {
  /** 0: somebody who is not registered here. */
  readonly person: bigint
  readonly area: string
  readonly institution: string
  readonly kind: string
  readonly visit: bigint | null
  readonly visitNo: string
  readonly document: string
  readonly happenedAt: string
  readonly valid: boolean
  readonly operator: string
  readonly message: string
  readonly now: string
}

export async function insertRecord(client: pg.ClientBase, one: NewRecord): Promise<void> {
  await client.query({
    name: 'insert-medical-record',
    text: `INSERT INTO medical_record (person, record, area, institution, kind, visit, visit_no, document, happened_at, valid, content, sealed, operator, message, known_at, booked_on)
           VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5, $6, $7, $8::timestamptz, $9, $10, $11, $12, $13, $14::timestamptz, $14::date)`,
    values: [
      one.person,
      one.area,
      one.institution,
      one.kind,
      one.visit,
      one.visitNo,
      one.document,
      one.happenedAt,
      one.valid,
      one.content,
      one.sealed,
      one.operator,
      one.message,
      one.now,
    ],
  })
}

export interface StoredRecord extends Kept {
  readonly record: bigint
  readonly known_at: string
}

export interface RecordsAsked {
  readonly institution: string
  readonly kind: string
  readonly person: bigint
  /** Node and fields that the rows must have. */
  readonly node: string
  readonly having: Readonly<Record<string, string>>
  readonly size: number
  readonly page: number
}

/** A document handed in again replaces the earlier one; one taken back is not there. */
export async function recordsOf(database: Queries, asked: RecordsAsked): Promise<{ readonly total: number; readonly rows: StoredRecord[] }> {
  const { rows } = await database.query<StoredRecord & { total: number }>(
    `SELECT r.record, r.content, r.sealed, to_char(r.known_at, 'YYYY-MM-DD HH24:MI:SS') AS known_at, count(*) OVER ()::integer AS total FROM (
       SELECT DISTINCT ON (m.visit_no, m.document, CASE WHEN m.document = '' THEN m.record END) m.* FROM medical_record m
        WHERE m.person = $1 AND m.institution = $2 AND m.kind = $3
        ORDER BY m.visit_no, m.document, CASE WHEN m.document = '' THEN m.record END, m.record DESC) r
      WHERE r.valid AND r.content -> $4 @> $5::jsonb ORDER BY r.happened_at DESC, r.record DESC LIMIT $6 OFFSET $7`,
    [asked.person, asked.institution, asked.kind, asked.node, JSON.stringify([asked.having]), asked.size, (asked.page - 1) * asked.size],
  )
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
}
