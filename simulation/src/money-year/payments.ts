// The monthly payment run: each unit asks by the progress of its spending, city finance grants, county finance passes on, and one
// payment goes to each hospital for each book (E3, E4). What the major-illness insurer owes is paid with it and claimed back.
import { type Day, firstOfMonth, monthOf, yearOf } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Fen, portion, sumOf } from '@tongchou/domain/base/money.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type { OutsidePaid, ProviderPaid, ProviderPaidLine } from '@tongchou/domain/facts/fund-facts.js'
import type { Payable } from './city-money.js'
import { previous } from './premiums.js'
import { dayIn, headsIn, make, type YearContext } from './year-context.js'

/** What is settled and not yet paid, by book, provider, unit, part and care. A cancelled bill may leave a negative rest, which waits. */
export type Outstanding = Map<string, Payable>

export function addPayables(outstanding: Outstanding, payables: readonly Payable[]): void {
  for (const payable of payables) {
    const to = payable.payee === 'payable_outside' ? payable.payee : payable.provider
    const key = `${payable.book} ${to} ${payable.unit} ${payable.part} ${payable.care}`
    outstanding.set(key, { ...payable, fen: payable.fen + (outstanding.get(key)?.fen ?? 0n) })
  }
}

/** What is due to one kind of payee; it leaves `outstanding`. */
function takeDue(outstanding: Outstanding, payee: Payable['payee']): Payable[] {
  const due = [...outstanding].filter(([, payable]) => payable.payee === payee && payable.fen > 0n)
  for (const [key, payable] of due) outstanding.set(key, { ...payable, fen: 0n })
  return due.map(([, payable]) => payable)
}

/** Care outside the area is cleared once a month, on the day of the payment run. */
export function outsidePayments(context: YearContext, month: Day, outstanding: Outstanding): OutsidePaid[] {
  const day = dayIn(month, Number(context.data.words('payment_day')[0]))
  return takeDue(outstanding, 'payable_outside').map(({ book, unit, part, care, fen }) =>
    make(context, 'outside_paid', book, day, { unit, period: previous(month), part, care, amountFen: fen }),
  )
}

/** So many of the residents' providers are left to be paid at the desk in the last month. */
const LEFT_TO_THE_DESK = 3

/** One payment for each book and provider. */
export function providerPayments(context: YearContext, month: Day, outstanding: Outstanding): ProviderPaid[] {
  const day = dayIn(month, Number(context.data.words('payment_day')[0]))
  const groups = groupedBy(takeDue(outstanding, 'payable_providers'), (payable) => `${payable.book} ${payable.provider}`)
  const left = leftToTheDesk(context, month, [...groups.keys()])
  return [...groups].flatMap(([key, group]) => {
    const { book, provider } = group[0] as Payable
    if (left.has(key)) return []
    return make(context, 'provider_paid', book, day, { provider, period: previous(month), lines: group.map((payable) => lineOf(context, payable)) })
  })
}

function leftToTheDesk(context: YearContext, month: Day, keys: readonly string[]): ReadonlySet<string> {
  const own = month === firstOfMonth(context.to) ? keys.filter((key) => key.startsWith(`${context.books.resident} `)) : []
  return new Set(own.sort().slice(0, LEFT_TO_THE_DESK))
}

function lineOf(context: YearContext, { unit, month, part, care, fen }: Payable): ProviderPaidLine {
  const depositFen = part === 'pool' ? portion(fen, context.data.ratio('deposit_rate')) : 0n
  return { unit, period: previous(month), part, care, grossFen: fen, deductionFen: 0n, depositFen, nettedThisYearFen: 0n, nettedEarlierFen: 0n, setOffFen: 0n }
}

/** Cash that a unit needs in a book this month. */
export interface Need {
  readonly book: string
  readonly unit: string
  readonly fen: Fen
}

export function needsOf(payments: readonly ProviderPaid[], others: readonly BookFact[]): Need[] {
  const needs = [
    ...payments.flatMap(({ book, lines }) => lines.map(({ unit, grossFen, depositFen }) => ({ book, unit, fen: grossFen - depositFen }))),
    ...others.flatMap((fact) =>
      fact.kind === 'premium_aided' || fact.kind === 'outside_paid' ? [{ book: fact.book, unit: fact.unit, fen: fact.amountFen }] : [],
    ),
  ]
  return [...groupedBy(needs, (need) => `${need.book} ${need.unit}`).values()].map((group) => {
    const { book, unit } = group[0] as Need
    return { book, unit, fen: sumOf(group.map((need) => need.fen)) }
  })
}

const HUNDRED_YUAN = 10_000n

/**
 * Applies for what the expenditure account lacks, in whole hundreds of yuan. The city's own level is granted straight into the
 * expenditure account, a county through county finance.
 */
export function fundsFor(context: YearContext, month: Day, needs: readonly Need[], atHand: (book: string, unit: string) => Fen): BookFact[] {
  return needs.flatMap(({ book, unit, fen }) => {
    const lacking = fen - atHand(book, unit)
    if (lacking <= 0n) return []
    const amountFen = ((lacking + HUNDRED_YUAN - 1n) / HUNDRED_YUAN) * HUNDRED_YUAN
    const request = make(context, 'funds_requested', book, dayIn(month, 3), { unit, month, budgetLine: '待遇支出', amountFen })
    const via = unit === context.ownLevel ? 'direct' : 'county_finance'
    const grant = make(context, 'funds_granted', book, dayIn(month, 8), { unit, via, amountFen, request: request.fact })
    if (via === 'direct') return [request, grant]
    return [request, grant, make(context, 'funds_drawn', book, dayIn(month, 10), { unit, amountFen, grantFact: grant.fact })]
  })
}

/** The insurer pays back at the end of the month what was paid for it in the middle. */
export function insurerRepayments(context: YearContext, month: Day, payments: readonly ProviderPaid[], outside: readonly OutsidePaid[]): BookFact[] {
  const paid = [
    ...payments.flatMap(({ book, lines }) => lines.filter((line) => line.part === 'insurer').map((line) => ({ book, unit: line.unit, fen: line.grossFen }))),
    ...outside.filter((fact) => fact.part === 'insurer').map(({ book, unit, amountFen }) => ({ book, unit, fen: amountFen })),
  ]
  return [...groupedBy(paid, (line) => `${line.book} ${line.unit}`).values()].map((group) => {
    const { book, unit } = group[0] as Need
    const amountFen = sumOf(group.map((line) => line.fen))
    return make(context, 'insurer_repaid', book, dayIn(month, 25), { unit, insurer: context.insurer, period: previous(month), amountFen })
  })
}

/** The residents' major-illness insurance is paid for the whole year in February. */
export function insurerPremiums(context: YearContext, month: Day): BookFact[] {
  if (monthOf(month) !== 2) return []
  return context.units.flatMap(({ unit }) => {
    const { heads } = headsIn(context, 'resident', unit, yearOf(month))
    const perHeadFen = context.data.fen('insurer_premium_yuan')
    const fields = { unit, insurer: context.insurer, benefitYear: yearOf(month), heads, perHeadFen, amountFen: perHeadFen * BigInt(heads) }
    return heads > 0 ? [make(context, 'insurer_premium_paid', context.books.resident, dayIn(month, 20), fields)] : []
  })
}
