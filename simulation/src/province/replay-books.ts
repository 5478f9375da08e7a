// All facts of every book decided again from nothing, in their order, under the same checks: nothing may be refused, and every entry, every
// balance and every memo line must come out as it stands, to the fen.
import { createHash } from 'node:crypto'
import { type Balances, type Book, balanceKey, type Entry } from '@tongchou/domain/fund/book.js'
import { memoSums } from '@tongchou/domain/fund/bookkeeping.js'
import { postFacts } from '@tongchou/domain/fund/post-facts.js'
import { loadBalances, loadBooks } from '@tongchou/server/fund/book-store.js'
import { loadFacts } from '@tongchou/server/fund/fact-store.js'
import type { Queries } from '@tongchou/server/fund/transaction.js'
import { replayStored } from '@tongchou/server/settlement/replay-stored.js'
import { type Finding, findings } from '@tongchou/server/verify/finding.js'
import { DRAWN } from './bills.js'

export interface Replayed {
  readonly facts: number
  readonly found: readonly Finding[]
  /** Of all entries and memo lines, in order; the same seed gives the same. */
  readonly digest: string
}

export async function replayBooks(db: Queries): Promise<Replayed> {
  const { rows } = await db.query<{ book: string }>('SELECT book FROM book ORDER BY book')
  const books = await loadBooks(
    db,
    rows.map(({ book }) => book),
  )
  const hash = createHash('sha256')
  const found: Finding[] = []
  let facts = 0
  for (const book of books.values()) {
    const replayed = await replayBook(db, { ...book, closedThrough: null, budgets: new Map() })
    facts += replayed.facts
    found.push(...replayed.found)
    hash.update(replayed.ledger)
  }
  return { facts, found, digest: hash.digest('hex') }
}

async function replayBook(db: Queries, book: Book): Promise<{ facts: number; found: Finding[]; ledger: string }> {
  const facts = await loadFacts(db, book.book)
  const { postings, refusals, balances } = postFacts(book, new Map(), facts)
  const made = postings.flatMap(({ fact, bookkeeping }) => [
    ...bookkeeping.entries.map((entry) => entryText(fact.bookedOn, entry)),
    ...memoTexts(fact.kind, fact.bookedOn, bookkeeping.memo),
  ])
  const stands = await standing(db, book.book)
  const wrong = [
    ...refusals.map(({ fact, refusal }) => `账套 ${book.book} 重放时事实 ${fact.kind} ${fact.fact} 被拒：${refusal.sentence}`),
    ...(sameLines(made, stands) ? [] : [`账套 ${book.book} 重放 ${facts.length} 项事实得到的账与现有的账不一致。`]),
    ...(sameBalances(balances, await loadBalances(db, book.book)) ? [] : [`账套 ${book.book} 重放得到的余额与现有余额不一致。`]),
  ]
  return { facts: facts.length, found: findings('replayed', wrong), ledger: stands.sort().join('\n') }
}

function entryText(day: string, { account, detail, unit, amount, red }: Entry): string {
  return `${day} ${balanceKey(account, detail, unit)} ${amount} ${red === true}`
}

function memoTexts(kind: string, day: string, memo: readonly { readonly unit: string; readonly account: string; readonly amount: bigint }[]): string[] {
  return [...new Set(memo.map(({ unit }) => unit))].flatMap((unit) =>
    [...memoSums(memo.filter((line) => line.unit === unit))].map(([account, fen]) => `${day} memo ${kind} ${unit} ${account} ${fen}`),
  )
}

async function standing(db: Queries, book: string): Promise<string[]> {
  const { rows } = await db.query<{ line: string }>(
    `SELECT booked_on || ' ' || account || '|' || detail || '|' || unit || ' ' || amount_fen || ' ' || red AS line FROM cash_entry WHERE book = $1
     UNION ALL
     SELECT m.booked_on || ' memo ' || m.fact_kind || ' ' || m.unit || ' ' || a.account || ' ' || a.fen FROM memo_movement m, unnest(m.accounts, m.amounts) AS a(account, fen) WHERE m.book = $1`,
    [book],
  )
  return rows.map(({ line }) => line)
}

function sameLines(made: readonly string[], stands: readonly string[]): boolean {
  return [...made].sort().join('\n') === [...stands].sort().join('\n')
}

function sameBalances(made: Balances, kept: Balances): boolean {
  return [...new Set([...made.keys(), ...kept.keys()])].every((key) => (made.get(key) ?? 0n) === (kept.get(key) ?? 0n))
}

/** Every bill that the product settled, settled again from what is kept of it, under the rules that it names: the same to the fen. */
export async function resettled(db: Queries): Promise<readonly Finding[]> {
  const { rows } = await db.query<{ person: bigint; settlement: bigint }>(
    `SELECT person, settlement FROM settlement WHERE engine <> $1 AND cancels IS NULL ORDER BY person, settlement`,
    [DRAWN],
  )
  const wrong: string[] = []
  for (const { person, settlement } of rows) {
    const again = await replayStored(db, person, settlement)
    if (again.kind !== 'equal') wrong.push(`结算单${settlement}重算不一致：${again.sentence}`)
  }
  return findings('resettled', wrong)
}
