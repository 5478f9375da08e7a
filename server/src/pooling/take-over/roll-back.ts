// Takes a switch back by counter-facts: enrolments end before they begin, filings are withdrawn, accounts and the year's sums go back,
// stays are cancelled. Register, designations and identities stay: they are true whoever keeps them.
import type { Day } from '@tongchou/domain/base/day.js'
import type pg from 'pg'
import type { Progress } from '../../jobs/run-job.js'
import type { TakeOverRow } from './take-over-store.js'

const OF = (kind: string): string => `takeover_taken t WHERE t.takeover = $1 AND t.step = $2 AND t.kind = '${kind}'`

const STEPS: readonly { readonly phase: string; readonly kind: string; readonly sql: string }[] = [
  {
    phase: '终止参保登记',
    kind: 'enrolments',
    sql: `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, civil_servant, flexible, entitled_from, entitled_to, reason,
            continuous_years, years_enrolled, zero_claim_years, in_force, booked_on)
          SELECT e.person, nextval('fact_seq'), e.scheme, e.area, e.benefit_year, e.person_type, e.retired, e.civil_servant, e.flexible, e.entitled_from, e.entitled_from - 1,
                 '接管切换回退', e.continuous_years, e.years_enrolled, e.zero_claim_years, e.in_force, $3
            FROM (SELECT t.person, t.fact FROM ${OF('enrolment')}) t JOIN enrolment e ON e.person = t.person AND e.enrolment = t.fact`,
  },
  {
    phase: '撤回名单和备案',
    kind: 'filings',
    sql: `INSERT INTO filing (person, filing, area, kind, disease, place_area, provider, in_force, until, withdraws, booked_on)
          SELECT f.person, nextval('fact_seq'), f.area, f.kind, f.disease, f.place_area, f.provider, f.in_force, f.until, f.filing, $3
            FROM (SELECT t.person, t.fact FROM ${OF('filing')}) t JOIN filing f ON f.person = t.person AND f.filing = t.fact`,
  },
  {
    phase: '冲回个人账户',
    kind: 'accounts',
    sql: `WITH back AS (INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, booked_on)
            SELECT m.person, nextval('fact_seq'), m.area, 'corrected', -m.current_fen, -m.history_fen, $3
              FROM (SELECT t.person, t.fact FROM ${OF('account')}) t JOIN account_movement m ON m.person = t.person AND m.movement = t.fact
            RETURNING person, current_fen, history_fen)
          UPDATE individual_account a SET version = a.version + 1, current_fen = a.current_fen + b.current_fen, history_fen = a.history_fen + b.history_fen FROM back b WHERE a.person = b.person`,
  },
  {
    phase: '冲回年度累计',
    kind: 'accumulators',
    sql: `WITH back AS (INSERT INTO accumulator_opening (person, opening, area, scheme, benefit_year, counter_keys, counter_amounts, in_force, booked_on)
            SELECT o.person, nextval('fact_seq'), o.area, o.scheme, o.benefit_year, o.counter_keys, array(SELECT -a FROM unnest(o.counter_amounts) WITH ORDINALITY AS x(a, n) ORDER BY n), o.in_force, $3
              FROM (SELECT t.person, t.fact FROM ${OF('accumulator')}) t JOIN accumulator_opening o ON o.person = t.person AND o.opening = t.fact
            RETURNING person, scheme, benefit_year, counter_keys, counter_amounts)
          SELECT add_to_accumulator(person, scheme, benefit_year, counter_keys, counter_amounts) FROM back`,
  },
  {
    phase: '撤销在院登记',
    kind: 'stays',
    sql: `WITH back AS (INSERT INTO visit_event (person, visit, event, kind, day, attributes)
            SELECT v.person, v.visit, nextval('fact_seq'), 'visit_cancelled', $3, '{"reason": "接管切换回退"}'
              FROM (SELECT t.person, t.fact FROM ${OF('stay')}) t JOIN visit_state v ON v.person = t.person AND v.visit = t.fact WHERE v.status <> 'cancelled' RETURNING person, visit)
          UPDATE visit_state v SET status = 'cancelled', version = v.version + 1, open_fen = 0 FROM back b WHERE v.person = b.person AND v.visit = b.visit`,
  },
]

/** Answers how much of each kind went back. The step's own row, written last by the caller, refuses it after a live settlement. */
export async function takeBack(
  client: pg.ClientBase,
  { takeover, scheme }: TakeOverRow,
  step: number,
  today: Day,
  progress: Progress,
): Promise<Readonly<Record<string, number>>> {
  const went: Record<string, number> = {}
  for (const { phase, kind, sql } of STEPS) {
    progress.phase(phase, STEPS.length)
    const { rowCount } = await client.query(sql, [takeover, step, today])
    went[kind] = rowCount ?? 0
    progress.step()
  }
  await client.query(
    `UPDATE accumulator a SET version = a.version + 1 FROM enrolment e JOIN takeover_taken t ON t.person = e.person AND t.fact = e.enrolment
      WHERE t.takeover = $1 AND t.step = $2 AND t.kind = 'enrolment' AND a.person = e.person AND a.scheme = $3 AND a.benefit_year = e.benefit_year`,
    [takeover, step, scheme],
  )
  return went
}
