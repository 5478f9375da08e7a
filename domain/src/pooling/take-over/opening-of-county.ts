// The entries with which a county's money enters the city's book: one opening for each fund of before, the surplus where the area's
// rule puts it, debts and claims beside the cash, and what the county's government owes for a gap (浙金 四7; 淮府办〔2020〕15号 四).

import type { Day } from '../../base/day.js'
import { type Fen, sumOf } from '../../base/money.js'
import type { OpeningBalance } from '../../facts/fund-facts.js'
import { ACCOUNTS_DETAIL, type AuditItem, type AuditSheet, withoutMutual } from './audit-sheet.js'

export interface Opening {
  readonly book: string
  readonly unit: string
  readonly scheme: 'employee' | 'resident'
  readonly inForce: Day
  readonly bookedOn: Day
  /** One for each source, in the order of the sheet's. */
  readonly facts: readonly bigint[]
}

/** Debit +. */
interface Line {
  readonly account: string
  readonly detail: string
  readonly amount: Fen
}

/** Detail of 3001 that holds what a unit had saved before pooling. */
export const FROZEN = 'frozen'

export function openingOfCounty(sheet: AuditSheet, all: readonly AuditItem[], { facts, scheme, ...base }: Opening): readonly OpeningBalance[] {
  const items = withoutMutual(
    all,
    sheet.sources.map(({ source }) => source),
  )
  let toFreeze = sheet.frozenFen
  return sheet.sources.map(({ source }, i): OpeningBalance => {
    const own = items.filter((item) => item.source === source)
    const cash = cashLines(own)
    const accounts = sumOf(own.filter(({ side, detail }) => side === 'net' && detail === ACCOUNTS_DETAIL).map(amountOf))
    const pooled = sumOf(cash.map(({ amount }) => amount)) - accounts
    const frozen = i === sheet.sources.length - 1 ? toFreeze : portionFrozen(toFreeze, pooled)
    toFreeze -= frozen
    const lines = [...cash, ...surplusLines(scheme, { pooled, accounts, frozen })].filter(({ amount }) => amount !== 0n)
    const memo = [...memoLines(own), ...(i === 0 && sheet.gapFen > 0n ? [{ account: 'receivable_subsidies', detail: '', amount: sheet.gapFen }] : [])]
    return {
      kind: 'opening_balance',
      ...base,
      fact: facts[i] ?? 0n,
      accounts: lines.map(({ account }) => account),
      details: lines.map(({ detail }) => detail),
      amounts: lines.map(({ amount }) => amount),
      memoAccounts: memo.map(({ account }) => account),
      memoAmounts: memo.map(({ amount }) => amount),
    }
  })
}

/** Earlier sources give what they have; the last one the rest, so that the parts add up. */
function portionFrozen(rest: Fen, pooled: Fen): Fen {
  if (pooled <= 0n) return 0n
  return pooled < rest ? pooled : rest
}

const amountOf = ({ bookFen, verifiedFen }: AuditItem): Fen => verifiedFen ?? bookFen

function cashLines(items: readonly AuditItem[]): readonly Line[] {
  return items
    .filter(({ side }) => side === 'asset' || side === 'liability')
    .map((item) => ({ account: item.account, detail: item.detail, amount: item.side === 'asset' ? amountOf(item) : -amountOf(item) }))
}

function surplusLines(scheme: Opening['scheme'], { pooled, accounts, frozen }: Record<'pooled' | 'accounts' | 'frozen', Fen>): readonly Line[] {
  return [
    { account: '3001', detail: FROZEN, amount: -frozen },
    { account: '3001', detail: scheme === 'employee' ? 'pool' : '', amount: frozen - pooled },
    { account: '3001', detail: ACCOUNTS_DETAIL, amount: -accounts },
  ]
}

function memoLines(items: readonly AuditItem[]): readonly Line[] {
  return items
    .filter((item) => (item.side === 'receivable' || item.side === 'payable') && amountOf(item) !== 0n)
    .map((item) => ({ account: item.account, detail: '', amount: item.side === 'receivable' ? amountOf(item) : -amountOf(item) }))
}

/** The same in red: taken back before the first live settlement. */
export function openingReversed(opening: OpeningBalance, fact: bigint, bookedOn: Day): OpeningBalance {
  return {
    ...opening,
    fact,
    bookedOn,
    amounts: opening.amounts.map((amount) => -amount),
    memoAmounts: opening.memoAmounts.map((amount) => -amount),
  }
}
