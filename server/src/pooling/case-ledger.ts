// Ledger cases: books with their opening balances, facts in the order given; after each step the status, the entries, the trial
// balance and the memo positions; at the end details, bridge and consolidation, in the cases' own form.
import type { Fen } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { type Book, balanceKey, type Entry, type MemoLine } from '@tongchou/domain/fund/book.js'
import { memoPair } from '@tongchou/domain/fund/bookkeeping.js'
import type { Fund } from '@tongchou/domain/fund/memo.js'
import { postFacts } from '@tongchou/domain/fund/post-facts.js'
import { splitStatement } from '@tongchou/domain/fund/split-interest.js'
import { type JsonObject, listAt, objectAt, textAt, UnknownForm } from '../policy/cases-form.js'
import { bookFact, MEMO_SIGNS, NO_UNIT } from './case-facts.js'
import { balancesAnswer, bridgeAnswer, consolidationAnswer, detailsAnswer, entriesAnswer, memoAnswer } from './case-ledger-answers.js'
import { fenAt, fenOrNull, objectsAt } from './case-values.js'

/** One book of a case as it stands. */
export interface Standing {
  book: Book
  balances: Map<string, Fen>
  /** By unit and account, debit +. */
  readonly memo: Map<string, Map<string, Fen>>
  readonly opening: ReadonlyMap<string, Fen>
  readonly openingMemo: ReadonlyMap<string, ReadonlyMap<string, Fen>>
  readonly bouncedTo: 'red_5001' | '2001'
}

export type Standings = ReadonlyMap<string, Standing>

/** What a step did: entries by book, or why nothing. */
interface Step {
  readonly refusal?: Refusal
  readonly entries: ReadonlyMap<string, readonly Entry[]>
  readonly closing?: boolean
}

/** What may enter the expenditure account: 财社〔2017〕144号 art. 41, as catalogues/fund/flows.tsv has it. */
const FLOWS: Book['flows'] = new Map([['1004', new Set(['1003', '1101', '2001', '4201', '4401', '5001', '5101'])]])

export function runLedger(it: JsonObject): JsonObject {
  const standings: Standings = new Map(Object.entries(objectAt(it['books'], 'books')).map(([name, book]) => [name, opened(name, objectAt(book, 'book'))]))
  const facts = objectsAt(it['facts'], 'facts')
  const moves: { pair: string; movement: 'remit' | 'grant'; side: 'sent' | 'received'; amountFen: Fen }[] = []
  const steps = facts.map((fact, i) => {
    const step = taken(standings, fact, BigInt(i + 1))
    const between = /^(remit|grant)_(sent|received)$/.exec(String(fact['kind']))
    if (between !== null && step.refusal === undefined) {
      moves.push({
        pair: String(fact['pair']),
        movement: between[1] === 'remit' ? 'remit' : 'grant',
        side: between[2] === 'sent' ? 'sent' : 'received',
        amountFen: fenAt(fact['amount_fen'], 'fact.amount_fen'),
      })
    }
    return stepAnswer(standings, step, i + 1)
  })
  const consolidated = it['consolidate'] === undefined ? undefined : listAt(it['consolidate'], 'consolidate').map(String)
  return {
    steps,
    detail_at_end: detailsAnswer(standings),
    bridge: bridgeAnswer(standings),
    ...(consolidated === undefined ? {} : { consolidation: consolidationAnswer(standings, consolidated, moves) }),
  }
}

