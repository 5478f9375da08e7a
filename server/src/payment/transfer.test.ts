// An individual account leaves with its owner: registered, agreed to, paid through the bank to the other agency, returned, paid again; another
// comes in. The account, the special and the expenditure account and the person's movements say the same at every turn.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { nextFacts } from '../fund/fact-store.js'
import { bookOf, openBooks } from '../fund/open-books.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { accountInForce, done, numberOf, payOne, record, refusedAs, step } from '../testing/payment-pool.js'
import { openAccount } from '../testing/persons.js'
import { NOON, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'
import { loadPaymentTables } from './load-payment-tables.js'

const BOOK = bookOf(POOL, 'employee')
const UNIT = '980101'
const AGENCY = '远省远区医疗保障经办中心'
let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let finance: Caller
let checker: Caller
let director: Caller

before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee'] })
  await loadPaymentTables(db.batch)
  await openAccount(db.batch, { person: city.suspended.person, area: UNIT, current: 40_000n, history: 2_345n, on: '2026-01-01' })
  desk = await testDesk(db, { pool: POOL, clock: NOON })
  finance = await desk.as('agency', 'finance_officer')
  checker = await desk.as('agency', 'finance_officer', POOL, 'two')
  director = await desk.as('bureau', 'director')
  const [opening = 0n, grant = 0n] = await nextFacts(db.batch, 2)
  const base = { book: BOOK, unit: UNIT, inForce: TODAY, bookedOn: TODAY }
  const balance = { accounts: ['1003', '3001'], details: ['', 'account'], amounts: [90_000n, -90_000n], memoAccounts: [], memoAmounts: [] }
  await record(db, [
    { kind: 'opening_balance', ...base, fact: opening, ...balance } as BookFact,
    { kind: 'funds_granted', ...base, fact: grant, via: 'direct', amountFen: 60_000n, request: null },
  ])
})
after(async () => {
  await city?.close()
  await desk?.close()
  await db?.drop()
})

const asked = (direction: 'in' | 'out', psn_no: string, more: object = {}) =>
  finance.post('/api/account-transfers', { direction, psn_no, agency: AGENCY, document: '参保凭证一号', happened_on: TODAY, ...more })

/** 1003, 1004, 2001, 4301 and 5201, each by its sign in the books. */
async function cash(): Promise<number[]> {
  const { rows } = await db.batch.query<{ fen: bigint }>(
    `SELECT coalesce(sum(b.amount_fen), 0)::bigint AS fen FROM unnest('{1003,1004,2001,4301,5201}'::text[]) WITH ORDINALITY AS a(account, o)
       LEFT JOIN cash_balance b ON b.book = $1 AND b.account = a.account GROUP BY a.o ORDER BY a.o`,
    [BOOK],
  )
  return rows.map(({ fen }) => Number(fen))
}

async function accountOf(person: bigint): Promise<(number | string)[]> {
  const { rows } = await db.batch.query<{ fen: bigint; last: string }>(
    `SELECT a.current_fen + a.history_fen AS fen, (SELECT m.kind FROM account_movement m WHERE m.person = a.person ORDER BY m.movement DESC LIMIT 1) AS last
       FROM individual_account a WHERE a.person = $1`,
    [person],
  )
  return rows.flatMap(({ fen, last }) => [Number(fen), last])
}

test('an account leaves whole, once, when its owner is no longer insured here', async () => {
  const { suspended, employee, resident } = city
  refusedAs(await asked('out', employee.number), 'still_insured')
  refusedAs(await asked('out', resident.number), 'nothing_to_move')
  assert.match(refusedAs(await asked('out', suspended.number, { amount_fen: 42_344 }), 'not_the_balance'), /423\.45/)
  const elsewhere = await desk.as('agency', 'finance_officer', '980102')
  refusedAs(
    await elsewhere.post('/api/account-transfers', {
      direction: 'out',
      psn_no: suspended.number,
      agency: AGENCY,
      document: '参保凭证一号',
      happened_on: TODAY,
    }),
    'elsewhere',
  )
  // Two officers register it at once: one of them has it.
  const both = await Promise.all([asked('out', suspended.number), asked('out', suspended.number)])
  assert.deepEqual(both.map(({ body: { code = 'made' } }) => code).sort(), ['made', 'under_way'])
  const path = `/api/account-transfers/${numberOf(both.find(({ status }) => status === 200)?.body ?? {})}`
  refusedAs(await step(finance, path, 'approved'), 'same_officer')
  assert.deepEqual(await accountOf(suspended.person), [42_345, 'opening'])
  const shown = done(await step(checker, path, 'approved'))
  assert.deepEqual([shown['amount_fen'], shown['payment'], shown['person_name']], [42_345, '待付', '测*'])
  assert.deepEqual(
    [await accountOf(suspended.person), await cash()],
    [
      [0, 'transferred_out'],
      [30_000, 60_000, 0, 0, 0],
    ],
  )
  refusedAs(await step(checker, path, 'approved'), 'not_its_turn')
  refusedAs(await asked('out', suspended.number), 'nothing_to_move')
})

test('it goes through the bank to the other agency, comes back, and is paid again', async () => {
  const [owed] = done(await finance.get('/api/payables?payee_kind=payer&stage=unpaid'))['rows'] as Record<string, unknown>[]
  assert.deepEqual([owed?.['kind_name'], owed?.['payee'], owed?.['amount_fen']], ['个人账户转出', AGENCY, 42_345])
  const body = { book: BOOK, template: 'batch_csv', title: '个人账户转出', payables: [numberOf(owed ?? {})] }
  refusedAs(await finance.post('/api/payment-batches', { ...body, book: bookOf(POOL, 'resident') }), 'other_book')
  const pay = async (digits: string, outcomes: readonly string[]) => {
    await accountInForce(finance, checker, 'payer', AGENCY, digits)
    await payOne({ finance, checker, director }, body, '423.45', outcomes, '20260320')
  }
  await pay('0000515151', ['0000', '8001'])
  assert.deepEqual(await cash(), [30_000, 60_000, -42_345, 0, 42_345])
  await pay('0000525252', ['0000'])
  assert.deepEqual(await cash(), [30_000, 17_655, 0, 0, 42_345])
  refusedAs(await finance.post('/api/payment-batches', body), 'paid_already')
  const [listed] = done(await finance.get('/api/account-transfers?direction=out&sort=-amount_fen'))['rows'] as Record<string, unknown>[]
  assert.deepEqual([listed?.['payment'], listed?.['stage_name']], ['已付', '已生效'])
})

test('what another area paid comes into the special account and the person’s own', async () => {
  const { employee } = city
  refusedAs(await asked('in', employee.number), 'amount_missing')
  refusedAs(await asked('in', employee.number, { amount_fen: 777, happened_on: '2026-03-21' }), 'day_to_come')
  const path = `/api/account-transfers/${numberOf(done(await asked('in', employee.number, { amount_fen: 777, document: '联系函二号' })))}`
  done(await step(checker, path, 'approved'))
  assert.deepEqual(
    [await accountOf(employee.person), await cash()],
    [
      [100_777, 'transferred_in'],
      [30_777, 17_655, 0, -777, 42_345],
    ],
  )
  const refusable = `/api/account-transfers/${numberOf(done(await asked('in', employee.number, { amount_fen: 1, document: '联系函三号' })))}`
  refusedAs(await step(checker, refusable, 'refused'), 'reason_missing')
  done(await step(checker, refusable, 'refused', '不是本市参保人'))
  assert.deepEqual(await accountOf(employee.person), [100_777, 'transferred_in'])
})
