// What a plan needs from the governments of its units, and whether it was registered; and why a plan may not replace what stands: less than
// was spent already, after the year's accounts were closed, beside another plan that is still on its way.
import { yuanText } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Approval } from '@tongchou/domain/budget/approved.js'
import { BUDGET_STAGES, budgetStage, isOnItsWay } from '@tongchou/domain/budget/budget-life.js'
import { type AgreementNeeded, agreementsNeeded } from '@tongchou/domain/budget/unit-agreement.js'
import { fundRulesOn } from '../fund/fund-rules.js'
import type { Queries } from '../fund/transaction.js'
import { type BudgetRow, type BudgetUnit, budgetsOfBook, executionOf, unitsOf } from './budget-store.js'

/** Whether every unit of the book balances itself, by the rule of the year: overspending needs the approvals of its own level. */
export async function unitsBalanceThemselves(db: Queries, book: string, year: number): Promise<boolean> {
  const { rows } = await db.query<{ pool: string; fund: string }>('SELECT pool, fund FROM book WHERE book = $1', [book])
  const found = (await fundRulesOn(db, rows[0]?.pool ?? '', `${year}-12-31`)).find(({ scheme }) => scheme === rows[0]?.fund)
  const gap = found?.rules.gap
  return gap?.kind === 'same_level_finance' && gap.overspendNeedsApproval
}

export async function agreementsOf(db: Queries, { budget, book, year }: Pick<BudgetRow, 'budget' | 'book' | 'year'>): Promise<AgreementNeeded[]> {
  if (!(await unitsBalanceThemselves(db, book, year))) return []
  const { rows } = await db.query<{ before: bigint; since: string }>(
    `SELECT g.budget AS before, s.known_at AS since FROM budget g JOIN budget_step s USING (budget)
      WHERE g.book = $1 AND g.year = $2 AND g.budget < $3 AND s.kind = 'issued' ORDER BY g.budget DESC LIMIT 1`,
    [book, year, budget],
  )
  const [last] = rows
  const issued = last === undefined ? [] : await unitsOf(db, last.before)
  const approvals = await db.query<Omit<Approval, 'date'> & { readonly unit: string; readonly dated: string }>(
    `SELECT unit, "of", step, dated FROM gap_approval WHERE book = $1 AND year = $2 AND known_at > coalesce($3::timestamptz, '-infinity')`,
    [book, year, last?.since ?? null],
  )
  return agreementsNeeded(
    (await unitsOf(db, budget)).map(({ unit, name, income_fen: incomeFen, expenditure_fen: expenditureFen }) => {
      const old = issued.find((one) => one.unit === unit)
      const own = approvals.rows.filter((row) => row.unit === unit).map(({ of, step, dated: date }) => ({ of, step, date }))
      return {
        unit,
        name,
        incomeFen,
        expenditureFen,
        issued: old === undefined ? null : { incomeFen: old.income_fen, expenditureFen: old.expenditure_fen },
        approvals: own,
      }
    }),
  )
}

/** Why no plan of that year may be drawn up now. */
export async function proposalRefused(db: Queries, book: string, year: number, adjusts: boolean): Promise<Refusal | undefined> {
  const going = (await budgetsOfBook(db, book, year)).find(({ steps }) => isOnItsWay(budgetStage(steps)))
  if (going !== undefined)
    return refused(
      'on_its_way',
      `${year} 年度还有一份预算在办（编号 ${going.budget}，${BUDGET_STAGES[budgetStage(going.steps)]}）；请先办到下达，或退回，再编制。`,
    )
  return adjusts ? yearClosed(db, book, year) : undefined
}

/** Why this plan may go no further. */
export async function standingRefused(db: Queries, { budget, book, year, kind }: BudgetRow): Promise<Refusal | undefined> {
  const newer = (await budgetsOfBook(db, book, year)).find((one) => one.budget > budget && budgetStage(one.steps) !== 'returned')
  if (newer !== undefined) return refused('newer_budget', `之后又编制过一份（编号 ${newer.budget}）；请办理最新的一份。`)
  return kind === 'adjustment' ? yearClosed(db, book, year) : undefined
}

async function yearClosed(db: Queries, book: string, year: number): Promise<Refusal | undefined> {
  const { rowCount } = await db.query('SELECT 1 FROM year_closed WHERE book = $1 AND year = $2 LIMIT 1', [book, year])
  return rowCount === 0 ? undefined : refused('year_closed', `${year} 年度已经结账，决算以账面为准，预算不能再调整。`)
}

/** A plan below what its unit has spent already is none. */
export async function belowSpent(
  db: Queries,
  book: string,
  year: number,
  units: readonly Pick<BudgetUnit, 'unit' | 'expenditure_fen'>[],
): Promise<Refusal | undefined> {
  const months = await executionOf(db, book, year)
  for (const { unit, expenditure_fen } of units) {
    const spent = months.filter((one) => one.unit === unit).reduce((sum, one) => sum + one.expenditure_fen, 0n)
    if (expenditure_fen < spent)
      return refused(
        'below_spent',
        `核算单位 ${unit} 计划支出 ${yuanText(expenditure_fen)} 元，低于账上已支出的 ${yuanText(spent)} 元；调整后的计划不能低于已支出数。`,
      )
  }
  return undefined
}
