// Values of the indicators that facts can tell, one statement for each family over all units of the pool. Nothing is typed in here: a
// unit of which the facts say nothing gets no row, and its value is missing rather than nought.
import { memoBalances } from '../fund/memo-balances.js'
import { MEMBERS, type Members, memberParams, NUMBERED } from '../fund/pool-members.js'
import type { Queries } from '../fund/transaction.js'
import { CONDUCT, conductLimits } from './conduct-values.js'

export interface ComputedValue {
  readonly unit: string
  readonly indicator: string
  readonly actual: bigint | null
  readonly target: bigint | null
  /** Decimal text. */
  readonly count: string | null
  /** What the figures mean where they say nothing by themselves. */
  readonly note?: string
}

const BOOKS = `fund_book AS (SELECT b.book, b.fund AS scheme, m.unit, m.area FROM member m JOIN book b ON b.pool = m.pool AND b.fund IN ('resident', 'employee'))`

/** Persons insured in the year by their newest enrolment, those of the year before, and persons insured twice, in thousands. */
const COVERAGE = `
  ${NUMBERED},
  newest AS (
    SELECT DISTINCT ON (e.person, e.benefit_year, e.scheme) e.person, e.benefit_year, e.scheme, n.place, e.entitled_to >= e.entitled_from AS entitled
      FROM enrolment e JOIN numbered n ON n.area = e.area WHERE e.benefit_year IN ($4, $4 - 1)
     ORDER BY e.person, e.benefit_year, e.scheme, e.enrolment DESC),
  -- There are two schemes, so that whoever is insured twice stands beside himself in the order that was sorted already.
  insured AS (SELECT benefit_year, place, coalesce(lag(place) OVER (PARTITION BY person, benefit_year ORDER BY scheme) = place, false) AS again FROM newest WHERE entitled),
  counted AS (SELECT place, count(*) FILTER (WHERE benefit_year = $4 AND NOT again) AS persons, count(*) FILTER (WHERE benefit_year = $4 - 1 AND NOT again) AS before,
                     count(*) FILTER (WHERE benefit_year = $4 AND again) AS twice FROM insured GROUP BY 1)
  SELECT (SELECT min(unit) FROM numbered n WHERE n.place = c.place) AS unit, 'coverage' AS indicator, persons::bigint AS actual, nullif(before, 0)::bigint AS target,
         (twice::numeric / 1000)::numeric(30, 4)::text AS count FROM counted c`

/** Premiums assessed and received of the benefit year. What a head owes is compared scheme by scheme by the heads of the year before, so
 * that a unit whose people move from one scheme to the other neither gains nor loses. */
const PREMIUMS = `
  ${NUMBERED},
  assessed AS (SELECT b.unit, b.scheme, p.benefit_year, sum(p.pool_fen + p.account_fen) AS fen FROM fund_book b JOIN premium_assessed p ON p.book = b.book AND p.unit = b.area
                WHERE p.benefit_year IN ($4, $4 - 1) GROUP BY 1, 2, 3),
  received AS (SELECT b.unit, sum(p.pool_fen + p.account_fen) AS fen FROM fund_book b JOIN premium_received p ON p.book = b.book AND p.unit = b.area
                WHERE p.benefit_year = $4 AND p.assessed GROUP BY 1),
  owed AS (SELECT unit, sum(fen) AS fen FROM assessed WHERE benefit_year = $4 GROUP BY 1),
  one AS (SELECT DISTINCT n.place, e.scheme, e.benefit_year, e.person FROM numbered n JOIN enrolment e ON e.area = n.area WHERE e.benefit_year IN ($4, $4 - 1) AND e.entitled_to >= e.entitled_from),
  heads AS (SELECT n.unit, c.scheme, c.benefit_year, c.heads FROM (SELECT place, scheme, benefit_year, count(*) AS heads FROM one GROUP BY 1, 2, 3) c JOIN (SELECT DISTINCT unit, place FROM numbered) n USING (place)),
  level AS (SELECT a.unit, sum(a.fen * l.heads / h.heads) AS fen, sum(b.fen) AS before FROM assessed a JOIN assessed b ON b.unit = a.unit AND b.scheme = a.scheme AND b.benefit_year = $4 - 1
              JOIN heads h ON h.unit = a.unit AND h.scheme = a.scheme AND h.benefit_year = $4 JOIN heads l ON l.unit = a.unit AND l.scheme = a.scheme AND l.benefit_year = $4 - 1
             WHERE a.benefit_year = $4 GROUP BY 1)
  SELECT o.unit, 'collection' AS indicator, coalesce(r.fen, 0)::bigint AS actual, o.fen::bigint AS target, NULL AS count FROM owed o LEFT JOIN received r USING (unit) WHERE o.fen > 0
  UNION ALL
  SELECT unit, 'contribution_level', round(fen)::bigint, before::bigint, NULL FROM level WHERE before > 0`

