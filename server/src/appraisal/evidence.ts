// The facts behind a computed value, one list for each indicator: what a county may look up before it objects. As known when the run
// was computed.
import { MEMBERS, type Members, memberParams } from '../fund/pool-members.js'
import type { Queries } from '../fund/transaction.js'

export interface EvidenceRow {
  readonly day: string | null
  readonly what: string
  /** Book and fact, or month, under which it can be looked up. */
  readonly reference: string
  readonly amount_fen: bigint | null
  readonly count: number | null
}

export const EVIDENCE_LIMIT = 500

const OF_UNIT = `own AS (SELECT b.book, m.area FROM member m JOIN book b ON b.pool = m.pool AND b.fund IN ('resident', 'employee') WHERE m.unit = $4)`
const FACT = `f.book || ' ' || f.fact AS reference`
const IN_YEAR = 'f.booked_on BETWEEN make_date($5, 1, 1) AND make_date($5, 12, 31)'

function fact(table: string, what: string, amount: string, where: string): string {
  return `SELECT f.booked_on AS day, ${what} AS what, ${FACT}, (${amount})::bigint AS amount_fen, NULL::integer AS count
            FROM own JOIN ${table} f ON f.book = own.book AND f.unit = own.area WHERE f.known_at <= $6 AND ${where}`
}

const EXPENDITURE = `
  SELECT date_trunc('month', e.booked_on)::date AS day, '支出 ' || e.account || ' ' || e.detail AS what, e.book AS reference, sum(e.amount_fen)::bigint AS amount_fen, count(*)::integer AS count
    FROM own JOIN cash_entry e ON e.book = own.book AND e.unit = own.area JOIN cash_voucher f ON f.book = e.book AND f.voucher = e.voucher
   WHERE f.known_at <= $6 AND e.booked_on BETWEEN make_date($5, 1, 1) AND make_date($5, 12, 31) AND e.account LIKE '5%' AND e.account NOT IN ('5301', '5302')
     AND e.detail NOT LIKE 'account%' AND f.fact_kind <> 'year_closed' GROUP BY 1, 2, 3`

const SETTLED = `
  SELECT date_trunc('month', f.booked_on)::date AS day, '结算 ' || f.scheme || ' ' || f.place AS what, f.benefit AS reference, sum(f.fund_fen)::bigint AS amount_fen, count(*)::integer AS count
    FROM member m JOIN settlement f ON f.area = m.area WHERE m.unit = $4 AND f.known_at <= $6 AND ${IN_YEAR}`

