// The measures of a month, by scheme and unit: one statement for each family of facts, twelve months back from the last day
// that is counted: the month's end, or the day before while the month runs.
import type { Day } from '@tongchou/domain/base/day.js'
import { sumOf } from '@tongchou/domain/base/money.js'
import { memoBalances } from '../fund/memo-balances.js'
import { MEMBERS, type Members, memberParams, NUMBERED } from '../fund/pool-members.js'
import type { Queries } from '../fund/transaction.js'

/** Measures by `scheme unit`. */
export type MeasureMap = ReadonlyMap<string, Readonly<Record<string, bigint>>>

/** $4 first day of the twelve months, $5 last day that is counted. */
const OWN = `own AS (SELECT m.unit, m.area, b.book, b.fund AS scheme FROM member m JOIN book b ON b.pool = m.pool AND b.fund IN ('resident', 'employee'))`
const LEVELS = `('4401', '4402', '5301', '5302')`

const CASH = `
  line AS (SELECT o.scheme, o.unit, e.account, e.detail, e.booked_on, e.amount_fen, v.fact_kind FROM own o JOIN cash_entry e ON e.book = o.book AND e.unit = o.area
             JOIN cash_voucher v ON v.book = e.book AND v.voucher = e.voucher WHERE e.booked_on <= $5::date AND e.detail NOT LIKE 'account%' AND (e.account >= '3' OR e.account LIKE '100%' OR e.account = '1101')),
  flow AS (SELECT *, account LIKE '4%' AND account NOT IN ${LEVELS} AS is_income, account LIKE '5%' AND account NOT IN ${LEVELS} AS is_spending,
                  fact_kind NOT IN ('opening_balance', 'year_closed') AS real FROM line),
  sums AS (
    SELECT scheme, unit, -sum(amount_fen) FILTER (WHERE account >= '3') AS closing, sum(amount_fen) FILTER (WHERE account = '1101') AS prepayments,
      -sum(amount_fen) FILTER (WHERE account = '3001' AND detail = 'frozen') AS frozen, sum(amount_fen) FILTER (WHERE account LIKE '100%') AS cash,
      -sum(amount_fen) FILTER (WHERE is_income AND real AND booked_on >= $4::date) AS income12,
      sum(amount_fen) FILTER (WHERE is_spending AND real AND booked_on >= $4::date) AS expenditure12,
      -sum(amount_fen) FILTER (WHERE is_income AND real AND booked_on < $4::date AND booked_on >= $4::date - interval '1 year') AS income12_before,
      sum(amount_fen) FILTER (WHERE is_spending AND real AND booked_on < $4::date AND booked_on >= $4::date - interval '1 year') AS expenditure12_before,
      -sum(amount_fen) FILTER (WHERE is_income AND real AND booked_on >= date_trunc('year', $5::date)) AS income_ytd,
      sum(amount_fen) FILTER (WHERE is_spending AND real AND booked_on >= date_trunc('year', $5::date)) AS expenditure_ytd,
      sum(amount_fen) FILTER (WHERE is_spending AND real AND booked_on < date_trunc('year', $5::date) AND booked_on >= date_trunc('year', $5::date) - interval '1 year') AS expenditure_last_year
      FROM flow GROUP BY 1, 2)
  SELECT scheme, unit, jsonb_build_object('closing', closing, 'prepayments', coalesce(prepayments, 0), 'frozen', coalesce(frozen, 0),
    'cash', coalesce(cash, 0), 'income12', coalesce(income12, 0), 'expenditure12', coalesce(expenditure12, 0),
    'income12_before', income12_before, 'expenditure12_before', expenditure12_before, 'income_ytd', coalesce(income_ytd, 0), 'expenditure_ytd', coalesce(expenditure_ytd, 0),
    'expenditure_last_year', expenditure_last_year) AS measures FROM sums`

