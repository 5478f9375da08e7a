// Take-overs as they stand: head, tasks, steps, files.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { TakeOverStepKind } from '@tongchou/domain/pooling/take-over/take-over-life.js'
import type { Queries } from '../../fund/transaction.js'

export interface TakeOverRow {
  readonly takeover: bigint
  readonly pool: string
  readonly unit: string
  readonly unit_name: string
  readonly scheme: Scheme
  readonly book: string
  readonly as_of: Day
  readonly switch_on: Day
  readonly sources: readonly string[]
  readonly officer_name: string
  readonly known_at: string
}

const HEAD = `SELECT t.takeover, t.pool, t.unit, a.name AS unit_name, t.scheme, t.book, t.as_of, t.switch_on, t.sources, o.name AS officer_name, t.known_at
  FROM takeover t JOIN area a ON a.code = t.unit JOIN officer o USING (officer)`

export async function takeOvers(db: Queries, pool: string): Promise<TakeOverRow[]> {
  return (await db.query<TakeOverRow>(`${HEAD} WHERE t.pool = $1 ORDER BY t.unit, t.scheme`, [pool])).rows
}

export async function takeOverNumbered(db: Queries, pool: string, takeover: bigint): Promise<TakeOverRow | undefined> {
  return (await db.query<TakeOverRow>(`${HEAD} WHERE t.pool = $1 AND t.takeover = $2`, [pool, takeover])).rows[0]
}

export interface TaskRow {
  readonly takeover: bigint
  readonly task: number
  readonly stage: string
  readonly name: string
  readonly owner: string
  readonly due: Day
  readonly done: boolean
  readonly remark: string
}

/** Each task with its last owner and date, and whether it is done. */
export async function tasksOf(db: Queries, takeovers: readonly bigint[]): Promise<TaskRow[]> {
  const { rows } = await db.query<TaskRow>(
    `SELECT t.takeover, t.task, t.stage, t.name, coalesce(e.owner, t.owner) AS owner, coalesce(e.due, t.due) AS due, coalesce(e.kinds[1] = 'done', false) AS done,
            coalesce(e.remark, '') AS remark
       FROM takeover_task t LEFT JOIN LATERAL (
         SELECT (array_agg(x.owner ORDER BY x.event DESC) FILTER (WHERE x.owner IS NOT NULL))[1] AS owner, (array_agg(x.due ORDER BY x.event DESC) FILTER (WHERE x.due IS NOT NULL))[1] AS due,
                array_agg(x.kind ORDER BY x.event DESC) FILTER (WHERE x.kind <> 'changed') AS kinds, (array_agg(x.remark ORDER BY x.event DESC))[1] AS remark
           FROM takeover_task_event x WHERE x.takeover = t.takeover AND x.task = t.task) e ON true
      WHERE t.takeover = ANY ($1) ORDER BY t.takeover, t.task`,
    [takeovers],
  )
  return rows
}

export interface StepRow {
  readonly takeover: bigint
  readonly step: number
  readonly kind: TakeOverStepKind
  readonly facts: readonly bigint[]
  readonly report: Readonly<Record<string, unknown>> | null
  readonly remark: string
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
}

export async function stepsOf(db: Queries, takeovers: readonly bigint[]): Promise<StepRow[]> {
  const { rows } = await db.query<StepRow>(
    `SELECT s.takeover, s.step, s.kind, s.facts, s.report, s.remark, s.officer, o.name AS officer_name, s.known_at FROM takeover_step s JOIN officer o USING (officer)
      WHERE s.takeover = ANY ($1) ORDER BY s.takeover, s.step`,
    [takeovers],
  )
  return rows
}

export interface NewStep {
  readonly takeover: bigint
  readonly unit: string
  readonly kind: TakeOverStepKind
  readonly facts?: readonly bigint[]
  readonly report?: Readonly<Record<string, unknown>>
  readonly remark: string
  readonly officer: bigint
}

export async function insertStep(db: Queries, { takeover, unit, kind, facts = [], report, remark, officer }: NewStep): Promise<number> {
  const { rows } = await db.query<{ step: number }>(
    `INSERT INTO takeover_step (takeover, step, unit, kind, facts, report, remark, officer)
       SELECT $1, coalesce(max(s.step), 0) + 1, $2, $3, $4::bigint[], $5, $6, $7 FROM takeover_step s WHERE s.takeover = $1 RETURNING step`,
    [takeover, unit, kind, facts, report === undefined ? null : JSON.stringify(report), remark, officer],
  )
  return rows[0]?.step ?? 0
}

export interface FileRow {
  readonly takeover: bigint
  readonly file: bigint
  readonly kind: string
  readonly name: string
  readonly whole: boolean
  readonly lines: number
  readonly faulty: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly officer_name: string
  readonly known_at: string
}

export async function filesOf(db: Queries, takeovers: readonly bigint[]): Promise<FileRow[]> {
  const { rows } = await db.query<FileRow>(
    `SELECT f.takeover, f.file, f.kind, u.name, f.whole, f.lines, f.faulty, f.added, f.changed, f.unchanged, o.name AS officer_name, f.known_at
       FROM takeover_file f JOIN upload u USING (upload) JOIN officer o ON o.officer = f.officer WHERE f.takeover = ANY ($1) ORDER BY f.file DESC`,
    [takeovers],
  )
  return rows
}

/** Lines that count, by kind. */
export async function standingCounts(db: Queries, takeover: bigint): Promise<{ kind: string; lines: number }[]> {
  return (
    await db.query<{ kind: string; lines: number }>('SELECT kind, count(*)::int AS lines FROM takeover_standing WHERE takeover = $1 GROUP BY 1 ORDER BY 1', [
      takeover,
    ])
  ).rows
}

/** Whoever changes a take-over holds it until the transaction ends. */
export async function holdTakeOver(db: Queries, takeover: bigint): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended('take_over/' || $1::text, 0))`, [takeover])
}

/** Whether a bill of the county's scheme was settled since the last switch. */
export async function liveSettlements(db: Queries, { takeover, unit, scheme }: TakeOverRow): Promise<boolean> {
  const { rows } = await db.query<{ live: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM settlement s WHERE s.area = $2 AND s.scheme = $3
        AND s.settlement > (SELECT max(x.after_settlement) FROM takeover_step x WHERE x.takeover = $1)) AS live`,
    [takeover, unit, scheme],
  )
  return rows[0]?.live === true
}