const LISTS: Readonly<Record<string, string>> = {
  coverage: `SELECT NULL::date AS day, e.benefit_year || ' 年度 ' || e.scheme AS what, e.area AS reference, NULL::bigint AS amount_fen, count(DISTINCT e.person)::integer AS count
               FROM member m JOIN enrolment e ON e.area = m.area WHERE m.unit = $4 AND e.benefit_year IN ($5, $5 - 1) AND e.known_at <= $6 AND e.entitled_to >= e.entitled_from GROUP BY 2, 3`,
  collection: `${fact('premium_assessed', `'应征 ' || f.payer`, 'f.pool_fen + f.account_fen', 'f.benefit_year = $5')}
     UNION ALL ${fact('premium_received', `'到账 ' || f.paid_by`, '-(f.pool_fen + f.account_fen)', 'f.benefit_year = $5 AND f.assessed')}`,
  contribution_level: fact('premium_received', `f.benefit_year || ' 年度到账 ' || f.paid_by`, 'f.pool_fen + f.account_fen', 'f.benefit_year IN ($5, $5 - 1)'),
  budget_deviation: EXPENDITURE,
  total_budget: `${SETTLED} GROUP BY 1, 2, 3`,
  subsidy: `${fact('subsidy_due', `'应到位 ' || f.government`, 'f.amount_fen', 'f.benefit_year = $5 AND f.heads > 0')}
     UNION ALL ${fact('subsidy_received', `'已到位 ' || f.government`, '-f.amount_fen', 'f.benefit_year = $5 AND f.due_recorded')}`,
  responsibility: `${fact('subsidy_due', `'应承担缺口 ' || f.government`, 'f.amount_fen', 'f.benefit_year = $5 AND f.heads = 0')}
     UNION ALL ${fact('subsidy_received', `'已到位 ' || f.government`, '-f.amount_fen', 'f.benefit_year = $5 AND f.due_recorded')}`,
  service: `${SETTLED} AND f.place <> 'local' GROUP BY 1, 2, 3
     UNION ALL SELECT f.booked_on, '零星报销 ' || f.care, f.book || ' ' || f.fact, f.amount_fen, 1 FROM own JOIN person_paid f ON f.book = own.book AND f.unit = own.area
      WHERE f.known_at <= $6 AND ${IN_YEAR}`,
  supervision: `${fact('recovery_received', `'追回 ' || f.care`, 'f.amount_fen', IN_YEAR)}
     UNION ALL SELECT f.booked_on, '审核扣款', f.book || ' ' || f.fact, l.deduction_fen, NULL FROM own JOIN provider_paid_line l ON l.book = own.book AND l.unit = own.area
       JOIN provider_paid f ON f.book = l.book AND f.fact = l.fact WHERE f.known_at <= $6 AND ${IN_YEAR} AND l.deduction_fen <> 0`,
  filings_in_time: `SELECT f.known_at::date AS day, '备案申请 ' || f.kind || coalesce('，办理 ' || min(s.known_at)::date, '，未办') AS what, f.application::text AS reference, NULL::bigint AS amount_fen, 1 AS count
       FROM member m JOIN filing_application f ON f.area = m.area LEFT JOIN filing_step s USING (person, application) WHERE m.unit = $4 AND f.decided_by = 'office' AND f.known_at <= $6
        AND extract(year FROM f.known_at) = $5 GROUP BY f.person, f.application`,
  clearing_in_time: `SELECT f.known_at::date AS day, '清算申请 ' || to_char(f.month, 'YYYY-MM') || coalesce('，' || min(s.known_at)::date || ' 受理', '，未受理') AS what, f.institution AS reference, f.fund_fen AS amount_fen, 1 AS count
       FROM member m JOIN clearing_request f ON f.area = m.area LEFT JOIN clearing_step s ON s.institution = f.institution AND s.request = f.request AND s.kind IN ('accepted', 'returned', 'withdrawn')
      WHERE m.unit = $4 AND f.known_at <= $6 AND extract(year FROM f.known_at) = $5 GROUP BY f.institution, f.request`,
  differences_in_time: `SELECT min(r.known_at)::date AS day, min(f.sentence) || coalesce('（' || min(n.known_at)::date || ' 处理）', '（未处理）') AS what, f.institution || ' ' || f.matter AS reference, NULL::bigint AS amount_fen, 1 AS count
       FROM member m JOIN reconciliation_difference f ON f.area = m.area JOIN reconciliation r USING (institution, reconciliation)
       LEFT JOIN difference_note n ON n.institution = f.institution AND n.matter = f.matter AND n.kind = 'closed'
      WHERE m.unit = $4 AND r.known_at <= $6 GROUP BY f.institution, f.matter HAVING extract(year FROM min(r.known_at)) = $5`,
  findings_answered: `SELECT f.known_at::date AS day, f.rule_name || coalesce('，反馈 ' || min(a.known_at)::date, '，未反馈') AS what, f.institution AS reference, f.amount_fen, 1 AS count
       FROM member m JOIN review_finding f ON f.institution_area = m.area LEFT JOIN review_answer a USING (person, finding) WHERE m.unit = $4 AND f.known_at <= $6
        AND f.severity IN ('violation', 'excess', 'suspect') AND extract(year FROM f.known_at) = $5 GROUP BY f.person, f.finding`,
}

/** Undefined where no fact can tell the indicator. */
export async function evidenceOf(
  db: Queries,
  members: Members,
  of: { readonly unit: string; readonly indicator: string; readonly year: number; readonly knownAt: string },
): Promise<EvidenceRow[] | undefined> {
  const list = LISTS[of.indicator]
  if (list === undefined) return undefined
  const own = list.includes('own') ? `, ${OF_UNIT}` : ''
  const { rows } = await db.query<EvidenceRow>(
    `WITH ${MEMBERS}${own} SELECT * FROM (${list}) AS line, (SELECT $6::timestamptz) AS asked WHERE $4::text IS NOT NULL AND $5::integer IS NOT NULL ORDER BY line.day NULLS FIRST, line.reference LIMIT ${EVIDENCE_LIMIT}`,
    [...memberParams(members), of.unit, of.year, of.knownAt],
  )
  return rows.map(({ day, what, reference, amount_fen, count }) => ({ day, what, reference, amount_fen, count }))
}
