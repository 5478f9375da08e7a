// Ledger cases: books with their opening balances, facts in the order given; after each step the status, the entries, the trial
// balance and the memo positions; at the end details, bridge and consolidation, in the cases' own form.
import { yearOf } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { type Book, balanceKey, type Entry, type MemoLine } from '@tongchou/domain/fund/book.js'
import { memoPair } from '@tongchou/domain/fund/bookkeeping.js'
import { closedPeriod } from '@tongchou/domain/fund/check-voucher.js'
import type { LevelMove } from '@tongchou/domain/fund/consolidate.js'
import type { Fund } from '@tongchou/domain/fund/memo.js'
import { addTo, postFacts } from '@tongchou/domain/fund/post-facts.js'
import { splitStatement } from '@tongchou/domain/fund/split-interest.js'
import { dayAt, type Json, type JsonObject, listAt, objectAt, oneOf, textAt, UnknownForm } from '../policy/cases-form.js'
import { bookFact, memoSign, NO_UNIT, partsOf, payee, unitOf } from './case-facts.js'
import { balancesAnswer, bridgeAnswer, comeToNothing, consolidationAnswer, detailsAnswer, entriesAnswer, memoAnswer } from './case-ledger-answers.js'
import { fenAt, fenOrNull, objectsAt, yesAt } from './case-values.js'

/** One book of a case as it stands. */
export interface Standing {
  book: Book
  balances: Map<string, Fen>
  /** The same as if no year had been closed: books are consolidated before the closing. */
  readonly unclosed: Map<string, Fen>
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
  const facts = objectsAt(it['facts'], 'facts')
  const years = yearsOf(facts)
  const books = Object.entries(objectAt(it['books'], 'books'))
  const standings: Standings = new Map(books.map(([name, book]) => [name, opened(name, objectAt(book, `books.${name}`), years)]))
  const moves: MoveOfBook[] = []
  const steps = facts.map((fact, i) => {
    const step = taken(standings, fact, BigInt(i + 1))
    if (step.refusal === undefined) moves.push(...moveOf(fact))
    return stepAnswer(standings, step, i + 1)
  })
  const consolidated = consolidatedBooks(it['consolidate'], standings)
  return {
    steps,
    detail_at_end: detailsAnswer(standings),
    bridge: bridgeAnswer(standings),
    ...(consolidated === undefined
      ? {}
      : {
          consolidation: consolidationAnswer(
            standings,
            consolidated,
            moves.filter(({ book }) => consolidated.includes(book)),
          ),
        }),
  }
}

interface MoveOfBook extends LevelMove {
  readonly book: string
}

function moveOf(fact: JsonObject): MoveOfBook[] {
  const between = /^(remit|grant)_(sent|received)$/.exec(String(fact['kind']))
  if (between === null) return []
  const { poolFen, accountFen } = partsOf(fact)
  return [
    {
      book: String(fact['book']),
      pair: String(fact['pair']),
      movement: between[1] === 'remit' ? 'remit' : 'grant',
      side: between[2] === 'sent' ? 'sent' : 'received',
      amountFen: poolFen + accountFen,
    },
  ]
}

/** `true`: all books. */
function consolidatedBooks(given: Json | undefined, standings: Standings): readonly string[] | undefined {
  if (given === undefined || given === null || given === false) return undefined
  if (given === true) return [...standings.keys()]
  return listAt(given, 'consolidate').map((name) => standingOf(standings, textAt(name, 'consolidate')).book.book)
}

function opened(name: string, book: JsonObject, years: readonly number[]): Standing {
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
    const signed = Object.entries(objectAt(accounts, unit)).map(
      ([account, fen]) => [account, memoSign(account) * fenAt(fen, `opening_memo.${unit}.${account}`)] as const,
    )
    memo.set(unit, new Map(signed))
  }
  const liabilityFrom = book['next_year_premium_liability_from']
  const approvedFen = fenOrNull(book['approved_budget_fen'], 'approved_budget_fen')
  return {
    balances,
    unclosed: new Map(balances),
    memo,
    opening: new Map(balances),
    openingMemo: new Map([...memo].map(([unit, accounts]) => [unit, new Map(accounts)])),
    bouncedTo: oneOf(String(book['bounced_to'] ?? 'red_5001'), ['red_5001', '2001'], 'book.bounced_to'),
    book: {
      book: name,
      fund: fundAt(book['fund']),
      permitted: new Set(listAt(book['permitted_accounts'], 'permitted_accounts').map(String)),
      flows: FLOWS,
      nextYearLiabilityFrom: liabilityFrom == null ? null : dayAt(liabilityFrom, 'book.next_year_premium_liability_from'),
      closedThrough: null,
      budgets: approvedFen === null ? new Map() : new Map(years.map((year) => [year, { approvedFen, requestedFen: 0n }])),
    },
  }
}

/** Only the employees' fund is kept by part, by whatever name a case calls it. */
function fundAt(value: Json | undefined): Fund {
  const fund = textAt(value, 'book.fund')
  return (fund.startsWith('employee') ? 'employee' : fund) as Fund
}

/** A case states one approved budget; it stands for every year in which something happens. */
function yearsOf(facts: readonly JsonObject[]): readonly number[] {
  return [...new Set(facts.map((fact) => yearOf(dayAt(fact['date'], 'fact.date'))))]
}

