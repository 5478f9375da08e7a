import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact, BookFactKind, BookFactOf } from '@tongchou/domain/facts/fact.js'
import type pg from 'pg'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { COUNTY_A, COUNTY_B, HOSPITAL, makeSmallPool, OWN_LEVEL, POOL } from '../testing/small-pool.js'
import { closeDays } from './close-days.js'
import { isBookFactKind, loadFact, loadFacts, nextFacts } from './fact-store.js'
import { memoBalances } from './memo-balances.js'
import { bookOf, openBooks } from './open-books.js'
import { fundPositions } from './position.js'
import { recordFacts } from './record-facts.js'
import { inTransaction } from './transaction.js'
import { isZero, trialBalance } from './trial-balance.js'

const RESIDENT = bookOf(POOL, 'resident')
const EMPLOYEE = bookOf(POOL, 'employee')

let db: TestDatabase
before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee', 'large_amount', 'assistance'] })
})
after(() => db.drop())

type Fields<K extends BookFactKind> = Omit<BookFactOf<K>, 'kind' | 'book' | 'fact' | 'inForce' | 'bookedOn'>

async function fact<K extends BookFactKind>(book: string, day: string, kind: K, fields: Fields<K>): Promise<BookFact> {
  const [number] = await nextFacts(db.batch, 1)
  return { kind, book, fact: number, inForce: day, bookedOn: day, ...fields } as unknown as BookFact
}

async function record(...facts: BookFact[]) {
  return inTransaction(db.batch, (client) => recordFacts(client, facts))
}

function opening(unit: string, special: bigint): Fields<'opening_balance'> {
  return { unit, accounts: ['1003', '3001'], details: ['', ''], amounts: [special, -special], memoAccounts: ['payable_providers'], memoAmounts: [-70n] }
}

/** As the application’s own role, past the domain: what only the database can refuse. */
async function straight(work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  await inTransaction(db.batch, async (client) => void (await work(client)))
}

async function voucher(
  client: pg.PoolClient,
  number: number,
  lines: readonly (readonly [string, string, bigint])[],
  more: { lines?: number; day?: string; unit?: string } = {},
): Promise<void> {
  const day = more.day ?? '2026-06-01'
  const key = BigInt(day.slice(0, 4) + day.slice(5, 7)) * 1_000_000n + BigInt(number)
  await client.query(
    `INSERT INTO cash_voucher (book, voucher, lines, day, fact_kind, fact, text, booked_on) VALUES ($1, $2, $3, $4, 'premium_received', $2, '', $4)`,
    [RESIDENT, key, more.lines ?? lines.length, day],
  )
  for (const [i, [book, account, fen]] of lines.entries()) {
    await client.query('INSERT INTO cash_entry (book, voucher, line, lines, booked_on, account, unit, amount_fen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
      book,
      key,
      i + 1,
      more.lines ?? lines.length,
      day,
      account,
      more.unit ?? COUNTY_A,
      fen,
    ])
  }
}

test('a fact is stored once, posted once, and comes back as it was', async () => {
  const facts = [
    await fact(RESIDENT, '2026-01-01', 'opening_balance', opening(COUNTY_A, 1_000_000n)),
    await fact(RESIDENT, '2026-01-01', 'opening_balance', opening(COUNTY_B, 500_000n)),
    await fact(RESIDENT, '2026-01-05', 'funds_granted', { unit: COUNTY_A, via: 'direct', amountFen: 300_000n, request: null }),
    await fact(RESIDENT, '2026-01-15', 'provider_paid', {
      provider: HOSPITAL,
      period: '2025-12-01',
      lines: [
        {
          unit: COUNTY_A,
          period: '2025-12-01',
          part: 'pool',
          care: 'inpatient',
          grossFen: 200_000n,
          deductionFen: 0n,
          depositFen: 10_000n,
          nettedThisYearFen: 0n,
          nettedEarlierFen: 0n,
          setOffFen: 0n,
        },
      ],
    }),
    await fact(RESIDENT, '2026-03-21', 'interest_credited', {
      unit: COUNTY_A,
      account: '1003',
      detail: '',
      poolFen: 77n,
      accountFen: 0n,
      product: 12345678901234567890n,
      rate: '0.0110',
    }),
  ]
  const recorded = await record(...facts)
  assert.equal(recorded.kind, 'recorded')
  assert.deepEqual(await loadFacts(db.batch, RESIDENT), facts)
  const first = facts[3]
  assert.ok(first !== undefined)
  assert.deepEqual(await inTransaction(db.batch, (client) => loadFact(client, 'provider_paid', RESIDENT, first.fact)), first)
  const { rows } = await db.batch.query('SELECT voucher FROM cash_voucher WHERE book = $1 ORDER BY voucher', [RESIDENT])
  assert.deepEqual(
    rows.map((row) => row.voucher),
    [202601000001n, 202601000002n, 202601000003n, 202601000004n, 202603000001n],
  )
  assert.equal(isBookFactKind('provider_paid'), true)
  assert.equal(isBookFactKind('settlement'), false)
})

