// What interest is counted from: the balances of a cash account day by day, the products of the employees' parts, agreed rates, and
// what the books already have for a period.
import { type Day, daysAfter, firstOfMonth, monthsAfter } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Fen, NOTHING, ratioOf } from '@tongchou/domain/base/money.js'
import type { BalanceChange, DatedRate, Period } from '@tongchou/domain/fund/count-interest.js'
import type { Queries } from './transaction.js'

/** A cash account of some books: of one unit, or of all units together. */
export interface CashPlace {
  readonly account: '1003' | '1004' | '1005'
  readonly detail: string
  readonly unit: string | null
  readonly books: readonly string[]
}

export interface UnitChanges {
  readonly book: string
  readonly unit: string
  readonly changes: readonly BalanceChange[]
}

// What stood before is today's balance less what came since; the month in a voucher's number bounds what is read. Days are those on
// which the money moved, for the bank counts from them.
const CHANGES = `
  WITH late AS (SELECT e.book, e.unit, v.day, e.amount_fen FROM cash_entry e JOIN cash_voucher v USING (book, voucher)
     WHERE e.book = ANY ($1) AND e.account = $2 AND e.detail = $3 AND ($4::text IS NULL OR e.unit = $4)
       AND e.voucher >= (extract(year FROM $5::date)::bigint * 100 + extract(month FROM $5::date)::bigint) * 1000000)
  SELECT book, unit, day, sum(amount_fen)::bigint AS fen FROM (
    SELECT book, unit, $5::date AS day, amount_fen FROM cash_balance WHERE book = ANY ($1) AND account = $2 AND detail = $3 AND ($4::text IS NULL OR unit = $4)
    UNION ALL SELECT book, unit, $5::date, -amount_fen FROM late
    UNION ALL SELECT book, unit, day, amount_fen FROM late WHERE day <= $6::date) line
   GROUP BY 1, 2, 3 HAVING sum(amount_fen) <> 0 ORDER BY 1, 2, 3`

export async function balanceChanges(db: Queries, { account, detail, unit, books }: CashPlace, { from, to }: Period): Promise<UnitChanges[]> {
  const { rows } = await db.query<{ book: string; unit: string; day: Day; fen: Fen }>(CHANGES, [books, account, detail, unit, firstOfMonth(from), to])
  return [...groupedBy(rows, ({ book, unit: of }) => `${book} ${of}`).values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ book: first.book, unit: first.unit, changes: group.map(({ day, fen }) => ({ day, fen })) }]
  })
}

export interface PartProducts {
  readonly book: string
  readonly unit: string
  readonly pool: bigint
  readonly account: bigint
}

/** Products of the net assets of pool and individual accounts over the period; only the employees' books have parts. */
export async function partProducts(db: Queries, books: readonly string[], { from, to }: Period): Promise<PartProducts[]> {
  const { rows } = await db.query<{ book: string; unit: string; pool: string; account: string }>(
    `WITH late AS (SELECT e.book, e.unit, e.detail, v.day, e.amount_fen FROM cash_entry e JOIN cash_voucher v USING (book, voucher)
       WHERE e.book = ANY ($1) AND e.account >= '3' AND e.voucher >= (extract(year FROM $2::date)::bigint * 100 + extract(month FROM $2::date)::bigint) * 1000000),
     moved AS (SELECT book, unit, detail, $2::date AS day, amount_fen FROM cash_balance WHERE book = ANY ($1) AND account >= '3'
       UNION ALL SELECT book, unit, detail, $2::date, -amount_fen FROM late UNION ALL SELECT book, unit, detail, day, amount_fen FROM late WHERE day <= $3::date)
     SELECT m.book, m.unit, coalesce(-sum(m.fen) FILTER (WHERE m.detail LIKE 'pool%'), 0)::text AS pool, coalesce(-sum(m.fen) FILTER (WHERE m.detail LIKE 'account%'), 0)::text AS account
       FROM (SELECT book, unit, detail, amount_fen::numeric * ($3::date - greatest(day, $4::date) + 1) AS fen FROM moved) m JOIN book b USING (book)
      WHERE b.fund = 'employee' GROUP BY 1, 2`,
    [books, firstOfMonth(from), to, from],
  )
  return rows.map(({ pool, account, ...row }) => ({ ...row, pool: BigInt(pool), account: BigInt(account) }))
}

