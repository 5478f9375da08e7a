import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPool } from '@tongchou/server/database/connect.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { verifyBooks } from '@tongchou/server/verify/verify-books.js'
import type pg from 'pg'
import { DRAWN } from './bills.js'
import { checkBooks } from './check-books.js'
import { ProofFailed } from './perform.js'
import { citiesOf } from './places.js'
import { type ProvinceProved, type ProvinceRequest, proveProvince } from './province-year.js'
import { replayBooks, resettled } from './replay-books.js'
import { proofSite } from './site.js'

/** The months in which something special happens: levy, changed policies, its second instalment, premiums paid for others, the close. */
const YEAR_IN_SHORT = { seed: 7, cities: 2, counties: 1, months: [1, 3, 7, 9, 12], desks: 1 } as const
const TINY = { cities: 1, counties: 1, months: [1], desks: 0 } as const
const SIZES = { settlement: 1, desk: 1, batch: 1 }

async function proved(db: TestDatabase, request: ProvinceRequest): Promise<ProvinceProved> {
  const site = proofSite(db.adminUrl, TEST_KEY)
  try {
    return await proveProvince(site, request)
  } finally {
    await site.end()
  }
}

async function onItsOwn<T>(work: (db: TestDatabase) => Promise<T>): Promise<T> {
  const db = await testDatabase(SIZES)
  try {
    return await work(db)
  } finally {
    await db.drop()
  }
}

let db: TestDatabase
let stands: ProvinceProved
before(async () => {
  db = await testDatabase(SIZES)
  stands = await proved(db, YEAR_IN_SHORT)
})
after(() => db.drop())

test('a small province’s year holds: outages, restarts, wrong files, levy and allocation, close and settlement of the year', () => {
  const { counts, replayedFacts } = stands
  assert.ok(counts.killed > 0 && counts.answersLost > 0 && counts.restarts > 0 && counts.wrongFiles > 0 && counts.twice > 0, JSON.stringify(counts))
  assert.ok(counts.lateSubsidies > 0 && counts.bounced > 0 && counts.cancelled > 0 && counts.redLetters > 0, JSON.stringify(counts))
  assert.ok(counts.acts > 100 && counts.checks > counts.facts / 20)
  assert.equal(counts.policies, 1)
  assert.ok(counts.underNewRules > 0 && counts.settled > counts.underNewRules, JSON.stringify(counts))
  assert.ok(replayedFacts >= counts.facts)
})

const [CITY] = citiesOf(YEAR_IN_SHORT.cities, YEAR_IN_SHORT.counties)
const BOOKS = new Set(CITY === undefined ? [] : Object.values(CITY.books))
const [RESIDENT = '', EMPLOYEE = ''] = BOOKS
const [OWN = '', COUNTY = ''] = CITY?.units ?? []

/** Does what no role may, past every trigger, and takes it back afterwards. */
async function tampered<T>(statements: readonly string[], ask: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const pool = openPool(db.adminUrl, 1)
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SET LOCAL session_replication_role = replica')
    for (const statement of statements) assert.notEqual((await client.query(statement)).rowCount, 0, statement)
    return await ask(client)
  } finally {
    await client.query('ROLLBACK')
    client.release()
    await pool.end()
  }
}

/** A voucher that balances and that no fact stands behind. */
function voucher(book: string, unit: string, account: string, fen: number): string[] {
  const entry = (line: number, code: string, amount: number): string =>
    `INSERT INTO cash_entry (book, voucher, line, lines, booked_on, account, detail, unit, amount_fen)
       SELECT book, max(voucher) + 1000, ${line}, 2, '2026-02-20', '${code}', '', '${unit}', ${amount} FROM cash_voucher WHERE book = '${book}' GROUP BY 1`
  const kept = (code: string, amount: number): string =>
    `INSERT INTO cash_balance AS b VALUES ('${book}', '${code}', '', '${unit}', ${amount}) ON CONFLICT (book, account, detail, unit) DO UPDATE SET amount_fen = b.amount_fen + ${amount}`
  return [entry(2, account, -fen), entry(1, '1003', fen), kept('1003', fen), kept(account, -fen)]
}

