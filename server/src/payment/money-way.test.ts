// A request for funds on its way through city bureau, city finance and county finance; a deposit after the appraisal; the gate of a
// prepayment; an insurer's contract and year; claims that come back to the right account, and a fine that never can.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readSheet } from '../catalogue/read-sheet.js'
import { openPool } from '../database/connect.js'
import { nextFacts } from '../fund/fact-store.js'
import { memoBalances } from '../fund/memo-balances.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { accountInForce, BOOK, cashOf, done, grant, makePaymentPool, numberOf, payOne, record, refusedAs, step } from '../testing/payment-pool.js'
import { addBill, addEmployer, addPerson, COUNTY_A, HOSPITAL, OWN_LEVEL, POOL } from '../testing/small-pool.js'

const clock = testClock(noon('2026-03-20'))
let db: TestDatabase
let desk: TestDesk
let county: Caller
let finance: Caller
let checker: Caller
let fund: Caller
let treasury: Caller
let countyTreasury: Caller
let manager: Caller
let director: Caller

before(async () => {
  db = await testDatabase()
  await makePaymentPool(db)
  desk = await testDesk(db, { pool: POOL, clock })
  await signIn()
})
after(async () => {
  await desk.close()
  await db.drop()
})

async function signIn(who = ''): Promise<void> {
  county = await desk.as('agency', 'finance_officer', COUNTY_A, who)
  finance = await desk.as('agency', 'finance_officer', POOL, `a${who}`)
  checker = await desk.as('agency', 'finance_officer', POOL, `b${who}`)
  fund = await desk.as('bureau', 'fund_officer', POOL, who)
  treasury = await desk.as('finance', 'finance_officer', POOL, who)
  countyTreasury = await desk.as('finance', 'finance_officer', COUNTY_A, who)
  manager = await desk.as('agency', 'provider_manager', POOL, who)
  director = await desk.as('bureau', 'director', POOL, who)
}

const asked = { book: BOOK, unit: COUNTY_A, month: '2026-03', budget_line: '待遇支出', amount_fen: 60_000, purpose: '三月待遇支出，按进度申请' }

test('a county’s request goes through city bureau, city finance and county finance, whose money is shown apart', async () => {
  refusedAs(await county.post('/api/fund-requests', { ...asked, unit: OWN_LEVEL }), 'elsewhere')
  const path = `/api/fund-requests/${numberOf(done(await county.post('/api/fund-requests', asked)))}`
  refusedAs(await step(treasury, path, 'granted'), 'not_its_turn')
  done(await step(fund, path, 'bureau_applied'))
  assert.match(refusedAs(await step(treasury, path, 'granted'), 'no_account'), /登记银行账户/)
  await accountInForce(finance, checker, 'fund', `${BOOK}/${COUNTY_A}/1003`, '0000111111')
  await accountInForce(finance, checker, 'fund', `${BOOK}/${COUNTY_A}/1004`, '0000222222')
  refusedAs(await step(countyTreasury, path, 'granted'), 'other_level')
  done(await step(treasury, path, 'granted'))
  assert.equal(await cashOf(db, '1003', 'county_finance'), 60_000n)
  refusedAs(await step(finance, path, 'use_applied'), 'other_level')
  done(await step(county, path, 'use_applied'))
  const shown = done(await step(countyTreasury, path, 'drawn'))
  assert.equal(shown['stage_name'], '已到支出户')
  const way = shown['way'] as { kind: string; account: string | null; fact_kind: string | null }[]
  assert.deepEqual(
    way.map(({ kind, account, fact_kind }) => [kind, account, fact_kind]),
    [
      ['bureau_applied', null, 'funds_requested'],
      ['granted', '**** 1111', 'funds_granted'],
      ['use_applied', null, null],
      ['drawn', '**** 2222', 'funds_drawn'],
    ],
  )
  assert.deepEqual([await cashOf(db, '1003', 'county_finance'), await cashOf(db, '1004')], [0n, 60_000n])
  const money = done(await fund.get(`/api/fund-money?book=${BOOK}&year=2026`)) as unknown as { unit: string; granted_fen: number }[]
  assert.equal(money.find(({ unit }) => unit === COUNTY_A)?.granted_fen, 60_000)
})

test('the city’s own level has no county finance, and a returned request says why', async () => {
  const path = `/api/fund-requests/${numberOf(done(await finance.post('/api/fund-requests', { ...asked, unit: OWN_LEVEL, amount_fen: 1_000 })))}`
  const shown = done(await finance.get(path))
  assert.deepEqual(
    (shown['way'] as { kind: string }[]).map(({ kind }) => kind),
    ['bureau_applied', 'granted'],
  )
  refusedAs(await step(fund, path, 'returned'), 'reason_missing')
  assert.equal(done(await step(fund, path, 'returned', '支出进度与申请不符'))['stage_name'], '已退回')
})

