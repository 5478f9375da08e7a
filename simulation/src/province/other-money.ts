// What else moves a city's money in a month, drawn by chance: recoveries, refunds, late fees, transferred accounts, prepayments, deposits
// given back or lost, bonds, the insurer, pending income and its split, and a voucher by hand taken back in red.
import { type Day, monthOf, yearOf } from '@tongchou/domain/base/day.js'
import { type Fen, least } from '@tongchou/domain/base/money.js'
import { dayIn } from '../money-year/year-context.js'
import { hospitalOf } from './places.js'
import { addTo, between, type Draft, draft, type Plan, type Planner } from './plan.js'
import { bank, freeOfBook, held, outside } from './world.js'

type Act = (planner: Planner, made: Draft, unit: string, month: Day) => void

const INSURER = '示范大病保险承保机构'

const recovered: Act = ({ city, owed, random }, made, unit, month) => {
  const amountFen = least(owed.recoveries.get(unit) ?? 0n, between(random, 20, 300))
  if (amountFen <= 0n) return
  const thisYear = random.chance(0.5)
  const benefitYear = thisYear ? yearOf(month) : yearOf(month) - 1
  const book = city.books.resident
  const fields = { unit, benefitYear, part: 'pool', care: 'outpatient', recorded: true, amountFen } as const
  made.add('recovery_received', book, fields, {
    from: outside(`hospital ${hospitalOf(unit)}`),
    to: bank(book, thisYear ? '1004' : '1003', unit),
    fen: amountFen,
  })
  made.after.push(() => addTo(owed.recoveries, unit, -amountFen))
}

const lateFee: Act = ({ city, random }, made, unit) => {
  const [book, poolFen] = [city.books.employee, between(random, 5, 90)]
  made.add(
    'other_income_received',
    book,
    { unit, arrives: 'special', reason: 'late_fee', poolFen, accountFen: 0n },
    { from: outside('payers'), to: bank(book, '1003', unit), fen: poolFen },
  )
}

const refunded: Act = ({ city, random, world }, made, unit, month) => {
  const [book, poolFen] = [city.books.resident, between(random, 3, 60)]
  if (held(world, bank(book, '1004', unit)) < poolFen) return
  const premiumYear = random.chance(0.5) ? yearOf(month) : yearOf(month) - 1
  made.add('premium_refunded', book, { unit, premiumYear, poolFen, accountFen: 0n }, { from: bank(book, '1004', unit), to: outside('payers'), fen: poolFen })
}

const accountMoved: Act = ({ city, random, world }, made, unit) => {
  const [book, amountFen] = [city.books.employee, between(random, 10, 200)]
  if (random.chance(0.5))
    made.add('account_transferred', book, { unit, direction: 'in', amountFen }, { from: outside('other cities'), to: bank(book, '1003', unit), fen: amountFen })
  else if (held(world, bank(book, '1004', unit)) >= amountFen)
    made.add(
      'account_transferred',
      book,
      { unit, direction: 'out', amountFen },
      { from: bank(book, '1004', unit), to: outside('other cities'), fen: amountFen },
    )
}

/** In spring to the unit's own hospital; what the payments of the year did not set off comes back in December. */
const prepayment: Act = ({ city, random, world, owed }, made, unit, month) => {
  const [book, provider] = [city.books.resident, hospitalOf(unit)]
  const left = owed.prepaid.get(`${book} ${unit}`) ?? 0n
  if (monthOf(month) === 12 && left > 0n) {
    made.add(
      'prepayment_returned',
      book,
      { unit, provider, amountFen: left },
      { from: outside(`hospital ${provider}`), to: bank(book, '1004', unit), fen: left },
    )
    made.after.push(() => addTo(owed.prepaid, `${book} ${unit}`, -left))
  }
  const amountFen = least(held(world, bank(book, '1004', unit)), between(random, 100, 2_000))
  if (monthOf(month) > 6 || amountFen <= 0n) return
  made.add('prepaid', book, { unit, provider, amountFen }, { from: bank(book, '1004', unit), to: outside(`hospital ${provider}`), fen: amountFen })
  made.after.push(() => addTo(owed.prepaid, `${book} ${unit}`, amountFen))
}

const depositEnded: Act = ({ city, random, world, owed }, made, unit) => {
  const book = city.books.employee
  const amountFen = least(owed.deposits.get(`${book} ${unit} pool`) ?? 0n, between(random, 10, 900))
  if (amountFen <= 0n) return
  const fields = { unit, provider: hospitalOf(unit), part: 'pool', amountFen } as const
  if (random.chance(0.3)) made.add('deposit_forfeited', book, fields)
  else if (held(world, bank(book, '1004', unit)) >= amountFen)
    made.add(
      'deposit_released',
      book,
      { ...fields, care: 'outpatient' },
      { from: bank(book, '1004', unit), to: outside(`hospital ${fields.provider}`), fen: amountFen },
    )
  else return
  made.after.push(() => addTo(owed.deposits, `${book} ${unit} pool`, -amountFen))
}

