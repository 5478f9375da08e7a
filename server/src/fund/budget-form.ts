// The budget and final-account form of a fund with its tax and finance parts: last year's execution, this year's plan and execution by
// line, and beside it what tax, treasury and finance each brought. Only lines whose source is known; the employees' form is not among them.
import { dayOf } from '@tongchou/domain/base/day.js'
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import { refused } from '@tongchou/domain/base/refusal.js'
import { balanceKey } from '@tongchou/domain/fund/book.js'
import { cashNetAssets } from '@tongchou/domain/fund/bridge.js'
import { type AccountState, MEASURES, type Measure, type StatementLine, statementRows } from '@tongchou/domain/fund/statements.js'
import type { DeskBook } from './book-of-desk.js'
import { readTable } from './read-table.js'
import { type ReportTable, rowOf } from './report-table.js'
import { accountStates } from './statement-store.js'
import type { Queries } from './transaction.js'

/** Only lines with a published source are offered. */
export const NO_FORM = refused('no_form', '职工医保基金的预算表行次还没有取得公开依据，暂不提供；请使用法定报表。')

export interface FormLine extends StatementLine {
  readonly filledBy: string
}

/** Figures that are no account's: last year's surplus, premiums that assistance or finance paid for somebody. */
const SURPLUS_BEFORE = '9001'
const PAID_BY = { assistance: '9002', finance: '9003' } as const
const SUMMED: readonly Measure[] = ['sum', 'difference']

export async function formLines(): Promise<FormLine[]> {
  const rows = await readTable('budget-form.tsv', ['line', 'indent', 'name', 'measure', 'accounts', 'filled_by'])
  return rows.map(({ line, indent, name, measure, accounts, filled_by }) => {
    const known = MEASURES.find((one) => one === measure)
    if (known === undefined) throw new Error(`budget-form.tsv has the unknown measure ${measure}`)
    return { line: Number(line), indent: Number(indent), name, measure: known, of: accounts.split(' '), part: '', filledBy: filled_by }
  })
}

/** Whether a plan is written for the line: no sum, not the surplus of last year. */
export function isPlanned({ measure, of }: FormLine): boolean {
  return !SUMMED.includes(measure) && of[0] !== SURPLUS_BEFORE
}

/** What each line came to in a year. */
export async function executedLines(db: Queries, book: string, year: number): Promise<readonly Fen[]> {
  return statementRows(await formLines(), [await statesOfYear(db, book, year)]).map(({ fen }) => fen[0] ?? 0n)
}

export function isIncomeLine({ measure }: FormLine): boolean {
  return measure.startsWith('income')
}

export async function budgetFormTable(db: Queries, { book, name }: DeskBook, year: number): Promise<ReportTable> {
  const lines = await formLines()
  const [before, now] = [await statesOfYear(db, book, year - 1), await statesOfYear(db, book, year)]
  const executed = statementRows(lines, [before, now])
  const planned = statementRows(lines.map(asPlan), [await planStates(db, book, year, now)])
  return {
    title: '基金预算决算表',
    subtitle: `${name}　${year} 年度`,
    texts: ['项目', '填报'],
    amounts: ['上年决算数', '本年预算数', '本年决算数', '决算减预算'],
    rows: lines.map((line, i) => {
      const [last, actual] = [executed[i]?.fen[0] ?? 0n, executed[i]?.fen[1] ?? 0n]
      const plan = planned[i]?.fen[0] ?? 0n
      return rowOf([line.name, line.filledBy], [last, plan, actual, actual - plan], { indent: line.indent })
    }),
  }
}

async function statesOfYear(db: Queries, book: string, year: number): Promise<AccountState[]> {
  const [from, to] = [dayOf(year, 1, 1), dayOf(year, 12, 31)]
  const states = await accountStates(db, { book, from, to, unit: undefined })
  const { rows } = await db.query<{ paid_by: keyof typeof PAID_BY; fen: Fen }>(
    `SELECT paid_by, sum(pool_fen + account_fen)::bigint AS fen FROM premium_received WHERE book = $1 AND booked_on BETWEEN $2 AND $3 AND paid_by <> 'payer' GROUP BY 1`,
    [book, from, to],
  )
  const figures = rows.map(({ paid_by, fen }) => figure(PAID_BY[paid_by], fen))
  return [...states, ...figures, figure(SURPLUS_BEFORE, await surplusBefore(db, book, year))]
}

function figure(account: string, fen: Fen): AccountState {
  return { account, detail: '', balance: 0n, debit: 0n, credit: fen }
}

