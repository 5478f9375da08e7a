// What a fact does to its book: entries in the statutory cash book, lines in the memo ledger, or nothing and why.
import type { Fen } from '../base/money.js'
import type { Entry, MemoLine } from './book.js'

export interface Bookkeeping {
  readonly entries: readonly Entry[]
  readonly memo: readonly MemoLine[]
  /** Why the statutory book does not move; absent where it does. */
  readonly why?: string
}

/** Money moved: entries, and what they do to receivables and payables. Zero lines are left out. */
export function bookkeeping(entries: readonly Entry[], memo: readonly MemoLine[] = []): Bookkeeping {
  return { entries: entries.filter((entry) => entry.amount !== 0n), memo: memo.filter((line) => line.amount !== 0n) }
}

/** A duty arose or ended and no money moved. */
export function memoOnly(why: string, memo: readonly MemoLine[]): Bookkeeping {
  return { entries: [], memo: memo.filter((line) => line.amount !== 0n), why }
}

export function noEntries(why: string): Bookkeeping {
  return { entries: [], memo: [], why }
}

/** A memo line and its contra: the first account is debited where `fen` is positive. */
export function memoPair(unit: string, debited: string, credited: string, fen: Fen): readonly MemoLine[] {
  return [
    { unit, account: debited, amount: fen },
    { unit, account: credited, amount: -fen },
  ]
}

/** Memo lines of one unit by account; accounts that come to nothing are left out. */
export function memoSums(lines: readonly MemoLine[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { account, amount } of lines) sums.set(account, (sums.get(account) ?? 0n) + amount)
  for (const [account, sum] of sums) if (sum === 0n) sums.delete(account)
  return sums
}
