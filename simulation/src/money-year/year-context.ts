// What every part of the year's money asks about: the city, the figures, fact numbers, days of the month.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { BookFactKind, BookFactOf } from '@tongchou/domain/facts/fact.js'
import { nextFacts } from '@tongchou/server/fund/fact-store.js'
import type { Queries } from '@tongchou/server/fund/transaction.js'
import type { Heads, Unit } from './city-money.js'
import type { YearData } from './year-data.js'

export interface BookKeys {
  readonly resident: string
  readonly employee: string
  readonly large: string
  readonly assistance: string
}

export interface YearContext {
  readonly pool: string
  readonly from: Day
  readonly to: Day
  readonly units: readonly Unit[]
  /** The unit that stands for the pool's own accounts. */
  readonly ownLevel: string
  /** The unit whose county is late with its share this year. */
  readonly lateUnit: string
  readonly insurer: string
  readonly books: BookKeys
  readonly data: YearData
  readonly heads: readonly Heads[]
  readonly numbers: FactNumbers
}

/** Fact numbers fetched ahead, so that facts can name each other before they are saved. */
export interface FactNumbers {
  next(): bigint
  /** Makes sure that at least `count` numbers are at hand. */
  refill(count: number): Promise<void>
}

export function factNumbers(db: Queries): FactNumbers {
  let ahead: bigint[] = []
  let used = 0
  return {
    next: () => {
      const number = ahead[used]
      if (number === undefined) throw new Error('no fact number is left; refill before making facts')
      used += 1
      return number
    },
    refill: async (count) => {
      const left = ahead.slice(used)
      ahead = left.length < count ? left.concat(await nextFacts(db, count - left.length)) : left
      used = 0
    },
  }
}

type Fields<K extends BookFactKind> = Omit<BookFactOf<K>, 'kind' | 'book' | 'fact' | 'inForce' | 'bookedOn'>

/** A new fact that takes effect and is booked on the same day. */
export function make<K extends BookFactKind>(context: Pick<YearContext, 'numbers'>, kind: K, book: string, day: Day, fields: Fields<K>): BookFactOf<K> {
  return { kind, book, fact: context.numbers.next(), inForce: day, bookedOn: day, ...fields } as unknown as BookFactOf<K>
}

/** The n-th day of the month that `month` begins. */
export function dayIn(month: Day, day: number): Day {
  return `${month.slice(0, 8)}${String(day).padStart(2, '0')}`
}

/** Heads of a unit in a benefit year; of the latest year before it where the register has none for it yet. */
export function headsIn(context: YearContext, scheme: Scheme, unit: string, year: number): Heads {
  const rows = context.heads.filter((row) => row.scheme === scheme && row.unit === unit && row.year <= year)
  const known = rows.reduce<Heads | undefined>((latest, row) => (latest === undefined || row.year > latest.year ? row : latest), undefined)
  return known ?? { scheme, unit, year, heads: 0, retired: 0, aidedFull: 0, aidedHalf: 0 }
}
