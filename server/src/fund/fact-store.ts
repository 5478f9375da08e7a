// Facts of books in their typed tables: a kind's table has the kind's name, its columns are the fact's own words.
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import type { BookFact, BookFactKind } from '@tongchou/domain/facts/fact.js'
import type { ProviderPaidLine } from '@tongchou/domain/facts/fund-facts.js'
import type pg from 'pg'

type Row = Record<string, unknown>

const KINDS: Readonly<Record<BookFactKind, true>> = {
  premium_assessed: true,
  premium_received: true,
  premium_waived: true,
  subsidy_due: true,
  subsidy_received: true,
  next_year_released: true,
  treasury_transferred: true,
  funds_requested: true,
  funds_granted: true,
  funds_drawn: true,
  provider_paid: true,
  person_paid: true,
  outside_paid: true,
  premium_aided: true,
  insurer_premium_paid: true,
  insurer_repaid: true,
  liable_repaid: true,
  interest_credited: true,
  interest_moved: true,
  other_income_received: true,
  deposit_released: true,
  deposit_forfeited: true,
  recovery_received: true,
  premium_refunded: true,
  payment_bounced: true,
  bounced_repaid: true,
  pending_received: true,
  pending_split: true,
  parts_corrected: true,
  account_transferred: true,
  level_transferred: true,
  prepaid: true,
  prepayment_returned: true,
  repayment_returned: true,
  payer_advance: true,
  insurer_settled: true,
  bond_bought: true,
  bond_redeemed: true,
  voucher_entered: true,
  clearing_adjusted: true,
  recovery_claimed: true,
  gap_attributed: true,
  opening_balance: true,
  month_reconciled: true,
  year_closed: true,
}

export function isBookFactKind(text: string): text is BookFactKind {
  return Object.hasOwn(KINDS, text)
}

/** Numbers for new facts, in rising order. */
export async function nextFacts(client: pg.ClientBase | pg.Pool, count: number): Promise<bigint[]> {
  const { rows } = await client.query<{ fact: bigint }>(`SELECT nextval('fact_seq') AS fact FROM generate_series(1, $1)`, [count])
  return rows.map((row) => row.fact).sort((a, b) => (a < b ? -1 : 1))
}

export async function saveFacts(client: pg.ClientBase, facts: readonly BookFact[]): Promise<void> {
  for (const [kind, ofKind] of groupedBy(facts, (fact) => fact.kind)) await insertRows(client, kind, ofKind.map(rowOf))
  const lines = facts.flatMap((fact) =>
    fact.kind === 'provider_paid' ? fact.lines.map((line, i) => ({ book: fact.book, fact: fact.fact, line: i + 1, ...snakeKeys(line) })) : [],
  )
  await insertRows(client, 'provider_paid_line', lines)
}

/** Inserts rows of one table; columns that the rows do not name keep their defaults. */
export async function insertRows(client: pg.ClientBase, table: string, rows: readonly Row[]): Promise<void> {
  if (rows[0] === undefined) return
  const columns = Object.keys(rows[0])
    .map((column) => `"${column}"`)
    .join(', ')
  await client.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`, [json(rows)])
}

function json(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item))
}

function rowOf(fact: BookFact): Row {
  const { kind: _kind, ...fields } = fact
  const { lines: _lines, ...row } = snakeKeys(fields)
  return row
}

function snakeKeys(fields: object): Row {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]))
}

/** Facts of one book in the order in which they were numbered. */
export async function loadFacts(client: pg.ClientBase | pg.Pool, book: string): Promise<BookFact[]> {
  const facts: BookFact[] = []
  for (const kind of Object.keys(KINDS) as BookFactKind[]) {
    const { rows } = await client.query<Row>(`SELECT * FROM ${kind} WHERE book = $1`, [book])
    facts.push(...rows.map((row) => factOf(kind, row)))
  }
  const lines = await client.query<Row>('SELECT * FROM provider_paid_line WHERE book = $1 ORDER BY fact, line', [book])
  return withLines(facts, lines.rows).sort((a, b) => (a.fact < b.fact ? -1 : 1))
}

/** One fact; undefined where there is none or the reader may not see it. */
export async function loadFact(client: pg.ClientBase, kind: BookFactKind, book: string, fact: bigint): Promise<BookFact | undefined> {
  const { rows } = await client.query<Row>(`SELECT * FROM ${kind} WHERE book = $1 AND fact = $2`, [book, fact])
  const lines = await client.query<Row>('SELECT * FROM provider_paid_line WHERE book = $1 AND fact = $2 ORDER BY line', [book, fact])
  return withLines(
    rows.map((row) => factOf(kind, row)),
    lines.rows,
  )[0]
}

function withLines(facts: readonly BookFact[], rows: readonly Row[]): BookFact[] {
  const byFact = groupedBy(rows, (row) => row['fact'])
  return facts.map((fact) => (fact.kind === 'provider_paid' ? { ...fact, lines: (byFact.get(fact.fact) ?? []).map(lineOf) } : fact))
}

function lineOf({ book: _book, fact: _fact, line: _line, ...fields }: Row): ProviderPaidLine {
  return camelKeys(fields) as unknown as ProviderPaidLine
}

function factOf(kind: BookFactKind, row: Row): BookFact {
  const { known_at: _knownAt, ...fields } = row
  if (typeof fields['product'] === 'string') fields['product'] = BigInt(fields['product'])
  return { kind, ...camelKeys(fields), ...(kind === 'provider_paid' ? { lines: [] } : {}) } as unknown as BookFact
}

function camelKeys(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase()), value]))
}