/** The newest issued plan of each book and unit. */
const PLANS = `
  SELECT b.unit, b.area, b.book, u.expenditure_fen AS fen FROM fund_book b
    JOIN LATERAL (SELECT max(g.budget) AS budget FROM budget g JOIN budget_step s USING (budget) WHERE g.book = b.book AND g.year = $4 AND s.kind = 'issued') i ON true
    JOIN budget_unit u ON u.budget = i.budget AND u.unit = b.area WHERE u.expenditure_fen > 0`

/** The issued plan against cash expenditure of the pooled part, in the books that have one; what bills cost the same books comes from the memo ledger. */
const BUDGET = `
  plan AS (${PLANS}),
  spent AS (SELECT p.book, p.area, sum(e.amount_fen) AS fen FROM plan p JOIN cash_entry e ON e.book = p.book AND e.unit = p.area JOIN cash_voucher v ON v.book = e.book AND v.voucher = e.voucher
             WHERE e.booked_on BETWEEN make_date($4, 1, 1) AND make_date($4, 12, 31) AND e.account LIKE '5%' AND e.account NOT IN ('5301', '5302') AND e.detail NOT LIKE 'account%'
               AND v.fact_kind <> 'year_closed' GROUP BY 1, 2)
  SELECT p.unit, 'budget_deviation' AS indicator, coalesce(sum(s.fen), 0)::bigint AS actual, sum(p.fen)::bigint AS target, NULL AS count
    FROM plan p LEFT JOIN spent s USING (book, area) GROUP BY 1 HAVING sum(p.fen) > 0`

/** Subsidies due for heads and arrived until $5; months late: full months from the end of the
 * year to the day on which all of it had come, or to $5: a month that still runs is not counted. What came
 * beyond it pays the unit's duties without heads: its share of a gap. */
const SUBSIDIES = `
  due AS (SELECT b.unit, coalesce(sum(d.amount_fen) FILTER (WHERE d.heads > 0), 0) AS fen, coalesce(sum(d.amount_fen) FILTER (WHERE d.heads = 0), 0) AS gap_fen
            FROM fund_book b JOIN subsidy_due d ON d.book = b.book AND d.unit = b.area WHERE d.benefit_year = $4 GROUP BY 1),
  paid AS (SELECT b.unit, r.in_force, r.amount_fen, sum(r.amount_fen) OVER (PARTITION BY b.unit ORDER BY r.in_force, r.book, r.fact) AS until_then
             FROM fund_book b JOIN subsidy_received r ON r.book = b.book AND r.unit = b.area WHERE r.benefit_year = $4 AND r.due_recorded AND r.booked_on <= $5::date),
  counted AS (SELECT m.unit, coalesce(d.fen, 0) AS due, coalesce(d.gap_fen, 0) AS gap, coalesce(c.came, 0) AS came, coalesce(c.full_on, $5::date) AS until
                FROM (SELECT DISTINCT unit FROM member) m LEFT JOIN due d USING (unit)
                LEFT JOIN LATERAL (SELECT sum(p.amount_fen) AS came, min(p.in_force) FILTER (WHERE p.until_then >= d.fen) AS full_on FROM paid p WHERE p.unit = m.unit) c ON true)
  SELECT unit, 'subsidy' AS indicator, least(came, due)::bigint AS actual, due::bigint AS target,
         greatest(0, extract(year FROM late) * 12 + extract(month FROM late))::integer::text AS count, NULL AS note FROM counted, age(until + 1, make_date($4 + 1, 1, 1)) AS late WHERE due > 0
  UNION ALL
  SELECT unit, 'responsibility', CASE WHEN gap = 0 THEN 1 ELSE greatest(0, least(came - due, gap)) END::bigint, CASE WHEN gap = 0 THEN 1 ELSE gap END::bigint, NULL,
         CASE WHEN gap = 0 THEN '账上没有应由该单位承担的缺口责任，按全部到位计' END FROM counted`

