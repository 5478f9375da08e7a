// Money's way to a hospital and a person: the month is opened from settled bills, reviewed with a deduction and an objection, approved,
// put into a batch, sent to the bank, bounced, corrected and paid anew. The books, the memo ledger and the formula agree at every turn.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { memoBalances } from '../fund/memo-balances.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Answer, type Caller, noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { accountInForce, BOOK, cashOf, done, grant, makePaymentPool, numberOf, refusedAs, sendBatch, step } from '../testing/payment-pool.js'
import { COUNTY_A, COUNTY_B, HOSPITAL, POOL } from '../testing/small-pool.js'

const clock = testClock(noon('2026-03-20'))

let db: TestDatabase
let desk: TestDesk
let people: { manager: Caller; second: Caller; director: Caller; finance: Caller; checker: Caller; county: Caller }
before(async () => {
  db = await testDatabase()
  await makePaymentPool(db)
  desk = await testDesk(db, { pool: POOL, clock })
  people = {
    manager: await desk.as('agency', 'provider_manager'),
    second: await desk.as('agency', 'provider_manager', POOL, 'two'),
    director: await desk.as('bureau', 'director'),
    finance: await desk.as('agency', 'finance_officer'),
    checker: await desk.as('agency', 'finance_officer', POOL, 'two'),
    county: await desk.as('agency', 'finance_officer', COUNTY_A),
  }
})
after(async () => {
  await desk.close()
  await db.drop()
})

let cycle = ''
let payable = ''

test('a month is opened once, from settled bills, after it is over', async () => {
  const { manager } = people
  const dues = done(await manager.get(`/api/cycle-dues?book=${BOOK}&month=2026-02`))
  assert.deepEqual(
    (dues['rows'] as { due_fen: number; bills: number }[]).map(({ due_fen, bills }) => [due_fen, bills]),
    [[140_000, 2]],
  )
  refusedAs(await manager.post('/api/pay-cycles', { book: BOOK, provider: HOSPITAL, month: '2026-03' }), 'month_open')
  cycle = numberOf(done(await manager.post('/api/pay-cycles', { book: BOOK, provider: HOSPITAL, month: '2026-02' })))
  refusedAs(await manager.post('/api/pay-cycles', { book: BOOK, provider: HOSPITAL, month: '2026-02' }), 'opened_already')
  const shown = done(await manager.get(`/api/pay-cycles/${cycle}`))
  assert.equal((shown['sums'] as { deposit_fen: number }).deposit_fen, 7_000)
})

test('a deduction needs its article, an objection is answered by somebody else, and reviews are by two', async () => {
  const { manager, second, director } = people
  const path = `/api/pay-cycles/${cycle}`
  const deduction = { kind: 'deduction', unit: COUNTY_A, part: 'pool', care: 'inpatient', amount_fen: 10_000, reason: '超标准收费' }
  refusedAs(await manager.post(`${path}/changes`, deduction), 'article_missing')
  const changed = done(await manager.post(`${path}/changes`, { ...deduction, article: '协议第三十条' }))
  const [change] = changed['changes'] as { change: string }[]
  done(await manager.post(`${path}/changes`, { ...deduction, kind: 'method_difference', unit: COUNTY_B, amount_fen: -4_000, reason: '病种分值结算差额' }))
  done(await step(manager, path, 'first_reviewed'))
  refusedAs(await step(manager, path, 'second_reviewed'), 'same_officer')
  done(await manager.post(`${path}/changes/${change?.change}/words`, { kind: 'objected', text: '该项目有医嘱' }))
  done(await step(second, path, 'second_reviewed'))
  refusedAs(await step(director, path, 'approved'), 'objection_open')
  refusedAs(await manager.post(`${path}/changes/${change?.change}/words`, { kind: 'upheld', text: '医嘱不符' }), 'same_officer')
  done(await second.post(`${path}/changes/${change?.change}/words`, { kind: 'upheld', text: '医嘱不符，维持扣款' }))
  const approved = done(await step(director, path, 'approved'))
  assert.deepEqual([approved['stage_name'], approved['pay_fen'], approved['payment']], ['已审批', 85_500 + 34_200, '待付'])
})

