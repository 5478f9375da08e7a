// Outside payers over a whole year, every figure worked by hand: an insurer's premium, advance, repayments, surplus and loss; what a bill
// that was cancelled after everybody had paid gives back, to each payer its own; and clearing for care outside the area by part.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { nextFacts } from '../fund/fact-store.js'
import { memoBalances } from '../fund/memo-balances.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { accountInForce, BOOK, cashOf, done, grant, makePaymentPool, numberOf, payOne, record, refusedAs, step } from '../testing/payment-pool.js'
import { addBill, addPerson, COUNTY_A, COUNTY_B, HOSPITAL, POOL } from '../testing/small-pool.js'

let db: TestDatabase
let desk: TestDesk
let finance: Caller
let checker: Caller
let director: Caller

before(async () => {
  db = await testDatabase()
  await makePaymentPool(db)
  for (const [person, area] of [
    [21n, COUNTY_A],
    [22n, COUNTY_B],
  ] as const)
    await addPerson(db.batch, { person, area, scheme: 'resident', years: [2025, 2026] })
  desk = await testDesk(db, { pool: POOL, clock: testClock(noon('2026-12-30')) })
  finance = await desk.as('agency', 'finance_officer')
  checker = await desk.as('agency', 'finance_officer', POOL, 'two')
  director = await desk.as('bureau', 'director')
  for (const unit of [COUNTY_A, COUNTY_B]) await grant(db, unit, 100_000n, '2026-02-01')
})
after(async () => {
  await desk.close()
  await db.drop()
})

const OF = { [COUNTY_A]: 21n, [COUNTY_B]: 22n } as const
type Unit = keyof typeof OF
type Part = { readonly layer: string; readonly payer: 'fund' | 'insurer' | 'union' | 'federation'; readonly paid: bigint }

const bill = (settlement: bigint, unit: Unit, day: string, layers: readonly Part[], more: { cancels?: bigint; place?: 'in_province'; benefit?: string } = {}) =>
  addBill(db.batch, { person: OF[unit], settlement, area: unit, scheme: 'resident', provider: HOSPITAL, day, layers, ...more })
const major = (paid: bigint): Part[] => [{ layer: 'major', payer: 'insurer', paid }]

/** What hospitals were paid for the insurer. */
async function paidForInsurer(unit: Unit, month: string, grossFen: bigint): Promise<void> {
  const [fact = 0n] = await nextFacts(db.batch, 1)
  const day = `${month}-25`
  const nothing = { deductionFen: 0n, depositFen: 0n, nettedThisYearFen: 0n, nettedEarlierFen: 0n, setOffFen: 0n }
  const line = { unit, period: `${month}-01`, part: 'insurer', care: 'inpatient', grossFen, ...nothing } as const
  await record(db, [{ kind: 'provider_paid', book: BOOK, fact, inForce: day, bookedOn: day, provider: HOSPITAL, period: `${month}-01`, lines: [line] }])
}

async function contractOf(payer_kind: string, payer: string, year: number, terms: object): Promise<string> {
  const body = { book: BOOK, payer_kind, payer, in_force: `${year}-01-01`, until: `${year}-12-31`, document: `${payer}协议${year}`, terms }
  const path = `/api/payer-contracts/${numberOf(done(await finance.post('/api/payer-contracts', body)))}`
  done(await step(checker, path, 'approved'))
  return path
}

const moving = (path: string, kind: string, unit: string, period: string, amount_fen: number, more: object = {}) =>
  finance.post(`${path}/movements`, { kind, unit, period, amount_fen, evidence: '银行回单', ...more })

async function moved(path: string, kind: string, unit: string, period: string, amount_fen: number, more: object = {}): Promise<void> {
  done(await step(checker, `${path}/movements/${numberOf(done(await moving(path, kind, unit, period, amount_fen, more)))}`, 'approved'))
}

const balances = async (): Promise<number[]> => [await cashOf(db, '1101', 'insurer'), await cashOf(db, '2001', 'insurer'), await cashOf(db, '5101')].map(Number)

const TERMS = { premium_per_head_fen: 50, kept: '4%', surplus_returned: '0.9', loss_shared: '50%', loss_cap: '5%' }

