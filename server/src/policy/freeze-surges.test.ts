import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { daysAfter } from '@tongchou/domain/base/day.js'
import { openBooks } from '../fund/open-books.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { addBill, addPerson, COUNTY_A, COUNTY_B, HOSPITAL, makeSmallPool, PHARMACY, POOL } from '../testing/small-pool.js'

// A Thursday; its week ends on 7 January.
const LAUNCH = '2026-01-01'

let db: TestDatabase
let desk: TestDesk
let settlement = 0n
const bills = async (count: number, day: string, yuan: bigint, more: { area?: string; provider?: string; person?: bigint } = {}): Promise<void> => {
  const { area = COUNTY_A, provider = HOSPITAL, person = area === COUNTY_A ? 1n : 2n } = more
  for (let made = 0; made < count; made += 1) {
    settlement += 1n
    await addBill(db.batch, { person, settlement, area, scheme: 'resident', provider, day, layers: [{ layer: 'basic', payer: 'fund', paid: yuan * 100n }] })
  }
}

before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2024-01-01', funds: ['resident'] })
  await addPerson(db.batch, { person: 1n, area: COUNTY_A, scheme: 'resident', years: [2025, 2026] })
  await addPerson(db.batch, { person: 2n, area: COUNTY_B, scheme: 'resident', years: [2025, 2026] })
  desk = await testDesk(db, { pool: POOL, clock: testClock(noon('2026-01-16')) })
  // County A: a usual week is 2 bills of 1,000 yuan; the first week after the launch has 24, the second 2.
  for (let week = 1; week <= 12; week += 1) await bills(2, daysAfter(LAUNCH, -7 * week), 1000n)
  await bills(24, '2026-01-03', 1000n)
  await bills(2, '2026-01-14', 1000n)
  // County B: 21 bills a week, before and after; a year before 20 in the first week.
  for (let week = 1; week <= 12; week += 1) await bills(21, daysAfter(LAUNCH, -7 * week), 600n, { area: COUNTY_B, provider: PHARMACY })
  await bills(21, '2026-01-07', 600n, { area: COUNTY_B, provider: PHARMACY })
  await bills(21, '2026-01-08', 600n, { area: COUNTY_B, provider: PHARMACY })
  await bills(20, '2025-01-02', 600n, { area: COUNTY_B, provider: PHARMACY })
  // The day of the report's own week is not over and does not count.
  await bills(1, '2026-01-15', 1000n)
  await db.batch.query(
    `INSERT INTO person_paid (book, person, fact, unit, part, care, amount_fen, in_force, booked_on)
     SELECT b.book, 1, nextval('fact_seq'), $1, 'pool', 'inpatient', 200000, $2, $2 FROM book b, generate_series(1, 6) WHERE b.pool = $3 AND b.fund = 'resident' LIMIT 6`,
    [COUNTY_A, '2026-01-05', POOL],
  )
})
after(async () => {
  await desk.app.close()
  await db.drop()
})

interface Growth {
  readonly usual_count: number
  readonly usual_fen: number
  readonly count_percent: number | null
  readonly fen_percent: number | null
  readonly surge: boolean
}
interface Line {
  readonly group: string
  readonly name: string
  readonly from?: string
  readonly count: number
  readonly amount_fen: number
  readonly preceding: Growth | null
  readonly year_before: Growth | null
}
interface Table {
  readonly measure: string
  readonly totals: readonly Line[]
  readonly weekly: readonly Line[]
}

