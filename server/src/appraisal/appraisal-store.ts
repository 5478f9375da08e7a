// The tables of appraisals, insert-only.

import type pg from 'pg'
import { insertRows } from '../fund/fact-store.js'
import type { Form } from '../fund/pool-members.js'
import type { Queries } from '../fund/transaction.js'

export interface AppraisalRow {
  readonly run: bigint
  readonly pool: string
  readonly form: Form
  readonly year: number
  readonly rule_hash: string
  readonly rule: unknown
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
  /** The approved run that this one corrects, why, and the document. */
  readonly corrects: bigint | null
  readonly correction_reason: string | null
  readonly correction_document: string | null
}

export interface UnitRow {
  readonly unit: string
  readonly name: string
  readonly total: string | null
  readonly band: string | null
  readonly coefficient: string | null
  readonly rank: number | null
  readonly consequence: string
}

export interface ValueRow {
  readonly unit: string
  readonly indicator: string
  readonly origin: 'computed' | 'judged' | 'missing'
  readonly actual: string | null
  readonly target: string | null
  readonly count: string | null
  readonly points: string | null
  readonly basis: string
  readonly judgement: string | null
}

export interface JudgementRow {
  readonly judgement: bigint
  readonly unit: string
  readonly indicator: string
  readonly actual: string | null
  readonly target: string | null
  readonly count: string | null
  readonly evidence: string
  readonly file_name: string | null
  readonly unit_name: string
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
  readonly accepted: boolean | null
  readonly found_by: string | null
  readonly remark: string | null
}

const RUN = `SELECT a.run, a.pool, a.form, a.year, a.rule_hash, a.rule, a.officer, o.name AS officer_name, a.known_at, a.corrects, a.correction_reason, a.correction_document FROM appraisal a JOIN officer o USING (officer)`

export async function appraisalsOf(db: Queries, pool: string, year: number | undefined): Promise<AppraisalRow[]> {
  return (await db.query<AppraisalRow>(`${RUN} WHERE a.pool = $1 AND ($2::integer IS NULL OR a.year = $2) ORDER BY a.run DESC LIMIT 100`, [pool, year ?? null]))
    .rows
}

export async function appraisalNumbered(db: Queries, pool: string, run: bigint): Promise<AppraisalRow | undefined> {
  return (await db.query<AppraisalRow>(`${RUN} WHERE a.pool = $1 AND a.run = $2`, [pool, run])).rows[0]
}

export async function newerAppraisal(db: Queries, { pool, form, year, run }: AppraisalRow): Promise<boolean> {
  const newer = await db.query(
    `SELECT 1 FROM appraisal a WHERE pool = $1 AND form = $2 AND year = $3 AND run > $4 AND NOT EXISTS (SELECT 1 FROM appraisal_step s WHERE s.run = a.run AND s.kind = 'withdrawn') LIMIT 1`,
    [pool, form, year, run],
  )
  return newer.rowCount === 1
}

/** The newest run of the year that was approved. */
export async function approvedAppraisal(db: Queries, pool: string, form: Form, year: number): Promise<bigint | undefined> {
  const { rows } = await db.query<{ run: bigint }>(
    `SELECT a.run FROM appraisal a WHERE a.pool = $1 AND a.form = $2 AND a.year = $3 AND EXISTS (SELECT 1 FROM appraisal_step s WHERE s.run = a.run AND s.kind = 'approved') ORDER BY a.run DESC LIMIT 1`,
    [pool, form, year],
  )
  return rows[0]?.run
}

/** As the unit was called at the end of the year appraised: `u` and `a` are the unit and its area. */
const UNIT_NAME = 'coalesce((SELECT unit_name(r.pool, u.unit, make_date(r.year, 12, 31)) FROM appraisal r WHERE r.run = u.run), a.name)'

export async function unitsOfAppraisal(db: Queries, run: bigint): Promise<UnitRow[]> {
  const { rows } = await db.query<UnitRow>(
    `SELECT u.unit, ${UNIT_NAME} AS name,
            u.total::text, u.band, trim_scale(u.coefficient)::text AS coefficient, u.rank, u.consequence
       FROM appraisal_unit u JOIN area a ON a.code = u.unit WHERE u.run = $1 ORDER BY u.rank NULLS LAST, u.unit`,
    [run],
  )
  return rows
}

export async function valuesOfAppraisal(db: Queries, run: bigint): Promise<ValueRow[]> {
  const { rows } = await db.query<ValueRow>(
    `SELECT unit, indicator, origin, trim_scale(actual)::text AS actual, trim_scale(target)::text AS target, trim_scale(count)::text AS count,
            points::text, basis, judgement::text AS judgement FROM appraisal_value WHERE run = $1 ORDER BY unit, indicator`,
    [run],
  )
  return rows
}