test('an insurer’s year: premium by heads, an advance used up, repayments, a cancelled bill, the surplus once', async () => {
  const path = await contractOf('insurer', '示范保险公司', 2026, TERMS)
  // 500 heads at 0.50 yuan: 250.00.
  await moved(path, 'premium', COUNTY_A, '2026-02', 15_000, { heads: 300 })
  await moved(path, 'premium', COUNTY_B, '2026-07', 10_000, { heads: 200 })
  await moved(path, 'insurer_advanced', COUNTY_A, '2026-01', 2_000)
  assert.deepEqual(await balances(), [0, -2_000, 25_000])
  await bill(201n, COUNTY_A, '2026-02-10', major(9_001n))
  await bill(202n, COUNTY_A, '2026-06-10', major(7_602n), { benefit: 'outpatient' })
  await bill(203n, COUNTY_B, '2026-11-10', major(4_003n))
  await paidForInsurer(COUNTY_A, '2026-02', 9_001n)
  // What was advanced pays first; no more of it than is there and no more than was paid for the insurer.
  assert.match(refusedAs(await moving(path, 'advance_set_off', COUNTY_A, '2026-02', 2_001), 'more_than_left'), /20\.00/)
  refusedAs(await moving(path, 'advance_set_off', COUNTY_B, '2026-02', 1), 'more_than_left')
  await moved(path, 'advance_set_off', COUNTY_A, '2026-02', 1_500)
  refusedAs(await moving(path, 'advance_returned', COUNTY_A, '2026-03', 501), 'more_than_left')
  await moved(path, 'advance_returned', COUNTY_A, '2026-03', 500)
  await moved(path, 'repaid', COUNTY_A, '2026-02', 7_501)
  assert.deepEqual(await balances(), [0, 0, 25_000])
  await paidForInsurer(COUNTY_A, '2026-06', 7_602n)
  await moved(path, 'repaid', COUNTY_A, '2026-06', 7_602)
  // The June bill is cancelled in September and settled anew with 6.00 less: the insurer had repaid 6.00 too much.
  await bill(204n, COUNTY_A, '2026-09-10', major(-7_602n), { cancels: 202n, benefit: 'outpatient' })
  await bill(205n, COUNTY_A, '2026-09-11', major(7_002n))
  await bill(206n, COUNTY_A, '2026-09-12', major(100n), { benefit: 'outpatient' })
  await bill(207n, COUNTY_A, '2026-09-13', major(-100n), { cancels: 206n, benefit: 'outpatient' })
  const standing = done(await finance.get(`${path}/statement?year=2026`))
  // 90.01 + 70.02 + 40.03 owed, 90.01 + 76.02 cleared.
  assert.deepEqual(
    ['due_fen', 'cleared_fen', 'open_fen'].map((name) => standing[name]),
    [20_006, 16_603, 3_403],
  )
  refusedAs(await moving(path, 'repaid_returned', COUNTY_A, '2026-09', 600), 'more_than_left')
  await paidForInsurer(COUNTY_B, '2026-11', 4_003n)
  await moved(path, 'repaid', COUNTY_B, '2026-11', 4_003)
  assert.match(refusedAs(await moving(path, 'repaid_returned', COUNTY_A, '2026-09', 601), 'more_than_left'), /6\.00/)
  const spent = await cashOf(db, '1004')
  await moved(path, 'repaid_returned', COUNTY_A, '2026-09', 600)
  assert.equal((await cashOf(db, '1004')) - spent, -600n, 'out of the expenditure account, against what was paid for the insurer')
  assert.deepEqual(await balances(), [600, 0, 25_000], 'the hospital still has to give its 6.00 back')
  const [fact = 0n] = await nextFacts(db.batch, 1)
  const back = { unit: COUNTY_A, benefitYear: 2026, part: 'insurer', care: 'inpatient', recorded: false, amountFen: 600n } as const
  await record(db, [{ kind: 'recovery_received', book: BOOK, fact, inForce: '2026-12-29', bookedOn: '2026-12-29', ...back }])
  assert.deepEqual(await balances(), [0, 0, 25_000])
  // 250.00 less 200.06 less 4 % is 39.94; nine tenths are 35.946, rounded half up 35.95.
  const { result, open_fen } = done(await finance.get(`${path}/statement?year=2026`)) as { result: Record<string, number>; open_fen: number }
  assert.deepEqual(
    [open_fen, ...['premium_fen', 'claims_fen', 'kept_fen', 'surplus_fen', 'returned_fen', 'loss_fen', 'shared_fen'].map((name) => result[name])],
    [0, 25_000, 20_006, 1_000, 3_994, 3_595, 0, 0],
  )
  const twice = [await moving(path, 'surplus_returned', COUNTY_A, '2026-12', 3_595), await moving(path, 'surplus_returned', COUNTY_A, '2026-12', 3_595)]
  const [first, second] = twice.map((one) => `${path}/movements/${numberOf(done(one))}`)
  done(await step(checker, first ?? '', 'approved'))
  assert.match(refusedAs(await step(checker, second ?? '', 'approved'), 'differs_from_contract'), /还有 0\.00/)
  assert.deepEqual(await balances(), [0, 0, 21_405])
})

