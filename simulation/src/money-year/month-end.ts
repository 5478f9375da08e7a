// The end of a month: interest of a quarter by the product method, scheme by scheme and unit by unit (E2); confirmed balances of
// every cash account (E11); on the last day of December the year's close.
import { type Day, lastOfMonth, monthOf, yearOf } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { sumOf } from '@tongchou/domain/base/money.js'
import { shareOut } from '@tongchou/domain/base/split.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { partDetail } from '@tongchou/domain/fund/book.js'
import { interestOf, interestPeriod } from '@tongchou/domain/fund/interest.js'
import { type CashBalance, cashBalances } from '@tongchou/server/fund/position.js'
import type { Queries } from '@tongchou/server/fund/transaction.js'
import { dayIn, make, type YearContext } from './year-context.js'

interface Product {
  readonly book: string
  readonly account: '1003' | '1004' | '1005'
  readonly detail: string
  readonly unit: string
  /** Fen-days, as text: it may exceed 64 bits. */
  readonly product: string
}

const PRODUCTS = `
  SELECT e.book, e.account, e.detail, e.unit, sum(e.amount_fen::numeric * ($2::date - greatest(e.booked_on, $1::date) + 1))::text AS product
    FROM cash_entry e WHERE e.book = ANY ($3) AND e.account IN ('1003', '1004') AND e.booked_on <= $2::date
   GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`

export async function interest(db: Queries, context: YearContext, month: Day): Promise<BookFact[]> {
  const period = interestPeriod(month)
  if (period === undefined) return []
  const books = Object.values(context.books)
  const { rows } = await db.query<Product>(PRODUCTS, [period.from, period.to, books])
  const balances = await cashBalances(db, period.to)
  const rate = context.data.ratio('demand_rate')
  return rows.flatMap((row) => {
    const product = BigInt(row.product)
    const fen = interestOf(product, rate)
    if (fen === 0n) return []
    const [poolFen = 0n, accountFen = 0n] = row.book === context.books.employee ? shareOut(fen, partsOf(balances, row)) : [fen, 0n]
    const { unit, account, detail } = row
    return [
      make(context, 'interest_credited', row.book, dayIn(month, 21), {
        unit,
        account,
        detail,
        poolFen,
        accountFen,
        product,
        rate: context.data.words('demand_rate')[0] ?? '',
      }),
    ]
  })
}

/** Net assets of pool and individual accounts of a unit, the weights of the employees' interest. */
function partsOf(balances: readonly CashBalance[], { book, unit }: Product): bigint[] {
  return (['pool', 'account'] as const).map((part) => {
    const detail = partDetail('employee', part)
    const net = -sumOf(
      balances.filter((row) => row.book === book && row.unit === unit && row.account >= '3' && row.detail.startsWith(detail)).map((row) => row.fen),
    )
    return net > 0n ? net : 0n
  })
}

/** What the expenditure account earned goes up to the special account within the month. */
export function interestUp(context: YearContext, month: Day, credited: readonly BookFact[]): BookFact[] {
  return credited.flatMap((fact) =>
    fact.kind === 'interest_credited' && fact.account === '1004'
      ? [make(context, 'interest_moved', fact.book, dayIn(month, 26), { unit: fact.unit, amountFen: fact.poolFen + fact.accountFen })]
      : [],
  )
}

const HOLDERS = { '1003': 'finance', '1004': 'bank', '1005': 'treasury' } as const

/** One statement for each account: special account and treasury for the whole pool, county finance and expenditure accounts by unit. */
export async function reconciliations(db: Queries, context: YearContext, month: Day): Promise<BookFact[]> {
  const day = lastOfMonth(month)
  const books = new Set(Object.values(context.books))
  const { rows } = await db.query<{ book: string; account: keyof typeof HOLDERS; detail: string; unit: string }>(
    `SELECT DISTINCT book, account, detail, unit FROM cash_balance WHERE account IN ('1003', '1004', '1005') ORDER BY 1, 2, 3, 4`,
  )
  const balances = await cashBalances(db, day)
  const statements = rows
    .filter((row) => books.has(row.book))
    .map((row) => ({ ...row, unit: row.account === '1004' || row.detail !== '' ? row.unit : context.ownLevel, counted: row.unit }))
  return [...groupedBy(statements, (row) => `${row.book} ${row.account} ${row.detail} ${row.unit}`).values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const { book, account, detail, unit } = first
    const fen = sumOf(
      balances
        .filter((row) => row.book === book && row.account === account && row.detail === detail && group.some((one) => one.counted === row.unit))
        .map((row) => row.fen),
    )
    return [
      make(context, 'month_reconciled', book, day, { unit, account, detail, month, holder: HOLDERS[account], bookFen: fen, holderFen: fen, inTransitFen: 0n }),
    ]
  })
}

export function yearEnd(context: YearContext, month: Day): BookFact[] {
  if (monthOf(month) !== 12) return []
  return Object.values(context.books).map((book) => make(context, 'year_closed', book, lastOfMonth(month), { year: yearOf(month) }))
}