test('a batch needs an account in force, three officers and money in the expenditure account', async () => {
  const { finance, checker, director, county } = people
  const open = done(await finance.get('/api/payables?stage=unpaid'))
  payable = numberOf((open['rows'] as Record<string, unknown>[])[0] ?? {})
  const body = { book: BOOK, template: 'batch_csv', title: '二月月结', payables: [payable] }
  refusedAs(await finance.post('/api/payment-batches', body), 'no_account')
  await accountInForce(finance, checker, 'provider', HOSPITAL, '0000123456789')
  refusedAs(await county.post('/api/payment-batches', body), 'elsewhere')
  const batch = `/api/payment-batches/${numberOf(done(await finance.post('/api/payment-batches', body)))}`
  refusedAs(await finance.post('/api/payment-batches', body), 'under_way')
  refusedAs(await step(finance, batch, 'reviewed'), 'same_officer')
  done(await step(checker, batch, 'reviewed'))
  assert.match(refusedAs(await step(director, batch, 'approved'), 'expenditure_account_short'), /先申请用款/)
  await grant(db, COUNTY_A, 100_000n)
  await grant(db, COUNTY_B, 50_000n)
  done(await step(director, batch, 'approved'))
  const sent = done(await step(finance, batch, 'sent'))
  const [file] = sent['files'] as { sha256: string; total_fen: number }[]
  assert.equal(file?.total_fen, 119_700)
  const { bytes } = await finance.download(`${batch}/file`)
  assert.match(bytes.toString('utf8'), /甲县示范医院,0000123456789,示范银行,,1197\.00,医保拨付/)
  assert.doesNotMatch(JSON.stringify(sent), /123456789/)
})

const sentBatch = (body: object): Promise<string> => sendBatch(people, body)
const results = (who: Caller, batch: string, text: string): Promise<Answer> =>
  who.post(`/api/payment-batches/${batch}/results`, { name: 'back.txt', content: Buffer.from(text).toString('base64') })
const batchOf = async (): Promise<string> => numberOf((done(await people.finance.get('/api/payment-batches'))['rows'] as Record<string, unknown>[])[0] ?? {})

test('a wrong file is refused whole, a bad line is shown, the same file is recognised', async () => {
  const { finance } = people
  const batch = await batchOf()
  refusedAs(await results(finance, batch, 'nonsense'), 'not_this_template')
  refusedAs(await results(finance, batch, `99999,1,1197.00\n${batch}-1,1197.00,0000,20260320,\n`), 'other_batch')
  refusedAs(await results(finance, batch, `${batch},2,1197.00\n${batch}-1,1197.00,0000,20260320,\n`), 'count_differs')
  refusedAs(await results(finance, batch, `${batch},1,1197.01\n${batch}-1,1197.00,0000,20260320,\n`), 'total_differs')
  const paid = `${batch},2,1198.00\n${batch}-1,1197.00,0000,20260320,\n${batch}-7,1.00,0000,20260320,\n`
  assert.deepEqual(done(await results(finance, batch, paid)), { taken: 1, known: 0, faults: 1 })
  refusedAs(await results(finance, batch, paid), 'file_known')
  const shown = done(await finance.get(`/api/payment-batches/${batch}`))
  assert.deepEqual(
    (shown['files'] as { faults: unknown[] }[]).flatMap(({ faults }) => faults),
    [{ line: 3, why: '本批次没有这个付款编号' }],
  )
  assert.deepEqual([shown['paid'], shown['paid_fen'], shown['waiting']], [1, 119_700, 0])
  assert.equal(await cashOf(db, '5001'), 119_700n)
})

test('returned money waits in 2001 and is paid anew after the account was corrected', async () => {
  const { finance, checker } = people
  const batch = await batchOf()
  assert.deepEqual(done(await results(finance, batch, `${batch},1,1197.00\n${batch}-1,1197.00,8001,20260320,销户\n`)), { taken: 1, known: 0, faults: 0 })
  assert.equal(await cashOf(db, '2001'), -119_700n)
  const body = { book: BOOK, template: 'batch_fixed', title: '二月月结重付', payables: [payable] }
  assert.match(refusedAs(await finance.post('/api/payment-batches', body), 'account_not_corrected'), /销户/)
  await accountInForce(finance, checker, 'provider', HOSPITAL, '0000999999999')
  const again = await sentBatch(body)
  const path = `/api/payment-batches/${again}`
  const { bytes } = await finance.download(`${path}/file`)
  const text = new TextDecoder('gb18030').decode(bytes)
  assert.match(text, /甲县示范医院 +0000999999999/)
  const back = `${again.padEnd(20)}0000001000000000001197.00\r\n${`${again}-1`.padEnd(28)}000000000001197.00000020260320${' '.repeat(60)}\r\n`
  assert.deepEqual(done(await results(finance, again, back)), { taken: 1, known: 0, faults: 0 })
  assert.equal(await cashOf(db, '2001'), 0n)
  assert.equal(await cashOf(db, '5001'), 119_700n)
  refusedAs(await finance.post('/api/payment-batches', body), 'paid_already')
})

