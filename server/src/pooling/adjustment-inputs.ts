// What the adjustment fund computes from, one statement for all areas of the pool: money by year, heads, plan, causes of gaps, told
// figures, appraisal coefficient, earlier runs. A figure told from outside, with its source, goes before the books.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, ratioOf, sumOf, WHOLE } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { type Exchange, fromExchange } from '@tongchou/domain/policy/exchange.js'
import type { AskingArea } from '@tongchou/domain/pooling/allocate-after.js'
import type { SharingArea } from '@tongchou/domain/pooling/allocate-before.js'
import { type FallsDue, type LevyArea, paidOnTime } from '@tongchou/domain/pooling/levy.js'
import { bookOf } from '../fund/open-books.js'
import { formOf, MEMBERS, type Members, memberParams, poolMembers } from '../fund/pool-members.js'
import type { Queries } from '../fund/transaction.js'

export interface AdjustmentArea extends LevyArea, SharingArea, AskingArea {
  readonly name: string
}

interface YearRow {
  readonly unit: string
  readonly income: bigint
  readonly account_income: bigint
  readonly expenditure: bigint
  readonly last_income: bigint
  readonly last_account_income: bigint
  readonly last_expenditure: bigint
  readonly surplus: bigint
  readonly third_party: bigint
  readonly last_collected: bigint
  readonly collected: bigint
  readonly insured: bigint
  readonly aged: bigint
  readonly plan: bigint
  readonly management: bigint
  readonly coefficient: string | null
}

const OF_YEAR = (year: string) => `booked_on BETWEEN make_date(${year}, 1, 1) AND make_date(${year}, 12, 31)`
const OWN_LEVELS = `account NOT IN ('4401', '4402', '5301', '5302')`

