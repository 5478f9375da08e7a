// Statements, runs, differences and certificates of the four-way reconciliation, as pages ask for them.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Queries } from '../transaction.js'

export interface PartyFileRow {
  readonly file: bigint
  readonly party: string
  readonly name: string
  readonly begins: Day | null
  readonly ends: Day | null
  readonly lines: number
  readonly faulty: number
  readonly added: number
  readonly known: number
  readonly officer_name: string
  readonly known_at: string
}

export async function partyFiles(db: Queries, pool: string): Promise<PartyFileRow[]> {
  const { rows } = await db.query<PartyFileRow>(
    `SELECT f.file, f.party, u.name, f.begins, f.ends, f.lines, f.faulty, f.added, f.known, o.name AS officer_name, f.known_at
       FROM party_file f LEFT JOIN upload u USING (upload) JOIN officer o ON o.officer = f.officer WHERE f.pool = $1 ORDER BY f.file DESC LIMIT 200`,
    [pool],
  )
  return rows.map((row) => ({ ...row, name: row.name ?? '' }))
}

export async function partyFaults(db: Queries, pool: string, file: bigint): Promise<{ line: number; sentence: string }[]> {
  const { rows } = await db.query<{ line: number; sentence: string }>(
    'SELECT x.line, x.sentence FROM party_fault x JOIN party_file f USING (file) WHERE f.pool = $1 AND x.file = $2 ORDER BY x.line LIMIT 1000',
    [pool, file],
  )
  return rows
}

export interface RunRow {
  readonly run: bigint
  readonly month: Day
  readonly officer_name: string
  readonly known_at: string
}

/** The newest run of the month. */
export async function lastRun(db: Queries, pool: string, month: Day): Promise<RunRow | undefined> {
  const { rows } = await db.query<RunRow>(
    `SELECT r.run, r.month, o.name AS officer_name, r.known_at FROM four_ways_run r JOIN officer o USING (officer) WHERE r.pool = $1 AND r.month = $2 ORDER BY r.run DESC LIMIT 1`,
    [pool, month],
  )
  return rows[0]
}

export interface PairRow {
  readonly pair: string
  readonly left_lines: number
  readonly left_fen: bigint
  readonly right_lines: number
  readonly right_fen: bigint
  readonly matched_lines: number
  readonly matched_fen: bigint
  readonly differences: number
}

export async function pairResults(db: Queries, run: bigint): Promise<PairRow[]> {
  return (
    await db.query<PairRow>(
      'SELECT pair, left_lines, left_fen, right_lines, right_fen, matched_lines, matched_fen, differences FROM four_ways_pair WHERE run = $1 ORDER BY pair',
      [run],
    )
  ).rows
}

export interface DifferenceAsked {
  readonly pool: string
  readonly run: bigint
  readonly pair: string | null
  readonly kind: string | null
  readonly standing: string | null
  readonly limit: number
  readonly offset: number
}

export interface FourWaysDifference {
  readonly matter: string
  readonly pair: string
  readonly unit: string
  readonly unit_name: string
  readonly fund: string
  readonly kind: string
  readonly key_no: string
  readonly day: Day
  readonly left_fen: bigint
  readonly right_fen: bigint
  readonly sentence: string
  readonly standing: string
  readonly owner: string | null
  readonly total: number
}

export async function differencesOfRun(db: Queries, { pool, run, pair, kind, standing, limit, offset }: DifferenceAsked): Promise<FourWaysDifference[]> {
  const { rows } = await db.query<FourWaysDifference>(
    `WITH found AS (
       SELECT d.pair || '|' || d.matter AS matter, d.pair, d.unit, a.name AS unit_name, d.fund, d.kind, d.key_no, d.day, d.left_fen, d.right_fen, d.sentence,
              coalesce(m.standing, 'open') AS standing, m.owner
         FROM four_ways_difference d JOIN area a ON a.code = d.unit
         LEFT JOIN matter_standing m ON m.desk = 'four_ways' AND m.subject = $1::bigint AND m.matter = d.pair || '|' || d.matter
        WHERE d.run = $2 AND ($3::text IS NULL OR d.pair = $3) AND ($4::text IS NULL OR d.kind = $4))
     SELECT *, count(*) OVER ()::int AS total FROM found WHERE $5::text IS NULL OR standing = $5
      ORDER BY standing <> 'open', day, matter LIMIT $6 OFFSET $7`,
    [pool, run, pair, kind, standing, limit, offset],
  )
  return rows
}

/** Unit of a matter of any run of the pool that the officer may see. */
export async function unitOfMatter(db: Queries, pool: string, matter: string): Promise<string | undefined> {
  const { rows } = await db.query<{ unit: string }>(
    `SELECT d.unit FROM four_ways_difference d JOIN four_ways_run r USING (run) WHERE r.pool = $1 AND d.pair = split_part($2, '|', 1) AND d.pair || '|' || d.matter = $2
      ORDER BY d.run DESC LIMIT 1`,
    [pool, matter],
  )
  return rows[0]?.unit
}

export interface CertificateRow {
  readonly kind: 'prepared' | 'issued'
  readonly run: bigint
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
}

export async function certificateOf(db: Queries, pool: string, month: Day): Promise<CertificateRow[]> {
  const { rows } = await db.query<CertificateRow>(
    `SELECT c.kind, c.run, c.officer, o.name AS officer_name, c.known_at FROM four_ways_certificate c JOIN officer o USING (officer) WHERE c.pool = $1 AND c.month = $2 ORDER BY c.step`,
    [pool, month],
  )
  return rows
}

export async function insertCertificate(
  db: Queries,
  {
    pool,
    month,
    run,
    kind,
    officer,
  }: { readonly pool: string; readonly month: Day; readonly run: bigint; readonly kind: 'prepared' | 'issued'; readonly officer: bigint },
): Promise<void> {
  await db.query(`INSERT INTO four_ways_certificate (pool, month, step, run, kind, officer) VALUES ($1, $2, nextval('takeover_seq'), $3, $4, $5)`, [
    pool,
    month,
    run,
    kind,
    officer,
  ])
}
