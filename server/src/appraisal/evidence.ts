// The facts behind a computed value, one list for each indicator: what a county may look up before it objects. As known when the run
// was computed. What is too much to read line by line is told by month, and a month by its bills or vouchers.
import { cell, readTable } from '../catalogue/table.js'
import { MEMBERS, type Members, memberParams } from '../fund/pool-members.js'
import type { Queries } from '../fund/transaction.js'
import { BENEFITS, SCHEMES } from '../settlement/words.js'

export interface EvidenceRow {
  readonly day: string | null
  readonly what: string
  /** Under which it can be looked up: book and fact, bill, voucher. */
  readonly reference: string
  readonly amount_fen: bigint | null
  readonly count: number | null
  readonly person: bigint | null
  readonly settlement: bigint | null
  readonly book: string | null
  readonly voucher: string | null
}

export interface EvidencePage {
  readonly total: number
  readonly sum_fen: bigint | null
  readonly rows: readonly EvidenceRow[]
}

export interface EvidenceAsked {
  readonly unit: string
  readonly indicator: string
  readonly year: number
  readonly knownAt: string
  /** `2025-03`: its bills or vouchers one by one. */
  readonly month?: string | undefined
}

const GOVERNMENTS = { central: '中央财政', province: '省级财政', city: '市级财政', county: '县级财政' }
const PAYERS = { employer: '用人单位', flexible: '灵活就业人员', resident: '居民' }
const PAID_BY = { payer: '单位和个人缴纳', assistance: '医疗救助代缴', finance: '财政代缴' }
const CARES = { inpatient: '住院', outpatient: '门诊', outpatient_major: '门诊大病', pharmacy: '药店购药', birth: '生育', other: '其他' }
const PLACES = { local: '本地', in_province: '省内异地', out_of_province: '跨省异地' }
const FILINGS = Object.fromEntries(readTable('interface/filing-kinds.tsv').map((row) => [cell(row, 'kind'), cell(row, 'label')]))

/** The office's word for a code; a code without one as it is. */
function named(column: string, words: Readonly<Record<string, string>>): string {
  return `coalesce('${JSON.stringify(words)}'::jsonb ->> ${column}, ${column})`
}

const OF_UNIT = `own AS (SELECT b.book, b.fund AS scheme, m.area FROM member m JOIN book b ON b.pool = m.pool AND b.fund IN ('resident', 'employee') WHERE m.unit = $4)`
const PLANNED = `planned AS (SELECT o.* FROM own o WHERE EXISTS (SELECT 1 FROM budget g JOIN budget_step s USING (budget) JOIN budget_unit u USING (budget)
   WHERE g.book = o.book AND g.year = $5 AND s.kind = 'issued' AND u.unit = o.area))`
const NOWHERE = 'NULL::bigint AS person, NULL::bigint AS settlement, NULL::text AS book, NULL::text AS voucher'
const IN_YEAR = (day: string): string => `${day} BETWEEN make_date($5, 1, 1) AND make_date($5, 12, 31)`
/** The days of the month that was asked for. */
const IN_MONTH = (day: string): string => `${day} >= ($7::text || '-01')::date AND ${day} < ($7::text || '-01')::date + interval '1 month'`

function fact(table: string, what: string, amount: string, where: string): string {
  return `SELECT f.booked_on AS day, ${what} AS what, f.book || ' ' || f.fact AS reference, (${amount})::bigint AS amount_fen, NULL::integer AS count, ${NOWHERE}
            FROM own JOIN ${table} f ON f.book = own.book AND f.unit = own.area WHERE f.known_at <= $6 AND ${where}`
}

const SPENT = (
  day: string,
) => `planned JOIN cash_entry e ON e.book = planned.book AND e.unit = planned.area JOIN cash_voucher f ON f.book = e.book AND f.voucher = e.voucher
   LEFT JOIN account a ON a.account = e.account
   WHERE f.known_at <= $6 AND ${day} AND e.account LIKE '5%' AND e.account NOT IN ('5301', '5302') AND e.detail NOT LIKE 'account%' AND f.fact_kind <> 'year_closed'`
const EXPENDITURE = `SELECT date_trunc('month', e.booked_on)::date AS day, ${named('planned.scheme', SCHEMES)} || ' ' || e.account || ' ' || coalesce(a.name, '') AS what,
    e.book AS reference, sum(e.amount_fen)::bigint AS amount_fen, count(*)::integer AS count, ${NOWHERE} FROM ${SPENT(IN_YEAR('e.booked_on'))} GROUP BY 1, 2, 3`
