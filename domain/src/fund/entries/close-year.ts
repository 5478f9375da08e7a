// Year end: every income and expenditure account goes into 一般基金结余 (3001), for employees by part, and stands at zero
// (财会〔2017〕28号 §期末结转). 4601 and 4602 are not closed: they must have been split before.
import type { Balances, Book, Entry } from '../book.js'
import { balanceParts } from '../book.js'
import { type Bookkeeping, bookkeeping } from '../bookkeeping.js'

const ALWAYS_POOL: ReadonlySet<string> = new Set(['4101', '5101'])
const ALWAYS_ACCOUNT: ReadonlySet<string> = new Set(['4301', '5201'])
export const PENDING: ReadonlySet<string> = new Set(['4601', '4602'])

export function isIncomeOrExpenditure(account: string): boolean {
  return (account.startsWith('4') || account.startsWith('5')) && !PENDING.has(account)
}

/** Detail of 3001 that a balance of `account` is closed into. */
export function surplusDetail(book: Book, account: string, detail: string): string {
  if (book.fund !== 'employee') return ''
  if (ALWAYS_POOL.has(account)) return 'pool'
  if (ALWAYS_ACCOUNT.has(account)) return 'account'
  return detail.startsWith('account') ? 'account' : 'pool'
}

export function yearClosed(book: Book, balances: Balances): Bookkeeping {
  const entries: Entry[] = []
  for (const [key, balance] of [...balances].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { account, detail, unit } = balanceParts(key)
    if (balance === 0n || !isIncomeOrExpenditure(account)) continue
    entries.push({ account, detail, unit, amount: -balance }, { account: '3001', detail: surplusDetail(book, account, detail), unit, amount: balance })
  }
  return bookkeeping(merged(entries))
}

/** One line for each account, detail and unit, so that 3001 shows one amount per unit and part. */
function merged(entries: readonly Entry[]): Entry[] {
  const byKey = new Map<string, Entry>()
  for (const entry of entries) {
    const key = `${entry.account}|${entry.detail}|${entry.unit}`
    byKey.set(key, { ...entry, amount: entry.amount + (byKey.get(key)?.amount ?? 0n) })
  }
  return [...byKey.values()]
}
