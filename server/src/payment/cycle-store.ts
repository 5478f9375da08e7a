// A provider's month: what its bills come to, the changes with their words, and what is left over from the month before. Insert-only.
import type { Day } from '@tongchou/domain/base/day.js'
import type { CycleChangeKind, DueLine } from '@tongchou/domain/payment/cycle.js'
import type { Queries } from '../fund/transaction.js'
import { orderBy } from '../http/list-query.js'

export interface DueOfProvider {
  readonly provider: string
  readonly provider_name: string
  readonly area: string
  readonly bills: number
  readonly due_fen: bigint
  readonly declared_fen: bigint
  readonly requests: number
  readonly cycle: bigint | null
  readonly stage: string | null
  readonly paid: boolean
  readonly total: number
}

const DUE_ORDER = { provider_name: 'p.name', bills: 'd.bills', due_fen: 'd.fen', declared_fen: 'declared_fen' }

/** Every provider with bills in a month, what it declared, and how far its cycle is. */
export async function duesOfMonth(
  db: Queries,
  asked: { book: string; month: Day; q: string | null; sort?: string | undefined; size: number; from: number },
): Promise<DueOfProvider[]> {
  const { rows } = await db.query<DueOfProvider>(
    `WITH due AS (SELECT provider, sum(fen)::bigint AS fen, sum(bills)::integer AS bills FROM provider_dues($1, $2) GROUP BY provider)
     SELECT d.provider, p.name AS provider_name, p.area, d.bills, d.fen AS due_fen, coalesce(r.fen, 0)::bigint AS declared_fen, coalesce(r.many, 0)::integer AS requests,
            c.cycle, c.stage, EXISTS (SELECT 1 FROM provider_paid x WHERE x.book = $1 AND x.provider = d.provider AND x.period = $2) AS paid, count(*) OVER ()::integer AS total
       FROM due d JOIN provider p ON p.code = d.provider
       LEFT JOIN LATERAL (SELECT sum(q.fund_fen + q.account_fen) AS fen, count(*) AS many FROM clearing_request q
                           WHERE q.institution = d.provider AND q.month = $2 AND ${ACCEPTED_REQUEST}) r ON true
       LEFT JOIN LATERAL (SELECT y.cycle, payment_stage('cycle', y.cycle) AS stage FROM pay_cycle y
                           WHERE y.book = $1 AND y.provider = d.provider AND y.month = $2 ORDER BY y.cycle DESC LIMIT 1) c ON true
      WHERE $3::text IS NULL OR d.provider = $3 OR p.name LIKE '%' || $3 || '%' ORDER BY ${orderBy(asked.sort, DUE_ORDER, 'd.fen DESC, d.provider')} LIMIT $4 OFFSET $5`,
    [asked.book, asked.month, asked.q, asked.size, asked.from],
  )
  return rows
}

/** A clearing request `q` that the office accepted. */
export const ACCEPTED_REQUEST = `(SELECT s.kind FROM clearing_step s WHERE s.institution = q.institution AND s.request = q.request ORDER BY s.step DESC LIMIT 1) = 'accepted'`

export interface Declared {
  readonly requests: readonly bigint[]
  readonly fen: bigint
}

/** The provider's clearing requests of the month that the office accepted. */
export async function declaredOf(db: Queries, provider: string, month: Day): Promise<Declared> {
  const { rows } = await db.query<Declared>(
    `SELECT coalesce(array_agg(q.request ORDER BY q.request), '{}') AS requests, coalesce(sum(q.fund_fen + q.account_fen), 0)::bigint AS fen
       FROM clearing_request q WHERE q.institution = $1 AND q.month = $2 AND ${ACCEPTED_REQUEST}`,
    [provider, month],
  )
  return rows[0] ?? { requests: [], fen: 0n }
}

export interface StoredDue extends DueLine {
  readonly bills: number
}

