// Budget and final-account forms as page, Excel and PDF, and the plan by line of a budget on its way.
import { yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { budgetStage } from '@tongchou/domain/budget/budget-life.js'
import type pg from 'pg'
import { type Static, Type } from 'typebox'
import { budgetNumbered, unitsOf } from '../budget/budget-store.js'
import { Pdf, pdfAnswer } from '../http/pdf.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { wholeBook } from './book-of-desk.js'
import { budgetFormTable, formLines, isIncomeLine, outsidePartsTable, plannedLines } from './budget-form.js'
import { insertRows } from './fact-store.js'
import { ReportTable, tableWorkbook } from './report-table.js'
import { BookParams, Text } from './schemas.js'
import { STATEMENT_PAPER } from './statement-routes.js'

const SEE = { permission: 'book.see' } as const
const Query = Type.Object({ book: BookParams.properties.book, year: Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' }) })
const Form = Type.Object({ tables: Type.Array(ReportTable), lines: Type.Array(Type.Object({ line: Type.Integer(), name: Text, income: Type.Boolean() })) })
const LinesBody = Type.Object({
  lines: Type.Array(Type.Object({ line: Type.Integer({ title: '行次' }), amount_fen: Type.Integer({ title: '金额（分）', minimum: 0 }) }), {
    title: '各行预算',
    minItems: 1,
    maxItems: 60,
  }),
})

export const budgetFormRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/fund/budget-form',
    access: SEE,
    summary: '基金预算决算表，含税务、财政部分',
    schema: { querystring: Query, response: Form },
    handler: async ({ query }, desk) => {
      const tables = await tablesOf(desk, query)
      if (isRefusal(tables)) return tables
      return { tables: [...tables], lines: plannedLines(await formLines()).map((line) => ({ line: line.line, name: line.name, income: isIncomeLine(line) })) }
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
  route({
    method: 'POST',
    url: '/api/budgets/:budget/form-lines',
    access: { permission: 'budget.write' },
    summary: '按预算表的行次填写预算；合计须等于各核算单位计划之和',
    schema: {
      params: Type.Object({ budget: Type.String({ title: '预算编号', pattern: '^\\d{1,18}$', description: '数字' }) }),
      body: LinesBody,
      response: Form,
    },
    handler: async ({ params, body }, desk) => {
      const of = await desk.write((client) => planByLine(client, desk, BigInt(params.budget), body.lines))
      if (isRefusal(of)) return of
      await desk.audit('budget.form', { detail: { budget: params.budget } })
      const tables = await tablesOf(desk, of)
      return isRefusal(tables) ? tables : { tables: [...tables], lines: [] }
    },
  }),
]

const NO_FORM = refused('no_form', '职工医保基金的预算表行次还没有取得公开依据，暂不提供；请使用法定报表。')

async function tablesOf(desk: Desk, { book, year }: Static<typeof Query>): Promise<readonly ReportTable[] | Refusal> {
  return desk.read(async (client) => {
    const found = await wholeBook(client, desk, book)
    if ('kind' in found) return found
    return found.fund === 'employee' ? NO_FORM : [await budgetFormTable(client, found, year), await outsidePartsTable(client, found, year)]
  })
}

async function planByLine(
  client: pg.PoolClient,
  desk: Desk,
  budget: bigint,
  given: Static<typeof LinesBody>['lines'],
): Promise<Static<typeof Query> | Refusal> {
  const found = await budgetNumbered(client, desk.officer.pool, budget)
  if (found === undefined) return refused('not_found', '没有这份预算；请在预算列表里核对编号。')
  const book = await wholeBook(client, desk, found.book)
  if ('kind' in book) return book
  if (book.fund === 'employee') return NO_FORM
  if (budgetStage(found.steps) !== 'proposed') return refused('not_its_turn', '只有还没有上报的预算才能填写分行预算。')
  const lines = plannedLines(await formLines())
  const missing = lines.filter(({ line }) => !given.some((one) => one.line === line))
  if (missing.length > 0 || given.length !== lines.length)
    return refused('lines_differ', `每一行填一次；缺：${missing.map(({ name }) => name).join('、') || '无'}。`)
  const units = await unitsOf(client, budget)
  for (const [word, income, whole] of [
    ['收入', true, units.reduce((sum, unit) => sum + unit.income_fen, 0n)],
    ['支出', false, units.reduce((sum, unit) => sum + unit.expenditure_fen, 0n)],
  ] as const) {
    const own = lines.filter((line) => isIncomeLine(line) === income).map(({ line }) => line)
    const total = given.filter(({ line }) => own.includes(line)).reduce((sum, { amount_fen }) => sum + BigInt(amount_fen), 0n)
    if (total !== whole) return refused('not_the_units_sum', `${word}各行合计 ${yuanText(total)} 元，各核算单位计划之和 ${yuanText(whole)} 元；两者应相等。`)
  }
  const { rowCount } = await client.query('SELECT 1 FROM budget_form_line WHERE budget = $1 LIMIT 1', [budget])
  if ((rowCount ?? 0) > 0) return refused('planned_already', '这份预算已经填写过分行预算；需要改动请重新编制。')
  await insertRows(
    client,
    'budget_form_line',
    given.map((one) => ({ budget, ...one, officer: desk.officer.officer })),
  )
  return { book: found.book, year: found.year }
}