/** Out-of-area bills settled directly, beside claims paid by hand. */
const SERVICE = `
  direct AS (SELECT m.unit, count(*) AS bills FROM member m JOIN settlement s ON s.area = m.area
              WHERE s.booked_on BETWEEN make_date($4, 1, 1) AND make_date($4, 12, 31) AND s.place <> 'local' AND s.cancels IS NULL
                AND NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = s.person AND c.cancels = s.settlement) GROUP BY 1),
  manual AS (SELECT b.unit, count(*) AS claims FROM fund_book b JOIN person_paid p ON p.book = b.book AND p.unit = b.area
              WHERE p.booked_on BETWEEN make_date($4, 1, 1) AND make_date($4, 12, 31) GROUP BY 1)
  SELECT coalesce(d.unit, m.unit) AS unit, 'service' AS indicator, coalesce(d.bills, 0)::bigint AS actual, (coalesce(d.bills, 0) + coalesce(m.claims, 0))::bigint AS target, NULL AS count
    FROM direct d FULL JOIN manual m USING (unit)`

/** Money that came back or was deducted, of what had to: recoveries received, deductions, and what is still claimed. */
const SUPERVISION = `
  back AS (SELECT b.unit, sum(r.amount_fen) AS fen FROM fund_book b JOIN recovery_received r ON r.book = b.book AND r.unit = b.area
            WHERE r.booked_on BETWEEN make_date($4, 1, 1) AND make_date($4, 12, 31) GROUP BY 1),
  cut AS (SELECT b.unit, sum(l.deduction_fen) AS fen FROM fund_book b JOIN provider_paid p ON p.book = b.book JOIN provider_paid_line l ON l.book = p.book AND l.fact = p.fact AND l.unit = b.area
           WHERE p.booked_on BETWEEN make_date($4, 1, 1) AND make_date($4, 12, 31) GROUP BY 1),
  owed AS (SELECT b.unit, sum(a.fen) AS fen FROM fund_book b JOIN memo_movement v ON v.book = b.book AND v.unit = b.area, unnest(v.accounts, v.amounts) AS a(account, fen)
            WHERE a.account LIKE 'receivable_recoveries%' AND v.booked_on <= $5::date GROUP BY 1),
  summed AS (SELECT m.unit, coalesce(b.fen, 0) + coalesce(c.fen, 0) AS done, greatest(coalesce(o.fen, 0), 0) AS open
               FROM (SELECT DISTINCT unit FROM member) m LEFT JOIN back b USING (unit) LEFT JOIN cut c USING (unit) LEFT JOIN owed o USING (unit))
  SELECT unit, 'supervision' AS indicator, done::bigint AS actual, (done + open)::bigint AS target, NULL AS count FROM summed WHERE done + open > 0`

const FAMILIES: readonly { readonly sql: string; readonly books: boolean }[] = [
  { sql: COVERAGE, books: false },
  { sql: PREMIUMS, books: true },
  { sql: BUDGET, books: true },
  { sql: SUBSIDIES, books: true },
  { sql: SERVICE, books: true },
  { sql: SUPERVISION, books: true },
  { sql: CONDUCT, books: false },
]

/** `today`: until when what came late is known. */
export async function computedValues(db: Queries, members: Members, year: number, today: string): Promise<ComputedValue[]> {
  const values: ComputedValue[] = []
  for (const { sql, books } of FAMILIES) {
    const params = [...memberParams(members), year, ...(sql.includes('$5') ? [today] : []), ...(sql.includes('$6') ? [conductLimits()] : [])]
    values.push(...(await db.query<ComputedValue>(`WITH ${MEMBERS}${books ? `, ${BOOKS}` : ''}, ${sql}`, params)).rows)
  }
  return [...values, ...(await settledAgainstPlan(db, members, year))]
}

/** What the bills of the year cost the funds, as the memo ledger has it: no insurer's, union's or hospital's part, and no individual account. */
async function settledAgainstPlan(db: Queries, members: Members, year: number): Promise<ComputedValue[]> {
  const { rows } = await db.query<{ unit: string; area: string; book: string; fen: bigint }>(`WITH ${MEMBERS}, ${BOOKS} ${PLANS}`, [
    ...memberParams(members),
    year,
  ])
  const books = [...new Set(rows.map(({ book }) => book))]
  const [before, after] = [await memoBalances(db, `${year - 1}-12-31`, books), await memoBalances(db, `${year}-12-31`, books)]
  const sums = new Map<string, { actual: bigint; target: bigint }>()
  for (const { unit, area, book, fen } of rows) {
    const settled = (of: typeof before): bigint => of.get(book)?.get(area)?.get('benefits_settled') ?? 0n
    const { actual, target } = sums.get(unit) ?? { actual: 0n, target: 0n }
    sums.set(unit, { actual: actual + settled(after) - settled(before), target: target + fen })
  }
  return [...sums].map(([unit, sum]) => ({ unit, indicator: 'total_budget', ...sum, count: null }))
}
