// What is approved to be paid: made once for each approved thing, found with where it stands and the account it would go to.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { PayableKind, PayableLine } from '@tongchou/domain/payment/facts-of-payment.js'
import type pg from 'pg'
import { insertRows } from '../fund/fact-store.js'
import type { Queries } from '../fund/transaction.js'
import { orderBy } from '../http/list-query.js'

export interface NewPayable {
  readonly kind: PayableKind
  readonly source: string
  readonly book: string
  readonly payeeKind: 'provider' | 'person' | 'payer'
  readonly payee: string
  readonly person?: { readonly person: bigint; readonly unit: string }
  readonly title: string
  readonly month: Day
  readonly bookedOn: Day
  readonly officer: bigint
  readonly lines: readonly PayableLine[]
}

export async function insertPayable(client: pg.ClientBase, one: NewPayable): Promise<bigint> {
  const units = [...new Set(one.lines.map(({ unit }) => unit))].sort()
  const amount = one.lines.reduce((sum, { payFen }) => sum + payFen, 0n)
  const { rows } = await client.query<{ payable: bigint }>(
    `INSERT INTO payable (payable, kind, source, book, units, payee_kind, payee, title, month, amount_fen, officer, booked_on)
       VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING payable`,
    [one.kind, one.source, one.book, units, one.payeeKind, one.payee, one.title, one.month, amount, one.officer, one.bookedOn],
  )
  const payable = rows[0]?.payable ?? 0n
  await insertRows(
    client,
    'payable_line',
    one.lines.map((line, i) => ({
      ...{
        payable,
        line: i + 1,
        unit: line.unit,
        period: line.period,
        part: line.part,
        care: line.care,
        gross_fen: line.grossFen,
        deduction_fen: line.deductionFen,
      },
      ...{ deposit_fen: line.depositFen, netted_this_year_fen: line.nettedThisYearFen, netted_earlier_fen: line.nettedEarlierFen, set_off_fen: line.setOffFen },
      pay_fen: line.payFen,
    })),
  )
  if (one.person !== undefined) await insertRows(client, 'payable_person', [{ ...one.person, payable }])
  return payable
}

/** A line of which nothing is taken off. */
export function plainLine(line: Pick<PayableLine, 'unit' | 'period' | 'part' | 'care'> & { readonly fen: Fen }): PayableLine {
  const { fen, ...rest } = line
  return { ...rest, grossFen: fen, deductionFen: 0n, depositFen: 0n, nettedThisYearFen: 0n, nettedEarlierFen: 0n, setOffFen: 0n, payFen: fen }
}

export type Standing = 'open' | 'under_way' | 'paid' | 'failed' | 'returned' | 'withdrawn'

export interface PayableRow {
  readonly payable: bigint
  readonly kind: PayableKind
  readonly source: string
  readonly book: string
  readonly units: readonly string[]
  readonly payee_kind: 'provider' | 'person' | 'payer'
  readonly payee: string
  readonly person: bigint | null
  readonly payee_name: string
  readonly title: string
  readonly month: string
  readonly amount_fen: bigint
  readonly standing: Standing
  readonly batch: bigint | null
  readonly attempt: number | null
  readonly reason: string | null
  /** The account of the last attempt, and the one that would be paid to now. */
  readonly last_account: bigint | null
  readonly account: bigint | null
  readonly tail: string | null
  /** The bank returned it after it was paid: the money waits in 2001. */
  readonly waits_in_2001: boolean
  readonly total: number
  readonly sum_fen: bigint
}

const ROWS = `
SELECT s.payable, s.kind, s.source, s.book, s.units, s.payee_kind, s.payee, w.person, coalesce(p.name, v.name, s.payee) AS payee_name, s.title, s.month, s.amount_fen,
       s.standing, s.batch, s.attempt, s.reason, s.account AS last_account, a.account, a.tail,
       EXISTS (SELECT 1 FROM payment_item h JOIN payment_result g USING (batch, item) WHERE h.payable = s.payable AND g.outcome = 'returned') AS waits_in_2001,
       count(*) OVER ()::integer AS total, (sum(s.amount_fen) OVER ())::bigint AS sum_fen
  FROM payable_standing s
  LEFT JOIN payable_person w USING (payable) LEFT JOIN person p ON p.person = w.person LEFT JOIN provider v ON v.code = s.payee
  LEFT JOIN LATERAL (SELECT x.account, x.tail FROM payee_account_standing x
                      WHERE x.stage = 'approved' AND x.kind = s.payee_kind AND (CASE WHEN s.payee_kind = 'person' THEN x.person = w.person ELSE x.payee = s.payee END)
                      ORDER BY x.account DESC LIMIT 1) a ON true`