function opened(name: string, book: JsonObject): Standing {
  const detailed = Object.entries(objectAt(book['opening_detail'] ?? {}, 'opening_detail')).map(([key, fen]) => [key.split('/'), fenAt(fen, key)] as const)
  const balances = new Map<string, Fen>()
  const add = (account: string, detail: string, unit: string, fen: Fen): void => {
    const key = balanceKey(account, detail, unit)
    balances.set(key, (balances.get(key) ?? 0n) + fen)
  }
  for (const [account, fen] of Object.entries(objectAt(book['opening'] ?? {}, 'opening'))) add(account, '', NO_UNIT, fenAt(fen, account))
  for (const [[account = '', named = ''], fen] of detailed) {
    const [detail = '', unit = NO_UNIT] = named.split(':')
    add(account, detail, unit, fen)
    add(account, '', NO_UNIT, -fen)
  }
  const memo = new Map<string, Map<string, Fen>>()
  for (const [unit, accounts] of Object.entries(objectAt(book['opening_memo'] ?? {}, 'opening_memo'))) {
    const signed = Object.entries(objectAt(accounts, unit)).map(([account, fen]) => [account, (MEMO_SIGNS[account] ?? 1n) * fenAt(fen, account)] as const)
    memo.set(unit, new Map(signed))
  }
  const approvedFen = fenOrNull(book['approved_budget_fen'], 'approved_budget_fen')
  return {
    balances,
    memo,
    opening: new Map(balances),
    openingMemo: new Map([...memo].map(([unit, accounts]) => [unit, new Map(accounts)])),
    bouncedTo: book['bounced_to'] === '2001' ? '2001' : 'red_5001',
    book: {
      book: name,
      fund: textAt(book['fund'], 'book.fund') as Fund,
      permitted: new Set(listAt(book['permitted_accounts'], 'permitted_accounts').map(String)),
      flows: FLOWS,
      nextYearLiabilityFrom: book['next_year_premium_liability_from'] == null ? null : String(book['next_year_premium_liability_from']),
      closedThrough: null,
      budgets: approvedFen === null ? new Map() : new Map(YEARS.map((year) => [year, { approvedFen, requestedFen: 0n }])),
    },
  }
}

/** A case states one approved budget and plays within one budget year. */
const YEARS = Array.from({ length: 21 }, (_, i) => 2015 + i)

function taken(standings: Standings, it: JsonObject, number: bigint): Step {
  const kind = textAt(it['kind'], 'fact.kind')
  if (/edit|amend|delete/.test(kind)) {
    return { entries: new Map(), refusal: refused('posted_immutable', '已记账的凭证不能修改；请以红字或补充凭证更正。', { article: '财会〔2017〕28号' }) }
  }
  if (kind === 'bill_settled' || kind === 'bill_cancelled') return bill(standings, it, kind)
  if (kind === 'interest_statement') return interestStatement(standings, it, number)
  const books = booksNamed(it)
  if (books.length > 1) {
    return {
      entries: new Map(),
      refusal: refused('cross_fund_entry', '一张凭证只能记一个账套；各项基金分别建账，不得相互挤占。', { article: '财社〔2017〕144号' }),
    }
  }
  const [name = textAt(it['book'], 'fact.book')] = books
  const standing = standingOf(standings, name)
  const fact = bookFact({ it, book: name, fact: number, bouncedTo: standing.bouncedTo })
  if (fact === undefined) throw new UnknownForm(`fact.kind: ${kind} is not known`)
  return posted(standing, [fact])
}

function booksNamed(it: JsonObject): string[] {
  const lines = it['lines'] === undefined ? [] : objectsAt(it['lines'], 'fact.lines')
  const named = [it['book'], ...lines.map((line) => line['book'])].filter((book): book is string => typeof book === 'string')
  return [...new Set(named)]
}

function standingOf(standings: Standings, name: string): Standing {
  const standing = standings.get(name)
  if (standing === undefined) throw new UnknownForm(`fact.book: there is no book ${name}`)
  return standing
}

function posted(standing: Standing, facts: readonly BookFact[]): Step {
  const decision = postFacts(standing.book, standing.balances, facts)
  const [refusal] = decision.refusals
  if (refusal !== undefined) return { entries: new Map(), refusal: refusal.refusal }
  standing.balances = new Map(decision.balances)
  standing.book = decision.book
  for (const { bookkeeping } of decision.postings) remember(standing, bookkeeping.memo)
  const entries = decision.postings.flatMap(({ bookkeeping }) => bookkeeping.entries)
  return { entries: new Map([[standing.book.book, entries]]), closing: facts.some(({ kind }) => kind === 'year_closed') }
}

