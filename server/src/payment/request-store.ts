// Requests for funds: the unit's application, the chain it goes, and how a unit's money stands.
import type { Day } from '@tongchou/domain/base/day.js'
import type { ChainStep } from '@tongchou/domain/payment/request-chain.js'
import type { Queries } from '../fund/transaction.js'
import { orderBy } from '../http/list-query.js'

export interface RequestRow {
  readonly request: bigint
  readonly book: string
  readonly unit: string
  readonly unit_name: string
  readonly own_level: boolean
  readonly chain: string
  readonly month: Day
  readonly budget_line: string
  readonly amount_fen: bigint
  readonly plan_fen: bigint | null
  readonly spent_fen: bigint
  readonly held_fen: bigint
  readonly purpose: string
  readonly rest_of: bigint | null
  /** What the last step left of it. */
  readonly approved_fen: bigint
  /** The request that asks for the rest; null where none does. */
  readonly rest: bigint | null
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
  readonly stage: string
  readonly stage_name: string
  readonly total: number
}

const ROWS = `
SELECT r.request, r.book, r.unit, a.name AS unit_name, coalesce((SELECT bool_or(u.kind = 'city_level') FROM pooling_unit u WHERE u.unit = r.unit), false) AS own_level,
       r.chain, r.month, r.budget_line, r.amount_fen, r.plan_fen, r.spent_fen, r.held_fen, r.purpose, r.rest_of, coalesce((SELECT (s.detail ->> 'amount_fen')::bigint FROM payment_step s WHERE s.subject = 'fund_request' AND s.number = r.request
         AND s.detail ? 'amount_fen' ORDER BY s.step DESC LIMIT 1), r.amount_fen) AS approved_fen, (SELECT x.request FROM fund_request x WHERE x.rest_of = r.request) AS rest, r.officer, o.name AS officer_name,
       to_char(r.known_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS known_at, payment_stage('fund_request', r.request) AS stage,
       coalesce((SELECT c.name FROM request_chain_step c WHERE c.chain = r.chain AND c.kind = payment_stage('fund_request', r.request)), '已申请') AS stage_name,
       count(*) OVER ()::integer AS total
  FROM fund_request r JOIN area a ON a.code = r.unit JOIN officer o USING (officer)
 WHERE ($1::text IS NULL OR r.book = $1) AND ($2::text IS NULL OR payment_stage('fund_request', r.request) = $2)
   AND ($3::text IS NULL OR r.unit = $3 OR a.name LIKE '%' || $3 || '%' OR r.purpose LIKE '%' || $3 || '%') AND ($4::bigint IS NULL OR r.request = $4)
`

const ORDER = { number: 'r.request', unit_name: 'a.name', month: 'r.month', amount_fen: 'r.amount_fen', stage: "payment_stage('fund_request', r.request)" }
const sorted = (sort?: string): string => `${ROWS} ORDER BY ${orderBy(sort, ORDER, 'r.request DESC')} LIMIT $5 OFFSET $6`

export async function requestRows(
  db: Queries,
  asked: { book?: string; stage?: string; q?: string; sort?: string; size: number; from: number },
): Promise<RequestRow[]> {
  return (await db.query<RequestRow>(sorted(asked.sort), [asked.book ?? null, asked.stage ?? null, asked.q || null, null, asked.size, asked.from])).rows
}

export async function requestNumbered(db: Queries, request: bigint): Promise<RequestRow | undefined> {
  return (await db.query<RequestRow>(sorted(), [null, null, null, request, 1, 0])).rows[0]
}

/** The chain a unit's requests go on a day: the most particular row of unit, kind of unit and pool. */
export async function chainOf(db: Queries, book: string, unit: string, day: Day): Promise<string | undefined> {
  const { rows } = await db.query<{ chain: string }>(
    `SELECT c.chain FROM request_chain_area c JOIN book b ON b.book = $1 JOIN pooling_unit u ON u.pool = b.pool AND u.unit = $2
      WHERE c.pool IN ('', b.pool) AND c.unit IN ('', u.unit) AND c.kind IN ('', u.kind) AND c.in_force <= $3 AND u.in_force <= $3 AND (u.until IS NULL OR u.until >= $3)
      ORDER BY c.unit DESC, c.kind DESC, c.pool DESC, c.in_force DESC LIMIT 1`,
    [book, unit, day],
  )
  return rows[0]?.chain
}

export async function stepsOfChain(db: Queries, chain: string): Promise<ChainStep[]> {
  const { rows } = await db.query<ChainStep>(
    'SELECT kind, name, label, after, level, permission, records, account, reason, partial FROM request_chain_step WHERE chain = $1 ORDER BY ordinal',
    [chain],
  )
  return rows
}

export interface UnitMoney {
  readonly unit: string
  readonly unit_name: string
  readonly plan_fen: bigint | null
  readonly requested_fen: bigint
  readonly granted_fen: bigint
  readonly county_finance_fen: bigint
  readonly expenditure_account_fen: bigint
  readonly spent_fen: bigint
}

/** A fund's money by unit: plan of the year, what was asked and granted, what county finance holds, what lies in the expenditure account, what was spent. */
export async function moneyOfUnits(db: Queries, book: string, year: number): Promise<UnitMoney[]> {
  const { rows } = await db.query<UnitMoney>(
    `SELECT u.unit, a.name AS unit_name,
            (SELECT p.expenditure_fen FROM budget_unit p WHERE p.unit = u.unit AND p.budget = (SELECT max(g.budget) FROM budget g JOIN budget_step s USING (budget) WHERE g.book = $1 AND g.year = $2 AND s.kind = 'issued')) AS plan_fen,
            (SELECT coalesce(sum(x.amount_fen), 0)::bigint FROM funds_requested x WHERE x.book = $1 AND x.unit = u.unit AND extract(year FROM x.month) = $2) AS requested_fen,
            (SELECT coalesce(sum(x.amount_fen), 0)::bigint FROM funds_granted x WHERE x.book = $1 AND x.unit = u.unit AND extract(year FROM x.booked_on) = $2) AS granted_fen,
            (SELECT coalesce(sum(x.amount_fen), 0)::bigint FROM cash_balance x WHERE x.book = $1 AND x.unit = u.unit AND x.account = '1003' AND x.detail = 'county_finance') AS county_finance_fen,
            (SELECT coalesce(sum(x.amount_fen), 0)::bigint FROM cash_balance x WHERE x.book = $1 AND x.unit = u.unit AND x.account = '1004') AS expenditure_account_fen,
            (SELECT coalesce(sum(e.amount_fen), 0)::bigint FROM cash_entry e JOIN cash_voucher v USING (book, voucher) WHERE e.book = $1 AND e.unit = u.unit AND e.account LIKE '5%'
                AND extract(year FROM e.booked_on) = $2 AND v.fact_kind NOT IN ('opening_balance', 'year_closed')) AS spent_fen
       FROM (SELECT DISTINCT p.unit FROM pooling_unit p JOIN book b ON b.book = $1 AND b.pool = p.pool WHERE p.unit = ANY ((SELECT current_areas())::text[])) u JOIN area a ON a.code = u.unit
      ORDER BY u.unit`,
    [book, year],
  )
  return rows
}
