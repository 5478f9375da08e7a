// The statutory books against their facts: every fact's entries and memo lines made again by the domain and compared; trial balances,
// kept balances, voucher numbers, cash that cannot be negative.

import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { yuanText } from '@tongchou/domain/base/money.js'
import { type Book, balanceKey, type Entry } from '@tongchou/domain/fund/book.js'
import { memoSums } from '@tongchou/domain/fund/bookkeeping.js'
import { keep } from '@tongchou/domain/fund/entries/every-fact.js'
import { addTo, atYearEnd, type Posting } from '@tongchou/domain/fund/post-facts.js'
import { loadBooks } from '../fund/book-store.js'
import { loadFacts } from '../fund/fact-store.js'
import type { Queries } from '../fund/transaction.js'
import { type Finding, findings } from './finding.js'

export async function verifyBooks(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ book: string }>('SELECT book FROM book ORDER BY book')
  const books = await loadBooks(
    db,
    rows.map((row) => row.book),
  )
  const replayed: Finding[] = []
  for (const book of books.values()) replayed.push(...(await replay(db, book)))
  return [...replayed, ...(await trialBalances(db)), ...(await keptBalances(db)), ...(await voucherNumbers(db)), ...(await overdrawn(db))]
}

/** All facts of a book in their order, kept again by the domain, against what stands in the ledgers. */
async function replay(db: Queries, book: Book): Promise<Finding[]> {
  const posted = await postedEntries(db, book.book)
  const memo = await bookedMemo(db, book.book)
  const balances = new Map<string, bigint>()
  const postings: Posting[] = []
  const wrong: string[] = []
  for (const fact of await loadFacts(db, book.book)) {
    const made = keep(fact, book, fact.kind === 'year_closed' ? atYearEnd(balances, new Map(), postings, fact.year) : balances)
    addTo(balances, made.entries)
    postings.push({ fact, bookkeeping: made })
    const number = fact.fact.toString()
    if (textOf(made.entries) !== (posted.get(number) ?? '')) wrong.push(`账套 ${book.book} 事实 ${fact.kind} ${number} 的凭证与重新记账的结果不一致。`)
    const lines = [...groupedBy(made.memo, (line) => line.unit)].flatMap(([unit, ofUnit]) =>
      [...memoSums(ofUnit)].map(([account, fen]) => `${unit} ${account} ${fen}`),
    )
    if (lines.sort().join('|') !== (memo.get(number) ?? '')) wrong.push(`账套 ${book.book} 事实 ${fact.kind} ${number} 的备查记录与重新计算的不一致。`)
    posted.delete(number)
    memo.delete(number)
  }
  for (const number of [...posted.keys(), ...memo.keys()]) wrong.push(`账套 ${book.book} 有记录指向事实 ${number}，但没有这项事实。`)
  return findings('replay', wrong)
}

function textOf(entries: readonly Entry[]): string {
  return entries
    .map(({ account, detail, unit, amount, red }) => `${balanceKey(account, detail, unit)} ${amount}${red === true ? ' red' : ''}`)
    .sort()
    .join('\n')
}

async function postedEntries(db: Queries, book: string): Promise<Map<string, string>> {
  const { rows } = await db.query<{ fact: bigint; account: string; detail: string; unit: string; amount: bigint; red: boolean }>(
    'SELECT v.fact, e.account, e.detail, e.unit, e.amount_fen AS amount, e.red FROM cash_voucher v JOIN cash_entry e USING (book, voucher) WHERE v.book = $1',
    [book],
  )
  return new Map([...groupedBy(rows, (row) => row.fact.toString())].map(([fact, entries]) => [fact, textOf(entries)]))
}

async function bookedMemo(db: Queries, book: string): Promise<Map<string, string>> {
  const { rows } = await db.query<{ movement: bigint; unit: string; accounts: string[]; amounts: bigint[] }>(
    `SELECT movement, unit, accounts, amounts FROM memo_movement WHERE book = $1 AND fact_kind <> 'difference'`,
    [book],
  )
  return new Map(
    [...groupedBy(rows, (row) => row.movement.toString())].map(([movement, ofFact]) => [
      movement,
      ofFact
        .flatMap(({ unit, accounts, amounts }) => accounts.map((account, i) => `${unit} ${account} ${amounts[i]}`))
        .sort()
        .join('|'),
    ]),
  )
}

async function trialBalances(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ book: string; unit: string; fen: bigint }>(
    'SELECT book, unit, sum(amount_fen)::bigint AS fen FROM cash_entry GROUP BY book, unit HAVING sum(amount_fen) <> 0 ORDER BY 1, 2',
  )
  return findings(
    'trial_balance',
    rows.map((row) => `账套 ${row.book} 核算单位 ${row.unit} 试算不平，相差 ${yuanText(row.fen)} 元。`),
  )
}

async function keptBalances(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ book: string; account: string; unit: string; kept: bigint; summed: bigint }>(
    `SELECT book, account, unit, coalesce(b.amount_fen, 0) AS kept, coalesce(e.fen, 0) AS summed
       FROM cash_balance b FULL JOIN (SELECT book, account, detail, unit, sum(amount_fen)::bigint AS fen FROM cash_entry GROUP BY 1, 2, 3, 4) e USING (book, account, detail, unit)
      WHERE coalesce(b.amount_fen, 0) <> coalesce(e.fen, 0) ORDER BY 1, 2, 3`,
  )
  return findings(
    'cash_balances',
    rows.map((row) => `账套 ${row.book} 科目 ${row.account} 核算单位 ${row.unit} 余额记为 ${yuanText(row.kept)} 元，分录之和为 ${yuanText(row.summed)} 元。`),
  )
}

async function voucherNumbers(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ book: string; month: string; last: number | null; highest: bigint; count: bigint }>(
    `SELECT v.book, v.voucher / 1000000 AS month, c.last, max(v.voucher % 1000000) AS highest, count(*) AS count
       FROM cash_voucher v LEFT JOIN voucher_counter c ON c.book = v.book AND to_char(c.month, 'YYYYMM')::bigint = v.voucher / 1000000
      GROUP BY 1, 2, 3 HAVING max(v.voucher % 1000000) <> count(*) OR c.last IS DISTINCT FROM count(*)::integer ORDER BY 1, 2`,
  )
  return findings(
    'voucher_numbers',
    rows.map((row) => `账套 ${row.book} ${row.month} 共有凭证 ${row.count} 张，最大编号 ${row.highest}，编号有断号。`),
  )
}

/** At the end of each day: the special account and treasury of a book as a whole, county finance and expenditure accounts unit by unit. */
async function overdrawn(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ book: string; account: string; unit: string; day: string; fen: bigint }>(
    `WITH moved AS (
       SELECT book, account, detail, CASE WHEN account = '1004' OR detail = 'county_finance' THEN unit ELSE '' END AS unit, booked_on AS day, sum(amount_fen) AS fen
         FROM cash_entry WHERE account IN ('1003', '1004', '1005') GROUP BY 1, 2, 3, 4, 5),
     balance AS (SELECT book, account, unit, day, sum(fen) OVER (PARTITION BY book, account, detail, unit ORDER BY day)::bigint AS fen FROM moved)
     SELECT DISTINCT ON (book, account, unit) * FROM balance WHERE fen < 0 ORDER BY book, account, unit, day`,
  )
  return findings(
    'overdrawn',
    rows.map(
      (row) => `账套 ${row.book} 科目 ${row.account}${row.unit === '' ? '' : ` 核算单位 ${row.unit}`} 在 ${row.day} 余额为负：${yuanText(row.fen)} 元。`,
    ),
  )
}