function taken(standings: Standings, it: JsonObject, number: bigint): Step {
  const kind = textAt(it['kind'], 'fact.kind')
  if (editsPosted(it, kind)) {
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
  return posted(standing, fact)
}

/** A posted voucher stands; a case may name the attempt in its kind or in a field of the voucher. */
function editsPosted(it: JsonObject, kind: string): boolean {
  const attempt = /edit|amend|delet|modif|chang|alter|updat|overwrit|remov|tamper/
  return attempt.test(kind) || (kind === 'voucher' && Object.entries(it).some(([name, value]) => attempt.test(name) && value !== null && value !== false))
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

function posted(standing: Standing, fact: BookFact): Step {
  const decision = postFacts(standing.book, standing.balances, [fact])
  const [refusal] = decision.refusals
  if (refusal !== undefined) return { entries: new Map(), refusal: refusal.refusal }
  standing.balances = new Map(decision.balances)
  standing.book = decision.book
  for (const { bookkeeping } of decision.postings) remember(standing, bookkeeping.memo)
  const entries = decision.postings.flatMap(({ bookkeeping }) => bookkeeping.entries)
  const closing = fact.kind === 'year_closed'
  if (!closing) addTo(standing.unclosed, entries)
  // What units of one book did to each other is no turnover of the book.
  const quiet = closing && comeToNothing(entries)
  return { entries: new Map([[standing.book.book, quiet ? [] : entries]]), closing }
}

function remember({ memo }: Standing, lines: readonly MemoLine[]): void {
  for (const { unit, account, amount } of lines) {
    const accounts = memo.get(unit) ?? new Map<string, Fen>()
    memo.set(unit, accounts.set(account, (accounts.get(account) ?? 0n) + amount))
  }
}

const PAYABLE: Readonly<Record<ReturnType<typeof payee>, string>> = { provider: 'payable_providers', person: 'payable_persons', outside: 'payable_outside' }

/** A settled bill owes; cancelled before payment it no longer does, after payment somebody owes it back. */
function bill(standings: Standings, it: JsonObject, kind: 'bill_settled' | 'bill_cancelled'): Step {
  const standing = standingOf(standings, textAt(it['book'], 'fact.book'))
  const unit = unitOf(it)
  const closed = closedPeriod(standing.book, dayAt(it['date'], 'fact.date'))
  if (closed !== undefined) return { entries: new Map(), refusal: closed }
  const fen = fenAt(it['amount_fen'], 'fact.amount_fen')
  const payable = PAYABLE[payee(it['to'])]
  if (kind === 'bill_settled') remember(standing, memoPair(unit, 'benefits_settled', payable, fen))
  else if (yesAt(it['after_payment'], 'fact.after_payment')) remember(standing, memoPair(unit, 'receivable_recoveries', 'benefits_settled', fen))
  else remember(standing, memoPair(unit, payable, 'benefits_settled', fen))
  return { entries: new Map() }
}

/** One bank statement over several books: the interest is split by the products of their balances. Refused by one, it stands in none. */
function interestStatement(standings: Standings, it: JsonObject, number: bigint): Step {
  const products = productsOf(it)
  const total = fenAt(it['total_fen'] ?? it['amount_fen'], 'fact.total_fen')
  const parts = splitStatement(
    total,
    products.map(({ product }) => product),
  )
  const facts = products.flatMap(({ book, own }, i) => {
    const { bouncedTo } = standingOf(standings, book)
    return interestOf({ it: { ...it, ...own }, book, fact: number, bouncedTo }, parts[i] ?? 0n)
  })
  for (const fact of facts) {
    const { book, balances } = standingOf(standings, fact.book)
    const [refusal] = postFacts(book, balances, [fact]).refusals
    if (refusal !== undefined) return { entries: new Map(), refusal: refusal.refusal }
  }
  return { entries: new Map(facts.flatMap((fact) => [...posted(standingOf(standings, fact.book), fact).entries])) }
}

function interestOf(given: Parameters<typeof bookFact>[0], fen: Fen): BookFact[] {
  const { account = '1003' } = given.it
  const fact = fen === 0n ? undefined : bookFact({ ...given, it: { ...given.it, account, kind: 'interest', amount_fen: Number(fen) } })
  return fact === undefined ? [] : [fact]
}

interface Product {
  readonly book: string
  readonly product: bigint
  /** What the case says of this book's part alone. */
  readonly own: JsonObject
}

/** By book: a table, or a list of objects that name the book and its product. */
function productsOf(it: JsonObject): Product[] {
  const tables = Object.values(it).filter((value) => typeof value === 'object' && value !== null)
  const given = it['products'] ?? it['books'] ?? tables[0]
  if (!Array.isArray(given)) return Object.entries(objectAt(given, 'fact.products')).map(([book, one]) => productOf(book, one))
  return objectsAt(given, 'fact.products').map((one) => productOf(textAt(one['book'], 'fact.products.book'), one))
}

function productOf(book: string, one: Json): Product {
  const own = typeof one === 'object' && one !== null && !Array.isArray(one) ? (one as JsonObject) : { product: one }
  const product = Object.entries(own).find(([name]) => name.startsWith('product'))?.[1]
  return { book, product: fenAt(product, `fact.products.${book}`), own }
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
