// Premiums of a month: residents pay mainly from September to December for the next year, employers every month; the tax office
// passes what it collected to the special fiscal account before the month ends (B1, B2, B6, B7).
import { type Day, monthOf, monthsAfter, yearOf } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Fen, portion, sumOf } from '@tongchou/domain/base/money.js'
import { shareOut } from '@tongchou/domain/base/split.js'
import type { PremiumAssessed, PremiumReceived } from '@tongchou/domain/facts/contribution-facts.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type { Payroll } from './city-money.js'
import { dayIn, headsIn, make, type YearContext } from './year-context.js'

const TREASURY = { arrives: 'treasury', paidBy: 'payer' } as const

/** What residents of a unit pay themselves for a benefit year, and what the assistance fund pays for them. */
export function residentPremium(context: YearContext, unit: string, year: number): { readonly paid: Fen; readonly aided: Fen; readonly aidedHeads: number } {
  const { heads, aidedFull, aidedHalf } = headsIn(context, 'resident', unit, year)
  const { individualFen } = context.data.standard(year)
  const aided = individualFen * BigInt(aidedFull) + (individualFen / 2n) * BigInt(aidedHalf)
  return { paid: individualFen * BigInt(heads) - aided, aided, aidedHeads: aidedFull + aidedHalf }
}

/** The year's premium over its months of collection: before the year began, and scattered in it. */
export function collectionOf(context: YearContext, unit: string, year: number): { readonly month: Day; readonly fen: Fen }[] {
  const months = [
    ...context.data.instalments('resident_collection').map(({ month, share }) => ({ year: year - 1, month, share })),
    ...context.data.instalments('resident_sporadic').map(({ month, share }) => ({ year, month, share })),
  ]
  const weights = months.map(({ share }) => (share.num * 10_000n) / share.den)
  const parts = shareOut(residentPremium(context, unit, year).paid, weights)
  return months.map(({ year: at, month }, i) => ({ month: `${at}-${String(month).padStart(2, '0')}-01`, fen: parts[i] ?? 0n }))
}

export function residentPremiums(context: YearContext, month: Day): PremiumReceived[] {
  const years = [yearOf(month), yearOf(month) + 1]
  return context.units.flatMap(({ unit }) =>
    years.flatMap((benefitYear) =>
      collectionOf(context, unit, benefitYear)
        .filter((part) => part.month === month && part.fen > 0n)
        .map(({ fen }) =>
          make(context, 'premium_received', context.books.resident, dayIn(month, 18), {
            ...TREASURY,
            unit,
            assessed: false,
            period: month,
            benefitYear,
            poolFen: fen,
            accountFen: 0n,
            ticket: `税票${month.slice(0, 7)}-${unit}`,
          }),
        ),
    ),
  )
}

/** Assessed by employer; what the pool gives to retired persons' accounts is taken from the unit's employers in proportion. */
export function employeeAssessments(context: YearContext, month: Day, payrolls: readonly Payroll[]): PremiumAssessed[] {
  const retiredCredit = context.data.fen('retired_account_yuan')
  return [...groupedBy(payrolls, (payroll) => payroll.unit)].flatMap(([unit, ofUnit]) => {
    const pools = ofUnit.map((payroll) => portion(payroll.baseFen, context.data.ratio(payroll.employer === null ? 'flexible_rate' : 'employer_rate')))
    const wanted = retiredCredit * BigInt(headsIn(context, 'employee', unit, yearOf(month)).retired)
    const credits = shareOut(wanted < sumOf(pools) ? wanted : sumOf(pools), pools)
    return ofUnit.map(({ employer, heads, accountFen }, i) =>
      make(context, 'premium_assessed', context.books.employee, dayIn(month, 5), {
        unit,
        payer: employer === null ? 'flexible' : 'employer',
        employer,
        period: month,
        benefitYear: yearOf(month),
        heads,
        poolFen: (pools[i] ?? 0n) - (credits[i] ?? 0n),
        accountFen: accountFen + (credits[i] ?? 0n),
      }),
    )
  })
}

