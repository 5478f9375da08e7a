// A desk of finance officers over the small pool, and facts of its books, for tests of the fund's pages.
import assert from 'node:assert/strict'
import type { BookFact, BookFactKind, BookFactOf } from '@tongchou/domain/facts/fact.js'
import type { Fund } from '@tongchou/domain/fund/memo.js'
import { nextFacts } from '../fund/fact-store.js'
import { openBooks } from '../fund/open-books.js'
import { recordFacts } from '../fund/record-facts.js'
import { inTransaction } from '../fund/transaction.js'
import { type TestDatabase, testDatabase } from './database.js'
import { type Answer, noon, type TestClock, type TestDesk, testClock, testDesk } from './desk.js'
import { makeSmallPool, POOL } from './small-pool.js'

export type FactFields<K extends BookFactKind> = Omit<BookFactOf<K>, 'kind' | 'book' | 'fact' | 'inForce' | 'bookedOn'>

export interface FundDesk {
  readonly db: TestDatabase
  readonly desk: TestDesk
  readonly clock: TestClock
  /** Records facts in their order; all of them must be accepted. */
  record(facts: readonly BookFact[]): Promise<void>
  fact<K extends BookFactKind>(book: string, day: string, kind: K, fields: FactFields<K>): Promise<BookFact>
  close(): Promise<void>
}

export async function fundDesk(funds: readonly Fund[], today: string): Promise<FundDesk> {
  const db = await testDatabase()
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds })
  const clock = testClock(noon(today))
  const desk = await testDesk(db, { pool: POOL, clock })
  return {
    db,
    desk,
    clock,
    record: async (facts) => {
      const answer = await inTransaction(db.batch, (client) => recordFacts(client, facts))
      assert.deepEqual(answer.kind === 'recorded' ? [] : answer.refusals.map(({ refusal }) => refusal.sentence), [])
    },
    fact: async (book, day, kind, fields) => {
      const [number] = await nextFacts(db.batch, 1)
      return { kind, book, fact: number, inForce: day, bookedOn: day, ...fields } as unknown as BookFact
    },
    close: async () => {
      await desk.close()
      await db.drop()
    },
  }
}

/** The answer's body as loose JSON; the route's schema has checked its shape. */
export function bodyOf({ status, body }: Answer, expected = 200): ReturnType<typeof JSON.parse> {
  assert.equal(status, expected, JSON.stringify(body))
  return body
}

/** The money of a unit as the book opens. */
export function opening(amounts: Readonly<Record<string, bigint>>, unit: string): FactFields<'opening_balance'> {
  const keys = Object.keys(amounts)
  return {
    unit,
    accounts: keys.map((key) => key.split('/')[0] ?? ''),
    details: keys.map((key) => key.split('/')[1] ?? ''),
    amounts: Object.values(amounts),
    memoAccounts: [],
    memoAmounts: [],
  }
}
