// Statistics reported upward: 快报 (main figures, before the close), 月报 (both statements of every book) and 年报 (with the final-account
// form). What was made is stored as it was, with its version; reviewed by another officer, signed off and reported by a third.
import { createHash } from 'node:crypto'
import { type Day, dayOf, lastOfMonth, yearOf } from '@tongchou/domain/base/day.js'
import { deskStepRefused } from '@tongchou/domain/base/desk-life.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { REPORT_LIFE, type ReportStage } from '@tongchou/domain/fund/report-life.js'
import type pg from 'pg'
import { type Static, Type } from 'typebox'
import { type Clock, dayIn } from '../http/clock.js'
import { Pdf, pdfAnswer } from '../http/pdf.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { type DeskBook, wholeBook } from './book-of-desk.js'
import { budgetFormTable, outsidePartsTable } from './budget-form.js'
import { Actions, actionsOf, holdPaper, insertStep, nextNumber, Steps, stepsJson, stepsOf } from './desk-steps.js'
import { readTable } from './read-table.js'
import { ReportTable, rowOf, tableWorkbook } from './report-table.js'
import { pageOf, paging, Text } from './schemas.js'
import { STATEMENT_PAPER, statementTable } from './statement-routes.js'
import { accountStates } from './statement-store.js'

export const REPORT_KINDS = { fast: '快报', monthly: '月报', yearly: '年报' } as const
type Kind = keyof typeof REPORT_KINDS
const SIZE = 20

const KindSchema = Type.Union([Type.Literal('fast'), Type.Literal('monthly'), Type.Literal('yearly')], { title: '报表种类' })
const head = {
  report: Text,
  kind: Text,
  kind_name: Text,
  period: Text,
  version: Type.Integer(),
  sha256: Text,
  stage: Text,
  stage_name: Text,
  officer_name: Text,
  known_at: Text,
}
const Report = Type.Object({ ...head, tables: Type.Array(ReportTable), steps: Steps, actions: Actions })
const Params = Type.Object({ report: Type.String({ title: '报表编号', pattern: '^\\d{1,18}$', description: '数字' }) })
const StepBody = Type.Object({
  kind: Type.Union([Type.Literal('reviewed'), Type.Literal('returned'), Type.Literal('reported')], { title: '事项' }),
  remark: Type.Optional(Type.String({ title: '意见', maxLength: 200 })),
})
type StepKind = Static<typeof StepBody>['kind']
const PERMISSION: Readonly<Record<StepKind, string>> = { reviewed: 'fund_report.review', returned: 'fund_report.review', reported: 'fund_report.sign' }
const NO_SUCH = refused('not_found', '没有这份统计报表；请从列表进入。')

export function reportRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/fund/reports',
      access: { permission: 'book.see' },
      summary: '基金统计报表：快报、月报、年报及版本',
      schema: { querystring: Type.Object({ kind: Type.Optional(KindSchema), ...paging }), response: pageOf(head) },
      handler: ({ query: { kind, page = 1, size = SIZE } }, desk) =>
        desk.read(async (client) => {
          const { rows: all } = await client.query<{ total: number }>(
            'SELECT count(*)::integer AS total FROM fund_report WHERE pool = $1 AND ($2::text IS NULL OR kind = $2)',
            [desk.officer.pool, kind ?? null],
          )
          const { rows } = await client.query<ReportRow>(
            `${REPORT} WHERE r.pool = $1 AND ($2::text IS NULL OR r.kind = $2) ORDER BY r.report DESC LIMIT $3 OFFSET $4`,
            [desk.officer.pool, kind ?? null, size, (page - 1) * size],
          )
          return { total: all[0]?.total ?? 0, rows: rows.map(headJson) }
        }),
    }),
    route({
      method: 'POST',
      url: '/api/fund/reports',
      access: { permission: 'fund_report.prepare' },
      summary: '编制一份统计报表；同期再编制即为新版本',
      schema: {
        body: Type.Object({ kind: KindSchema, month: Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-01' }) }),
        response: Report,
      },
      handler: async ({ body }, desk) => {
        const made = await desk.write((client) => make(client, desk, body.kind, `${body.month}-01`, dayIn(clock)))
        if (isRefusal(made)) return made
        await desk.audit('fund_report.prepare', { detail: { report: String(made), kind: body.kind, month: body.month } })
        return desk.read((client) => shown(client, desk, made))
      },
    }),
    route({
      method: 'GET',
      url: '/api/fund/reports/:report',
      access: { permission: 'book.see' },
      summary: '一份统计报表：表、版本、经手',
      schema: { params: Params, response: Report },
      handler: ({ params }, desk) => desk.read((client) => shown(client, desk, BigInt(params.report))),
    }),
    route({
      method: 'POST',
      url: '/api/fund/reports/:report/steps',
      access: 'signed_in',
      summary: '审核、退回、签发上报一份统计报表',
      schema: { params: Params, body: StepBody, response: Report },
      handler: ({ params, body }, desk) => take(desk, BigInt(params.report), body),
    }),
    ...(['xlsx', 'pdf'] as const).map((format) =>
      route({
        method: 'GET',
        url: `/api/fund/reports/:report/tables.${format}`,
        access: { permission: 'book.see' },
        summary: `一份统计报表（${format === 'pdf' ? 'PDF' : 'Excel'}）`,
        schema: { params: Params, response: format === 'pdf' ? Pdf : Workbook },
        handler: async ({ params }, desk) => {
          const row = await desk.read((client) => reportNumbered(client, desk, BigInt(params.report)))
          if (row === undefined) return NO_SUCH
          await desk.audit('fund_report.export', { detail: { report: params.report } })
          const name = `fund-${row.kind}-${row.period.slice(0, 7)}-v${row.version}`
          return format === 'pdf' ? pdfAnswer(name, name, row.content.tables, STATEMENT_PAPER) : tableWorkbook(name, row.content.tables)
        },
      }),
    ),
  ]
}