const PLAN = `
  past AS (SELECT (extract(month FROM $5::date) - 1 + extract(day FROM $5::date) / extract(day FROM date_trunc('month', $5::date) + interval '1 month - 1 day')) / 12 AS share),
  plan AS (SELECT o.scheme, o.unit, p.year, sum(u.expenditure_fen) AS expenditure, sum(u.income_fen) AS income FROM own o CROSS JOIN (SELECT DISTINCT year FROM budget) p
             JOIN budget_unit u ON u.budget = (SELECT max(g.budget) FROM budget g JOIN budget_step s USING (budget) WHERE g.book = o.book AND g.year = p.year AND s.kind = 'issued') AND u.unit = o.area
            WHERE p.year IN (extract(year FROM $5::date)::integer, extract(year FROM $5::date)::integer + 1) AND $4::date IS NOT NULL GROUP BY 1, 2, 3)
  SELECT scheme, unit, CASE WHEN year = extract(year FROM $5::date)::integer
    THEN jsonb_build_object('plan_ytd', round(expenditure * past.share), 'plan_income_ytd', round(income * past.share))
    ELSE jsonb_build_object('plan_next_year', expenditure) END AS measures FROM plan, past`

const DUES = `
  asked AS (SELECT extract(year FROM $5::date)::integer AS year, $4::date AS from_day),
  assessed AS (SELECT o.scheme, o.unit, sum(p.pool_fen + p.account_fen) AS fen FROM asked, own o JOIN premium_assessed p ON p.book = o.book AND p.unit = o.area WHERE p.benefit_year = asked.year AND p.booked_on <= $5::date GROUP BY 1, 2),
  received AS (SELECT o.scheme, o.unit, sum(p.pool_fen + p.account_fen) AS fen FROM asked, own o JOIN premium_received p ON p.book = o.book AND p.unit = o.area WHERE p.benefit_year = asked.year AND p.assessed AND p.booked_on <= $5::date GROUP BY 1, 2),
  due AS (SELECT o.scheme, o.unit, sum(d.amount_fen) AS fen FROM asked, own o JOIN subsidy_due d ON d.book = o.book AND d.unit = o.area WHERE d.benefit_year = asked.year AND d.booked_on <= $5::date GROUP BY 1, 2),
  came AS (SELECT o.scheme, o.unit, sum(d.amount_fen) AS fen FROM asked, own o JOIN subsidy_received d ON d.book = o.book AND d.unit = o.area WHERE d.benefit_year = asked.year AND d.due_recorded AND d.booked_on <= $5::date GROUP BY 1, 2)
  SELECT u.scheme, u.unit, jsonb_strip_nulls(jsonb_build_object('premium_assessed', a.fen, 'premium_received', CASE WHEN a.fen IS NULL THEN NULL ELSE coalesce(r.fen, 0) END,
    'subsidy_due', d.fen, 'subsidy_received', CASE WHEN d.fen IS NULL THEN NULL ELSE coalesce(c.fen, 0) END)) AS measures
    FROM (SELECT DISTINCT scheme, unit FROM own) u LEFT JOIN assessed a USING (scheme, unit) LEFT JOIN received r USING (scheme, unit) LEFT JOIN due d USING (scheme, unit) LEFT JOIN came c USING (scheme, unit)`

const HEADS = `
  ${NUMBERED},
  newest AS (SELECT DISTINCT ON (e.person, e.scheme) n.place, e.scheme, e.retired, e.entitled_to >= e.entitled_from AS entitled FROM numbered n JOIN enrolment e ON e.area = n.area
              WHERE e.benefit_year = extract(year FROM $5::date)::integer AND $4::date IS NOT NULL AND e.booked_on <= $5::date ORDER BY e.person, e.scheme, e.enrolment DESC),
  counted AS (SELECT scheme, place, count(*) AS heads, count(*) FILTER (WHERE retired) AS retired FROM newest WHERE entitled GROUP BY 1, 2)
  SELECT scheme, (SELECT min(unit) FROM numbered n WHERE n.place = c.place) AS unit, jsonb_build_object('insured', heads, 'active', heads - retired, 'retired', retired) AS measures FROM counted c`

