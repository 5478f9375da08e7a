// Holds the parties of every pair against each other for a month, with whatever is still open from before; the bureau's own lines are
// its facts and books.
import { type Day, daysAfter, firstOfMonth, lastOfMonth } from '@tongchou/domain/base/day.js'
import { sumOf } from '@tongchou/domain/base/money.js'
import { differenceText, type LineDifference, type Matched, matchLines, type PartyLine } from '@tongchou/domain/fund/four-ways/match-lines.js'
import type pg from 'pg'
import { type CopyValue, copyRows } from '../../files/copy-rows.js'
import type { Progress } from '../../jobs/run-job.js'
import { inTransaction } from '../transaction.js'
import { keepSure, matchInDatabase, openLines, type SideQuery, sumsOfSide, sumsOfSure } from './match-in-sql.js'
import { PARTY_NAMES, type Pair, type Party, pairs } from './pairs.js'

interface Span {
  readonly pool: string
  readonly from: Day
  readonly to: Day
}

const OTHERS = `SELECT file || ':' || line AS id, fund, unit, key_no AS key, day, amount_fen AS amount FROM party_line
  WHERE pool = $1 AND day BETWEEN $2 AND $3 AND party = $4 AND stream = $5`

/** Money on an account of ours; what county finance holds is still in the special account, but left it for the statement of finance. */
const ON_ACCOUNT = (account: string): string => `SELECT e.book || ':' || e.voucher || ':' || e.line AS id, b.fund, e.unit,
    coalesce(t.transfer_order, r.ticket, '') AS key, v.day, e.amount_fen AS amount
  FROM cash_entry e JOIN cash_voucher v USING (book, voucher) JOIN book b USING (book)
  LEFT JOIN treasury_transferred t ON t.book = v.book AND t.fact = v.fact LEFT JOIN premium_received r ON r.book = v.book AND r.fact = v.fact
  WHERE b.pool = $1 AND v.day BETWEEN $2 AND $3 AND e.account = '${account}' AND e.detail <> 'county_finance' AND v.fact_kind <> 'opening_balance'`

const OURS: Readonly<Record<string, string>> = {
  levy: `SELECT r.book || ':' || r.fact AS id, b.fund, r.unit, r.ticket AS key, r.booked_on AS day, r.pool_fen + r.account_fen AS amount
    FROM premium_received r JOIN book b USING (book) WHERE b.pool = $1 AND r.booked_on BETWEEN $2 AND $3 AND r.paid_by = 'payer'`,
  special_account: ON_ACCOUNT('1003'),
  expenditure_account: ON_ACCOUNT('1004'),
}

function linesOf(party: Party, stream: string, { pool, from, to }: Span): SideQuery {
  if (party !== 'bureau') return { sql: OTHERS, params: [pool, from, to, party, stream] }
  const sql = OURS[stream]
  if (sql === undefined) throw new Error(`the bureau has no lines of ${stream}`)
  return { sql, params: [pool, from, to] }
}

/** The first day of what is still open of a pair, so that a late entry finds its other half. */
async function openSince(client: pg.ClientBase, pool: string, pair: string, month: Day): Promise<Day> {
  const { rows } = await client.query<{ day: Day | null }>(
    `SELECT min(d.day) AS day FROM four_ways_difference d LEFT JOIN matter_standing m ON m.desk = 'four_ways' AND m.subject = $1::text::bigint AND m.matter = d.pair || '|' || d.matter
      WHERE d.pair = $2 AND d.day < $3 AND coalesce(m.standing, 'open') <> 'closed'
        AND d.run = (SELECT max(r.run) FROM four_ways_run r WHERE r.pool = $1 AND r.month = (SELECT max(x.month) FROM four_ways_run x WHERE x.pool = $1 AND x.month <= $3))`,
    [pool, pair, month],
  )
  return rows[0]?.day ?? month
}

