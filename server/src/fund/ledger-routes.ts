// Ledgers as page, Excel and PDF.
import { firstOfMonth } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Static, Type } from 'typebox'
import { Pdf, pdfAnswer } from '../http/pdf.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookAnswer } from '../http/workbook.js'
import { bookOfDesk } from './book-of-desk.js'
import { entriesHead, JOURNAL_ACCOUNTS, type Ledger, type LedgerAsked, ledger, ledgerRows } from './ledgers.js'
import { ReportTable, streamedSheet, tableWorkbook } from './report-table.js'
import { BookParams, paging } from './schemas.js'

const SEE = { permission: 'book.see' } as const
const SIZE = 100
const MOST_PRINTED = 2_000
const Month = Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-01' })

const Query = Type.Object({
  kind: Type.Union([Type.Literal('balances'), Type.Literal('general'), Type.Literal('detail'), Type.Literal('journal')], { title: '账簿' }),
  from: Month,
  to: Month,
  account: Type.Optional(Type.String({ title: '科目', pattern: '^[1-5][0-9]{3}$', description: '四位编码' })),
  unit: Type.Optional(Type.String({ title: '核算单位', pattern: '^[0-9]{6,12}$', description: '区划代码' })),
  ...paging,
})
type Asked = Static<typeof Query>
const Answer = Type.Object({ total: Type.Integer(), table: ReportTable })

export const ledgerRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/fund/books/:book/ledgers',
    access: SEE,
    summary: '账簿：科目余额表、总账、明细账、日记账',
    schema: { params: BookParams, querystring: Query, response: Answer },
    handler: ({ params, query }, desk) => ledgerOf(desk, params.book, query, query.size ?? SIZE, ((query.page ?? 1) - 1) * (query.size ?? SIZE)),
  }),
  route({
    method: 'GET',
    url: '/api/fund/books/:book/ledgers.xlsx',
    access: SEE,
    summary: '账簿（Excel）',
    schema: { params: BookParams, querystring: Query, response: Workbook },
    handler: async ({ params, query }, desk) => {
      const asked = await askedOf(desk, params.book, query, 0, 0)
      if (isRefusal(asked)) return asked
      await noted(desk, params.book, query)
      if (query.kind === 'balances' || query.kind === 'general')
        return tableWorkbook(`ledger-${query.kind}`, [(await desk.read((client) => ledger(client, asked))).table])
      const own = desk.apart()
      const head = entriesHead(asked)
      return workbookAnswer(`ledger-${query.kind}`, head.title, streamedSheet(head, ledgerRows(own.read, asked)))
    },
  }),
  route({
    method: 'GET',
    url: '/api/fund/books/:book/ledgers.pdf',
    access: SEE,
    summary: '账簿（PDF）',
    schema: { params: BookParams, querystring: Query, response: Pdf },
    handler: ({ params, query }, desk) =>
      exported(desk, params.book, query, MOST_PRINTED, (made) =>
        made.total > MOST_PRINTED
          ? refused('too_many', `共 ${made.total} 行，超过一次打印的 ${MOST_PRINTED} 行；请缩短月份，或导出 Excel。`)
          : pdfAnswer(`ledger-${query.kind}`, made.table.title, [made.table], { signatures: ['会计主管：', '复核：', '记账：'], foot: made.table.subtitle }),
      ),
  }),
]

async function exported(
  desk: Desk,
  book: string,
  query: Asked,
  limit: number,
  make: (made: Ledger) => Promise<Response> | Refusal,
): Promise<Response | Refusal> {
  const made = await ledgerOf(desk, book, query, limit, 0)
  if (isRefusal(made)) return made
  await noted(desk, book, query)
  return make(made)
}

function noted(desk: Desk, book: string, { kind, from, to }: Asked): Promise<void> {
  return desk.audit('ledger.export', { detail: { book, kind, from, to } })
}

async function ledgerOf(desk: Desk, book: string, query: Asked, limit: number, offset: number): Promise<Ledger | Refusal> {
  const asked = await askedOf(desk, book, query, limit, offset)
  return isRefusal(asked) ? asked : desk.read((client) => ledger(client, asked))
}

async function askedOf(desk: Desk, book: string, { kind, from, to, account, unit }: Asked, limit: number, offset: number): Promise<LedgerAsked | Refusal> {
  const found = await desk.read((client) => bookOfDesk(client, desk, book))
  if ('kind' in found) return found
  if (from > to) return refused('months_reversed', '起始月份不能晚于截止月份。')
  if ((kind === 'detail' || kind === 'journal') && account === undefined) return refused('account_missing', '请先选择一个科目。')
  if (kind === 'journal' && !JOURNAL_ACCOUNTS.includes(account ?? ''))
    return refused('no_journal', '只有库存现金和各存款科目（1001–1005）有日记账；其他科目请看明细账。')
  return { book, bookName: found.name, kind, from: firstOfMonth(`${from}-01`), to: `${to}-01`, account, unit, limit, offset }
}
