// The tables of budgets: what was proposed for every unit, and what was decided upon it. Insert-only.
import type { BudgetStepKind } from '@tongchou/domain/budget/budget-life.js'
import type { Queries } from '../fund/transaction.js'

export interface BudgetUnit {
  readonly unit: string
  readonly income_fen: bigint
  readonly expenditure_fen: bigint
  readonly basis: string
}

export interface BudgetStepRow {
  readonly step: number
  readonly kind: BudgetStepKind
  readonly dated: string
  readonly document: string
  readonly remark: string
  readonly officer: bigint
  readonly officer_name: string
}

export interface BudgetRow {
  readonly budget: bigint
  readonly book: string
  readonly year: number
  readonly kind: 'initial' | 'adjustment'
  readonly reason: string
  readonly officer: bigint
  readonly known_at: string
  readonly steps: readonly BudgetStepRow[]
}

const BUDGET = `SELECT g.budget, g.book, g.year, g.kind, g.reason, g.officer, g.known_at FROM budget g JOIN book b USING (book)`

export async function budgetsOf(db: Queries, pool: string, year: number | undefined): Promise<BudgetRow[]> {
  const { rows } = await db.query<Omit<BudgetRow, 'steps'>>(
    `${BUDGET} WHERE b.pool = $1 AND ($2::integer IS NULL OR g.year = $2) ORDER BY g.year DESC, g.budget DESC LIMIT 200`,
    [pool, year ?? null],
  )
  return withSteps(db, rows)
}

export async function budgetNumbered(db: Queries, pool: string, budget: bigint): Promise<BudgetRow | undefined> {
  const { rows } = await db.query<Omit<BudgetRow, 'steps'>>(`${BUDGET} WHERE b.pool = $1 AND g.budget = $2`, [pool, budget])
  return (await withSteps(db, rows))[0]
}

export async function budgetsOfBook(db: Queries, book: string, year: number): Promise<BudgetRow[]> {
  const { rows } = await db.query<Omit<BudgetRow, 'steps'>>(`${BUDGET} WHERE g.book = $1 AND g.year = $2 ORDER BY g.budget DESC`, [book, year])
  return withSteps(db, rows)
}

async function withSteps(db: Queries, rows: readonly Omit<BudgetRow, 'steps'>[]): Promise<BudgetRow[]> {
  const steps = await db.query<BudgetStepRow & { budget: bigint }>(
    `SELECT s.budget, s.step, s.kind, s.dated, s.document, s.remark, s.officer, o.name AS officer_name FROM budget_step s JOIN officer o USING (officer)
      WHERE s.budget = ANY ($1) ORDER BY s.budget, s.step`,
    [rows.map(({ budget }) => budget)],
  )
  return rows.map((row) => ({ ...row, steps: steps.rows.filter(({ budget }) => budget === row.budget).map(({ budget: _budget, ...step }) => step) }))
}

export async function unitsOf(db: Queries, budget: bigint): Promise<(BudgetUnit & { readonly name: string })[]> {
  const { rows } = await db.query<BudgetUnit & { name: string }>(
    'SELECT u.unit, a.name, u.income_fen, u.expenditure_fen, u.basis FROM budget_unit u JOIN area a ON a.code = u.unit WHERE u.budget = $1 ORDER BY u.unit',
    [budget],
  )
  return rows
}

export interface NewBudget {
  readonly book: string
  readonly year: number
  readonly kind: 'initial' | 'adjustment'
  readonly reason: string
  readonly officer: bigint
  readonly units: readonly BudgetUnit[]
}

export async function insertBudget(db: Queries, { book, year, kind, reason, officer, units }: NewBudget): Promise<bigint> {
  const { rows } = await db.query<{ budget: bigint }>(
    `INSERT INTO budget (budget, book, year, kind, reason, officer) VALUES (nextval('year_end_seq'), $1, $2, $3, $4, $5) RETURNING budget`,
    [book, year, kind, reason, officer],
  )
  const budget = rows[0]?.budget ?? 0n
  await db.query(
    'INSERT INTO budget_unit (budget, unit, income_fen, expenditure_fen, basis) SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[])',
    [budget, units.map(({ unit }) => unit), units.map((one) => one.income_fen), units.map((one) => one.expenditure_fen), units.map(({ basis }) => basis)],
  )
  return budget
}

export interface NewStep {
  readonly budget: bigint
  readonly step: number
  readonly kind: BudgetStepKind
  readonly dated: string
  readonly document: string
  readonly remark: string
  readonly officer: bigint
}

export async function insertBudgetStep(db: Queries, { budget, step, kind, dated, document, remark, officer }: NewStep): Promise<void> {
  await db.query('INSERT INTO budget_step (budget, step, kind, dated, document, remark, officer) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    budget,
    step,
    kind,
    dated,
    document,
    remark,
    officer,
  ])
}

/** Plans of the year by unit: the newest issued budget; undefined where none was issued. */
export async function issuedPlans(db: Queries, book: string, year: number): Promise<BudgetUnit[] | undefined> {
  const { rows } = await db.query<BudgetUnit & { budget: bigint }>(
    `SELECT u.* FROM budget_unit u WHERE u.budget = (SELECT max(g.budget) FROM budget g JOIN budget_step s USING (budget) WHERE g.book = $1 AND g.year = $2 AND s.kind = 'issued')`,
    [book, year],
  )
  return rows.length === 0 ? undefined : rows
}

/** Income and expenditure of every unit by month of the year, as the books have them. */
export async function executionOf(
  db: Queries,
  book: string,
  year: number,
): Promise<{ unit: string; month: number; income_fen: bigint; expenditure_fen: bigint }[]> {
  const { rows } = await db.query<{ unit: string; month: number; income_fen: bigint; expenditure_fen: bigint }>(
    `SELECT e.unit, extract(month FROM e.booked_on)::integer AS month,
            coalesce(-sum(e.amount_fen) FILTER (WHERE e.account LIKE '4%'), 0)::bigint AS income_fen,
            coalesce(sum(e.amount_fen) FILTER (WHERE e.account LIKE '5%'), 0)::bigint AS expenditure_fen
       FROM cash_entry e JOIN cash_voucher v USING (book, voucher)
      WHERE e.book = $1 AND e.voucher >= $2::integer::bigint * 100000000 AND e.booked_on BETWEEN make_date($2::integer, 1, 1) AND make_date($2::integer, 12, 31)
        AND e.account >= '4' AND e.detail NOT LIKE 'account%' AND v.fact_kind NOT IN ('opening_balance', 'year_closed')
      GROUP BY 1, 2 ORDER BY 1, 2`,
    [book, year],
  )
  return rows
}
