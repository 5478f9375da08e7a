// Plan by line: read, exported, filled in Excel and read back, saved while the budget has not gone up yet.
import type { Fen as Money } from '@tongchou/domain/base/money.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { type Static, Type } from 'typebox'
import { wholeBook } from '../fund/book-of-desk.js'
import { isIncomeLine, isPlanned } from '../fund/budget-form.js'
import { BookParams, Fen, Nullable, Text } from '../fund/schemas.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookAnswer } from '../http/workbook.js'
import { type BudgetLines, budgetLines, LINE_COLUMNS, type LinesAsked, linesOfSheet, type PlannedLine, planByLine } from './budget-lines.js'
import { type LevelLine, levelLines } from './level-lines.js'

const Params = Type.Object({ budget: Type.String({ title: '预算编号', pattern: '^\\d{1,18}$', description: '数字' }) })
const Words = (title: string) => Type.Optional(Type.String({ title, maxLength: 300 }))
const Amount = Type.Integer({ title: '金额（分）', minimum: 0 })
const LinesBody = Type.Object({
  lines: Type.Array(Type.Object({ line: Type.Integer({ title: '行次' }), amount_fen: Amount, basis: Words('测算依据'), note: Words('说明') }), {
    title: '各行预算',
    minItems: 1,
    maxItems: 60,
  }),
})
const FileBody = Type.Object({ content: Type.String({ title: '文件', minLength: 1, maxLength: 4_000_000 }) })
const FenOrNull = Type.Union([Type.Integer(), Type.Null()])
const Lines = Type.Object({
  closed: Nullable,
  lines: Type.Array(
    Type.Object({
      line: Type.Integer(),
      name: Text,
      indent: Type.Integer(),
      income: Type.Boolean(),
      planned: Type.Boolean(),
      filled_by: Text,
      last_fen: Type.Integer(),
      amount_fen: FenOrNull,
      basis: Text,
      note: Text,
      derived: Type.Union([Type.Null(), Type.Object({ amount_fen: FenOrNull, reckoning: Text })]),
    }),
  ),
})
const LevelQuery = Type.Object({
  book: BookParams.properties.book,
  year: Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' }),
})
const LevelLines = Type.Object({
  lines: Type.Array(
    Type.Object({
      ...{ account: Text, name: Text, line: Type.Integer(), source: Text, run: Nullable, reckoning: Text, derived_fen: FenOrNull, planned_fen: FenOrNull },
      differences: Type.Array(Text),
      waiting: Type.Array(Text),
      units: Type.Array(
        Type.Object({
          ...{
            unit: Text,
            name: Text,
            base_fen: Fen,
            amount_fen: Fen,
            arrears_fen: Fen,
            credit_fen: Fen,
            due_fen: Fen,
            lower_fen: FenOrNull,
            lower_note: Text,
          },
        }),
      ),
    }),
  ),
})
const FileLines = Type.Object({ lines: Type.Array(Type.Object({ line: Type.Integer(), amount_fen: Type.Integer(), basis: Text, note: Text })) })

export function budgetLineRoutes(context: AppContext): readonly Route[] {
  const asked = (desk: Desk, budget: string): LinesAsked => ({ desk, budget: BigInt(budget), today: dayIn(context.clock), batch: context.databases.batch })
  return [
    route({
      method: 'GET',
      url: '/api/budgets/:budget/form-lines',
      access: { permission: 'book.see' },
      summary: '一份预算按预算表行次的计划，附上年决算数',
      schema: { params: Params, response: Lines },
      handler: ({ params }, desk) => shown(asked(desk, params.budget)),
    }),
    route({
      method: 'GET',
      url: '/api/budgets/:budget/form-lines.xlsx',
      access: { permission: 'book.see' },
      summary: '一份预算按行次的计划（Excel），填好后可再导入',
      schema: { params: Params, response: Workbook },
      handler: async ({ params }, desk) => {
        const found = await desk.read((client) => budgetLines(client, asked(desk, params.budget)))
        return 'kind' in found ? found : workbookAnswer('budget-lines', `分行预算${found.year}`, { name: '分行预算', columns: COLUMNS, rows: sheetRows(found) })
      },
    }),
    route({
      method: 'POST',
      url: '/api/budgets/:budget/form-lines/read',
      access: { permission: 'budget.write' },
      summary: '读取填好的分行预算表（Excel），核对后再保存',
      bodyLimit: 5_000_000,
      schema: { params: Params, body: FileBody, response: FileLines },
      handler: async ({ body }) => {
        const lines = await linesOfSheet(Buffer.from(body.content, 'base64'))
        return isRefusal(lines) ? lines : { lines: lines.map(({ line, amountFen, basis, note }) => ({ line, amount_fen: fenJson(amountFen), basis, note })) }
      },
    }),
    route({
      method: 'POST',
      url: '/api/budgets/:budget/form-lines',
      access: { permission: 'budget.write' },
      summary: '按预算表的行次填写预算；合计须等于各核算单位计划之和',
      schema: { params: Params, body: LinesBody, response: Lines },
      handler: async ({ params, body }, desk) => {
        const wrong = await desk.write((client) => planByLine(client, asked(desk, params.budget), plannedOf(body)))
        if (wrong !== undefined) return wrong
        await desk.audit('budget.form', { detail: { budget: params.budget } })
        return shown(asked(desk, params.budget))
      },
    }),
    route({
      method: 'GET',
      url: '/api/budget-level-lines',
      access: { permission: 'book.see' },
      summary: '上下级往来行：按调剂金计划的测算过程，与对方预算是否一致',
      schema: { querystring: LevelQuery, response: LevelLines },
      handler: ({ query }, desk) => levels(context, desk, query),
    }),
  ]
}