test('the trial balance is zero and each unit balances by itself', async () => {
  const rows = await trialBalance(db.batch, RESIDENT, '2026-06-30')
  assert.equal(isZero(rows), true)
  assert.deepEqual(
    rows.map(({ account, opening: o, debit, credit, balance }) => [account, o, debit, credit, balance]),
    [
      ['1003', 1_500_000n, 77n, 300_000n, 1_200_077n],
      ['1004', 0n, 300_000n, 190_000n, 110_000n],
      ['3001', -1_500_000n, 0n, 0n, -1_500_000n],
      ['4201', 0n, 0n, 77n, -77n],
      ['5001', 0n, 190_000n, 0n, 190_000n],
    ],
  )
  const { rows: units } = await db.batch.query('SELECT unit FROM cash_entry GROUP BY book, unit HAVING sum(amount_fen) <> 0')
  assert.deepEqual(units, [])
})

test('the position is cash plus what is owed to the fund less what it owes', async () => {
  const positions = await fundPositions(db.batch, '2026-06-30')
  const a = positions.find((row) => row.book === RESIDENT && row.unit === COUNTY_A)
  assert.ok(a !== undefined)
  // 1,000,000 opening + 77 interest − 190,000 paid; the payable of 70 was taken over and 200,000 gross were paid, 10,000 stay retained.
  assert.deepEqual([a.cashFen, a.payableFen, a.positionFen, a.incomeYtd, a.expenditureYtd], [810_077n, 70n - 200_000n + 10_000n, 1_000_007n, 77n, 190_000n])
})

test('a day of the past is answered as it stood', async () => {
  const before = (await fundPositions(db.batch, '2026-01-10')).find((row) => row.book === RESIDENT && row.unit === COUNTY_A)
  assert.deepEqual([before?.cashFen, before?.positionFen, before?.expenditureYtd], [1_000_000n, 999_930n, 0n])
})

test('closed days give the same balances as the lines themselves, and a late fact opens them again', async () => {
  const open = await memoBalances(db.batch, '2026-06-30')
  assert.deepEqual(await closeDays(db.batch, '2026-06-29', '2026-06-30'), [RESIDENT])
  assert.deepEqual(await memoBalances(db.batch, '2026-06-30'), open)
  await assert.rejects(closeDays(db.batch, '2026-06-30', '2026-06-30'), /not over/)
  await record(
    await fact(RESIDENT, '2026-02-01', 'subsidy_due', { unit: COUNTY_A, government: 'county', benefitYear: 2026, heads: 10, perHeadFen: 5n, amountFen: 50n }),
  )
  assert.equal((await memoBalances(db.batch, '2026-06-30')).get(RESIDENT)?.get(COUNTY_A)?.get('receivable_subsidies'), 50n)
  await closeDays(db.batch, '2026-06-29', '2026-06-30')
  assert.equal((await memoBalances(db.batch, '2026-06-30')).get(RESIDENT)?.get(COUNTY_A)?.get('receivable_subsidies'), 50n)
})

test('nothing is saved when one of the facts is refused', async () => {
  const good = await fact(RESIDENT, '2026-04-01', 'funds_granted', { unit: COUNTY_A, via: 'direct', amountFen: 1n, request: null })
  const tooMuch = await fact(RESIDENT, '2026-04-01', 'funds_granted', { unit: COUNTY_A, via: 'direct', amountFen: 9_000_000_000n, request: null })
  const answer = await record(good, tooMuch)
  assert.equal(answer.kind, 'not_recorded')
  assert.deepEqual(answer.kind === 'not_recorded' ? answer.refusals.map(({ refusal }) => refusal.code) : [], ['insufficient_special_account'])
  const { rows } = await db.batch.query('SELECT 1 FROM funds_granted WHERE book = $1 AND fact = $2', [RESIDENT, good.fact])
  assert.deepEqual(rows, [])
})