function remember({ memo }: Standing, lines: readonly MemoLine[]): void {
  for (const { unit, account, amount } of lines) {
    const accounts = memo.get(unit) ?? new Map<string, Fen>()
    memo.set(unit, accounts.set(account, (accounts.get(account) ?? 0n) + amount))
  }
}

const PAYABLE: Readonly<Record<string, string>> = { provider: 'payable_providers', person: 'payable_persons', outside: 'payable_outside' }

/** A settled bill owes; cancelled before payment it no longer does, after payment somebody owes it back. */
function bill(standings: Standings, it: JsonObject, kind: 'bill_settled' | 'bill_cancelled'): Step {
  const standing = standingOf(standings, textAt(it['book'], 'fact.book'))
  const unit = textAt(it['unit'] ?? NO_UNIT, 'fact.unit')
  const fen = fenAt(it['amount_fen'], 'fact.amount_fen')
  const payable = PAYABLE[textAt(it['to'] ?? 'provider', 'fact.to')] ?? 'payable_providers'
  if (kind === 'bill_settled') remember(standing, memoPair(unit, 'benefits_settled', payable, fen))
  else if (it['after_payment'] === true) remember(standing, memoPair(unit, 'receivable_recoveries', 'benefits_settled', fen))
  else remember(standing, memoPair(unit, payable, 'benefits_settled', fen))
  return { entries: new Map() }
}

/** One bank statement over several books: the interest is split by the products of their balances. */
function interestStatement(standings: Standings, it: JsonObject, number: bigint): Step {
  const products = productsOf(it)
  const total = fenAt(it['total_fen'] ?? it['amount_fen'], 'fact.total_fen')
  const parts = splitStatement(
    total,
    products.map(({ product }) => product),
  )
  const entries = new Map<string, readonly Entry[]>()
  for (const [i, { book }] of products.entries()) {
    const fen = parts[i] ?? 0n
    if (fen === 0n) continue
    const standing = standingOf(standings, book)
    const fact = bookFact({ it: { ...it, kind: 'interest', amount_fen: Number(fen) }, book, fact: number, bouncedTo: standing.bouncedTo })
    if (fact === undefined) continue
    const step = posted(standing, [fact])
    if (step.refusal !== undefined) return step
    entries.set(book, step.entries.get(book) ?? [])
  }
  return { entries }
}

function productsOf(it: JsonObject): { readonly book: string; readonly product: bigint }[] {
  const given = it['products'] ?? it['books']
  if (Array.isArray(given)) {
    return objectsAt(given, 'fact.products').map((one) => ({ book: textAt(one['book'], 'product.book'), product: fenAt(one['product'], 'product') }))
  }
  return Object.entries(objectAt(given, 'fact.products')).map(([book, product]) => ({ book, product: fenAt(product, 'product') }))
}

function stepAnswer(standings: Standings, step: Step, number: number): JsonObject {
  const moved = [...step.entries].filter(([, entries]) => entries.length > 0)
  const quiet = step.closing === true ? 'closed' : 'no_cash_entry'
  const status = step.refusal !== undefined ? 'refused' : moved.length > 0 ? 'posted' : quiet
  return {
    step: number,
    status,
    ...(step.refusal === undefined ? {} : { code: step.refusal.code }),
    entries: Object.fromEntries(moved.map(([book, entries]) => [book, entriesAnswer(entries)])),
    trial_balance: Object.fromEntries([...standings].map(([name, { balances }]) => [name, balancesAnswer(balances)])),
    memo: Object.fromEntries([...standings].map(([name, { memo }]) => [name, memoAnswer(memo)])),
  }
}
