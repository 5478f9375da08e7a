// A synthetic city as a trial may settle it: what whoever draws cities must offer. The server draws nobody itself; the program that
// starts it says which city there is to draw from (docs/decisions/0007-population-of-a-trial.md).
import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Pool } from '../database/connect.js'
import type { TrialRules } from './trial-rules.js'
import type { TrialSource } from './trial-source.js'

export interface CityAsked {
  readonly people: number
  readonly seed: number
  /** The day from which its year is seen. */
  readonly today: Day
}

export interface SyntheticCity {
  /** The pool whose places, providers and rules it draws with. */
  readonly pool: string
  /**
   * Started with a `SyntheticThread`. Given null it answers the `PartResult` of the part; given the number of a person, counted from 1,
   * that person's bills, as it settled them for the sums. Its people have numbers below nothing: person 1 is −1.
   */
  readonly thread: URL
  readonly parts: (people: number) => number
  /** The days of its year, which ends the day before the day from which it is seen. */
  readonly days: (today: Day) => { readonly from: Day; readonly to: Day }
}

export interface SyntheticThread {
  readonly request: CityAsked
  readonly rules: TrialRules
  /** Whose bills are tried; null: of both schemes. */
  readonly scheme: Scheme | null
  /** Connection string of the settlement role; used once, to read the reference data. */
  readonly url: string
}

/** What a thread is given: a person whose bills are wanted, or null for the sums of the part. */
export type DrawnAsked = number | null

export const FEWEST_PEOPLE = 1_000
export const MOST_PEOPLE = 200_000

/** The city of the pool, or that there is none to draw from. */
export function cityOf(city: SyntheticCity | undefined, pool: string): SyntheticCity | Refusal {
  if (city?.pool === pool) return city
  return refused('no_synthetic_city', '这套系统没有装本统筹区的合成城市，不能用它测算；请改选已经结算的单据。')
}

export function sourceOfCity({ thread, parts }: SyntheticCity, settlement: Pool, of: Omit<SyntheticThread, 'url'>): TrialSource {
  const data: SyntheticThread = { ...of, url: urlOf(settlement) }
  const { people } = of.request
  return { thread, data, parts: parts(people), persons: people, given: async () => null }
}

/** A thread has connections of its own, made as this pool makes them. */
export function urlOf(pool: Pool): string {
  const url = pool.options.connectionString
  if (url === undefined) throw new Error('a pool was opened without a connection string')
  return url
}