interface ReportRow {
  readonly report: bigint
  readonly kind: Kind
  readonly period: Day
  readonly version: number
  readonly sha256: string
  readonly content: { readonly tables: ReportTable[] }
  readonly stage: ReportStage
  readonly officer_name: string
  readonly known_at: string
}

const REPORT = `SELECT r.report, r.kind, r.period, r.version, r.sha256, r.content, o.name AS officer_name, r.known_at,
    (SELECT s.kind FROM fund_report_step s WHERE s.report = r.report ORDER BY s.step DESC LIMIT 1) AS stage
  FROM fund_report r JOIN officer o USING (officer)`

function headJson({ report, kind, period, version, sha256, stage, officer_name, known_at }: ReportRow) {
  return {
    report: report.toString(),
    kind,
    kind_name: REPORT_KINDS[kind],
    period: period.slice(0, 7),
    version,
    sha256,
    stage,
    stage_name: REPORT_LIFE.names[stage],
    officer_name,
    known_at,
  }
}

async function reportNumbered(client: pg.ClientBase, { officer }: Desk, report: bigint): Promise<ReportRow | undefined> {
  return (await client.query<ReportRow>(`${REPORT} WHERE r.pool = $1 AND r.report = $2`, [officer.pool, report])).rows[0]
}

async function shown(client: pg.ClientBase, desk: Desk, report: bigint): Promise<unknown> {
  const row = await reportNumbered(client, desk, report)
  if (row === undefined) return NO_SUCH
  const steps = await stepsOf<ReportStage>(client, 'fund_report', [report])
  return {
    ...headJson(row),
    tables: row.content.tables,
    steps: stepsJson(REPORT_LIFE, steps),
    actions: actionsOf(REPORT_LIFE, steps, PERMISSION, desk.officer),
  }
}

async function take(desk: Desk, report: bigint, { kind, remark = '' }: Static<typeof StepBody>): Promise<unknown> {
  if (!desk.officer.permissions.has(PERMISSION[kind])) return refused('not_permitted', '您的岗位不能办理这一步。')
  if (kind === 'returned' && remark.trim().length < 2) return refused('remark_missing', '请写明退回理由，至少两个字。')
  const wrong = await desk.write(async (client): Promise<Refusal | undefined> => {
    await holdPaper(client, 'fund_report', report)
    if ((await reportNumbered(client, desk, report)) === undefined) return NO_SUCH
    const steps = await stepsOf<ReportStage>(client, 'fund_report', [report])
    const refusal = deskStepRefused(REPORT_LIFE, steps, kind, desk.officer.officer)
    if (refusal !== undefined) return refusal
    await insertStep(client, 'fund_report', { of: report, step: steps.length + 1, kind, remark: remark.trim(), officer: desk.officer.officer })
    return undefined
  })
  if (wrong !== undefined) return wrong
  await desk.audit(`fund_report.${kind}`, { detail: { report: String(report) } })
  return desk.read((client) => shown(client, desk, report))
}