const VOUCHERS = `SELECT e.booked_on AS day, ${named('planned.scheme', SCHEMES)} || ' ' || e.account || ' ' || coalesce(a.name, '') AS what, e.book || ' ' || e.voucher AS reference,
    e.amount_fen::bigint AS amount_fen, NULL::integer AS count, NULL::bigint AS person, NULL::bigint AS settlement, e.book, e.voucher::text AS voucher FROM ${SPENT(IN_MONTH('e.booked_on'))}`

/** What bills and corrections cost the funds of the unit, as the memo ledger has it. */
const COSTS = (day: (of: string) => string) => `cost AS (
   SELECT e.booked_on AS day, o.scheme, e.book, e.person, e.settlement, x.fen FROM planned o JOIN memo_entry e ON e.book = o.book AND e.area = o.area, unnest(e.accounts, e.amounts) AS x(account, fen)
    WHERE x.account = 'benefits_settled' AND ${day('e.booked_on')}
   UNION ALL SELECT v.booked_on, o.scheme, v.book, NULL, NULL, x.fen FROM planned o JOIN memo_movement v ON v.book = o.book AND v.unit = o.area, unnest(v.accounts, v.amounts) AS x(account, fen)
    WHERE x.account = 'benefits_settled' AND v.known_at <= $6 AND ${day('v.booked_on')})`
const SETTLED = `SELECT date_trunc('month', c.day)::date AS day, ${named('c.scheme', SCHEMES)} || '结算发生额' AS what, c.book AS reference, sum(c.fen)::bigint AS amount_fen, count(*)::integer AS count, ${NOWHERE}
    FROM cost c GROUP BY 1, 2, 3`
const BILLS_SETTLED = `SELECT c.day, ${named('c.scheme', SCHEMES)} || coalesce(' ' || ${named('s.benefit', BENEFITS)} || CASE WHEN s.cancels IS NULL THEN '' ELSE '（撤销）' END, ' 记账更正') AS what,
    coalesce('结算单 ' || c.settlement, c.book) AS reference, c.fen::bigint AS amount_fen, NULL::integer AS count, c.person, c.settlement, NULL::text AS book, NULL::text AS voucher
    FROM cost c LEFT JOIN settlement s ON s.person = c.person AND s.settlement = c.settlement`

const DIRECT = (
  day: string,
) => `member m JOIN settlement f ON f.area = m.area WHERE m.unit = $4 AND f.known_at <= $6 AND ${day} AND f.place <> 'local' AND f.cancels IS NULL
    AND NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = f.person AND c.cancels = f.settlement AND c.known_at <= $6)`
const BY_HAND = (
  day: string,
) => `SELECT f.booked_on AS day, '零星报销 ' || ${named('f.care', CARES)} AS what, f.book || ' ' || f.fact AS reference, f.amount_fen, 1 AS count, ${NOWHERE}
    FROM own JOIN person_paid f ON f.book = own.book AND f.unit = own.area WHERE f.known_at <= $6 AND ${day}`
const OUT_OF_AREA = `SELECT date_trunc('month', f.booked_on)::date AS day, '直接结算 ' || ${named('f.scheme', SCHEMES)} || ' ' || ${named('f.place', PLACES)} AS what, '' AS reference, sum(f.fund_fen)::bigint AS amount_fen,
    count(*)::integer AS count, ${NOWHERE} FROM ${DIRECT(IN_YEAR('f.booked_on'))} GROUP BY 1, 2 UNION ALL ${BY_HAND(IN_YEAR('f.booked_on'))}`
const OUT_OF_AREA_BILLS = `SELECT f.booked_on AS day, '直接结算 ' || ${named('f.scheme', SCHEMES)} || ' ' || ${named('f.place', PLACES)} || ' ' || ${named('f.benefit', BENEFITS)} AS what, '结算单 ' || f.settlement AS reference,
    f.fund_fen AS amount_fen, 1 AS count, f.person, f.settlement, NULL::text AS book, NULL::text AS voucher FROM ${DIRECT(IN_MONTH('f.booked_on'))} UNION ALL ${BY_HAND(IN_MONTH('f.booked_on'))}`

