// The bulk of a pair is matched where it lies: lines whose other half is beyond doubt, set by set in the database, so that a month of a
// million lines never comes to the server. Only what is left goes to the domain's rules, which would have matched these the same way:
// one line on each side under a key and an amount, or one on each side without any key, for an amount within the days allowed.
import type { MatchKind, PartyLine } from '@tongchou/domain/fund/four-ways/match-lines.js'
import type pg from 'pg'
import { roomToSort } from '../transaction.js'

export interface SideQuery {
  readonly sql: string
  readonly params: readonly unknown[]
}

export interface LineSums {
  readonly lines: number
  readonly fen: bigint
}

interface Sure {
  readonly kind: MatchKind
  /** What must be the same on both sides. */
  readonly by: readonly string[]
  /** Which lines may be matched at all. */
  readonly of: string
}

const surely = ({ kind, by, of }: Sure) => ({
  kind,
  sql: `WITH open AS (SELECT f.* FROM four_ways_line f LEFT JOIN (SELECT 'l' AS side, l AS id FROM four_ways_sure UNION ALL SELECT 'r', r FROM four_ways_sure) g ON g.side = f.side AND g.id = f.id
                       WHERE ${of} AND g.id IS NULL),
             alone AS (SELECT ${by.join(', ')}, min(id) FILTER (WHERE side = 'l') AS l, min(id) FILTER (WHERE side = 'r') AS r,
                              min(day) FILTER (WHERE side = 'l') AS l_day, min(day) FILTER (WHERE side = 'r') AS r_day, bool_or(key <> '') AS keyed
                         FROM open GROUP BY ${by.join(', ')} HAVING count(*) FILTER (WHERE side = 'l') = 1 AND count(*) FILTER (WHERE side = 'r') = 1)
        INSERT INTO four_ways_sure SELECT $1, l, r FROM alone WHERE abs(l_day - r_day) <= $2 AND ($1 = 'exact' OR NOT keyed)`,
})

export const SURELY = [
  surely({ kind: 'exact', by: ['fund', 'unit', 'key', 'amount'], of: `f.key <> ''` }),
  surely({ kind: 'amount_and_day', by: ['fund', 'unit', 'amount'], of: 'true' }),
]

/** Both sides as `four_ways_line`, and what is sure as `four_ways_sure`; both are gone at the end of the transaction. */
export async function matchInDatabase(client: pg.ClientBase, sides: Readonly<Record<'l' | 'r', SideQuery>>, days: number): Promise<void> {
  await roomToSort(client)
  await client.query('DROP TABLE IF EXISTS pg_temp.four_ways_sure, pg_temp.four_ways_line')
  // No index: each step reads all of it once, and keeping one up to date cost more than the matching.
  await client.query('CREATE TEMP TABLE four_ways_line (side text, id text, fund text, unit text, key text, day date, amount bigint) ON COMMIT DROP')
  await client.query('CREATE TEMP TABLE four_ways_sure (kind text, l text, r text) ON COMMIT DROP')
  for (const side of ['l', 'r'] as const) {
    const { sql, params } = sides[side]
    await client.query(`INSERT INTO four_ways_line SELECT '${side}', s.id, s.fund, s.unit, s.key, s.day, s.amount FROM (${sql}) s`, [...params])
  }
  await client.query('ANALYZE four_ways_line')
  for (const { kind, sql } of SURELY) {
    await client.query(sql, [kind, days])
    await client.query('ANALYZE four_ways_sure')
  }
}

/** Sums of a side inside the span. */
export async function sumsOfSide(client: pg.ClientBase, side: 'l' | 'r', span: readonly [from: string, to: string]): Promise<LineSums> {
  const { rows } = await client.query<LineSums>(
    `SELECT count(*)::integer AS lines, coalesce(sum(amount), 0)::bigint AS fen FROM four_ways_line WHERE side = $1 AND day BETWEEN $2 AND $3`,
    [side, ...span],
  )
  return rows[0] ?? { lines: 0, fen: 0n }
}

/** Lines that nothing sure was found for. */
export async function openLines(client: pg.ClientBase, side: 'l' | 'r'): Promise<PartyLine[]> {
  const { rows } = await client.query<{ id: string; fund: string; unit: string; key: string; day: string; amount: bigint }>(
    `SELECT f.id, f.fund, f.unit, f.key, f.day, f.amount FROM four_ways_line f LEFT JOIN four_ways_sure s ON s.${side} = f.id WHERE f.side = $1 AND s.l IS NULL ORDER BY f.day, f.id`,
    [side],
  )
  return rows.map(({ amount, ...line }) => ({ ...line, amountFen: amount }))
}

const INSIDE = `SELECT s.kind, s.l, s.r, a.day, a.amount FROM four_ways_sure s JOIN four_ways_line a ON a.side = 'l' AND a.id = s.l JOIN four_ways_line b ON b.side = 'r' AND b.id = s.r`

/** The left side's sums inside the span of what is surely matched. */
export async function sumsOfSure(client: pg.ClientBase, span: readonly [from: string, to: string]): Promise<LineSums> {
  const { rows } = await client.query<LineSums>(
    `SELECT count(*)::integer AS lines, coalesce(sum(amount), 0)::bigint AS fen FROM (${INSIDE} WHERE a.day BETWEEN $1 AND $2) i`,
    [...span],
  )
  return rows[0] ?? { lines: 0, fen: 0n }
}

/** Keeps the sure matches of which a line is inside the span, numbered on from `after`. */
export async function keepSure(
  client: pg.ClientBase,
  { run, pair, after }: { readonly run: bigint; readonly pair: string; readonly after: number },
  span: readonly [from: string, to: string],
): Promise<void> {
  await client.query(
    `INSERT INTO four_ways_match (run, pair, match, kind, left_lines, right_lines)
       SELECT $1, $2, $3 + row_number() OVER (ORDER BY l), kind, ARRAY[l], ARRAY[r] FROM (${INSIDE} WHERE a.day BETWEEN $4 AND $5 OR b.day BETWEEN $4 AND $5) i`,
    [run, pair, after, ...span],
  )
}