export interface BookedInterest {
  readonly book: string
  readonly unit: string
  readonly fen: Fen
}

/** Interest of a period that the books have: credited after its last day and before the next quarter's. */
export async function bookedInterest(db: Queries, { account, detail, unit, books }: CashPlace, { to }: Period): Promise<BookedInterest[]> {
  const { rows } = await db.query<BookedInterest>(
    `SELECT book, unit, sum(pool_fen + account_fen)::bigint AS fen FROM interest_credited
      WHERE book = ANY ($1) AND account = $2 AND detail = $3 AND ($4::text IS NULL OR unit = $4) AND in_force BETWEEN $5 AND $6 GROUP BY 1, 2`,
    [books, account, detail, unit, daysAfter(to, 1), monthsAfter(to, 3)],
  )
  return rows
}

export interface RateRow {
  readonly account: string
  readonly detail: string
  readonly in_force: Day
  readonly rate: string
  readonly source: string
  readonly officer_name: string
  readonly known_at: string
}

/** The newest first; of two from the same day the one that counts comes first. */
export async function ratesOf(db: Queries, pool: string): Promise<RateRow[]> {
  const { rows } = await db.query<RateRow>(
    `SELECT r.account, r.detail, r.in_force, r.rate, r.source, o.name AS officer_name, r.known_at FROM interest_rate r JOIN officer o USING (officer)
      WHERE r.pool = $1 ORDER BY r.account, r.detail, r.in_force DESC, r.turn DESC LIMIT 500`,
    [pool],
  )
  return rows
}

/** Those of one account, of each day the newest. */
export function ratesInForce(rows: readonly RateRow[], { account, detail }: Pick<CashPlace, 'account' | 'detail'>): DatedRate[] {
  const ofAccount = rows.filter((row) => row.account === account && row.detail === detail)
  return [...groupedBy(ofAccount, (row) => row.in_force).values()].flatMap(([newest]) =>
    newest === undefined ? [] : [{ inForce: newest.in_force, yearly: ratioOf(newest.rate) ?? NOTHING, text: newest.rate }],
  )
}

export async function insertRate(
  db: Queries,
  row: Pick<RateRow, 'account' | 'detail' | 'in_force' | 'rate' | 'source'> & { readonly pool: string; readonly officer: bigint },
): Promise<void> {
  await db.query(
    `INSERT INTO interest_rate (pool, account, detail, turn, in_force, rate, source, officer) VALUES ($1, $2, $3, nextval('book_desk_seq'), $4, $5, $6, $7)`,
    [row.pool, row.account, row.detail, row.in_force, row.rate, row.source, row.officer],
  )
}

export interface AccountOfPool {
  readonly account: CashPlace['account']
  readonly detail: string
  readonly name: string
}

/** Cash accounts on which the books of the pool ever had money; term deposits have their own interest, at maturity. */
export async function interestAccounts(db: Queries, pool: string): Promise<AccountOfPool[]> {
  const { rows } = await db.query<AccountOfPool>(
    `SELECT DISTINCT c.account, c.detail, a.name || coalesce('·' || d.name, '') AS name FROM cash_balance c JOIN book b USING (book) JOIN account a USING (account)
       LEFT JOIN account_detail d ON d.fund = b.fund AND d.account = c.account AND d.detail = c.detail
      WHERE b.pool = $1 AND c.account IN ('1003', '1004', '1005') AND c.detail <> 'term' ORDER BY 1, 2`,
    [pool],
  )
  return rows
}
