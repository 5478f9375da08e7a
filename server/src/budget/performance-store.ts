// The tables of budget performance: targets of a plan, entered values, reports. Insert-only.
import type { PerformanceStage, Signal } from '@tongchou/domain/budget/performance.js'
import type { Queries } from '../fund/transaction.js'

export interface TargetRow {
  readonly indicator: string
  readonly target: string
  readonly limit_value: string | null
  readonly weight: string | null
  readonly source: string
}

/** Targets of the year: those of the newest budget that has any and was not sent back. */
export async function targetsOf(db: Queries, book: string, year: number): Promise<{ readonly budget: string | null; readonly rows: TargetRow[] }> {
  const { rows } = await db.query<TargetRow & { budget: bigint }>(
    `SELECT t.budget, t.indicator, t.target::text, t.limit_value::text, t.weight::text, t.source FROM budget_target t WHERE t.budget = (
       SELECT max(g.budget) FROM budget g WHERE g.book = $1 AND g.year = $2 AND EXISTS (SELECT 1 FROM budget_target o WHERE o.budget = g.budget)
          AND NOT EXISTS (SELECT 1 FROM budget_step s WHERE s.budget = g.budget AND s.kind = 'returned'))`,
    [book, year],
  )
  return { budget: rows[0]?.budget.toString() ?? null, rows: rows.map(({ budget: _budget, ...row }) => row) }
}

export interface EntryRow {
  readonly entry: bigint
  readonly book: string
  readonly year: number
  readonly indicator: string
  readonly through: string
  readonly actual: string
  readonly evidence: string
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
  readonly accepted: boolean | null
  readonly remark: string | null
}

const ENTRY = `SELECT e.entry, e.book, e.year, e.indicator, e.through, e.actual::text, e.evidence, e.officer, o.name AS officer_name, e.known_at, f.accepted, f.remark
  FROM performance_entry e JOIN officer o USING (officer) LEFT JOIN performance_finding f USING (entry)`

export async function entriesOf(db: Queries, book: string, year: number): Promise<EntryRow[]> {
  return (await db.query<EntryRow>(`${ENTRY} WHERE e.book = $1 AND e.year = $2 ORDER BY e.entry DESC LIMIT 500`, [book, year])).rows
}

export async function entryNumbered(db: Queries, pool: string, entry: bigint): Promise<EntryRow | undefined> {
  return (await db.query<EntryRow>(`${ENTRY} JOIN book b ON b.book = e.book WHERE e.entry = $1 AND b.pool = $2`, [entry, pool])).rows[0]
}

export interface RunRow {
  readonly run: bigint
  readonly book: string
  readonly year: number
  readonly kind: 'monitoring' | 'evaluation'
  readonly through: string
  readonly score: string | null
  readonly grade: string | null
  readonly officer_name: string
  readonly known_at: string
  readonly stage: PerformanceStage
}

const RUN = `SELECT r.run, r.book, r.year, r.kind, r.through, r.score::text, r.grade, o.name AS officer_name, r.known_at,
    (SELECT s.kind FROM performance_run_step s WHERE s.run = r.run ORDER BY s.step DESC LIMIT 1) AS stage FROM performance_run r JOIN officer o USING (officer)`

export async function runsOf(db: Queries, book: string, year: number): Promise<RunRow[]> {
  return (await db.query<RunRow>(`${RUN} WHERE r.book = $1 AND r.year = $2 ORDER BY r.run DESC LIMIT 200`, [book, year])).rows
}

export async function runNumbered(db: Queries, pool: string, run: bigint): Promise<RunRow | undefined> {
  return (await db.query<RunRow>(`${RUN} JOIN book b ON b.book = r.book WHERE r.run = $1 AND b.pool = $2`, [run, pool])).rows[0]
}

/** What the next plan is told: the year's newest reviewed evaluation and what was done with it. */
export async function resultOf(db: Queries, book: string, year: number): Promise<(RunRow & { readonly used: string | null }) | undefined> {
  const { rows } = await db.query<RunRow & { readonly used: string | null }>(
    `SELECT r.*, (SELECT s.remark FROM performance_run_step s WHERE s.run = r.run AND s.kind = 'used') AS used FROM (${RUN}) r
      WHERE r.book = $1 AND r.year = $2 AND r.kind = 'evaluation' AND r.stage IN ('reviewed', 'used') ORDER BY r.run DESC LIMIT 1`,
    [book, year],
  )
  return rows[0]
}

export interface ValueRow {
  readonly indicator: string
  readonly target: string
  readonly limit_value: string | null
  readonly weight: string | null
  readonly actual: string | null
  readonly points: string | null
  readonly origin: 'measured' | 'entered' | 'missing'
  readonly signal: Signal
  readonly basis: string
  readonly remark: string
}

export async function valuesOf(db: Queries, run: bigint): Promise<ValueRow[]> {
  const { rows } = await db.query<ValueRow>(
    `SELECT indicator, target::text, limit_value::text, weight::text, actual::text, points::text, origin, signal, basis, remark FROM performance_value WHERE run = $1`,
    [run],
  )
  return rows
}
