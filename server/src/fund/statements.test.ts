import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact, BookFactKind, BookFactOf } from '@tongchou/domain/facts/fact.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { COUNTY_A, COUNTY_B, makeSmallPool, POOL } from '../testing/small-pool.js'
import { nextFacts } from './fact-store.js'
import { bookOf, openBooks } from './open-books.js'
import { recordFacts } from './record-facts.js'
import { inTransaction } from './transaction.js'

const BOOK = bookOf(POOL, 'employee')
let db: TestDatabase
let desk: TestDesk
before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['employee'] })
  desk = await testDesk(db, { pool: POOL, clock: testClock(noon('2026-03-10')) })
  const facts = [
    await fact('2025-12-31', 'opening_balance', {
      unit: COUNTY_A,
      accounts: ['1003', '3001', '3001'],
      details: ['', 'pool', 'account'],
      amounts: [1_000n, -700n, -300n],
      memoAccounts: [],
      memoAmounts: [],
    }),
    await fact('2026-01-10', 'other_income_received', { unit: COUNTY_A, arrives: 'special', reason: 'late_fee', poolFen: 40n, accountFen: 0n }),
    await fact('2026-02-10', 'account_transferred', { unit: COUNTY_B, direction: 'in', amountFen: 9n }),
    await fact('2026-02-11', 'prepaid', { unit: COUNTY_A, provider: null, amountFen: 100n }),
    await fact('2026-02-12', 'level_transferred', {
      unit: COUNTY_A,
      movement: 'remit',
      side: 'sent',
      pair: 'p',
      adjustment: true,
      poolFen: 50n,
      accountFen: 0n,
    }),
  ]
  assert.equal((await inTransaction(db.batch, (client) => recordFacts(client, facts))).kind, 'recorded')
})
after(async () => {
  await desk.close()
  await db.drop()
})

type Fields<K extends BookFactKind> = Omit<BookFactOf<K>, 'kind' | 'book' | 'fact' | 'inForce' | 'bookedOn'>
async function fact<K extends BookFactKind>(day: string, kind: K, fields: Fields<K>): Promise<BookFact> {
  const [number] = await nextFacts(db.batch, 1)
  return { kind, book: BOOK, fact: number, inForce: day, bookedOn: day, ...fields } as unknown as BookFact
}

interface Shown {
  readonly rows: readonly { readonly name: string; readonly fen: readonly (number | null)[] }[]
}
async function shown(form: string, month: string, more = ''): Promise<(name: string) => readonly (number | null)[] | undefined> {
  const officer = await desk.as('bureau', 'fund_officer')
  const { status, body } = await officer.get(`/api/fund/books/${BOOK}/statements?form=${form}&month=${month}${more}`)
  assert.equal(status, 200, JSON.stringify(body))
  return (name) => (body as unknown as Shown).rows.find((row) => row.name === name)?.fen
}

test('the balance sheet balances: assets are liabilities and net assets, by part', async () => {
  const of = await shown('balance_sheet', '2026-02')
  assert.deepEqual(of('资产总计'), [1_000, 999])
  assert.deepEqual(of('负债与净资产总计'), [1_000, 999])
  assert.deepEqual(of('其中：异地就医预付金'), [0, 100])
  assert.deepEqual(
    [of('其中：统筹基金'), of('个人账户基金')],
    [
      [700, 690],
      [300, 309],
    ],
  )
})

test('income and expenditure of the month and of the year so far, of one unit too', async () => {
  const of = await shown('income_statement', '2026-02')
  assert.deepEqual(of('一、统筹基金收入'), [0, 40])
  assert.deepEqual(of('二、个人账户基金收入'), [9, 9])
  assert.deepEqual(of('五、本期结余'), [-41, -1])
  assert.deepEqual((await shown('income_statement', '2026-02', `&unit=${COUNTY_B}`))('五、本期结余'), [9, 9])
})

test('the statement as a workbook, and a book that is not there', async () => {
  const officer = await desk.as('bureau', 'fund_officer')
  const { type, bytes } = await officer.download(`/api/fund/books/${BOOK}/statements.xlsx?form=balance_sheet&month=2026-02`)
  assert.match(type, /spreadsheetml/)
  assert.equal(bytes.subarray(0, 2).toString(), 'PK')
  assert.equal((await officer.get(`/api/fund/books/${POOL}-nothing/statements?form=balance_sheet&month=2026-02`)).status, 404)
})