/** Bills of the twelve months; a cancellation carries the amounts of its bill with the other sign. Nothing is read twice, so that all cores may read. */
const BILLS = `
  bill AS (SELECT s.scheme, m.unit, s.fund_fen, s.total_fen, s.in_scope_fen, CASE WHEN s.cancels IS NULL THEN 1 ELSE -1 END AS one, s.place <> 'local' AS off_site,
                  v.kind = 'inpatient' AS stay, left(s.level, 1) AS level FROM member m JOIN settlement s ON s.area = m.area JOIN visit v USING (person, visit)
            WHERE s.booked_on BETWEEN $4::date AND $5::date)
  SELECT scheme, unit, jsonb_build_object('fund12', sum(fund_fen), 'off_site_fund', coalesce(sum(fund_fen) FILTER (WHERE off_site), 0),
    'admissions', coalesce(sum(one) FILTER (WHERE stay), 0), 'inpatient_cost', coalesce(sum(total_fen) FILTER (WHERE stay), 0), 'inpatient_fund', coalesce(sum(fund_fen) FILTER (WHERE stay), 0),
    'inpatient_in_scope', coalesce(sum(in_scope_fen) FILTER (WHERE stay), 0),
    'tertiary_fund', coalesce(sum(fund_fen) FILTER (WHERE stay AND level = '3'), 0), 'tertiary_cost', coalesce(sum(total_fen) FILTER (WHERE stay AND level = '3'), 0),
    'tertiary_admissions', coalesce(sum(one) FILTER (WHERE stay AND level = '3'), 0), 'secondary_cost', coalesce(sum(total_fen) FILTER (WHERE stay AND level = '2'), 0),
    'secondary_admissions', coalesce(sum(one) FILTER (WHERE stay AND level = '2'), 0), 'primary_cost', coalesce(sum(total_fen) FILTER (WHERE stay AND level NOT IN ('2', '3')), 0),
    'primary_admissions', coalesce(sum(one) FILTER (WHERE stay AND level NOT IN ('2', '3')), 0)) AS measures
    FROM bill GROUP BY 1, 2`

/** What the dearest hundredth of the persons with bills cost the fund. */
const DEAREST = `
  ${NUMBERED},
  person AS (SELECT s.scheme = 'employee' AS employee, n.place, s.person, sum(s.fund_fen)::bigint AS fen FROM numbered n JOIN settlement s ON s.area = n.area
              WHERE s.booked_on BETWEEN $4::date AND $5::date GROUP BY 1, 2, 3),
  sorted AS (SELECT employee, place, fen, row_number() OVER (PARTITION BY employee, place ORDER BY fen DESC) AS nth, count(*) OVER (PARTITION BY employee, place) AS persons FROM person),
  top AS (SELECT employee, place, sum(fen) AS fen FROM sorted WHERE nth <= greatest(1, (persons + 99) / 100) GROUP BY 1, 2)
  SELECT CASE WHEN employee THEN 'employee' ELSE 'resident' END AS scheme, (SELECT min(unit) FROM numbered n WHERE n.place = t.place) AS unit, jsonb_build_object('top_fund', fen) AS measures FROM top t`

/** Lines uploaded in the month, by kind of charge (national list med_chrgitm_type: 08 consumables, 09 western drugs, 10 herbs, 11 patent drugs). */
const LINES = `
  line AS (SELECT v.scheme, m.unit, l.charge_type, l.amount_fen FROM member m JOIN visit v ON v.area = m.area JOIN fee_batch f ON f.person = v.person AND f.visit = v.visit,
             unnest(f.charge_type, f.amount_fen) AS l(charge_type, amount_fen) WHERE f.month = date_trunc('month', $5::date)::date AND v.opened_on >= $4::date)
  SELECT scheme, unit, jsonb_build_object('line_total', sum(amount_fen), 'line_drugs', coalesce(sum(amount_fen) FILTER (WHERE charge_type IN ('09', '10', '11')), 0),
    'line_consumables', coalesce(sum(amount_fen) FILTER (WHERE charge_type = '08'), 0)) AS measures FROM line GROUP BY 1, 2`

