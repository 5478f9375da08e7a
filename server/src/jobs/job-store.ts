// The table of long work.
import type { Queryable } from '../policy/store.js'

export interface JobRow {
  readonly job: bigint
  readonly kind: string
  readonly officer: bigint | null
  readonly asked_at: string
  readonly about: Readonly<Record<string, unknown>>
  readonly state: 'running' | 'done' | 'failed' | 'stopped'
  readonly phase: string
  readonly done: bigint
  readonly total: bigint | null
  readonly stop_asked: boolean
  readonly finished_at: string | null
  readonly sentence: string | null
  readonly result: Readonly<Record<string, unknown>> | null
}

const COLUMNS = 'job, kind, officer, asked_at, about, state, phase, done, total, stop_asked, finished_at, sentence, result'

export interface NewJob {
  readonly kind: string
  readonly pool: string
  readonly officer: bigint | null
  readonly about: Readonly<Record<string, unknown>>
}

export async function insertJob(db: Queryable, { kind, pool, officer, about }: NewJob, at: Date): Promise<bigint> {
  const { rows } = await db.query<{ job: bigint }>(
    `INSERT INTO job (job, kind, pool, officer, asked_at, about, state, heard_at) VALUES (nextval('job_seq'), $1, $2, $3, $4, $5, 'running', now()) RETURNING job`,
    [kind, pool, officer, at, about],
  )
  const [row] = rows
  if (row === undefined) throw new Error('a job was inserted without a number')
  return row.job
}

/** Says how far the job is; answers whether somebody asked it to stop. */
export async function reportJob(db: Queryable, job: bigint, { phase, done, total }: { phase: string; done: number; total: number | null }): Promise<boolean> {
  const { rows } = await db.query<{ stop_asked: boolean }>(
    'UPDATE job SET phase = $2, done = $3, total = $4, heard_at = now() WHERE job = $1 RETURNING stop_asked',
    [job, phase, done, total],
  )
  return rows[0]?.stop_asked ?? false
}

export type JobEnd =
  | { readonly state: 'done'; readonly result: Readonly<Record<string, unknown>> }
  | { readonly state: 'failed' | 'stopped'; readonly sentence: string }

export async function endJob(db: Queryable, job: bigint, end: JobEnd, at: Date): Promise<void> {
  const [result, sentence] = end.state === 'done' ? [end.result, null] : [null, end.sentence]
  await db.query(`UPDATE job SET state = $2, result = $3, sentence = $4, finished_at = $5 WHERE job = $1 AND state = 'running'`, [
    job,
    end.state,
    result,
    sentence,
    at,
  ])
}

export async function askToStop(db: Queryable, job: bigint): Promise<void> {
  await db.query(`UPDATE job SET stop_asked = true WHERE job = $1 AND state = 'running'`, [job])
}

/** Jobs whose process fell silent are told as broken off. */
export async function giveUpSilentJobs(db: Queryable, at: Date): Promise<void> {
  await db.query(
    `UPDATE job SET state = 'failed', sentence = '运行中断（服务曾经停止）；没有留下半份结果，请重新发起。', finished_at = $1
      WHERE state = 'running' AND heard_at < now() - interval '1 minute'`,
    [at],
  )
}

export async function jobNumbered(db: Queryable, pool: string, job: bigint): Promise<JobRow | undefined> {
  const { rows } = await db.query<JobRow>(`SELECT ${COLUMNS} FROM job WHERE job = $1 AND pool = $2`, [job, pool])
  return rows[0]
}

/** The newest first; `officer` keeps to what one officer asked for. */
export async function jobsOf(db: Queryable, pool: string, { officer, kind }: { officer: bigint; kind: string | undefined }, limit: number): Promise<JobRow[]> {
  const { rows } = await db.query<JobRow>(
    `SELECT ${COLUMNS} FROM job WHERE pool = $1 AND officer = $2 AND ($3::text IS NULL OR kind = $3) ORDER BY asked_at DESC, job DESC LIMIT $4`,
    [pool, officer, kind ?? null, limit],
  )
  return rows
}