test('a request may be approved in part with a reason, no step goes above the one before, and the rest is asked for once', async () => {
  const path = `/api/fund-requests/${numberOf(done(await county.post('/api/fund-requests', { ...asked, amount_fen: 10_000 })))}`
  const part = (who: Caller, kind: string, amount_fen: number, remark?: string) =>
    who.post(`${path}/steps`, { kind, amount_fen, ...(remark === undefined ? {} : { remark }) })
  refusedAs(await part(fund, 'bureau_applied', 10_001), 'more_than_asked')
  refusedAs(await part(fund, 'bureau_applied', 8_000), 'reason_missing')
  done(await part(fund, 'bureau_applied', 8_000, '本月进度偏快，先申请八成'))
  refusedAs(await part(treasury, 'granted', 8_001), 'more_than_asked')
  const before = await cashOf(db, '1003', 'county_finance')
  done(await part(treasury, 'granted', 5_000, '专户资金分两次拨付'))
  assert.equal((await cashOf(db, '1003', 'county_finance')) - before, 5_000n)
  refusedAs(await county.post(`${path}/rest`, { purpose: '未批准部分再申请' }), 'not_its_turn')
  done(await step(county, path, 'use_applied'))
  refusedAs(await part(countyTreasury, 'drawn', 4_000, '先拨一部分到支出户'), 'not_in_part')
  const shown = done(await step(countyTreasury, path, 'drawn'))
  assert.deepEqual([shown['amount_fen'], shown['approved_fen'], shown['rest_refused']], [10_000, 5_000, null])
  const way = shown['way'] as { kind: string; amount_fen: number | null }[]
  assert.deepEqual(
    way.map((one) => [one.kind, one.amount_fen]),
    [
      ['bureau_applied', 8_000],
      ['granted', 5_000],
      ['use_applied', 5_000],
      ['drawn', 5_000],
    ],
  )
  const rest = numberOf(done(await county.post(`${path}/rest`, { purpose: '未批准部分再申请' })))
  refusedAs(await county.post(`${path}/rest`, { purpose: '未批准部分再申请' }), 'asked_already')
  const asking = done(await county.get(`/api/fund-requests/${rest}`))
  assert.deepEqual([asking['amount_fen'], asking['rest_of']], [5_000, path.split('/').at(-1)])
})

test('an insurer’s contract holds its premium, its repayments and its year', async () => {
  const contract = {
    ...{ book: BOOK, payer_kind: 'insurer', payer: '示范保险公司', in_force: '2026-01-01', until: '2026-12-31', document: '承办协议第一号' },
    terms: { premium_per_head_fen: 100, kept: '3%', surplus_returned: '0.9', loss_shared: '0.5', loss_cap: '5%' },
  }
  const path = `/api/payer-contracts/${numberOf(done(await finance.post('/api/payer-contracts', contract)))}`
  const premium = { kind: 'premium', unit: COUNTY_A, period: '2026-02', amount_fen: 20_000, heads: 200, evidence: '划款单一' }
  refusedAs(await finance.post(`${path}/movements`, { ...premium, heads: 201 }), 'premium_differs')
  refusedAs(await finance.post(`${path}/movements`, { ...premium, kind: 'clearing_received' }), 'not_its_kind')
  const movement = `${path}/movements/${numberOf(done(await finance.post(`${path}/movements`, premium)))}`
  refusedAs(await step(checker, movement, 'approved'), 'contract_not_in_force')
  refusedAs(await step(finance, path, 'approved'), 'same_officer')
  done(await step(checker, path, 'approved'))
  refusedAs(await step(finance, movement, 'approved'), 'same_officer')
  done(await step(checker, movement, 'approved'))
  assert.equal(await cashOf(db, '5101'), 20_000n)
  const { result } = done(await finance.get(`${path}/statement?year=2026`)) as { result: Record<string, number> }
  assert.deepEqual([result['premium_fen'], result['kept_fen'], result['surplus_fen'], result['returned_fen']], [20_000, 600, 19_400, 17_460])
  const surplus = { kind: 'surplus_returned', unit: COUNTY_A, period: '2026-12', amount_fen: 17_461, evidence: '结算书一号' }
  assert.match(refusedAs(await finance.post(`${path}/movements`, surplus), 'differs_from_contract'), /174\.60/)
  const back = `${path}/movements/${numberOf(done(await finance.post(`${path}/movements`, { ...surplus, amount_fen: 17_460 })))}`
  done(await step(checker, back, 'approved'))
  assert.equal(await cashOf(db, '5101'), 2_540n)
  assert.match(refusedAs(await finance.post(`${path}/movements`, { ...surplus, amount_fen: 1 }), 'differs_from_contract'), /0\.00/)
  const bare = `/api/payer-contracts/${numberOf(done(await finance.post('/api/payer-contracts', { ...contract, payer: '另一保险公司', terms: {} })))}`
  refusedAs(await finance.post(`${bare}/movements`, surplus), 'terms_undecided')
})

test('a union’s money stays outside the books: advanced, owed by bills, cleared by month', async () => {
  const contract = { book: BOOK, payer_kind: 'union', payer: '市总工会', in_force: '2026-01-01', until: '2026-12-31', document: '职工互助协议', terms: {} }
  const path = `/api/payer-contracts/${numberOf(done(await finance.post('/api/payer-contracts', contract)))}`
  done(await step(checker, path, 'approved'))
  const layers = [{ layer: 'mutual_aid', payer: 'union' as const, paid: 900n }]
  await addBill(db.batch, { person: 1n, settlement: 91n, area: COUNTY_A, scheme: 'resident', provider: HOSPITAL, day: '2026-02-11', layers })
  const before = await cashOf(db, '1004')
  const advance = { kind: 'advance_received', unit: COUNTY_A, period: '2026-01', amount_fen: 700, evidence: '收款回单' }
  done(await step(checker, `${path}/movements/${numberOf(done(await finance.post(`${path}/movements`, advance)))}`, 'approved'))
  const standing = async () => {
    const { due_fen, advance_left_fen, receivable_fen } = done(await finance.get(`${path}/statement?year=2026`))
    return [due_fen, advance_left_fen, receivable_fen]
  }
  assert.deepEqual(await standing(), [900, 0, 200])
  const clearing = { ...advance, kind: 'clearing_received', period: '2026-02', amount_fen: 300 }
  done(await step(checker, `${path}/movements/${numberOf(done(await finance.post(`${path}/movements`, clearing)))}`, 'approved'))
  assert.deepEqual(await standing(), [900, 100, 0])
  assert.equal(await cashOf(db, '1004'), before)
})