const JUDGEMENT = `
  SELECT j.judgement, j.unit, j.indicator, trim_scale(j.actual)::text AS actual, trim_scale(j.target)::text AS target, trim_scale(j.count)::text AS count,
         j.evidence, j.file_name, coalesce(unit_name(j.pool, j.unit, make_date(j.year, 12, 31)), j.unit) AS unit_name, j.officer, o.name AS officer_name, j.known_at, f.accepted, p.name AS found_by, f.remark
    FROM appraisal_judgement j JOIN officer o USING (officer) LEFT JOIN appraisal_finding f USING (judgement) LEFT JOIN officer p ON p.officer = f.officer`

export async function judgementsOf(db: Queries, pool: string, form: Form, year: number): Promise<JudgementRow[]> {
  return (await db.query<JudgementRow>(`${JUDGEMENT} WHERE j.pool = $1 AND j.form = $2 AND j.year = $3 ORDER BY j.judgement DESC`, [pool, form, year])).rows
}

export async function judgementNumbered(db: Queries, pool: string, judgement: bigint): Promise<JudgementRow | undefined> {
  return (await db.query<JudgementRow>(`${JUDGEMENT} WHERE j.pool = $1 AND j.judgement = $2`, [pool, judgement])).rows[0]
}

export interface NewAppraisal {
  readonly pool: string
  readonly form: Form
  readonly year: number
  readonly ruleHash: string
  readonly rule: string
  readonly officer: bigint
  readonly correction?: Correction | undefined
}

export interface Correction {
  readonly corrects: bigint
  readonly reason: string
  readonly document: string
}

export async function insertAppraisal(
  db: pg.ClientBase,
  { pool, form, year, ruleHash, rule, officer, correction }: NewAppraisal,
  units: readonly Readonly<Record<string, unknown>>[],
  values: readonly Readonly<Record<string, unknown>>[],
): Promise<bigint> {
  const { rows } = await db.query<{ run: bigint }>(
    `INSERT INTO appraisal (run, pool, form, year, rule_hash, rule, officer, corrects, correction_reason, correction_document)
       VALUES (nextval('appraisal_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING run`,
    [pool, form, year, ruleHash, rule, officer, correction?.corrects ?? null, correction?.reason ?? null, correction?.document ?? null],
  )
  const run = rows[0]?.run ?? 0n
  await insertRows(
    db,
    'appraisal_unit',
    units.map((unit) => ({ run, ...unit })),
  )
  await insertRows(
    db,
    'appraisal_value',
    values.map((value) => ({ run, ...value })),
  )
  return run
}

/** Totals and ranks of the years, the approved run of a year before a newer one that nobody approved. Row-level security hides others' before publication. */
export async function trendOf(db: Queries, pool: string): Promise<{ year: number; unit: string; name: string; total: string | null; rank: number | null }[]> {
  const { rows } = await db.query<{ year: number; unit: string; name: string; total: string | null; rank: number | null }>(
    `WITH chosen AS (
       SELECT DISTINCT ON (a.year) a.year, a.run FROM appraisal a WHERE a.pool = $1 AND NOT EXISTS (SELECT 1 FROM appraisal_step s WHERE s.run = a.run AND s.kind = 'withdrawn')
        ORDER BY a.year, EXISTS (SELECT 1 FROM appraisal_step s WHERE s.run = a.run AND s.kind = 'approved') DESC, a.run DESC)
     SELECT c.year, u.unit, ${UNIT_NAME} AS name, u.total::text AS total, u.rank FROM chosen c JOIN appraisal_unit u USING (run) JOIN area a ON a.code = u.unit ORDER BY 1, 2`,
    [pool],
  )
  return rows
}

export interface RewardRow {
  readonly unit: string
  readonly reward: number
  readonly kind: string
  readonly text: string
  readonly document: string
  readonly amount_fen: bigint | null
  readonly officer_name: string
  readonly accepted: boolean | null
  readonly decided_by: string | null
  readonly fact: string | null
}

export async function rewardsOf(db: Queries, run: bigint): Promise<RewardRow[]> {
  const { rows } = await db.query<RewardRow>(
    `SELECT r.unit, r.reward, r.kind, r.text, r.document, r.amount_fen, o.name AS officer_name, d.accepted, s.name AS decided_by, d.book || ' ' || d.fact AS fact
       FROM appraisal_reward r JOIN officer o USING (officer) LEFT JOIN appraisal_reward_decision d USING (run, unit, reward) LEFT JOIN officer s ON s.officer = d.officer
      WHERE r.run = $1 ORDER BY r.unit, r.reward`,
    [run],
  )
  return rows
}
