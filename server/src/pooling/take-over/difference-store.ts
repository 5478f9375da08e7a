// Differences of the last check of a take-over, with where each stands and who has to act.
import type { Queries } from '../../fund/transaction.js'

export interface CheckStanding {
  /** Of the files that a check looks at: not the bills of the parallel run; balances only where accounts are held against them. */
  readonly newest_data: bigint | null
  readonly kinds: readonly string[]
  readonly check_file: bigint | null
  readonly open: number
}

/** Files and checks are numbered by one sequence, so that their order is known. */
export async function checkStanding(db: Queries, takeover: bigint): Promise<CheckStanding> {
  const { rows } = await db.query<CheckStanding>(
    `SELECT (SELECT max(f.file) FROM takeover_file f JOIN takeover t USING (takeover) WHERE f.takeover = $1 AND f.kind <> 'bills'
               AND (f.kind <> 'fund' OR t.scheme = 'employee')) AS newest_data,
            coalesce((SELECT array_agg(DISTINCT f.kind) FROM takeover_file f WHERE f.takeover = $1), '{}') AS kinds,
            (SELECT max(c.run) FROM takeover_check c WHERE c.takeover = $1) AS check_file,
            (SELECT count(*)::int FROM takeover_difference d LEFT JOIN matter_standing m ON m.desk = 'takeover' AND m.subject = d.takeover AND m.matter = d.matter
              WHERE d.takeover = $1 AND d.run = (SELECT max(c.run) FROM takeover_check c WHERE c.takeover = $1) AND coalesce(m.standing, 'open') IN ('open', 'proposed')) AS open`,
    [takeover],
  )
  return rows[0] ?? { newest_data: null, kinds: [], check_file: null, open: 0 }
}

export interface DifferenceFilter {
  readonly takeover: bigint
  readonly standing: string | null
  readonly code: string | null
  readonly limit: number
  readonly offset: number
}

export interface DifferenceRow {
  readonly matter: string
  readonly code: string
  readonly kind: string
  readonly file_name: string | null
  readonly line: number | null
  readonly sentence: string
  readonly amount_fen: bigint | null
  readonly standing: string
  readonly owner: string | null
  readonly first_seen: string
  readonly total: number
}

export async function differencesOf(db: Queries, { takeover, standing, code, limit, offset }: DifferenceFilter): Promise<DifferenceRow[]> {
  const { rows } = await db.query<DifferenceRow>(
    `WITH found AS (
       SELECT d.matter, d.code, d.kind, u.name AS file_name, d.line, d.sentence, d.amount_fen, coalesce(m.standing, 'open') AS standing, m.owner,
              (SELECT min(c.known_at) FROM takeover_difference x JOIN takeover_check c USING (takeover, run) WHERE x.takeover = d.takeover AND x.matter = d.matter) AS first_seen
         FROM takeover_difference d
         LEFT JOIN takeover_file f ON f.takeover = d.takeover AND f.file = d.file LEFT JOIN upload u USING (upload)
         LEFT JOIN matter_standing m ON m.desk = 'takeover' AND m.subject = d.takeover AND m.matter = d.matter
        WHERE d.takeover = $1 AND d.run = (SELECT max(c.run) FROM takeover_check c WHERE c.takeover = $1) AND ($3::text IS NULL OR d.code = $3))
     SELECT *, count(*) OVER ()::int AS total FROM found WHERE $2::text IS NULL OR standing = $2 ORDER BY standing <> 'open', code, line NULLS LAST, matter LIMIT $4 OFFSET $5`,
    [takeover, standing, code, limit, offset],
  )
  return rows
}
