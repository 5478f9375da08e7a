// Monthly budget execution for the desk: fund by fund, unit by unit, beside the time that has passed; as a page and as Excel.
import { monthOf, yearOf } from '@tongchou/domain/base/day.js'
import { type Static, Type } from 'typebox'
import { rowOf, sheetOf } from '../fund/report-table.js'
import { BookParams, Fen, Nullable, Text } from '../fund/schemas.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookOf } from '../http/workbook.js'
import { type ExecutionRow, MARKS, monthlyExecution, timePercent } from './monthly-execution.js'

const SEE = { permission: 'fund.see' } as const
const Query = Type.Object({
  year: Type.Optional(Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' })),
  month: Type.Optional(Type.Integer({ title: '截至月份', minimum: 1, maximum: 12 })),
  book: Type.Optional(BookParams.properties.book),
  unit: Type.Optional(Type.String({ title: '核算单位', pattern: '^[0-9]{6,12}$' })),
})
const figures = {
  plan_income_fen: Fen,
  plan_expenditure_fen: Fen,
  income_fen: Fen,
  expenditure_fen: Fen,
  income_percent: Nullable,
  expenditure_percent: Nullable,
}
const Monthly = Type.Object({
  year: Type.Integer(),
  month: Type.Integer(),
  time_percent: Text,
  rows: Type.Array(
    Type.Object({
      ...{ book: Text, book_name: Text, unit: Text, unit_name: Text, ...figures, mark: Text, mark_name: Text },
      months: Type.Array(Type.Object({ month: Type.Integer(), income_fen: Fen, expenditure_fen: Fen, income_so_far_fen: Fen, expenditure_so_far_fen: Fen })),
    }),
  ),
})

export function executionRoutes({ clock }: Pick<AppContext, 'clock'>): readonly Route[] {
  const given = ({ year, month, ...rest }: Static<typeof Query>) => {
    const today = dayIn(clock)
    const inYear = year ?? yearOf(today)
    return { ...rest, year: inYear, month: month ?? (inYear === yearOf(today) ? monthOf(today) : 12) }
  }
  const rowsOf = (desk: Desk, asked: ReturnType<typeof given>): Promise<ExecutionRow[]> =>
    desk.read((client) => monthlyExecution(client, { ...asked, pool: desk.officer.pool, areas: desk.officer.areas }))
  return [
    route({
      method: 'GET',
      url: '/api/budget-execution/months',
      access: SEE,
      summary: '预算执行：各基金各核算单位截至某月的计划、实际、执行率与时间进度，分月累计',
      schema: { querystring: Query, response: Monthly },
      handler: async ({ query }, desk) => {
        const asked = given(query)
        const rows = await rowsOf(desk, asked)
        return { year: asked.year, month: asked.month, time_percent: timePercent(asked.month), rows: rows.map(rowJson) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/budget-execution/months.xlsx',
      access: SEE,
      summary: '预算执行（Excel）：截至某月，及分月累计',
      schema: { querystring: Query, response: Workbook },
      handler: async ({ query }, desk) => {
        const asked = given(query)
        const tables = tablesOf(await rowsOf(desk, asked), asked)
        await desk.audit('budget_execution.export', { detail: { ...asked } })
        return workbookOf('budget-execution', `预算执行${asked.year}-${asked.month}`, tables.map(sheetOf))
      },
    }),
  ]
}

function rowJson(row: ExecutionRow) {
  return {
    ...{ book: row.book, book_name: row.bookName, unit: row.unit, unit_name: row.unitName, mark: row.mark, mark_name: MARKS[row.mark] },
    ...{ plan_income_fen: fenJson(row.planIncomeFen), plan_expenditure_fen: fenJson(row.planExpenditureFen), income_fen: fenJson(row.incomeFen) },
    ...{ expenditure_fen: fenJson(row.expenditureFen), income_percent: row.incomePercent, expenditure_percent: row.expenditurePercent },
    months: row.months.map(({ month, incomeFen, expenditureFen, incomeSoFarFen, expenditureSoFarFen }) => ({
      ...{ month, income_fen: fenJson(incomeFen), expenditure_fen: fenJson(expenditureFen) },
      ...{ income_so_far_fen: fenJson(incomeSoFarFen), expenditure_so_far_fen: fenJson(expenditureSoFarFen) },
    })),
  }
}

function tablesOf(rows: readonly ExecutionRow[], { year, month }: { readonly year: number; readonly month: number }) {
  const share = (percent: string | null): string => (percent === null ? '' : `${percent}%`)
  const subtitle = `${year} 年 1–${month} 月，时间进度 ${timePercent(month)}%`
  return [
    {
      title: '预算执行',
      subtitle,
      texts: ['基金', '核算单位', '收入执行率', '支出执行率', '提示'],
      amounts: ['计划收入', '实际收入', '计划支出', '实际支出', '支出结余预算'],
      rows: rows.map((row) =>
        rowOf(
          [row.bookName, row.unitName, share(row.incomePercent), share(row.expenditurePercent), MARKS[row.mark]],
          [row.planIncomeFen, row.incomeFen, row.planExpenditureFen, row.expenditureFen, row.planExpenditureFen - row.expenditureFen],
        ),
      ),
    },
    {
      title: '分月执行',
      subtitle,
      texts: ['基金', '核算单位', '月份'],
      amounts: ['本月收入', '本月支出', '累计收入', '累计支出'],
      rows: rows.flatMap((row) =>
        row.months.map((one) =>
          rowOf([row.bookName, row.unitName, String(one.month)], [one.incomeFen, one.expenditureFen, one.incomeSoFarFen, one.expenditureSoFarFen]),
        ),
      ),
    },
  ]
}