test('a year with a loss: the fund bears its half up to the limit of the contract', async () => {
  const path = await contractOf('insurer', '上年保险公司', 2025, { ...TERMS, premium_per_head_fen: 100 })
  await moved(path, 'premium', COUNTY_A, '2025-03', 10_000, { heads: 100 })
  await bill(211n, COUNTY_A, '2025-05-10', major(10_300n))
  // Claims within premium and what it may keep are no loss; 103.00 against 100.00 are: half of 3.00.
  const result = async () => (done(await finance.get(`${path}/statement?year=2025`)) as { result: Record<string, number> }).result
  assert.deepEqual([(await result())['loss_fen'], (await result())['shared_fen']], [300, 150])
  await bill(212n, COUNTY_A, '2025-08-10', major(2_700n))
  // 30.00 lost, half is 15.00, five hundredths of the premium are 5.00.
  assert.deepEqual([(await result())['loss_fen'], (await result())['shared_fen']], [3_000, 500])
  refusedAs(await moving(path, 'surplus_returned', COUNTY_A, '2025-12', 1), 'differs_from_contract')
  assert.match(refusedAs(await moving(path, 'loss_paid', COUNTY_A, '2025-12', 1_500), 'differs_from_contract'), /5\.00/)
  const before = [await cashOf(db, '5101'), await cashOf(db, '1003')]
  await moved(path, 'loss_paid', COUNTY_A, '2025-12', 500)
  assert.deepEqual([(await cashOf(db, '5101')) - (before[0] ?? 0n), (await cashOf(db, '1003')) - (before[1] ?? 0n)], [500n, -500n])
})

test('union and federation get back what they paid for a bill that was cancelled, each its own and nothing out of a fund', async () => {
  const [union, federation] = [await contractOf('union', '市总工会', 2026, {}), await contractOf('federation', '市残联', 2026, {})]
  const layers = (sign: bigint): Part[] => [
    { layer: 'mutual_aid', payer: 'union', paid: sign * 900n },
    { layer: 'disabled', payer: 'federation', paid: sign * 400n },
  ]
  await bill(221n, COUNTY_A, '2026-03-10', layers(1n), { benefit: 'outpatient' })
  await moved(union, 'advance_received', COUNTY_A, '2026-01', 300)
  await moved(union, 'clearing_received', COUNTY_A, '2026-03', 600)
  await moved(federation, 'clearing_received', COUNTY_A, '2026-03', 400)
  const before = [await cashOf(db, '1003'), await cashOf(db, '1004'), await cashOf(db, '5001'), await cashOf(db, '2001')]
  refusedAs(await moving(union, 'clearing_returned', COUNTY_A, '2026-05', 1), 'more_than_left')
  await bill(222n, COUNTY_A, '2026-05-10', layers(-1n), { cancels: 221n, benefit: 'outpatient' })
  const standing = async (path: string) => {
    const { due_fen, cleared_fen, advance_left_fen, receivable_fen } = done(await finance.get(`${path}/statement?year=2026`))
    return [due_fen, cleared_fen, advance_left_fen, receivable_fen]
  }
  assert.deepEqual(
    [await standing(union), await standing(federation)],
    [
      [0, 600, 900, 0],
      [0, 400, 400, 0],
    ],
  )
  refusedAs(await moving(union, 'repaid_returned', COUNTY_A, '2026-05', 900), 'not_its_kind')
  refusedAs(await moving(federation, 'clearing_returned', COUNTY_A, '2026-05', 900), 'more_than_left')
  await moved(union, 'clearing_returned', COUNTY_A, '2026-05', 900)
  await moved(federation, 'clearing_returned', COUNTY_A, '2026-05', 400)
  assert.deepEqual(
    [(await standing(union)).slice(2), (await standing(federation)).slice(2)],
    [
      [0, 0],
      [0, 0],
    ],
  )
  assert.deepEqual([await cashOf(db, '1003'), await cashOf(db, '1004'), await cashOf(db, '5001'), await cashOf(db, '2001')], before)
})