const ENROLLED = `SELECT NULL::date AS day, e.benefit_year || ' 年度' || ${named('e.scheme', SCHEMES)} || '参保人数' AS what, e.area AS reference, NULL::bigint AS amount_fen, count(DISTINCT e.person)::integer AS count, ${NOWHERE}
    FROM member m JOIN enrolment e ON e.area = m.area WHERE m.unit = $4 AND e.benefit_year IN ($5, $5 - 1) AND e.known_at <= $6 AND e.entitled_to >= e.entitled_from GROUP BY e.benefit_year, e.scheme, e.area`
const TWICE = `SELECT NULL::date, $5 || ' 年度同时参加两个险种的人数', '', NULL::bigint, count(*)::integer, ${NOWHERE} FROM (
    SELECT e.person FROM member m JOIN enrolment e ON e.area = m.area WHERE m.unit = $4 AND e.benefit_year = $5 AND e.known_at <= $6 AND e.entitled_to >= e.entitled_from GROUP BY 1 HAVING count(DISTINCT e.scheme) > 1) two HAVING count(*) > 0`

const SUBSIDY_CAME = fact('subsidy_received', `'已到位 ' || ${named('f.government', GOVERNMENTS)}`, '-f.amount_fen', 'f.benefit_year = $5 AND f.due_recorded')
const PENALTY = `EXISTS (SELECT 1 FROM appraisal_reward_decision d WHERE d.book = f.book AND d.fact = f.fact)`

/** `$4` unit · `$5` year · `$6` known until · `$7` month. */
const LISTS: Readonly<Record<string, string>> = {
  coverage: `${ENROLLED} UNION ALL ${TWICE}`,
  collection: `${fact('premium_assessed', `'应征 ' || ${named('f.payer', PAYERS)}`, 'f.pool_fen + f.account_fen', 'f.benefit_year = $5')}
     UNION ALL ${fact('premium_received', `'到账 ' || ${named('f.paid_by', PAID_BY)}`, '-(f.pool_fen + f.account_fen)', 'f.benefit_year = $5 AND f.assessed')}`,
  contribution_level: `${fact('premium_assessed', `f.benefit_year || ' 年度应征 ' || ${named('f.payer', PAYERS)}`, 'f.pool_fen + f.account_fen', 'f.benefit_year IN ($5, $5 - 1)')} UNION ALL ${ENROLLED}`,
  budget_deviation: EXPENDITURE,
  total_budget: SETTLED,
  subsidy: `${fact('subsidy_due', `'应到位 ' || ${named('f.government', GOVERNMENTS)}`, 'f.amount_fen', 'f.benefit_year = $5 AND f.heads > 0')} UNION ALL ${SUBSIDY_CAME}`,
  responsibility: `${fact('subsidy_due', `CASE WHEN ${PENALTY} THEN '考核惩戒应缴 ' WHEN f.heads > 0 THEN '财政补助应到位 ' ELSE '应承担缺口 ' END || ${named('f.government', GOVERNMENTS)}`, 'f.amount_fen', 'f.benefit_year = $5')}
     UNION ALL ${SUBSIDY_CAME}`,
  service: OUT_OF_AREA,
  supervision: `${fact('recovery_received', `'追回 ' || ${named('f.care', CARES)}`, 'f.amount_fen', IN_YEAR('f.booked_on'))}
     UNION ALL SELECT f.booked_on, '审核扣款', f.book || ' ' || f.fact, l.deduction_fen, NULL, ${NOWHERE} FROM own JOIN provider_paid_line l ON l.book = own.book AND l.unit = own.area
       JOIN provider_paid f ON f.book = l.book AND f.fact = l.fact WHERE f.known_at <= $6 AND ${IN_YEAR('f.booked_on')} AND l.deduction_fen <> 0
     UNION ALL SELECT v.booked_on, CASE WHEN x.fen > 0 THEN '应追回' ELSE '应追回款收回' END, v.book || ' ' || v.movement, x.fen, NULL, ${NOWHERE}
       FROM own JOIN memo_movement v ON v.book = own.book AND v.unit = own.area, unnest(v.accounts, v.amounts) AS x(account, fen) WHERE v.known_at <= $6 AND x.account LIKE 'receivable_recoveries%'`,
  filings_in_time: `SELECT f.known_at::date AS day, '备案申请 ' || ${named('f.kind', FILINGS)} || coalesce('，办理 ' || min(s.known_at)::date, '，未办') AS what, f.application::text AS reference, NULL::bigint AS amount_fen, 1 AS count, ${NOWHERE}
       FROM member m JOIN filing_application f ON f.area = m.area LEFT JOIN filing_step s USING (person, application) WHERE m.unit = $4 AND f.decided_by = 'office' AND f.known_at <= $6
        AND extract(year FROM f.known_at) = $5 GROUP BY f.person, f.application`,
  clearing_in_time: `SELECT f.known_at::date AS day, '清算申请 ' || to_char(f.month, 'YYYY-MM') || coalesce('，' || min(s.known_at)::date || ' 受理', '，未受理') AS what, f.institution AS reference, f.fund_fen AS amount_fen, 1 AS count, ${NOWHERE}
       FROM member m JOIN clearing_request f ON f.area = m.area LEFT JOIN clearing_step s ON s.institution = f.institution AND s.request = f.request AND s.kind IN ('accepted', 'returned', 'withdrawn')
      WHERE m.unit = $4 AND f.known_at <= $6 AND extract(year FROM f.known_at) = $5 GROUP BY f.institution, f.request`,
  differences_in_time: `SELECT min(r.known_at)::date AS day, min(f.sentence) || coalesce('（' || min(n.known_at)::date || ' 处理）', '（未处理）') AS what, f.institution || ' ' || f.matter AS reference, NULL::bigint AS amount_fen, 1 AS count, ${NOWHERE}
       FROM member m JOIN reconciliation_difference f ON f.area = m.area JOIN reconciliation r USING (institution, reconciliation)
       LEFT JOIN difference_note n ON n.institution = f.institution AND n.matter = f.matter AND n.kind = 'closed'
      WHERE m.unit = $4 AND r.known_at <= $6 GROUP BY f.institution, f.matter HAVING extract(year FROM min(r.known_at)) = $5`,
  findings_answered: `SELECT f.known_at::date AS day, f.rule_name || coalesce('，反馈 ' || min(a.known_at)::date, '，未反馈') AS what, f.institution AS reference, f.amount_fen, 1 AS count, ${NOWHERE}
       FROM member m JOIN review_finding f ON f.institution_area = m.area LEFT JOIN review_answer a USING (person, finding) WHERE m.unit = $4 AND f.known_at <= $6
        AND f.severity IN ('violation', 'excess', 'suspect') AND extract(year FROM f.known_at) = $5 GROUP BY f.person, f.finding`,
}