async function tableOf(caller: Caller, measure: string, query = ''): Promise<Table> {
  const { status, body } = await caller.get(`/api/policy/surges${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  const found = (body['tables'] as Table[]).find((one) => one.measure === measure)
  assert.ok(found, measure)
  return found
}

const shown = ({ group, from, count, amount_fen, preceding }: Line) => [
  group,
  from,
  count,
  amount_fen,
  preceding?.usual_count,
  preceding?.count_percent,
  preceding?.surge,
]

test('without a launch period there is nothing to report', async () => {
  const { body } = await (await desk.as('bureau', 'policy_officer')).get('/api/policy/surges')
  assert.equal(body['code'], 'not_found')
  const made = await (await desk.as('bureau', 'director')).post('/api/policy/freeze', { area: POOL, from: LAUNCH, document: '小政办〔2025〕15号' })
  assert.equal(made.status, 200, JSON.stringify(made.body))
})

test('week by week against the mean of the twelve weeks before', async () => {
  const { weekly, totals } = await tableOf(await desk.as('bureau', 'policy_officer'), 'bills')
  assert.deepEqual(weekly.map(shown), [
    [COUNTY_A, '2026-01-01', 24, 2_400_000, 2, 1100, true],
    [COUNTY_A, '2026-01-08', 2, 200_000, 2, 0, false],
    [COUNTY_B, '2026-01-01', 21, 1_260_000, 21, 0, false],
    [COUNTY_B, '2026-01-08', 21, 1_260_000, 21, 0, false],
  ])
  // Both weeks together: 26 bills against 4, but fewer than twice the least of 20 a week; the steepest stands first.
  assert.deepEqual(totals.map(shown), [
    [COUNTY_A, undefined, 26, 2_600_000, 4, 550, false],
    [COUNTY_B, undefined, 42, 2_520_000, 42, 0, false],
  ])
})

test('the same weeks a year before are told where there are any', async () => {
  const { weekly } = await tableOf(await desk.as('bureau', 'policy_officer'), 'bills')
  const [, , first, second] = weekly
  assert.deepEqual(first?.year_before, { usual_count: 20, usual_fen: 1_200_000, count_percent: 5, fen_percent: 5, surge: false })
  assert.deepEqual(second?.year_before, { usual_count: 0, usual_fen: 0, count_percent: null, fen_percent: null, surge: true })
})

test('by provider and by class of persons', async () => {
  const officer = await desk.as('bureau', 'policy_officer')
  const byProvider = await tableOf(officer, 'bills', '?by=provider')
  assert.deepEqual(
    byProvider.totals.map(({ group, count }) => [group, count]),
    [
      [HOSPITAL, 26],
      [PHARMACY, 42],
    ],
  )
  const byClass = await tableOf(officer, 'bills', '?by=person_class')
  assert.deepEqual(
    byClass.totals.map(({ name, count }) => [name, count]),
    [['居民', 68]],
  )
})

test('manual claims that were not there before are marked, and stays that end within two days are counted apart', async () => {
  const officer = await desk.as('bureau', 'policy_officer')
  const claims = await tableOf(officer, 'manual_claims')
  assert.deepEqual(
    claims.weekly.map(({ count, amount_fen, preceding }) => [count, amount_fen, preceding]),
    [
      [6, 1_200_000, { usual_count: 0, usual_fen: 0, count_percent: null, fen_percent: null, surge: true }],
      [0, 0, { usual_count: 0, usual_fen: 0, count_percent: null, fen_percent: null, surge: false }],
    ],
  )
  const short = await tableOf(officer, 'short_stays')
  assert.deepEqual(
    short.weekly.map(({ group, count }) => [group, count]),
    [
      [COUNTY_A, 24],
      [COUNTY_A, 2],
    ],
  )
  assert.deepEqual((await tableOf(officer, 'mid_stay')).totals, [])
})

test('a part settled while the stay goes on is told apart from a short stay', async () => {
  const officer = await desk.as('bureau', 'policy_officer')
  const open = `UPDATE visit_state SET status = $1 WHERE (person, visit) IN (SELECT person, visit FROM settlement WHERE area = $2 AND booked_on = '2026-01-14' LIMIT 1)`
  await db.batch.query(open, ['open', COUNTY_A])
  const [mid, short] = [await tableOf(officer, 'mid_stay'), await tableOf(officer, 'short_stays')]
  assert.deepEqual(
    [mid.weekly.map(({ count }) => count), short.weekly.map(({ count }) => count)],
    [
      [0, 1],
      [24, 1],
    ],
  )
  await db.batch.query(open, ['settled', COUNTY_A])
})

test('requests for money are counted by county', async () => {
  const request = `INSERT INTO funds_requested (book, fact, unit, month, budget_line, amount_fen, in_force, booked_on)
    SELECT book, nextval('fact_seq'), $1, '2026-01-01', '待遇支出', $2, $3, $3 FROM book WHERE pool = $4 AND fund = 'resident'`
  await db.batch.query(request, [COUNTY_B, 6_000_000n, '2025-12-01', POOL])
  await db.batch.query(request, [COUNTY_B, 13_000_000n, '2026-01-02', POOL])
  const { weekly } = await tableOf(await desk.as('bureau', 'policy_officer'), 'fund_requests')
  // 60,000 yuan in twelve weeks are 5,000 a week.
  assert.deepEqual(weekly[0]?.preceding, { usual_count: 0, usual_fen: 500_000, count_percent: 1100, fen_percent: 2500, surge: true })
})

test('prepayments are told by county and by provider; what goes up for care outside the area is none', async () => {
  const prepay = `INSERT INTO prepaid (book, fact, unit, provider, amount_fen, in_force, booked_on)
    SELECT book, nextval('fact_seq'), $1, $2, $3, $4, $4 FROM book WHERE pool = $5 AND fund = 'resident'`
  await db.batch.query(prepay, [COUNTY_A, HOSPITAL, 12_000_000n, '2025-11-03', POOL])
  await db.batch.query(prepay, [COUNTY_A, HOSPITAL, 13_000_000n, '2026-01-02', POOL])
  await db.batch.query(prepay, [COUNTY_A, HOSPITAL, 1_000_000n, '2026-01-09', POOL])
  await db.batch.query(prepay, [COUNTY_A, null, 99_000_000n, '2026-01-02', POOL])
  const officer = await desk.as('bureau', 'policy_officer')
  const { weekly } = await tableOf(officer, 'prepayments')
  // 120,000 yuan in twelve weeks are 10,000 a week.
  assert.deepEqual(
    weekly.map(({ group, count, amount_fen, preceding }) => [group, count, amount_fen, preceding?.usual_fen, preceding?.fen_percent, preceding?.surge]),
    [
      [COUNTY_A, 1, 13_000_000, 1_000_000, 1200, true],
      [COUNTY_A, 1, 1_000_000, 1_000_000, 0, false],
    ],
  )
  const byProvider = await tableOf(officer, 'prepayments', '?by=provider')
  assert.deepEqual(
    byProvider.totals.map(({ group, count, amount_fen }) => [group, count, amount_fen]),
    [[HOSPITAL, 2, 14_000_000]],
  )
  const classes = (await officer.get('/api/policy/surges?by=person_class')).body['tables'] as Table[]
  assert.equal(
    classes.find(({ measure }) => measure === 'prepayments'),
    undefined,
  )
})

test('premiums that were let off are told by county, by heads and amount, from the first on', async () => {
  const waive = `INSERT INTO premium_waived (book, fact, unit, payer, period, benefit_year, heads, pool_fen, account_fen, assessed, document, authority, in_force, booked_on)
    SELECT book, nextval('fact_seq'), $1, 'resident', '2026-01-01', 2026, $2, $3, 0, true, '小政办〔2026〕9号', $1, $4, $4 FROM book WHERE pool = $5 AND fund = 'resident'`
  await db.batch.query(waive, [COUNTY_B, 40, 1_600_000n, '2026-01-07', POOL])
  const { weekly, totals } = await tableOf(await desk.as('bureau', 'policy_officer'), 'waived_premiums')
  assert.deepEqual(
    weekly.map(({ group, from, count, amount_fen, preceding }) => [group, from, count, amount_fen, preceding?.surge]),
    [
      [COUNTY_B, '2026-01-01', 40, 1_600_000, true],
      [COUNTY_B, '2026-01-08', 0, 0, false],
    ],
  )
  assert.equal(totals[0]?.preceding?.surge, true)
})

test('a county officer sees the own county alone', async () => {
  const clerk = await desk.as('bureau', 'supervisor', COUNTY_B)
  const { totals } = await tableOf(clerk, 'bills')
  assert.deepEqual(
    totals.map(({ group }) => group),
    [COUNTY_B],
  )
})

test('the report is an Excel file with a sheet for each measure', async () => {
  const { type, bytes } = await (await desk.as('bureau', 'policy_officer')).download('/api/policy/surges.xlsx')
  assert.match(type, /spreadsheetml/)
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0])
  const sheet = book.getWorksheet('结算单')
  assert.ok(sheet)
  assert.equal(book.worksheets.length, 7)
  assert.deepEqual(
    [sheet.getCell('A2').value, sheet.getCell('B2').value, sheet.getCell('D2').value, sheet.getCell('E2').value, sheet.getCell('H2').value],
    ['启动以来合计', COUNTY_A, 26, 26_000, '550%'],
  )
  assert.deepEqual([sheet.getCell('A4').value, sheet.getCell('L4').value], ['2026-01-01 至 2026-01-07', '突增'])
})
