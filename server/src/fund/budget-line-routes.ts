// Plan by line: read, exported, filled in Excel and read back, saved while the budget has not gone up yet.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { type Static, Type } from 'typebox'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookAnswer } from '../http/workbook.js'
import { isIncomeLine, isPlanned } from './budget-form.js'
import { type BudgetLines, budgetLines, LINE_COLUMNS, linesOfSheet, type PlannedLine, planByLine } from './budget-lines.js'
import { Nullable, Text } from './schemas.js'

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
      amount_fen: Type.Union([Type.Integer(), Type.Null()]),
      basis: Text,
      note: Text,
    }),
  ),
})
const FileLines = Type.Object({ lines: Type.Array(Type.Object({ line: Type.Integer(), amount_fen: Type.Integer(), basis: Text, note: Text })) })

export const budgetLineRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/budgets/:budget/form-lines',
    access: { permission: 'book.see' },
    summary: '一份预算按预算表行次的计划，附上年决算数',
    schema: { params: Params, response: Lines },
    handler: ({ params }, desk) => shown(desk, BigInt(params.budget)),
  }),
  route({
    method: 'GET',
    url: '/api/budgets/:budget/form-lines.xlsx',
    access: { permission: 'book.see' },
    summary: '一份预算按行次的计划（Excel），填好后可再导入',
    schema: { params: Params, response: Workbook },
    handler: async ({ params }, desk) => {
      const found = await desk.read((client) => budgetLines(client, desk, BigInt(params.budget)))
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
      const wrong = await desk.write((client) => planByLine(client, desk, BigInt(params.budget), plannedOf(body)))
      if (wrong !== undefined) return wrong
      await desk.audit('budget.form', { detail: { budget: params.budget } })
      return shown(desk, BigInt(params.budget))
    },
  }),
]

const COLUMNS = LINE_COLUMNS.map((header, i) => ({ header, width: [8, 36, 20, 20, 40, 40][i] ?? 20, ...(i === 2 || i === 3 ? { money: true } : {}) }))

function* sheetRows({ rows }: BudgetLines): Generator<(string | number | null)[]> {
  for (const { line, lastFen, planned } of rows) {
    const amount = planned === undefined ? null : fenJson(planned.amountFen) / 100
    yield [line.line, `${'　'.repeat(line.indent)}${line.name}`, fenJson(lastFen) / 100, amount, planned?.basis ?? '', planned?.note ?? '']
  }
}

function plannedOf({ lines }: Static<typeof LinesBody>): PlannedLine[] {
  return lines.map(({ line, amount_fen, basis = '', note = '' }) => ({ line, amountFen: BigInt(amount_fen), basis: basis.trim(), note: note.trim() }))
}

async function shown(desk: Desk, budget: bigint): Promise<unknown> {
  const found = await desk.read((client) => budgetLines(client, desk, budget))
  if ('kind' in found) return found
  return {
    closed: found.closed?.sentence ?? null,
    lines: found.rows.map(({ line, lastFen, planned }) => ({
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
    })),
  }
}
