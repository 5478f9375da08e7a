// Sums the memo ledger up to a closed day, so that today's position reads one row per unit and account and today's lines.
// Days are closed by a job after midnight; nothing is booked on a past day then but by bulk loads, which close days again.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import type { Pool } from '../database/connect.js'
import { inTransaction } from './transaction.js'

/** A statement of its own, and not part of the one that writes: only a question may be answered by several cores. */
const CHANGES = `
  SELECT unit, day, account, sum(fen)::bigint AS fen FROM (
    SELECT e.area AS unit, e.booked_on AS day, a.account, a.fen FROM memo_entry e, unnest(e.accounts, e.amounts) AS a(account, fen)
      WHERE e.book = $1 AND e.booked_on BETWEEN $2 AND $3
    UNION ALL
    SELECT v.unit, v.booked_on, a.account, a.fen FROM memo_movement v, unnest(v.accounts, v.amounts) AS a(account, fen)
      WHERE v.book = $1 AND v.booked_on BETWEEN $2 AND $3) line GROUP BY 1, 2, 3`

const CLOSE = `
  WITH change AS (SELECT * FROM unnest($4::text[], $5::date[], $6::text[], $7::bigint[]) AS c(unit, day, account, fen)),
  base AS (SELECT unit, account, balance_fen FROM memo_day WHERE book = $1 AND day = $2::date - 1 AND balance_fen <> 0),
  key AS (SELECT unit, account FROM change UNION SELECT unit, account FROM base),
  -- Every account has a line for every day, so that a day's balance is found by its day alone.
  move AS (SELECT unit, account, day, fen FROM change
    UNION ALL SELECT k.unit, k.account, d.day::date, 0 FROM key k CROSS JOIN generate_series($2::date, $3::date, interval '1 day') AS d(day)),
  daily AS (SELECT unit, account, day, sum(fen)::bigint AS fen FROM move GROUP BY 1, 2, 3)
  INSERT INTO memo_day (book, day, unit, account, change_fen, balance_fen)
  SELECT $1, d.day, d.unit, d.account, d.fen, coalesce(b.balance_fen, 0) + (sum(d.fen) OVER (PARTITION BY d.unit, d.account ORDER BY d.day))::bigint
    FROM daily d LEFT JOIN base b USING (unit, account)
  ON CONFLICT (book, day, unit, account) DO UPDATE SET change_fen = excluded.change_fen, balance_fen = excluded.balance_fen`

interface Change {
  readonly unit: string
  readonly day: Day
  readonly account: string
  readonly fen: bigint
}

/** Closes every open day of every book up to `through`, which must be over. Returns the books that moved. */
export async function closeDays(batch: Pool, through: Day, today: Day): Promise<string[]> {
  if (through >= today) throw new RangeError(`the day ${through} is not over on ${today}`)
  const { rows } = await batch.query<{ book: string }>(
    'SELECT book FROM book_state WHERE memo_closed_through IS NULL OR memo_closed_through < $1 ORDER BY book',
    [through],
  )
  const moved: string[] = []
  for (const { book } of rows) if (await closeBook(batch, book, through)) moved.push(book)
  return moved
}

async function closeBook(batch: Pool, book: string, through: Day): Promise<boolean> {
  return inTransaction(batch, async (client) => {
    const { rows } = await client.query<{ closed: Day | null }>('SELECT memo_closed_through AS closed FROM book_state WHERE book = $1 FOR UPDATE', [book])
    const closed = rows[0]?.closed ?? null
    const from = closed === null ? await firstDay(client, book) : daysAfter(closed, 1)
    if (from === null || from > through) return false
    const { rows: changes } = await client.query<Change>(CHANGES, [book, from, through])
    const columns = (['unit', 'day', 'account', 'fen'] as const).map((name) => changes.map((change) => change[name]))
    await client.query(CLOSE, [book, from, through, ...columns])
    await client.query('UPDATE book_state SET memo_closed_through = $2 WHERE book = $1', [book, through])
    return true
  })
}

async function firstDay(client: { query: Pool['query'] }, book: string): Promise<Day | null> {
  const { rows } = await client.query<{ day: Day | null }>(
    'SELECT least((SELECT min(booked_on) FROM memo_entry WHERE book = $1), (SELECT min(booked_on) FROM memo_movement WHERE book = $1)) AS day',
    [book],
  )
  return rows[0]?.day ?? null
}