export async function runFourWays(
  batch: pg.Pool,
  { pool, month, officer }: { readonly pool: string; readonly month: Day; readonly officer: bigint },
  progress: Progress,
  job: bigint,
): Promise<Readonly<Record<string, unknown>>> {
  return inTransaction(batch, async (client) => {
    const open = new Map<string, Day>()
    for (const { pair } of pairs()) open.set(pair, await openSince(client, pool, pair, month))
    const { rows } = await client.query<{ run: bigint }>(
      `INSERT INTO four_ways_run (run, pool, month, job, officer) VALUES (nextval('takeover_seq'), $1, $2, $3, $4) RETURNING run`,
      [pool, month, job, officer],
    )
    const run = rows[0]?.run ?? 0n
    const counts: Record<string, number> = {}
    for (const pair of pairs()) {
      progress.phase(`${pair.name}对账`, pairs().length)
      progress.stopIfAsked()
      const from = open.get(pair.pair) ?? month
      const span = { pool, from: daysAfter(from, -pair.toleranceDays), to: daysAfter(lastOfMonth(month), pair.toleranceDays) }
      await matchInDatabase(client, { l: linesOf(pair.left, pair.stream, span), r: linesOf(pair.right, pair.stream, span) }, pair.toleranceDays)
      const [left, right] = [await openLines(client, 'l'), await openLines(client, 'r')]
      const matched = matchLines(left, right, { days: pair.toleranceDays })
      counts[pair.pair] = await savePair(client, run, pair, { left, right, matched, from, to: lastOfMonth(month) })
      progress.step()
    }
    return { run: String(run), month, differences: counts }
  })
}

interface PairResult {
  readonly left: readonly PartyLine[]
  readonly right: readonly PartyLine[]
  readonly matched: Matched
  readonly from: Day
  readonly to: Day
}

/** Lines beyond the span were asked for only to match those inside; what is left of them belongs to another month. */
async function savePair(client: pg.ClientBase, run: bigint, pair: Pair, { left, right, matched, from, to }: PairResult): Promise<number> {
  const inside = ({ day }: PartyLine): boolean => day >= from && day <= to
  const differences = matched.differences.filter((one) => [...one.left, ...one.right].some(inside))
  const byId = new Map([...left.filter(inside), ...right.filter(inside)].map((line) => [line.id, line]))
  const matches = matched.matches.filter((match) => [...match.left, ...match.right].some((id) => byId.has(id)))
  const matchedLeft = matches.flatMap((match) => match.left).flatMap((id) => byId.get(id) ?? [])
  const span = [from, to] as const
  const [ours, theirs, sure] = [await sumsOfSide(client, 'l', span), await sumsOfSide(client, 'r', span), await sumsOfSure(client, span)]
  await client.query(
    `INSERT INTO four_ways_pair (run, pair, left_lines, left_fen, right_lines, right_fen, matched_lines, matched_fen, differences) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      run,
      pair.pair,
      ours.lines,
      ours.fen,
      theirs.lines,
      theirs.fen,
      sure.lines + matchedLeft.length,
      sure.fen + sumOf(matchedLeft.map(({ amountFen }) => amountFen)),
      differences.length,
    ],
  )
  await copyRows(
    client,
    'four_ways_match',
    ['run', 'pair', 'match', 'kind', 'left_lines', 'right_lines'],
    matches.map((match, i) => [run, pair.pair, i + 1, match.kind, match.left, match.right]),
  )
  await keepSure(client, { run, pair: pair.pair, after: matches.length }, span)
  const columns = ['run', 'pair', 'matter', 'unit', 'fund', 'kind', 'key_no', 'day', 'left_fen', 'right_fen', 'sentence']
  await copyRows(client, 'four_ways_difference', columns, differenceRows(run, pair, differences))
  return differences.length
}

function differenceRows(run: bigint, pair: Pair, differences: readonly LineDifference[]): readonly (readonly CopyValue[])[] {
  const times = new Map<string, number>()
  return differences.map((one) => {
    const [first] = [...one.left, ...one.right]
    if (first === undefined) throw new Error('a difference of no lines was found')
    const count = (times.get(one.matter) ?? 0) + 1
    times.set(one.matter, count)
    const matter = count === 1 ? one.matter : `${one.matter}#${count}`
    const sums = [one.left, one.right].map((lines) => sumOf(lines.map(({ amountFen }) => amountFen)))
    const days = [...one.left, ...one.right].map(({ day }) => day).sort()
    const said = differenceText(one, [PARTY_NAMES[pair.left], PARTY_NAMES[pair.right]])
    return [run, pair.pair, matter, first.unit, first.fund, one.kind, first.key, days[0] ?? first.day, sums[0] ?? 0n, sums[1] ?? 0n, said]
  })
}

export function monthOf(text: string): Day {
  return firstOfMonth(`${text}-01`)
}
