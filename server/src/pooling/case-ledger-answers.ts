// What a ledger case has come to, in the cases' own form: first-level accounts signed, zeros left out.
import type { Fen } from '@tongchou/domain/base/money.js'
import { type Balances, balanceParts, type Entry } from '@tongchou/domain/fund/book.js'
import { bridgeOf } from '@tongchou/domain/fund/bridge.js'
import { consolidate, type LevelMove } from '@tongchou/domain/fund/consolidate.js'
import { MEMO_ACCOUNTS, memoBase } from '@tongchou/domain/fund/memo-accounts.js'
import type { JsonObject } from '../policy/cases-form.js'
import { MEMO_SIGNS } from './case-facts.js'
import type { Standing, Standings } from './case-ledger.js'
import { number } from './case-values.js'

/** Details of ours that the cases do not know: kinds of care. */
const NOT_SHOWN = /^(other|inpatient|outpatient|outpatient_major|pharmacy|birth)$/

/** `pool/other` → `pool`, `county_finance` → `county_finance:u1`. */
function shownDetail(detail: string, unit: string): string {
  const [part = ''] = detail.split('/')
  if (NOT_SHOWN.test(part)) return ''
  return ['county_finance', 'frozen'].includes(part) ? `${part}:${unit}` : part
}

/** One line for each account and detail, in the order of the entries. */
export function entriesAnswer(entries: readonly Entry[]): JsonObject[] {
  return entries.map(({ account, detail, unit, amount }) => {
    const shown = shownDetail(detail, unit)
    return { account, ...(shown === '' ? {} : { detail: shown }), fen: number(amount) }
  })
}

function summed(pairs: Iterable<readonly [string, Fen]>): Map<string, Fen> {
  const sums = new Map<string, Fen>()
  for (const [key, fen] of pairs) sums.set(key, (sums.get(key) ?? 0n) + fen)
  return new Map([...sums].filter(([, fen]) => fen !== 0n))
}

/** Whether entries leave every account and detail of the book as it was. */
export function comeToNothing(entries: readonly Entry[]): boolean {
  return summed(entries.map(({ account, detail, unit, amount }) => [`${account}/${shownDetail(detail, unit)}`, amount] as const)).size === 0
}

export function balancesAnswer(balances: Balances): JsonObject {
  const byAccount = summed([...balances].map(([key, fen]) => [balanceParts(key).account, fen] as const))
  return Object.fromEntries([...byAccount].sort(([a], [b]) => (a < b ? -1 : 1)).map(([account, fen]) => [account, number(fen)]))
}

export function memoAnswer(memo: Standing['memo']): JsonObject {
  const units = [...memo].map(([unit, accounts]) => {
    const positions = [...accounts].filter(([account]) => MEMO_ACCOUNTS[memoBase(account)]?.side !== 'contra')
    const sums = summed(positions.map(([account, fen]) => [memoBase(account), (MEMO_SIGNS[memoBase(account)] ?? 1n) * fen] as const))
    return [unit, Object.fromEntries([...sums].map(([account, fen]) => [account, number(fen)]))] as const
  })
  return Object.fromEntries(units.filter(([, accounts]) => Object.keys(accounts).length > 0))
}

export function detailsAnswer(standings: Standings): JsonObject {
  return Object.fromEntries([...standings].map(([name, { balances }]) => [name, detailsOf(balances)]))
}

function detailsOf(balances: Balances): JsonObject {
  const shown = [...balances].flatMap(([key, fen]) => {
    const { account, detail, unit } = balanceParts(key)
    const text = shownDetail(detail, unit)
    return text === '' ? [] : [[`${account}/${text}`, fen] as const]
  })
  return Object.fromEntries([...summed(shown)].map(([key, fen]) => [key, number(fen)]))
}

export function bridgeAnswer(standings: Standings): JsonObject {
  return Object.fromEntries([...standings].map(([name, standing]) => [name, bridgeOfBook(standing)]))
}

const RECEIVABLES = ['receivable_premiums', 'receivable_subsidies', 'receivable_recoveries']
const PAYABLES = ['payable_providers', 'payable_persons', 'payable_outside', 'deposits_retained', 'next_year_premiums']

function bridgeOfBook({ balances, memo, opening, openingMemo }: Standing): JsonObject {
  const flat = (units: ReadonlyMap<string, ReadonlyMap<string, Fen>>) => [...units.values()].flatMap((accounts) => [...accounts])
  const now = bridgeOf(balances, flat(memo))
  const before = bridgeOf(opening, flat(openingMemo))
  return {
    cash_net_assets_fen: number(now.cashNetAssetsFen),
    ...Object.fromEntries(RECEIVABLES.map((account) => [`plus_${account}`, number(now.receivables.get(account) ?? 0n)])),
    ...Object.fromEntries(PAYABLES.map((account) => [`minus_${account}`, number(now.payables.get(account) ?? 0n)])),
    accrual_position_fen: number(now.positionFen),
    accrual_change_fen: number(now.positionFen - before.positionFen),
  }
}

/** The books' own surpluses count what they sent each other; what is in transit is added, so that the sum is the funds' own. */
export function consolidationAnswer(standings: Standings, names: readonly string[], moves: readonly LevelMove[]): JsonObject {
  const books = names.flatMap((name) => standings.get(name)?.unclosed ?? [])
  const { incomeFen, expenditureFen, surplusFen, eliminatedRemitFen, eliminatedGrantFen, inTransit } = consolidate(books, moves)
  return {
    income_fen: number(incomeFen),
    expenditure_fen: number(expenditureFen),
    surplus_fen: number(surplusFen),
    eliminated_remit_fen: number(eliminatedRemitFen),
    eliminated_grant_fen: number(eliminatedGrantFen),
    in_transit: inTransit.map(({ pair, amountFen }) => ({ pair, amount_fen: number(amountFen) })),
  }
}