export interface PayableFilter {
  readonly book: string | null
  readonly payeeKind: string | null
  readonly standing: string | null
  readonly q: string | null
  readonly sort?: string | undefined
  readonly size: number
  readonly from: number
}

const ORDER = { number: 's.payable', kind_name: 's.kind', payee_name: 'payee_name', month: 's.month', amount_fen: 's.amount_fen' }

/** `unpaid` stands for whatever may go into a batch. */
export async function payableRows(db: Queries, { book, payeeKind, standing, q, sort, size, from }: PayableFilter): Promise<PayableRow[]> {
  const { rows } = await db.query<PayableRow>(
    `${ROWS} WHERE ($1::text IS NULL OR s.book = $1) AND ($2::text IS NULL OR s.payee_kind = $2)
        AND ($3::text IS NULL OR s.standing = $3 OR ($3 = 'unpaid' AND s.standing IN ('open', 'failed', 'returned')))
        AND ($4::text IS NULL OR s.payee LIKE $4 || '%' OR v.name LIKE '%' || $4 || '%' OR p.name = $4 OR s.title LIKE '%' || $4 || '%')
      ORDER BY ${orderBy(sort, ORDER, 's.month, s.payable')} LIMIT $5 OFFSET $6`,
    [book, payeeKind, standing, q, size, from],
  )
  return rows
}

export async function payablesNumbered(db: Queries, payables: readonly bigint[]): Promise<PayableRow[]> {
  return (await db.query<PayableRow>(`${ROWS} WHERE s.payable = ANY ($1) ORDER BY s.payable`, [payables])).rows
}

export async function payableLines(db: Queries, payables: readonly bigint[]): Promise<Map<bigint, PayableLine[]>> {
  const { rows } = await db.query<PayableLine & { payable: bigint }>(
    `SELECT payable, unit, period, part, care, gross_fen AS "grossFen", deduction_fen AS "deductionFen", deposit_fen AS "depositFen",
            netted_this_year_fen AS "nettedThisYearFen", netted_earlier_fen AS "nettedEarlierFen", set_off_fen AS "setOffFen", pay_fen AS "payFen"
       FROM payable_line WHERE payable = ANY ($1) ORDER BY payable, line`,
    [payables],
  )
  const lines = new Map<bigint, PayableLine[]>()
  for (const { payable, ...line } of rows) lines.set(payable, [...(lines.get(payable) ?? []), line])
  return lines
}

export interface OpenDifference {
  readonly person: bigint
  readonly decision: bigint
  readonly book: string
  readonly unit: string
  readonly month: Day
  readonly fen: Fen
}

/** Approved differences that a fund owes a person and that nobody has taken up for payment. */
export async function openDifferences(db: Queries, book: string): Promise<OpenDifference[]> {
  const { rows } = await db.query<OpenDifference>(
    `SELECT d.person, d.decision, m.book, m.unit, date_trunc('month', d.booked_on)::date AS month, -a.fen AS fen
       FROM difference_decision d JOIN memo_movement m ON m.movement = d.decision AND m.fact_kind = 'difference', unnest(m.accounts, m.amounts) AS a(account, fen)
      WHERE m.book = $1 AND d.kind = 'approved' AND a.account = 'payable_persons' AND a.fen < 0
        AND NOT EXISTS (SELECT 1 FROM difference_decision c WHERE c.person = d.person AND c.difference = d.difference AND c.kind = 'cancelled')
        AND NOT EXISTS (SELECT 1 FROM payable p WHERE p.kind = 'difference' AND p.source = d.decision::text AND p.book = m.book)
      ORDER BY d.decision`,
    [book],
  )
  return rows
}

export interface OpenRefund {
  readonly fact: bigint
  readonly payer: string
  readonly unit: string
  readonly month: Day
  readonly fen: Fen
}

/** What a liable party had repaid for a bill that was cancelled since, and that nobody has taken up for payment. */
export async function openRefunds(db: Queries, book: string): Promise<OpenRefund[]> {
  const { rows } = await db.query<OpenRefund>(
    `SELECT r.fact, r.payer, r.unit, date_trunc('month', c.booked_on)::date AS month, r.amount_fen AS fen
       FROM liable_repaid r JOIN settlement c ON c.person = r.person AND c.cancels = r.settlement
      WHERE r.book = $1 AND NOT EXISTS (SELECT 1 FROM payable p WHERE p.kind = 'refund' AND p.source = r.fact::text AND p.book = r.book)
      ORDER BY r.fact`,
    [book],
  )
  return rows
}
