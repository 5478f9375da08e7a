// What the check list before a close looks at, and the tables of closes.
import { type Day, dayOf, firstOfMonth, lastOfMonth, monthsAfter, yearOf } from '@tongchou/domain/base/day.js'
import { balanceKey } from '@tongchou/domain/fund/book.js'
import type { CloseCheck, CloseState } from '@tongchou/domain/fund/close-checks.js'
import type { CloseStage } from '@tongchou/domain/fund/close-life.js'
import { OPEN_VOUCHER_STAGES } from '@tongchou/domain/fund/voucher-life.js'
import type { DeskBook } from './book-of-desk.js'
import type { Queries } from './transaction.js'

export async function nextToClose(db: Queries, { book, closed_through: closed }: DeskBook): Promise<Day | null> {
  if (closed !== null) return monthsAfter(firstOfMonth(closed), 1)
  const { rows } = await db.query<{ first: Day | null }>('SELECT min(booked_on) AS first FROM cash_voucher WHERE book = $1', [book])
  const first = rows[0]?.first ?? null
  return first === null ? null : firstOfMonth(first)
}

export async function closeState(db: Queries, book: DeskBook, month: Day, today: Day): Promise<CloseState> {
  const end = lastOfMonth(month)
  const open = await openDrafts(db, book.book, end)
  const balances = await db.query<{ account: string; detail: string; unit: string; fen: bigint }>(
    'SELECT account, detail, unit, sum(amount_fen)::bigint AS fen FROM cash_entry WHERE book = $1 AND booked_on <= $2 GROUP BY 1, 2, 3',
    [book.book, end],
  )
  const memo = await db.query<{ through: Day | null }>('SELECT memo_closed_through AS through FROM book_state WHERE book = $1', [book.book])
  return {
    month,
    today,
    nextToClose: await nextToClose(db, book),
    notReviewed: (open.get('prepared') ?? 0) + (open.get('returned') ?? 0),
    notPosted: open.get('reviewed') ?? 0,
    gaps: await gapsOf(db, book.book, month),
    cash: await cashOf(db, book.book, month),
    memoClosedThrough: memo.rows[0]?.through ?? null,
    balances: new Map(balances.rows.map((row) => [balanceKey(row.account, row.detail, row.unit), row.fen])),
  }
}

async function openDrafts(db: Queries, book: string, end: Day): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ kind: string; count: number }>(
    `SELECT l.kind, count(*)::integer AS count FROM voucher_draft d, LATERAL (SELECT s.kind FROM voucher_draft_step s WHERE s.draft = d.draft ORDER BY s.step DESC LIMIT 1) l
      WHERE d.book = $1 AND d.booked_on <= $2 AND l.kind = ANY ($3) GROUP BY 1`,
    [book, end, OPEN_VOUCHER_STAGES],
  )
  return new Map(rows.map(({ kind, count }) => [kind, count]))
}

async function gapsOf(db: Queries, book: string, month: Day): Promise<string[]> {
  const { rows } = await db.query<{ month: string }>(
    `SELECT to_char(min(booked_on), 'YYYY-MM') AS month FROM cash_voucher WHERE book = $1 AND booked_on BETWEEN $2 AND $3
      GROUP BY voucher / 1000000 HAVING count(*) <> max(voucher % 1000000) ORDER BY 1`,
    [book, dayOf(yearOf(month), 1, 1), lastOfMonth(month)],
  )
  return rows.map((row) => row.month)
}

export interface CashRow {
  readonly account: string
  readonly account_name: string
  readonly detail: string
  readonly detail_name: string
  readonly unit: string
  readonly unit_name: string
  readonly book_fen: bigint
  /** What the book had when the month end was confirmed, and what the holder said; null where nobody confirmed it. */
  readonly confirmed_fen: bigint | null
  readonly holder_fen: bigint | null
}

/** Balances of the cash accounts at the month's end beside what was confirmed: the whole book's for 1003 and 1005, the units' for others. */
export async function cashRows(db: Queries, book: string, month: Day): Promise<CashRow[]> {
  const { rows } = await db.query<CashRow>(
    `WITH place AS (
       SELECT e.account, e.detail, CASE WHEN e.account IN ('1003', '1005') AND e.detail <> 'county_finance' THEN '' ELSE e.unit END AS unit, sum(e.amount_fen)::bigint AS fen
         FROM cash_entry e WHERE e.book = $1 AND e.booked_on <= $3 AND e.account IN ('1002', '1003', '1004', '1005') GROUP BY 1, 2, 3),
     said AS (
       SELECT DISTINCT ON (account, detail, unit) * FROM (
         SELECT m.account, m.detail, CASE WHEN m.account IN ('1003', '1005') AND m.detail <> 'county_finance' THEN '' ELSE m.unit END AS unit, m.book_fen, m.holder_fen, m.fact
           FROM month_reconciled m WHERE m.book = $1 AND m.month = $2) s ORDER BY account, detail, unit, fact DESC)
     SELECT account, a.name AS account_name, detail, coalesce(d.name, detail) AS detail_name, unit, coalesce(u.name, '全部核算单位') AS unit_name,
            coalesce(p.fen, 0) AS book_fen, s.book_fen AS confirmed_fen, s.holder_fen
       FROM place p FULL JOIN said s USING (account, detail, unit) JOIN account a USING (account) JOIN book b ON b.book = $1
       LEFT JOIN area u ON u.code = unit LEFT JOIN account_detail d USING (account, detail)
      WHERE d.fund IS NULL OR d.fund = b.fund ORDER BY account, detail, unit`,
    [book, month, lastOfMonth(month)],
  )
  return rows
}

async function cashOf(db: Queries, book: string, month: Day): Promise<CloseState['cash']> {
  return (await cashRows(db, book, month)).map(({ account, detail, book_fen: bookFen, confirmed_fen: confirmedFen }) => ({
    account,
    detail,
    bookFen,
    confirmedFen,
  }))
}

export interface CloseRow {
  readonly close: bigint
  readonly book: string
  readonly month: Day
  readonly checks: readonly CloseCheck[]
  readonly stage: CloseStage
}

const CLOSE = `SELECT c.close, c.book, c.month, c.checks, (SELECT s.kind FROM book_close_step s WHERE s.close = c.close ORDER BY s.step DESC LIMIT 1) AS stage FROM book_close c`

export async function closesOf(db: Queries, book: string): Promise<CloseRow[]> {
  return (await db.query<CloseRow>(`${CLOSE} WHERE c.book = $1 ORDER BY c.close DESC LIMIT 60`, [book])).rows
}

export async function closeNumbered(db: Queries, close: bigint): Promise<CloseRow | undefined> {
  return (await db.query<CloseRow>(`${CLOSE} WHERE c.close = $1`, [close])).rows[0]
}

export async function insertClose(
  db: Queries,
  one: { readonly close: bigint; readonly book: string; readonly month: Day; readonly checks: readonly CloseCheck[]; readonly officer: bigint },
): Promise<void> {
  await db.query('INSERT INTO book_close (close, book, month, checks, officer) VALUES ($1, $2, $3, $4, $5)', [
    one.close,
    one.book,
    one.month,
    JSON.stringify(one.checks),
    one.officer,
  ])
}