test('an enterprise answers for the bills of its own people alone, with an advance and by month, beside the books', async () => {
  await addEmployer(db.batch, 7n, COUNTY_A)
  await db.batch.query("UPDATE employer SET name = '示范企业', uscc = '00000000000000000X' WHERE employer = 7")
  const contract = { book: BOOK, payer_kind: 'enterprise', payer: '示范企业', in_force: '2025-01-01', until: '2026-12-31', document: '企业补充协议' }
  refusedAs(await finance.post('/api/payer-contracts', { ...contract, terms: {} }), 'employer_missing')
  refusedAs(await finance.post('/api/payer-contracts', { ...contract, terms: {}, employer: '别的企业' }), 'no_such_employer')
  refusedAs(await finance.post('/api/payer-contracts', { ...contract, terms: {}, employer: '示范企业', payer_kind: 'union' }), 'employer_not_asked')
  const path = `/api/payer-contracts/${numberOf(done(await finance.post('/api/payer-contracts', { ...contract, terms: { advance_months: 2 }, employer: '示范企业' })))}`
  done(await step(checker, path, 'approved'))
  await addPerson(db.batch, { person: 71n, area: COUNTY_A, scheme: 'employee', years: [2025, 2026], employer: 7n })
  await addPerson(db.batch, { person: 72n, area: COUNTY_A, scheme: 'employee', years: [2026] })
  const bill = { area: COUNTY_A, scheme: 'employee', provider: HOSPITAL } as const
  const layers = (paid: bigint) => [{ layer: 'enterprise', payer: 'enterprise' as const, paid }]
  await addBill(db.batch, { ...bill, person: 71n, settlement: 711n, day: '2025-05-11', layers: layers(1_200n) })
  await addBill(db.batch, { ...bill, person: 71n, settlement: 712n, day: '2026-02-12', layers: layers(900n) })
  await addBill(db.batch, { ...bill, person: 72n, settlement: 713n, day: '2026-02-12', layers: layers(5_000n) })
  const before = [await cashOf(db, '1004'), await cashOf(db, '5001')]
  const movement = { unit: COUNTY_A, kind: 'advance_received', period: '2026-01', amount_fen: 200, evidence: '收款回单' }
  refusedAs(await finance.post(`${path}/movements`, { ...movement, kind: 'premium', heads: 1 }), 'not_its_kind')
  for (const one of [movement, { ...movement, kind: 'clearing_received', period: '2026-02', amount_fen: 1_600 }])
    done(await step(checker, `${path}/movements/${numberOf(done(await finance.post(`${path}/movements`, one)))}`, 'approved'))
  const statement = done(await finance.get(`${path}/statement?year=2026`))
  assert.deepEqual(
    ['due_fen', 'advance_due_fen', 'advance_left_fen', 'receivable_fen'].map((name) => statement[name]),
    [900, 200, 0, 300],
  )
  assert.deepEqual([await cashOf(db, '1004'), await cashOf(db, '5001')], before)
  const kinds = done(await finance.get('/api/payer-kinds')) as unknown as { kind: string; employer: boolean; movements: { kind: string }[] }[]
  assert.deepEqual(kinds.map(({ kind, employer, movements }) => [kind, employer, movements.map((one) => one.kind).join(' ')]).slice(2), [
    ['federation', false, 'advance_received clearing_received clearing_returned'],
    ['enterprise', true, 'advance_received clearing_received clearing_returned'],
    ['other_area', false, 'offsite_prepaid offsite_returned offsite_cleared'],
  ])
})

const claimed = {
  ...{ kind: 'overpaid', book: BOOK, unit: COUNTY_A, debtor_kind: 'provider', debtor: HOSPITAL, benefit_year: 2026, part: 'pool', care: 'inpatient' },
  ...{ amount_fen: 500, reason: '重复收费', document: '稽核决定一', due_on: '2026-03-01' },
}

async function recovery(more: object): Promise<string> {
  const path = `/api/recoveries/${numberOf(done(await finance.post('/api/recoveries', { ...claimed, ...more })))}`
  done(await step(checker, path, 'approved'))
  return path
}

test('what comes back goes to the account the rules say, a fine only to the treasury', async () => {
  const act = { kind: 'received', happened_on: '2026-03-20', text: '银行回单' }
  const paid = [await cashOf(db, '5001'), await cashOf(db, '4501')]
  const ours = await recovery({})
  refusedAs(await finance.post(`${ours}/acts`, { ...act, amount_fen: 501 }), 'more_than_owed')
  done(await finance.post(`${ours}/acts`, { kind: 'dunned', happened_on: '2026-03-19', text: '催告函一号' }))
  const shown = done(await finance.post(`${ours}/acts`, { ...act, amount_fen: 500 }))
  assert.deepEqual([shown['open_fen'], shown['dunned'], shown['account']], [0, 1, '支出户，冲减待遇支出 5001'])
  done(await finance.post(`${await recovery({ benefit_year: 2025 })}/acts`, { ...act, amount_fen: 500 }))
  assert.deepEqual([(await cashOf(db, '5001')) - (paid[0] ?? 0n), (await cashOf(db, '4501')) - (paid[1] ?? 0n)], [-500n, -500n])
  refusedAs(await finance.post('/api/recoveries', { ...claimed, kind: 'fine' }), 'fine_belongs_to_treasury')
  const { book: _book, ...fine } = { ...claimed, kind: 'fine' }
  const path = `/api/recoveries/${numberOf(done(await finance.post('/api/recoveries', fine)))}`
  done(await step(checker, path, 'approved'))
  refusedAs(await finance.post(`${path}/acts`, { ...act, amount_fen: 500 }), 'fine_belongs_to_treasury')
  done(await finance.post(`${path}/acts`, { ...act, kind: 'to_treasury', amount_fen: 500, text: '国库缴款书一号' }))
})