test('two who draw at once cannot spend the same money twice', async () => {
  const grants = await Promise.all(
    [1, 2].map(() => fact(RESIDENT, '2026-04-02', 'funds_granted', { unit: COUNTY_A, via: 'direct', amountFen: 700_000n, request: null })),
  )
  const answers = await Promise.all(grants.map((grant) => record(grant)))
  assert.deepEqual(answers.map((answer) => answer.kind).sort(), ['not_recorded', 'recorded'])
})

test('the database itself refuses an entry in another fund’s book', async () => {
  await assert.rejects(
    straight((client) =>
      voucher(client, 1, [
        [RESIDENT, '1003', 5n],
        [EMPLOYEE, '4001', -5n],
      ]),
    ),
    /cash_entry.*foreign key/,
  )
})

test('the database itself refuses what does not balance, comes late, flows wrongly or uses an account not opened', async () => {
  const cases: readonly [RegExp, (client: pg.PoolClient) => Promise<void>][] = [
    [/unbalanced/, (client) => voucher(client, 1, [[RESIDENT, '1003', 5n]])],
    [
      /unbalanced/,
      (client) =>
        voucher(
          client,
          1,
          [
            [RESIDENT, '1003', 5n],
            [RESIDENT, '4001', -5n],
          ],
          { lines: 3 },
        ),
    ],
    [
      /foreign key/,
      (client) =>
        voucher(client, 1, [
          [RESIDENT, '4301', -5n],
          [RESIDENT, '1003', 5n],
        ]),
    ],
    [
      /forbidden_flow/,
      (client) =>
        voucher(client, 1, [
          [RESIDENT, '1004', 5n],
          [RESIDENT, '4001', -5n],
        ]),
    ],
    [
      /insufficient_special_account/,
      (client) =>
        voucher(client, 1, [
          [RESIDENT, '5101', 9_000_000n],
          [RESIDENT, '1003', -9_000_000n],
        ]),
    ],
    [
      /insufficient_expenditure_account/,
      (client) =>
        voucher(client, 1, [
          [RESIDENT, '5001', 9_000_000n],
          [RESIDENT, '1004', -9_000_000n],
        ]),
    ],
  ]
  for (const [refusal, work] of cases) await assert.rejects(straight(work), refusal)
})

test('nothing can be added to a posted voucher, and nothing changed or taken away', async () => {
  const add = (line: number, fen: bigint) =>
    db.batch.query(
      `INSERT INTO cash_entry (book, voucher, line, lines, booked_on, account, unit, amount_fen) VALUES ($1, 202603000001, $2, 2, '2026-03-21', '1003', $3, $4)`,
      [RESIDENT, line, COUNTY_A, fen],
    )
  await assert.rejects(add(3, 5n), /check constraint/)
  await assert.rejects(add(2, 5n), /duplicate key/)
  for (const pool of [db.desk, db.batch, db.settlement]) {
    await assert.rejects(pool.query('UPDATE cash_entry SET amount_fen = 1'), /permission denied/)
    await assert.rejects(pool.query('DELETE FROM cash_voucher'), /permission denied/)
    await assert.rejects(pool.query('UPDATE cash_balance SET amount_fen = 0'), /permission denied/)
    await assert.rejects(pool.query('DELETE FROM premium_received'), /permission denied/)
  }
})

test('a closed year takes nothing more, by the domain and by the database', async () => {
  const book = bookOf(POOL, 'assistance')
  await record(await fact(book, '2025-01-01', 'opening_balance', { ...opening(OWN_LEVEL, 100n), memoAccounts: [], memoAmounts: [] }))
  await record(
    await fact(book, '2025-06-01', 'subsidy_received', { unit: OWN_LEVEL, government: 'city', benefitYear: 2025, amountFen: 40n, dueRecorded: false }),
  )
  await record(await fact(book, '2025-12-31', 'year_closed', { year: 2025 }))
  assert.deepEqual(
    (await trialBalance(db.batch, book, '2025-12-31')).filter((row) => row.balance !== 0n).map((row) => [row.account, row.balance]),
    [
      ['1003', 140n],
      ['3001', -140n],
    ],
  )
  const late = await record(
    await fact(book, '2025-12-30', 'subsidy_received', { unit: OWN_LEVEL, government: 'city', benefitYear: 2025, amountFen: 1n, dueRecorded: false }),
  )
  assert.deepEqual(late.kind === 'not_recorded' ? late.refusals.map(({ refusal }) => refusal.code) : [], ['closed_period'])
  await assert.rejects(
    straight(async (client) => {
      await client.query(
        `INSERT INTO cash_voucher (book, voucher, lines, day, fact_kind, fact, text, booked_on) VALUES ($1, 202512000009, 2, '2025-12-30', 'subsidy_received', 9, '', '2025-12-30')`,
        [book],
      )
      await client.query(
        `INSERT INTO cash_entry (book, voucher, line, lines, booked_on, account, unit, amount_fen) VALUES
           ($1, 202512000009, 1, 2, '2025-12-30', '1003', $2, 1), ($1, 202512000009, 2, 2, '2025-12-30', '4101', $2, -1)`,
        [book, OWN_LEVEL],
      )
    }),
    /closed_period/,
  )
  const income = (await fundPositions(db.batch, '2025-12-31')).find((row) => row.book === book)
  assert.deepEqual([income?.incomeYtd, income?.expenditureYtd], [40n, 0n])
})

