import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact, BookFactKind, BookFactOf } from '@tongchou/domain/facts/fact.js'
import { Value } from 'typebox/value'
import { NOBODY, openDesk } from '../access/desk.js'
import type { Desk } from '../http/route.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { addBill, addPerson, COUNTY_A, COUNTY_B, HOSPITAL, makeSmallPool, OWN_LEVEL, PHARMACY, POOL } from '../testing/small-pool.js'
import { bridgeRoutes } from './bridge-routes.js'
import { closeDays } from './close-days.js'
import { nextFacts } from './fact-store.js'
import { MEMO_BALANCES } from './memo-balances.js'
import { bookOf, openBooks } from './open-books.js'
import { recordFacts } from './record-facts.js'
import { fundRoutes } from './routes.js'
import { inTransaction } from './transaction.js'

const RESIDENT = bookOf(POOL, 'resident')
const DAY = '2026-02-20'
/** Noon of that day in Asia/Shanghai. */
const AT_NOON = { clock: { now: () => new Date('2026-02-20T04:00:00Z') } }
const ROUTES = [...fundRoutes(AT_NOON), ...bridgeRoutes(AT_NOON)]

let db: TestDatabase
let city: Desk
let county: Desk
before(async () => {
  db = await testDatabase()
  const where = { route: 'GET /api/fund', ip: '' }
  city = openDesk(db.desk, { ...NOBODY, officer: 1n, pool: POOL, areas: [POOL, OWN_LEVEL, COUNTY_A, COUNTY_B], permissions: new Set(['person.see']) }, where)
  county = openDesk(db.desk, { ...NOBODY, officer: 2n, pool: POOL, areas: [COUNTY_B] }, where)
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee', 'large_amount', 'assistance'] })
  await addPerson(db.batch, { person: 1n, area: COUNTY_A, scheme: 'resident', years: [2026] })
  await addPerson(db.batch, { person: 2n, area: COUNTY_B, scheme: 'resident', years: [2026] })
  await addBill(db.batch, {
    person: 1n,
    settlement: 11n,
    area: COUNTY_A,
    scheme: 'resident',
    provider: HOSPITAL,
    day: '2026-01-11',
    layers: [{ layer: 'basic', payer: 'fund', paid: 70_000n }],
  })
  await addBill(db.batch, {
    person: 2n,
    settlement: 12n,
    area: COUNTY_B,
    scheme: 'resident',
    provider: PHARMACY,
    day: DAY,
    layers: [{ layer: 'basic', payer: 'fund', paid: 900n }],
    cash: 100n,
  })
  const line = { unit: COUNTY_A, period: '2026-01-01', part: 'pool', care: 'inpatient', grossFen: 70_000n, deductionFen: 1_000n, depositFen: 500n } as const
  const facts = [
    await fact('2026-01-01', 'opening_balance', {
      unit: COUNTY_A,
      accounts: ['1003', '3001'],
      details: ['', ''],
      amounts: [400_000n, -400_000n],
      memoAccounts: [],
      memoAmounts: [],
    }),
    await fact('2026-01-10', 'subsidy_due', { unit: COUNTY_B, government: 'county', benefitYear: 2025, heads: 10, perHeadFen: 30n, amountFen: 300n }),
    await fact('2026-02-08', 'funds_granted', { unit: COUNTY_A, via: 'county_finance', amountFen: 100_000n, request: null }),
    await fact('2026-02-10', 'funds_drawn', { unit: COUNTY_A, amountFen: 90_000n, grantFact: null }),
    await fact('2026-02-15', 'provider_paid', {
      provider: HOSPITAL,
      period: '2026-01-01',
      lines: [{ ...line, nettedThisYearFen: 200n, nettedEarlierFen: 0n, setOffFen: 0n }],
    }),
    await fact('2026-02-28', 'month_reconciled', {
      unit: COUNTY_A,
      account: '1004',
      detail: '',
      month: '2026-02-01',
      holder: 'bank',
      bookFen: 21_700n,
      holderFen: 21_700n,
      inTransitFen: 0n,
    }),
  ]
  const answer = await inTransaction(db.batch, (client) => recordFacts(client, facts))
  assert.equal(answer.kind, 'recorded')
})
after(() => db.drop())