const COLUMNS = LINE_COLUMNS.map((header, i) => ({ header, width: [8, 36, 20, 20, 40, 40][i] ?? 20, ...(i === 2 || i === 3 ? { money: true } : {}) }))

function* sheetRows({ rows }: BudgetLines): Generator<(string | number | null)[]> {
  for (const { line, lastFen, planned, derived } of rows) {
    const fen = planned?.amountFen ?? derived?.derivedFen ?? null
    const amount = fen === null ? null : fenJson(fen) / 100
    yield [line.line, `${'　'.repeat(line.indent)}${line.name}`, fenJson(lastFen) / 100, amount, planned?.basis ?? '', planned?.note ?? '']
  }
}

function plannedOf({ lines }: Static<typeof LinesBody>): PlannedLine[] {
  return lines.map(({ line, amount_fen, basis = '', note = '' }) => ({ line, amountFen: BigInt(amount_fen), basis: basis.trim(), note: note.trim() }))
}

async function shown(asked: LinesAsked): Promise<unknown> {
  const found = await asked.desk.read((client) => budgetLines(client, asked))
  if ('kind' in found) return found
  return {
    closed: found.closed?.sentence ?? null,
    lines: found.rows.map(({ line, lastFen, planned, derived }) => ({
      line: line.line,
      name: line.name,
      indent: line.indent,
      income: isIncomeLine(line),
      planned: isPlanned(line),
      filled_by: line.filledBy,
      last_fen: fenJson(lastFen),
      amount_fen: planned === undefined ? null : fenJson(planned.amountFen),
      basis: planned?.basis ?? '',
      note: planned?.note ?? '',
      derived: derived === undefined ? null : { amount_fen: fenOrNull(derived.derivedFen), reckoning: derived.reckoning },
    })),
  }
}

async function levels({ clock, databases }: AppContext, desk: Desk, { book, year }: Static<typeof LevelQuery>): Promise<unknown> {
  const found = await desk.read((client) => wholeBook(client, desk, book))
  if ('kind' in found) return found
  const lines = await levelLines(databases.batch, { pool: desk.officer.pool, fund: found.fund, year, today: dayIn(clock) })
  return { lines: lines.map(levelJson) }
}

function levelJson({ account, name, line, plan, derivedFen, plannedFen, reckoning, units, differences, waiting }: LevelLine) {
  return {
    ...{ account, name, line, source: plan.source, run: plan.run?.toString() ?? null, reckoning },
    ...{ derived_fen: fenOrNull(derivedFen), planned_fen: fenOrNull(plannedFen), differences: [...differences], waiting: [...waiting] },
    units: units.map(({ unit, name, baseFen, amountFen, arrearsFen, creditFen, dueFen, lowerFen, lowerNote }) => ({
      ...{ unit, name, base_fen: fenJson(baseFen), amount_fen: fenJson(amountFen), arrears_fen: fenJson(arrearsFen), credit_fen: fenJson(creditFen) },
      ...{ due_fen: fenJson(dueFen), lower_fen: fenOrNull(lowerFen), lower_note: lowerNote },
    })),
  }
}

function fenOrNull(fen: Money | null): number | null {
  return fen === null ? null : fenJson(fen)
}
