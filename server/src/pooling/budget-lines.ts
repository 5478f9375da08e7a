// The plan of a budget by the lines of its form: each with last year's figure, how the plan was found, and a note. Parts of a line stay
// within it; income and expenditure come to what the units plan together. Lines between levels come from the adjustment fund's plan;
// whoever plans another amount there says why. Of the employees' form only these lines are offered, where a plan gives them.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, fenOfYuan, yuanText } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { budgetStage } from '@tongchou/domain/budget/budget-life.js'
import type pg from 'pg'
import { budgetNumbered, unitsOf } from '../budget/budget-store.js'
import { readSheet } from '../catalogue/read-sheet.js'
import type { Pool } from '../database/connect.js'
import { wholeBook } from '../fund/book-of-desk.js'
import { executedLines, type FormLine, formLines, isIncomeLine, isPlanned, NO_FORM } from '../fund/budget-form.js'
import { insertRows } from '../fund/fact-store.js'
import type { Queries } from '../fund/transaction.js'
import type { Desk } from '../http/route.js'
import { LEVEL_ACCOUNTS, type LevelLine, levelLines } from './level-lines.js'

export interface PlannedLine {
  readonly line: number
  readonly amountFen: Fen
  readonly basis: string
  readonly note: string
}

export type Derived = Pick<LevelLine, 'derivedFen' | 'reckoning'>

export interface LineShown {
  readonly line: FormLine
  readonly lastFen: Fen
  readonly planned: PlannedLine | undefined
  /** What the adjustment fund's plan gives for it, or gave when the line was planned. */
  readonly derived: Derived | undefined
}

export interface BudgetLines {
  readonly book: string
  readonly name: string
  readonly year: number
  /** All lines of the form, and so all that the units plan. */
  readonly whole: boolean
  /** Why nothing may be written; undefined where it may. */
  readonly closed: Refusal | undefined
  readonly rows: readonly LineShown[]
}

export interface LinesAsked {
  readonly desk: Desk
  readonly budget: bigint
  readonly today: Day
  /** Plans of other levels lie outside the desk's own areas. */
  readonly batch: Pool
}

export async function budgetLines(client: pg.PoolClient, { desk, budget, today, batch }: LinesAsked): Promise<BudgetLines | Refusal> {
  const found = await budgetNumbered(client, desk.officer.pool, budget)
  if (found === undefined) return refused('not_found', '没有这份预算；请在预算列表里核对编号。')
  const book = await wholeBook(client, desk, found.book)
  if ('kind' in book) return book
  const levels = await levelLines(batch, { pool: desk.officer.pool, fund: book.fund, year: found.year, today })
  const whole = book.fund !== 'employee'
  if (!whole && levels.length === 0) return NO_FORM
  const [lines, last, planned] = [await formLines(), await executedLines(client, book.book, found.year - 1), await linesOfBudget(client, budget)]
  const closed =
    budgetStage(found.steps) !== 'proposed'
      ? refused('not_its_turn', '只有还没有上报的预算才能填写分行预算。')
      : planned.length > 0
        ? refused('planned_already', '这份预算已经填写过分行预算；需要改动请重新编制。')
        : undefined
  const rows = lines.map((line, i) => ({
    ...{ line, lastFen: last[i] ?? 0n },
    planned: planned.find((one) => one.line === line.line),
    derived: (planned.length > 0 ? planned.filter(({ reckoning }) => reckoning !== '') : levels).find((one) => one.line === line.line),
  }))
  return { book: book.book, name: book.name, year: found.year, whole, closed, rows: whole ? rows : rows.filter(({ line }) => isBetweenLevels(line)) }
}

function isBetweenLevels({ of }: FormLine): boolean {
  return LEVEL_ACCOUNTS.some((account) => account === of[0])
}

async function linesOfBudget(db: Queries, budget: bigint): Promise<(PlannedLine & Derived)[]> {
  const { rows } = await db.query<PlannedLine & Derived>(
    'SELECT line, amount_fen AS "amountFen", basis, note, derived_fen AS "derivedFen", reckoning FROM budget_form_line WHERE budget = $1',
    [budget],
  )
  return rows
}

