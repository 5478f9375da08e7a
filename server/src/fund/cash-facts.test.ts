import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact, BookFactKind, BookFactOf } from '@tongchou/domain/facts/fact.js'
import { balanceKey } from '@tongchou/domain/fund/book.js'
import { checkVoucher } from '@tongchou/domain/fund/check-voucher.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { COUNTY_A, HOSPITAL, makeSmallPool, POOL } from '../testing/small-pool.js'
import { loadBooks } from './book-store.js'
import { loadFacts, nextFacts } from './fact-store.js'
import { bookOf, openBooks } from './open-books.js'
import { recordFacts } from './record-facts.js'
import { inTransaction } from './transaction.js'
import { isZero, trialBalance } from './trial-balance.js'

const EMPLOYEE = bookOf(POOL, 'employee')

let db: TestDatabase
before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee'] })
})
after(() => db.drop())

type Fields<K extends BookFactKind> = Omit<BookFactOf<K>, 'kind' | 'book' | 'fact' | 'inForce' | 'bookedOn'>

async function fact<K extends BookFactKind>(day: string, kind: K, fields: Fields<K>): Promise<BookFact> {
  const [number] = await nextFacts(db.batch, 1)
  return { kind, book: EMPLOYEE, fact: number, inForce: day, bookedOn: day, ...fields } as unknown as BookFact
}

const unit = COUNTY_A
const parts = { poolFen: 70n, accountFen: 30n }

/** Balances of first-level accounts at the end, debit +, worked out by hand from the journals. */
const EXPECTED = {
  '1003': 100_000n + 100n - 50n + 7n - 100n + 100n - 40n - 200n + 230n - 11n + 3n + 90n - 30n,
  '1004': 50_000n - 20n + 9n - 100n + 60n - 60n - 300n + 120n - 8n,
  '1005': 100n + 500n,
  '1101': 40n + 300n - 120n - 50n + 8n,
  '1201': 0n,
  '2001': -90n + 50n + 30n,
  '3001': -150_000n,
  '4001': 40n + 60n - 500n,
  '4201': -30n,
  '4301': -7n,
  '4401': -100n,
  '4501': -100n - 100n,
  '4601': 0n,
  '5001': 20n - 9n,
  '5101': 11n - 3n,
  '5301': 100n,
  '5401': 0n,
  '5302': 50n,
}

const waiver = { unit, payer: 'employer' as const, period: '2026-01-01', benefitYear: 2026, heads: 3, document: '小政办〔2026〕2号', authority: POOL }

