// Decides a list of facts of one book in their order: what each posts, or why it is refused. Pure; the balances go along.
import { monthOf, yearOf } from '../base/day.js'
import { yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { BookFact } from '../facts/fact.js'
import type { FundsRequested } from '../facts/fund-facts.js'
import { type Balances, type Book, balanceKey, balanceParts, type Entry } from './book.js'
import type { Bookkeeping } from './bookkeeping.js'
import { checkVoucher, closedPeriod } from './check-voucher.js'
import { PENDING } from './entries/close-year.js'
import { keep } from './entries/every-fact.js'

export interface Posting {
  readonly fact: BookFact
  readonly bookkeeping: Bookkeeping
}

export interface Decision {
  readonly postings: readonly Posting[]
  readonly refusals: readonly { readonly fact: BookFact; readonly refusal: Refusal }[]
  /** Balances and last closed day after the facts that were accepted. */
  readonly balances: Balances
  readonly book: Book
}

const NONE: Balances = new Map()

/**
 * A refused fact changes nothing and the later ones go on; whether the accepted ones are saved is the caller's choice.
 * `nextYear` is the part of `before` that is booked after the end of a year being closed: it stays out of the close.
 */
export function postFacts(book: Book, before: Balances, facts: readonly BookFact[], nextYear: Balances = NONE): Decision {
  const balances = new Map(before)
  const postings: Posting[] = []
  const refusals: { fact: BookFact; refusal: Refusal }[] = []
  let now = book
  for (const fact of facts) {
    const decided = postFact(now, fact.kind === 'year_closed' ? atYearEnd(balances, nextYear, postings, fact.year) : balances, fact)
    if (isList(decided)) {
      refusals.push(...decided.map((refusal) => ({ fact, refusal })))
      continue
    }
    addTo(balances, decided.entries)
    if (fact.kind === 'year_closed') now = { ...now, closedThrough: `${fact.year}-12-31` }
    if (fact.kind === 'funds_requested') now = { ...now, budgets: afterRequest(now, fact) }
    postings.push({ fact, bookkeeping: decided })
  }
  return { postings, refusals, balances, book: now }
}

/** Balances without what is booked after the year: bookkeeping of the new year goes on while the old one is still open. */
export function atYearEnd(balances: Balances, nextYear: Balances, postings: readonly Posting[], year: number): Balances {
  const end = new Map(balances)
  for (const [key, fen] of nextYear) end.set(key, (end.get(key) ?? 0n) - fen)
  for (const { fact, bookkeeping } of postings) {
    if (fact.bookedOn > `${year}-12-31`)
      addTo(
        end,
        bookkeeping.entries.map((entry) => ({ ...entry, amount: -entry.amount })),
      )
  }
  return end
}

function isList(value: Bookkeeping | readonly Refusal[]): value is readonly Refusal[] {
  return Array.isArray(value)
}

/** What one fact posts, or every reason against it. */
export function postFact(book: Book, balances: Balances, fact: BookFact): Bookkeeping | readonly Refusal[] {
  if (fact.book !== book.book) throw new Error(`a fact of ${fact.book} was handed to the book ${book.book}`)
  const faults = [...amountsOf(fact), ...readyToClose(fact, balances), ...overBudget(book, fact)]
  if (faults.length > 0) return faults
  const decided = keep(fact, book, balances)
  // An opening balance is carried in whole; the flow matrix speaks of money that moves.
  const rules = fact.kind === 'opening_balance' ? { ...book, flows: new Map<string, ReadonlySet<string>>() } : book
  const refusals = decided.entries.length > 0 ? checkVoucher(rules, balances, fact.bookedOn, decided.entries) : []
  if (refusals.length > 0) return refusals
  const closed = closedPeriod(book, fact.bookedOn)
  return closed === undefined ? decided : [closed]
}

export function addTo(balances: Map<string, bigint>, entries: readonly Entry[]): void {
  for (const entry of entries) {
    const key = balanceKey(entry.account, entry.detail, entry.unit)
    balances.set(key, (balances.get(key) ?? 0n) + entry.amount)
  }
}

/** A correction is a fact of its own with its own kind, so no fact's amount is negative and none is empty. */
function amountsOf(fact: BookFact): readonly Refusal[] {
  switch (fact.kind) {
    case 'provider_paid':
      return fact.lines.length > 0 && fact.lines.every((line) => line.grossFen > 0n) ? [] : [notPositive()]
    case 'premium_assessed':
    case 'premium_received':
    case 'premium_waived':
    case 'interest_credited':
    case 'other_income_received':
    case 'premium_refunded':
    case 'pending_split':
    case 'level_transferred':
      return fact.poolFen >= 0n && fact.accountFen >= 0n && fact.poolFen + fact.accountFen > 0n ? [] : [notPositive()]
    case 'month_reconciled':
      return fact.bookFen === fact.holderFen + fact.inTransitFen
        ? []
        : [refused('not_reconciled', '账面余额与对方余额及在途金额之和不符；请逐笔核对后再确认。')]
    case 'bond_redeemed':
      return fact.costFen > 0n && fact.receivedFen > 0n ? [] : [notPositive()]
    case 'clearing_adjusted':
      return fact.amountFen === 0n ? [refused('amount_not_positive', '差额为零，不必登记。')] : []
    case 'opening_balance':
    case 'voucher_entered':
    case 'year_closed':
      return []
    default:
      return fact.amountFen > 0n ? [] : [notPositive()]
  }
}

function afterRequest({ budgets }: Book, fact: FundsRequested): Book['budgets'] {
  const year = yearOf(fact.month)
  const budget = budgets.get(year)
  if (budget === undefined) return budgets
  return new Map([...budgets, [year, { ...budget, requestedFen: budget.requestedFen + fact.amountFen }]])
}

/** Requests of a year in sum stay within its approved budget; a patient's settlement is never asked (E7). */
function overBudget({ book, budgets }: Book, fact: BookFact): readonly Refusal[] {
  if (fact.kind !== 'funds_requested') return []
  const budget = budgets.get(yearOf(fact.month))
  const over = budget === undefined ? 0n : budget.requestedFen + fact.amountFen - budget.approvedFen
  if (over <= 0n) return []
  return [
    refused('over_budget', `账套 ${book} 本年度累计申请将超过批准的预算 ${yuanText(over)} 元；请先按程序调整预算，再申请用款。`, {
      article: '财社〔2017〕144号',
    }),
  ]
}

function notPositive(): Refusal {
  return refused('amount_not_positive', '金额必须大于零；更正请另记更正事项。')
}

function readyToClose(fact: BookFact, balances: Balances): readonly Refusal[] {
  if (fact.kind !== 'year_closed') return []
  if (yearOf(fact.bookedOn) !== fact.year || monthOf(fact.bookedOn) !== 12) {
    return [refused('not_year_end', `${fact.year} 年度只能在当年 12 月 31 日结账。`, { article: '财会〔2017〕28号' })]
  }
  const pending = [...balances].some(([key, fen]) => fen !== 0n && PENDING.has(balanceParts(key).account))
  return pending
    ? [refused('pending_not_split', '待转社会保险费收入、待转利息收入年末应无余额；请先在统筹与个人账户之间划分。', { article: '财会〔2017〕28号' })]
    : []
}