test('the database itself lets no fine into a fund', async () => {
  const columns = 'recovery, kind, book, unit, debtor_kind, debtor, benefit_year, part, care, amount_fen, reason, document, due_on, officer, booked_on'
  const values = `nextval('payment_seq'), 'fine', '${BOOK}', '${COUNTY_A}', 'other', '某单位', 2026, 'pool', 'other', 1, '罚款一笔', '处罚决定', '2026-03-01', (SELECT min(officer) FROM officer), '2026-03-01'`
  await assert.rejects(db.batch.query(`INSERT INTO recovery (${columns}) VALUES (${values})`), /fine_belongs_to_treasury/)
  const { rows } = await db.batch.query<{ recovery: bigint; fact: bigint }>(
    "SELECT (SELECT max(recovery) FROM recovery WHERE kind = 'fine') AS recovery, (SELECT max(fact) FROM recovery_received) AS fact",
  )
  const act = `INSERT INTO recovery_act (recovery, act, kind, happened_on, amount_fen, text, book, fact, officer) VALUES ($1, 9, 'received', '2026-03-01', 1, '入账', $2, $3, (SELECT min(officer) FROM officer))`
  await assert.rejects(db.batch.query(act, [rows[0]?.recovery, BOOK, rows[0]?.fact]), /fine_belongs_to_treasury/)
})

test('a deposit goes back by the score, and what is lost ends the duty', async () => {
  await grant(db, COUNTY_A, 100_000n)
  const line = { unit: COUNTY_A, period: '2026-02-01', part: 'pool', care: 'inpatient', grossFen: 100_000n, deductionFen: 0n, depositFen: 5_000n } as const
  const rest = { nettedThisYearFen: 0n, nettedEarlierFen: 0n, setOffFen: 0n }
  const { rows } = await db.batch.query<{ fact: bigint }>("SELECT nextval('fact_seq') AS fact")
  const base = { book: BOOK, fact: rows[0]?.fact ?? 0n, inForce: '2026-03-20', bookedOn: '2026-03-20' }
  await record(db, [{ kind: 'provider_paid', ...base, provider: HOSPITAL, period: '2026-02-01', lines: [{ ...line, ...rest }] }])
  const body = { book: BOOK, provider: HOSPITAL, year: 2026, score: '76', evidence: '考核通报一号' }
  refusedAs(await manager.post('/api/deposit-decisions', body), 'year_open')
  clock.pass(60 * 24 * 320)
  await signIn('later')
  const path = `/api/deposit-decisions/${numberOf(done(await manager.post('/api/deposit-decisions', body)))}`
  refusedAs(await manager.post('/api/deposit-decisions', body), 'decided_already')
  const reviewer = await desk.as('agency', 'provider_manager', POOL, 'second')
  refusedAs(await step(manager, path, 'reviewed'), 'same_officer')
  done(await step(reviewer, path, 'reviewed'))
  const shown = done(await step(director, path, 'approved'))
  assert.deepEqual([shown['held_fen'], shown['returned_fen']], [5_000, 4_000])
  const open = done(await finance.get('/api/payables?stage=unpaid'))
  assert.deepEqual(
    (open['rows'] as { kind: string; amount_fen: number }[]).map(({ kind, amount_fen }) => [kind, amount_fen]),
    [['deposit', 4_000]],
  )
})

test('a year is cleared by agreed rates: refused while undecided, objected to, answered, a surplus paid, an overspend claimed', async () => {
  const body = { book: BOOK, provider: HOSPITAL, year: 2026, basis: 'budget', document: '总额预算协议第一号', agreed_fen: 150_000 }
  const list = done(await manager.get(`/api/year-clearings?book=${BOOK}&year=2026&sort=-settled_fen`))
  assert.deepEqual(
    (list['rows'] as { stage_name: string; reviewed_fen: number; settled_fen: number }[]).map((one) => [one.stage_name, one.reviewed_fen, one.settled_fen]),
    [['未编制', 140_000, 100_000]],
  )
  assert.match(refusedAs(await manager.post('/api/year-clearings', body), 'terms_undecided'), /结余留用比例/)
  const rates = { surplus_kept: '50%', overspend_shared: '0.3' }
  const path = `/api/year-clearings/${numberOf(done(await manager.post('/api/year-clearings', { ...body, ...rates })))}`
  refusedAs(await manager.post('/api/year-clearings', { ...body, ...rates }), 'cleared_already')
  const prepared = done(await manager.get(path))
  assert.deepEqual(
    ['actual_fen', 'surplus_fen', 'kept_fen', 'entitled_fen', 'difference_fen'].map((name) => prepared[name]),
    [140_000, 10_000, 5_000, 145_000, 45_000],
  )
  const reviewer = await desk.as('agency', 'provider_manager', POOL, 'second')
  refusedAs(await step(manager, path, 'reviewed'), 'same_officer')
  done(await step(reviewer, path, 'reviewed'))
  done(await manager.post(`${path}/words`, { kind: 'objected', text: '约定金额应含新增病区' }))
  refusedAs(await step(director, path, 'approved'), 'objection_open')
  refusedAs(await manager.post(`${path}/words`, { kind: 'upheld', text: '协议没有约定' }), 'same_officer')
  done(await reviewer.post(`${path}/words`, { kind: 'upheld', text: '协议没有约定新增病区' }))
  const approved = done(await step(director, path, 'approved'))
  assert.deepEqual([approved['pay_fen'], approved['recover_fen'], approved['payment']], [45_000, 0, '待付'])
  const open = done(await finance.get('/api/payables?stage=unpaid'))['rows'] as { kind: string; amount_fen: number }[]
  assert.deepEqual(open.find(({ kind }) => kind === 'clearing')?.amount_fen, 45_000)
})

