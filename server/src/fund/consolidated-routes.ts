// The books of one fund in a pool as one: beside each other, eliminated, together; and what is in transit between levels. Where the
// city keeps a single book with the county as a dimension there is one column and nothing to eliminate.
import { type Day, dayOf, lastOfMonth, yearOf } from '@tongchou/domain/base/day.js'
import { refused } from '@tongchou/domain/base/refusal.js'
import { eliminate, type GroupMove } from '@tongchou/domain/fund/eliminate.js'
import { type AccountState, statementRows } from '@tongchou/domain/fund/statements.js'
import { type Static, Type } from 'typebox'
import { fenJson } from '../http/json-money.js'
import { Pdf, pdfAnswer } from '../http/pdf.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { fundName } from './open-books.js'
import { ReportTable, rowOf, tableWorkbook } from './report-table.js'
import { Fen, Text } from './schemas.js'
import { STATEMENT_PAPER } from './statement-routes.js'
import { accountStates, linesOfForm } from './statement-store.js'
import type { Queries } from './transaction.js'

const SEE = { permission: 'book.see' } as const
const Query = Type.Object({
  fund: Type.String({ title: '基金', pattern: '^[a-z_]{1,20}$', description: '基金代码，如 resident' }),
  month: Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-01' }),
})
const Consolidated = Type.Object({
  books: Type.Integer(),
  table: ReportTable,
  in_transit: Type.Array(Type.Object({ pair: Text, amount_fen: Fen })),
  eliminated_fen: Fen,
})
type Made = Static<typeof Consolidated>

export const consolidatedRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/fund/consolidated',
    access: SEE,
    summary: '合并收支表：各账套、抵销、合并数，及在途资金',
    schema: { querystring: Query, response: Consolidated },
    handler: ({ query }, desk) => madeFor(desk, query, async (made) => made),
  }),
  route({
    method: 'GET',
    url: '/api/fund/consolidated.xlsx',
    access: SEE,
    summary: '合并收支表（Excel）',
    schema: { querystring: Query, response: Workbook },
    handler: ({ query }, desk) => madeFor(desk, query, ({ table }) => tableWorkbook('consolidated', [table])),
  }),
  route({
    method: 'GET',
    url: '/api/fund/consolidated.pdf',
    access: SEE,
    summary: '合并收支表（PDF）',
    schema: { querystring: Query, response: Pdf },
    handler: ({ query }, desk) => madeFor(desk, query, ({ table }) => pdfAnswer('consolidated', table.title, [table], STATEMENT_PAPER)),
  }),
]

async function madeFor<T>(desk: Desk, query: Static<typeof Query>, give: (made: Made) => Promise<T>): Promise<unknown> {
  const made = await desk.read((client) => consolidated(client, desk, query))
  return made === undefined ? refused('not_found', '没有这个基金的账套；请从列表选择。') : give(made)
}

async function consolidated(client: Queries, { officer }: Desk, { fund, month }: Static<typeof Query>): Promise<Made | undefined> {
  const { rows: books } = await client.query<{ book: string; name: string; top: boolean }>(
    'SELECT b.book, a.name, b.agency = b.pool AS top FROM book b JOIN area a ON a.code = b.agency WHERE b.pool = $1 AND b.fund = $2 ORDER BY b.agency = b.pool DESC, b.agency',
    [officer.pool, fund],
  )
  if (books.length === 0) return undefined
  const [from, to] = [dayOf(yearOf(`${month}-01`), 1, 1), lastOfMonth(`${month}-01`)]
  const own: AccountState[][] = []
  for (const { book } of books) own.push(await accountStates(client, { book, from, to, unit: undefined }))
  const { states, inTransit, eliminatedFen } = eliminate(await movesOf(client, officer.pool, fund, from, to), fund === 'employee')
  const rows = statementRows(await linesOfForm('income_statement', fund), [...own, states, [...own.flat(), ...states]])
  return {
    books: books.length,
    table: {
      title: '合并收支表',
      subtitle: `${fundName(fund)}　${from.slice(0, 7)} 至 ${month}`,
      texts: ['项目', '行次'],
      amounts: [...books.map(({ name }) => name), '抵销', '合并数'],
      rows: rows.map(({ line, indent, name, fen }) => rowOf([name, String(line)], fen, { indent })),
    },
    in_transit: inTransit.map(({ pair, amountFen }) => ({ pair, amount_fen: fenJson(amountFen) })),
    eliminated_fen: fenJson(eliminatedFen),
  }
}

async function movesOf(db: Queries, pool: string, fund: string, from: Day, to: Day): Promise<GroupMove[]> {
  const { rows } = await db.query<Omit<GroupMove, 'amounts'> & { pool_fen: bigint; account_fen: bigint }>(
    `SELECT m.pair, m.movement, m.side, b.agency = b.pool AS top, m.pool_fen, m.account_fen FROM level_transferred m JOIN book b USING (book)
      WHERE b.pool = $1 AND b.fund = $2 AND m.booked_on BETWEEN $3 AND $4 ORDER BY m.fact`,
    [pool, fund, from, to],
  )
  return rows.map(({ pool_fen: inPool, account_fen: account, ...move }) => ({ ...move, amounts: { pool: inPool, account } }))
}
