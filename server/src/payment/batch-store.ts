// Batches to the bank, their payments, files and results. Insert-only.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Outcome } from '@tongchou/domain/payment/match-results.js'
import type { Queries } from '../fund/transaction.js'
import { orderBy } from '../http/list-query.js'

export interface BatchRow {
  readonly batch: bigint
  readonly book: string
  readonly units: readonly string[]
  readonly template: string
  readonly template_name: string
  readonly title: string
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
  readonly booked_on: Day
  readonly stage: string
  readonly items: number
  readonly amount_fen: bigint
  readonly paid: number
  readonly paid_fen: bigint
  readonly bounced: number
  readonly waiting: number
  readonly total: number
}

const ROWS = `
SELECT b.batch, b.book, b.units, b.template, t.name AS template_name, b.title, b.officer, o.name AS officer_name,
       to_char(b.known_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS known_at, b.booked_on, payment_stage('batch', b.batch) AS stage,
       i.items, i.amount_fen, i.paid, i.paid_fen, i.bounced, i.waiting, count(*) OVER ()::integer AS total
  FROM payment_batch b JOIN bank_template t USING (template) JOIN officer o USING (officer)
  JOIN LATERAL (SELECT count(*)::integer AS items, sum(x.amount_fen)::bigint AS amount_fen, count(*) FILTER (WHERE r.last = 'paid')::integer AS paid,
                       coalesce(sum(x.amount_fen) FILTER (WHERE r.last = 'paid'), 0)::bigint AS paid_fen,
                       count(*) FILTER (WHERE r.last IN ('failed', 'returned'))::integer AS bounced, count(*) FILTER (WHERE r.last IS NULL)::integer AS waiting
                  FROM payment_item x
                  LEFT JOIN LATERAL (SELECT y.outcome AS last FROM payment_result y WHERE y.batch = x.batch AND y.item = x.item ORDER BY y.outcome = 'paid' LIMIT 1) r ON true
                 WHERE x.batch = b.batch) i ON true`

export interface BatchFilter {
  readonly book: string | null
  readonly stage: string | null
  readonly q: string | null
  readonly sort?: string | undefined
  readonly size: number
  readonly from: number
}

const ORDER = {
  number: 'b.batch',
  title: 'b.title',
  items: 'i.items',
  amount_fen: 'i.amount_fen',
  paid_fen: 'i.paid_fen',
  bounced: 'i.bounced',
  waiting: 'i.waiting',
}

export async function batchRows(db: Queries, { book, stage, q, sort, size, from }: BatchFilter): Promise<BatchRow[]> {
  const { rows } = await db.query<BatchRow>(
    `${ROWS} WHERE ($1::text IS NULL OR b.book = $1) AND ($2::text IS NULL OR payment_stage('batch', b.batch) = $2)
        AND ($3::text IS NULL OR b.title LIKE '%' || $3 || '%' OR b.batch::text = $3) ORDER BY ${orderBy(sort, ORDER, 'b.batch DESC')} LIMIT $4 OFFSET $5`,
    [book, stage, q, size, from],
  )
  return rows
}

export async function batchNumbered(db: Queries, batch: bigint): Promise<BatchRow | undefined> {
  return (await db.query<BatchRow>(`${ROWS} WHERE b.batch = $1`, [batch])).rows[0]
}

export interface ItemRow {
  readonly item: number
  readonly payable: bigint
  readonly attempt: number
  readonly account: bigint
  readonly amount_fen: bigint
  readonly item_key: string
  readonly repays: boolean
  readonly kind: string
  readonly title: string
  readonly payee_kind: 'provider' | 'person' | 'payer'
  readonly payee: string
  readonly person: bigint | null
  readonly payee_name: string
  readonly holder: string
  readonly bank: string
  readonly tail: string
  readonly outcomes: readonly Outcome[]
  readonly happened_on: string | null
  readonly reason: string | null
  readonly postings: readonly { readonly fact: string; readonly kind: string }[]
}

export async function itemsOf(db: Queries, batch: bigint): Promise<ItemRow[]> {
  const { rows } = await db.query<ItemRow>(
    `SELECT i.item, i.payable, i.attempt, i.account, i.amount_fen, i.item_key, i.repays, y.kind, y.title, y.payee_kind, y.payee, w.person,
            coalesce(p.name, v.name, y.payee) AS payee_name, a.holder, a.bank, a.tail,
            coalesce(r.outcomes, '{}') AS outcomes, r.happened_on, r.reason, coalesce(f.postings, '[]') AS postings
       FROM payment_item i JOIN payable y USING (payable) LEFT JOIN payable_person w USING (payable) LEFT JOIN person p ON p.person = w.person
       LEFT JOIN provider v ON v.code = y.payee LEFT JOIN payee_account_standing a ON a.account = i.account
       LEFT JOIN LATERAL (SELECT array_agg(x.outcome ORDER BY x.outcome = 'paid' DESC) AS outcomes, max(x.happened_on)::text AS happened_on,
                                 string_agg(NULLIF(x.reason, ''), '；') AS reason FROM payment_result x WHERE x.batch = i.batch AND x.item = i.item) r ON true
       LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('fact', x.fact::text, 'kind', x.fact_kind) ORDER BY x.fact) AS postings
                            FROM payment_posting x WHERE x.batch = i.batch AND x.item = i.item) f ON true
      WHERE i.batch = $1 ORDER BY i.item`,
    [batch],
  )
  return rows
}

export interface FileRow {
  readonly file: bigint
  readonly direction: 'out' | 'back'
  readonly name: string
  readonly sha256: string
  readonly lines: number
  readonly total_fen: bigint
  readonly officer_name: string
  readonly known_at: string
  readonly faults: readonly { readonly line: number; readonly why: string }[]
}

export async function filesOf(db: Queries, batch: bigint): Promise<FileRow[]> {
  const { rows } = await db.query<FileRow>(
    `SELECT f.file, f.direction, f.name, f.sha256, f.lines, f.total_fen, o.name AS officer_name, to_char(f.known_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS known_at,
            coalesce((SELECT jsonb_agg(jsonb_build_object('line', x.line, 'why', x.why) ORDER BY x.line) FROM payment_file_fault x WHERE x.file = f.file), '[]') AS faults
       FROM payment_file f JOIN officer o USING (officer) WHERE f.batch = $1 ORDER BY f.file`,
    [batch],
  )
  return rows
}

export interface NewFile {
  readonly batch: bigint
  readonly direction: 'out' | 'back'
  readonly name: string
  readonly sha256: string
  readonly content: Buffer
  readonly lines: number
  readonly totalFen: bigint
  readonly officer: bigint
}

export async function insertFile(db: Queries, one: NewFile): Promise<bigint> {
  const { rows } = await db.query<{ file: bigint }>(
    `INSERT INTO payment_file (file, batch, direction, name, sha256, content, lines, total_fen, officer)
       VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7, $8) RETURNING file`,
    [one.batch, one.direction, one.name, one.sha256, one.content, one.lines, one.totalFen, one.officer],
  )
  return rows[0]?.file ?? 0n
}

/** The batch whose file has these very bytes; undefined where none has. */
export async function batchOfFile(db: Queries, direction: 'out' | 'back', sha256: string): Promise<bigint | undefined> {
  const { rows } = await db.query<{ batch: bigint }>('SELECT batch FROM payment_file WHERE direction = $1 AND sha256 = $2', [direction, sha256])
  return rows[0]?.batch
}