test('the formula comes to nothing open, and the deposit is what is still owed', async () => {
  const [row] = done(await people.manager.get(`/api/payables-formula?book=${BOOK}&year=2026`)) as unknown as Record<string, number>[]
  assert.deepEqual(
    [
      row?.['by_item_fen'],
      row?.['difference_fen'],
      row?.['deduction_fen'],
      row?.['deposit_fen'],
      row?.['paid_fen'],
      row?.['open_fen'],
      row?.['deposit_held_fen'],
    ],
    [140_000, -4_000, 10_000, 6_300, 119_700, 0, 6_300],
  )
  const memo = (await memoBalances(db.batch, '2026-03-20', [BOOK])).get(BOOK)
  const owed = [COUNTY_A, COUNTY_B].map((unit) => [memo?.get(unit)?.get('payable_providers') ?? 0n, memo?.get(unit)?.get('deposits_retained') ?? 0n])
  assert.deepEqual(owed, [
    [0n, -4_500n],
    [0n, -1_800n],
  ])
})

test('the yearly account with a hospital stands from facts; its own figures are typed or read back, and what differs is closed by two', async () => {
  const { manager, second } = people
  type Shown = {
    open_fen: number
    deposit_fen: number
    rows: Record<string, unknown>[]
    differences: { matter: string; sentence: string; days: number; standing: string }[]
  }
  const asked = `book=${BOOK}&year=2026&provider=${HOSPITAL}`
  const account = async (): Promise<Shown> => done(await manager.get(`/api/provider-accounts?${asked}`)) as unknown as Shown
  const { open_fen, deposit_fen, rows } = await account()
  // 1,400.00 − 40.00 of the method − 100.00 deducted − 63.00 of deposit − 1,197.00 paid = 0.
  assert.deepEqual(
    [open_fen, deposit_fen, rows.map(({ month, item_name, bureau_fen, provider_fen }) => [month, item_name, bureau_fen, provider_fen])],
    [
      0,
      6_300,
      [
        ['2026-02', '按项目应付', 140_000, null],
        ['2026-02', '支付方式差额', -4_000, null],
        ['2026-02', '扣款', 10_000, null],
        ['2026-02', '预留保证金', 6_300, null],
        ['2026-02', '已付', 119_700, null],
      ],
    ],
  )
  const of = { book: BOOK, year: 2026, provider: HOSPITAL, source: '甲县示范医院盖章对账单' }
  const figure = (item: string, amount_fen: number, month = '2026-02') => ({ month, item, amount_fen })
  refusedAs(await manager.post('/api/provider-accounts/figures', { ...of, figures: [figure('paid', 1, '2025-12')] }), 'other_year')
  done(
    await manager.post('/api/provider-accounts/figures', {
      ...of,
      figures: [figure('paid', 119_700), figure('deduction', 9_000), figure('declared', 150_000)],
    }),
  )
  const told = (await account()).differences
  assert.deepEqual(
    told.map(({ sentence, days, standing }) => [sentence, days, standing]),
    [
      ['2026-02 机构申报：医保 0.00 元，机构 1500.00 元，差 1500.00 元。', 20, 'open'],
      ['2026-02 扣款：医保 100.00 元，机构 90.00 元，差 -10.00 元。', 20, 'open'],
    ],
  )
  const matter = told[1]?.matter ?? ''
  const act = (by: Caller, kind: string) => by.post('/api/provider-accounts/acts', { matter, kind, text: '机构漏记一笔扣款' })
  done(await act(manager, 'close_proposed'))
  refusedAs(await act(manager, 'confirmed'), 'same_officer')
  done(await act(second, 'confirmed'))
  assert.equal((await account()).differences[1]?.standing, 'closed')
  const sheet = await manager.download(`/api/provider-accounts.xlsx?${asked}`)
  const file = (by: Caller, content: string) => by.post('/api/provider-accounts/file', { ...of, content })
  refusedAs(await file(manager, Buffer.from('no sheet').toString('base64')), 'no_such_sheet')
  done(await file(manager, sheet.bytes.toString('base64')))
  assert.equal((await account()).differences[1]?.standing, 'closed', 'the same figures once more are the same matter')
  done(await manager.post('/api/provider-accounts/figures', { ...of, figures: [figure('deduction', 8_000)] }))
  assert.equal((await account()).differences[1]?.standing, 'open', 'another difference is another matter')
  assert.match(refusedAs(await act(second, 'reopened'), 'not_found'), /数字已经变了/)
  assert.equal((await manager.download(`/api/provider-accounts.pdf?${asked}`)).type, 'application/pdf')
  refusedAs(await (await desk.as('agency', 'provider_manager', COUNTY_B)).get(`/api/provider-accounts?${asked}`), 'not_found')
})