/** Net assets with which the year began; opening balances that came into the book in the year are among them. */
async function surplusBefore(db: Queries, book: string, year: number): Promise<Fen> {
  const { rows } = await db.query<{ account: string; detail: string; unit: string; fen: Fen }>(
    `SELECT e.account, e.detail, e.unit, sum(e.amount_fen)::bigint AS fen FROM cash_entry e JOIN cash_voucher v USING (book, voucher)
      WHERE e.book = $1 AND (e.booked_on < $2 OR (v.fact_kind = 'opening_balance' AND e.booked_on <= $3)) GROUP BY 1, 2, 3`,
    [book, dayOf(year, 1, 1), dayOf(year, 12, 31)],
  )
  return cashNetAssets(new Map(rows.map((row) => [balanceKey(row.account, row.detail, row.unit), row.fen])))
}

const planAccount = (line: number): string => `L${line}`

function asPlan(line: FormLine): FormLine {
  return SUMMED.includes(line.measure) || line.of[0] === SURPLUS_BEFORE ? line : { ...line, measure: 'income_turnover', of: [planAccount(line.line)] }
}

async function planStates(db: Queries, book: string, year: number, now: readonly AccountState[]): Promise<AccountState[]> {
  const { rows } = await db.query<{ line: number; amount_fen: Fen }>(
    `SELECT l.line, l.amount_fen FROM budget_form_line l WHERE l.budget = (SELECT max(g.budget) FROM budget g JOIN budget_form_line f USING (budget) WHERE g.book = $1 AND g.year = $2)`,
    [book, year],
  )
  return [...rows.map(({ line, amount_fen }) => figure(planAccount(line), amount_fen)), ...now.filter(({ account }) => account === SURPLUS_BEFORE)]
}

/** What the tax office collected and each government paid, as the facts say, and what finance confirmed at the year's end. */
export async function outsidePartsTable(db: Queries, { book, name }: DeskBook, year: number): Promise<ReportTable> {
  const days = [book, dayOf(year, 1, 1), dayOf(year, 12, 31)]
  const premiums = await db.query<{ arrives: string; paid_by: string; fen: Fen }>(
    'SELECT arrives, paid_by, sum(pool_fen + account_fen)::bigint AS fen FROM premium_received WHERE book = $1 AND booked_on BETWEEN $2 AND $3 GROUP BY 1, 2 ORDER BY 1, 2',
    days,
  )
  const subsidies = await db.query<{ government: keyof typeof GOVERNMENTS; fen: Fen }>(
    'SELECT government, sum(amount_fen)::bigint AS fen FROM subsidy_received WHERE book = $1 AND booked_on BETWEEN $2 AND $3 GROUP BY 1',
    days,
  )
  const held = await db.query<{ account: string; fen: Fen; held: Fen }>(
    `SELECT account, sum(book_fen)::bigint AS fen, sum(holder_fen)::bigint AS held FROM (
       SELECT DISTINCT ON (account, detail, unit) * FROM month_reconciled WHERE book = $1 AND month = $2 AND account IN ('1003', '1005') ORDER BY account, detail, unit, fact DESC) m GROUP BY 1 ORDER BY 1`,
    [book, dayOf(year, 12, 1)],
  )
  const of = (account: string): { readonly fen: Fen; readonly held: Fen } | undefined => held.rows.find((row) => row.account === account)
  return {
    title: '基金决算表 税务、财政部分',
    subtitle: `${name}　${year} 年度`,
    texts: ['项目', '填报'],
    amounts: ['账面数', '对方确认数'],
    rows: [
      rowOf(['一、税务征收保险费', '税务部门'], [sumOf(premiums.rows.map(({ fen }) => fen)), null]),
      ...premiums.rows.map(({ arrives, paid_by, fen }) =>
        rowOf([`${PAYERS[paid_by] ?? paid_by}，${arrives === 'treasury' ? '经国库' : '直接入财政专户'}`, '税务部门'], [fen, null], { indent: 1 }),
      ),
      rowOf(['二、财政补贴', '财政部门'], [sumOf(subsidies.rows.map(({ fen }) => fen)), null]),
      ...LEVELS.flatMap((government) => subsidies.rows.filter((row) => row.government === government)).map(({ government, fen }) =>
        rowOf([`${GOVERNMENTS[government]}财政`, '财政部门'], [fen, null], { indent: 1 }),
      ),
      rowOf(['三、财政专户年末余额', '财政部门'], [of('1003')?.fen ?? null, of('1003')?.held ?? null]),
      rowOf(['四、国库年末余额', '人民银行国库'], [of('1005')?.fen ?? null, of('1005')?.held ?? null]),
    ],
  }
}

const PAYERS: Readonly<Record<string, string>> = { payer: '单位和个人缴纳', assistance: '医疗救助代缴', finance: '财政代缴' }
const GOVERNMENTS = { central: '中央', province: '省级', city: '市级', county: '县级' } as const
/** From the highest down, as the form has them. */
const LEVELS = ['central', 'province', 'city', 'county'] as const
