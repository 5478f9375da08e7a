// The small pool with its residents' book, money, figures of payment and officers, for tests of money's way.
import assert from 'node:assert/strict'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { nextFacts } from '../fund/fact-store.js'
import { bookOf, openBooks } from '../fund/open-books.js'
import { recordFacts } from '../fund/record-facts.js'
import { inTransaction } from '../fund/transaction.js'
import { loadPaymentTables } from '../payment/load-payment-tables.js'
import type { TestDatabase } from './database.js'
import type { Answer, Caller } from './desk.js'
import { addBill, addPerson, COUNTY_A, COUNTY_B, HOSPITAL, makeSmallPool, POOL } from './small-pool.js'

export const BOOK = bookOf(POOL, 'resident')

/** Two counties with 200,000 fen each in the special fiscal account, and two bills at the same hospital. */
export async function makePaymentPool(db: TestDatabase): Promise<void> {
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident'] })
  await loadPaymentTables(db.batch)
  const people = [
    { person: 1n, settlement: 11n, area: COUNTY_A, paid: 100_000n },
    { person: 2n, settlement: 12n, area: COUNTY_B, paid: 40_000n },
  ]
  for (const { person, settlement, area, paid } of people) {
    await addPerson(db.batch, { person, area, scheme: 'resident', years: [2026] })
    const layers = [{ layer: 'basic', payer: 'fund' as const, paid }]
    await addBill(db.batch, { person, settlement, area, scheme: 'resident', provider: HOSPITAL, day: '2026-02-10', layers })
  }
  const opening = { kind: 'opening_balance', book: BOOK, inForce: '2025-12-31', bookedOn: '2025-12-31', accounts: ['1003', '3001'], details: ['', ''] }
  const numbers = await nextFacts(db.batch, 2)
  const amounts = { amounts: [200_000n, -200_000n], memoAccounts: [], memoAmounts: [] }
  await record(
    db,
    [COUNTY_A, COUNTY_B].map((unit, i) => ({ ...opening, ...amounts, unit, fact: numbers[i] }) as BookFact),
  )
}

export async function record(db: TestDatabase, facts: readonly BookFact[]): Promise<void> {
  const recorded = await inTransaction(db.batch, (client) => recordFacts(client, facts))
  assert.equal(
    recorded.kind,
    'recorded',
    JSON.stringify(recorded, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  )
}

export async function grant(db: TestDatabase, unit: string, amountFen: bigint, on = '2026-03-18'): Promise<void> {
  const [fact = 0n] = await nextFacts(db.batch, 1)
  await record(db, [{ kind: 'funds_granted', book: BOOK, fact, inForce: on, bookedOn: on, unit, via: 'direct', amountFen, request: null }])
}

/** Balance of an account of the book over all units. */
export async function cashOf(db: TestDatabase, account: string, detail?: string): Promise<bigint> {
  const { rows } = await db.batch.query<{ fen: bigint }>(
    'SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM cash_balance WHERE book = $1 AND account = $2 AND ($3::text IS NULL OR detail = $3)',
    [BOOK, account, detail ?? null],
  )
  return rows[0]?.fen ?? 0n
}

export function done(answer: Answer): Record<string, unknown> {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

/** The sentence of the refusal. */
export function refusedAs(answer: Answer, code: string): string {
  assert.equal(answer.body['code'], code, JSON.stringify(answer.body))
  return String(answer.body['sentence'])
}

export const numberOf = (body: Record<string, unknown>): string => String(body['number'])

export const step = (who: Caller, path: string, kind: string, remark?: string): Promise<Answer> =>
  who.post(`${path}/steps`, { kind, ...(remark === undefined ? {} : { remark }) })

/** An account proposed by one officer and approved by another. */
export async function accountInForce(
  first: Caller,
  second: Caller,
  kind: 'provider' | 'person' | 'payer' | 'fund',
  payee: string,
  digits: string,
): Promise<void> {
  const given = { kind, payee, holder: '甲县示范医院', bank: '示范银行', account_number: digits, reason: '机构书面申请' }
  const path = `/api/payee-accounts/${numberOf(done(await first.post('/api/payee-accounts', given)))}`
  refusedAs(await step(first, path, 'approved'), 'same_officer')
  done(await step(second, path, 'approved'))
}

export interface Payers {
  readonly finance: Caller
  readonly checker: Caller
  readonly director: Caller
}

/** A batch that one prepares and sends, after another reviewed and a third approved it. */
export async function sendBatch({ finance, checker, director }: Payers, body: object): Promise<string> {
  const number = numberOf(done(await finance.post('/api/payment-batches', body)))
  for (const [who, kind] of [
    [checker, 'reviewed'],
    [director, 'approved'],
    [finance, 'sent'],
  ] as const)
    done(await step(who, `/api/payment-batches/${number}`, kind))
  return number
}

/** Sends a batch of one payment; the bank answers with each of these codes in turn. */
export async function payOne(payers: Payers, body: object, yuan: string, codes: readonly string[], day: string): Promise<void> {
  const number = await sendBatch(payers, body)
  for (const code of codes) {
    const content = Buffer.from(`${number},1,${yuan}\n${number}-1,${yuan},${code},${day},说明\n`).toString('base64')
    done(await payers.finance.post(`/api/payment-batches/${number}/results`, { name: 'back.txt', content }))
  }
}
