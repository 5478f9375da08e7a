// What a city takes in during a month: premiums through the treasury, subsidies that come late, money that another fund pays, what the
// treasury passes on, interest that the bank credits.
import { type Day, lastOfMonth, monthOf, yearOf } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import { dayIn } from '../money-year/year-context.js'
import { occasion } from './befall.js'
import { addTo, between, type Draft, draft, type Plan, type Planner } from './plan.js'
import { type BankAccount, bank, freeOfBook, held, outside } from './world.js'

const GOVERNMENTS = ['central', 'province', 'city', 'county'] as const

/** The year's subsidies fall due in January; from July on the standard is higher, and the rest falls due then. */
export function subsidiesDue(planner: Planner, month: Day): Plan | undefined {
  const { city, owed, random } = planner
  if (![1, 7].includes(monthOf(month))) return undefined
  const made = draft(planner, dayIn(month, 4))
  for (const unit of city.units) {
    const heads = 400 + random.below(200)
    for (const government of GOVERNMENTS) {
      const perHeadFen = monthOf(month) === 1 ? 17_000n : 1_250n
      const amountFen = perHeadFen * BigInt(heads)
      made.add('subsidy_due', city.books.resident, { unit, government, benefitYear: yearOf(month), heads, perHeadFen, amountFen })
      made.after.push(() => addTo(owed.subsidies, `${unit} ${government}`, amountFen))
    }
  }
  return made.plan(`${city.code} 财政补助应到位`)
}

/** Every government pays some of what it owes, or nothing this month: a county is late three times out of four. */
export function subsidiesReceived(planner: Planner, month: Day): Plan {
  const { city, owed, random } = planner
  const made = draft(planner, dayIn(month, 12))
  const late = occasion(planner, 'lateSubsidies')
  made.after.push(late.happened)
  for (const unit of city.units) {
    for (const government of GOVERNMENTS) {
      const due = owed.subsidies.get(`${unit} ${government}`) ?? 0n
      if (due === 0n || late.befalls(random.chance(government === 'county' ? 0.75 : 0.3))) continue
      const amountFen = monthOf(month) === 12 || due < 500_000n ? due : due / 2n
      const fields = { unit, government, benefitYear: yearOf(month), amountFen, dueRecorded: true }
      made.add('subsidy_received', city.books.resident, fields, fromFinance(government, city.books.resident, unit, amountFen))
      made.after.push(() => addTo(owed.subsidies, `${unit} ${government}`, -amountFen))
    }
    if (random.chance(0.5)) {
      const [book, amountFen] = [city.books.assistance, between(random, 3_000, 20_000)]
      const fields = { unit, government: 'county', benefitYear: yearOf(month), amountFen, dueRecorded: false } as const
      made.add('subsidy_received', book, fields, fromFinance('county', book, unit, amountFen))
    }
  }
  return made.plan(`${city.code} 财政补助到账`)
}

const fromFinance = (government: string, book: string, unit: string, fen: Fen) => ({
  from: outside(`government ${government}`),
  to: bank(book, '1003', unit),
  fen,
})

/** Employers' premiums of the month; an employer may pay a month late. */
export function premiumsAssessed(planner: Planner, month: Day): Plan {
  const { city, owed, random } = planner
  const made = draft(planner, dayIn(month, 5))
  for (const unit of city.units) {
    const [poolFen, accountFen] = [between(random, 40_000, 120_000), between(random, 5_000, 30_000)]
    const fields = { unit, payer: 'flexible', employer: null, period: month, benefitYear: yearOf(month), heads: 100, poolFen, accountFen } as const
    made.add('premium_assessed', city.books.employee, fields)
    made.after.push(() => {
      const [pool, account] = owed.premiums.get(unit) ?? [0n, 0n]
      owed.premiums.set(unit, [pool + poolFen, account + accountFen])
    })
  }
  return made.plan(`${city.code} 应征保险费`)
}

/** The tax office's file of a month: what was collected for both schemes. */
export function premiumsReceived(planner: Planner, month: Day): Plan {
  const { city, owed, random } = planner
  const made = draft(planner, dayIn(month, 16))
  for (const unit of city.units) {
    const [poolFen, accountFen] = owed.premiums.get(unit) ?? [0n, 0n]
    if (poolFen > 0n && !random.chance(0.15)) {
      premium(made, city.books.employee, unit, { month, benefitYear: yearOf(month), assessed: true, poolFen, accountFen })
      made.after.push(() => owed.premiums.set(unit, [0n, 0n]))
    }
    if (monthOf(month) <= 2)
      premium(made, city.books.resident, unit, { month, benefitYear: yearOf(month), assessed: false, poolFen: between(random, 20_000, 60_000), accountFen: 0n })
    if (monthOf(month) >= 9) collectEarly(planner, made, unit, month)
  }
  return made.plan(`${city.code} 税务征缴文件`)
}

/** From September on residents pay for the next year. */
function collectEarly({ city, owed, random }: Planner, made: Draft, unit: string, month: Day): void {
  const poolFen = between(random, 20_000, 70_000)
  premium(made, city.books.resident, unit, { month, benefitYear: yearOf(month) + 1, assessed: false, poolFen, accountFen: 0n })
  const liability = city.liabilityFrom !== undefined && city.liabilityFrom <= dayIn(month, 16)
  made.after.push(() => {
    const [before, since] = owed.early.get(unit) ?? [0n, 0n]
    owed.early.set(unit, liability ? [before, since + poolFen] : [before + poolFen, since])
  })
}

interface Collected {
  readonly month: Day
  readonly benefitYear: number
  readonly assessed: boolean
  readonly poolFen: Fen
  readonly accountFen: Fen
}

