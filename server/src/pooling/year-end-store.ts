// The tables of year-end runs, insert-only.

import type { GapLine, UnitClosing, UnitYear } from '@tongchou/domain/pooling/year.js'
import type { YearEndStepKind } from '@tongchou/domain/pooling/year-end-life.js'
import type pg from 'pg'
import { insertRows } from '../fund/fact-store.js'
import { insertRunStep, type NewStep, type StepRow as RunStepRow, runStepsOf } from '../fund/run-steps.js'
import type { Queries } from '../fund/transaction.js'

export interface RunRow {
  readonly run: bigint
  readonly book: string
  readonly year: number
  readonly rule_hash: string
  readonly rule: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
}

export type StepRow = RunStepRow<YearEndStepKind>

export interface UnitRow {
  readonly unit: string
  readonly name: string
  readonly income_fen: bigint
  readonly expenditure_fen: bigint
  readonly levy_fen: bigint
  readonly plan_income_fen: bigint
  readonly plan_expenditure_fen: bigint
  readonly surplus_fen: bigint
  readonly gap_fen: bigint
  readonly management_fen: bigint
  readonly awaiting_finding_fen: bigint
  readonly normal_fen: bigint
  /** Of the approved appraisal of the year; null where there is none. */
  readonly coefficient: string | null
}

export interface LineRow {
  readonly unit: string
  readonly line: number
  readonly part: GapLine['part']
  readonly source: GapLine['source']
  readonly amount_fen: bigint
  readonly status: GapLine['status']
  readonly needs: readonly string[]
  readonly document: string | null
  readonly article: string | null
  readonly certainty: string | null
}

const RUN = `SELECT y.run, y.book, y.year, y.rule_hash, y.rule, y.after, y.officer, o.name AS officer_name, y.known_at
  FROM year_end y JOIN book b USING (book) JOIN officer o USING (officer)`

export async function runsOf(db: Queries, pool: string): Promise<RunRow[]> {
  return (await db.query<RunRow>(`${RUN} WHERE b.pool = $1 ORDER BY y.run DESC LIMIT 100`, [pool])).rows
}

export async function runNumbered(db: Queries, pool: string, run: bigint): Promise<RunRow | undefined> {
  return (await db.query<RunRow>(`${RUN} WHERE b.pool = $1 AND y.run = $2`, [pool, run])).rows[0]
}

/** Whether a newer run of the same book and year exists. */
export async function newerRun(db: Queries, { book, year, run }: RunRow): Promise<boolean> {
  return (await db.query('SELECT 1 FROM year_end WHERE book = $1 AND year = $2 AND run > $3 LIMIT 1', [book, year, run])).rowCount === 1
}

/** A run of the book and year that was approved and not withdrawn; there is one at most. */
export async function approvedRun(db: Queries, book: string, year: number): Promise<bigint | undefined> {
  const { rows } = await db.query<{ run: bigint }>(
    `SELECT y.run FROM year_end y JOIN year_end_step s USING (run) WHERE y.book = $1 AND y.year = $2 AND s.kind = 'approved' LIMIT 1`,
    [book, year],
  )
  return rows[0]?.run
}

export function stepsOf(db: Queries, run: bigint): Promise<StepRow[]> {
  return runStepsOf(db, 'year_end_step', run)
}

export async function unitsOfRun(db: Queries, run: bigint): Promise<UnitRow[]> {
  const { rows } = await db.query<UnitRow>(
    `SELECT u.unit, a.name, u.income_fen, u.expenditure_fen, u.levy_fen, u.plan_income_fen, u.plan_expenditure_fen, u.surplus_fen, u.gap_fen,
            u.management_fen, u.awaiting_finding_fen, u.normal_fen,
            (SELECT trim_scale(c.coefficient)::text FROM appraisal_coefficient c WHERE c.pool = b.pool AND c.form = 'counties' AND c.year = y.year AND c.unit = u.unit) AS coefficient
       FROM year_end_unit u JOIN year_end y USING (run) JOIN book b USING (book) JOIN area a ON a.code = u.unit WHERE u.run = $1 ORDER BY u.place`,
    [run],
  )
  return rows
}

export async function linesOfRun(db: Queries, run: bigint): Promise<LineRow[]> {
  const { rows } = await db.query<LineRow>(
    `SELECT l.unit, l.line, l.part, l.source, l.amount_fen, l.status, l.needs, l.document, l.article, l.certainty
       FROM year_end_line l JOIN year_end_unit u USING (run, unit) WHERE l.run = $1 ORDER BY u.place, l.line`,
    [run],
  )
  return rows
}

export interface NewRun {
  readonly book: string
  readonly year: number
  readonly ruleHash: string
  readonly rule: string
  readonly inputs: string
  readonly after: string
  readonly officer: bigint
}

export async function insertRun(db: Queries, { book, year, ruleHash, rule, inputs, after, officer }: NewRun): Promise<bigint> {
  const { rows } = await db.query<{ run: bigint }>(
    `INSERT INTO year_end (run, book, year, rule_hash, rule, inputs, after, officer) VALUES (nextval('year_end_seq'), $1, $2, $3, $4, $5, $6, $7) RETURNING run`,
    [book, year, ruleHash, rule, inputs, after, officer],
  )
  return rows[0]?.run ?? 0n
}

export async function insertClosings(client: pg.ClientBase, run: bigint, years: readonly UnitYear[], closings: readonly UnitClosing[]): Promise<void> {
  await insertRows(
    client,
    'year_end_unit',
    closings.map((closing, place) => ({ run, place, ...unitRow(closing, years[place]) })),
  )
  const lines = closings.flatMap(({ unit, lines: own }) => own.map((line, i) => ({ run, line: i + 1, ...lineRow(unit, line) })))
  if (lines.length > 0) await insertRows(client, 'year_end_line', lines)
}

function unitRow(closing: UnitClosing, year: UnitYear | undefined) {
  const after = Object.fromEntries(Object.entries(closing.after).map(([name, fen]) => [name, String(fen)]))
  return {
    unit: closing.unit,
    income_fen: year?.incomeFen ?? 0n,
    expenditure_fen: year?.expenditureFen ?? 0n,
    levy_fen: year?.levyFen ?? 0n,
    plan_income_fen: year?.planIncomeFen ?? 0n,
    plan_expenditure_fen: year?.planExpenditureFen ?? 0n,
    surplus_fen: closing.surplusFen,
    gap_fen: closing.gapFen,
    management_fen: closing.managementFen,
    awaiting_finding_fen: closing.awaitingFindingFen,
    normal_fen: closing.normalFen,
    after,
  }
}

function lineRow(unit: string, { part, source, amountFen, status, needs, from }: GapLine) {
  const { document = null, article = null, certainty = null } = from ?? {}
  return { unit, part, source, amount_fen: amountFen, status, needs, document, article, certainty }
}

export function insertYearEndStep(db: Queries, step: NewStep<YearEndStepKind>): Promise<void> {
  return insertRunStep(db, 'year_end_step', step)
}
