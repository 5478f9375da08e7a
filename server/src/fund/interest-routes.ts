// Interest by fund and unit with the product method: counted for any period, compared with what the books have; rates with their source.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { productText } from '@tongchou/domain/fund/count-interest.js'
import type pg from 'pg'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookOf } from '../http/workbook.js'
import { booksOfPlace, countBookInterest, type InterestCount, lastPeriod } from './count-book-interest.js'
import { interestPaperRoutes } from './interest-paper-routes.js'
import * as shape from './interest-schema.js'
import { type AccountOfPool, type CashPlace, insertRate, interestAccounts, ratesOf } from './interest-store.js'
import { type ReportTable, rowOf, sheetOf } from './report-table.js'

const SEE = { permission: 'book.see' } as const

export function interestRoutes(context: AppContext): readonly Route[] {
  const today = () => dayIn(context.clock)
  return [
    route({
      method: 'GET',
      url: '/api/fund/interest',
      access: SEE,
      summary: '按积数法计息：各基金各核算单位的积数、应计利息、已入账利息和差额',
      schema: { querystring: shape.CountQuery, response: shape.Count },
      handler: ({ query }, desk) => desk.read((client) => counted(client, desk, query, today(), (made) => countJson(made))),
    }),
    route({
      method: 'GET',
      url: '/api/fund/interest.xlsx',
      access: SEE,
      summary: '按积数法计息（Excel），附每段余额、天数和积数',
      schema: { querystring: shape.CountQuery, response: Workbook },
      handler: async ({ query }, desk) => {
        const tables = await desk.read((client) => counted(client, desk, query, today(), async (made) => countTables(made)))
        if (isRefusal(tables)) return tables
        await desk.audit('interest.export', { detail: { ...query } })
        return workbookOf('interest', '积数计息', tables.map(sheetOf))
      },
    }),
    route({
      method: 'GET',
      url: '/api/fund/interest/stretches',
      access: SEE,
      summary: '一个基金、一个核算单位在计息期内每段余额、天数、积数和利率',
      schema: { querystring: shape.StretchQuery, response: shape.Stretches },
      handler: ({ query }, desk) =>
        desk.read((client) =>
          counted(client, desk, query, today(), async ({ count }) =>
            (count.lines[0]?.stretches ?? []).map(({ balanceFen, days, product, rate, from, to }) => ({
              ...{ from, to, days: Number(days), balance_fen: fenJson(balanceFen), product: product.toString(), rate: rate.text },
            })),
          ),
        ),
    }),
    route({
      method: 'GET',
      url: '/api/fund/interest-rates',
      access: SEE,
      summary: '各账户的存款利率，按起用日期，新的在前',
      schema: { response: shape.Rates },
      handler: (_request, desk) => desk.read((client) => ratesJson(client, desk)),
    }),
    route({
      method: 'POST',
      url: '/api/fund/interest-rates',
      access: { permission: 'voucher.prepare' },
      summary: '登记一个账户从某日起的年利率和依据；同一天的以后登记的为准',
      schema: { body: shape.RateBody, response: shape.Rates },
      handler: async ({ body: { detail = '', source, ...body } }, desk) => {
        const { pool, officer } = desk.officer
        await desk.write((client) => insertRate(client, { ...body, detail, source: source.trim(), pool, officer }))
        await desk.audit('interest_rate.record', { detail: { ...body, detail } })
        return desk.read((client) => ratesJson(client, desk))
      },
    }),
    ...interestPaperRoutes(context),
  ]
}

interface Made {
  readonly accounts: readonly AccountOfPool[]
  readonly books: readonly { readonly book: string; readonly name: string }[]
  readonly units: ReadonlyMap<string, string>
  readonly place: CashPlace
  readonly from: Day
  readonly to: Day
  readonly count: InterestCount
}

const NO_MONEY = refused('no_account', '账上还没有存款账户，无从计息；请先建账。')

