// Performance indicators that the books and the bills tell: what is divided by what, until the end of a month.
import { dayOf, yearOf } from '@tongchou/domain/base/day.js'
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import type { DeskBook } from '../fund/book-of-desk.js'
import type { Queries } from '../fund/transaction.js'
import { executionOf, issuedPlans } from './budget-store.js'

export interface Measured {
  readonly num: Fen
  readonly den: Fen
}

/** By indicator; without an entry where the facts say nothing. */
export async function measuresOf(db: Queries, { book, fund }: DeskBook, through: string): Promise<ReadonlyMap<string, Measured>> {
  const measures: [string, Measured | undefined][] = [
    ['subsidy_arrival', await subsidies(db, book, through)],
    ['collection_rate', await premiums(db, book, through)],
    ['in_policy_inpatient', await inpatient(db, book, fund, through)],
    ...(await execution(db, book, through)),
  ]
  return new Map(measures.filter((one): one is [string, Measured] => one[1] !== undefined && one[1].den > 0n))
}

async function subsidies(db: Queries, book: string, through: string): Promise<Measured | undefined> {
  const { rows } = await db.query<Measured>(
    `SELECT least(coalesce((SELECT sum(r.amount_fen) FROM subsidy_received r WHERE r.book = $1 AND r.benefit_year = $2 AND r.due_recorded AND r.booked_on <= $3), 0), d.fen)::bigint AS num, d.fen::bigint AS den
       FROM (SELECT sum(amount_fen) AS fen FROM subsidy_due WHERE book = $1 AND benefit_year = $2 AND booked_on <= $3) d WHERE d.fen IS NOT NULL`,
    [book, yearOf(through), through],
  )
  return rows[0]
}

async function premiums(db: Queries, book: string, through: string): Promise<Measured | undefined> {
  const { rows } = await db.query<Measured>(
    `SELECT coalesce((SELECT sum(r.pool_fen + r.account_fen) FROM premium_received r WHERE r.book = $1 AND r.benefit_year = $2 AND r.assessed AND r.booked_on <= $3), 0)::bigint AS num, a.fen::bigint AS den
       FROM (SELECT sum(pool_fen + account_fen) AS fen FROM premium_assessed WHERE book = $1 AND benefit_year = $2 AND booked_on <= $3) a WHERE a.fen IS NOT NULL`,
    [book, yearOf(through), through],
  )
  return rows[0]
}

/** Cancelled bills carry their amounts with the other sign. */
async function inpatient(db: Queries, book: string, scheme: string, through: string): Promise<Measured | undefined> {
  const { rows } = await db.query<Measured>(
    `SELECT sum(s.fund_fen)::bigint AS num, sum(s.in_scope_fen)::bigint AS den FROM book b JOIN pooling_unit u ON u.pool = b.pool
       JOIN settlement s ON s.area = u.unit AND s.booked_on BETWEEN u.in_force AND coalesce(u.until, 'infinity') AND s.scheme = $2 JOIN visit v USING (person, visit)
      WHERE b.book = $1 AND v.kind = 'inpatient' AND s.booked_on BETWEEN $3 AND $4 HAVING sum(s.in_scope_fen) > 0`,
    [book, scheme, dayOf(yearOf(through), 1, 1), through],
  )
  return rows[0]
}

async function execution(db: Queries, book: string, through: string): Promise<[string, Measured | undefined][]> {
  const plans = await issuedPlans(db, book, yearOf(through))
  if (plans === undefined) return []
  const months = (await executionOf(db, book, yearOf(through))).filter(({ month }) => month <= Number(through.slice(5, 7)))
  const of = (field: 'income_fen' | 'expenditure_fen'): Measured => ({
    num: sumOf(months.map((one) => one[field])),
    den: sumOf(plans.map((one) => one[field])),
  })
  return [
    ['income_execution', of('income_fen')],
    ['expenditure_execution', of('expenditure_fen')],
  ]
}
