// Everything that a year end computes from, gathered from books, budget, findings and approvals: one unit a row. Cash figures of the
// pooled part; individual accounts stay out.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import type { Approval } from '@tongchou/domain/budget/approved.js'
import type { Cause, CauseKind, Pots, UnitYear } from '@tongchou/domain/pooling/year.js'
import { executionOf, issuedPlans } from '../budget/budget-store.js'
import { cashBalances } from '../fund/position.js'
import type { Queries } from '../fund/transaction.js'

export interface YearInputs {
  readonly units: readonly UnitYear[]
  readonly pots: Pots
}

interface FigureRow {
  readonly unit: string
  readonly name: string
  readonly amount_fen: bigint | null
  readonly met: boolean | null
}

/** Units of the pool in the year, in the order of their codes; the listed order of sharing. */
export async function yearInputs(db: Queries, { book, pool, year }: { book: string; pool: string; year: number }): Promise<YearInputs> {
  const units = await unitsOfYear(db, pool, year)
  const [plans, months, lastYear] = [await issuedPlans(db, book, year), await executionOf(db, book, year), await executionOf(db, book, year - 1)]
  const surplus = await openingSurplus(db, book, `${year - 1}-12-31`)
  const levies = await levied(db, book, year)
  const [causes, approvals, figures] = [await causesOf(db, book, year), await approvalsOf(db, book, year), await figuresOf(db, book, year)]
  const of = <T extends { readonly unit: string }>(rows: readonly T[], unit: string): T[] => rows.filter((row) => row.unit === unit)
  const figure = (unit: string, name: string): Fen => of(figures, unit).find((row) => row.name === name)?.amount_fen ?? 0n
  const years = units.map((unit): UnitYear => {
    const plan = plans?.find((one) => one.unit === unit)
    const [planIncomeFen, planExpenditureFen] = [plan?.income_fen ?? 0n, plan?.expenditure_fen ?? 0n]
    return {
      unit,
      incomeFen: sumOf(of(months, unit).map((row) => row.income_fen)),
      expenditureFen: sumOf(of(months, unit).map((row) => row.expenditure_fen)),
      levyFen: sumOf(of(levies, unit).map((row) => row.amount_fen)),
      planIncomeFen,
      planExpenditureFen,
      causes: of(causes, unit).map(({ unit: _unit, ...cause }) => cause),
      approvals: of(approvals, unit).map(({ unit: _unit, ...approval }) => approval),
      ownSurplusFen: surplus.free.get(unit) ?? 0n,
      frozenFen: surplus.frozen.get(unit) ?? 0n,
      bondsFen: figure(unit, 'bonds'),
      fiscalAvailableFen: figure(unit, 'fiscal_available'),
      budgetGapFen: planExpenditureFen > planIncomeFen ? planExpenditureFen - planIncomeFen : 0n,
      budgetYearInSurplus: planExpenditureFen <= planIncomeFen,
      conditions: Object.fromEntries(of(figures, unit).flatMap(({ name, met }) => (met === null ? [] : [[name, met]]))),
      lastYearPayoutFen: sumOf(of(lastYear, unit).map((row) => row.expenditure_fen)),
      lastYearBaseFen: figure(unit, 'contribution_base'),
    }
  })
  return { units: years, pots: potsOf(years, figures, pool) }
}

/** The city's surplus is what all units together had saved; what the upper fund and the adjustment fund hold is told from outside. */
function potsOf(units: readonly UnitYear[], figures: readonly FigureRow[], pool: string): Pots {
  const told = (name: string): Fen | null =>
    figures.find((row) => row.name === name && (row.unit === pool || row.unit.startsWith(pool.slice(0, 4))))?.amount_fen ?? null
  const saved = sumOf(units.map(({ ownSurplusFen }) => ownSurplusFen))
  return { citySurplusFen: saved > 0n ? saved : 0n, upperAvailableFen: told('upper_available'), potFen: told('adjustment_pot') ?? 0n }
}

async function unitsOfYear(db: Queries, pool: string, year: number): Promise<string[]> {
  const { rows } = await db.query<{ unit: string }>(
    'SELECT DISTINCT unit FROM pooling_unit WHERE pool = $1 AND in_force <= make_date($2, 12, 31) AND (until IS NULL OR until >= make_date($2, 1, 1)) ORDER BY unit',
    [pool, year],
  )
  return rows.map(({ unit }) => unit)
}

