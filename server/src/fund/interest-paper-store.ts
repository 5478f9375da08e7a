// Interest papers with their lines: what was counted, what the bank credited, who decided. Insert-only; the last step says where one stands.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { InterestStage } from '@tongchou/domain/fund/interest-life.js'
import { likeText, orderBy } from '../http/list-query.js'
import type { CashPlace } from './interest-store.js'
import type { Queries } from './transaction.js'

export interface InterestPaper {
  readonly paper: bigint
  readonly account: CashPlace['account']
  readonly detail: string
  readonly account_name: string
  readonly unit: string | null
  readonly unit_name: string | null
  readonly books: readonly string[]
  readonly from_day: Day
  readonly to_day: Day
  readonly credited_on: Day
  readonly booked_on: Day
  readonly slip: string
  readonly due_fen: Fen
  readonly bank_fen: Fen
  readonly explanation: string
  readonly officer_name: string
  readonly known_at: string
  readonly stage: InterestStage
}

const PAPER = `SELECT p.paper, p.account, p.detail, a.name || coalesce('·' || (SELECT min(d.name) FROM account_detail d WHERE d.account = p.account AND d.detail = p.detail), '') AS account_name,
    p.unit, coalesce(unit_name(p.pool, p.unit, p.to_day), p.unit) AS unit_name, p.books, p.from_day, p.to_day,
    p.credited_on, p.booked_on, p.slip, p.due_fen, p.bank_fen, p.bank_fen - p.due_fen AS difference, p.explanation, o.name AS officer_name, p.known_at, l.kind AS stage, p.pool
  FROM interest_paper p JOIN officer o USING (officer) JOIN account a ON a.account = p.account
  CROSS JOIN LATERAL (SELECT s.kind FROM interest_paper_step s WHERE s.paper = p.paper ORDER BY s.step DESC LIMIT 1) l`
const ORDER = { credited_on: 'credited_on', bank_fen: 'bank_fen', difference: 'abs(difference)', to_day: 'to_day' }

export interface PaperFilter {
  readonly pool: string
  readonly stage?: string | undefined
  readonly book?: string | undefined
  readonly q?: string | undefined
  readonly sort?: string | undefined
  readonly limit: number
  readonly offset: number
}

/** The newest first unless ordered otherwise. */
export async function interestPapers(db: Queries, filter: PaperFilter): Promise<{ readonly total: number; readonly rows: InterestPaper[] }> {
  const { pool, stage, book, q, sort, limit, offset } = filter
  const asked = [pool, stage ?? null, book ?? null, q === undefined ? null : `%${likeText(q)}%`]
  const where =
    'WHERE x.pool = $1 AND ($2::text IS NULL OR x.stage = $2) AND ($3::text IS NULL OR $3 = ANY (x.books)) AND ($4::text IS NULL OR x.slip LIKE $4 OR x.explanation LIKE $4)'
  const count = await db.query<{ total: number }>(`SELECT count(*)::integer AS total FROM (${PAPER}) x ${where}`, asked)
  const { rows } = await db.query<InterestPaper>(`SELECT * FROM (${PAPER}) x ${where} ORDER BY ${orderBy(sort, ORDER, 'paper DESC')} LIMIT $5 OFFSET $6`, [
    ...asked,
    limit,
    offset,
  ])
  return { total: count.rows[0]?.total ?? 0, rows }
}

export async function interestPaper(db: Queries, pool: string, paper: bigint): Promise<InterestPaper | undefined> {
  return (await db.query<InterestPaper>(`${PAPER} WHERE p.pool = $1 AND p.paper = $2`, [pool, paper])).rows[0]
}

export interface PaperLine {
  readonly line: number
  readonly book: string
  readonly book_name: string
  readonly unit: string
  readonly unit_name: string
  readonly product: string
  readonly rates: string
  readonly due_fen: Fen
  readonly pool_fen: Fen
  readonly account_fen: Fen
  readonly voucher: bigint | null
}

