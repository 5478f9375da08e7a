// The demonstration year's money, month by month: premiums and subsidies in, requests and payments out, interest, reconciled month
// ends, the year's close. Everything goes through the same verb as a real fact; the database refuses what the law does not allow.
import { type Day, daysAfter, firstOfMonth, monthsAfter } from '@tongchou/domain/base/day.js'
import type { PremiumAssessed } from '@tongchou/domain/facts/contribution-facts.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type { Pool } from '@tongchou/server/database/connect.js'
import { closeDays } from '@tongchou/server/fund/close-days.js'
import { bookOf, openBooks } from '@tongchou/server/fund/open-books.js'
import { type CashBalance, cashBalances } from '@tongchou/server/fund/position.js'
import { recordFacts } from '@tongchou/server/fund/record-facts.js'
import { inTransaction } from '@tongchou/server/fund/transaction.js'
import type pg from 'pg'
import { headsOf, openingAccounts, type Payable, type Payroll, payablesOf, payrollsOf, unitsOf } from './city-money.js'
import { interest, interestUp, reconciliations, yearEnd } from './month-end.js'
import { openings } from './opening.js'
import { addPayables, fundsFor, insurerPremiums, insurerRepayments, needsOf, type Outstanding, outsidePayments, providerPayments } from './payments.js'
import { employeeAssessments, employeePremiums, largePremiums, released, residentPremiums, transfers } from './premiums.js'
import { aidedPremiums, assistanceMoney, subsidiesDue, subsidiesReceived } from './subsidies.js'
import { factNumbers, type YearContext } from './year-context.js'
import { readYearData } from './year-data.js'

export interface MoneyYear {
  readonly pool: string
  /** First day of a month. */
  readonly from: Day
  /** Today. */
  readonly to: Day
  readonly seed: number
}

export interface MoneyYearDone {
  readonly facts: number
  readonly vouchers: number
}

/** Records the money of the window once; the city's people, enrolments and settled bills must be there. */
export async function runMoneyYear(batch: Pool, year: MoneyYear): Promise<MoneyYearDone> {
  const { pool, from, to } = year
  if (!from.endsWith('-01')) throw new RangeError(`the money's year begins on the first of a month, not on ${from}`)
  await openBooks(batch, { pool, openedOn: from, funds: FUNDS })
  const done = await inTransaction(batch, (client) => recordMonths(client, year))
  await closeDays(batch, daysAfter(to, -1), to)
  return done
}

const FUNDS = ['resident', 'employee', 'large_amount', 'assistance'] as const

/** All in the caller's transaction: the year is there as a whole or not at all. */
async function recordMonths(db: pg.ClientBase, { pool, from, to, seed }: MoneyYear): Promise<MoneyYearDone> {
  const before = await db.query('SELECT 1 FROM opening_balance o JOIN book b USING (book) WHERE b.pool = $1 LIMIT 1', [pool])
  if (before.rowCount !== 0) throw new Error(`the money of ${pool} is already recorded`)
  const context = await contextOf(db, { pool, from, to, seed })
  const payables = await payablesOf(db, Object.values(context.books), from, to)
  const months = monthsOf(from, to)
  const done = { facts: 0, vouchers: 0 }
  const save = async (facts: readonly BookFact[]): Promise<void> => {
    const saved = await record(db, inOrder(facts.filter((fact) => fact.bookedOn <= to)))
    done.facts += saved.facts
    done.vouchers += saved.vouchers
  }
  await context.numbers.refill(1000)
  await save(openings(context, { payables, months: months.length, accounts: await openingAccounts(db) }))
  const carried: Carried = { outstanding: new Map(), late: [] }
  for (const month of months) {
    const payrolls = await payrollsOf(db, pool, month, seed, context.data)
    const settled = payables.filter((payable) => payable.month === monthsAfter(month, -1))
    await context.numbers.refill(3000 + payrolls.length * 2 + settled.length * 2)
    const flows = flowsOf(context, month, { payrolls, settled, balances: await cashBalances(db, daysAfter(month, -1)) }, carried)
    await save(flows.untilInterest)
    const credited = await interest(db, context, month)
    await save([...credited, ...flows.afterwards, ...interestUp(context, month, credited)])
    await save(await reconciliations(db, context, month))
    await save(yearEnd(context, month))
  }
  return done
}

