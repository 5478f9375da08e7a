// Stock records and the life of trace codes: what is inserted, and what stands (withdrawn records do not).
import type { Day } from '@tongchou/domain/base/day.js'
import type { TraceEvent, TraceKind } from '@tongchou/domain/supervision/trace-life.js'
import type pg from 'pg'
import type { Queries } from '../fund/transaction.js'
import type { StockRow } from './stock-row.js'

export interface StockBy {
  readonly institution: string
  readonly area: string
  readonly operator: string
  readonly message: string
  readonly now: string
}

export interface NewStock extends StockRow {
  readonly record: bigint
  readonly person: bigint | null
}

export interface NewTrace {
  readonly code: string
  readonly record: bigint
  readonly kind: TraceKind
  readonly split: boolean
  readonly happenedAt: string
  readonly doubt: string
}

export async function factNumbers(client: pg.ClientBase, count: number): Promise<bigint[]> {
  const { rows } = await client.query<{ fact: bigint }>(`SELECT nextval('fact_seq') AS fact FROM generate_series(1, $1::integer)`, [count])
  return rows.map((row) => row.fact)
}

export async function insertStock(client: pg.ClientBase, by: StockBy, rows: readonly NewStock[]): Promise<void> {
  for (const row of rows) {
    await client.query({
      name: 'insert-stock',
      text: `INSERT INTO stock_record (institution, record, area, kind, code, own_code, own_name, batch_no, change_type, quantity, price, split, happened_at, lot,
           made_on, expires_on, visit_no, settlement_named, person, attributes, sealed, operator, message, known_at, booked_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::timestamptz, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24::timestamptz, $24::date)`,
      values: [
        by.institution,
        row.record,
        by.area,
        row.kind,
        row.code,
        row.ownCode,
        row.ownName,
        row.batchNo,
        row.changeType,
        row.quantity,
        row.price,
        row.split,
        row.happenedAt,
        row.lot,
        row.madeOn,
        row.expiresOn,
        row.visitNo,
        row.settlementNamed,
        row.person,
        row.attributes,
        row.sealed,
        by.operator,
        by.message,
        by.now,
      ],
    })
  }
}

export async function insertTraces(client: pg.ClientBase, by: StockBy, traces: readonly NewTrace[]): Promise<void> {
  const told = traces.map(({ code, record, kind, split, happenedAt, doubt }) => ({ code, record: String(record), kind, split, happened_at: happenedAt, doubt }))
  await client.query(
    `INSERT INTO trace_event (code, event, institution, record, kind, split, happened_at, doubt, known_at)
     SELECT t.code, nextval('fact_seq'), $1, t.record, t.kind, t.split, t.happened_at, t.doubt, $2::timestamptz
     FROM jsonb_to_recordset($3::jsonb) AS t(code text, record bigint, kind text, split boolean, happened_at timestamptz, doubt text)`,
    [by.institution, by.now, JSON.stringify(told)],
  )
}

/** Whoever else reports one of these codes waits, always in the order of the codes. */
export async function lockCodes(client: pg.ClientBase, codes: readonly string[]): Promise<void> {
  await client.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('trace/' || c.code, 0)) FROM (SELECT DISTINCT code FROM unnest($1::text[]) AS code ORDER BY code) c`,
    [codes],
  )
}

/** By code, in the order in which it was told; withdrawn records have no part in it. */
export async function livesOf(client: Queries, codes: readonly string[]): Promise<Map<string, TraceEvent[]>> {
  const { rows } = await client.query<TraceEvent & { code: string }>(
    `SELECT e.code, e.kind, e.institution, p.name AS "institutionName", e.happened_at::date AS day, e.split
       FROM trace_event e JOIN provider p ON p.code = e.institution
      WHERE e.code = ANY ($1::text[]) AND NOT EXISTS (SELECT 1 FROM stock_withdrawal w WHERE w.institution = e.institution AND w.record = e.record)
      ORDER BY e.event`,
    [codes],
  )
  const lives = new Map<string, TraceEvent[]>()
  for (const { code, ...event } of rows) lives.set(code, [...(lives.get(code) ?? []), event])
  return lives
}

export type SecondSale = 'refuse' | 'warn'

/** What the office decided last for the pool; until it decides, a contradiction is refused. */
export async function secondSaleOn(client: Queries, pool: string, day: Day): Promise<SecondSale> {
  const { rows } = await client.query<{ second_sale: SecondSale }>(
    'SELECT second_sale FROM trace_rule WHERE pool = $1 AND in_force <= $2 ORDER BY in_force DESC, fact DESC LIMIT 1',
    [pool, day],
  )
  return rows[0]?.second_sale ?? 'refuse'
}

export async function doubtsOf(client: Queries, institution: string, message: string): Promise<string[]> {
  const { rows } = await client.query<{ doubt: string }>(
    `SELECT e.doubt FROM stock_record r JOIN trace_event e ON e.institution = r.institution AND e.record = r.record
      WHERE r.institution = $1 AND r.message = $2 AND e.doubt <> '' ORDER BY e.event`,
    [institution, message],
  )
  return rows.map((row) => row.doubt)
}

/** In the order of the message's rows. */
export async function recordsOfMessage(client: Queries, institution: string, message: string, kind: string): Promise<bigint[]> {
  const { rows } = await client.query<{ record: bigint }>(
    'SELECT record FROM stock_record WHERE institution = $1 AND message = $2 AND kind = $3 ORDER BY record',
    [institution, message, kind],
  )
  return rows.map((row) => row.record)
}

export async function standingRecords(client: Queries, institution: string, batchNo: string, kinds: readonly string[]): Promise<bigint[]> {
  const { rows } = await client.query<{ record: bigint }>(
    `SELECT r.record FROM stock_record r WHERE r.institution = $1 AND r.batch_no = $2 AND r.kind = ANY ($3::text[])
        AND NOT EXISTS (SELECT 1 FROM stock_withdrawal w WHERE w.institution = r.institution AND w.record = r.record) ORDER BY r.record`,
    [institution, batchNo, kinds],
  )
  return rows.map((row) => row.record)
}

export async function insertWithdrawals(client: pg.ClientBase, by: StockBy, records: readonly bigint[]): Promise<void> {
  await client.query(
    `INSERT INTO stock_withdrawal (institution, record, fact, operator, message, known_at, booked_on)
     SELECT $1, r, nextval('fact_seq'), $2, $3, $4::timestamptz, $4::date FROM unnest($5::bigint[]) AS r`,
    [by.institution, by.operator, by.message, by.now, records.map(String)],
  )
}