async function counted<T>(client: pg.PoolClient, desk: Desk, asked: shape.CountAsked, today: Day, give: (made: Made) => Promise<T>): Promise<T | Refusal> {
  const accounts = await interestAccounts(client, desk.officer.pool)
  const account = accounts.find((one) => one.account === (asked.account ?? one.account) && one.detail === (asked.detail ?? one.detail))
  if (account === undefined) return NO_MONEY
  const period = { ...lastPeriod(today), ...(asked.from === undefined ? {} : { from: asked.from }), ...(asked.to === undefined ? {} : { to: asked.to }) }
  if (period.to < period.from) return refused('period_backwards', '计息期的止日不能早于起日。')
  if (yearOf(period.to) - yearOf(period.from) > 1) return refused('period_long', '一次最多计两个年度的利息；请缩短计息期。')
  const seen = await seenBooks(client, desk, asked)
  const place: CashPlace = {
    account: account.account,
    detail: account.detail,
    unit: asked.unit ?? null,
    books: asked.book === undefined ? seen.map(({ book }) => book) : [asked.book],
  }
  const books = await booksOfPlace(client, desk, place)
  if (isRefusal(books)) return books
  const count = await countBookInterest(client, desk.officer.pool, books, place, period)
  const { rows: units } = await client.query<{ unit: string; name: string }>(
    'SELECT DISTINCT ON (unit) unit, name FROM pooling_unit WHERE pool = $1 AND in_force <= current_day() ORDER BY unit, in_force DESC',
    [desk.officer.pool],
  )
  return give({ accounts, books: seen, units: new Map(units.map(({ unit, name }) => [unit, name])), place, ...period, count })
}

/** Whole books of the officer's agency; for one unit's account all books of the pool. */
async function seenBooks(client: pg.PoolClient, { officer }: Desk, { unit }: shape.CountAsked): Promise<{ book: string; name: string }[]> {
  const { rows } = await client.query<{ book: string; name: string }>(
    'SELECT book, name FROM book WHERE pool = $1 AND ($2 OR sees_book(book)) ORDER BY fund DESC, book',
    [officer.pool, unit !== undefined],
  )
  return rows
}

async function countJson({ accounts, books, units, place, from, to, count }: Made) {
  const order = books.map(({ book }) => book)
  const lines = count.lines.map((line) => ({
    ...{ book: line.book.book, book_name: line.book.name, unit: line.unit, unit_name: units.get(line.unit) ?? line.unit, rates: line.rates },
    ...sumsJson(line),
  }))
  lines.sort((a, b) => order.indexOf(a.book) - order.indexOf(b.book))
  const ofBook = (book: string) => count.lines.filter((line) => line.book.book === book)
  const funds = books.flatMap(({ book, name }) => (ofBook(book).length === 0 ? [] : [{ book, name, ...sumsJson(added(ofBook(book))) }]))
  return {
    ...{ account: place.account, detail: place.detail, from, to, accounts: [...accounts], books: [...books] },
    units: [...units].map(([unit, name]) => ({ unit, name })),
    missing: count.missing?.sentence ?? null,
    ...{ funds, lines, total: sumsJson({ ...added(count.lines), dueFen: count.dueFen }) },
  }
}

type Sums = Pick<InterestCount['lines'][number], 'product' | 'dueFen' | 'bookedFen'>

function added(lines: readonly Sums[]): Sums {
  const sum = (of: (line: Sums) => bigint): bigint => lines.reduce((so, line) => so + of(line), 0n)
  return { product: sum(({ product }) => product), dueFen: sum(({ dueFen }) => dueFen), bookedFen: sum(({ bookedFen }) => bookedFen) }
}

function sumsJson({ product, dueFen, bookedFen }: Sums) {
  return { product: product.toString(), due_fen: fenJson(dueFen), booked_fen: fenJson(bookedFen), difference_fen: fenJson(bookedFen - dueFen) }
}

function countTables({ units, from, to, count }: Made): ReportTable[] {
  const subtitle = `${from} 至 ${to}`
  const nameOf = (unit: string): string => units.get(unit) ?? unit
  return [
    {
      title: '积数计息',
      subtitle,
      texts: ['基金', '核算单位', '积数（元·天）', '年利率'],
      amounts: ['应计利息', '已入账利息', '差额'],
      rows: [
        ...count.lines.map((line) =>
          rowOf([line.book.name, nameOf(line.unit), productText(line.product), line.rates], [line.dueFen, line.bookedFen, line.bookedFen - line.dueFen]),
        ),
        rowOf(['合计', '', productText(added(count.lines).product), ''], [count.dueFen, count.bookedFen, count.bookedFen - count.dueFen]),
      ],
    },
    {
      title: '每段余额与积数',
      subtitle,
      texts: ['基金', '核算单位', '起日', '止日', '天数', '年利率', '积数（元·天）'],
      amounts: ['余额'],
      rows: count.lines.flatMap(({ book, unit, stretches }) =>
        stretches.map((one) =>
          rowOf([book.name, nameOf(unit), one.from, one.to, one.days.toString(), one.rate.text, productText(one.product)], [one.balanceFen]),
        ),
      ),
    },
  ]
}

async function ratesJson(client: pg.PoolClient, { officer }: Desk) {
  const accounts = await interestAccounts(client, officer.pool)
  return (await ratesOf(client, officer.pool)).map((row) => ({
    ...row,
    account_name: accounts.find(({ account, detail }) => account === row.account && detail === row.detail)?.name ?? row.account,
  }))
}