/** What one month leaves to the next. */
interface Carried {
  readonly outstanding: Outstanding
  /** Premiums that employers pay a month late. */
  late: readonly PremiumAssessed[]
}

interface MonthInput {
  readonly payrolls: readonly Payroll[]
  /** What bills of the month before made payable. */
  readonly settled: readonly Payable[]
  readonly balances: readonly CashBalance[]
}

function flowsOf(context: YearContext, month: Day, { payrolls, settled, balances }: MonthInput, carried: Carried) {
  addPayables(carried.outstanding, settled)
  const assessed = employeeAssessments(context, month, payrolls)
  const employees = employeePremiums(context, month, assessed, carried.late)
  carried.late = employees.late
  const received = [...residentPremiums(context, month), ...employees.facts, ...largePremiums(context, month)]
  const payments = providerPayments(context, month, carried.outstanding)
  const outside = outsidePayments(context, month, carried.outstanding)
  const aided = aidedPremiums(context, month)
  const atHand = (book: string, unit: string): bigint => balances.find((row) => row.book === book && row.unit === unit && row.account === '1004')?.fen ?? 0n
  const subsidies = [...subsidiesDue(context, month), ...subsidiesReceived(context, month), ...assistanceMoney(context, month)]
  const requests = fundsFor(context, month, needsOf(payments, [...outside, ...aided]), atHand)
  return {
    untilInterest: [
      ...released(context, month),
      ...subsidies,
      ...assessed,
      ...received,
      ...requests,
      ...payments,
      ...outside,
      ...aided,
      ...insurerPremiums(context, month),
    ],
    afterwards: [...transfers(context, month, received), ...insurerRepayments(context, month, payments, outside)],
  }
}

async function contextOf(db: pg.ClientBase, { pool, from, to, seed }: MoneyYear): Promise<YearContext> {
  const data = await readYearData()
  const units = await unitsOf(db, pool, to)
  const counties = units.filter((unit) => unit.kind === 'county')
  const [resident, employee, large, assistance] = FUNDS.map((fund) => bookOf(pool, fund)) as [string, string, string, string]
  return {
    pool,
    from,
    to,
    units,
    ownLevel: units.find((unit) => unit.kind === 'city_level')?.unit ?? units[0]?.unit ?? pool,
    lateUnit: counties[Math.abs(Math.trunc(seed)) % Math.max(1, counties.length)]?.unit ?? '',
    insurer: '示范大病保险承保机构',
    books: { resident, employee, large, assistance },
    data,
    heads: await headsOf(db, pool, data),
    numbers: factNumbers(db),
  }
}

function monthsOf(from: Day, to: Day): Day[] {
  const months: Day[] = []
  for (let month = firstOfMonth(from); month <= to; month = monthsAfter(month, 1)) months.push(month)
  return months
}

/** By day; what was made earlier first on the same day. */
function inOrder(facts: readonly BookFact[]): BookFact[] {
  return [...facts].sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : a.bookedOn > b.bookedOn ? 1 : a.fact < b.fact ? -1 : 1))
}

async function record(db: pg.ClientBase, facts: readonly BookFact[]): Promise<MoneyYearDone> {
  if (facts.length === 0) return { facts: 0, vouchers: 0 }
  const answer = await recordFacts(db, facts)
  if (answer.kind === 'recorded') return { facts: facts.length, vouchers: answer.vouchers.size }
  const [first] = answer.refusals
  throw new Error(
    `the demonstration year was refused: ${first?.refusal.code} ${first?.refusal.sentence} (${first?.fact.kind} of ${first?.fact.book} on ${first?.fact.bookedOn})`,
  )
}