/** Parameters: members, scheme, year, pool, form. Employees count the pooled part; accounts apart. */
const YEAR = `
  WITH ${MEMBERS},
  own AS (SELECT m.unit, m.area, b.book FROM member m JOIN book b ON b.pool = m.pool AND b.fund = $4),
  money AS (
    SELECT o.unit,
      -sum(e.amount_fen) FILTER (WHERE e.${OF_YEAR('$5')} AND e.account LIKE '4%' AND e.detail NOT LIKE 'account%' AND e.${OWN_LEVELS}) AS income,
      -sum(e.amount_fen) FILTER (WHERE e.${OF_YEAR('$5')} AND e.account LIKE '4%' AND e.detail LIKE 'account%') AS account_income,
      sum(e.amount_fen) FILTER (WHERE e.${OF_YEAR('$5')} AND e.account LIKE '5%' AND e.detail NOT LIKE 'account%' AND e.${OWN_LEVELS}) AS expenditure,
      -sum(e.amount_fen) FILTER (WHERE e.${OF_YEAR('$5 - 1')} AND e.account LIKE '4%' AND e.${OWN_LEVELS}) AS last_income,
      -sum(e.amount_fen) FILTER (WHERE e.${OF_YEAR('$5 - 1')} AND e.account LIKE '4%' AND e.detail LIKE 'account%') AS last_account_income,
      sum(e.amount_fen) FILTER (WHERE e.${OF_YEAR('$5 - 1')} AND e.account LIKE '5%' AND e.detail NOT LIKE 'account%' AND e.${OWN_LEVELS}) AS last_expenditure
    FROM own o JOIN cash_entry e ON e.book = o.book AND e.unit = o.area JOIN cash_voucher v ON v.book = e.book AND v.voucher = e.voucher
   WHERE v.fact_kind NOT IN ('opening_balance', 'year_closed') AND e.account >= '4' AND e.booked_on >= make_date($5 - 1, 1, 1) GROUP BY 1),
  saved AS (SELECT o.unit, -sum(e.amount_fen) AS surplus FROM own o JOIN cash_entry e ON e.book = o.book AND e.unit = o.area
             WHERE e.booked_on < make_date($5, 1, 1) AND (e.account = '3001' OR e.account >= '4') AND e.detail NOT LIKE 'account%' GROUP BY 1),
  premium AS (SELECT o.unit, sum(p.pool_fen + p.account_fen) FILTER (WHERE p.${OF_YEAR('$5')}) AS collected,
                     sum(p.pool_fen + p.account_fen) FILTER (WHERE p.${OF_YEAR('$5 - 1')}) AS last_collected,
                     sum(p.pool_fen + p.account_fen) FILTER (WHERE p.${OF_YEAR('$5 - 1')} AND p.paid_by <> 'payer') AS third_party
                FROM own o JOIN premium_received p ON p.book = o.book AND p.unit = o.area GROUP BY 1),
  heads AS (SELECT m.unit, count(DISTINCT e.person) AS insured, count(DISTINCT e.person) FILTER (WHERE p.born < make_date($5 - 60, 1, 1)) AS aged
              FROM member m JOIN enrolment e ON e.area = m.area JOIN person p USING (person) WHERE e.scheme = $4 AND e.benefit_year = $5 AND e.entitled_to >= e.entitled_from GROUP BY 1),
  plan AS (SELECT o.unit, sum(u.expenditure_fen) AS plan FROM own o
             JOIN LATERAL (SELECT max(g.budget) AS budget FROM budget g JOIN budget_step s USING (budget) WHERE g.book = o.book AND g.year = $5 AND s.kind = 'issued') i ON true
             JOIN budget_unit u ON u.budget = i.budget AND u.unit = o.area GROUP BY 1),
  cause AS (SELECT o.unit, sum(c.amount_fen) AS management FROM own o JOIN gap_cause c ON c.book = o.book AND c.unit = o.area JOIN gap_finding f USING (cause)
             WHERE c.year = $5 AND f.established AND c.kind <> 'reasonable' GROUP BY 1),
  points AS (SELECT unit, coefficient FROM appraisal_coefficient WHERE pool = $6 AND form = $7 AND year = $5)
  SELECT u.unit, coalesce(income, 0)::bigint AS income, coalesce(account_income, 0)::bigint AS account_income, coalesce(expenditure, 0)::bigint AS expenditure,
         coalesce(last_income, 0)::bigint AS last_income, coalesce(last_account_income, 0)::bigint AS last_account_income, coalesce(last_expenditure, 0)::bigint AS last_expenditure,
         greatest(coalesce(surplus, 0), 0)::bigint AS surplus, coalesce(third_party, 0)::bigint AS third_party, coalesce(last_collected, 0)::bigint AS last_collected,
         coalesce(collected, 0)::bigint AS collected, coalesce(insured, 0)::bigint AS insured, coalesce(aged, 0)::bigint AS aged, coalesce(plan, 0)::bigint AS plan,
         coalesce(management, 0)::bigint AS management, trim_scale(coefficient)::text AS coefficient
    FROM (SELECT DISTINCT unit FROM member) u LEFT JOIN money USING (unit) LEFT JOIN saved USING (unit) LEFT JOIN premium USING (unit) LEFT JOIN heads USING (unit)
    LEFT JOIN plan USING (unit) LEFT JOIN cause USING (unit) LEFT JOIN points USING (unit) ORDER BY u.unit`

export interface AskedYear {
  readonly pool: string
  readonly scheme: Scheme
  readonly year: number
}

export interface AskedOn extends AskedYear {
  /** Parts that fall due later are not late. */
  readonly today: Day
}

export interface AdjustmentInputs {
  /** A levy of this year stands confirmed. */
  readonly levyConfirmed: boolean
  /** Names of areas whose appraisal of the year nobody approved: they stand here with the whole coefficient. */
  readonly unappraised: readonly string[]
  readonly areas: readonly AdjustmentArea[]
  readonly potFen: Fen
  readonly emergencyPotFen: Fen
}