test('care outside the area is cleared by the parts that bear it, and its advance never beyond what was sent up', async () => {
  const path = await contractOf('other_area', '省级医保经办中心', 2026, {})
  const away = { place: 'in_province' } as const
  await bill(231n, COUNTY_B, '2026-04-10', [{ layer: 'basic', payer: 'fund', paid: 5_000n }, ...major(700n)], away)
  await bill(232n, COUNTY_B, '2026-04-12', [{ layer: 'basic', payer: 'fund', paid: 800n }], { ...away, benefit: 'outpatient' })
  await moved(path, 'offsite_prepaid', COUNTY_B, '2026-01', 3_000)
  refusedAs(await moving(path, 'offsite_returned', COUNTY_B, '2026-04', 3_001), 'more_than_left')
  assert.match(refusedAs(await moving(path, 'offsite_cleared', COUNTY_B, '2026-04', 6_501), 'differs_from_dues'), /65\.00/)
  refusedAs(await moving(path, 'offsite_cleared', COUNTY_B, '2026-04', 801, { part: 'pool', care: 'outpatient' }), 'differs_from_dues')
  refusedAs(await moving(path, 'offsite_cleared', COUNTY_B, '2026-04', 800, { part: 'pool' }), 'line_unclear')
  const before = [await cashOf(db, '5001', 'inpatient'), await cashOf(db, '5001', 'outpatient'), await cashOf(db, '1101', 'insurer')]
  await moved(path, 'offsite_cleared', COUNTY_B, '2026-04', 300, { part: 'pool', care: 'outpatient' })
  await moved(path, 'offsite_cleared', COUNTY_B, '2026-04', 6_200)
  const now = [await cashOf(db, '5001', 'inpatient'), await cashOf(db, '5001', 'outpatient'), await cashOf(db, '1101', 'insurer')]
  assert.deepEqual(
    now.map((fen, i) => fen - (before[i] ?? 0n)),
    [5_000n, 800n, 700n],
    'the insurer’s part is no expenditure of the fund',
  )
  const memo = (await memoBalances(db.batch, '2026-12-30', [BOOK])).get(BOOK)?.get(COUNTY_B)
  assert.deepEqual([memo?.get('payable_outside') ?? 0n, memo?.get('payable_outside/insurer') ?? 0n], [0n, 0n])
  refusedAs(await moving(path, 'offsite_cleared', COUNTY_B, '2026-04', 1), 'differs_from_dues')
  await moved(path, 'offsite_returned', COUNTY_B, '2026-12', 3_000)
  assert.equal(await cashOf(db, '1101', 'offsite'), 0n)
})

test('a liable party that had paid for a bill cancelled since is paid back through the bank, out of what stands against it', async () => {
  await addBill(db.batch, {
    ...{ person: 21n, settlement: 241n, area: COUNTY_A, scheme: 'resident', provider: HOSPITAL, day: '2026-05-10', benefit: 'outpatient' },
    layers: [{ layer: 'basic', payer: 'fund', paid: 2_000n }],
  })
  const [repaid = 0n] = await nextFacts(db.batch, 1)
  const day = { inForce: '2026-06-10', bookedOn: '2026-06-10' }
  await record(db, [
    { kind: 'liable_repaid', book: BOOK, fact: repaid, ...day, unit: COUNTY_A, person: 21n, settlement: 241n, payer: '示范运输公司', amountFen: 2_000n },
  ])
  refusedAs(await finance.post('/api/payables/collect', { book: BOOK }), 'nothing_open')
  await addBill(db.batch, {
    ...{ person: 21n, settlement: 242n, area: COUNTY_A, scheme: 'resident', provider: HOSPITAL, day: '2026-07-10', cancels: 241n, benefit: 'outpatient' },
    layers: [{ layer: 'basic', payer: 'fund', paid: -2_000n }],
  })
  assert.deepEqual(done(await finance.post('/api/payables/collect', { book: BOOK })), { collected: 1 })
  refusedAs(await finance.post('/api/payables/collect', { book: BOOK }), 'nothing_open')
  const [owed] = done(await finance.get('/api/payables?payee_kind=payer'))['rows'] as Record<string, unknown>[]
  assert.deepEqual([owed?.['kind_name'], owed?.['payee'], owed?.['amount_fen']], ['退还责任方', '示范运输公司', 2_000])
  const body = { book: BOOK, template: 'batch_csv', title: '退还责任方', payables: [numberOf(owed ?? {})] }
  refusedAs(await finance.post('/api/payment-batches', body), 'no_account')
  const pay = async (digits: string, outcomes: readonly string[]) => {
    await accountInForce(finance, checker, 'payer', '示范运输公司', digits)
    await payOne({ finance, checker, director }, body, '20.00', outcomes, '20261230')
  }
  const standing = async () => [await cashOf(db, '1101', 'liable'), await cashOf(db, '2001', 'bounced')]
  const [held] = await standing()
  await pay('0000311111', ['0000', '8001'])
  assert.deepEqual(await standing(), [(held ?? 0n) + 2_000n, -2_000n])
  await pay('0000322222', ['0000'])
  assert.deepEqual(await standing(), [(held ?? 0n) + 2_000n, 0n])
})