/** Net assets by unit at the end of a day, the pooled part: saved before pooling apart from the rest. */
async function openingSurplus(db: Queries, book: string, day: Day): Promise<{ free: Map<string, Fen>; frozen: Map<string, Fen> }> {
  const [free, frozen] = [new Map<string, Fen>(), new Map<string, Fen>()]
  for (const row of await cashBalances(db, day)) {
    if (row.book !== book || row.account !== '3001' || row.detail.startsWith('account')) continue
    const into = row.detail === 'frozen' ? frozen : free
    into.set(row.unit, (into.get(row.unit) ?? 0n) - row.fen)
  }
  for (const [unit, fen] of free) if (fen < 0n) free.set(unit, 0n)
  return { free, frozen }
}

async function levied(db: Queries, book: string, year: number): Promise<{ unit: string; amount_fen: bigint }[]> {
  const { rows } = await db.query<{ unit: string; amount_fen: bigint }>(
    `SELECT unit, sum(pool_fen)::bigint AS amount_fen FROM level_transferred
      WHERE book = $1 AND movement = 'remit' AND side = 'sent' AND adjustment AND booked_on BETWEEN make_date($2, 1, 1) AND make_date($2, 12, 31) GROUP BY 1`,
    [book, year],
  )
  return rows
}

async function causesOf(db: Queries, book: string, year: number): Promise<(Cause & { readonly unit: string })[]> {
  const { rows } = await db.query<{ unit: string; kind: CauseKind; amount_fen: bigint; established: boolean | null }>(
    `SELECT c.unit, c.kind, c.amount_fen, f.established FROM gap_cause c LEFT JOIN gap_finding f USING (cause)
      WHERE c.book = $1 AND c.year = $2 AND f.established IS DISTINCT FROM false ORDER BY c.cause`,
    [book, year],
  )
  return rows.map(({ unit, kind, amount_fen: amountFen, established }) => ({ unit, kind, amountFen, established: established === true }))
}

async function approvalsOf(db: Queries, book: string, year: number): Promise<(Approval & { readonly unit: string })[]> {
  const { rows } = await db.query<{ unit: string; of: Approval['of']; step: Approval['step']; dated: string }>(
    'SELECT unit, "of", step, dated FROM gap_approval WHERE book = $1 AND year = $2 ORDER BY approval',
    [book, year],
  )
  return rows.map(({ dated, ...row }) => ({ ...row, date: dated }))
}

/** The newest figure of each name and unit. */
async function figuresOf(db: Queries, book: string, year: number): Promise<FigureRow[]> {
  const { rows } = await db.query<FigureRow>(
    'SELECT DISTINCT ON (unit, name) unit, name, amount_fen, met FROM year_figure WHERE book = $1 AND year = $2 ORDER BY unit, name, figure DESC',
    [book, year],
  )
  return rows
}

/** What must be done before the year can be computed; each a sentence. */
export async function tasksBefore(db: Queries, { book, year }: { book: string; year: number }): Promise<string[]> {
  const { rows } = await db.query<{ closed: boolean; planned: boolean; pending: bigint }>(
    `SELECT EXISTS (SELECT 1 FROM year_closed y WHERE y.book = $1 AND y.year = $2) AS closed,
            EXISTS (SELECT 1 FROM budget g JOIN budget_step s USING (budget) WHERE g.book = $1 AND g.year = $2 AND s.kind = 'issued') AS planned,
            (SELECT count(*) FROM cash_balance c WHERE c.book = $1 AND c.account IN ('4601', '4602') AND c.amount_fen <> 0) AS pending`,
    [book, year],
  )
  const [row] = rows
  if (row === undefined) return []
  return [
    ...(row.closed ? [] : [`${year}年的账还没有结；请先办理年终结账。`]),
    ...(row.planned ? [] : [`${year}年没有下达的预算；请先在预算里登记并下达各核算单位计划。`]),
    ...(row.pending === 0n ? [] : ['待转收入还有余额；请先在统筹与个人账户之间划分。']),
  ]
}