/** One by one, where the list itself goes by month. */
const OF_MONTH: Readonly<Record<string, string>> = { budget_deviation: VOUCHERS, total_budget: BILLS_SETTLED, service: OUT_OF_AREA_BILLS }

export function goesByMonth({ indicator, month }: Pick<EvidenceAsked, 'indicator' | 'month'>): boolean {
  return month === undefined && OF_MONTH[indicator] !== undefined
}

/** Undefined where no fact can tell the indicator. */
export async function evidenceOf(
  db: Queries,
  members: Members,
  of: EvidenceAsked,
  page: { readonly limit: number; readonly offset: number },
): Promise<EvidencePage | undefined> {
  const list = of.month === undefined ? LISTS[of.indicator] : OF_MONTH[of.indicator]
  if (list === undefined) return undefined
  const costs = of.indicator === 'total_budget' ? `, ${COSTS(of.month === undefined ? IN_YEAR : IN_MONTH)}` : ''
  const { rows } = await db.query<EvidenceRow & { total: number; sum_fen: bigint | null }>(
    `WITH ${MEMBERS}, ${OF_UNIT}, ${PLANNED}${costs}, line AS MATERIALIZED (${list})
     SELECT line.*, (SELECT count(*)::integer FROM line) AS total, (SELECT sum(amount_fen)::bigint FROM line) AS sum_fen
       FROM line, (SELECT $6::timestamptz, $7::text) AS asked WHERE $4::text IS NOT NULL AND $5::integer IS NOT NULL
      ORDER BY line.day NULLS FIRST, line.reference, line.what LIMIT $8 OFFSET $9`,
    [...memberParams(members), of.unit, of.year, of.knownAt, of.month ?? null, page.limit, page.offset],
  )
  const [first] = rows
  return { total: first?.total ?? 0, sum_fen: first?.sum_fen ?? null, rows: rows.map(({ total: _total, sum_fen: _sum, ...row }) => row) }
}