const bond: Act = ({ city, random, world, owed, numbers }, made, unit, month) => {
  const book = city.books.employee
  const [ripe] = owed.bonds.filter((one) => one.unit === unit)
  if (ripe !== undefined) {
    const receivedFen = ripe.fen + ripe.fen / 100n
    made.add(
      'bond_redeemed',
      book,
      { unit, bond: ripe.bond, costFen: ripe.fen, receivedFen },
      { from: outside('state'), to: bank(book, '1003', unit), fen: receivedFen },
    )
    made.after.push(() => {
      owed.bonds = owed.bonds.filter((one) => one !== ripe)
    })
    return
  }
  const fen = between(random, 500, 5_000)
  if (held(world, bank(book, '1003', unit)) < fen || freeOfBook(world, book) < 50n * fen) return
  const name = `国债${month}-${unit}-${numbers.next()}`
  made.add('bond_bought', book, { unit, bond: name, amountFen: fen }, { from: bank(book, '1003', unit), to: outside('state'), fen })
  made.after.push(() => {
    owed.bonds = [...owed.bonds, { book, unit, bond: name, fen }]
  })
}

const pending: Act = ({ city, random }, made, unit) => {
  const book = city.books.employee
  const [poolFen, accountFen] = [between(random, 10, 500), between(random, 1, 90)]
  const amountFen = poolFen + accountFen
  made.add(
    'pending_received',
    book,
    { unit, of: 'premium', account: '1003', amountFen },
    { from: outside('payers'), to: bank(book, '1003', unit), fen: amountFen },
  )
  made.add('pending_split', book, { unit, of: 'premium', poolFen, accountFen })
}

const partsCorrected: Act = ({ city, random }, made, unit) => {
  made.add('parts_corrected', city.books.employee, { unit, from: 'pool', to: 'account', amountFen: between(random, 1, 40) })
}

const CHANCES: readonly (readonly [Act, number])[] = [
  [recovered, 0.25],
  [lateFee, 0.2],
  [refunded, 0.2],
  [accountMoved, 0.3],
  [prepayment, 0.3],
  [depositEnded, 0.25],
  [bond, 0.15],
  [pending, 0.15],
  [partsCorrected, 0.1],
]

/** What chance brings a city this month; each plan is drawn when the one before it stands. */
export function otherMoney(planner: Planner, month: Day): (() => Plan)[] {
  return CHANCES.map(([act, chance], i) => () => {
    const made = draft(planner, dayIn(month, 18 + (i % 3)))
    for (const unit of planner.city.units) if (planner.random.chance(monthOf(month) === 12 && act === prepayment ? 1 : chance)) act(planner, made, unit, month)
    return made.plan(`${planner.city.code} 其他收支之${i + 1}`)
  })
}

/** The insurer: its premium in February, what was paid for it month by month, its surplus back in December. */
export function insurerMoney(planner: Planner, month: Day): Plan {
  const { city, owed, random, world } = planner
  const book = city.books.resident
  const made = draft(planner, dayIn(month, 25))
  let free = freeOfBook(world, book)
  for (const unit of city.units) {
    const premiumFen = 6_000n * 100n
    if (monthOf(month) === 2 && free >= premiumFen) {
      free -= premiumFen
      const fields = { unit, insurer: INSURER, benefitYear: yearOf(month), heads: 100, perHeadFen: 6_000n, amountFen: premiumFen }
      made.add('insurer_premium_paid', book, fields, { from: bank(book, '1003', unit), to: outside('insurer'), fen: premiumFen })
    }
    const amountFen = owed.insurer.get(unit) ?? 0n
    if (amountFen > 0n && !random.chance(0.2)) {
      made.add(
        'insurer_repaid',
        book,
        { unit, insurer: INSURER, period: month, amountFen },
        { from: outside('insurer'), to: bank(book, '1004', unit), fen: amountFen },
      )
      made.after.push(() => addTo(owed.insurer, unit, -amountFen))
    }
    if (monthOf(month) === 12) surplusReturned(made, book, unit, yearOf(month), between(random, 10, 500))
  }
  return made.plan(`${city.code} 大病保险往来`)
}

function surplusReturned(made: Draft, book: string, unit: string, benefitYear: number, amountFen: Fen): void {
  const fields = { unit, insurer: INSURER, benefitYear, result: 'surplus_returned', amountFen } as const
  made.add('insurer_settled', book, fields, { from: outside('insurer'), to: bank(book, '1003', unit), fen: amountFen })
}

/** A voucher written by hand, which turns out wrong and is taken back in red the next day. */
export function enteredByHand(planner: Planner, month: Day): readonly [Plan, (voucher: bigint) => Plan] {
  const { city, random } = planner
  const [book, unit, fen] = [city.books.resident, city.ownLevel, between(random, 10, 400)]
  const [from, to] = [outside('state'), bank(book, '1003', unit)]
  const lines = { units: [unit, unit], accounts: ['1003', '4501'], details: ['', ''] }
  const first = draft(planner, dayIn(month, 19))
  first.add('voucher_entered', book, { text: '其他收入', corrects: null, correction: 'none', ...lines, amounts: [fen, -fen] }, { from, to, fen })
  const takenBack = (voucher: bigint): Plan => {
    const second = draft(planner, dayIn(month, 20))
    const fields = { text: '冲销错账', corrects: voucher, correction: 'red_letter', ...lines, amounts: [-fen, fen], reds: [true, true] } as const
    second.add('voucher_entered', book, fields, { from: to, to: from, fen })
    return second.plan(`${city.code} 红字冲销`)
  }
  return [first.plan(`${city.code} 手工凭证`), takenBack]
}
