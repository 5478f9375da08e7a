import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openBooks } from '@tongchou/server/fund/open-books.js'
import { fundPositions } from '@tongchou/server/fund/position.js'
import { trialBalance } from '@tongchou/server/fund/trial-balance.js'
import { type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { addBill, addEmployer, addPerson, COUNTY_A, COUNTY_B, HOSPITAL, makeSmallPool, OWN_LEVEL, PHARMACY, POOL } from '@tongchou/server/testing/small-pool.js'
import { verify } from '@tongchou/server/verify/verify.js'
import { creditAccounts } from './credit-accounts.js'
import { runMoneyYear } from './run-money-year.js'

const YEARS = [2025, 2026]
const WINDOW = { pool: POOL, from: '2025-01-01', to: '2026-03-18', seed: 3 }

let db: TestDatabase
before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee', 'large_amount', 'assistance'] })
  await addEmployer(db.batch, 1n, COUNTY_A)
  for (let person = 1n; person <= 20n; person++) {
    const area = [OWN_LEVEL, COUNTY_A, COUNTY_B][Number(person % 3n)] ?? COUNTY_A
    const identity = person === 4n ? { identity: 'extreme_poverty' } : person === 5n ? { identity: 'minimum_living' } : {}
    if (person <= 14n) await addPerson(db.batch, { person, area, scheme: 'resident', years: YEARS, ...identity })
    else
      await addPerson(db.batch, {
        person,
        area,
        scheme: 'employee',
        years: YEARS,
        ...(person === 20n ? { retired: true } : person === 19n ? {} : { employer: 1n }),
      })
  }
  await creditAccounts(db.batch, WINDOW)
  let settlement = 0n
  for (let month = 0; month < 14; month++) {
    const day = `${2025 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-11`
    for (const person of [1n, 2n, 4n, 15n]) {
      settlement += 1n
      const scheme = person === 15n ? 'employee' : 'resident'
      const layers = [
        { layer: 'basic', payer: 'fund', paid: 20_000n + settlement },
        { layer: 'major', payer: 'insurer', paid: 500n },
        { layer: 'assistance', payer: 'fund', paid: 300n },
        ...(scheme === 'employee' ? [{ layer: 'large', payer: 'fund', paid: 90n } as const] : []),
      ] as const
      const area = [OWN_LEVEL, COUNTY_A, COUNTY_B][Number(person % 3n)] ?? COUNTY_A
      const provider = person === 2n ? PHARMACY : HOSPITAL
      await addBill(db.batch, { person, settlement, area, scheme, provider, day, layers, account: scheme === 'employee' ? 700n : 0n, cash: 11n })
    }
  }
  const away = [
    { layer: 'basic', payer: 'fund', paid: 5_000n },
    { layer: 'major', payer: 'insurer', paid: 70n },
  ] as const
  await addBill(db.batch, {
    person: 1n,
    settlement: 900n,
    area: COUNTY_A,
    scheme: 'resident',
    provider: HOSPITAL,
    day: '2025-04-02',
    layers: away,
    place: 'in_province',
  })
})
after(() => db.drop())

test('the year’s money is recorded and every trial balance is zero', async () => {
  const done = await runMoneyYear(db.batch, WINDOW)
  assert.ok(done.vouchers > 300, `${done.vouchers} vouchers`)
  const { rows: books } = await db.batch.query<{ book: string }>('SELECT book FROM book ORDER BY book')
  assert.equal(books.length, 4)
  for (const { book } of books) {
    const rows = await trialBalance(db.batch, book, WINDOW.to)
    assert.equal(
      rows.reduce((sum, row) => sum + row.balance, 0n),
      0n,
    )
    assert.ok(rows.length >= 3, `${book} uses ${rows.length} accounts`)
  }
  const { rows: units } = await db.batch.query('SELECT book, unit FROM cash_entry GROUP BY book, unit HAVING sum(amount_fen) <> 0')
  assert.deepEqual(units, [])
})

test('every cash account moves both ways and none falls below zero', async () => {
  const { rows } = await db.batch.query(
    `SELECT account, bool_or(amount_fen > 0) AS paid_in, bool_or(amount_fen < 0) AS paid_out FROM cash_entry WHERE account IN ('1003', '1004', '1005') GROUP BY account ORDER BY account`,
  )
  assert.deepEqual(rows, [
    { account: '1003', paid_in: true, paid_out: true },
    { account: '1004', paid_in: true, paid_out: true },
    { account: '1005', paid_in: true, paid_out: true },
  ])
  const { rows: below } = await db.batch.query(
    `SELECT book, account, detail, unit, booked_on FROM (
       SELECT book, account, detail, unit, booked_on, sum(sum(amount_fen)) OVER (PARTITION BY book, account, detail, unit ORDER BY booked_on) AS fen
         FROM cash_entry WHERE account IN ('1004', '1005') OR detail = 'county_finance' GROUP BY 1, 2, 3, 4, 5) b WHERE fen < 0`,
  )
  assert.deepEqual(below, [])
})

