// The payment run of a city's month: what is owed and affordable, the requests for it, the grants through city and county finance, one
// payment for each hospital and book with deductions, deposits, netted recoveries and prepayments set off; then what the bank returns.
import { type Day, monthsAfter } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Fen, least } from '@tongchou/domain/base/money.js'
import type { FundsRequested, PaymentPart, ProviderPaidLine } from '@tongchou/domain/facts/fund-facts.js'
import type { Part } from '@tongchou/domain/facts/money-fact.js'
import { dayIn } from '../money-year/year-context.js'
import { occasion } from './befall.js'
import { hospitalOf, personOf } from './places.js'
import { addTo, type Draft, draft, type Plan, type Planner } from './plan.js'
import { bank, freeOfBook, held, outside } from './world.js'

interface HospitalLine {
  readonly key: string
  readonly book: string
  readonly provider: string
  readonly line: ProviderPaidLine
  readonly net: Fen
}

interface OtherPayment {
  readonly owedKey: string
  readonly book: string
  readonly unit: string
  readonly part: PaymentPart
  readonly to: 'outside' | 'person'
  readonly fen: Fen
}

export interface Run {
  readonly lines: readonly HospitalLine[]
  readonly others: readonly OtherPayment[]
  /** By book and unit. */
  readonly needs: ReadonlyMap<string, Fen>
}

/** What is paid this month: what is owed, book by book, as far as the special fiscal account reaches. */
export function chooseRun(planner: Planner, month: Day): Run {
  const { world, city } = planner
  const free = new Map(Object.values(city.books).map((book) => [book, freeOfBook(world, book)]))
  const needs = new Map<string, Fen>()
  const affordable = (book: string, unit: string, fen: Fen): boolean => {
    const rest = (free.get(book) ?? 0n) - fen
    if (rest < 0n) return false
    free.set(book, rest)
    addTo(needs, `${book} ${unit}`, fen)
    return true
  }
  const lines = hospitalLines(planner, month).filter(({ book, line, net }) => affordable(book, line.unit, net))
  const others = otherPayments(planner).filter(({ book, unit, fen }) => affordable(book, unit, fen))
  return { lines, others, needs }
}

function hospitalLines({ owed, random, city, atDesk }: Planner, month: Day): HospitalLine[] {
  const period = monthsAfter(month, -1)
  const depositRate = month < `${month.slice(0, 4)}-07-01` ? 20n : 25n
  const prepaid = new Map(owed.prepaid)
  const recoveries = new Map(owed.recoveries)
  return [...owed.hospitals].flatMap(([key, grossFen]) => {
    const [book = '', provider = '', unit = '', part = ''] = key.split(' ')
    if (grossFen <= 0n || book === atDesk || random.chance(0.1)) return []
    const own = part === 'pool'
    const deductionFen = own && random.chance(0.3) ? grossFen / 50n : 0n
    const depositFen = own ? grossFen / depositRate : 0n
    const expense = grossFen - deductionFen - depositFen
    const netted = own && book === city.books.resident ? least(recoveries.get(unit) ?? 0n, expense / 10n) : 0n
    const thisYear = random.chance(0.5)
    const setOffFen = own && hospitalOf(unit) === provider ? least(prepaid.get(`${book} ${unit}`) ?? 0n, expense / 2n) : 0n
    if (netted > 0n) recoveries.set(unit, (recoveries.get(unit) ?? 0n) - netted)
    if (setOffFen > 0n) prepaid.set(`${book} ${unit}`, (prepaid.get(`${book} ${unit}`) ?? 0n) - setOffFen)
    const nets = { nettedThisYearFen: thisYear ? netted : 0n, nettedEarlierFen: thisYear ? 0n : netted, setOffFen }
    const line: ProviderPaidLine = { unit, period, part: part as PaymentPart, care: 'outpatient', grossFen, deductionFen, depositFen, ...nets }
    return [{ key, book, provider, line, net: expense - netted - setOffFen }]
  })
}

function otherPayments({ owed, random, city }: Planner): OtherPayment[] {
  const away = [...owed.elsewhere].flatMap(([owedKey, fen]): OtherPayment[] => {
    const [book = '', unit = '', part = ''] = owedKey.split(' ')
    return fen <= 0n || random.chance(0.3) ? [] : [{ owedKey, book, unit, part: part as PaymentPart, to: 'outside', fen }]
  })
  const claims = [...owed.claims].flatMap(([unit, fen]): OtherPayment[] =>
    fen <= 0n || random.chance(0.5)
      ? []
      : [{ owedKey: unit, book: city.books.resident, unit, part: 'pool', to: 'person', fen: fen > 50_000n ? fen / 2n : fen }],
  )
  return [...away, ...claims]
}

/** Each unit asks for what its expenditure account lacks. */
export function requests(planner: Planner, month: Day, run: Run): { readonly plan: Plan; readonly asked: readonly FundsRequested[] } {
  const made = draft(planner, dayIn(month, 8))
  const asked = [...run.needs].flatMap(([key, fen]) => {
    const [book = '', unit = ''] = key.split(' ')
    const lacking = fen - held(planner.world, bank(book, '1004', unit))
    return lacking > 0n ? [made.add('funds_requested', book, { unit, month, budgetLine: '待遇支出', amountFen: lacking })] : []
  })
  return { plan: made.plan(`${planner.city.code} 用款申请`), asked }
}

