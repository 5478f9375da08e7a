// Balances of the memo ledger on a day: the checkpoint of the last closed day, and the lines since then.
import type { Day } from '@tongchou/domain/base/day.js'
import type pg from 'pg'

// A book's closed days come from memo_day, its open days from the entries of bills and the movements of facts.
export const MEMO_BALANCES = `
  WITH closed AS (SELECT book, CASE WHEN memo_closed_through IS NOT NULL THEN least(memo_closed_through, $1::date) END AS through FROM book_state WHERE $2::text[] IS NULL OR book = ANY ($2)),
  line AS (
    SELECT m.book, m.unit, m.account, m.balance_fen AS fen FROM closed c JOIN memo_day m ON m.book = c.book AND m.day = c.through
    UNION ALL
    SELECT e.book, e.area, a.account, a.fen FROM closed c
      JOIN memo_entry e ON e.book = c.book AND e.booked_on > coalesce(c.through, '-infinity') AND e.booked_on <= $1::date, unnest(e.accounts, e.amounts) AS a(account, fen)
    UNION ALL
    SELECT v.book, v.unit, a.account, a.fen FROM closed c
      JOIN memo_movement v ON v.book = c.book AND v.booked_on > coalesce(c.through, '-infinity') AND v.booked_on <= $1::date, unnest(v.accounts, v.amounts) AS a(account, fen)
  )
  SELECT book, unit, account, sum(fen)::bigint AS fen FROM line GROUP BY book, unit, account HAVING sum(fen) <> 0`

export type MemoBalances = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, bigint>>>

/** Balances by book, unit and account at the end of `day`; all books, or those named. */
export async function memoBalances(client: pg.ClientBase | pg.Pool, day: Day, books: readonly string[] | null = null): Promise<MemoBalances> {
  const { rows } = await client.query<{ book: string; unit: string; account: string; fen: bigint }>(MEMO_BALANCES, [day, books])
  const balances = new Map<string, Map<string, Map<string, bigint>>>()
  for (const { book, unit, account, fen } of rows) {
    const units = balances.get(book) ?? new Map<string, Map<string, bigint>>()
    const accounts = units.get(unit) ?? new Map<string, bigint>()
    balances.set(book, units.set(unit, accounts.set(account, fen)))
  }
  return balances
}