async function make(client: pg.PoolClient, desk: Desk, kind: Kind, month: Day, today: Day): Promise<bigint | Refusal> {
  const period = kind === 'yearly' ? dayOf(yearOf(month), 12, 1) : month
  if (period > today) return refused('in_future', '不能编制以后月份的报表。')
  const { rows } = await client.query<{ book: string }>('SELECT book FROM book WHERE pool = $1 ORDER BY fund DESC, agency', [desk.officer.pool])
  const books: DeskBook[] = []
  for (const { book } of rows) {
    const found = await wholeBook(client, desk, book)
    if ('kind' in found) return found
    books.push(found)
  }
  const open = kind === 'fast' ? undefined : books.find((book) => (book.closed_through ?? '') < lastOfMonth(period))
  if (open !== undefined)
    return refused('not_closed', `${open.name}还没有结 ${period.slice(0, 7)} 的账；对账、结账之后才能编制${REPORT_KINDS[kind]}，急需数字请编制快报。`)
  const content = JSON.stringify({ tables: await tablesOf(client, books, kind, period) })
  await holdPaper(client, 'fund_report', BigInt(period.replaceAll('-', '')))
  const last = await client.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM fund_report WHERE pool = $1 AND kind = $2 AND period = $3',
    [desk.officer.pool, kind, period],
  )
  const report = await nextNumber(client)
  const { officer, pool } = desk.officer
  await client.query('INSERT INTO fund_report (report, pool, kind, period, version, content, sha256, officer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
    report,
    pool,
    kind,
    period,
    (last.rows[0]?.version ?? 0) + 1,
    content,
    createHash('sha256').update(content).digest('hex'),
    officer,
  ])
  await insertStep(client, 'fund_report', { of: report, step: 1, kind: 'prepared', remark: '', officer })
  return report
}

/** Which tables a report is made of stands in report-tables.tsv; a table without a form for the fund is left out there. */
async function tablesOf(client: pg.PoolClient, books: readonly DeskBook[], kind: Kind, period: Day): Promise<ReportTable[]> {
  const rows = (await readTable('report-tables.tsv', ['kind', 'table', 'funds'])).filter((row) => row.kind === kind)
  const tables: ReportTable[] = []
  if (rows.some(({ table }) => table === 'fast')) tables.push(await fastTable(client, books, period))
  for (const book of books) {
    for (const { table, funds } of rows) {
      const make = BOOK_TABLES[table]
      if (make !== undefined && (funds === '' || funds.split(' ').includes(book.fund))) tables.push(await make(client, book, period))
    }
  }
  return tables
}

const BOOK_TABLES: Readonly<Record<string, (client: pg.PoolClient, book: DeskBook, period: Day) => Promise<ReportTable>>> = {
  balance_sheet: (client, book, period) => statementTable(client, book, { form: 'balance_sheet', month: period.slice(0, 7) }),
  income_statement: (client, book, period) => statementTable(client, book, { form: 'income_statement', month: period.slice(0, 7) }),
  budget_form: (client, book, period) => budgetFormTable(client, book, yearOf(period)),
  outside_parts: (client, book, period) => outsidePartsTable(client, book, yearOf(period)),
}

/** Income, expenditure and surplus of the month and of the year so far, and what there is at the end, book by book. */
async function fastTable(client: pg.PoolClient, books: readonly DeskBook[], period: Day): Promise<ReportTable> {
  const to = lastOfMonth(period)
  const rows = []
  for (const { book, name } of books) {
    const [month, year] = [
      await accountStates(client, { book, from: period, to, unit: undefined }),
      await accountStates(client, { book, from: dayOf(yearOf(period), 1, 1), to, unit: undefined }),
    ]
    const turnover = (states: typeof month, first: string): bigint =>
      states
        .filter(({ account }) => account.startsWith(first) && !account.startsWith('46'))
        .reduce((sum, one) => sum + (first === '4' ? one.credit - one.debit : one.debit - one.credit), 0n)
    const net = -year.filter(({ account }) => /^[345]/.test(account)).reduce((sum, { balance }) => sum + balance, 0n)
    const [income, spent, incomeYear, spentYear] = [turnover(month, '4'), turnover(month, '5'), turnover(year, '4'), turnover(year, '5')]
    rows.push(rowOf([name], [income, spent, income - spent, incomeYear, spentYear, incomeYear - spentYear, net]))
  }
  return {
    title: '医疗保障基金运行快报',
    subtitle: period.slice(0, 7),
    texts: ['基金'],
    amounts: ['本月收入', '本月支出', '本月结余', '累计收入', '累计支出', '累计结余', '期末滚存结余'],
    rows,
  }
}
