// The funds' position of the minute by book and unit: cash side from the books' balances, memo side from checkpoint and tail,
// what came in and went out this year, months of cover.
import { type Day, daysAfter, firstOfMonth, monthsAfter, yearOf } from '@tongchou/domain/base/day.js'
import { balanceKey } from '@tongchou/domain/fund/book.js'
import { monthsOfCover, positionsOf, type UnitPosition } from '@tongchou/domain/fund/position.js'
import type pg from 'pg'
import { loadBooks } from './book-store.js'
import { type MemoBalances, memoBalances } from './memo-balances.js'

type Client = pg.ClientBase | pg.Pool

export interface FundPosition extends UnitPosition {
  readonly book: string
  readonly fund: string
  readonly unit: string
  readonly incomeYtd: bigint
  readonly expenditureYtd: bigint
  readonly settledYtd: bigint
  /** Hundredths of a month. */
  readonly monthsOfCover: bigint | null
  /** Spent out of the pool in the months that cover is counted on, and how many months those are. */
  readonly spentFen: bigint
  readonly spentMonths: number
}

/** Balances at the end of `day`: today's, less what was booked later. The month in the voucher's number bounds what is read. */
const CASH_BALANCES = `
  SELECT book, account, detail, unit, sum(amount_fen)::bigint AS fen FROM (
    SELECT book, account, detail, unit, amount_fen FROM cash_balance
    UNION ALL
    SELECT e.book, e.account, e.detail, e.unit, -e.amount_fen FROM book b JOIN cash_entry e USING (book)
     WHERE e.voucher >= (extract(year FROM $1::date)::bigint * 100 + extract(month FROM $1::date)::bigint) * 1000000 AND e.booked_on > $1::date
  ) line GROUP BY 1, 2, 3, 4 HAVING sum(amount_fen) <> 0`

export interface CashBalance {
  readonly book: string
  readonly account: string
  readonly detail: string
  readonly unit: string
  readonly fen: bigint
}

export async function cashBalances(client: Client, day: Day): Promise<CashBalance[]> {
  return (await client.query<CashBalance>(CASH_BALANCES, [day])).rows
}

export interface MonthTurnover {
  readonly book: string
  readonly unit: string
  readonly month: Day
  readonly income: bigint
  readonly expenditure: bigint
}

/** Income and expenditure by month; opening balances and closing entries are neither. */
const TURNOVER = `
  SELECT e.book, e.unit, date_trunc('month', e.booked_on)::date AS month,
         coalesce(-sum(e.amount_fen) FILTER (WHERE e.account LIKE '4%'), 0)::bigint AS income,
         coalesce(sum(e.amount_fen) FILTER (WHERE e.account LIKE '5%'), 0)::bigint AS expenditure
    FROM book b JOIN cash_entry e USING (book) JOIN cash_voucher v USING (book, voucher)
   WHERE e.voucher >= (extract(year FROM $1::date)::bigint * 100 + extract(month FROM $1::date)::bigint) * 1000000
     AND e.booked_on BETWEEN $1::date AND $2::date AND e.account >= '4' AND v.fact_kind NOT IN ('opening_balance', 'year_closed')
     AND (NOT $3::boolean OR e.detail NOT LIKE 'account%')
   GROUP BY 1, 2, 3`

export async function turnover(client: Client, from: Day, to: Day, poolOnly = false): Promise<MonthTurnover[]> {
  return (await client.query<MonthTurnover>(TURNOVER, [from, to, poolOnly])).rows
}

/** First day of the twelve months that cover is counted on. */
function coverFrom(day: Day): Day {
  return monthsAfter(firstOfMonth(day), -11)
}

export async function fundPositions(client: Client, day: Day): Promise<FundPosition[]> {
  const cash = await cashBalances(client, day)
  const books = await loadBooks(client, await bookKeys(client))
  const memo = await memoBalances(client, day)
  const yearBefore = await memoBalances(client, `${yearOf(day) - 1}-12-31`)
  const yearTurnover = await turnover(client, `${yearOf(day)}-01-01`, day)
  const spent = await turnover(client, coverFrom(day), day, true)
  return [...books.values()].flatMap((book) => {
    const balances = new Map(cash.filter((row) => row.book === book.book).map((row) => [balanceKey(row.account, row.detail, row.unit), row.fen]))
    const ofBook = spent.filter((row) => row.book === book.book && row.expenditure !== 0n)
    const months = new Set(ofBook.map((row) => row.month)).size
    return [...positionsOf(book, balances, memo.get(book.book) ?? new Map())].map(([unit, position]) => {
      const year = yearTurnover.filter((row) => row.book === book.book && row.unit === unit)
      const paid = ofBook.filter((row) => row.unit === unit).reduce((sum, row) => sum + row.expenditure, 0n)
      return {
        ...position,
        book: book.book,
        fund: book.fund,
        unit,
        incomeYtd: year.reduce((sum, row) => sum + row.income, 0n),
        expenditureYtd: year.reduce((sum, row) => sum + row.expenditure, 0n),
        settledYtd: settled(memo, book.book, unit) - settled(yearBefore, book.book, unit),
        monthsOfCover: monthsOfCover(position.freeFen, paid, months),
        spentFen: paid,
        spentMonths: months,
      }
    })
  })
}

/** What bills cost the fund up to the day of the balances, both parts. */
export function settled(memo: MemoBalances, book: string, unit: string): bigint {
  const accounts = memo.get(book)?.get(unit)
  return (accounts?.get('benefits_settled') ?? 0n) + (accounts?.get('benefits_settled/account') ?? 0n)
}

/** What was settled on the one day. */
export async function settledOn(client: Client, day: Day): Promise<bigint> {
  const [until, before] = [await memoBalances(client, day), await memoBalances(client, daysAfter(day, -1))]
  let sum = 0n
  for (const [book, units] of until) for (const unit of units.keys()) sum += settled(until, book, unit) - settled(before, book, unit)
  return sum
}

async function bookKeys(client: Client): Promise<string[]> {
  return (await client.query<{ book: string }>('SELECT book FROM book ORDER BY book')).rows.map((row) => row.book)
}