export async function planByLine(client: pg.PoolClient, asked: LinesAsked, given: readonly PlannedLine[]): Promise<Refusal | undefined> {
  const { budget, desk } = asked
  const found = await budgetLines(client, asked)
  if ('kind' in found) return found
  if (found.closed !== undefined) return found.closed
  const lines = found.rows.map(({ line }) => line)
  const units = await unitsOf(client, budget)
  const wrong =
    linesRefused(lines, given, {
      income: units.reduce((sum, unit) => sum + unit.income_fen, 0n),
      expenditure: units.reduce((sum, unit) => sum + unit.expenditure_fen, 0n),
      whole: found.whole,
    }) ?? unexplained(found.rows, given)
  if (wrong !== undefined) return wrong
  const derivedOf = (line: number) => found.rows.find((row) => row.line.line === line)?.derived
  const rows = given.map(({ line, amountFen, basis, note }) => ({
    ...{ budget, line, amount_fen: amountFen, basis, note, officer: desk.officer.officer },
    ...{ derived_fen: derivedOf(line)?.derivedFen ?? null, reckoning: derivedOf(line)?.reckoning ?? '' },
  }))
  await insertRows(client, 'budget_form_line', rows)
  return undefined
}

/** A line between levels that differs from the plan, without a reason. */
function unexplained(rows: readonly LineShown[], given: readonly PlannedLine[]): Refusal | undefined {
  for (const { line, derived } of rows) {
    const own = given.find((one) => one.line === line.line)
    if (own === undefined || derived === undefined || own.amountFen === derived.derivedFen || own.note.length >= 4) continue
    const should = derived.derivedFen === null ? '调剂金计划还没有这一行的金额' : `按调剂金计划应为 ${yuanText(derived.derivedFen)} 元`
    if (derived.derivedFen !== null || own.amountFen > 0n)
      return refused('reason_missing', `“${line.name}”填 ${yuanText(own.amountFen)} 元，${should}；请在说明里写明理由（至少四个字），或改为计划数。`)
  }
  return undefined
}

/** Why the lines do not stand as a plan; undefined where they do. */
export function linesRefused(
  all: readonly FormLine[],
  given: readonly PlannedLine[],
  units: { readonly income: Fen; readonly expenditure: Fen; readonly whole: boolean },
): Refusal | undefined {
  const lines = all.filter(isPlanned)
  const missing = lines.filter(({ line }) => given.filter((one) => one.line === line).length !== 1)
  if (missing.length > 0 || given.length !== lines.length)
    return refused('lines_differ', `每一行填一次；缺少或重复：${missing.map(({ name }) => name).join('、') || '多出表外的行'}。`)
  const of = (line: number): Fen => given.find((one) => one.line === line)?.amountFen ?? 0n
  const whole = lines.filter(({ indent }) => indent === 0)
  for (const head of whole) {
    const parts = partsOf(lines, head).reduce((sum, { line }) => sum + of(line), 0n)
    if (parts > of(head.line)) return refused('parts_exceed', `“${head.name}”的其中各项合计 ${yuanText(parts)} 元，超过本行 ${yuanText(of(head.line))} 元。`)
  }
  for (const [word, income, sum] of [
    ['收入', true, units.income],
    ['支出', false, units.expenditure],
  ] as const) {
    const total = whole.filter((line) => isIncomeLine(line) === income).reduce((so, { line }) => so + of(line), 0n)
    if (units.whole ? total !== sum : total > sum)
      return refused(
        'not_the_units_sum',
        `${word}各行合计 ${yuanText(total)} 元，各核算单位计划之和 ${yuanText(sum)} 元；${units.whole ? '两者应相等' : '前者不应超过后者'}。`,
      )
  }
  return undefined
}

/** The indented lines that follow a line. */
function partsOf(lines: readonly FormLine[], head: FormLine): readonly FormLine[] {
  const after = lines.slice(lines.indexOf(head) + 1)
  const end = after.findIndex(({ indent }) => indent === 0)
  return end < 0 ? after : after.slice(0, end)
}

export const LINE_COLUMNS = ['行次', '项目', '上年决算数（元）', '本年预算数（元）', '测算依据', '说明'] as const

/** The lines as somebody filled them in the exported sheet; nothing is stored. */
export async function linesOfSheet(bytes: Buffer): Promise<readonly PlannedLine[] | Refusal> {
  const rows = await readSheet(bytes)
  const [heading, ...body] = rows ?? []
  if (heading === undefined || LINE_COLUMNS.some((column, i) => heading.cells[i] !== column))
    return refused('no_such_sheet', `这不是分行预算表；请先导出 Excel，按原表头（${LINE_COLUMNS.join('、')}）填写后再导入。`)
  const planned = (await formLines()).filter(isPlanned).map(({ line }) => line)
  const read: PlannedLine[] = []
  for (const { number, cells } of body) {
    const [line = '', , , amount = '', basis = '', note = ''] = cells
    if (!planned.includes(Number(line))) continue
    const amountFen = fenOfYuan(amount === '' ? '0' : amount)
    if (amountFen === undefined || amountFen < 0n) return refused('no_amount', `第 ${number} 行的本年预算数“${amount}”不是金额；请填元，最多两位小数。`)
    read.push({ line: Number(line), amountFen, basis: basis.slice(0, 300), note: note.slice(0, 300) })
  }
  return read
}
