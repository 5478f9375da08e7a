// How offices did their daily work, from its own facts: filings decided in time, clearing requests accepted in time, differences of
// reconciliation settled in time, findings of review that were answered. Whatever is still within its time is not counted (J1).
import { cell, readTable } from '../catalogue/table.js'

/** $4 year, $5 until when what came late is known, $6 limits. A step in time or overdue counts; what still has time does not. */
const WORKING_DAY = (
  from: string,
  limit: string,
): string => `(SELECT d::date FROM generate_series(${from}::date + 1, ${from}::date + 120, interval '1 day') d LEFT JOIN holiday h ON h.day = d::date
     WHERE coalesce(h.kind = 'W', extract(isodow FROM d) < 6) ORDER BY d OFFSET (${limit})::integer - 1 LIMIT 1)`
const OF_YEAR = (day: string): string => `${day} >= make_date($4, 1, 1) AND ${day} < make_date($4 + 1, 1, 1)`
const COUNTED = (indicator: string, rows: string): string => `
  SELECT unit, '${indicator}' AS indicator, (count(*) FILTER (WHERE done_on <= due_on))::bigint AS actual, count(*)::bigint AS target, NULL AS count
    FROM (${rows}) one WHERE done_on IS NOT NULL OR due_on < $5::date GROUP BY 1`

const FILINGS = `SELECT m.unit, min(s.known_at)::date AS done_on, ${WORKING_DAY('min(a.known_at)', `$6::jsonb ->> min(a.kind)`)} AS due_on
    FROM member m JOIN filing_application a ON a.area = m.area LEFT JOIN filing_step s USING (person, application)
   WHERE a.decided_by = 'office' AND $6::jsonb ? a.kind AND ${OF_YEAR('a.known_at')} GROUP BY m.unit, a.person, a.application`

const CLEARINGS = `SELECT m.unit, min(s.known_at)::date AS done_on, ${WORKING_DAY('min(c.known_at)', `$6::jsonb ->> 'clearing'`)} AS due_on
    FROM member m JOIN clearing_request c ON c.area = m.area LEFT JOIN clearing_step s ON s.institution = c.institution AND s.request = c.request AND s.kind IN ('accepted', 'returned', 'withdrawn')
   WHERE ${OF_YEAR('c.known_at')} GROUP BY m.unit, c.institution, c.request`

const DIFFERENCES = `SELECT m.unit, min(n.known_at)::date AS done_on, min(r.known_at)::date + ($6::jsonb ->> 'difference')::integer AS due_on
    FROM member m JOIN reconciliation_difference d ON d.area = m.area JOIN reconciliation r USING (institution, reconciliation)
    LEFT JOIN difference_note n ON n.institution = d.institution AND n.matter = d.matter AND n.kind = 'closed'
   GROUP BY m.unit, d.institution, d.matter HAVING ${OF_YEAR('min(r.known_at)')}`

const FINDINGS = `SELECT m.unit, min(a.known_at)::date AS done_on, min(f.known_at)::date + ($6::jsonb ->> 'finding')::integer AS due_on
    FROM member m JOIN review_finding f ON f.institution_area = m.area LEFT JOIN review_answer a USING (person, finding)
   WHERE f.severity IN ('violation', 'excess', 'suspect') AND ${OF_YEAR('f.known_at')} GROUP BY m.unit, f.person, f.finding`

const IN_TIME = [
  COUNTED('filings_in_time', FILINGS),
  COUNTED('clearing_in_time', CLEARINGS),
  COUNTED('differences_in_time', DIFFERENCES),
  COUNTED('findings_answered', FINDINGS),
]

export const CONDUCT = `in_time AS (${IN_TIME.join('\n  UNION ALL ')}) SELECT * FROM in_time`

/** Days by kind of work: working days for filings and clearing, days for the rest. */
export function conductLimits(): string {
  const filings = readTable('interface/filing-limits.tsv').map((row) => [cell(row, 'kind'), Number(cell(row, 'working_days'))] as const)
  const others = readTable('appraisal/limits.tsv').map((row) => [cell(row, 'kind'), Number(cell(row, 'days'))] as const)
  return JSON.stringify(Object.fromEntries([...filings, ...others]))
}