export async function adjustmentInputs(db: Queries, { pool, scheme, year, today }: AskedOn): Promise<AdjustmentInputs> {
  const members = await poolMembers(db, pool, year)
  const form = await formOf(db, pool)
  const { rows } = await db.query<YearRow>(YEAR, [...memberParams(members), scheme, year, pool, form])
  const told = await toldFigures(db, bookOf(pool, scheme), year)
  const carried = await carriedFrom(db, { pool, scheme, year, today })
  const ownBook = form === 'pooling_areas'
  return {
    levyConfirmed: carried.levyOfYear.size > 0,
    unappraised: rows.filter(({ coefficient }) => coefficient === null).map(({ unit }) => nameOf(unit, members)),
    areas: rows.map((row) => areaOf(row, members, told, carried)),
    potFen: ownBook ? await cashOf(db, bookOf(pool, scheme)) : (told.amount(pool, 'adjustment_pot') ?? 0n),
    emergencyPotFen: told.amount(pool, 'emergency_pot') ?? 0n,
  }
}

function nameOf(unit: string, { listed }: Pick<Members, 'listed'>): string {
  return listed.find((one) => one.unit === unit)?.name ?? unit
}

function areaOf(row: YearRow, { listed }: Members, told: Told, carried: Carried): AdjustmentArea {
  const { unit } = row
  const figure = (name: string, computed: Fen): Fen => told.amount(unit, name) ?? computed
  const levy = carried.levyOfYear.get(unit)
  const paid = sumOf((levy?.payments ?? []).map(({ amountFen }) => amountFen))
  return {
    area: unit,
    name: nameOf(unit, { listed }),
    lastFinalIncomeFen: figure('last_final_income', row.last_income),
    ofWhichIndividualAccountFen: figure('of_which_individual_account', row.last_account_income),
    ofWhichThirdPartyFen: figure('of_which_third_party', row.third_party),
    lastCollectedFen: figure('last_collected', row.last_collected),
    currentCollectedFen: figure('current_collected', row.collected),
    wageAverageFen: figure('wage_average', 0n),
    insured: row.insured,
    lastYearExpenditureFen: figure('last_year_expenditure', row.last_expenditure),
    arrears: carried.arrears.filter((one) => one.unit === unit).map(({ year, amountFen }) => ({ year, amountFen })),
    payments: [...carried.overpaid.filter((one) => one.unit === unit).map(({ date, amountFen }) => ({ date, amountFen })), ...(levy?.payments ?? [])],
    incomeFen: figure('income', row.income),
    expenditureFen: figure('expenditure', row.expenditure),
    levyFen: levy?.levyFen ?? 0n,
    levyPaidFen: paid,
    managementFen: figure('management', row.management),
    ownSurplusFen: figure('own_surplus', row.surplus),
    emergencyFen: figure('emergency', 0n),
    planExpenditureFen: figure('plan_expenditure', row.plan),
    coefficient: (row.coefficient === null ? undefined : ratioOf(row.coefficient)) ?? WHOLE,
    conditions: { levy_paid: levy !== undefined && paid >= levy.dueFen, levy_paid_on_time: levy?.onTime ?? false, ...told.conditions(unit) },
    measures: { insured: row.insured, aged: row.aged },
  }
}

interface Told {
  amount(unit: string, name: string): Fen | undefined
  conditions(unit: string): Readonly<Record<string, boolean>>
}

/** The newest figure of each name and area. */
async function toldFigures(db: Queries, book: string, year: number): Promise<Told> {
  const { rows } = await db.query<{ unit: string; name: string; amount_fen: bigint | null; met: boolean | null }>(
    'SELECT DISTINCT ON (unit, name) unit, name, amount_fen, met FROM year_figure WHERE book = $1 AND year = $2 ORDER BY unit, name, figure DESC',
    [book, year],
  )
  return {
    amount: (unit, name) => rows.find((row) => row.unit === unit && row.name === name)?.amount_fen ?? undefined,
    conditions: (unit) => Object.fromEntries(rows.flatMap((row) => (row.unit === unit && row.met !== null ? [[row.name, row.met]] : []))),
  }
}

