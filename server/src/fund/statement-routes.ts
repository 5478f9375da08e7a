// The statutory statements of a book as a table and as Excel: 资产负债表 (opening and closing) and 收支表 (month and year so far).
import { type Day, dayOf, daysAfter, monthsAfter } from '@tongchou/domain/base/day.js'
import { refused } from '@tongchou/domain/base/refusal.js'
import { statementRows } from '@tongchou/domain/fund/statements.js'
import { type Static, Type } from 'typebox'
import { fenJson } from '../http/json-money.js'
import { Pdf, pdfAnswer } from '../http/pdf.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookReply } from '../http/workbook.js'
import { bookOfDesk, type DeskBook } from './book-of-desk.js'
import type { ReportTable } from './report-table.js'
import { BookParams } from './schemas.js'
import { accountStates, type FormName, linesOfForm } from './statement-store.js'
import type { Queries } from './transaction.js'

const BOOK = { permission: 'book.see' } as const
const Query = Type.Object({
  form: Type.Union([Type.Literal('balance_sheet'), Type.Literal('income_statement')], { title: '报表' }),
  month: Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-01' }),
  unit: Type.Optional(Type.String({ title: '核算单位', pattern: '^[0-9]{6,12}$', description: '区划代码' })),
})
type Asked = Pick<Static<typeof Query>, 'form' | 'month'> & { readonly unit?: string | undefined }
const PdfQuery = Type.Object({ ...Query.properties, form: Type.Optional(Query.properties.form) })
export const STATEMENT_PAPER = { signatures: ['单位负责人：', '会计主管：', '制表：'], foot: '按《社会保险基金会计制度》编制' }

const Statement = Type.Object({
  form: Type.String(),
  title: Type.String(),
  code: Type.String(),
  columns: Type.Array(Type.String()),
  rows: Type.Array(
    Type.Object({ line: Type.Integer(), indent: Type.Integer(), name: Type.String(), fen: Type.Array(Type.Union([Type.Integer(), Type.Null()])) }),
  ),
})

const TITLES: Readonly<Record<FormName, { readonly title: string; readonly code: string; readonly columns: readonly string[] }>> = {
  balance_sheet: { title: '资产负债表', code: '会社保01表', columns: ['年初余额', '期末余额'] },
  income_statement: { title: '收支表', code: '会社保02表', columns: ['本月数', '本年累计数'] },
}

export const statementRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/fund/books/:book/statements',
    access: BOOK,
    summary: '法定报表：资产负债表、收支表',
    schema: { params: BookParams, querystring: Query, response: Statement },
    handler: async ({ params, query }, desk) => {
      const made = await statementOf(desk, params.book, query)
      return made ?? refused('not_found', `没有账套 ${params.book}；请核对。`)
    },
  }),
  route({
    method: 'GET',
    url: '/api/fund/books/:book/statements.xlsx',
    access: BOOK,
    summary: '法定报表（Excel）',
    schema: { params: BookParams, querystring: Query, response: Workbook },
    handler: async ({ params, query }, desk) => {
      const made = await statementOf(desk, params.book, query)
      if (made === undefined) return refused('not_found', `没有账套 ${params.book}；请核对。`)
      await desk.audit('statement.export', { detail: { book: params.book, form: query.form, month: query.month } })
      const rows = made.rows.map(({ line, indent, name, fen }) => ({ texts: [`${'　'.repeat(indent)}${name}`, String(line)], fen: fen.map((one) => one ?? 0) }))
      return workbookReply(
        { name: `${made.title}${query.month}`, file: `${query.form}-${query.month}.xlsx`, texts: ['项目', '行次'], amounts: [...made.columns] },
        rows,
      )
    },
  }),
  route({
    method: 'GET',
    url: '/api/fund/books/:book/statements.pdf',
    access: BOOK,
    summary: '法定报表（PDF）：一张，或资产负债表与收支表一起',
    schema: { params: BookParams, querystring: PdfQuery, response: Pdf },
    handler: async ({ params, query }, desk) => {
      const forms: readonly FormName[] = query.form === undefined ? ['balance_sheet', 'income_statement'] : [query.form]
      const tables = await desk.read(async (client) => {
        const found = await bookOfDesk(client, desk, params.book)
        if ('kind' in found) return undefined
        return Promise.all(forms.map((form) => statementTable(client, found, { form, month: query.month, unit: query.unit })))
      })
      if (tables === undefined) return refused('not_found', `没有账套 ${params.book}；请核对。`)
      await desk.audit('statement.export', { detail: { book: params.book, form: forms.join(), month: query.month } })
      return pdfAnswer(`statements-${query.month}`, `基金报表${query.month}`, tables, STATEMENT_PAPER)
    },
  }),
]

/** A statement of a book as a table, for paper and packages. */
export async function statementTable(db: Queries, { book, name, fund }: DeskBook, { form, month, unit }: Asked): Promise<ReportTable> {
  const made = await formOf(db, book, fund, { form, month, unit })
  return {
    title: made.title,
    subtitle: `${made.code}　${name}　${month}${unit === undefined ? '' : `　核算单位 ${unit}`}`,
    texts: ['项目', '行次'],
    amounts: made.columns,
    rows: made.rows.map(({ line, indent, name: item, fen }) => ({ texts: [item, String(line)], fen, indent, voucher: null })),
  }
}

async function statementOf(desk: Desk, book: string, asked: Asked): Promise<Static<typeof Statement> | undefined> {
  return desk.read(async (client) => {
    const found = await bookOfDesk(client, desk, book)
    return 'kind' in found ? undefined : formOf(client, book, found.fund, asked)
  })
}

async function formOf(db: Queries, book: string, fund: string, { form, month, unit }: Asked): Promise<Static<typeof Statement>> {
  const lines = await linesOfForm(form, fund)
  const stretches = form === 'balance_sheet' ? balanceDays(month) : turnoverDays(month)
  const columns = await Promise.all(stretches.map((stretch) => accountStates(db, { book, unit, ...stretch })))
  const { title, code, columns: names } = TITLES[form]
  return {
    form,
    title,
    code,
    columns: [...names],
    rows: statementRows(lines, columns).map(({ fen, ...row }) => ({ ...row, fen: fen.map((one) => (one === null ? null : fenJson(one))) })),
  }
}

interface Stretch {
  readonly from: Day
  readonly to: Day
}

function balanceDays(month: string): readonly Stretch[] {
  const year = Number(month.slice(0, 4))
  const yearBefore = `${year - 1}-12-31`
  return [
    { from: yearBefore, to: yearBefore },
    { from: `${month}-01`, to: endOf(month) },
  ]
}

function turnoverDays(month: string): readonly Stretch[] {
  const to = endOf(month)
  return [
    { from: `${month}-01`, to },
    { from: dayOf(Number(month.slice(0, 4)), 1, 1), to },
  ]
}

function endOf(month: string): Day {
  return daysAfter(monthsAfter(`${month}-01`, 1), -1)
}
