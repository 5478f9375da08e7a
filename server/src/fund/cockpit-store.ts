// What the cockpit asks beside the positions: settled amounts by month, bills of a day, subsidies owed, names, thresholds.
import { type Day, firstOfMonth, monthsAfter } from '@tongchou/domain/base/day.js'
import { fenOfYuan } from '@tongchou/domain/base/money.js'
import type { CoverThreshold, OwedSubsidy } from '@tongchou/domain/fund/warnings.js'
import { readTable } from './read-table.js'
import type { Queries } from './transaction.js'

export function trendFrom(day: Day): Day {
  return monthsAfter(firstOfMonth(day), -11)
}

const SETTLED_BY_MONTH = `
  WITH closed AS (SELECT book, greatest(least(coalesce(memo_closed_through, '-infinity'), $2::date), $1::date - 1) AS through FROM book_state),
  line AS (
    SELECT c.book, m.day, m.fen FROM closed c CROSS JOIN LATERAL (
      SELECT day, change_fen AS fen FROM memo_day
       WHERE book = c.book AND day BETWEEN $1::date AND c.through AND account IN ('benefits_settled', 'benefits_settled/account') OFFSET 0) m
    UNION ALL
    SELECT c.book, e.day, e.fen FROM closed c CROSS JOIN LATERAL (
      SELECT booked_on AS day, a.fen FROM memo_entry, unnest(accounts, amounts) AS a(account, fen)
       WHERE book = c.book AND booked_on > c.through AND booked_on <= $2::date
         AND a.account IN ('benefits_settled', 'benefits_settled/account') OFFSET 0) e
  )
  SELECT book, date_trunc('month', day)::date AS month, sum(fen)::bigint AS fen FROM line GROUP BY 1, 2`

export async function settledByMonth(client: Queries, from: Day, to: Day): Promise<{ book: string; month: Day; fen: bigint }[]> {
  return (await client.query<{ book: string; month: Day; fen: bigint }>(SETTLED_BY_MONTH, [from, to])).rows
}

export async function billsOn(client: Queries, day: Day): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM settlement WHERE area = ANY (current_areas()) AND booked_on = $1 AND cancels IS NULL',
    [day],
  )
  return rows[0]?.count ?? 0
}

/** The last day up to `day` with a bill, which a holiday's reader wants to go to; null where there was none. */
export async function lastDayWithBills(client: Queries, day: Day): Promise<Day | null> {
  const { rows } = await client.query<{ day: Day | null }>(
    `SELECT max(last.booked_on) AS day FROM unnest(current_areas()) AS own(area) CROSS JOIN LATERAL (
       SELECT booked_on FROM settlement WHERE area = own.area AND booked_on <= $1 ORDER BY booked_on DESC LIMIT 1) last`,
    [day],
  )
  return rows[0]?.day ?? null
}

export async function owedSubsidies(client: Queries, day: Day): Promise<OwedSubsidy[]> {
  const { rows } = await client.query<OwedSubsidy>(
    `SELECT line.unit, a.name AS "unitName", line.government, line.benefit_year AS "benefitYear", sum(line.fen)::bigint AS "owedFen"
       FROM (SELECT unit, government, benefit_year, amount_fen AS fen FROM subsidy_due WHERE booked_on <= $1
             UNION ALL SELECT unit, government, benefit_year, -amount_fen FROM subsidy_received WHERE due_recorded AND booked_on <= $1) line
       JOIN area a ON a.code = line.unit GROUP BY 1, 2, 3, 4 HAVING sum(line.fen) > 0 ORDER BY 1, 4, 3`,
    [day],
  )
  return rows
}

/** Names of the accounting units as the pool calls them. */
export async function unitNames(client: Queries): Promise<Map<string, string>> {
  const { rows } = await client.query<{ unit: string; name: string }>(
    'SELECT DISTINCT ON (unit) unit, name FROM pooling_unit WHERE in_force <= current_day() ORDER BY unit, in_force DESC',
  )
  return new Map(rows.map((row) => [row.unit, row.name]))
}

let thresholds: Promise<CoverThreshold[]> | undefined

/** The strictest first, as the catalogue lists them; months are read like yuan, in hundredths. */
export function coverThresholds(): Promise<CoverThreshold[]> {
  thresholds ??= readTable('warnings.tsv', ['level', 'below_months', 'text']).then((rows) =>
    rows.map(({ level, below_months, text }) => ({ level, text, below: fenOfYuan(below_months) ?? 0n })),
  )
  return thresholds
}
