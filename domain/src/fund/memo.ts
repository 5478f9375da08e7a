// Accrual memo entries: what a settlement does to each fund before any money moves. Never part of the statutory cash books.
import type { Fen } from '../base/money.js'
import type { Scheme } from '../base/scheme.js'
import type { Settled } from '../settlement/outcome.js'

/** The fund whose book is touched; the book is found by pool and fund. */
export type Fund = 'resident' | 'employee' | 'large_amount' | 'assistance' | 'civil_servant' | 'special_care'

/** Accounts and signed amounts (debit +, credit −) side by side; the amounts sum to zero. */
export interface MemoEntry {
  readonly fund: Fund
  readonly accounts: readonly string[]
  readonly amounts: readonly Fen[]
}

/** Memo entries of one settled bill, one per fund touched; `sign` −1 for its cancellation. */
export type EntriesOfSettlement = (scheme: Scheme, settled: Settled, sign: 1n | -1n) => readonly MemoEntry[]
