// Records facts of books: load the books and their balances, let the domain decide, save facts, vouchers and memo movements.
import { type Day, dayOf } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { overdrawnExpenditure } from '@tongchou/domain/fund/expenditure-account.js'
import { type Posting, postFacts } from '@tongchou/domain/fund/post-facts.js'
import type pg from 'pg'
import { loadBalances, loadBooks, loadLaterBalances, lockBooks, savePostings } from './book-store.js'
import { saveFacts } from './fact-store.js'
import { frozenWaivers } from './frozen-waivers.js'

export interface Recorded {
  readonly kind: 'recorded'
  readonly postings: readonly Posting[]
  /** Voucher number by fact; facts without cash entries have none. */
  readonly vouchers: ReadonlyMap<bigint, bigint>
}

export interface NotRecorded {
  readonly kind: 'not_recorded'
  /** Every fault, with the fact it concerns. Nothing was saved. */
  readonly refusals: readonly { readonly fact: BookFact; readonly refusal: Refusal }[]
}

/** All or none, in the order given. Runs inside the caller's transaction and holds the books until it ends. */
export async function recordFacts(client: pg.ClientBase, facts: readonly BookFact[]): Promise<Recorded | NotRecorded> {
  const byBook = groupedBy(facts, (fact) => fact.book)
  const keys = [...byBook.keys()].sort()
  await lockBooks(client, keys)
  const books = await loadBooks(client, keys)
  const units = await unitsOfBooks(client, keys)
  const postings: Posting[] = []
  const refusals: { fact: BookFact; refusal: Refusal }[] = [...(await frozenWaivers(client, facts))]
  for (const key of keys) {
    const ofBook = byBook.get(key) ?? []
    const book = books.get(key)
    if (book === undefined) {
      refusals.push(...ofBook.map((fact) => ({ fact, refusal: refused('no_such_book', `没有账套 ${key}；请先开设账套。`) })))
      continue
    }
    const closed = ofBook.find((fact) => fact.kind === 'year_closed')
    const nextYear = closed === undefined ? new Map() : await loadLaterBalances(client, key, closed.bookedOn)
    const decision = postFacts(book, await loadBalances(client, key), ofBook, nextYear)
    postings.push(...decision.postings)
    refusals.push(...decision.refusals, ...ofOtherPools(decision.postings, units.get(key)), ...overdrawnExpenditure(decision))
  }
  if (refusals.length > 0) return { kind: 'not_recorded', refusals }
  const vouchers = new Map<bigint, bigint>()
  for (const group of upToEachClose(postings)) {
    await saveFacts(
      client,
      group.map(({ fact }) => fact),
    )
    for (const [fact, voucher] of await savePostings(client, group)) vouchers.set(fact, voucher)
  }
  return { kind: 'recorded', postings, vouchers }
}

/** Units that facts of a book may be counted for, with the last day of those that leave; a book whose pool names no units yet is missing. */
async function unitsOfBooks(client: pg.ClientBase, books: readonly string[]): Promise<Map<string, ReadonlyMap<string, Day | null>>> {
  const { rows } = await client.query<{ book: string; pool: string; units: string[]; lasts: (Day | null)[] }>(
    `SELECT book, pool, array_agg(unit) AS units, array_agg(last) AS lasts FROM (
       SELECT b.book, b.pool, u.unit, CASE WHEN bool_or(u.until IS NULL) THEN NULL ELSE max(u.until)::text END AS last FROM book b JOIN pooling_unit u USING (pool)
        WHERE b.book = ANY ($1) GROUP BY 1, 2, 3) one GROUP BY 1, 2`,
    [books],
  )
  return new Map(rows.map(({ book, pool, units, lasts }) => [book, new Map([[pool, null], ...units.map((unit, i) => [unit, lasts[i] ?? null] as const)])]))
}

/** Money counted for a unit of another pool would be in no unit's account of its own, and the units would no longer add up to the book. */
function ofOtherPools(postings: readonly Posting[], units: ReadonlyMap<string, Day | null> | undefined): { fact: BookFact; refusal: Refusal }[] {
  if (units === undefined) return []
  return postings.flatMap(({ fact, bookkeeping }) => {
    const touched = [...bookkeeping.entries, ...bookkeeping.memo]
    const other = touched.find(({ unit }) => !units.has(unit))
    if (other === undefined) return touched.flatMap(({ unit }) => ofNewTime(fact, unit, units.get(unit) ?? null)).slice(0, 1)
    return [{ fact, refusal: refused('no_such_unit', `${other.unit} 不是账套 ${fact.book} 所在统筹区的核算单位；请核对单位代码后再记。`) }]
  })
}

/** What concerns the time after a unit has left belongs to the books of its new pool; what came before is still paid, corrected and handed over here. */
function ofNewTime(fact: BookFact, unit: string, last: Day | null): { fact: BookFact; refusal: Refusal }[] {
  if (last === null || fact.bookedOn <= last || concerns(fact) <= last) return []
  return [{ fact, refusal: refused('unit_left', `${unit} 到 ${last} 已不再是账套 ${fact.book} 的核算单位；这一天以后的业务请记入它现在所属的统筹区。`) }]
}

/** The time that a fact is about: its benefit year or period; a fact without one winds up what was there before. */
function concerns(fact: BookFact): Day {
  if ('benefitYear' in fact) return dayOf(fact.benefitYear, 1, 1)
  if (fact.kind === 'funds_requested') return fact.month
  return 'period' in fact ? fact.period : ''
}

/** The database lets nothing into a closed year, so what comes before a close is saved before it. */
function upToEachClose(postings: readonly Posting[]): Posting[][] {
  const groups: Posting[][] = [[]]
  for (const posting of postings) {
    if (posting.fact.kind === 'year_closed') groups.push([])
    groups.at(-1)?.push(posting)
  }
  return groups.filter((group) => group.length > 0)
}