/** An approved difference that the fund owes the first person, as the recomputation leaves it. */
async function approvedDifference(fen: bigint): Promise<void> {
  const { rows } = await db.batch.query<{ number: bigint }>("SELECT nextval('fact_seq') AS number FROM generate_series(1, 3)")
  const [change, difference, decision] = rows.map(({ number }) => number)
  await db.batch.query(
    `INSERT INTO job (job, kind, pool, asked_at, about, state, heard_at) VALUES (nextval('job_seq'), 'recompute', $1, now(), '{}', 'done', now())`,
    [POOL],
  )
  await db.batch.query(
    `INSERT INTO difference_change (change, job, pool, kind, scheme, areas, officer, bills, persons, known_at)
       SELECT $1, max(job), $2, 'identity', 'resident', ARRAY[$3], (SELECT min(officer) FROM officer), 1, 1, now() FROM job`,
    [change, POOL, COUNTY_A],
  )
  await db.batch.query(
    `INSERT INTO difference (person, difference, change, settlement, area, scheme, benefit_year, accumulator_version, layers, payers, before_fen, after_fen, person_fen, deductible_fen,
         in_scope_fen, counter_keys, counter_amounts, payable, rule_hash, receipt, reason, in_force, known_at, booked_on)
       SELECT person, $1, $2, settlement, area, scheme, 2026, 1, '{basic}', '{fund}', '{100000}', ARRAY[100000 + $3::bigint], $3, 0, 0, '{}', '{}', true, rule_hash, '{}', '身份晚到', settled_on, now(), '2026-03-10'
         FROM settlement WHERE settlement = 11`,
    [difference, change, fen],
  )
  await db.batch.query(
    `INSERT INTO difference_decision (person, decision, difference, area, kind, officer, remark, after_settlement, in_force, known_at, booked_on)
       VALUES (1, $1, $2, $3, 'approved', (SELECT min(officer) FROM officer), '同意', 11, '2026-02-10', now(), '2026-03-10')`,
    [decision, difference, COUNTY_A],
  )
  await db.batch.query(
    `INSERT INTO memo_movement (book, movement, unit, fact_kind, booked_on, accounts, amounts) VALUES ($1, $2, $3, 'difference', '2026-03-10', '{benefits_settled,payable_persons}', ARRAY[$4, -$4::bigint])`,
    [BOOK, decision, COUNTY_A, fen],
  )
}

test('a difference owed to a person is collected once and paid to the masked account, a refused payment stays payable', async () => {
  const { finance, checker } = people
  await approvedDifference(700n)
  assert.deepEqual(done(await finance.post('/api/payables/collect', { book: BOOK })), { collected: 1 })
  refusedAs(await finance.post('/api/payables/collect', { book: BOOK }), 'nothing_open')
  const [person] = done(await finance.get('/api/payables?payee_kind=person'))['rows'] as Record<string, unknown>[]
  assert.deepEqual([person?.['amount_fen'], person?.['standing'], person?.['payee_name']], [700, 'open', '示*'])
  const body = { book: BOOK, template: 'batch_csv', title: '三月零星', payables: [numberOf(person ?? {})] }
  await accountInForce(finance, checker, 'person', String(person?.['payee']), '0000555555')
  const first = await sentBatch(body)
  const before = await cashOf(db, '1004')
  done(await results(finance, first, `${first},1,7.00\n${first}-1,7.00,9001,20260320,户名不符\n`))
  assert.equal(await cashOf(db, '1004'), before)
  assert.match(refusedAs(await finance.post('/api/payment-batches', body), 'account_not_corrected'), /户名不符/)
  await accountInForce(finance, checker, 'person', String(person?.['payee']), '0000666666')
  const second = await sentBatch(body)
  done(await results(finance, second, `${second},1,7.00\n${second}-1,7.00,0000,20260320,\n`))
  assert.equal(await cashOf(db, '1004'), before - 700n)
  const shown = JSON.stringify(done(await finance.get(`/api/payment-batches/${second}`)))
  assert.match(shown, /person_paid/)
  assert.doesNotMatch(shown, /0000666666/)
})