interface LevyStanding {
  readonly levyFen: Fen
  readonly dueFen: Fen
  /** Every part that has fallen due came by its day; a levy without days by the year's end. */
  readonly onTime: boolean
  readonly payments: readonly { readonly date: Day; readonly amountFen: Fen }[]
}

interface Carried {
  readonly arrears: readonly { readonly unit: string; readonly year: number; readonly amountFen: Fen }[]
  readonly overpaid: readonly { readonly unit: string; readonly date: Day; readonly amountFen: Fen }[]
  readonly levyOfYear: ReadonlyMap<string, LevyStanding>
}

/** The newest confirmed levy before this year carries what is open of it, which includes its own arrears, and what was paid too much. */
async function carriedFrom(db: Queries, { pool, scheme, year, today }: AskedOn): Promise<Carried> {
  const lastDay: Day = `${year}-12-31`
  const { rows } = await db.query<{ year: number; unit: string; levy: bigint; detail: Exchange; payments: { date: Day; fen: string }[] }>(
    `SELECT r.year, u.unit, u.amount_fen AS levy, u.detail,
            coalesce((SELECT jsonb_agg(jsonb_build_object('date', p.paid_on, 'fen', p.amount_fen::text) ORDER BY p.payment) FROM adjustment_payment p WHERE p.run = r.run AND p.unit = u.unit), '[]') AS payments
       FROM adjustment_unit u JOIN (
         SELECT DISTINCT ON (a.year) a.run, a.year FROM adjustment_run a JOIN adjustment_step s USING (run)
          WHERE a.pool = $1 AND a.scheme = $2 AND a.kind = 'levy' AND s.kind = 'approved' AND a.year <= $3 ORDER BY a.year, a.run DESC) r USING (run)
      WHERE r.year >= coalesce((SELECT max(b.year) FROM adjustment_run b JOIN adjustment_step t USING (run)
                                 WHERE b.pool = $1 AND b.scheme = $2 AND b.kind = 'levy' AND t.kind = 'approved' AND b.year < $3), $3)`,
    [pool, scheme, year],
  )
  const parsed = rows.map((row) => {
    const payments = row.payments.map(({ date, fen }) => ({ date, amountFen: BigInt(fen) }))
    const falls = fromExchange<FallsDue & { readonly creditFen: Fen }>(row.detail)
    const [credit, newYear]: [Fen, Day] = [falls.creditFen, `${row.year}-01-01`]
    const days = falls.due.length === 0 ? [lastDay] : falls.due.filter((day) => day < today)
    const parts = falls.due.length === 0 ? [row.levy] : falls.instalmentsFen
    const onTime = paidOnTime({ ...falls, due: days, instalmentsFen: parts }, [{ date: newYear, amountFen: credit }, ...payments])
    return { ...row, payments, onTime, due: row.levy + falls.arrearsBeforeFen - credit, paid: sumOf(payments.map(({ amountFen }) => amountFen)) }
  })
  const last = parsed.filter((row) => row.year < year)
  return {
    arrears: last.filter(({ due, paid }) => paid < due).map(({ unit, year: of, due, paid }) => ({ unit, year: of, amountFen: due - paid })),
    overpaid: last.filter(({ due, paid }) => paid > due).map(({ unit, due, paid }) => ({ unit, date: `${year}-01-01`, amountFen: paid - due })),
    levyOfYear: new Map(
      parsed.filter((row) => row.year === year).map(({ unit, levy, due, onTime, payments }) => [unit, { levyFen: levy, dueFen: due, onTime, payments }]),
    ),
  }
}

/** Money of the adjustment fund's own book, in the special fiscal account. */
async function cashOf(db: Queries, book: string): Promise<Fen> {
  const { rows } = await db.query<{ fen: bigint }>(
    `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM cash_balance WHERE book = $1 AND account = '1003'`,
    [book],
  )
  return rows[0]?.fen ?? 0n
}
