// Execution of issued budgets by fund, unit and month: what was planned for the year, what came and went until the end of a month, and
// how far that is beside how much of the year is over. Who spent more than the plan, or faster than the year goes, is marked.
import { twoDecimals } from '@tongchou/domain/base/decimal.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Queries } from '../fund/transaction.js'
import { executionOf, issuedPlans } from './budget-store.js'

export interface ExecutionAsked {
  readonly pool: string
  readonly areas: readonly string[]
  readonly year: number
  /** 1–12: up to its end. */
  readonly month: number
  readonly book?: string | undefined
  readonly unit?: string | undefined
}

export interface MonthDone {
  readonly month: number
  readonly incomeFen: Fen
  readonly expenditureFen: Fen
  /** From January on. */
  readonly incomeSoFarFen: Fen
  readonly expenditureSoFarFen: Fen
}

export type Mark = 'over_plan' | 'ahead_of_time' | 'no_plan' | ''

export interface ExecutionRow {
  readonly book: string
  readonly bookName: string
  readonly unit: string
  readonly unitName: string
  readonly planIncomeFen: Fen
  readonly planExpenditureFen: Fen
  readonly incomeFen: Fen
  readonly expenditureFen: Fen
  readonly incomePercent: string | null
  readonly expenditurePercent: string | null
  readonly mark: Mark
  readonly months: readonly MonthDone[]
}

export const MARKS: Readonly<Record<Mark, string>> = { over_plan: '超预算', ahead_of_time: '快于时间进度', no_plan: '没有下达的预算', '': '' }

/** Twelfths of the year that are over, in percent. */
export function timePercent(month: number): string {
  return twoDecimals({ num: BigInt(month) * 100n, den: 12n })
}

export function percentOf(part: Fen, whole: Fen | undefined): string | null {
  return whole === undefined || whole === 0n ? null : twoDecimals({ num: part * 100n, den: whole })
}

export async function monthlyExecution(db: Queries, asked: ExecutionAsked): Promise<ExecutionRow[]> {
  const { rows: books } = await db.query<{ book: string; name: string }>(
    'SELECT book, name FROM book WHERE pool = $1 AND ($2::text IS NULL OR book = $2) ORDER BY fund DESC, book',
    [asked.pool, asked.book ?? null],
  )
  const { rows: units } = await db.query<{ unit: string; name: string }>(
    'SELECT unit, unit_name($1, unit, make_date($2, 12, 31)) AS name FROM pooling_unit WHERE pool = $1 GROUP BY unit',
    [asked.pool, asked.year],
  )
  const names = new Map(units.map(({ unit, name }) => [unit, name]))
  const rows: ExecutionRow[] = []
  for (const { book, name } of books) {
    const plans = (await issuedPlans(db, book, asked.year)) ?? []
    const done = await executionOf(db, book, asked.year)
    const ofBook = [...new Set([...plans, ...done].map(({ unit }) => unit))]
      .sort()
      .filter((unit) => asked.areas.includes(unit) && (asked.unit ?? unit) === unit)
    for (const unit of ofBook) {
      const own = done.filter((one) => one.unit === unit)
      rows.push({
        book,
        bookName: name,
        unit,
        unitName: names.get(unit) ?? unit,
        ...figuresOf(
          plans.find((one) => one.unit === unit),
          own,
          asked.month,
        ),
      })
    }
  }
  return rows
}

type Plan = { readonly income_fen: Fen; readonly expenditure_fen: Fen } | undefined
type Done = readonly { readonly month: number; readonly income_fen: Fen; readonly expenditure_fen: Fen }[]
type Figures = Omit<ExecutionRow, 'book' | 'bookName' | 'unit' | 'unitName'>

function figuresOf(plan: Plan, done: Done, until: number): Figures {
  const months = monthsOf(done, until)
  const { incomeSoFarFen: incomeFen = 0n, expenditureSoFarFen: expenditureFen = 0n } = months.at(-1) ?? {}
  return {
    ...{ planIncomeFen: plan?.income_fen ?? 0n, planExpenditureFen: plan?.expenditure_fen ?? 0n, incomeFen, expenditureFen, months },
    ...{ incomePercent: percentOf(incomeFen, plan?.income_fen), expenditurePercent: percentOf(expenditureFen, plan?.expenditure_fen) },
    mark: markOf(plan?.expenditure_fen, expenditureFen, until),
  }
}

function monthsOf(done: Done, until: number): MonthDone[] {
  let [incomeSoFarFen, expenditureSoFarFen] = [0n, 0n]
  return Array.from({ length: until }, (_, i) => {
    const { income_fen: incomeFen = 0n, expenditure_fen: expenditureFen = 0n } = done.find(({ month }) => month === i + 1) ?? {}
    incomeSoFarFen += incomeFen
    expenditureSoFarFen += expenditureFen
    return { month: i + 1, incomeFen, expenditureFen, incomeSoFarFen, expenditureSoFarFen }
  })
}

function markOf(planFen: Fen | undefined, spentFen: Fen, month: number): Mark {
  if (planFen === undefined) return 'no_plan'
  if (spentFen > planFen) return 'over_plan'
  return spentFen * 12n > planFen * BigInt(month) ? 'ahead_of_time' : ''
}
