// Books as the domain sees them, their balances, and what a decision adds to the two ledgers.

import { type Day, firstOfMonth } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Balances, type Book, balanceKey } from '@tongchou/domain/fund/book.js'
import { memoSums } from '@tongchou/domain/fund/bookkeeping.js'
import type { Fund } from '@tongchou/domain/fund/memo.js'
import type { Posting } from '@tongchou/domain/fund/post-facts.js'
import { voucherText } from '@tongchou/domain/fund/voucher-text.js'
import type pg from 'pg'
import { insertRows } from './fact-store.js'

interface BookRow {
  book: string
  fund: Fund
  permitted: string[]
  next_year_liability_from: string | null
  closed_through: string | null
  budgets: readonly (readonly [year: number, approved: string, requested: string])[] | null
}

/** [year, approved, requested] of every year with an issued budget; the newest issued one holds. */
const BUDGETS = `(SELECT jsonb_agg(jsonb_build_array(y.year, y.approved::text, y.requested::text)) FROM (
   SELECT i.year, (SELECT sum(u.expenditure_fen) FROM budget_unit u WHERE u.budget = i.budget) AS approved,
          (SELECT coalesce(sum(r.amount_fen), 0) FROM funds_requested r WHERE r.book = b.book AND extract(year FROM r.month) = i.year) AS requested
     FROM (SELECT DISTINCT ON (g.year) g.year, g.budget FROM budget g JOIN budget_step s USING (budget)
            WHERE g.book = b.book AND s.kind = 'issued' ORDER BY g.year, g.budget DESC) i) y)`

/** Books by key. A key that no book has is missing from the answer. */
export async function loadBooks(client: pg.ClientBase | pg.Pool, books: readonly string[]): Promise<Map<string, Book>> {
  const flows = await client.query<{ account: string; against: string[] }>('SELECT account, array_agg(against) AS against FROM permitted_flow GROUP BY account')
  const { rows } = await client.query<BookRow>(
    `SELECT b.book, b.fund, b.next_year_liability_from, book_closed_through(b.book) AS closed_through,
            array(SELECT a.account FROM book_account a WHERE a.book = b.book) AS permitted,
            ${BUDGETS} AS budgets
       FROM book b WHERE b.book = ANY ($1)`,
    [books],
  )
  const matrix = new Map(flows.rows.map((row) => [row.account, new Set(row.against)]))
  return new Map(rows.map((row) => [row.book, bookFrom(row, matrix)]))
}

function bookFrom(row: BookRow, flows: Book['flows']): Book {
  const { book, fund, permitted, next_year_liability_from: nextYearLiabilityFrom, closed_through: closedThrough } = row
  const budgets = new Map(
    (row.budgets ?? []).map(([year, approved, requested]) => [year, { approvedFen: BigInt(approved), requestedFen: BigInt(requested) }] as const),
  )
  return { book, fund, permitted: new Set(permitted), flows, nextYearLiabilityFrom, closedThrough, budgets }
}

/** Holds the books until the transaction ends, so that balances read now still stand when the entries are saved. */
export async function lockBooks(client: pg.ClientBase, books: readonly string[]): Promise<void> {
  await client.query('SELECT 1 FROM book_state WHERE book = ANY ($1) ORDER BY book FOR UPDATE', [books])
}

export async function loadBalances(client: pg.ClientBase | pg.Pool, book: string): Promise<Balances> {
  const { rows } = await client.query<{ account: string; detail: string; unit: string; amount_fen: bigint }>(
    'SELECT account, detail, unit, amount_fen FROM cash_balance WHERE book = $1',
    [book],
  )
  return new Map(rows.map((row) => [balanceKey(row.account, row.detail, row.unit), row.amount_fen]))
}

/** What is booked after `day`. */
export async function loadLaterBalances(client: pg.ClientBase | pg.Pool, book: string, day: Day): Promise<Balances> {
  const { rows } = await client.query<{ account: string; detail: string; unit: string; fen: bigint }>(
    'SELECT account, detail, unit, sum(amount_fen)::bigint AS fen FROM cash_entry WHERE book = $1 AND booked_on > $2 GROUP BY 1, 2, 3',
    [book, day],
  )
  return new Map(rows.map((row) => [balanceKey(row.account, row.detail, row.unit), row.fen]))
}