test('a prepayment is refused with every condition that does not hold', async () => {
  const body = { book: BOOK, provider: HOSPITAL, unit: COUNTY_A, year: 2027, amount_fen: 50_000, purpose: '采购药品耗材', forecast_holds: false, score: '70' }
  const sentence = refusedAs(await manager.post('/api/prepayments', body), 'gate_closed')
  for (const word of [/滚动预测/, /考核不低于 80 分（现为70 分）/, /月均拨付额/]) assert.match(sentence, word)
})

test('money in advance is granted through the gate, stands in its list until it is set off or came back in money', async () => {
  const [premium = 0n] = await nextFacts(db.batch, 1)
  const received = { arrives: 'special', paidBy: 'payer', assessed: false, period: '2026-01-01', benefitYear: 2026, accountFen: 0n, ticket: '税票一' } as const
  const at2026 = { book: BOOK, unit: COUNTY_A, inForce: '2026-12-20', bookedOn: '2026-12-20' }
  await record(db, [{ kind: 'premium_received', fact: premium, ...at2026, ...received, poolFen: 5_000_000n }])
  await grant(db, COUNTY_A, 20_000n)
  const body = { book: BOOK, provider: HOSPITAL, unit: COUNTY_A, year: 2027, amount_fen: 8_000, purpose: '采购药品耗材', forecast_holds: true, score: '90' }
  const path = `/api/prepayments/${numberOf(done(await manager.post('/api/prepayments', body)))}`
  refusedAs(await manager.post('/api/prepayments', body), 'applied_already')
  const reviewer = await desk.as('agency', 'provider_manager', POOL, 'second')
  done(await step(reviewer, path, 'reviewed'))
  done(await step(director, path, 'approved'))
  const unpaid = done(await finance.get('/api/payables?stage=unpaid&size=100'))['rows'] as Record<string, unknown>[]
  const advance = numberOf(unpaid.find(({ amount_fen }) => amount_fen === 8_000) ?? {})
  await paidByBank(advance, '0000717171', ['0000', '8001'])
  assert.deepEqual([await cashOf(db, '1101', 'prepayment'), await cashOf(db, '2001', 'bounced')], [8_000n, -8_000n])
  // The bank returned it: the hospital holds nothing that could be set off or given back.
  refusedAs(await finance.post(`${path}/receipts`, { amount_fen: 1, happened_on: '2027-02-02', evidence: '银行回单二' }), 'over_prepaid')
  await paidByBank(advance, '0000727272', ['0000'])
  assert.deepEqual([await cashOf(db, '1101', 'prepayment'), await cashOf(db, '2001', 'bounced')], [8_000n, 0n])
  const slip = { amount_fen: 3_000, happened_on: '2027-02-02', evidence: '银行回单二' }
  refusedAs(await finance.post(`${path}/receipts`, { ...slip, amount_fen: 8_001 }), 'over_prepaid')
  const [receipt] = done(await finance.post(`${path}/receipts`, slip))['receipts'] as { number: string }[]
  refusedAs(await step(finance, `${path}/receipts/${receipt?.number}`, 'approved'), 'same_officer')
  assert.equal(await cashOf(db, '1101', 'prepayment'), 8_000n)
  const shown = done(await step(checker, `${path}/receipts/${receipt?.number}`, 'approved'))
  assert.deepEqual([shown['paid_fen'], shown['returned_fen'], shown['left_fen'], await cashOf(db, '1101', 'prepayment')], [8_000, 3_000, 5_000, 5_000n])
  refusedAs(await finance.post(`${path}/receipts`, { ...slip, amount_fen: 5_001 }), 'over_prepaid')
  const left = done(await finance.get('/api/prepayments?stage=left&sort=-left_fen'))
  assert.deepEqual([left['total'], (left['rows'] as { left_fen: number }[])[0]?.left_fen], [1, 5_000])
})

/** Through a batch to the account and back, as the bank's files say. */
async function paidByBank(payable: string, digits: string, outcomes: readonly string[]): Promise<void> {
  await accountInForce(finance, checker, 'provider', HOSPITAL, digits)
  const body = { book: BOOK, template: 'batch_csv', title: '预付金', payables: [payable] }
  await payOne({ finance, checker, director }, body, '80.00', outcomes, '20270203')
}

/** Further hospitals beside the first, as the list of designated providers has them. */
async function anotherHospital(code: string, name: string): Promise<string> {
  await db.batch.query(
    `INSERT INTO provider SELECT p.* FROM provider o, LATERAL jsonb_populate_record(o, jsonb_build_object('code', $1::text, 'name', $2::text)) p WHERE o.code = $3`,
    [code, name, HOSPITAL],
  )
  return code
}

/** A hospital's bill of April 2026, its month paid in full, and what it holds in advance. */
async function paidYear(provider: string, person: bigint, fen: bigint, advanceFen: bigint, more: { cash?: bigint; method?: string } = {}): Promise<void> {
  await addPerson(db.batch, { person, area: COUNTY_A, scheme: 'resident', years: [2026] })
  const layers = [{ layer: 'basic', payer: 'fund' as const, paid: fen }]
  await addBill(db.batch, { person, settlement: person, area: COUNTY_A, scheme: 'resident', provider, day: '2026-04-10', layers, ...more })
  await grant(db, COUNTY_A, fen + advanceFen, '2027-02-01')
  const [paid = 0n, advance = 0n] = await nextFacts(db.batch, 2)
  const at = { book: BOOK, inForce: '2027-02-01', bookedOn: '2027-02-01' }
  const line = { unit: COUNTY_A, period: '2026-04-01', part: 'pool', care: 'inpatient', grossFen: fen, deductionFen: 0n, depositFen: 0n } as const
  await record(db, [
    {
      kind: 'provider_paid',
      ...at,
      fact: paid,
      provider,
      period: '2026-04-01',
      lines: [{ ...line, nettedThisYearFen: 0n, nettedEarlierFen: 0n, setOffFen: 0n }],
    },
    ...(advanceFen === 0n ? [] : [{ kind: 'prepaid', ...at, fact: advance, unit: COUNTY_A, provider, amountFen: advanceFen } as const]),
  ])
}