test('every kind is stored, posted by its journal, and comes back as it was', async () => {
  const facts = [
    await fact('2026-01-01', 'opening_balance', {
      unit,
      accounts: ['1003', '1004', '3001', '3001'],
      details: ['', '', 'pool', 'account'],
      amounts: [100_000n, 50_000n, -100_000n, -50_000n],
      memoAccounts: ['deposits_retained'],
      memoAmounts: [-60n],
    }),
    await fact('2026-01-05', 'other_income_received', { unit, arrives: 'treasury', reason: 'late_fee', ...parts }),
    await fact('2026-01-06', 'other_income_received', { unit, arrives: 'special', reason: 'contract_penalty', ...parts }),
    await fact('2026-01-07', 'deposit_released', { unit, provider: HOSPITAL, part: 'pool', care: 'inpatient', amountFen: 20n }),
    await fact('2026-01-08', 'deposit_forfeited', { unit, provider: HOSPITAL, part: 'pool', amountFen: 40n }),
    await fact('2026-01-09', 'recovery_received', { unit, benefitYear: 2026, part: 'pool', care: 'inpatient', recorded: false, amountFen: 9n }),
    await fact('2026-01-10', 'premium_refunded', { unit, premiumYear: 2026, ...parts }),
    await fact('2026-01-10', 'premium_waived', { ...waiver, assessed: true, ...parts }),
    await fact('2026-01-11', 'payment_bounced', { unit, to: 'provider', part: 'pool', care: 'inpatient', bookedTo: '2001', amountFen: 60n }),
    await fact('2026-01-12', 'bounced_repaid', { unit, to: 'provider', amountFen: 60n }),
    await fact('2026-01-13', 'pending_received', { unit, of: 'premium', account: '1005', amountFen: 500n }),
    await fact('2026-01-14', 'pending_split', { unit, of: 'premium', poolFen: 350n, accountFen: 150n }),
    await fact('2026-01-15', 'parts_corrected', { unit, from: 'account', to: 'pool', amountFen: 1n }),
    await fact('2026-01-16', 'account_transferred', { unit, direction: 'in', amountFen: 7n }),
    await fact('2026-01-17', 'level_transferred', { unit, movement: 'remit', side: 'sent', pair: 'p1', adjustment: true, ...parts }),
    await fact('2026-01-18', 'level_transferred', { unit, movement: 'grant', side: 'received', pair: 'p2', adjustment: false, ...parts }),
    await fact('2026-01-19', 'level_transferred', { unit, movement: 'grant', side: 'sent', pair: 'p3', adjustment: false, poolFen: 50n, accountFen: 0n }),
    await fact('2026-01-20', 'prepaid', { unit, provider: null, amountFen: 40n }),
    await fact('2026-01-21', 'prepaid', { unit, provider: HOSPITAL, amountFen: 300n }),
    await fact('2026-01-22', 'prepayment_returned', { unit, provider: HOSPITAL, amountFen: 120n }),
    await fact('2026-01-23', 'bond_bought', { unit, bond: '国债一期', amountFen: 200n }),
    await fact('2026-01-24', 'bond_redeemed', { unit, bond: '国债一期', costFen: 200n, receivedFen: 230n }),
    await fact('2026-01-25', 'insurer_settled', { unit, insurer: '甲公司', benefitYear: 2025, result: 'loss_paid', amountFen: 11n }),
    await fact('2026-01-26', 'insurer_settled', { unit, insurer: '甲公司', benefitYear: 2025, result: 'surplus_returned', amountFen: 3n }),
    await fact('2026-01-26', 'payer_advance', { unit, payer: '甲公司', movement: 'received', amountFen: 90n }),
    await fact('2026-01-26', 'payer_advance', { unit, payer: '甲公司', movement: 'set_off', amountFen: 50n }),
    await fact('2026-01-26', 'payer_advance', { unit, payer: '甲公司', movement: 'returned', amountFen: 30n }),
    await fact('2026-01-26', 'repayment_returned', { unit, of: 'insurer', payer: '甲公司', amountFen: 8n }),
  ]
  const recorded = await inTransaction(db.batch, (client) => recordFacts(client, facts))
  assert.equal(
    recorded.kind,
    'recorded',
    JSON.stringify(recorded, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  )
  assert.deepEqual(await loadFacts(db.batch, EMPLOYEE), facts)
  const rows = await trialBalance(db.batch, EMPLOYEE, '2026-01-31')
  assert.ok(isZero(rows))
  const balances = new Map(rows.map(({ account, balance }) => [account, balance]))
  for (const [account, fen] of Object.entries(EXPECTED)) assert.equal(balances.get(account) ?? 0n, fen, account)
})

test('each cell of the matrix of permitted flows that a journal uses is used by its facts, and every other account is refused', async () => {
  const base = { unit, benefitYear: 2026, part: 'pool', care: 'inpatient' } as const
  const facts = [
    await fact('2026-01-27', 'funds_granted', { unit, via: 'county_finance', amountFen: 30n, request: null }),
    await fact('2026-01-27', 'funds_drawn', { unit, amountFen: 30n, grantFact: null }),
    await fact('2026-01-28', 'outside_paid', { unit, period: '2026-01-01', part: 'insurer', care: 'inpatient', amountFen: 14n }),
    await fact('2026-01-28', 'insurer_repaid', { unit, insurer: '甲公司', period: '2026-01-01', amountFen: 14n }),
    await fact('2026-01-29', 'interest_credited', { unit, account: '1004', detail: '', ...parts, product: 1n, rate: '0.01' }),
    await fact('2026-01-29', 'interest_moved', { unit, amountFen: 100n }),
    await fact('2026-01-30', 'recovery_received', { ...base, recorded: false, amountFen: 4n }),
    await fact('2026-01-30', 'recovery_received', { ...base, benefitYear: 2025, recorded: false, amountFen: 5n }),
    await fact('2026-01-30', 'payment_bounced', { unit, to: 'person', part: 'pool', care: 'outpatient', bookedTo: 'red_5001', amountFen: 2n }),
  ]
  assert.equal((await inTransaction(db.batch, (client) => recordFacts(client, facts))).kind, 'recorded')
  const { rows } = await db.batch.query<{ cell: string; kinds: string[] }>(
    `SELECT d.account || '←' || c.account AS cell, array_agg(DISTINCT v.fact_kind ORDER BY v.fact_kind) AS kinds
       FROM cash_voucher v JOIN cash_entry d USING (book, voucher) JOIN cash_entry c USING (book, voucher)
      WHERE v.book = $1 AND v.fact_kind <> 'opening_balance' AND d.amount_fen > 0 AND c.amount_fen < 0 AND d.account = '1004' AND c.account <> d.account GROUP BY 1 ORDER BY 1`,
    [EMPLOYEE],
  )
  assert.deepEqual(
    rows.map(({ cell, kinds }) => [cell, kinds]),
    [
      ['1004←1003', ['funds_drawn']],
      ['1004←1101', ['insurer_repaid', 'prepayment_returned']],
      ['1004←2001', ['payment_bounced']],
      ['1004←4201', ['interest_credited']],
      ['1004←5001', ['payment_bounced', 'recovery_received']],
    ],
  )
  // What is recovered of an earlier year is other income of the special account and never comes into the expenditure account.
  const earlier = await db.batch.query<{ account: string }>(
    `SELECT e.account FROM cash_entry e JOIN cash_voucher v USING (book, voucher) JOIN recovery_received r ON r.book = v.book AND r.fact = v.fact
      WHERE v.book = $1 AND r.benefit_year < 2026 ORDER BY 1`,
    [EMPLOYEE],
  )
  assert.deepEqual(
    earlier.rows.map(({ account }) => account),
    ['1003', '4501'],
  )
  const [book] = (await loadBooks(db.batch, [EMPLOYEE])).values()
  assert.ok(book !== undefined)
  assert.deepEqual([...book.flows.keys()].sort(), ['1003', '1004', '1005', '5001'])
  const permitted: readonly string[] = [...book.permitted]
  for (const [into, allowed] of book.flows) {
    for (const account of permitted.filter((one) => one !== into)) {
      const entries = [
        { account: into, detail: '', unit, amount: 1n },
        { account, detail: '', unit, amount: -1n },
      ]
      const codes: readonly string[] = checkVoucher(book, new Map([[balanceKey('1003', '', unit), 10n]]), '2026-01-31', entries).map(({ code }) => code)
      const expected: readonly string[] = allowed.has(account) ? [] : ['forbidden_flow']
      assert.deepEqual(codes, expected, `${into}←${account}`)
      assert.deepEqual(await byDatabase(into, account), expected, `${into}←${account}`)
    }
  }
  // Recoveries of the year and returned payments lower what the expenditure account paid; they never come into the special account.
  assert.deepEqual([await byDatabase('1003', '5001'), await byDatabase('5001', '1003')], [['forbidden_flow'], ['forbidden_flow']])
})

/** What the database says of a fen that goes from one account into another, past the domain. */
async function byDatabase(into: string, from: string): Promise<string[]> {
  const said = await inTransaction(db.batch, async (client) => {
    await client.query(
      "INSERT INTO cash_voucher (book, voucher, lines, day, fact_kind, fact, text, booked_on) VALUES ($1, 202601999999, 2, '2026-01-31', 'voucher_entered', 999999999, '', '2026-01-31')",
      [EMPLOYEE],
    )
    await client.query(
      `INSERT INTO cash_entry (book, voucher, line, lines, booked_on, account, unit, amount_fen)
         SELECT $1, 202601999999, o, 2, '2026-01-31', a, $3, f FROM unnest($2::text[], '{1,-1}'::bigint[]) WITH ORDINALITY AS l(a, f, o)`,
      [EMPLOYEE, [into, from], unit],
    )
    await client.query('SET CONSTRAINTS ALL IMMEDIATE')
    throw new Error('taken')
  }).catch((error: unknown) => String(error))
  return said.includes('taken') ? [] : [/(\w+): voucher/.exec(said)?.[1] ?? said]
}

test('a transfer between levels is received once; a voucher by hand must balance and may not feed the expenditure account with premiums', async () => {
  const again = await fact('2026-02-01', 'level_transferred', { unit, movement: 'remit', side: 'sent', pair: 'p1', adjustment: true, ...parts })
  await assert.rejects(
    inTransaction(db.batch, (client) => recordFacts(client, [again])),
    /unique/,
  )
  const lines = { text: '手工凭证', corrects: null, correction: 'none' as const, units: [unit, unit], details: ['', 'pool'] }
  const codes: string[] = []
  for (const [accounts, amounts] of [
    [
      ['1003', '4501'],
      [5n, -4n],
    ],
    [
      ['1004', '4001'],
      [5n, -5n],
    ],
  ] as const) {
    const entered = await fact('2026-02-02', 'voucher_entered', { ...lines, accounts, amounts })
    const answer = await inTransaction(db.batch, (client) => recordFacts(client, [entered]))
    if (answer.kind === 'not_recorded') codes.push(...answer.refusals.map(({ refusal }) => refusal.code))
  }
  assert.deepEqual(codes, ['unbalanced', 'forbidden_flow'])
  const good = await fact('2026-02-03', 'voucher_entered', { ...lines, accounts: ['1003', '4501'], amounts: [5n, -5n] })
  assert.equal((await inTransaction(db.batch, (client) => recordFacts(client, [good]))).kind, 'recorded')
})

test('while a launch period lasts nobody lets premiums off but a level above the pool; before and after it anybody may', async () => {
  const role = `INSERT INTO desk_role (department, role, department_name, role_name, scope, permissions) VALUES ('bureau', 'director', '医疗保障局', '分管局领导', 'pool', '{}')`
  await db.batch.query(role)
  const director = `INSERT INTO officer (officer, account, name, department, role, pool, area, password_hash, password_changed_at)
    VALUES (900, 'director.d', '登记人', 'bureau', 'director', $1, $1, '', now())`
  await db.batch.query(director, [POOL])
  await db.batch.query(
    `INSERT INTO policy_freeze (freeze_key, pool, area, in_force, until, document, recorded_by, recorded_at) VALUES (nextval('policy_freeze_seq'), $1, $1, '2026-03-01', '2026-03-31', '小政办〔2026〕1号', 900, now())`,
    [POOL],
  )
  const waived = async (day: string, more: object = {}) => {
    const one = await fact(day, 'premium_waived', { ...waiver, assessed: false, ...parts, ...more })
    const recorded = await inTransaction(db.batch, (client) => recordFacts(client, [one]))
    return recorded.kind === 'recorded' ? recorded.kind : recorded.refusals[0]?.refusal
  }
  assert.equal(await waived('2026-02-28'), 'recorded')
  const refusal = await waived('2026-03-01')
  assert.ok(
    typeof refusal === 'object' && refusal.code === 'premium_frozen' && /自2026-03-01至2026-03-31不得减免保险费（小政办〔2026〕1号）/.test(refusal.sentence),
  )
  assert.notEqual(await waived('2026-03-31', { authority: unit }), 'recorded')
  assert.equal(await waived('2026-03-31', { authority: '000000', document: '国办发〔2026〕1号' }), 'recorded')
  assert.equal(await waived('2026-04-01'), 'recorded')
})