const FAULTS: readonly (readonly [fault: string, statements: readonly string[], rules: readonly string[]])[] = [
  ['nothing at all', ['SELECT 1'], []],
  [
    'a line is altered by a fen',
    [
      `UPDATE cash_entry SET amount_fen = amount_fen + 1 WHERE (book, voucher, line) = (SELECT book, voucher, line FROM cash_entry WHERE book = '${RESIDENT}' AND account = '1003' LIMIT 1)`,
    ],
    ['balance', 'kept', 'bank', 'units'],
  ],
  ['money is made', voucher(RESIDENT, COUNTY, '4501', 100), ['bank', 'money']],
  ['money of the residents serves the employees', [...voucher(RESIDENT, COUNTY, '4501', -100), ...voucher(EMPLOYEE, COUNTY, '4501', 100)], ['bank']],
  ['the residents’ book opens an account that only employees may have', voucher(RESIDENT, COUNTY, '4301', 100), ['bank', 'schemes', 'money']],
  ['a unit of another city is booked', voucher(RESIDENT, '970221', '4501', 100), ['bank', 'schemes', 'units', 'money']],
  ['a city’s remittance never reached the province', voucher(RESIDENT, OWN, '5301', -100), ['bank', 'levels', 'money']],
  ['cash and debt beside it are told apart wrongly', voucher(RESIDENT, COUNTY, '2001', 100), ['bank', 'bridge', 'money']],
  [
    'a payment’s deduction is altered',
    [
      `UPDATE provider_paid_line SET deduction_fen = deduction_fen + 1 WHERE (book, fact, line) = (SELECT book, fact, line FROM provider_paid_line WHERE book = '${RESIDENT}' LIMIT 1)`,
    ],
    ['payables'],
  ],
  [
    'a bill is altered',
    [
      `UPDATE settlement_layer SET paid_fen = paid_fen + 1 WHERE (person, settlement, ordinal) = (SELECT person, settlement, ordinal FROM settlement_layer JOIN settlement USING (person, settlement) WHERE fund = 'resident' AND layer = 'basic' AND place = 'local' AND area = '${COUNTY}' LIMIT 1)`,
    ],
    ['payables', 'accrual'],
  ],
  [
    'a subsidy owed is altered',
    [
      `UPDATE memo_movement SET amounts = ARRAY[amounts[1] + 1, amounts[2] - 1] WHERE (book, movement) = (SELECT book, movement FROM memo_movement WHERE book = '${RESIDENT}' AND fact_kind = 'subsidy_received' LIMIT 1)`,
      `UPDATE book_state SET memo_closed_through = NULL`,
    ],
    ['accrual'],
  ],
  ['an account is overdrawn', voucher(RESIDENT, COUNTY, '1004', 90_000_000_00), ['bank', 'overdrawn']],
]

for (const [fault, statements, rules] of FAULTS) {
  test(`the checks find it: ${fault}`, async () => {
    const found = await tampered(statements, (client) => checkBooks(client, stands.world, BOOKS))
    const told = new Set(found.map(({ rule }) => rule))
    assert.deepEqual(
      rules.filter((rule) => !told.has(rule)),
      [],
      JSON.stringify(found),
    )
    assert.equal(told.size === 0, rules.length === 0, JSON.stringify(found))
  })
}

test('replay finds a fact that was altered after it was booked', async () => {
  const altered = `UPDATE treasury_transferred SET amount_fen = amount_fen - 1 WHERE (book, fact) = (SELECT book, fact FROM treasury_transferred WHERE book = '${RESIDENT}' LIMIT 1)`
  const found = await tampered([altered], async (client) => [...(await replayBooks(client)).found, ...(await verifyBooks(client))])
  assert.deepEqual([...new Set(found.map(({ rule }) => rule))], ['replayed', 'replay'])
})

test('a bill that was altered after it was settled is not what settling it again gives', async () => {
  const altered = `UPDATE settlement_layer SET paid_fen = paid_fen + 1 WHERE (person, settlement, ordinal) = (SELECT person, settlement, ordinal FROM settlement_layer JOIN settlement USING (person, settlement) WHERE engine <> '${DRAWN}' LIMIT 1)`
  const rules = async (statement: string) => (await tampered([statement], resettled)).map(({ rule }) => rule)
  assert.deepEqual([await rules('SELECT 1'), await rules(altered)], [[], ['resettled']])
})

interface Failing {
  readonly message: string
  /** What was done, step by step. */
  readonly steps: readonly string[]
}

/** A run whose books are altered from outside after a step. */
function failing(seed: number, alteredAfter: number): Promise<Failing> {
  return onItsOwn(async (own) => {
    const steps: string[] = []
    let altered = false
    const afterStep = async (step: number, name: string): Promise<void> => {
      steps.push(`${step} ${name}`)
      if (step < alteredAfter || altered) return
      altered = true
      const admin = openPool(own.adminUrl, 1)
      await admin.query(
        `UPDATE cash_balance SET amount_fen = amount_fen + 1 WHERE (book, account, detail, unit) = (SELECT book, account, detail, unit FROM cash_balance WHERE book = $1 AND account = '1003' ORDER BY unit LIMIT 1)`,
        [RESIDENT],
      )
      await admin.end()
    }
    const failed = await proved(own, { ...TINY, seed, afterStep }).then(
      () => undefined,
      (error: unknown) => error,
    )
    assert.ok(failed instanceof ProofFailed, String(failed))
    assert.ok(failed.step >= alteredAfter)
    return { message: failed.message, steps }
  })
}

test('a failing seed names itself and its step, and fails there again; another seed does otherwise', async () => {
  const [first, again, other] = [await failing(3, 25), await failing(3, 25), await failing(4, 25)]
  assert.match(first.message, /^种子 3 第 \d+ 步/)
  assert.match(first.message, /kept/)
  assert.deepEqual(again, first)
  assert.notDeepEqual(other.steps, first.steps)
})