async function clearedYear(provider: string, more: object): Promise<Record<string, unknown>> {
  const body = { book: BOOK, provider, year: 2026, basis: 'budget', document: '总额预算协议第二号', surplus_kept: '100%', overspend_shared: '30%', ...more }
  const path = `/api/year-clearings/${numberOf(done(await manager.post('/api/year-clearings', body)))}`
  done(await step(await desk.as('agency', 'provider_manager', POOL, 'second'), path, 'reviewed'))
  return done(await step(director, path, 'approved'))
}

test('what a cleared year owes is set off against money in advance first: in part, the rest is payable; whole, it is spent at once', async () => {
  const part = await anotherHospital('H99002100002', '甲县第二医院')
  const whole = await anotherHospital('H99002100003', '甲县第三医院')
  await paidYear(part, 81n, 60_000n, 4_000n)
  await paidYear(whole, 82n, 60_000n, 15_000n)
  const before = [await cashOf(db, '1101', 'prepayment'), await cashOf(db, '5001'), await cashOf(db, '1004')].map(Number)
  const moved = async () =>
    [await cashOf(db, '1101', 'prepayment'), await cashOf(db, '5001'), await cashOf(db, '1004')].map((fen, i) => Number(fen) - (before[i] ?? 0))
  const first = await clearedYear(part, { agreed_fen: 70_000 })
  assert.deepEqual(
    ['difference_fen', 'set_off_fen', 'pay_fen', 'recover_fen', 'payment'].map((name) => first[name]),
    [10_000, 4_000, 6_000, 0, '待付'],
  )
  assert.deepEqual(await moved(), [0, 0, 0], 'nothing moves before the bank paid')
  const payable = (done(await finance.get(`/api/payables?stage=unpaid&q=${part}`))['rows'] as { kind: string; amount_fen: number }[])[0]
  assert.deepEqual([payable?.kind, payable?.amount_fen], ['clearing', 6_000])
  assert.deepEqual(done(await manager.get(`/api/year-clearings/${first['number']}`))['prepaid'], [], 'promised to the set-off, it is not free any more')
  const second = await clearedYear(whole, { agreed_fen: 70_000 })
  assert.deepEqual(
    ['difference_fen', 'set_off_fen', 'pay_fen', 'payment'].map((name) => second[name]),
    [10_000, 10_000, 0, ''],
  )
  assert.deepEqual(await moved(), [-10_000, 10_000, 0])
  assert.deepEqual(second['prepaid'], [{ unit: COUNTY_A, fen: 5_000 }])
})

test('an overspent year is shared up to its limit, and what was paid too much is claimed, followed and no set-off', async () => {
  const provider = await anotherHospital('H99002100004', '甲县第四医院')
  await paidYear(provider, 83n, 80_000n, 2_000n)
  // 80,000 against 50,000: of the 10,000 within 120 % the fund bears 30 %; 53,000 of the 80,000 are due.
  const cleared = await clearedYear(provider, { agreed_fen: 50_000, overspend_to: '120%' })
  assert.deepEqual(
    ['overspend_fen', 'shared_fen', 'entitled_fen', 'difference_fen', 'set_off_fen', 'pay_fen', 'recover_fen'].map((name) => cleared[name]),
    [30_000, 3_000, 53_000, -27_000, 0, 0, 27_000],
  )
  assert.deepEqual(cleared['prepaid'], [{ unit: COUNTY_A, fen: 2_000 }])
  const [owed] = done(await finance.get(`/api/recoveries?q=${provider}`))['rows'] as Record<string, unknown>[]
  assert.deepEqual(
    [owed?.['amount_fen'], owed?.['stage_name'], owed?.['account'], owed?.['due_on']],
    [27_000, '已确认', '财政专户，其他收入 4501', '2027-03-05'],
  )
  const memo = (await memoBalances(db.batch, '2027-02-03', [BOOK])).get(BOOK)?.get(COUNTY_A)
  assert.equal(memo?.get('receivable_recoveries'), 27_000n)
  const income = await cashOf(db, '4501')
  done(
    await finance.post(`/api/recoveries/${numberOf(owed ?? {})}/acts`, { kind: 'received', happened_on: '2027-02-03', amount_fen: 27_000, text: '银行回单' }),
  )
  assert.equal((await cashOf(db, '4501')) - income, -27_000n)
  refusedAs(await manager.post('/api/year-clearings', { ...claimedYear(provider), agreed_fen: 1 }), 'cleared_already')
})

