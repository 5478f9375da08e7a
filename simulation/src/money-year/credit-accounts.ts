// Credits the individual accounts of employees month by month: active ones their own 2 % of the base, retired ones a fixed sum.
// To be run before bills are settled, so that there is money to pay from; a window of months at a time.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Pool } from '@tongchou/server/database/connect.js'
import { accountBase, LATEST_ENROLMENT } from './wage-base.js'
import { readYearData } from './year-data.js'

export interface CreditWindow {
  readonly pool: string
  /** Months whose 20th day lies within [from, to] are credited. */
  readonly from: Day
  readonly to: Day
  readonly seed: number
}

/** Inserts the movements and adds them to the balances in one statement. Returns how many movements there are. */
export async function creditAccounts(batch: Pool, { pool, from, to, seed }: CreditWindow): Promise<number> {
  const data = await readYearData()
  const rate = data.ratio('employee_rate')
  const credit = `CASE WHEN e.retired THEN ${data.fen('retired_account_yuan')} ELSE round(${accountBase('e.person', seed, data)} * ${rate.num}::numeric / ${rate.den}) END::bigint`
  const { rows } = await batch.query<{ count: number }>(
    `WITH day AS (SELECT (month + interval '19 days')::date AS day FROM generate_series(date_trunc('month', $2::date), $3::date, interval '1 month') AS month),
       e AS (${LATEST_ENROLMENT}),
       movement AS (
         INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, booked_on, known_at)
         SELECT e.person, nextval('fact_seq'), e.area, 'credited', ${credit}, 0, d.day, d.day + time '09:30'
           FROM e JOIN day d ON d.day BETWEEN $2 AND $3 AND e.benefit_year = extract(year FROM d.day)
          WHERE e.scheme = 'employee' AND (e.retired OR NOT e.flexible) AND e.entitled_from <= d.day AND e.entitled_to >= d.day - 19
         RETURNING person, area, current_fen),
       balance AS (
         INSERT INTO individual_account AS a (person, area, version, current_fen, history_fen)
         SELECT person, max(area), 0, sum(current_fen), 0 FROM movement GROUP BY person
         ON CONFLICT (person) DO UPDATE SET current_fen = a.current_fen + excluded.current_fen, version = a.version + 1)
     SELECT count(*)::int AS count FROM movement`,
    [pool, from, to],
  )
  return rows[0]?.count ?? 0
}
