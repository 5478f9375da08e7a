// Budget and final-account forms as page, Excel and PDF.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { type Static, Type } from 'typebox'
import { Pdf, pdfAnswer } from '../http/pdf.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { wholeBook } from './book-of-desk.js'
import { budgetFormTable, NO_FORM, outsidePartsTable } from './budget-form.js'
import { ReportTable, tableWorkbook } from './report-table.js'
import { BookParams } from './schemas.js'
import { STATEMENT_PAPER } from './statement-routes.js'

const SEE = { permission: 'book.see' } as const
const Query = Type.Object({ book: BookParams.properties.book, year: Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' }) })
const Form = Type.Object({ tables: Type.Array(ReportTable) })
export const budgetFormRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/fund/budget-form',
    access: SEE,
    summary: '基金预算决算表，含税务、财政部分',
    schema: { querystring: Query, response: Form },
    handler: async ({ query }, desk) => {
      const tables = await tablesOf(desk, query)
      return isRefusal(tables) ? tables : { tables: [...tables] }
    },
  }),
  route({
    method: 'GET',
    url: '/api/fund/budget-form.xlsx',
    access: SEE,
    summary: '基金预算决算表（Excel）',
    schema: { querystring: Query, response: Workbook },
    handler: async ({ query }, desk) => {
      const tables = await tablesOf(desk, query)
      return isRefusal(tables) ? tables : tableWorkbook('budget-form', tables)
    },
  }),
  route({
    method: 'GET',
    url: '/api/fund/budget-form.pdf',
    access: SEE,
    summary: '基金预算决算表（PDF）',
    schema: { querystring: Query, response: Pdf },
    handler: async ({ query }, desk) => {
      const tables = await tablesOf(desk, query)
      return isRefusal(tables) ? tables : pdfAnswer('budget-form', `基金预算决算表${query.year}`, tables, STATEMENT_PAPER)
    },
  }),
]

async function tablesOf(desk: Desk, { book, year }: Static<typeof Query>): Promise<readonly ReportTable[] | Refusal> {
  return desk.read(async (client) => {
    const found = await wholeBook(client, desk, book)
    if ('kind' in found) return found
    return found.fund === 'employee' ? NO_FORM : [await budgetFormTable(client, found, year), await outsidePartsTable(client, found, year)]
  })
}
