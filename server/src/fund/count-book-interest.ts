// Counts the interest of a cash account over the books whose money lies in it: reads balances and rates, asks the domain, says what the
// books already have.
import type { Day } from '@tongchou/domain/base/day.js'
import { monthsAfter } from '@tongchou/domain/base/day.js'
import { type Fen, NOTHING } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Counted, countInterest, type DatedRate, type Period, productOf, type Stretch, stretchesOf } from '@tongchou/domain/fund/count-interest.js'
import { interestPeriod } from '@tongchou/domain/fund/interest.js'
import type { Desk } from '../http/route.js'
import { bookOfDesk, type DeskBook, wholeBook } from './book-of-desk.js'
import { balanceChanges, bookedInterest, type CashPlace, ratesInForce, ratesOf } from './interest-store.js'
import type { Queries } from './transaction.js'

export interface InterestLine {
  readonly book: DeskBook
  readonly unit: string
  readonly stretches: readonly Stretch[]
  readonly product: bigint
  readonly rates: string
  readonly dueFen: Fen
  readonly weight: bigint
  readonly bookedFen: Fen
}

export interface InterestCount extends Counted {
  readonly lines: readonly InterestLine[]
  readonly bookedFen: Fen
  /** Why nothing can be counted yet: a day without a rate. Products stand all the same. */
  readonly missing: Refusal | undefined
}

/** The last quarter's interest period that is over. */
export function lastPeriod(today: Day): Period {
  for (let back = 0; ; back += 1) {
    const found = interestPeriod(monthsAfter(today, -back))
    if (found !== undefined && found.to <= today) return found
  }
}

/** The books of a place that the officer may count: whole books, or books of the pool where the account is one of the officer's units. */
export async function booksOfPlace(db: Queries, desk: Desk, { unit, books }: CashPlace): Promise<readonly DeskBook[] | Refusal> {
  if (unit !== null && !desk.officer.areas.includes(unit)) return refused('elsewhere', '这个核算单位不在您的管辖范围内，请由它的经办机构或上级办理。')
  const found: DeskBook[] = []
  for (const book of books) {
    const one = unit === null ? await wholeBook(db, desk, book) : await bookOfDesk(db, desk, book)
    if (isRefusal(one)) return one
    found.push(one)
  }
  return found
}

export async function countBookInterest(db: Queries, pool: string, books: readonly DeskBook[], place: CashPlace, period: Period): Promise<InterestCount> {
  const rates = ratesInForce(await ratesOf(db, pool), place)
  const accounts = (await balanceChanges(db, place, period)).map((one) => ({ ...one, found: stretchesOf(period, one.changes, rates) }))
  const missing = accounts.map(({ found }) => found).find((found) => isRefusal(found))
  const counted = accounts.map(({ found, changes, ...one }) => ({ ...one, stretches: isRefusal(found) ? unpriced(period, changes, rates) : found }))
  const outcome = countInterest(counted.map(({ stretches }) => stretches))
  const booked = await bookedInterest(db, place, period)
  const lines = counted.flatMap(({ book, unit, stretches }, i): InterestLine[] => {
    const of = books.find((one) => one.book === book)
    if (of === undefined) return []
    const bookedFen = booked.find((one) => one.book === book && one.unit === unit)?.fen ?? 0n
    const rest = { product: productOf(stretches), rates: ratesText(stretches), dueFen: outcome.dueParts[i] ?? 0n, weight: outcome.weights[i] ?? 0n }
    return [{ book: of, unit, stretches, bookedFen, ...rest }]
  })
  return { ...outcome, lines, bookedFen: booked.reduce((sum, { fen }) => sum + fen, 0n), missing }
}

/** Products without interest, where a rate is missing. */
function unpriced(period: Period, changes: Parameters<typeof stretchesOf>[1], rates: readonly DatedRate[]): readonly Stretch[] {
  const found = stretchesOf(period, changes, [{ inForce: '0001-01-01', yearly: NOTHING, text: '' }, ...rates])
  return isRefusal(found) ? [] : found
}

/** The rates that counted, in their order. */
function ratesText(stretches: readonly Stretch[]): string {
  return [...new Set(stretches.map(({ rate }) => rate.text))].join('、')
}
