// Balances of the memo ledger on a day: the checkpoint of the last closed day, and the lines since then.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Queries } from './transaction.js'

// A book's closed days come from memo_day, its open days from the entries of bills and the movements of facts. Each book is read
// by its own range of the index: OFFSET 0 keeps the planner from joining whole tables first.
export const MEMO_BALANCES = `
  WITH closed AS (SELECT book, least(coalesce(memo_closed_through, '-infinity'), $1::date) AS through FROM book_state WHERE $2::text[] IS NULL OR book = ANY ($2)),
  line AS (
    SELECT c.book, m.unit, m.account, m.fen FROM closed c CROSS JOIN LATERAL (
      SELECT unit, account, balance_fen AS fen FROM memo_day WHERE book = c.book AND day = c.through OFFSET 0) m
    UNION ALL
    SELECT c.book, e.unit, e.account, e.fen FROM closed c CROSS JOIN LATERAL (
      SELECT area AS unit, a.account, a.fen FROM memo_entry, unnest(accounts, amounts) AS a(account, fen)
       WHERE book = c.book AND booked_on > c.through AND booked_on <= $1::date OFFSET 0) e
    UNION ALL
    SELECT c.book, v.unit, v.account, v.fen FROM closed c CROSS JOIN LATERAL (
      SELECT unit, a.account, a.fen FROM memo_movement, unnest(accounts, amounts) AS a(account, fen)
       WHERE book = c.book AND booked_on > c.through AND booked_on <= $1::date OFFSET 0) v
  )
  SELECT book, unit, account, sum(fen)::bigint AS fen FROM line GROUP BY book, unit, account HAVING sum(fen) <> 0`

export type MemoBalances = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, bigint>>>

/** Balances by book, unit and account at the end of `day`; all books, or those named. */
export async function memoBalances(client: Queries, day: Day, books: readonly string[] | null = null): Promise<MemoBalances> {
  const { rows } = await client.query<{ book: string; unit: string; account: string; fen: bigint }>({
    name: 'memo-balances',
    text: MEMO_BALANCES,
    values: [day, books],
  })
  const balances = new Map<string, Map<string, Map<string, bigint>>>()
  for (const { book, unit, account, fen } of rows) {
    const units = balances.get(book) ?? new Map<string, Map<string, bigint>>()
    const accounts = units.get(unit) ?? new Map<string, bigint>()
    balances.set(book, units.set(unit, accounts.set(account, fen)))
  }
  return balances
}
