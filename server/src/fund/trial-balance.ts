// 试算平衡表 of a book on a day: each account's balance at the start of the year, turnover of the year, balance.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import type pg from 'pg'

export interface TrialBalanceRow {
  readonly account: string
  readonly name: string
  readonly side: 'debit' | 'credit'
  /** Signed: debit +, credit −. Opening balances of the book's first year count as opening. */
  readonly opening: bigint
  readonly debit: bigint
  readonly credit: bigint
  readonly balance: bigint
}

// A red amount stays on its own side with a minus.
const TRIAL_BALANCE = `
  SELECT e.account, a.name, a.side,
         coalesce(sum(e.amount_fen) FILTER (WHERE opening), 0)::bigint AS opening,
         coalesce(sum(e.amount_fen) FILTER (WHERE NOT opening AND (e.amount_fen > 0) <> e.red), 0)::bigint AS debit,
         coalesce(-sum(e.amount_fen) FILTER (WHERE NOT opening AND (e.amount_fen > 0) = e.red), 0)::bigint AS credit,
         sum(e.amount_fen)::bigint AS balance
    FROM (SELECT x.*, x.booked_on < $3::date OR v.fact_kind = 'opening_balance' AS opening
            FROM cash_entry x JOIN cash_voucher v USING (book, voucher) WHERE x.book = $1 AND x.booked_on <= $2::date) e
    JOIN account a USING (account)
   GROUP BY e.account, a.name, a.side ORDER BY e.account`

export async function trialBalance(client: pg.ClientBase | pg.Pool, book: string, day: Day): Promise<TrialBalanceRow[]> {
  const { rows } = await client.query<TrialBalanceRow>(TRIAL_BALANCE, [book, day, `${yearOf(day)}-01-01`])
  return rows
}

export function isZero(rows: readonly TrialBalanceRow[]): boolean {
  return rows.reduce((sum, row) => sum + row.balance, 0n) === 0n
}
