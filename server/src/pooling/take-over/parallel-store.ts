// Results of parallel runs: the last one, the trend, differences of the last one.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Queries } from '../../fund/transaction.js'

export interface ParallelRow {
  readonly run: bigint
  readonly bills: number
  readonly equal: number
  readonly differs: number
  readonly not_possible: number
  readonly known_at: string
  /** Bills were brought in after it. */
  readonly stale: boolean
}

export async function parallelRuns(db: Queries, takeover: bigint): Promise<ParallelRow[]> {
  const { rows } = await db.query<ParallelRow>(
    `SELECT p.run, p.bills, p.equal, p.differs, p.not_possible, p.known_at,
            EXISTS (SELECT 1 FROM takeover_file f WHERE f.takeover = p.takeover AND f.kind IN ('bills', 'persons', 'accumulators') AND f.file > p.run) AS stale
       FROM parallel_run p WHERE p.takeover = $1 ORDER BY p.run DESC LIMIT 60`,
    [takeover],
  )
  return rows
}

export async function lastParallel(db: Queries, takeover: bigint): Promise<ParallelRow | undefined> {
  return (await parallelRuns(db, takeover))[0]
}

export interface ParallelDayRow {
  readonly run: bigint
  readonly day: Day
  readonly kind: string
  readonly bills: number
  readonly difference_fen: bigint
}

export async function parallelDays(db: Queries, takeover: bigint, run: bigint): Promise<ParallelDayRow[]> {
  return (
    await db.query<ParallelDayRow>('SELECT run, day, kind, bills, difference_fen FROM parallel_day WHERE takeover = $1 AND run = $2 ORDER BY day, kind', [
      takeover,
      run,
    ])
  ).rows
}

export interface ParallelDifferenceRow {
  readonly bill: string
  readonly day: Day
  readonly kind: string
  readonly theirs_fen: bigint
  readonly ours_fen: bigint
  readonly sentence: string
  readonly line: number
  readonly total: number
}

export async function parallelDifferences(
  db: Queries,
  takeover: bigint,
  { run, kind, limit, offset }: { run: bigint; kind: string | null; limit: number; offset: number },
): Promise<ParallelDifferenceRow[]> {
  const { rows } = await db.query<ParallelDifferenceRow>(
    `SELECT bill, day, kind, theirs_fen, ours_fen, sentence, line, count(*) OVER ()::int AS total FROM parallel_difference
      WHERE takeover = $1 AND run = $2 AND ($3::text IS NULL OR kind = $3) ORDER BY day, bill LIMIT $4 OFFSET $5`,
    [takeover, run, kind, limit, offset],
  )
  return rows
}
