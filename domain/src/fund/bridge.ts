// The bridge between the statutory cash books and the accrual memo ledger: cash net assets + receivables − payables − deposits −
// next year's premiums = accrual position, line by line (E1; never mixed into statements).
import type { Fen } from '../base/money.js'
import { type Balances, balanceParts } from './book.js'
import { isIncomeOrExpenditure, PENDING } from './entries/close-year.js'
import { MEMO_ACCOUNTS, memoBase } from './memo-accounts.js'

export interface Bridge {
  readonly cashNetAssetsFen: Fen
  /** By memo account without its part; receivables and payables with their own sign turned positive. */
  readonly receivables: ReadonlyMap<string, Fen>
  readonly payables: ReadonlyMap<string, Fen>
  readonly positionFen: Fen
}

/** 3001 with open income and expenditure, pending income included. */
export function cashNetAssets(balances: Balances): Fen {
  let sum = 0n
  for (const [key, fen] of balances) {
    const { account } = balanceParts(key)
    if (account === '3001' || PENDING.has(account) || isIncomeOrExpenditure(account)) sum -= fen
  }
  return sum
}

/** `memo`: balances by memo account, debit +. */
export function bridgeOf(balances: Balances, memo: Iterable<readonly [account: string, fen: Fen]>): Bridge {
  const receivables = new Map<string, Fen>()
  const payables = new Map<string, Fen>()
  for (const [account, fen] of memo) {
    const base = memoBase(account)
    const side = MEMO_ACCOUNTS[base]?.side
    if (side === 'receivable') receivables.set(base, (receivables.get(base) ?? 0n) + fen)
    if (side === 'payable') payables.set(base, (payables.get(base) ?? 0n) - fen)
  }
  const sum = (amounts: ReadonlyMap<string, Fen>): Fen => [...amounts.values()].reduce((a, b) => a + b, 0n)
  const cashNetAssetsFen = cashNetAssets(balances)
  return { cashNetAssetsFen, receivables, payables, positionFen: cashNetAssetsFen + sum(receivables) - sum(payables) }
}
