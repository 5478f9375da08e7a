// Loads the national chart and opens books: one for each fund at the pool's agency, with only the accounts its fund may have.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fund } from '@tongchou/domain/fund/memo.js'
import type { Pool } from '../database/connect.js'
import { readTable } from './read-table.js'
import type { Queries } from './transaction.js'

const BOOK_NAMES: Readonly<Record<Fund, string>> = {
  resident: '城乡居民基本医疗保险基金',
  employee: '职工基本医疗保险基金',
  large_amount: '职工大额医疗费用补助基金',
  assistance: '医疗救助基金',
  civil_servant: '公务员医疗补助基金',
  special_care: '优抚对象医疗补助资金',
}

export function fundName(fund: string): string {
  return BOOK_NAMES[fund as Fund] ?? fund
}

/** Key of the book of a fund in a pool; no slash, so that it can stand in an address. */
export function bookOf(pool: string, fund: Fund): string {
  return `${pool}-${fund}`
}

/** Brings chart, details and the permitted-flow matrix up to the catalogue; may be repeated. */
export async function loadChart(batch: Pool): Promise<void> {
  const chart = await readTable('chart.tsv', ['code', 'name', 'side', 'element', 'funds', 'note', 'source', 'certainty'])
  const details = await readTable('details.tsv', ['fund', 'account', 'detail', 'name', 'source'])
  const flows = await readTable('flows.tsv', ['account', 'against', 'source'])
  const permitted = chart.flatMap(({ code, funds }) =>
    funds
      .split(' ')
      .filter(Boolean)
      .map((fund) => ({ fund, account: code })),
  )
  await batch.query(
    `INSERT INTO account SELECT c.code, c.name, c.side, c.element, c.note, c.source, c.certainty
       FROM jsonb_to_recordset($1) AS c(code text, name text, side text, element text, note text, source text, certainty text)
       ON CONFLICT (account) DO UPDATE SET name = excluded.name, note = excluded.note, source = excluded.source, certainty = excluded.certainty`,
    [JSON.stringify(chart)],
  )
  await batch.query('INSERT INTO fund_account SELECT * FROM jsonb_populate_recordset(NULL::fund_account, $1) ON CONFLICT DO NOTHING', [
    JSON.stringify(permitted),
  ])
  await batch.query(
    `INSERT INTO account_detail SELECT * FROM jsonb_populate_recordset(NULL::account_detail, $1)
       ON CONFLICT (fund, account, detail) DO UPDATE SET name = excluded.name, source = excluded.source`,
    [JSON.stringify(details)],
  )
  await batch.query('INSERT INTO permitted_flow SELECT * FROM jsonb_populate_recordset(NULL::permitted_flow, $1) ON CONFLICT DO NOTHING', [
    JSON.stringify(flows),
  ])
}

export interface BooksToOpen {
  readonly pool: string
  readonly openedOn: Day
  readonly funds: readonly Fund[]
  /** From this day on next year's premiums are a liability; absent: switched off. */
  readonly nextYearLiabilityFrom?: Day
}

/** Opens the books that are not open yet, with every account that their fund may have. Returns their keys in the order of `funds`. */
export async function openBooks(batch: Pool, { pool, openedOn, funds, nextYearLiabilityFrom }: BooksToOpen): Promise<string[]> {
  await loadChart(batch)
  const books = funds.map((fund) => ({ book: bookOf(pool, fund), fund, title: BOOK_NAMES[fund] }))
  await batch.query(
    `INSERT INTO book (book, pool, fund, agency, name, opened_on, next_year_liability_from)
       SELECT b.book, $2, b.fund, $2, a.name || b.title, $3, $4 FROM jsonb_to_recordset($1) AS b(book text, fund text, title text), area a WHERE a.code = $2
       ON CONFLICT DO NOTHING`,
    [JSON.stringify(books), pool, openedOn, nextYearLiabilityFrom ?? null],
  )
  const keys = books.map(({ book }) => book)
  await batch.query(
    'INSERT INTO book_account SELECT b.book, b.fund, f.account FROM book b JOIN fund_account f USING (fund) WHERE b.book = ANY ($1) ON CONFLICT DO NOTHING',
    [keys],
  )
  await batch.query('INSERT INTO book_state (book) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [keys])
  return keys
}

/** Opens a county's own book of a fund beside the city's, with every account that the fund may have. */
export async function openMirrorBook(
  db: Queries,
  { pool, fund, agency, openedOn }: { readonly pool: string; readonly fund: string; readonly agency: string; readonly openedOn: Day },
): Promise<string> {
  const book = bookOf(agency, fund as Fund)
  await db.query(
    `INSERT INTO book (book, pool, fund, agency, name, opened_on, next_year_liability_from)
       SELECT $1, $2, $3, $4, a.name || $5, $6, c.next_year_liability_from FROM area a, book c WHERE a.code = $4 AND c.pool = $2 AND c.fund = $3 AND c.agency = c.pool`,
    [book, pool, fund, agency, fundName(fund), openedOn],
  )
  await db.query('INSERT INTO book_account SELECT $1, fund, account FROM fund_account WHERE fund = $2', [book, fund])
  await db.query('INSERT INTO book_state (book) VALUES ($1)', [book])
  return book
}
