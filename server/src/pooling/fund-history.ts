// The years that a projection stands on: twelve months each, back from the last whole month, so that no half year is taken for a year.
// From the city's own facts, or from the example history with its seed.
import { type Day, daysAfter, firstOfMonth, monthsAfter } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Cell, Demography, KnownYear, Scenario } from '@tongchou/domain/pooling/project.js'
import { MEMBERS, memberParams, poolMembers } from '../fund/pool-members.js'
import { readTable } from '../fund/read-table.js'
import type { Queries } from '../fund/transaction.js'

const MOST_YEARS = 10

export interface FundHistory {
  readonly known: readonly KnownYear[]
  readonly openingFen: Fen
  readonly basis: string
  /** First and last day of the last year known. */
  readonly from: Day
  readonly until: Day
}

export async function demography(): Promise<Demography> {
  const rows = await readTable('demography.tsv', ['deaths_ppm', 'entrants_ppm'])
  return { deaths: rows.map((row) => BigInt(row.deaths_ppm)), entrants: BigInt(rows[0]?.entrants_ppm ?? 0) }
}

export async function scenarios(): Promise<(Scenario & { readonly name: string })[]> {
  const rows = await readTable('scenarios.tsv', ['id', 'name', 'cost_ppm', 'income_ppm', 'heads_ppm'])
  return rows.map(({ id, name, cost_ppm, income_ppm, heads_ppm }) => ({
    id,
    name,
    costPpm: BigInt(cost_ppm),
    incomePpm: BigInt(income_ppm),
    headsPpm: BigInt(heads_ppm),
  }))
}

/** Made up, each with its seed: a city, and a province of fourteen of them, each with a year that the model was not told of. */
const EXAMPLES = { example: 'simulated-history.tsv', province: 'simulated-province-history.tsv' } as const

export async function exampleHistory(example: keyof typeof EXAMPLES): Promise<FundHistory> {
  const rows = await readTable(EXAMPLES[example], ['year', 'status', 'band', 'sex', 'heads', 'expenditure_fen', 'income_fen', 'source'])
  const years = [...new Set(rows.map(({ year }) => year))]
  const known = years.map((year): KnownYear => {
    const own = rows.filter((row) => row.year === year)
    return { year: Number(year), incomeFen: BigInt(own[0]?.income_fen ?? 0), cells: own.map(cellOf) }
  })
  // Half of the last year's spending is saved.
  const spent = known.at(-1)?.cells.reduce((sum, { expenditureFen }) => sum + expenditureFen, 0n) ?? 0n
  return { known, openingFen: spent / 2n, basis: `${rows[0]?.source ?? ''}；年初结余按末年支出的一半`, ...calendarYear(known.at(-1)?.year ?? 0) }
}

function calendarYear(year: number): { readonly from: Day; readonly until: Day } {
  return { from: `${year}-01-01`, until: `${year}-12-31` }
}

interface CellRow {
  readonly status: string
  readonly band: string | number
  readonly sex: string
  readonly heads: string | bigint
  readonly expenditure_fen: string | bigint
}

function cellOf({ status, band, sex, heads, expenditure_fen }: CellRow): Cell {
  return { status, band: Number(band), sex, heads: BigInt(heads), expenditureFen: BigInt(expenditure_fen) }
}

/** $5 the day before the window, $6 its last day. Heads: entitled on the last day by the newest enrolment. */
const CELLS = `
  WITH ${MEMBERS},
  newest AS (SELECT DISTINCT ON (e.person) e.person, e.retired, e.entitled_from, e.entitled_to FROM member m JOIN enrolment e ON e.area = m.area
              WHERE e.scheme = $4 AND e.booked_on <= $6::date AND e.benefit_year = extract(year FROM $6::date)::integer ORDER BY e.person, e.enrolment DESC),
  spent AS (SELECT s.person, sum(s.fund_fen) AS fen FROM member m JOIN settlement s ON s.area = m.area WHERE s.scheme = $4 AND s.booked_on > $5::date AND s.booked_on <= $6::date GROUP BY 1),
  person_year AS (SELECT coalesce(n.person, s.person) AS person, coalesce(n.retired, false) AS retired, n.person IS NOT NULL AND $6::date BETWEEN n.entitled_from AND n.entitled_to AS insured,
                         coalesce(s.fen, 0) AS fen FROM newest n FULL JOIN spent s USING (person))
  SELECT CASE WHEN $4 = 'resident' THEN 'resident' WHEN y.retired THEN 'retired' ELSE 'active' END AS status,
         least(16, extract(year FROM age($6::date, p.born))::integer / 5) AS band, p.sex, count(*) FILTER (WHERE y.insured) AS heads, sum(y.fen)::bigint AS expenditure_fen
    FROM person_year y JOIN person p ON p.person = y.person GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`

const MONEY = `
  WITH ${MEMBERS}, own AS (SELECT m.area, b.book FROM member m JOIN book b ON b.pool = m.pool AND b.fund = $4)
  SELECT coalesce(-sum(e.amount_fen) FILTER (WHERE e.booked_on > $5::date AND e.account LIKE '4%' AND e.account NOT IN ('4401', '4402') AND v.fact_kind NOT IN ('opening_balance', 'year_closed')), 0)::bigint AS income,
         coalesce(-sum(e.amount_fen), 0)::bigint AS saved
    FROM own o JOIN cash_entry e ON e.book = o.book AND e.unit = o.area JOIN cash_voucher v ON v.book = e.book AND v.voucher = e.voucher
   WHERE e.booked_on <= $6::date AND e.account >= '3' AND e.detail NOT LIKE 'account%'`

export async function ownHistory(db: Queries, pool: string, scheme: Scheme, today: Day): Promise<FundHistory> {
  const end = daysAfter(firstOfMonth(today), -1)
  const known: KnownYear[] = []
  let openingFen = 0n
  for (let back = 0; back < MOST_YEARS; back++) {
    const [after, until] = [dayBefore(end, back + 1), dayBefore(end, back)]
    const members = await poolMembers(db, pool, Number(until.slice(0, 4)))
    const params = [...memberParams(members), scheme, after, until]
    const money = (await db.query<{ income: bigint; saved: bigint }>(MONEY, params)).rows[0]
    if (back === 0) openingFen = money?.saved ?? 0n
    if (money === undefined || money.income <= 0n) break
    const cells = (await db.query<CellRow>(CELLS, params)).rows.map(cellOf)
    if (!cells.some(({ expenditureFen }) => expenditureFen > 0n)) break
    known.unshift({ year: Number(until.slice(0, 4)), incomeFen: money.income, cells })
  }
  const from = daysAfter(dayBefore(end, 1), 1)
  return { known, openingFen, from, until: end, basis: `本统筹区账上和结算数据，每年为截至${end.slice(5, 7)}月末的十二个月` }
}

/** The end of a window so many years ago. */
function dayBefore(end: Day, years: number): Day {
  return daysAfter(monthsAfter(daysAfter(end, 1), -12 * years), -1)
}