export async function duesOfProvider(db: Queries, book: string, provider: string, month: Day): Promise<StoredDue[]> {
  const { rows } = await db.query<StoredDue>(
    `SELECT unit, part, care, fen AS "byItemFen", 0::bigint AS "carriedFen", bills::integer AS bills FROM provider_dues($1, $2, $3) ORDER BY unit, part, care`,
    [book, month, provider],
  )
  return rows
}

export interface CycleRow {
  readonly cycle: bigint
  readonly book: string
  readonly provider: string
  readonly provider_name: string
  readonly month: Day
  readonly area: string
  readonly declared_fen: bigint
  readonly requests: readonly bigint[]
  readonly deposit_ratio: string
  readonly deposit_source: string
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
  readonly stage: string
  readonly by_item_fen: bigint
  readonly pay_fen: bigint | null
  readonly standing: string | null
  readonly total: number
}

const ROWS = `
SELECT c.cycle, c.book, c.provider, p.name AS provider_name, c.month, c.area, c.declared_fen, c.requests, c.deposit_ratio, c.deposit_source, c.officer, o.name AS officer_name,
       to_char(c.known_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS known_at, payment_stage('cycle', c.cycle) AS stage,
       (SELECT coalesce(sum(d.by_item_fen), 0)::bigint FROM pay_cycle_due d WHERE d.cycle = c.cycle) AS by_item_fen, y.amount_fen AS pay_fen, y.standing,
       count(*) OVER ()::integer AS total
  FROM pay_cycle c JOIN provider p ON p.code = c.provider JOIN officer o USING (officer)
  LEFT JOIN payable_standing y ON y.kind = 'cycle' AND y.source = c.cycle::text`

export interface CycleFilter {
  readonly book: string | null
  readonly month: Day | null
  readonly stage: string | null
  readonly q: string | null
  readonly sort?: string | undefined
  readonly size: number
  readonly from: number
}

const CYCLE_ORDER = {
  number: 'c.cycle',
  provider_name: 'p.name',
  month: 'c.month',
  by_item_fen: 'by_item_fen',
  declared_fen: 'c.declared_fen',
  pay_fen: 'y.amount_fen',
}

export async function cycleRows(db: Queries, { book, month, stage, q, sort, size, from }: CycleFilter): Promise<CycleRow[]> {
  const { rows } = await db.query<CycleRow>(
    `${ROWS} WHERE ($1::text IS NULL OR c.book = $1) AND ($2::date IS NULL OR c.month = $2) AND ($3::text IS NULL OR payment_stage('cycle', c.cycle) = $3)
        AND ($4::text IS NULL OR c.provider = $4 OR p.name LIKE '%' || $4 || '%') ORDER BY ${orderBy(sort, CYCLE_ORDER, 'c.month DESC, c.cycle DESC')} LIMIT $5 OFFSET $6`,
    [book, month, stage, q, size, from],
  )
  return rows
}

export async function cycleNumbered(db: Queries, cycle: bigint): Promise<CycleRow | undefined> {
  return (await db.query<CycleRow>(`${ROWS} WHERE c.cycle = $1`, [cycle])).rows[0]
}

/** The cycle of the month that counts: one that was withdrawn does not. */
export async function standingCycle(db: Queries, book: string, provider: string, month: Day): Promise<CycleRow | undefined> {
  const { rows } = await db.query<CycleRow>(
    `${ROWS} WHERE c.book = $1 AND c.provider = $2 AND c.month = $3 AND payment_stage('cycle', c.cycle) <> 'withdrawn'`,
    [book, provider, month],
  )
  return rows[0]
}

export async function duesOfCycle(db: Queries, cycle: bigint): Promise<StoredDue[]> {
  const { rows } = await db.query<StoredDue>(
    'SELECT unit, part, care, by_item_fen AS "byItemFen", carried_fen AS "carriedFen", bills FROM pay_cycle_due WHERE cycle = $1 ORDER BY line',
    [cycle],
  )
  return rows
}