test('a hospital gets one payment a month from each book, for what was settled the month before', async () => {
  const { rows } = await db.batch.query(
    `SELECT p.book, p.provider, p.booked_on, sum(l.gross_fen)::bigint AS gross, sum(l.deposit_fen)::bigint AS deposit FROM provider_paid p JOIN provider_paid_line l USING (book, fact)
      WHERE p.period = '2025-01-01' GROUP BY 1, 2, 3 ORDER BY 1, 2`,
  )
  assert.deepEqual(
    rows.map((row) => [row.book, row.provider, row.booked_on, row.gross]),
    [
      ['990000-assistance', HOSPITAL, '2025-02-15', 900n],
      ['990000-assistance', PHARMACY, '2025-02-15', 300n],
      ['990000-employee', HOSPITAL, '2025-02-15', 20_000n + 4n + 700n + 500n],
      ['990000-large_amount', HOSPITAL, '2025-02-15', 90n],
      ['990000-resident', HOSPITAL, '2025-02-15', 40_004n + 1000n],
      ['990000-resident', PHARMACY, '2025-02-15', 20_002n + 500n],
    ],
  )
})

test('care outside the area is cleared in the month after, the insurer’s part claimed back', async () => {
  const { rows } = await db.batch.query('SELECT book, unit, part, booked_on, amount_fen FROM outside_paid ORDER BY part')
  assert.deepEqual(
    rows.map((row) => [row.book, row.unit, row.part, row.booked_on, row.amount_fen]),
    [
      ['990000-resident', COUNTY_A, 'insurer', '2025-05-15', 70n],
      ['990000-resident', COUNTY_A, 'pool', '2025-05-15', 5_000n],
    ],
  )
})

test('the closed year stands at zero; what the insurer was paid for came back', async () => {
  const rows = await trialBalance(db.batch, '990000-resident', '2025-12-31')
  assert.deepEqual(
    rows.filter((row) => row.account >= '4' && row.balance !== 0n),
    [],
  )
  assert.equal((await trialBalance(db.batch, '990000-resident', '2026-02-28')).find((row) => row.account === '1101')?.balance, 0n)
})

test('each month end is confirmed for every cash account, and one county still owes part of its share', async () => {
  const { rows } = await db.batch.query(`SELECT DISTINCT month FROM month_reconciled ORDER BY month`)
  assert.equal(rows.length, 14)
  const { rows: owed } = await db.batch.query(
    `SELECT d.unit, d.government, d.due - coalesce(r.got, 0) AS owed FROM
       (SELECT unit, government, sum(amount_fen) AS due FROM subsidy_due WHERE benefit_year = 2025 GROUP BY 1, 2) d LEFT JOIN
       (SELECT unit, government, sum(amount_fen) AS got FROM subsidy_received WHERE benefit_year = 2025 AND due_recorded GROUP BY 1, 2) r USING (unit, government)
      WHERE d.due <> coalesce(r.got, 0)`,
  )
  assert.equal(owed.length, 1)
  assert.equal(owed[0]?.government, 'county')
})

test('next year’s premiums become the year’s own in January', async () => {
  const sum = async (day: string) =>
    (await fundPositions(db.batch, day)).filter((row) => row.fund === 'resident').reduce((total, row) => total + row.freeFen, 0n)
  const { rows } = await db.batch.query<{ fen: bigint }>(`SELECT sum(amount_fen)::bigint AS fen FROM next_year_released WHERE benefit_year = 2026`)
  assert.equal(rows[0]?.fen !== undefined && rows[0].fen > 0n, true)
  assert.equal((await sum('2026-01-01')) - (await sum('2025-12-31')), rows[0]?.fen)
})

test('an account’s credits are its movements, active by base and retired by a fixed sum', async () => {
  const { rows } = await db.batch.query(
    `SELECT a.person FROM individual_account a JOIN account_movement m USING (person) GROUP BY a.person, a.current_fen, a.history_fen HAVING sum(m.current_fen + m.history_fen) <> a.current_fen + a.history_fen`,
  )
  assert.deepEqual(rows, [])
  const { rows: retired } = await db.batch.query(`SELECT DISTINCT current_fen FROM account_movement WHERE person = 20 AND kind = 'credited'`)
  assert.deepEqual(retired, [{ current_fen: 7000n }])
  const { rows: flexible } = await db.batch.query('SELECT 1 FROM account_movement WHERE person = 19')
  assert.deepEqual(flexible, [])
})

test('the same money is not recorded twice', async () => {
  await assert.rejects(runMoneyYear(db.batch, WINDOW), /refused|already/)
})

test('everything derived agrees with the facts', async () => {
  assert.deepEqual(await verify(db.batch), [])
})
