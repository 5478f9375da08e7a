// Money in advance to providers as applied for, with what became of it: paid, set off against months and years, given back in money.
import type { GateCondition } from '@tongchou/domain/payment/prepayment-gate.js'
import type { Queries } from '../fund/transaction.js'
import { likeText, orderBy } from '../http/list-query.js'

export interface PrepaymentRow {
  readonly prepayment: bigint
  readonly book: string
  readonly provider: string
  readonly provider_name: string
  readonly unit: string
  readonly year: number
  readonly plan: string
  readonly instalment: number
  readonly amount_fen: bigint
  readonly paid_fen: bigint
  readonly set_off_fen: bigint
  readonly returned_fen: bigint
  readonly purpose: string
  readonly conditions: readonly GateCondition[]
  readonly officer: bigint
  readonly officer_name: string
  readonly stage: string
  readonly total: number
}

/**
 * What was paid, set off and given back since belongs to a year's prepayments until those of the next one: to the earliest instalment
 * first, each up to what it was for, the rest to the last.
 */
const FOUND = `
WITH approved AS (SELECT n.*, coalesce((SELECT sum(r.amount_fen) FROM prepayment_receipt r WHERE r.prepayment = n.prepayment AND payment_stage('prepayment_receipt', r.receipt) = 'approved'), 0)::bigint AS returned
                    FROM prepayment n WHERE payment_stage('prepayment', n.prepayment) = 'approved')
SELECT a.prepayment, a.book, a.provider, p.name AS provider_name, a.unit, a.year, a.plan, a.instalment, a.amount_fen, a.purpose, a.conditions, a.officer, o.name AS officer_name,
       payment_stage('prepayment', a.prepayment) AS stage, paid.fen AS paid_fen, off.fen AS set_off_fen, coalesce(own.returned, 0)::bigint AS returned_fen
  FROM prepayment a JOIN provider p ON p.code = a.provider JOIN officer o USING (officer)
  LEFT JOIN approved own ON own.prepayment = a.prepayment
  LEFT JOIN LATERAL (SELECT min(n.year) AS year FROM approved n WHERE n.book = a.book AND n.provider = a.provider AND n.unit = a.unit AND n.year > a.year) next ON true
  LEFT JOIN LATERAL (SELECT coalesce(sum(n.amount_fen) FILTER (WHERE n.prepayment < a.prepayment), 0) AS before, coalesce(sum(n.returned) FILTER (WHERE n.prepayment < a.prepayment), 0) AS returned,
                            coalesce(bool_or(n.prepayment > a.prepayment), false) AS later
                       FROM approved n WHERE n.book = a.book AND n.provider = a.provider AND n.unit = a.unit AND n.year = a.year) e ON true
  JOIN LATERAL (
    SELECT coalesce((SELECT sum(x.amount_fen) FROM prepaid x WHERE x.book = a.book AND x.provider = a.provider AND x.unit = a.unit AND extract(year FROM x.booked_on) >= a.year
                        AND (next.year IS NULL OR extract(year FROM x.booked_on) < next.year) AND own.prepayment IS NOT NULL), 0) AS paid,
           coalesce((SELECT sum(l.set_off_fen) FROM provider_paid x JOIN provider_paid_line l USING (book, fact)
                      WHERE x.book = a.book AND x.provider = a.provider AND l.unit = a.unit AND extract(year FROM x.period) >= a.year
                        AND (next.year IS NULL OR extract(year FROM x.period) < next.year) AND own.prepayment IS NOT NULL), 0) AS set_off) m ON true
  JOIN LATERAL (SELECT (CASE WHEN e.later THEN least(a.amount_fen, greatest(0, m.paid - e.before)) ELSE greatest(0, m.paid - e.before) END)::bigint AS fen) paid ON true
  JOIN LATERAL (SELECT greatest(0, m.set_off - (least(m.paid, e.before) - e.returned)) AS rest) r ON true
  JOIN LATERAL (SELECT (CASE WHEN e.later THEN least(paid.fen - coalesce(own.returned, 0), r.rest) ELSE r.rest END)::bigint AS fen) off ON true`

const ORDER = {
  number: 'prepayment',
  provider_name: 'provider_name',
  year: 'year',
  unit: 'unit',
  amount_fen: 'amount_fen',
  left_fen: 'paid_fen - set_off_fen - returned_fen',
}

export interface PrepaymentsAsked {
  readonly book?: string
  readonly year?: number
  readonly stage?: string
  readonly q?: string
  readonly sort?: string
  readonly size: number
  readonly from: number
}

/** `left` stands for money that is still with providers. */
export async function prepayments(db: Queries, { book, year, stage, q, sort, size, from }: PrepaymentsAsked): Promise<PrepaymentRow[]> {
  const { rows } = await db.query<PrepaymentRow>(
    `SELECT *, count(*) OVER ()::integer AS total FROM (${FOUND}) f
      WHERE ($1::text IS NULL OR book = $1) AND ($2::integer IS NULL OR year = $2)
        AND ($3::text IS NULL OR stage = $3 OR ($3 = 'left' AND paid_fen > set_off_fen + returned_fen))
        AND ($4::text IS NULL OR provider = $4 OR provider_name LIKE '%' || $4 || '%')
      ORDER BY ${orderBy(sort, ORDER, 'prepayment DESC')} LIMIT $5 OFFSET $6`,
    [book ?? null, year ?? null, stage ?? null, q === undefined || q === '' ? null : likeText(q), size, from],
  )
  return rows
}

export async function prepaymentNumbered(db: Queries, prepayment: bigint): Promise<PrepaymentRow | undefined> {
  return (await db.query<PrepaymentRow>(`SELECT *, 1 AS total FROM (${FOUND}) f WHERE prepayment = $1`, [prepayment])).rows[0]
}
