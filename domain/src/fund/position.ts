// The position of a fund at a moment: what it has in cash, what it is owed and owes beside it (the bridge between the cash books
// and the memo ledger), and for how many months its free money lasts. 基金累计结余可支付月数 has several denominators in use;
// ours is named in COVER_DEFINITION and stored with every answer.
import type { Fen } from '../base/money.js'
import { rounded } from '../base/money.js'
import { type Balances, type Book, balanceParts } from './book.js'
import { isIncomeOrExpenditure, surplusDetail } from './entries/close-year.js'
import { memoBase, memoSide } from './memo-accounts.js'

export const COVER_DEFINITION =
  '可支付月数 = 可动用结余 ÷ 近十二个月平均每月支出；可动用结余 = 现金净资产（职工只计统筹基金）− 预收以后年度保险费 − 暂付款；不足十二个月的按已有月份平均'

export interface UnitPosition {
  /** Cash net assets: 3001 with open income and expenditure. */
  readonly cashFen: Fen
  readonly receivableFen: Fen
  readonly payableFen: Fen
  /** Cash net assets + receivables − payables (deposits and next year's premiums among them). */
  readonly positionFen: Fen
  /** Part of the cash that may be spent on this year's benefits out of the pool. */
  readonly freeFen: Fen
}

/** Position by unit. `memo` holds balances by unit and account, debit +. */
export function positionsOf(book: Book, balances: Balances, memo: ReadonlyMap<string, ReadonlyMap<string, Fen>>): Map<string, UnitPosition> {
  const cash = new Map<string, { net: Fen; free: Fen }>()
  for (const [key, fen] of balances) {
    const { account, detail, unit } = balanceParts(key)
    const sum = cash.get(unit) ?? { net: 0n, free: 0n }
    if (account === '3001' || account.startsWith('46') || isIncomeOrExpenditure(account)) {
      sum.net -= fen
      if (surplusDetail(book, account, detail) !== 'account') sum.free -= fen
    }
    if (account === '1101') sum.free -= fen
    cash.set(unit, sum)
  }
  const units = new Set([...cash.keys(), ...memo.keys()])
  return new Map([...units].sort().map((unit) => [unit, positionOf(cash.get(unit) ?? { net: 0n, free: 0n }, memo.get(unit) ?? new Map())]))
}

function positionOf(cash: { readonly net: Fen; readonly free: Fen }, memo: ReadonlyMap<string, Fen>): UnitPosition {
  let receivableFen = 0n
  let payableFen = 0n
  let nextYear = 0n
  for (const [account, fen] of memo) {
    const side = memoSide(account)
    if (side === 'receivable') receivableFen += fen
    if (side === 'payable') payableFen -= fen
    if (memoBase(account) === 'next_year_premiums') nextYear -= fen
  }
  return { cashFen: cash.net, receivableFen, payableFen, positionFen: cash.net + receivableFen - payableFen, freeFen: cash.free - nextYear }
}

/** Hundredths of a month, half up; null where nothing was spent. */
export function monthsOfCover(freeFen: Fen, spentFen: Fen, months: number): bigint | null {
  if (spentFen <= 0n || months <= 0) return null
  return rounded({ num: freeFen * 100n * BigInt(months), den: spentFen })
}
