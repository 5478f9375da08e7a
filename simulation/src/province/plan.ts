// A step of the proof: what is to be recorded, and whose money changes hands with it. A plan is drawn once; an attempt that was cut off is
// made again from the same plan.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { BookFact, BookFactKind, BookFactOf } from '@tongchou/domain/facts/fact.js'
import type pg from 'pg'
import { type FactNumbers, make } from '../money-year/year-context.js'
import type { Random } from '../random/random.js'
import type { Fate } from './befall.js'
import type { City } from './places.js'
import type { Move, World } from './world.js'

export interface Plan {
  readonly name: string
  readonly day: Day
  readonly books: readonly string[]
  readonly facts: readonly BookFact[]
  readonly moves: readonly Move[]
  /** Recorded beside the facts, or instead of them, in the same transaction. */
  readonly write?: (client: pg.PoolClient) => Promise<void>
  /** What the planner remembers once the step stands. */
  readonly after?: () => void
}

/** What is owed in a city, as those remember it to whom it is owed. */
export interface Owed {
  /** By book, hospital, unit and part. */
  readonly hospitals: Map<string, Fen>
  /** By book, unit and part: care outside the city. */
  readonly elsewhere: Map<string, Fen>
  /** By unit: claims that persons handed in before the year. */
  readonly claims: Map<string, Fen>
  /** By unit and government: subsidies due and not yet here. */
  readonly subsidies: Map<string, Fen>
  /** By unit: premiums assessed and not yet paid, pool and accounts. */
  readonly premiums: Map<string, readonly [pool: Fen, account: Fen]>
  /** By book, unit and part. */
  readonly deposits: Map<string, Fen>
  /** By book and unit: prepaid to its hospital. */
  readonly prepaid: Map<string, Fen>
  /** By unit: paid for the insurer and not yet paid back. */
  readonly insurer: Map<string, Fen>
  /** By unit: overpaid to hospitals, to be netted or paid back. */
  readonly recoveries: Map<string, Fen>
  /** Payments that the bank returned and that wait in 2001. */
  bounced: readonly { readonly book: string; readonly unit: string; readonly to: string; readonly fen: Fen }[]
  /** Premiums of the next year, by unit: collected while they were income, and since they are a liability. */
  readonly early: Map<string, readonly [before: Fen, since: Fen]>
  bonds: readonly { readonly book: string; readonly unit: string; readonly bond: string; readonly fen: Fen }[]
}

export interface Planner {
  readonly world: World
  readonly numbers: FactNumbers
  readonly city: City
  readonly owed: Owed
  readonly random: Random
  /** The book whose hospitals are paid at the desk, and not by facts recorded directly. */
  readonly atDesk: string | undefined
  /** What has befallen the whole run. */
  readonly fate: Fate
  /** Nobody's turn comes after this city's. */
  readonly last: boolean
}

export function nothingOwed(): Owed {
  const maps = { hospitals: new Map(), elsewhere: new Map(), claims: new Map(), subsidies: new Map(), premiums: new Map(), deposits: new Map() }
  return { ...maps, prepaid: new Map(), insurer: new Map(), recoveries: new Map(), bounced: [], early: new Map(), bonds: [] }
}

type Fields<K extends BookFactKind> = Omit<BookFactOf<K>, 'kind' | 'book' | 'fact' | 'inForce' | 'bookedOn'>

export interface Draft {
  readonly facts: BookFact[]
  readonly moves: Move[]
  readonly after: (() => void)[]
  add<K extends BookFactKind>(kind: K, book: string, fields: Fields<K>, ...moves: readonly Move[]): BookFactOf<K>
  plan(name: string): Plan
}

/** Collects the facts of one city on one day. */
export function draft(planner: Pick<Planner, 'numbers'>, day: Day): Draft {
  const [facts, moves, after]: [BookFact[], Move[], (() => void)[]] = [[], [], []]
  return {
    facts,
    moves,
    after,
    add: (kind, book, fields, ...more) => {
      const fact = make(planner, kind, book, day, fields)
      facts.push(fact)
      moves.push(...more)
      return fact
    },
    plan: (name) => ({ name, day, books: [...new Set(facts.map(({ book }) => book))], facts, moves, after: () => void after.map((remember) => remember()) }),
  }
}

export function addTo(sums: Map<string, Fen>, key: string, fen: Fen): void {
  sums.set(key, (sums.get(key) ?? 0n) + fen)
}

/** Yuan between two bounds, in fen. */
export function between(random: Random, low: number, high: number): Fen {
  return BigInt(low + random.below(high - low + 1)) * 100n + BigInt(random.below(100))
}
