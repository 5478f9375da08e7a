// The year of a provider: what its bills come to and what its months were settled for, its clearing with lines and words. Insert-only.
import type { YearTerms } from '@tongchou/domain/payment/clear-year.js'
import type { Queries } from '../fund/transaction.js'
import { likeText, orderBy } from '../http/list-query.js'
import type { MethodFigures } from './agreed-by-method.js'
import { ACCEPTED_REQUEST } from './cycle-store.js'

export interface YearLine {
  readonly unit: string
  readonly care: string
  readonly reviewed_fen: bigint
  readonly deducted_fen: bigint
  readonly settled_fen: bigint
}

export async function linesOfYear(db: Queries, book: string, year: number, provider: string): Promise<YearLine[]> {
  const { rows } = await db.query<YearLine>(
    'SELECT unit, care, reviewed AS reviewed_fen, deducted AS deducted_fen, settled AS settled_fen FROM provider_year($1, $2, $3) ORDER BY unit, care',
    [book, year, provider],
  )
  return rows
}

export async function openMonths(db: Queries, book: string, year: number, provider: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ months: string[] }>('SELECT provider_year_open($1, $2, $3) AS months', [book, year, provider])
  return rows[0]?.months ?? []
}

/** What the provider declared in the year and the office accepted. */
export async function declaredInYear(db: Queries, provider: string, year: number): Promise<bigint> {
  const { rows } = await db.query<{ fen: bigint }>(`SELECT ${DECLARED('$1', '$2')} AS fen`, [provider, year])
  return rows[0]?.fen ?? 0n
}

const DECLARED = (provider: string, year: string): string =>
  `(SELECT coalesce(sum(q.fund_fen + q.account_fen), 0)::bigint FROM clearing_request q WHERE q.institution = ${provider} AND extract(year FROM q.month) = ${year} AND ${ACCEPTED_REQUEST})`

export interface YearAsked {
  readonly book: string
  readonly year: number
  readonly stage?: string
  readonly q?: string
  readonly sort?: string
  readonly size: number
  readonly from: number
}

export interface YearRow {
  readonly provider: string
  readonly provider_name: string
  readonly number: string | null
  readonly stage: string
  readonly declared_fen: bigint
  readonly reviewed_fen: bigint
  readonly deducted_fen: bigint
  readonly settled_fen: bigint
  readonly agreed_fen: bigint | null
  readonly difference_fen: bigint | null
  readonly deposit_held_fen: bigint
  readonly prepaid_left_fen: bigint
  readonly total: number
}

const ORDER = {
  provider: 'provider',
  provider_name: 'provider_name',
  reviewed_fen: 'reviewed_fen',
  deducted_fen: 'deducted_fen',
  settled_fen: 'settled_fen',
  agreed_fen: 'agreed_fen',
  difference_fen: 'difference_fen',
  deposit_held_fen: 'deposit_held_fen',
  prepaid_left_fen: 'prepaid_left_fen',
  stage: 'stage',
}

/** Every provider that had bills or payments in the year, with how far its clearing is; `none` stands for not begun. */
export async function yearRows(db: Queries, { book, year, stage, q, sort, size, from }: YearAsked): Promise<YearRow[]> {
  const { rows } = await db.query<YearRow>(
    `WITH own AS (SELECT provider, sum(reviewed)::bigint AS reviewed_fen, sum(deducted)::bigint AS deducted_fen, sum(settled)::bigint AS settled_fen
                    FROM provider_year($1, $2) GROUP BY provider),
          found AS (
            SELECT y.provider, p.name AS provider_name, c.clearing::text AS number, coalesce(c.stage, 'none') AS stage, ${DECLARED('y.provider', '$2')} AS declared_fen,
                   y.reviewed_fen, y.deducted_fen, y.settled_fen, c.agreed_fen, c.difference_fen, f.deposit_held AS deposit_held_fen, f.prepaid_left AS prepaid_left_fen
              FROM own y JOIN provider p ON p.code = y.provider JOIN provider_formula($1, $2, NULL) f ON f.provider = y.provider
              LEFT JOIN LATERAL (SELECT x.clearing, x.agreed_fen, x.difference_fen, payment_stage('year_clearing', x.clearing) AS stage FROM year_clearing x
                                  WHERE x.book = $1 AND x.year = $2 AND x.provider = y.provider ORDER BY x.clearing DESC LIMIT 1) c ON true)
     SELECT *, count(*) OVER ()::integer AS total FROM found
      WHERE ($3::text IS NULL OR stage = $3) AND ($4::text IS NULL OR provider = $4 OR provider_name LIKE '%' || $4 || '%')
      ORDER BY ${orderBy(sort, ORDER, 'reviewed_fen DESC, provider')} LIMIT $5 OFFSET $6`,
    [book, year, stage ?? null, q === undefined || q === '' ? null : likeText(q), size, from],
  )
  return rows
}