test('the agreed amount is reckoned from the method’s units and the year’s own bills where the officer gives a price', async () => {
  const provider = await anotherHospital('H99002100005', '甲县第五医院')
  await paidYear(provider, 84n, 60_000n, 0n, { cash: 20_000n, method: '50' })
  const body = { ...claimedYear(provider), basis: 'method', document: '分值付费年终清算表' }
  const post = (more: object) => manager.post('/api/year-clearings', { ...body, ...more })
  refusedAs(await post({}), 'agreed_missing')
  refusedAs(await post({ method: '50', agreed_fen: 1 }), 'agreed_twice')
  refusedAs(await post({ method: '1' }), 'method_not_reckoned')
  refusedAs(await post({ method: '3', price: '1' }), 'no_bills_of_method')
  assert.match(refusedAs(await post({ method: '50', price: '11.5' }), 'figures_missing'), /分值/)
  refusedAs(await post({ method: '50', quantity: '1', price: '11.5' }), 'method_below_others')
  // 76 points of 11.50 yuan are 874.00; patients paid 200.00 of it, so 674.00 are the fund's against 600.00 by item.
  const path = `/api/year-clearings/${numberOf(done(await post({ method: '50', quantity: '76', price: '11.5' })))}`
  const shown = done(await manager.get(path))
  assert.deepEqual(
    ['agreed_fen', 'surplus_fen', 'kept_fen', 'difference_fen'].map((name) => shown[name]),
    [67_400, 7_400, 7_400, 7_400],
  )
  assert.deepEqual(
    (shown['calculation'] as { name: string; value: string | null; fen: number | null }[]).map(({ name, value, fen }) => [name, value ?? fen]),
    [
      ['支付方式', 'DIP 分值'],
      ['结算单数', '1'],
      ['分值', '76'],
      ['单价（元）', '11.5'],
      ['数量 × 单价', 87_400],
      ['该方式总费用', 80_000],
      ['其中统筹按项目', 60_000],
      ['− 个人和其他支付', 20_000],
      ['+ 其他费用按项目', 0],
    ],
  )
  const days = await anotherHospital('H99002100006', '甲县第六医院')
  await paidYear(days, 85n, 60_000n, 0n, { cash: 20_000n, method: '3' })
  const other = { ...body, provider: days, method: '3', price: '900' }
  assert.match(refusedAs(await manager.post('/api/year-clearings', { ...other, quantity: '9' }), 'quantity_counted'), /（1）/)
  const counted = done(await manager.get(`/api/year-clearings/${numberOf(done(await manager.post('/api/year-clearings', other)))}`))
  assert.equal(counted['agreed_fen'], 70_000)
})

const claimedYear = (provider: string) => ({
  book: BOOK,
  provider,
  year: 2026,
  basis: 'budget',
  document: '总额预算协议第二号',
  surplus_kept: '1',
  overspend_shared: '0',
})

test('the calendar says what is due when, what is late and what the gate refuses, and quarters go to leading hospitals alone', async () => {
  await db.batch.query(
    `INSERT INTO prepayment_plan VALUES ('alliance', $1, 'resident', '2021-01-01', '季度预付', 'quarter', '0-01', '0-10', '0-31', '3-31', 'alliance', 'forecast agreement size', 'alliance_prepay_months', '本地文件', 'illustrative')`,
    [POOL],
  )
  await db.batch.query(`INSERT INTO medical_alliance VALUES ('a1', $1, '甲县医共体', $2, $3, '2021-01-01', '9999-12-31', '本地名单', 'illustrative')`, [
    ...[POOL, COUNTY_A, HOSPITAL],
  ])
  const body = {
    book: BOOK,
    provider: HOSPITAL,
    unit: COUNTY_A,
    year: 2027,
    plan: 'alliance',
    instalment: 1,
    amount_fen: 5_000,
    purpose: '季度预付',
    forecast_holds: true,
  }
  assert.match(refusedAs(await manager.post('/api/prepayments', { ...body, instalment: 2 }), 'too_early'), /2027-04-01/)
  refusedAs(await manager.post('/api/prepayments', { ...body, instalment: 5 }), 'no_such_instalment')
  refusedAs(await manager.post('/api/prepayments', { ...body, provider: 'H99002100002' }), 'no_alliance')
  refusedAs(await manager.post('/api/prepayments', { ...body, plan: 'monthly' }), 'no_such_plan')
  const at = `/api/prepayment-calendar?book=${BOOK}&year=2027`
  type Entry = Record<'plan' | 'provider' | 'standing' | 'due_on' | 'reasons' | 'apply_from', string> & Record<'instalment' | 'late_days' | 'left_fen', number>
  const entries = async (more = '') => done(await manager.get(`${at}&size=100${more}`))['rows'] as Entry[]
  const quarters = async () => (await entries()).filter(({ plan }) => plan === 'alliance').sort((a, b) => a.instalment - b.instalment)
  assert.deepEqual(
    (await quarters()).map(({ standing, due_on, late_days }) => [standing, due_on, late_days]),
    [
      ['missed', '2027-01-10', 24],
      ['coming', '2027-04-01', 0],
      ['coming', '2027-07-01', 0],
      ['coming', '2027-10-01', 0],
    ],
  )
  const made = numberOf(done(await manager.post('/api/prepayments', body)))
  refusedAs(await manager.post('/api/prepayments', body), 'applied_already')
  assert.deepEqual(
    (await quarters()).slice(0, 1).map(({ standing, due_on, late_days }) => [standing, due_on, late_days]),
    [['pay_late', '2027-01-31', 3]],
  )
  const reviewer = await desk.as('agency', 'provider_manager', POOL, 'second')
  done(await step(reviewer, `/api/prepayments/${made}`, 'reviewed'))
  done(await step(director, `/api/prepayments/${made}`, 'approved'))
  const open = done(await finance.get('/api/payables?stage=unpaid&size=100'))['rows'] as { kind: string; title: string; amount_fen: number }[]
  assert.deepEqual(open.find(({ title }) => title.endsWith('第 1 期'))?.amount_fen, 5_000)
  // What was paid belongs to the earlier application until its amount is full: the quarter has had nothing yet.
  const shown = done(await manager.get(`/api/prepayments/${made}`))
  assert.deepEqual([shown['paid_fen'], shown['left_fen'], shown['plan'], shown['instalment']], [0, 0, 'alliance', 1])
  const [advance = 0n] = await nextFacts(db.batch, 1)
  await grant(db, COUNTY_A, 5_000n, '2027-02-01')
  await record(db, [
    { kind: 'prepaid', book: BOOK, fact: advance, inForce: '2027-02-02', bookedOn: '2027-02-02', unit: COUNTY_A, provider: HOSPITAL, amountFen: 5_000n },
  ])
  const [first] = await quarters()
  assert.deepEqual([first?.standing, first?.due_on, first?.left_fen], ['out', '2027-04-30', 5_000])
  const yearly = (await entries()).filter(({ plan }) => plan === 'yearly')
  assert.deepEqual(yearly.find(({ provider }) => provider === HOSPITAL)?.standing, 'out')
  const gated = yearly.find(({ provider }) => provider === 'H99002100002')
  assert.deepEqual([gated?.standing, /考核不低于 80 分（现为没有考核结果）/.test(gated?.reasons ?? '')], ['gated', true])
  assert.deepEqual(
    (await entries('&stage=gated')).every(({ standing }) => standing === 'gated'),
    true,
  )
  assert.deepEqual((await entries(`&q=${encodeURIComponent('医共体')}`)).length, 4)
})

