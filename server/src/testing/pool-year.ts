// A year of a small pool as facts: what each unit had saved, took in and spent; and readers of the desk's answers.
import assert from 'node:assert/strict'
import type { BookFact, BookFactKind, BookFactOf } from '@tongchou/domain/facts/fact.js'
import type { Pool } from '../database/connect.js'
import { nextFacts } from '../fund/fact-store.js'
import type { Answer } from './desk.js'
import { COUNTY_A, HOSPITAL, OWN_LEVEL } from './small-pool.js'

export type Fields<K extends BookFactKind> = Omit<BookFactOf<K>, 'kind' | 'book' | 'fact' | 'inForce' | 'bookedOn'>

/** A year-end rule in the neutral form of cases: the city's surplus first, the rest shared 70:30. */
export const SURPLUS_FIRST = {
  mode: 'unified',
  gap_after_levy: false,
  management_article: '四8',
  plan_test: { income: true, expenditure: false },
  city_surplus_of: 'opening',
  when_short: 'proportional',
  sharing: { city: '0.7', unit: '0.3' },
}

/** A fact of the book on a day. */
export async function factOf<K extends BookFactKind>(batch: Pool, book: string, day: string, kind: K, fields: Fields<K>): Promise<BookFact> {
  const [number] = await nextFacts(batch, 1)
  return { kind, book, fact: number, inForce: day, bookedOn: day, ...fields } as unknown as BookFact
}

/** What a unit saved before, took in and spent in 2025, in fen. */
export async function unitYear(
  batch: Pool,
  book: string,
  unit: string,
  { saved, income, spent }: Readonly<Record<'saved' | 'income' | 'spent', bigint>>,
): Promise<BookFact[]> {
  const fact = <K extends BookFactKind>(day: string, kind: K, fields: Fields<K>) => factOf(batch, book, day, kind, fields)
  const premium = {
    unit,
    arrives: 'special' as const,
    paidBy: 'payer' as const,
    assessed: false,
    period: '2025-03-01',
    benefitYear: 2025,
    poolFen: income,
    accountFen: 0n,
    ticket: '',
  }
  const line = {
    unit,
    period: '2025-05-01',
    part: 'pool' as const,
    care: 'inpatient' as const,
    grossFen: spent,
    deductionFen: 0n,
    depositFen: 0n,
    nettedThisYearFen: 0n,
    nettedEarlierFen: 0n,
    setOffFen: 0n,
  }
  return [
    await fact('2024-12-31', 'opening_balance', {
      unit,
      // Money of others lies in the account as well: 1,000 fen of clearing funds for each unit.
      accounts: ['1003', '2001', '3001'],
      details: ['', '', ''],
      amounts: [saved + 1_000n, -1_000n, -saved],
      memoAccounts: ['payable_providers'],
      memoAmounts: [-spent],
    }),
    await fact('2025-03-01', 'premium_received', premium),
    await fact('2025-06-01', 'funds_granted', { unit, via: 'direct', amountFen: spent, request: null }),
    await fact(unit === OWN_LEVEL ? '2025-06-02' : unit === COUNTY_A ? '2025-06-03' : '2025-06-04', 'provider_paid', {
      provider: HOSPITAL,
      period: unit === OWN_LEVEL ? '2025-05-01' : unit === COUNTY_A ? '2025-04-01' : '2025-03-01',
      lines: [line],
    }),
  ]
}

export function done(answer: Answer): Record<string, unknown> {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

export function refusedAs(answer: Answer, code: string): string {
  assert.equal(answer.body['code'], code, JSON.stringify(answer.body))
  return String(answer.body['sentence'])
}