export interface ClearingRow {
  readonly clearing: bigint
  readonly book: string
  readonly provider: string
  readonly provider_name: string
  readonly area: string
  readonly year: number
  readonly basis: 'budget' | 'method'
  readonly document: string
  readonly surplus_kept: string
  readonly surplus_from: string | null
  readonly overspend_shared: string
  readonly overspend_to: string | null
  readonly terms_source: string
  readonly method: MethodFigures | null
  readonly declared_fen: bigint
  readonly reviewed_fen: bigint
  readonly deducted_fen: bigint
  readonly settled_fen: bigint
  readonly agreed_fen: YearTerms['agreedFen']
  readonly actual_fen: bigint
  readonly surplus_fen: bigint
  readonly kept_fen: bigint
  readonly overspend_fen: bigint
  readonly shared_fen: bigint
  readonly entitled_fen: bigint
  readonly difference_fen: bigint
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
  readonly stage: string
  readonly standing: string | null
  readonly paid_set_off_fen: bigint | null
}

export async function clearingNumbered(db: Queries, clearing: bigint): Promise<ClearingRow | undefined> {
  const { rows } = await db.query<ClearingRow>(
    `SELECT c.*, p.name AS provider_name, o.name AS officer_name, to_char(c.known_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS known_at,
            payment_stage('year_clearing', c.clearing) AS stage, y.standing,
            (SELECT sum(l.set_off_fen)::bigint FROM provider_paid x JOIN provider_paid_line l USING (book, fact)
              WHERE x.book = c.book AND x.provider = c.provider AND x.period = make_date(c.year, 12, 31)) AS paid_set_off_fen
       FROM year_clearing c JOIN provider p ON p.code = c.provider JOIN officer o USING (officer)
       LEFT JOIN payable_standing y ON y.kind = 'clearing' AND y.source = c.clearing::text WHERE c.clearing = $1`,
    [clearing],
  )
  return rows[0]
}

export interface ClearingLine extends YearLine {
  readonly difference_fen: bigint
}

export async function linesOfClearing(db: Queries, clearing: bigint): Promise<ClearingLine[]> {
  const { rows } = await db.query<ClearingLine>(
    'SELECT unit, care, reviewed_fen, deducted_fen, settled_fen, difference_fen FROM year_clearing_line WHERE clearing = $1 ORDER BY line',
    [clearing],
  )
  return rows
}

/** The number of a clearing of the year that stands; a refused one may be prepared anew. */
export async function standingClearing(db: Queries, book: string, provider: string, year: number): Promise<bigint | undefined> {
  const { rows } = await db.query<{ clearing: bigint }>(
    "SELECT clearing FROM year_clearing WHERE book = $1 AND provider = $2 AND year = $3 AND payment_stage('year_clearing', clearing) <> 'refused'",
    [book, provider, year],
  )
  return rows[0]?.clearing
}

export interface WordRow {
  readonly kind: 'objected' | 'upheld' | 'accepted'
  readonly text: string
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
}

export async function wordsOfClearing(db: Queries, clearing: bigint): Promise<WordRow[]> {
  const { rows } = await db.query<WordRow>(
    `SELECT w.kind, w.text, w.officer, o.name AS officer_name, to_char(w.known_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS known_at
       FROM year_clearing_word w JOIN officer o USING (officer) WHERE w.clearing = $1 ORDER BY w.word`,
    [clearing],
  )
  return rows
}

export interface DepositOfYear {
  readonly score: number
  readonly held_fen: bigint
  readonly returned_fen: bigint
  readonly stage: string
}

/** The decision upon the year's deposits that stands. */
export async function depositOfYear(db: Queries, book: string, provider: string, year: number): Promise<DepositOfYear | undefined> {
  const { rows } = await db.query<DepositOfYear>(
    `SELECT d.score, payment_stage('deposit', d.decision) AS stage, (SELECT sum(l.held_fen)::bigint FROM deposit_decision_line l WHERE l.decision = d.decision) AS held_fen,
            (SELECT sum(l.returned_fen)::bigint FROM deposit_decision_line l WHERE l.decision = d.decision) AS returned_fen
       FROM deposit_decision d WHERE d.book = $1 AND d.provider = $2 AND d.year = $3 AND payment_stage('deposit', d.decision) <> 'refused' ORDER BY d.decision DESC LIMIT 1`,
    [book, provider, year],
  )
  return rows[0]
}