test('what an officer did and its line in the trail stand together or not at all', async () => {
  const admin = openPool(db.adminUrl, 1)
  const made = async (): Promise<unknown> =>
    (
      await db.batch.query(
        'SELECT (SELECT count(*) FROM recovery) AS claims, (SELECT count(*) FROM payer_contract) AS contracts, (SELECT count(*) FROM payee_account) AS accounts, (SELECT count(*) FROM payment_step) AS steps, (SELECT count(*) FROM recovery_act) AS acts',
      )
    ).rows[0]
  const open = await recovery({ amount_fen: 10 })
  const waiting = `/api/recoveries/${numberOf(done(await finance.post('/api/recoveries', claimed)))}`
  const before = await made()
  await admin.query(`CREATE FUNCTION no_trail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no line can be added'; END $$;
    CREATE TRIGGER no_trail BEFORE INSERT ON tongchou.audit_event FOR EACH ROW EXECUTE FUNCTION no_trail()`)
  const contract = { book: BOOK, payer_kind: 'union', payer: '市总工会', in_force: '2026-01-01', until: '2026-12-31', document: '职工互助协议二', terms: {} }
  const account = { kind: 'provider', payee: HOSPITAL, holder: '甲县示范医院', bank: '示范银行', account_number: '0000121212', reason: '书面申请' }
  const act = { kind: 'received', happened_on: '2026-03-20', amount_fen: 1, text: '银行回单' }
  for (const answer of [
    await finance.post('/api/recoveries', claimed),
    await finance.post('/api/payer-contracts', contract),
    await finance.post('/api/payee-accounts', account),
    await finance.post(`${open}/acts`, act),
    await step(checker, waiting, 'approved'),
  ])
    assert.equal(answer.status, 500, JSON.stringify(answer.body))
  await admin.query('DROP TRIGGER no_trail ON tongchou.audit_event; DROP FUNCTION no_trail()')
  await admin.end()
  assert.deepEqual(await made(), before)
})

test('every list of money’s way as Excel has the rows and sums of its page', async () => {
  const year = `book=${BOOK}&year=2026`
  const lists: readonly (readonly [path: string, query: string, header: string, field: string])[] = [
    ['cycle-dues', `book=${BOOK}&month=2026-04`, '按项目应付', 'due_fen'],
    ['payables', `book=${BOOK}`, '金额', 'amount_fen'],
    ['payment-batches', '', '金额', 'amount_fen'],
    ['payee-accounts', '', '账号', ''],
    ['payer-contracts', '', '用人单位', ''],
    ['recoveries', '', '未收回', 'open_fen'],
    ['fund-requests', '', '批准金额', 'approved_fen'],
    ['deposit-decisions', `book=${BOOK}`, '返还', 'returned_fen'],
    ['prepayments', `book=${BOOK}`, '未收回', 'left_fen'],
    ['prepayment-calendar', `book=${BOOK}&year=2027`, '最高可预付', 'most_fen'],
    ['year-clearings', year, '差额', 'difference_fen'],
    ['pay-cycles', `book=${BOOK}`, '应付金额', 'pay_fen'],
    ['clearing-requests', '', '', ''],
  ]
  for (const [path, query, header, field] of lists) {
    const who = path === 'clearing-requests' ? manager : finance
    const page = done(await who.get(`/api/${path}?${query}&size=100`))
    const rows = page['rows'] as Record<string, unknown>[]
    const [head, ...cells] = (await readSheet((await who.download(`/api/${path}.xlsx?${query}`)).bytes)) ?? []
    const at = head?.cells.indexOf(header) ?? -1
    if (header !== '') assert.ok(at >= 0, `${path} has no column ${header}: ${head?.cells.join(' ')}`)
    assert.equal(cells.length, page['total'], path)
    const summed = cells.reduce((sum, one) => sum + Math.round(Number(one.cells[at] ?? 0) * 100), 0)
    if (field !== '')
      assert.equal(
        summed,
        rows.reduce((sum, row) => sum + Number(row[field] ?? 0), 0),
        path,
      )
  }
  const [formula] = done(await finance.get(`/api/payables-formula?${year}`)) as unknown as Record<string, number>[]
  const sheet = await readSheet((await finance.download(`/api/payables-formula.xlsx?${year}`)).bytes)
  assert.deepEqual([sheet?.[1]?.cells[2], sheet?.[0]?.cells[2]], [String((formula?.['by_item_fen'] ?? 0) / 100), '按项目应付'])
  const [enterprise] = done(await finance.get('/api/payer-contracts?payer_kind=enterprise'))['rows'] as Record<string, unknown>[]
  const statement = await readSheet((await finance.download(`/api/payer-contracts/${enterprise?.['number']}/statement.xlsx?year=2026`)).bytes)
  assert.deepEqual(
    statement?.map(({ cells }) => cells.join(' ')),
    ['月份 结算单数 应付 预付 已清算 未清算', '2026-01 0 0 2 0 0', '2026-02 1 9 0 16 -7'],
  )
  assert.equal(
    (await readSheet((await finance.download('/api/payer-contracts.xlsx')).bytes))?.some(({ cells }) => cells.includes('示范企业')),
    true,
  )
})