type Fields<K extends BookFactKind> = Omit<BookFactOf<K>, 'kind' | 'book' | 'fact' | 'inForce' | 'bookedOn'>

async function fact<K extends BookFactKind>(day: string, kind: K, fields: Fields<K>): Promise<BookFact> {
  const [number] = await nextFacts(db.batch, 1)
  return { kind, book: RESIDENT, fact: number, inForce: day, bookedOn: day, ...fields } as unknown as BookFact
}

/** An answer as JSON, whose shape the route's schema has checked. */
type Json = ReturnType<typeof JSON.parse>

/** Calls a route as the desk does and holds its answer against its schema. */
async function ask(desk: Desk, url: string, query: Record<string, unknown> = {}): Promise<Json> {
  const found = ROUTES.find((candidate) => new RegExp(`^${candidate.url.replace(/:\w+/g, '[^/]+')}$`).test(url))
  assert.ok(found !== undefined, url)
  const names = [...found.url.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  const values = new RegExp(`^${found.url.replace(/:\w+/g, '([^/]+)')}$`).exec(url)?.slice(1) ?? []
  const params = Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']))
  const answer = JSON.parse(
    JSON.stringify(await (found.handler as (request: unknown, desk: Desk) => Promise<unknown>)({ params, query, body: undefined }, desk)),
  )
  if (answer.kind !== 'refused') assert.deepEqual([...Value.Errors(found.schema.response, answer)], [])
  return answer
}

test('the cockpit says what a county has, is owed and owes, in whole fen', async () => {
  const answer = await ask(city, '/api/fund/cockpit', { day: DAY })
  const a = answer.positions.find((row: Json) => row.book === RESIDENT && row.unit === COUNTY_A)
  // 400,000 − 68,300 paid (70,000 less deduction 1,000, deposit 500 and 200 netted); the payable is gone, the deposit is owed, 200 netted lower the claim.
  assert.deepEqual(
    [a.unit_name, a.cash_fen, a.receivable_fen, a.payable_fen, a.position_fen, a.expenditure_ytd_fen, a.settled_ytd_fen],
    ['甲县', 331_700, -200, 500, 331_000, 68_300, 70_000],
  )
  const b = answer.positions.find((row: Json) => row.unit === COUNTY_B && row.book === RESIDENT)
  assert.deepEqual([b.cash_fen, b.receivable_fen, b.payable_fen, b.position_fen, b.months_of_cover], [0, 300, 900, -600, null])
  assert.deepEqual(answer.today, { money_in_fen: 0, money_out_fen: 0, settled_fund_fen: 900, bills: 1, last_day_with_bills: answer.day })
  const later = (await ask(city, '/api/fund/cockpit', { day: '2026-12-30' })).today
  assert.deepEqual([later.bills, later.last_day_with_bills], [0, answer.day], 'a day without bills names the last one that had some')
  assert.equal(answer.totals.find((row: Json) => row.fund === 'resident').position_fen, 330_400)
  assert.deepEqual(
    answer.cash_accounts.map((row: Json) => [row.account, row.detail, row.balance_fen]),
    [
      ['1003', '', 300_000],
      ['1003', 'county_finance', 10_000],
      ['1004', '', 21_700],
    ],
  )
  assert.deepEqual(
    answer.trend.map((row: Json) => [row.month, row.income_fen, row.expenditure_fen, row.settled_fen]),
    [
      ['2026-01', 0, 0, 70_000],
      ['2026-02', 0, 68_300, 900],
    ],
  )
  assert.deepEqual(
    answer.warnings.map((row: Json) => [row.level, row.unit]),
    [
      ['orange', COUNTY_A],
      ['red', COUNTY_B],
      ['orange', COUNTY_B],
    ],
  )
})

test('closed days change nothing in the cockpit', async () => {
  const { as_of: _before, ...open } = await ask(city, '/api/fund/cockpit', { day: DAY })
  await closeDays(db.batch, '2026-02-16', DAY)
  const { as_of: _after, ...closed } = await ask(city, '/api/fund/cockpit', { day: DAY })
  assert.deepEqual(closed, open)
})

test('an officer of one county sees that county’s money and nothing of another', async () => {
  const answer = await ask(county, '/api/fund/cockpit', { day: DAY })
  assert.deepEqual([...new Set(answer.positions.map((row: Json) => row.unit))], [COUNTY_B])
  assert.deepEqual(answer.cash_accounts, [])
  assert.equal((await ask(county, `/api/fund/books/${RESIDENT}/entries`)).total, 0)
  assert.equal((await ask(county, `/api/fund/books/${RESIDENT}/memo`, { account: 'payable_providers' })).total, 1)
  assert.equal((await ask(county, '/api/fund/payments', { book: RESIDENT })).total, 0)
  assert.equal((await ask(county, '/api/fund/reconciliations', { book: RESIDENT })).total, 0)
})

test('the books, and a trial balance that is zero', async () => {
  assert.deepEqual(
    (await ask(city, '/api/fund/books')).map((row: Json) => row.book),
    ['990000-resident', '990000-large_amount', '990000-employee', '990000-assistance'],
  )
  const answer = await ask(city, `/api/fund/books/${RESIDENT}/trial-balance`, { day: '2026-02-28' })
  assert.equal(answer.zero, true)
  // The netted 200 are a red debit: they lower the debit side, not raise the credit side.
  assert.deepEqual(
    answer.rows.find((row: Json) => row.account === '5001'),
    { account: '5001', name: '社会保险待遇支出', side: 'debit', opening_fen: 0, debit_fen: 68_300, credit_fen: 0, balance_fen: 68_300 },
  )
})

test('from an amount down to entries, to the fact, to the bill', async () => {
  const entries = await ask(city, `/api/fund/books/${RESIDENT}/entries`, { account: '5001', unit: COUNTY_A })
  assert.deepEqual(
    entries.rows.map((row: Json) => [row.account_name, row.debit_fen, row.credit_fen, row.fact_kind]),
    [
      ['社会保险待遇支出·住院费用', 68_500, 0, 'provider_paid'],
      ['社会保险待遇支出·住院费用', -200, 0, 'provider_paid'],
    ],
  )
  const paid = await ask(city, `/api/fund/facts/provider_paid/${RESIDENT}/${entries.rows[0].fact}`)
  assert.equal(paid.voucher.entries.length, 3)
  assert.equal(paid.fields.lines[0].gross_fen, 70_000)
  assert.equal(paid.no_entries, null)
  const memo = await ask(city, `/api/fund/books/${RESIDENT}/memo`, { account: 'payable_providers', unit: COUNTY_A })
  assert.deepEqual(
    memo.rows.map((row: Json) => [row.day, row.amount_fen, row.settlement, row.provider_name]),
    [
      ['2026-02-15', 70_000, null, '甲县示范医院'],
      ['2026-01-11', -70_000, '11', '甲县示范医院'],
    ],
  )
  assert.equal(memo.rows[1].psn_no, '99000000000000000001')
})

test('the person’s number is masked for who may not see persons', async () => {
  const { rows } = await ask(county, `/api/fund/books/${RESIDENT}/memo`, { account: 'payable_providers' })
  assert.equal(rows[0].psn_no, '990000************02')
})

test('a fact without entries says why; a fact of another county, or of no kind, is not found', async () => {
  const { rows } = await db.batch.query(`SELECT fact::text AS fact FROM subsidy_due`)
  const due = await ask(city, `/api/fund/facts/subsidy_due/${RESIDENT}/${rows[0].fact}`)
  assert.equal(due.voucher, null)
  assert.equal(due.no_entries, 'a subsidy is income when it arrives')
  const { rows: grants } = await db.batch.query(`SELECT fact::text AS fact FROM funds_granted`)
  assert.equal((await ask(county, `/api/fund/facts/funds_granted/${RESIDENT}/${grants[0].fact}`)).code, 'not_found')
  assert.equal((await ask(city, `/api/fund/facts/nothing/${RESIDENT}/1`)).code, 'not_found')
})

test('payments and confirmed month ends are listed page by page', async () => {
  const payments = await ask(city, '/api/fund/payments', { book: RESIDENT, provider: HOSPITAL, page: 1, size: 5 })
  assert.deepEqual([payments.total, payments.rows[0].gross_fen, payments.rows[0].paid_fen, payments.rows[0].voucher], [1, 70_000, 68_300, '202602000003'])
  assert.equal((await ask(city, '/api/fund/payments', { book: RESIDENT, page: 2 })).rows.length, 0)
  const months = await ask(city, '/api/fund/reconciliations', { book: RESIDENT })
  assert.deepEqual([months.total, months.rows[0].holder, months.rows[0].book_fen], [1, 'bank', 21_700])
})

test('the position of the minute reads checkpoints and today’s lines by their indexes', async () => {
  await inTransaction(db.batch, async (client) => {
    await client.query('SET LOCAL enable_seqscan = off')
    const { rows } = await client.query(`EXPLAIN ${MEMO_BALANCES}`, [DAY, null])
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    for (const index of ['memo_entry_book_booked_on_idx', 'memo_movement_book_booked_on_idx', 'memo_day_pkey']) assert.match(plan, new RegExp(index))
    const ranges = plan.match(/Index Cond: \(\(book = c(_\d)?\.book\) AND \((booked_on > c(_\d)?\.through|day = c(_\d)?\.through)\)/g)
    assert.equal(ranges?.length, 3, plan)
  })
})

test('without a day, cockpit and trial balance are of the day of the application, not of the machine', async () => {
  assert.equal((await ask(city, '/api/fund/cockpit')).day, DAY)
  assert.equal((await ask(city, `/api/fund/books/${RESIDENT}/trial-balance`)).day, DAY)
})

test('the bridge of a month: each ledger’s change is what its business moved, and what is owed to providers follows the formula', async () => {
  const answer = await ask(city, '/api/fund/bridge', { book: RESIDENT, month: '2026-02' })
  const shown = answer.lines.map((line: Json) => [line.account, line.opening_fen, line.change_fen, line.closing_fen, line.unexplained_fen])
  assert.deepEqual(shown, [
    ['cash', 400_000, -68_300, 331_700, 0],
    ['receivable_recoveries', 0, -200, -200, 0],
    ['receivable_subsidies', 300, 0, 300, 0],
    ['deposits_retained', 0, 500, 500, 0],
    ['payable_providers', 70_000, -69_100, 900, 0],
    ['position', 330_300, 100, 330_400, 0],
  ])
  const owed = answer.lines.find((line: Json) => line.account === 'payable_providers')
  assert.deepEqual(
    owed.moves.map((move: Json) => [move.name, move.fen]),
    [
      ['拨付定点医药机构', -70_000],
      ['结算单（含撤销）', 900],
    ],
  )
  const [a, b] = answer.units
  assert.deepEqual(
    [a.opening_fen, a.by_item_fen, a.deduction_fen, a.deposit_fen, a.netted_fen, a.paid_fen, a.left_fen, a.difference_fen],
    [70_000, 0, 1_000, 500, 200, 68_300, 0, 0],
  )
  assert.deepEqual([b.unit, b.by_item_fen, b.left_fen, b.memo_fen, b.difference_fen], [COUNTY_B, 900, 900, 900, 0])

  const january = await ask(city, '/api/fund/bridge/providers', { book: RESIDENT, month: '2026-01', q: '示范医院' })
  const [row] = january.rows
  assert.deepEqual([january.total, row.bills, row.by_item_fen, row.deduction_fen, row.paid_fen, row.open_fen], [1, 1, 70_000, 1_000, 68_300, 0])
  const bills = await ask(city, `/api/fund/books/${RESIDENT}/memo`, { account: 'payable_providers', provider: row.provider, to: '2026-01-31' })
  assert.deepEqual([bills.total, bills.rows[0].settlement], [1, '11'])
  assert.equal((await ask(city, '/api/fund/payments', { book: RESIDENT, provider: row.provider, period: '2026-01-01' })).total, 1)
  assert.equal((await ask(city, '/api/fund/payments', { book: RESIDENT, provider: row.provider, period: '2026-02-01' })).total, 0)
  assert.equal((await ask(county, '/api/fund/bridge', { book: RESIDENT, month: '2026-02' })).units.length, 1)
})