/** Grants, draws and the payment batch itself. */
export function payments(planner: Planner, month: Day, run: Run, asked: readonly FundsRequested[]): Plan {
  const made = draft(planner, dayIn(month, 15))
  for (const request of asked) grant(planner, made, request)
  const { owed } = planner
  for (const group of groupedBy(run.lines, ({ book, provider }) => `${book} ${provider}`).values()) {
    const [first] = group
    if (first === undefined) continue
    const moves = group.map(({ book, provider, line, net }) => ({ from: bank(book, '1004', line.unit), to: outside(`hospital ${provider}`), fen: net }))
    made.add('provider_paid', first.book, { provider: first.provider, period: monthsAfter(month, -1), lines: group.map(({ line }) => line) }, ...moves)
    made.after.push(() => group.map((one) => paid(owed, one)))
  }
  for (const other of run.others) payOther(planner, made, month, other)
  return made.plan(`${planner.city.code} 拨付批次`)
}

function grant({ city }: Planner, made: Draft, { book, unit, amountFen, fact: request }: FundsRequested): void {
  const [special, county, spending] = [bank(book, '1003', unit), bank(book, '1003', unit, 'county_finance'), bank(book, '1004', unit)]
  if (unit === city.ownLevel) {
    made.add('funds_granted', book, { unit, via: 'direct', amountFen, request }, { from: special, to: spending, fen: amountFen })
    return
  }
  const granted = made.add('funds_granted', book, { unit, via: 'county_finance', amountFen, request }, { from: special, to: county, fen: amountFen })
  made.add('funds_drawn', book, { unit, amountFen, grantFact: granted.fact }, { from: county, to: spending, fen: amountFen })
}

function paid({ hospitals, deposits, prepaid, recoveries, insurer }: Planner['owed'], { key, book, line }: HospitalLine): void {
  addTo(hospitals, key, -line.grossFen)
  addTo(deposits, `${book} ${line.unit} ${line.part}`, line.depositFen)
  addTo(prepaid, `${book} ${line.unit}`, -line.setOffFen)
  addTo(recoveries, line.unit, -line.nettedThisYearFen - line.nettedEarlierFen)
  if (line.part === 'insurer') addTo(insurer, line.unit, line.grossFen)
}

function payOther({ owed }: Planner, made: Draft, month: Day, { owedKey, book, unit, part, to, fen }: OtherPayment): void {
  const from = bank(book, '1004', unit)
  if (to === 'person') {
    const fields = { unit, person: personOf(unit, 'resident'), part: 'pool', care: 'outpatient', amountFen: fen } as const
    made.add('person_paid', book, fields, { from, to: outside('persons'), fen })
    made.after.push(() => addTo(owed.claims, owedKey, -fen))
    return
  }
  const fields = { unit, period: monthsAfter(month, -1), part, care: 'outpatient', amountFen: fen } as const
  made.add('outside_paid', book, fields, { from, to: outside('places elsewhere'), fen })
  made.after.push(() => {
    addTo(owed.elsewhere, owedKey, -fen)
    if (part === 'insurer') addTo(owed.insurer, unit, fen)
  })
}

/** The bank's result file: some payments come back, either into red expenditure or to wait in 2001 for the right account number. */
export function bounces(planner: Planner, month: Day, run: Run): Plan {
  const { owed, random, city } = planner
  const made = draft(planner, dayIn(month, 17))
  const back = occasion(planner, 'bounced')
  made.after.push(back.happened)
  const own = (part: PaymentPart): part is Part => part === 'pool' || part === 'account'
  for (const { key, book, provider, line, net } of run.lines) {
    if (!own(line.part) || net <= 0n || !back.befalls(random.chance(0.08))) continue
    const bookedTo = random.chance(0.5) ? 'red_5001' : '2001'
    const fields = { unit: line.unit, to: 'provider', part: line.part, care: line.care, bookedTo, amountFen: net } as const
    made.add('payment_bounced', book, fields, { from: outside(`hospital ${provider}`), to: bank(book, '1004', line.unit), fen: net })
    made.after.push(() => {
      if (bookedTo === 'red_5001') addTo(owed.hospitals, key, net)
      else owed.bounced = [...owed.bounced, { book, unit: line.unit, to: `hospital ${provider}`, fen: net }]
    })
  }
  return made.plan(`${city.code} 银行回盘退票`)
}

/** What waits in 2001 is paid again, where the expenditure account still has it. */
export function repaid(planner: Planner, month: Day): Plan {
  const { owed, random, city, world } = planner
  const made = draft(planner, dayIn(month, 27))
  const left = new Map<string, Fen>()
  const again = owed.bounced.filter(({ book, unit, fen }) => {
    const place = bank(book, '1004', unit)
    const rest = (left.get(place) ?? held(world, place)) - fen
    if (rest < 0n || random.chance(0.3)) return false
    left.set(place, rest)
    return true
  })
  for (const { book, unit, to, fen } of again)
    made.add('bounced_repaid', book, { unit, to: 'provider', amountFen: fen }, { from: bank(book, '1004', unit), to: outside(to), fen })
  made.after.push(() => {
    owed.bounced = owed.bounced.filter((one) => !again.includes(one))
  })
  return made.plan(`${city.code} 退票再付`)
}