test('a county officer sees the own county’s entries, and those balance', async () => {
  const client = await db.desk.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SELECT set_config('tongchou.areas', $1, true)`, [`{${COUNTY_B}}`])
    const rows = await trialBalance(client, RESIDENT, '2026-06-30')
    assert.deepEqual(
      rows.map((row) => [row.account, row.balance]),
      [
        ['1003', 500_000n],
        ['3001', -500_000n],
      ],
    )
    const seen = await client.query('SELECT DISTINCT unit FROM fact_stream WHERE book = $1 AND unit IS NOT NULL', [RESIDENT])
    assert.deepEqual(seen.rows, [{ unit: COUNTY_B }])
    await client.query('ROLLBACK')
  } finally {
    client.release()
  }
})

test('a fact of a book that nobody opened is refused', async () => {
  const answer = await record(await fact('990000-nothing', '2026-04-01', 'interest_moved', { unit: COUNTY_A, amountFen: 1n }))
  assert.deepEqual(answer.kind === 'not_recorded' ? answer.refusals.map(({ refusal }) => refusal.code) : [], ['no_such_book'])
})

test('a fact for a unit of another pool is refused: the units of a book would no longer add up to it', async () => {
  await db.batch.query(`INSERT INTO area (code, name, level, parent, certainty) VALUES ('990121', '别市的县', 3, NULL, 'illustrative') ON CONFLICT DO NOTHING`)
  const fields = { unit: '990121', government: 'county', benefitYear: 2026, amountFen: 100n, dueRecorded: false } as const
  const made = await record(await fact(RESIDENT, '2026-09-01', 'subsidy_received', fields))
  assert.equal(made.kind === 'not_recorded' ? made.refusals[0]?.refusal.code : made.kind, 'no_such_unit')
})

test('an expenditure account is never overdrawn, however many pay out of it at once', async () => {
  const UNIT = COUNTY_B
  const held = async (): Promise<bigint> => {
    const { rows } = await db.batch.query<{ fen: bigint }>(
      "SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM cash_balance WHERE book = $1 AND account = '1004' AND unit = $2",
      [RESIDENT, UNIT],
    )
    return rows[0]?.fen ?? 0n
  }
  const paid = (amountFen: bigint) =>
    fact(RESIDENT, '2026-06-03', 'outside_paid', { unit: UNIT, period: '2026-05-01', part: 'pool', care: 'inpatient', amountFen })
  const refusedWith = (answer: Awaited<ReturnType<typeof record>>) => (answer.kind === 'not_recorded' ? answer.refusals.map(({ refusal }) => refusal.code) : [])
  await record(await fact(RESIDENT, '2026-06-02', 'funds_granted', { unit: UNIT, via: 'direct', amountFen: 1_000n, request: null }))
  const before = await held()
  assert.deepEqual(refusedWith(await record(await paid(before + 1n))), ['insufficient_expenditure_account'])
  const payments = await Promise.all(Array.from({ length: 6 }, () => paid(before / 3n)))
  const answers = await Promise.all(payments.map((one) => record(one)))
  assert.equal(answers.filter(({ kind }) => kind === 'recorded').length, 3)
  assert.deepEqual([...new Set(answers.flatMap(refusedWith))], ['insufficient_expenditure_account'])
  const rest = await held()
  assert.ok(rest >= 0n && rest < 3n)

  // Past the domain and its lock of the book: two transactions that read the same balance.
  await record(await fact(RESIDENT, '2026-06-04', 'funds_granted', { unit: UNIT, via: 'direct', amountFen: 1_000n - rest, request: null }))
  const straightly = (number: number) =>
    straight((client) =>
      voucher(
        client,
        number,
        [
          [RESIDENT, '5001', 600n],
          [RESIDENT, '1004', -600n],
        ],
        { unit: UNIT, day: '2027-01-05' },
      ),
    )
  const outcomes = await Promise.allSettled([straightly(1), straightly(2), straightly(3)])
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal(await held(), 400n)
})