test('whoever changes the account, imports twice at once or sends a file with wrong amounts gets nothing paid twice or elsewhere', async () => {
  const { finance, checker, director } = people
  await approvedDifference(900n)
  done(await finance.post('/api/payables/collect', { book: BOOK }))
  const [owed] = done(await finance.get('/api/payables?payee_kind=person&stage=unpaid'))['rows'] as Record<string, unknown>[]
  const body = { book: BOOK, template: 'batch_csv', title: '补付', payables: [numberOf(owed ?? {})] }
  // Two officers prepare the same payment at once: one batch has it.
  const both = await Promise.all([finance.post('/api/payment-batches', body), checker.post('/api/payment-batches', body)])
  const [made] = both.filter(({ status }) => status === 200)
  assert.deepEqual(
    both.map(({ body: { code } }) => code).filter((code) => code !== undefined),
    ['under_way'],
  )
  const stale = `/api/payment-batches/${numberOf(made?.body ?? {})}`
  const preparer = made === both[0] ? finance : checker
  done(await step(preparer === finance ? checker : finance, stale, 'reviewed'))
  await accountInForce(finance, checker, 'person', String(owed?.['payee']), '0000777777')
  assert.match(refusedAs(await step(director, stale, 'approved'), 'account_changed'), /重新编制/)
  done(await step(finance, stale, 'cancelled', '收款账户已更换'))
  const number = numberOf(done(await finance.post('/api/payment-batches', body)))
  const path = `/api/payment-batches/${number}`
  done(await step(checker, path, 'reviewed'))
  done(await step(director, path, 'approved'))
  await accountInForce(finance, checker, 'person', String(owed?.['payee']), '0000888888')
  refusedAs(await step(finance, path, 'sent'), 'account_changed')
  done(await step(finance, path, 'cancelled', '收款账户又更换了'))
  const last = numberOf(done(await finance.post('/api/payment-batches', body)))
  const lastPath = `/api/payment-batches/${last}`
  done(await step(checker, lastPath, 'reviewed'))
  done(await step(director, lastPath, 'approved'))
  // Two send it at once, and somebody once more: the bank gets one file.
  const sendings = await Promise.all([step(finance, lastPath, 'sent'), step(checker, lastPath, 'sent')])
  assert.deepEqual(sendings.map(({ body: { code = 'sent' } }) => code).sort(), ['not_its_turn', 'sent'])
  refusedAs(await step(finance, lastPath, 'sent'), 'not_its_turn')
  assert.equal((done(await finance.get(lastPath))['files'] as unknown[]).length, 1)
  refusedAs(await results(finance, last, `${number},1,9.00\n${number}-1,9.00,0000,20260320,\n`), 'other_batch')
  const before = await cashOf(db, '1004')
  refusedAs(await results(finance, number, `${number},1,9.00\n${number}-1,9.00,0000,20260320,\n`), 'not_sent')
  // An altered amount, a day before the batch, a line twice: shown, not booked beyond the one true line.
  assert.deepEqual(done(await results(finance, last, `${last},1,90.00\n${last}-1,90.00,0000,20260320,\n`)), { taken: 0, known: 0, faults: 1 })
  assert.deepEqual(done(await results(finance, last, `${last},1,9.00\n${last}-1,9.00,0000,20250320,\n`)), { taken: 0, known: 0, faults: 1 })
  assert.deepEqual(done(await results(finance, last, `${last},0,0.00\n`)), { taken: 0, known: 0, faults: 0 })
  assert.equal(await cashOf(db, '1004'), before)
  const text = `${last},2,18.00\n${last}-1,9.00,0000,20260320,\n${last}-1,9.00,0000,20260320,\n`
  const answers = await Promise.all([results(finance, last, text), results(checker, last, text)])
  assert.deepEqual(answers.map(({ status, body: { code, faults } }) => (status === 200 ? faults : code)).sort(), [1, 'file_known'])
  assert.deepEqual(done(await results(checker, last, `${last},1,9.00\n${last}-1,9.00,0000,20260320,已付\n`)), { taken: 0, known: 1, faults: 0 })
  assert.equal(await cashOf(db, '1004'), before - 900n)
})