function premium(made: Draft, book: string, unit: string, { month, ...collected }: Collected): void {
  const fields = { unit, arrives: 'treasury', paidBy: 'payer', period: month, ticket: `税票${month}-${unit}`, ...collected } as const
  made.add('premium_received', book, fields, { from: outside('payers'), to: bank(book, '1005', unit), fen: collected.poolFen + collected.accountFen })
}

/** In November the assistance fund pays the needy's premium of the next year out of its own account, which it fills first. */
export function aidedPremiums(planner: Planner, month: Day): Plan | undefined {
  const { city, random, world, owed } = planner
  if (monthOf(month) !== 11) return undefined
  const made = draft(planner, dayIn(month, 18))
  const { assistance: book, resident } = city.books
  let free = freeOfBook(world, book)
  for (const unit of city.units) {
    const amountFen = between(random, 200, 1_500)
    if (free < amountFen) continue
    free -= amountFen
    made.add(
      'funds_granted',
      book,
      { unit, via: 'direct', amountFen, request: null },
      { from: bank(book, '1003', unit), to: bank(book, '1004', unit), fen: amountFen },
    )
    made.add(
      'premium_aided',
      book,
      { unit, toBook: resident, benefitYear: yearOf(month) + 1, heads: 4, amountFen },
      { from: bank(book, '1004', unit), to: bank(resident, '1003', unit), fen: amountFen },
    )
    const collected = { unit, arrives: 'special', paidBy: 'assistance', assessed: false, period: month, benefitYear: yearOf(month) + 1 } as const
    made.add('premium_received', resident, { ...collected, poolFen: amountFen, accountFen: 0n, ticket: `资助${month}-${unit}` })
    const liability = city.liabilityFrom !== undefined && city.liabilityFrom <= dayIn(month, 18)
    made.after.push(() => {
      const [before, since] = owed.early.get(unit) ?? [0n, 0n]
      owed.early.set(unit, liability ? [before, since + amountFen] : [before + amountFen, since])
    })
  }
  return made.plan(`${city.code} 资助参保`)
}

/** On the first of January what was collected for the year becomes its own, by the side on which it stands. */
export function released(planner: Planner, month: Day): Plan {
  const { city, owed } = planner
  const made = draft(planner, month)
  for (const unit of city.units) {
    const [before, since] = owed.early.get(unit) ?? [0n, 0n]
    const day = city.liabilityFrom ?? `${yearOf(month) - 1}-12-31`
    const memoUntil = `${day.slice(0, 8)}01`
    const rows = [
      [before, memoUntil],
      [since, `${yearOf(month) - 1}-12-31`],
    ] as const
    for (const [amountFen, collectedUntil] of rows)
      if (amountFen > 0n) made.add('next_year_released', city.books.resident, { unit, benefitYear: yearOf(month), collectedUntil, amountFen })
    made.after.push(() => owed.early.delete(unit))
  }
  return made.plan(`${city.code} 预收保费转入本年`)
}

/** Everything that lies in the treasury goes to the special fiscal account. */
export function treasuryPassedOn(planner: Planner, month: Day): Plan {
  const { city, world } = planner
  const made = draft(planner, dayIn(month, 24))
  for (const book of [city.books.resident, city.books.employee]) {
    for (const unit of city.units) {
      const amountFen = held(world, bank(book, '1005', unit))
      if (amountFen > 0n)
        made.add(
          'treasury_transferred',
          book,
          { unit, amountFen, transferOrder: `划款令${month}` },
          { from: bank(book, '1005', unit), to: bank(book, '1003', unit), fen: amountFen },
        )
    }
  }
  return made.plan(`${city.code} 国库划转专户`)
}

/** The banks' interest of a quarter; what the expenditure account earned goes up. */
export function interest(planner: Planner, month: Day): Plan | undefined {
  const { city, world, random } = planner
  if (monthOf(month) % 3 !== 0) return undefined
  const made = draft(planner, dayIn(month, 21))
  for (const book of Object.values(city.books)) {
    for (const unit of city.units) {
      for (const account of ['1003', '1004'] as const) {
        const product = held(world, bank(book, account, unit))
        if (product <= 0n) continue
        const poolFen = product / 900n + 1n
        const accountFen = book === city.books.employee ? BigInt(random.below(50)) : 0n
        const fields = { unit, account, detail: '', poolFen, accountFen, product, rate: '0.0035' }
        made.add('interest_credited', book, fields, { from: outside('bank'), to: bank(book, account, unit), fen: poolFen + accountFen })
        if (account === '1004')
          made.add(
            'interest_moved',
            book,
            { unit, amountFen: poolFen + accountFen },
            { from: bank(book, '1004', unit), to: bank(book, '1003', unit), fen: poolFen + accountFen },
          )
      }
    }
  }
  return made.plan(`${city.code} 结息`)
}

/** Banks, finance and treasury confirm what they hold; the figure is theirs, not the books'. */
export function confirmed(planner: Planner, month: Day): Plan {
  const { city, world } = planner
  const made = draft(planner, lastOfMonth(month))
  const holders: Readonly<Record<BankAccount, 'finance' | 'bank' | 'treasury'>> = { '1003': 'finance', '1004': 'bank', '1005': 'treasury' }
  for (const book of Object.values(city.books)) {
    for (const account of Object.keys(holders) as BankAccount[]) {
      if (account === '1005' && book === city.books.assistance) continue
      for (const unit of city.units) {
        const fen = held(world, bank(book, account, unit))
        made.add('month_reconciled', book, { unit, account, detail: '', month, holder: holders[account], bookFen: fen, holderFen: fen, inTransitFen: 0n })
      }
    }
  }
  return made.plan(`${city.code} 月末对账`)
}