/** Saves vouchers, entries and memo movements of postings whose facts are saved. Returns the voucher number of each fact that has one. */
export async function savePostings(client: pg.ClientBase, postings: readonly Posting[]): Promise<Map<bigint, bigint>> {
  const withCash = postings.filter((posting) => posting.bookkeeping.entries.length > 0)
  const numbers = await voucherNumbers(client, withCash)
  await insertRows(
    client,
    'cash_voucher',
    withCash.map((posting) => voucherRow(posting, numbers)),
  )
  await insertRows(
    client,
    'cash_entry',
    withCash.flatMap((posting) => entryRows(posting, numbers)),
  )
  await insertRows(client, 'memo_movement', postings.flatMap(movementRows))
  await reopenMemoDays(client, postings)
  // The vouchers are whole now: a refusal of the database belongs here, not to the end of a longer transaction.
  await client.query('SET CONSTRAINTS voucher_complete IMMEDIATE')
  await client.query('SET CONSTRAINTS voucher_complete DEFERRED')
  return numbers
}

async function voucherNumbers(client: pg.ClientBase, postings: readonly Posting[]): Promise<Map<bigint, bigint>> {
  const groups = [...groupedBy(postings, ({ fact }) => `${fact.book} ${firstOfMonth(fact.bookedOn)}`)].sort(([a], [b]) => (a < b ? -1 : 1))
  const numbers = new Map<bigint, bigint>()
  for (const [key, group] of groups) {
    const [book, month] = key.split(' ') as [string, string]
    const { rows } = await client.query<{ last: number }>(
      `INSERT INTO voucher_counter AS c (book, month, last) VALUES ($1, $2, $3)
         ON CONFLICT (book, month) DO UPDATE SET last = c.last + excluded.last RETURNING last`,
      [book, month, group.length],
    )
    const first = BigInt(month.slice(0, 4) + month.slice(5, 7)) * 1_000_000n + BigInt((rows[0]?.last ?? 0) - group.length)
    group.forEach(({ fact }, i) => {
      numbers.set(fact.fact, first + BigInt(i + 1))
    })
  }
  return numbers
}

function voucherRow({ fact, bookkeeping }: Posting, numbers: ReadonlyMap<bigint, bigint>): Record<string, unknown> {
  const { book, bookedOn, inForce } = fact
  const lines = bookkeeping.entries.length
  return { book, voucher: numbers.get(fact.fact), lines, day: inForce, fact_kind: fact.kind, fact: fact.fact, text: voucherText(fact), booked_on: bookedOn }
}

function entryRows({ fact, bookkeeping }: Posting, numbers: ReadonlyMap<bigint, bigint>): Record<string, unknown>[] {
  const lines = bookkeeping.entries.length
  return bookkeeping.entries.map(({ account, detail, unit, amount, red }, i) => ({
    book: fact.book,
    voucher: numbers.get(fact.fact),
    line: i + 1,
    lines,
    booked_on: fact.bookedOn,
    account,
    detail,
    unit,
    amount_fen: amount,
    red: red === true,
  }))
}

/** One row for each unit that the fact touches, accounts merged. */
function movementRows({ fact, bookkeeping }: Posting): Record<string, unknown>[] {
  return [...groupedBy(bookkeeping.memo, (line) => line.unit)].flatMap(([unit, lines]) => {
    const sums = memoSums(lines)
    if (sums.size === 0) return []
    const provider = fact.kind === 'provider_paid' ? fact.provider : null
    const base = { book: fact.book, movement: fact.fact, unit, fact_kind: fact.kind, provider, booked_on: fact.bookedOn }
    return [{ ...base, accounts: [...sums.keys()], amounts: [...sums.values()] }]
  })
}

/** A movement booked on a day that was summed already makes the sums stale: they count again from that day. */
async function reopenMemoDays(client: pg.ClientBase, postings: readonly Posting[]): Promise<void> {
  for (const [book, ofBook] of groupedBy(
    postings.filter((posting) => posting.bookkeeping.memo.length > 0),
    ({ fact }) => fact.book,
  )) {
    const earliest = ofBook.map(({ fact }) => fact.bookedOn).sort()[0]
    await client.query('UPDATE book_state SET memo_closed_through = $2::date - 1 WHERE book = $1 AND memo_closed_through >= $2', [book, earliest])
  }
}