test('a deposit kept back, given back after the year, goes through the bank, comes back and is paid again, once', async () => {
  clock.pass(60 * 24 * 320)
  people = {
    manager: await desk.as('agency', 'provider_manager', POOL, 'later'),
    second: await desk.as('agency', 'provider_manager', POOL, 'two-later'),
    director: await desk.as('bureau', 'director', POOL, 'later'),
    finance: await desk.as('agency', 'finance_officer', POOL, 'later'),
    checker: await desk.as('agency', 'finance_officer', POOL, 'two-later'),
    county: await desk.as('agency', 'finance_officer', COUNTY_A, 'later'),
  }
  const { manager, second, director, finance, checker } = people
  const decided = `/api/deposit-decisions/${numberOf(done(await manager.post('/api/deposit-decisions', { book: BOOK, provider: HOSPITAL, year: 2026, score: '76', evidence: '考核通报一号' })))}`
  done(await step(second, decided, 'reviewed'))
  done(await step(director, decided, 'approved'))
  const memo = async () => {
    const book = (await memoBalances(db.batch, '2027-02-03', [BOOK])).get(BOOK)
    return [COUNTY_A, COUNTY_B].map((unit) => book?.get(unit)?.get('deposits_retained') ?? 0n)
  }
  // 45.00 and 18.00 kept back, 76 of 95 points: 36.00 and 14.40 go back, the rest is lost at once.
  assert.deepEqual(await memo(), [-3_600n, -1_440n])
  const [owed] = done(await finance.get(`/api/payables?stage=unpaid&q=${HOSPITAL}`))['rows'] as Record<string, unknown>[]
  assert.deepEqual([owed?.['kind_name'], owed?.['amount_fen']], ['返还保证金', 5_040])
  const body = { book: BOOK, template: 'batch_csv', title: '保证金返还', payables: [numberOf(owed ?? {})] }
  const cash = async () => [await cashOf(db, '1004'), await cashOf(db, '5001'), await cashOf(db, '2001')]
  const before = await cash()
  const moved = async () => (await cash()).map((fen, i) => fen - (before[i] ?? 0n))
  const first = await sentBatch(body)
  const { bytes } = await finance.download(`/api/payment-batches/${first}/file`)
  assert.match(bytes.toString('utf8'), /甲县示范医院,0000999999999,示范银行,,50\.40,医保拨付/)
  assert.deepEqual(await moved(), [0n, 0n, 0n], 'nothing moves before the bank paid')
  done(await results(finance, first, `${first},1,50.40\n${first}-1,50.40,0000,20270203,\n`))
  assert.deepEqual(
    [await moved(), await memo()],
    [
      [-5_040n, 5_040n, 0n],
      [0n, 0n],
    ],
  )
  done(await results(finance, first, `${first},1,50.40\n${first}-1,50.40,8001,20270203,户名不符\n`))
  assert.deepEqual(await moved(), [0n, 5_040n, -5_040n], 'it waits in 2001 and stays spent')
  refusedAs(await finance.post('/api/payment-batches', body), 'account_not_corrected')
  await accountInForce(finance, checker, 'provider', HOSPITAL, '0000123123')
  const again = await sentBatch(body)
  assert.deepEqual(done(await results(finance, again, `${again},1,50.41\n${again}-1,50.41,0000,20270203,\n`)), { taken: 0, known: 0, faults: 1 })
  done(await results(finance, again, `${again},1,50.40\n${again}-1,50.40,0000,20270203,\n`))
  assert.deepEqual(
    [await moved(), await memo()],
    [
      [-5_040n, 5_040n, 0n],
      [0n, 0n],
    ],
  )
  refusedAs(await finance.post('/api/payment-batches', body), 'paid_already')
  refusedAs(
    await manager.post('/api/deposit-decisions', { book: BOOK, provider: HOSPITAL, year: 2026, score: '99', evidence: '考核通报二号' }),
    'decided_already',
  )
  const [row] = done(await manager.get(`/api/payables-formula?book=${BOOK}&year=2026`)) as unknown as Record<string, number>[]
  assert.deepEqual([row?.['deposit_held_fen'], row?.['open_fen']], [0, 0])
})
