// Contracts with outside payers, what moved between them and the fund, and what bills owe them.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Care, PaymentPart } from '@tongchou/domain/facts/fund-facts.js'
import type { Queries } from '../fund/transaction.js'
import { orderBy } from '../http/list-query.js'

/** How a payer settles with the fund; which kinds of payers there are is data (catalogues/payment/payer-kinds.tsv). */
export type Settles = 'insurance' | 'beside' | 'other_area'
export type MovementKind =
  | 'premium'
  | 'repaid'
  | 'repaid_returned'
  | 'surplus_returned'
  | 'loss_paid'
  | 'insurer_advanced'
  | 'advance_set_off'
  | 'advance_returned'
  | 'advance_received'
  | 'clearing_received'
  | 'clearing_returned'
  | 'offsite_prepaid'
  | 'offsite_returned'
  | 'offsite_cleared'

export interface Terms {
  readonly premium_per_head_fen?: number
  readonly kept?: string
  readonly surplus_returned?: string
  readonly loss_shared?: string
  readonly loss_cap?: string
  readonly advance_months?: number
}

export interface ContractRow {
  readonly contract: bigint
  readonly book: string
  readonly payer_kind: string
  readonly payer_kind_name: string
  readonly settles: Settles
  /** Payer of the layers that it answers for. */
  readonly owes: string
  readonly employer: bigint | null
  readonly employer_name: string | null
  readonly payer: string
  readonly in_force: Day
  readonly until: Day
  readonly document: string
  readonly terms: Terms
  readonly officer: bigint
  readonly officer_name: string
  readonly stage: string
  readonly total: number
}

const CONTRACTS = `
SELECT c.contract, c.book, c.payer_kind, k.name AS payer_kind_name, k.settles, k.owes, c.employer, e.name AS employer_name, c.payer, c.in_force, c.until, c.document, c.terms, c.officer, o.name AS officer_name, payment_stage('contract', c.contract) AS stage,
       count(*) OVER ()::integer AS total
  FROM payer_contract c JOIN officer o USING (officer) JOIN payer_kind k ON k.kind = c.payer_kind LEFT JOIN employer e ON e.employer = c.employer
 WHERE c.pool = $1 AND ($2::text IS NULL OR c.payer_kind = $2) AND ($3::text IS NULL OR payment_stage('contract', c.contract) = $3)
   AND ($4::text IS NULL OR c.payer LIKE '%' || $4 || '%' OR c.document LIKE '%' || $4 || '%') AND ($5::bigint IS NULL OR c.contract = $5)`

const ORDER = { payer_kind_name: 'k.ordinal', payer: 'c.payer', document: 'c.document', in_force: 'c.in_force' }
const sorted = (sort?: string): string => `${CONTRACTS} ORDER BY ${orderBy(sort, ORDER, 'c.contract DESC')} LIMIT $6 OFFSET $7`

export interface ContractsAsked {
  readonly pool: string
  readonly payer_kind?: string
  readonly stage?: string
  readonly q?: string
  readonly sort?: string
  readonly size: number
  readonly from: number
}

export async function contractRows(db: Queries, { pool, payer_kind, stage, q, sort, size, from }: ContractsAsked): Promise<ContractRow[]> {
  return (await db.query<ContractRow>(sorted(sort), [pool, payer_kind ?? null, stage ?? null, q || null, null, size, from])).rows
}

export async function contractNumbered(db: Queries, pool: string, contract: bigint): Promise<ContractRow | undefined> {
  return (await db.query<ContractRow>(sorted(), [pool, null, null, null, contract, 1, 0])).rows[0]
}

export interface MovementRow {
  readonly movement: bigint
  readonly contract: bigint
  readonly unit: string
  readonly kind: MovementKind
  readonly period: Day
  readonly heads: number | null
  /** Where a clearing for care outside the area names them. */
  readonly part: PaymentPart | null
  readonly care: Care | null
  readonly amount_fen: bigint
  readonly evidence: string
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
  readonly stage: string
}

export async function movementsOf(db: Queries, contract: bigint): Promise<MovementRow[]> {
  const { rows } = await db.query<MovementRow>(
    `SELECT m.movement, m.contract, m.unit, m.kind, m.period, m.heads, m.part, m.care, m.amount_fen, m.evidence, m.officer, o.name AS officer_name,
            to_char(m.known_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS known_at, payment_stage('movement', m.movement) AS stage
       FROM payer_movement m JOIN officer o USING (officer) WHERE m.contract = $1 ORDER BY m.movement DESC`,
    [contract],
  )
  return rows
}

export interface DueRow {
  readonly month: Day
  readonly unit: string
  readonly unit_name: string
  readonly bills: number
  readonly fen: bigint
}

/** What bills of a year owe: an insurer answers for its own scheme, an enterprise for its own people, places outside are owed by the book. */
export async function duesOfPayer(db: Queries, { settles, owes, employer, book }: ContractRow, year: number): Promise<DueRow[]> {
  const outside = settles === 'other_area'
  const { rows } = await db.query<DueRow>(
    `SELECT d.month, d.unit, a.name AS unit_name, sum(d.bills)::integer AS bills, sum(d.fen)::bigint AS fen
       FROM ${outside ? 'outside_dues($1, $2)' : 'payer_dues($3, $2, $4)'} d JOIN area a ON a.code = d.unit JOIN book b ON b.book = $1
      WHERE ${settles === 'insurance' ? 'd.scheme = b.fund' : 'true'} GROUP BY 1, 2, 3 ORDER BY 1, 2`,
    outside ? [book, year] : [book, year, owes, employer],
  )
  return rows
}

export interface PayerKindRow {
  readonly kind: string
  readonly name: string
  readonly settles: Settles
  readonly employer: '' | 'yes'
}

export async function payerKinds(db: Queries): Promise<PayerKindRow[]> {
  return (await db.query<PayerKindRow>('SELECT kind, name, settles, employer FROM payer_kind ORDER BY ordinal')).rows
}

/** Employers of the areas that an officer looks after, by number of credit code or by name. */
export async function employersCalled(db: Queries, areas: readonly string[], text: string): Promise<bigint[]> {
  const { rows } = await db.query<{ employer: bigint }>(
    'SELECT employer FROM employer WHERE area = ANY ($1) AND (uscc = $2 OR name = $2) ORDER BY employer LIMIT 2',
    [areas, text.trim()],
  )
  return rows.map(({ employer }) => employer)
}