const FAMILIES: readonly (readonly [sql: string, books: boolean])[] = [
  [CASH, true],
  [PLAN, true],
  [DUES, true],
  [HEADS, false],
  [BILLS, false],
  [DEAREST, false],
  [LINES, false],
]

/** Units of the pool, and the pool itself as their sum. */
export async function measuresOf(db: Queries, members: Members, pool: string, { from, to }: { readonly from: Day; readonly to: Day }): Promise<MeasureMap> {
  const found = new Map<string, Record<string, bigint>>()
  for (const [sql, books] of FAMILIES) {
    const { rows } = await db.query<{ scheme: string; unit: string; measures: Record<string, number | string | null> }>(
      `WITH ${MEMBERS}${books ? `, ${OWN}` : ''}, ${sql}`,
      [...memberParams(members), from, to],
    )
    for (const { scheme, unit, measures } of rows) {
      for (const [name, value] of Object.entries(measures)) {
        if (value === null) continue
        add(found, `${scheme} ${unit}`, name, BigInt(value))
        add(found, `${scheme} ${pool}`, name, BigInt(value))
      }
    }
  }
  await addMemo(db, found, members, { pool, to })
  for (const scheme of ['resident', 'employee']) spread(found, scheme, members, pool)
  return found
}

/** What the books owe and hold for next year, from the balances of closed days and the lines since then. */
async function addMemo(
  db: Queries,
  found: Map<string, Record<string, bigint>>,
  members: Members,
  { pool, to }: { readonly pool: string; readonly to: Day },
): Promise<void> {
  const { rows: books } = await db.query<{ book: string; pool: string; scheme: string }>(
    `SELECT book, pool, fund AS scheme FROM book WHERE pool = ANY ($1) AND fund IN ('resident', 'employee')`,
    [members.pools],
  )
  const balances = await memoBalances(
    db,
    to,
    books.map(({ book }) => book),
  )
  for (const [i, unit] of members.units.entries()) {
    for (const { book, scheme } of books.filter((one) => one.pool === members.pools[i])) {
      const accounts = balances.get(book)?.get(members.areas[i] ?? '')
      if (accounts === undefined) continue
      const owed = (counts: (account: string) => boolean): bigint => -sumOf([...accounts].filter(([account]) => counts(account)).map(([, fen]) => fen))
      const measures = {
        payable: owed((account) => account.startsWith('payable_') && !account.includes('/')),
        next_year_premium: owed((account) => account.startsWith('next_year_premiums')),
      }
      for (const [name, value] of Object.entries(measures)) for (const whose of [unit, pool]) add(found, `${scheme} ${whose}`, name, value)
    }
  }
}

function add(found: Map<string, Record<string, bigint>>, key: string, name: string, value: bigint): void {
  const measures = found.get(key) ?? {}
  measures[name] = (measures[name] ?? 0n) + value
  found.set(key, measures)
}

/** Fund money per head in the dearest and the cheapest unit; only where two or more are known. */
function spread(found: Map<string, Record<string, bigint>>, scheme: string, { listed }: Members, pool: string): void {
  const perHead = listed.flatMap(({ unit }) => {
    const { fund12, insured } = found.get(`${scheme} ${unit}`) ?? {}
    return fund12 === undefined || insured === undefined || insured === 0n ? [] : [fund12 / insured]
  })
  const whole = found.get(`${scheme} ${pool}`)
  if (perHead.length < 2 || whole === undefined) return
  const sorted = [...perHead].sort((a, b) => (a < b ? -1 : 1))
  Object.assign(whole, { lowest_per_head: sorted[0], highest_per_head: sorted.at(-1) })
}
