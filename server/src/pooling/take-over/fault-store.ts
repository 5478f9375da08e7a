// Lines of a legacy file that do not count, with what is wrong with each.
import type { Queries } from '../../fund/transaction.js'

export async function lineFaultPage(
  db: Queries,
  takeover: bigint,
  file: bigint,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ total: number; rows: { line: number; sentence: string }[] }> {
  const { rows } = await db.query<{ line: number; sentence: string; total: number }>(
    `SELECT line, array_to_string(faults, '') AS sentence, count(*) OVER ()::int AS total FROM takeover_row
      WHERE takeover = $1 AND kind = (SELECT f.kind FROM takeover_file f WHERE f.takeover = $1 AND f.file = $2) AND file = $2 AND cardinality(faults) > 0 ORDER BY line LIMIT $3 OFFSET $4`,
    [takeover, file, limit, offset],
  )
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ line, sentence }) => ({ line, sentence })) }
}
