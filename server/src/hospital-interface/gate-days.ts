// The days of the tables that are kept by day (gateway_mark, message_log): made before something of the day is written, dropped as a
// whole when nobody needs them any more.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import type pg from 'pg'

const made = new WeakMap<pg.Pool, Set<Day>>()

export async function ensureGateDays(database: pg.Pool, days: readonly Day[]): Promise<void> {
  const known = made.get(database) ?? new Set<Day>()
  made.set(database, known)
  for (const day of new Set(days)) {
    if (known.has(day)) continue
    await database.query('SELECT make_gate_day($1)', [day])
    known.add(day)
  }
}

/** After a failed write: a day may have been dropped meanwhile. */
export function forgetGateDays(database: pg.Pool): void {
  made.delete(database)
}

/** Marks of days before yesterday are refused by the clock; the log is kept as long as the settings say. Returns how many were dropped. */
export async function dropGateDays(batch: pg.Pool, today: Day, logDays: number): Promise<number> {
  await ensureGateDays(batch, [today, daysAfter(today, 1)])
  const { rows } = await batch.query<{ dropped: number }>('SELECT drop_gate_days($1, $2) AS dropped', [daysAfter(today, -1), daysAfter(today, -logDays)])
  return rows[0]?.dropped ?? 0
}
