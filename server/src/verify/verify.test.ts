import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import pg from 'pg'
import { closeDays } from '../fund/close-days.js'
import { nextFacts } from '../fund/fact-store.js'
import { bookOf, openBooks } from '../fund/open-books.js'
import { recordFacts } from '../fund/record-facts.js'
import { inTransaction } from '../fund/transaction.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { addBill, addPerson, COUNTY_A, HOSPITAL, makeSmallPool, POOL } from '../testing/small-pool.js'
import { findings } from './finding.js'
import { verify } from './verify.js'

const EMPLOYEE = bookOf(POOL, 'employee')

let db: TestDatabase
let owner: pg.Client
before(async () => {
  db = await testDatabase()
  owner = new pg.Client({ connectionString: db.adminUrl, options: '-c search_path=tongchou' })
  await owner.connect()
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee', 'large_amount', 'assistance'] })
  await addPerson(db.batch, { person: 1n, area: COUNTY_A, scheme: 'employee', years: [2026] })
  await db.batch.query(
    `INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, booked_on) VALUES (1, 1, $1, 'opening', 500, 300, '2026-01-01')`,
    [COUNTY_A],
  )
  await db.batch.query('INSERT INTO individual_account VALUES (1, $1, 0, 500, 300)', [COUNTY_A])
  const layers = [
    { layer: 'basic', payer: 'fund', paid: 70_000n },
    { layer: 'hospital', payer: 'hospital', paid: 40n },
  ] as const
  await addBill(db.batch, {
    person: 1n,
    settlement: 11n,
    area: COUNTY_A,
    scheme: 'employee',
    provider: HOSPITAL,
    day: '2026-01-11',
    layers,
    account: 200n,
    cash: 7n,
  })
  await recordYear()
  await closeDays(db.batch, '2026-02-10', '2026-03-01')
})
after(async () => {
  await owner.end()
  await db.drop()
})

async function recordYear(): Promise<void> {
  const numbers = await nextFacts(db.batch, 4)
  const fact = (i: number, day: string, kind: string, fields: object): BookFact =>
    ({ kind, book: EMPLOYEE, fact: numbers[i], inForce: day, bookedOn: day, ...fields }) as unknown as BookFact
  const line = { unit: COUNTY_A, period: '2026-01-01', deductionFen: 0n, depositFen: 0n, nettedThisYearFen: 0n, nettedEarlierFen: 0n, setOffFen: 0n }
  const facts = [
    fact(0, '2026-01-01', 'opening_balance', {
      unit: COUNTY_A,
      accounts: ['1003', '3001', '3001'],
      details: ['', 'pool', 'account'],
      amounts: [100_000n, -99_000n, -1_000n],
      memoAccounts: [],
      memoAmounts: [],
    }),
    fact(1, '2026-02-08', 'funds_granted', { unit: COUNTY_A, via: 'direct', amountFen: 80_000n, request: null }),
    fact(2, '2026-02-15', 'provider_paid', {
      provider: HOSPITAL,
      period: '2026-01-01',
      lines: [
        { ...line, part: 'pool', care: 'inpatient', grossFen: 70_000n },
        { ...line, part: 'account', care: 'inpatient', grossFen: 200n },
      ],
    }),
    fact(3, '2026-12-31', 'year_closed', { year: 2026 }),
  ]
  assert.equal((await inTransaction(db.batch, (client) => recordFacts(client, facts))).kind, 'recorded')
}

/** Does what no role of the application may, looks, and undoes it. */
async function tampered(...statements: string[]): Promise<string[]> {
  await owner.query('BEGIN')
  try {
    await owner.query('SET LOCAL session_replication_role = replica')
    for (const statement of statements) await owner.query(statement)
    return [...new Set((await verify(owner)).map((finding) => finding.rule))]
  } finally {
    await owner.query('ROLLBACK')
  }
}

test('what follows from the facts agrees with them', async () => {
  assert.deepEqual(await verify(db.batch), [])
})

test('an accumulator, an account, a visit or a layer that was touched is found', async () => {
  assert.deepEqual(await tampered(`UPDATE accumulator SET amounts = ARRAY[amounts[1] + 1]`), ['accumulators'])
  assert.deepEqual(await tampered(`UPDATE individual_account SET current_fen = current_fen - 1, history_fen = history_fen + 1`), ['individual_accounts'])
  assert.deepEqual(await tampered(`UPDATE visit_state SET open_fen = 1`), ['open_lines'])
  assert.deepEqual(await tampered(`UPDATE settlement_layer SET paid_fen = paid_fen + 1 WHERE layer = 'hospital'`), ['layers'])
})

test('a memo entry that the bill does not give is found, and so is one that is missing', async () => {
  assert.deepEqual(await tampered(`UPDATE memo_entry SET amounts = ARRAY[amounts[1] + 1, amounts[2] - 1, amounts[3], amounts[4]]`), [
    'memo_entries',
    'memo_days',
  ])
  assert.deepEqual(await tampered('DELETE FROM memo_entry'), ['memo_entries', 'memo_days'])
  assert.deepEqual(await tampered('UPDATE memo_day SET balance_fen = balance_fen + 1'), ['memo_days'])
})

test('a voucher that its fact does not give is found, to the account and the unit', async () => {
  assert.deepEqual(
    await tampered(`UPDATE cash_entry SET amount_fen = amount_fen + 1 WHERE account = '5001' AND detail = 'pool/inpatient' AND amount_fen > 0`),
    ['replay', 'trial_balance', 'cash_balances'],
  )
  assert.deepEqual(await tampered('UPDATE provider_paid_line SET gross_fen = gross_fen - 1, deposit_fen = 0'), ['replay'])
  assert.deepEqual(await tampered('DELETE FROM funds_granted'), ['replay'])
  assert.deepEqual(await tampered(`UPDATE cash_balance SET amount_fen = amount_fen + 1`), ['cash_balances'])
})

test('a gap in the voucher numbers and an overdrawn account are found', async () => {
  assert.deepEqual(
    await tampered(
      `UPDATE cash_voucher SET voucher = voucher + 1 WHERE fact_kind = 'provider_paid'`,
      `UPDATE cash_entry SET voucher = voucher + 1 WHERE voucher = 202602000002`,
    ),
    ['voucher_numbers'],
  )
  assert.deepEqual(
    await tampered(
      `UPDATE cash_entry SET amount_fen = amount_fen * 2 WHERE voucher = 202602000001`,
      `UPDATE funds_granted SET amount_fen = amount_fen * 2`,
      `TRUNCATE cash_balance`,
      `INSERT INTO cash_balance SELECT book, account, detail, unit, sum(amount_fen) FROM cash_entry GROUP BY 1, 2, 3, 4`,
    ),
    ['overdrawn'],
  )
})

test('many findings of one kind are told by the first twenty and their number', () => {
  const told = findings(
    'rule',
    Array.from({ length: 25 }, (_unused, i) => `第 ${i} 条`),
  )
  assert.equal(told.length, 21)
  assert.match(told[20]?.sentence ?? '', /共有 25 条/)
})