export interface ChangeRow {
  readonly change: bigint
  readonly kind: CycleChangeKind
  readonly unit: string
  readonly part: DueLine['part']
  readonly care: DueLine['care']
  readonly amountFen: bigint
  readonly reason: string
  readonly article: string
  readonly officer: bigint
  readonly officer_name: string
  readonly words: readonly {
    readonly kind: 'objected' | 'upheld' | 'dropped'
    readonly text: string
    readonly officer_name: string
    readonly known_at: string
  }[]
}

export async function changesOf(db: Queries, cycle: bigint): Promise<ChangeRow[]> {
  const { rows } = await db.query<ChangeRow>(
    `SELECT c.change, c.kind, c.unit, c.part, c.care, c.amount_fen AS "amountFen", c.reason, c.article, c.officer, o.name AS officer_name,
            coalesce((SELECT jsonb_agg(jsonb_build_object('kind', w.kind, 'text', w.text, 'officer_name', x.name,
                               'known_at', to_char(w.known_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')) ORDER BY w.word)
                        FROM pay_cycle_word w JOIN officer x USING (officer) WHERE w.change = c.change), '[]') AS words
       FROM pay_cycle_change c JOIN officer o USING (officer) WHERE c.cycle = $1 ORDER BY c.change`,
    [cycle],
  )
  return rows
}

/** What a provider still holds of prepayments, by unit. */
export async function prepaidLeft(db: Queries, book: string, provider: string): Promise<{ unit: string; fen: bigint }[]> {
  const { rows } = await db.query<{ unit: string; fen: bigint }>(
    `SELECT unit, sum(fen)::bigint AS fen FROM (
       SELECT unit, amount_fen AS fen FROM prepaid WHERE book = $1 AND provider = $2
       UNION ALL SELECT unit, -amount_fen FROM prepayment_returned WHERE book = $1 AND provider = $2
       UNION ALL SELECT l.unit, -l.set_off_fen FROM provider_paid p JOIN provider_paid_line l USING (book, fact) WHERE p.book = $1 AND p.provider = $2
       UNION ALL SELECT l.unit, -l.set_off_fen FROM payable_standing y JOIN payable_line l USING (payable)
                  WHERE y.kind IN ('cycle', 'clearing') AND y.book = $1 AND y.payee = $2 AND y.standing IN ('open', 'under_way', 'failed')
                    AND NOT EXISTS (SELECT 1 FROM provider_paid x WHERE x.book = y.book AND x.provider = y.payee AND x.period = y.month)
       -- What the bank returned waits in 2001: the provider holds nothing of it until it is paid again.
       UNION ALL SELECT l.unit, -l.pay_fen FROM payable_standing y JOIN payable_line l USING (payable)
                  WHERE y.kind = 'prepayment' AND y.book = $1 AND y.payee = $2 AND y.standing <> 'paid'
                    AND EXISTS (SELECT 1 FROM payment_item i JOIN payment_result r USING (batch, item) WHERE i.payable = y.payable AND r.outcome = 'returned')
     ) line GROUP BY unit HAVING sum(fen) <> 0 ORDER BY unit`,
    [book, provider],
  )
  return rows
}

/** What is kept back of a provider's payments of a year, by unit, part and care, less what went back or was lost. */
export async function depositsHeld(
  db: Queries,
  book: string,
  provider: string,
  year: number,
): Promise<{ unit: string; part: 'pool' | 'account'; care: DueLine['care']; fen: bigint }[]> {
  const { rows } = await db.query<{ unit: string; part: 'pool' | 'account'; care: DueLine['care']; fen: bigint }>(
    `SELECT l.unit, l.part, l.care, sum(l.deposit_fen)::bigint AS fen FROM provider_paid p JOIN provider_paid_line l USING (book, fact)
      WHERE p.book = $1 AND p.provider = $2 AND extract(year FROM p.period) = $3 GROUP BY 1, 2, 3 HAVING sum(l.deposit_fen) > 0 ORDER BY 1, 2, 3`,
    [book, provider, year],
  )
  return rows
}