/** Employers pay in the month; one in fifty pays a month late. `late` are last month's. */
export function employeePremiums(
  context: YearContext,
  month: Day,
  assessed: readonly PremiumAssessed[],
  late: readonly PremiumAssessed[],
): { readonly facts: PremiumReceived[]; readonly late: PremiumAssessed[] } {
  const isLate = (fact: PremiumAssessed): boolean => fact.employer !== null && (fact.employer * 31n + BigInt(monthOf(month))) % 50n === 7n
  const paid = [...late, ...assessed.filter((fact) => !isLate(fact))]
  const facts = [...groupedBy(paid, (fact) => `${fact.unit} ${fact.period}`).values()].map((group) => {
    const { unit, period, benefitYear } = group[0] as PremiumAssessed
    return make(context, 'premium_received', context.books.employee, dayIn(month, 16), {
      ...TREASURY,
      unit,
      assessed: true,
      period,
      benefitYear,
      poolFen: sumOf(group.map((fact) => fact.poolFen)),
      accountFen: sumOf(group.map((fact) => fact.accountFen)),
      ticket: `税票${month.slice(0, 7)}-${unit}`,
    })
  })
  return { facts, late: assessed.filter(isLate) }
}

/** The employees' large-amount supplement: a fixed sum a head and month. */
export function largePremiums(context: YearContext, month: Day): PremiumReceived[] {
  return context.units.flatMap(({ unit }) => {
    const poolFen = context.data.fen('large_premium_yuan') * BigInt(headsIn(context, 'employee', unit, yearOf(month)).heads)
    if (poolFen === 0n) return []
    const fields = {
      ...TREASURY,
      unit,
      assessed: false,
      period: month,
      benefitYear: yearOf(month),
      poolFen,
      accountFen: 0n,
      ticket: `税票大额${month.slice(0, 7)}-${unit}`,
    }
    return [make(context, 'premium_received', context.books.large, dayIn(month, 16), fields)]
  })
}

/** Everything that lies in the treasury is passed on before the month ends. */
export function transfers(context: YearContext, month: Day, received: readonly PremiumReceived[]): BookFact[] {
  const inTreasury = received.filter((fact) => fact.arrives === 'treasury')
  return [...groupedBy(inTreasury, (fact) => `${fact.book} ${fact.unit}`).values()].map((group) => {
    const { book, unit } = group[0] as PremiumReceived
    const amountFen = sumOf(group.map((fact) => fact.poolFen + fact.accountFen))
    return make(context, 'treasury_transferred', book, dayIn(month, 24), { unit, amountFen, transferOrder: `划款令${month.slice(0, 7)}-${unit}` })
  })
}

/** On the first of January the premiums collected for the year become its own. */
export function released(context: YearContext, month: Day): BookFact[] {
  if (monthOf(month) !== 1) return []
  const year = yearOf(month)
  return context.units.flatMap(({ unit }) => {
    const early = collectionOf(context, unit, year).filter((part) => part.month < month)
    const amountFen = sumOf(early.map((part) => part.fen)) + aidedBefore(context, unit, year, month)
    const fields = { unit, benefitYear: year, collectedUntil: `${year - 1}-12-31`, amountFen }
    return amountFen > 0n ? [make(context, 'next_year_released', context.books.resident, month, fields)] : []
  })
}

/** Month in which the assistance fund pays the needy's premium for the next year. */
export const AID_MONTH = 11

function aidedBefore(context: YearContext, unit: string, year: number, day: Day): Fen {
  return `${year - 1}-${AID_MONTH}-01` < day ? residentPremium(context, unit, year).aided : 0n
}

/** Premiums of benefit years that had not begun (or begin) on the first day of the window, collected before it: a liability taken over. */
export function collectedEarlier(context: YearContext, unit: string): Fen {
  const first = context.from
  const years = [first.endsWith('01-01') ? yearOf(first) : yearOf(first) + 1]
  return sumOf(
    years.map((year) => {
      const early = collectionOf(context, unit, year).filter((part) => part.month < first)
      return sumOf(early.map((part) => part.fen)) + aidedBefore(context, unit, year, first)
    }),
  )
}

export function previous(month: Day): Day {
  return monthsAfter(month, -1)
}