export async function paperLines(db: Queries, paper: bigint): Promise<PaperLine[]> {
  const { rows } = await db.query<PaperLine>(
    `SELECT l.line, l.book, b.name AS book_name, l.unit, coalesce(unit_name(b.pool, l.unit, (SELECT p.to_day FROM interest_paper p WHERE p.paper = l.paper)), l.unit) AS unit_name,
            l.product::text AS product, l.rates, l.due_fen, l.pool_fen, l.account_fen, v.voucher
       FROM interest_paper_line l JOIN book b USING (book) LEFT JOIN interest_paper_fact f USING (paper, line) LEFT JOIN cash_voucher v ON v.book = f.book AND v.fact = f.fact
      WHERE l.paper = $1 ORDER BY l.line`,
    [paper],
  )
  return rows
}

/** Papers that wait or were booked for the same account and a stretch of the same days. */
export async function overlapping(db: Queries, pool: string, { account, detail, unit, books }: CashPlace, from: Day, to: Day): Promise<InterestPaper[]> {
  const { rows } = await db.query<InterestPaper>(
    `SELECT * FROM (${PAPER}) x WHERE x.pool = $1 AND x.account = $2 AND x.detail = $3 AND ($4::text IS NULL OR x.unit IS NULL OR x.unit = $4)
        AND x.books && $5 AND x.from_day <= $7 AND x.to_day >= $6 AND x.stage <> 'returned'`,
    [pool, account, detail, unit, books, from, to],
  )
  return rows
}

export interface NewPaper extends CashPlace {
  readonly paper: bigint
  readonly pool: string
  readonly from: Day
  readonly to: Day
  readonly creditedOn: Day
  readonly bookedOn: Day
  readonly slip: string
  readonly dueFen: Fen
  readonly bankFen: Fen
  readonly explanation: string
  readonly officer: bigint
}

export interface NewLine {
  readonly book: string
  readonly unit: string
  readonly product: bigint
  readonly rates: string
  readonly dueFen: Fen
  readonly poolFen: Fen
  readonly accountFen: Fen
}

export async function insertPaper(db: Queries, one: NewPaper, lines: readonly NewLine[]): Promise<void> {
  await db.query(
    `INSERT INTO interest_paper (paper, pool, account, detail, unit, books, from_day, to_day, credited_on, booked_on, slip, due_fen, bank_fen, explanation, officer)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[one.paper, one.pool, one.account, one.detail, one.unit, one.books, one.from, one.to, one.creditedOn, one.bookedOn],
      ...[one.slip, one.dueFen, one.bankFen, one.explanation, one.officer],
    ],
  )
  await db.query(
    `INSERT INTO interest_paper_line (paper, line, book, unit, product, rates, due_fen, pool_fen, account_fen)
     SELECT $1, n, b, u, p::numeric, r, d, pf, af FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[]) WITH ORDINALITY AS x(b, u, p, r, d, pf, af, n)`,
    [
      one.paper,
      lines.map(({ book }) => book),
      lines.map(({ unit }) => unit),
      lines.map(({ product }) => product.toString()),
      lines.map(({ rates }) => rates),
      lines.map(({ dueFen }) => dueFen),
      lines.map(({ poolFen }) => poolFen),
      lines.map(({ accountFen }) => accountFen),
    ],
  )
}

export async function insertPaperFacts(
  db: Queries,
  paper: bigint,
  facts: readonly { readonly line: number; readonly book: string; readonly fact: bigint }[],
): Promise<void> {
  await db.query('INSERT INTO interest_paper_fact (paper, line, book, fact) SELECT $1, * FROM unnest($2::smallint[], $3::text[], $4::bigint[])', [
    paper,
    facts.map(({ line }) => line),
    facts.map(({ book }) => book),
    facts.map(({ fact }) => fact),
  ])
}
