// A bill that could not be settled directly: taken at the counter, reviewed by two others, settled like every other, paid to the person's
// account, returned by the bank and paid anew; the bill is in the statement, the accumulators and the books, and not the hospital's.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { nextFacts } from '../fund/fact-store.js'
import { memoBalances } from '../fund/memo-balances.js'
import { bookOf, openBooks } from '../fund/open-books.js'
import { loadPaymentTables } from '../payment/load-payment-tables.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { accountInForce, done, numberOf, record, refusedAs, step } from '../testing/payment-pool.js'
import { DRUG, DRUG_C, FAR, HOSPITAL, NOON, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'

const BOOK = bookOf(POOL, 'resident')
const UNIT = '980101'
let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let counter: Caller
let first: Caller
let second: Caller
let elsewhere: Caller
let finance: Caller
let checker: Caller
let director: Caller

before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee', 'assistance'] })
  await loadPaymentTables(db.batch)
  desk = await testDesk(db, { pool: POOL, clock: NOON })
  counter = await desk.as('agency', 'benefit_clerk', UNIT)
  first = await desk.as('agency', 'benefit_clerk', UNIT, 'first')
  second = await desk.as('agency', 'benefit_clerk', UNIT, 'second')
  elsewhere = await desk.as('agency', 'benefit_clerk', '980102')
  finance = await desk.as('agency', 'finance_officer')
  checker = await desk.as('agency', 'finance_officer', POOL, 'two')
  director = await desk.as('bureau', 'director')
  await fill(1_000_000n)
})
after(async () => {
  await city?.close()
  await desk?.close()
  await db?.drop()
})

/** Money in the special fiscal account, granted to the unit's expenditure account. */
async function fill(fen: bigint, book = BOOK): Promise<void> {
  const [opening = 0n, grant = 0n] = await nextFacts(db.batch, 2)
  const base = { book, unit: UNIT, inForce: TODAY, bookedOn: TODAY }
  const balance = { accounts: ['1003', '3001'], details: ['', ''], amounts: [fen, -fen], memoAccounts: [], memoAmounts: [] }
  await record(db, [
    { kind: 'opening_balance', ...base, fact: opening, ...balance } as BookFact,
    { kind: 'funds_granted', ...base, fact: grant, via: 'direct', amountFen: fen, request: null },
  ])
}

const claimed = () => ({
  ...{ psn_no: city.resident.number, scheme: 'resident', provider: HOSPITAL, med_type: '21', begins: '2026-03-02', ends: '2026-03-06' },
  ...{ invoice: '发票0001', diagnosis: 'J18.900', reason: '入院时未参保登记到位，医院不能直接结算', papers: '发票、清单、出院小结' },
  lines: [
    { code: DRUG, day: '2026-03-02', quantity: '10', price: '300', amount_fen: 300_000 },
    { code: DRUG_C, day: '2026-03-03', quantity: '1', price: '50.5', amount_fen: 5_050 },
  ],
})

const owedToPersons = async (): Promise<bigint> => {
  const memo = (await memoBalances(db.batch, TODAY, [BOOK])).get(BOOK)?.get(UNIT)
  return memo?.get('payable_persons') ?? 0n
}

let path = ''
let owed = 0

test('a claim is taken once, for care that is over, with lines of its days', async () => {
  refusedAs(await counter.post('/api/reimbursements', { ...claimed(), ends: '2026-03-21' }), 'dates_crossed')
  refusedAs(await counter.post('/api/reimbursements', { ...claimed(), begins: '2026-03-03' }), 'day_outside')
  refusedAs(await elsewhere.post('/api/reimbursements', claimed()), 'not_found')
  path = `/api/reimbursements/${numberOf(done(await counter.post('/api/reimbursements', claimed())))}`
  assert.match(refusedAs(await counter.post('/api/reimbursements', claimed()), 'claimed_already'), /手工报销/)
  const shown = done(await counter.get(path))
  assert.deepEqual([shown['stage_name'], shown['total_fen'], shown['person_name'], shown['fund_fen']], ['已受理', 305_050, '测*', null])
  assert.equal((await elsewhere.get(path)).body['code'], 'not_found')
})

test('two others review it, and it is settled like every other bill', async () => {
  refusedAs(await step(counter, path, 'first_reviewed'), 'same_officer')
  refusedAs(await step(first, path, 'settled'), 'not_its_turn')
  done(await step(first, path, 'first_reviewed'))
  refusedAs(await step(first, path, 'settled'), 'same_officer')
  const shown = done(await step(second, path, 'settled'))
  owed = Number(shown['fund_fen'])
  assert.ok(owed > 0 && owed < 300_000)
  assert.equal(shown['payment'], '待付')
  const { rows } = await db.batch.query<{ total: bigint; fund: bigint; paid_to: string; admitted: string; discharged: string }>(
    "SELECT total_fen AS total, fund_fen AS fund, receipt ->> 'paidTo' AS paid_to, admitted, discharged FROM settlement WHERE person = $1",
    [city.resident.person],
  )
  assert.deepEqual(rows, [{ total: 305_050n, fund: BigInt(owed), paid_to: 'person', admitted: '2026-03-02', discharged: '2026-03-06' }])
  assert.equal(await owedToPersons(), BigInt(-owed))
  const dues = await db.batch.query('SELECT 1 FROM provider_dues($1, $2)', [BOOK, '2026-03-01'])
  assert.equal(dues.rows.length, 0, 'nothing is owed to the hospital')
  const list = done(await counter.get(`/api/reimbursements?stage=settled&sort=-total_fen&q=${encodeURIComponent('发票0001')}`))
  assert.equal(list['total'], 1)
})

test('care outside is settled with the deduction of its place, a claim may be turned down with a reason', async () => {
  const body = { ...claimed(), psn_no: city.needy.number, provider: FAR, invoice: '外地发票1' }
  const far = `/api/reimbursements/${numberOf(done(await counter.post('/api/reimbursements', body)))}`
  refusedAs(await step(first, far, 'refused'), 'reason_missing')
  done(await step(first, far, 'refused', '清单没有医院盖章'))
  const again = `/api/reimbursements/${numberOf(done(await counter.post('/api/reimbursements', body)))}`
  done(await step(first, again, 'first_reviewed'))
  const shown = done(await step(second, again, 'settled'))
  const { rows } = await db.batch.query<{ place: string }>('SELECT place FROM settlement WHERE person = $1', [city.needy.person])
  assert.deepEqual([rows[0]?.place, Number(shown['fund_fen']) > 0], ['out_of_province', true])
})

test('it is paid to the person’s account, returned by the bank, and paid anew', async () => {
  const open = done(await finance.get(`/api/payables?payee_kind=person&book=${BOOK}`))['rows'] as Record<string, unknown>[]
  const payable = open.find(({ payee }) => payee === city.resident.number)
  assert.deepEqual([payable?.['kind_name'], payable?.['amount_fen']], ['手工报销', owed])
  const body = { book: BOOK, template: 'batch_csv', title: '三月手工报销', payables: [numberOf(payable ?? {})] }
  const yuan = (owed / 100).toFixed(2)
  const pay = async (digits: string, outcomes: readonly string[]): Promise<void> => {
    await accountInForce(finance, checker, 'person', city.resident.number, digits)
    const number = numberOf(done(await finance.post('/api/payment-batches', body)))
    for (const [who, kind] of [
      [checker, 'reviewed'],
      [director, 'approved'],
      [finance, 'sent'],
    ] as const)
      done(await step(who, `/api/payment-batches/${number}`, kind))
    for (const outcome of outcomes) {
      const text = `${number},1,${yuan}\n${number}-1,${yuan},${outcome},20260320,说明\n`
      done(await finance.post(`/api/payment-batches/${number}/results`, { name: `${outcome}.txt`, content: Buffer.from(text).toString('base64') }))
    }
  }
  await pay('0000777777', ['0000', '8001'])
  assert.equal(done(await counter.get(path))['payment'], '退票')
  await pay('0000888888', ['0000'])
  const shown = done(await counter.get(path))
  assert.deepEqual([shown['payment'], shown['account']], ['已付', '**** 8888'])
  assert.doesNotMatch(JSON.stringify(shown), /0000888888/)
  const { rows } = await db.batch.query<{ fen: bigint }>("SELECT sum(amount_fen)::bigint AS fen FROM cash_balance WHERE book = $1 AND account IN ('1004')", [
    BOOK,
  ])
  assert.equal(rows[0]?.fen, 1_000_000n - BigInt(owed))
})

const balances = async (): Promise<(bigint | undefined)[]> => {
  const memo = (await memoBalances(db.batch, TODAY, [BOOK])).get(BOOK)?.get(UNIT)
  const { rows } = await db.batch.query<{ account: string; fen: bigint }>(
    "SELECT account, sum(amount_fen)::bigint AS fen FROM cash_balance WHERE book = $1 AND account IN ('1004', '1101', '2001', '5001') GROUP BY 1",
    [BOOK],
  )
  const cash = new Map(rows.map(({ account, fen }) => [account, fen]))
  const owing = ['payable_persons', 'receivable_recoveries', 'benefits_settled', 'benefits_paid'].map((account) => memo?.get(account) ?? 0n)
  return [...['1004', '1101', '2001', '5001'].map((account) => cash.get(account) ?? 0n), ...owing]
}

test('a paid claim is cancelled by two: its bill no longer counts, and what was paid is owed back until it came', async () => {
  // One that nobody has paid yet: nothing comes back, nothing goes out.
  const far = `/api/reimbursements/${numberOf((done(await counter.get(`/api/reimbursements?stage=settled&q=${encodeURIComponent('外地发票1')}`))['rows'] as Record<string, unknown>[])[0] ?? {})}`
  done(await step(counter, far, 'cancel_asked', '已在外地直接结算'))
  assert.deepEqual(done(await step(first, far, 'cancelled'))['recoveries'], [])
  assert.equal(await owedToPersons(), 0n)
  const [before] = await balances()
  refusedAs(await step(first, path, 'cancel_asked'), 'reason_missing')
  done(await step(first, path, 'cancel_asked', '发票系伪造'))
  refusedAs(await step(first, path, 'cancelled'), 'same_officer')
  const shown = done(await step(second, path, 'cancelled'))
  assert.equal(shown['stage_name'], '已撤销')
  const [claim, ...others] = shown['recoveries'] as { number: string; amount_fen: number; open_fen: number }[]
  assert.deepEqual([claim?.amount_fen, claim?.open_fen, others.length], [owed, owed, 0])
  const fen = BigInt(owed)
  assert.deepEqual((await balances()).slice(3), [fen, 0n, fen, 0n, -fen])
  const { rows } = await db.batch.query<{ fund: bigint }>('SELECT sum(fund_fen)::bigint AS fund FROM settlement WHERE person = $1', [city.resident.person])
  assert.equal(rows[0]?.fund, 0n)
  const at = `/api/recoveries/${claim?.number}`
  const listed = done(await finance.get(at))
  assert.deepEqual(
    [listed['stage_name'], listed['debtor'], listed['account'], listed['due_on']],
    [...['已确认', city.resident.number, '支出户，冲减待遇支出 5001', '2026-04-19']],
  )
  const act = { kind: 'received', happened_on: TODAY, text: '银行回单' }
  done(await finance.post(`${at}/acts`, { kind: 'dunned', happened_on: TODAY, text: '催告函一号' }))
  done(await finance.post(`${at}/acts`, { ...act, amount_fen: 100 }))
  refusedAs(await finance.post(`${at}/acts`, { ...act, amount_fen: owed - 99 }), 'more_than_owed')
  assert.equal((done(await counter.get(path))['recoveries'] as { open_fen: number }[])[0]?.open_fen, owed - 100)
  done(await finance.post(`${at}/acts`, { ...act, amount_fen: owed - 100 }))
  assert.deepEqual(await balances(), [(before ?? 0n) + fen, 0n, 0n, 0n, 0n, 0n, 0n, 0n])
  const anew = done(await counter.post('/api/reimbursements', claimed()))
  path = `/api/reimbursements/${numberOf(anew)}`
})

test('a claim under way is not cancelled, one not paid is never paid, one that the bank gave back goes back to the fund', async () => {
  done(await step(first, path, 'first_reviewed'))
  done(await step(second, path, 'settled'))
  const [payable] = done(await finance.get(`/api/payables?payee_kind=person&stage=unpaid&book=${BOOK}`))['rows'] as Record<string, unknown>[]
  const body = { book: BOOK, template: 'batch_csv', title: '四月手工报销', payables: [numberOf(payable ?? {})] }
  const number = numberOf(done(await finance.post('/api/payment-batches', body)))
  done(await step(counter, path, 'cancel_asked', '票据重复'))
  assert.match(refusedAs(await step(second, path, 'cancelled'), 'under_way'), new RegExp(number))
  done(await step(first, path, 'cancel_dropped', '等银行结果'))
  for (const [who, kind] of [
    [checker, 'reviewed'],
    [director, 'approved'],
    [finance, 'sent'],
  ] as const)
    done(await step(who, `/api/payment-batches/${number}`, kind))
  const yuan = (owed / 100).toFixed(2)
  const [before] = await balances()
  for (const outcome of ['0000', '8001']) {
    const text = `${number},1,${yuan}\n${number}-1,${yuan},${outcome},20260320,说明\n`
    done(await finance.post(`/api/payment-batches/${number}/results`, { name: `${outcome}.txt`, content: Buffer.from(text).toString('base64') }))
  }
  done(await step(counter, path, 'cancel_asked', '票据重复'))
  const shown = done(await step(second, path, 'cancelled'))
  assert.deepEqual([shown['payment'], (shown['recoveries'] as { open_fen: number }[])[0]?.open_fen], ['不再支付', 0])
  assert.deepEqual(await balances(), [before, 0n, 0n, 0n, 0n, 0n, 0n, 0n])
  refusedAs(await finance.post('/api/payment-batches', body), 'withdrawn')
  await assert.rejects(
    db.batch.query("INSERT INTO payment_item SELECT batch, 9, payable, 9, account, amount_fen, 'x-9', false FROM payment_item WHERE payable = $1", [
      numberOf(payable ?? {}),
    ]),
    /withdrawn/,
  )
})

const ASSISTANCE = bookOf(POOL, 'assistance')

/** 1004, 1101, 2001 and 5001 of both books, as differences from what they were. */
async function cashMoves(): Promise<() => Promise<number[][]>> {
  const now = async (book: string): Promise<number[]> => {
    const { rows } = await db.batch.query<{ fen: bigint }>(
      `SELECT coalesce(sum(b.amount_fen), 0)::bigint AS fen FROM unnest('{1004,1101,2001,5001}'::text[]) WITH ORDINALITY AS a(account, o)
         LEFT JOIN cash_balance b ON b.book = $1 AND b.account = a.account GROUP BY a.o ORDER BY a.o`,
      [book],
    )
    return rows.map(({ fen }) => Number(fen))
  }
  const before = [await now(BOOK), await now(ASSISTANCE)]
  return async () => [await now(BOOK), await now(ASSISTANCE)].map((of, i) => of.map((fen, j) => fen - (before[i]?.[j] ?? 0)))
}

test('a claim borne by basic insurance, an insurer and assistance: each is paid by its own account, and after cancelling each part goes home', async () => {
  await fill(9_000_000n)
  const body = {
    ...claimed(),
    psn_no: city.needy.number,
    invoice: '大额发票1',
    lines: [{ code: DRUG, day: '2026-03-02', quantity: '100', price: '1000', amount_fen: 10_000_000 }],
  }
  const at = `/api/reimbursements/${numberOf(done(await counter.post('/api/reimbursements', body)))}`
  done(await step(first, at, 'first_reviewed'))
  done(await step(second, at, 'settled'))
  // 1,000.00 × 100: 800.00 deductible, three quarters of 99,200.00 by basic insurance; of the 25,600.00 left the insurer bears six tenths above
  // 15,000.00, assistance seven tenths of the rest.
  const [basic, major, aid] = [7_440_000, 636_000, 1_346_800]
  const mine = async (book: string) => {
    const rows = done(await finance.get(`/api/payables?payee_kind=person&stage=unpaid&book=${book}`))['rows'] as Record<string, unknown>[]
    return rows.find(({ payee }) => payee === city.needy.number) ?? {}
  }
  const [ofScheme, ofAid] = [await mine(BOOK), await mine(ASSISTANCE)]
  assert.deepEqual([ofScheme['amount_fen'], ofAid['amount_fen']], [basic + major, aid])
  await accountInForce(finance, checker, 'person', city.needy.number, '0000414141')
  const batchOf = (book: string, ...payables: string[]) => ({ book, template: 'batch_csv', title: '大额报销', payables })
  refusedAs(await finance.post('/api/payment-batches', batchOf(BOOK, numberOf(ofScheme), numberOf(ofAid))), 'other_book')
  refusedAs(await finance.post('/api/payment-batches', batchOf(BOOK, numberOf(ofAid))), 'other_book')
  const moved = await cashMoves()
  const pay = async (book: string, payable: string, fen: number, beforeApproval: (path: string) => Promise<void>) => {
    const number = numberOf(done(await finance.post('/api/payment-batches', batchOf(book, payable))))
    const batch = `/api/payment-batches/${number}`
    done(await step(checker, batch, 'reviewed'))
    await beforeApproval(batch)
    done(await step(director, batch, 'approved'))
    done(await step(finance, batch, 'sent'))
    const yuan = (fen / 100).toFixed(2)
    const content = Buffer.from(`${number},1,${yuan}\n${number}-1,${yuan},0000,20260320,\n`).toString('base64')
    done(await finance.post(`${batch}/results`, { name: 'back.txt', content }))
  }
  await pay(BOOK, numberOf(ofScheme), basic + major, async () => undefined)
  assert.deepEqual(await moved(), [
    [-basic - major, major, 0, basic],
    [0, 0, 0, 0],
  ])
  await pay(ASSISTANCE, numberOf(ofAid), aid, async (batch) => {
    // The scheme's account has money enough; assistance pays out of its own alone.
    refusedAs(await step(director, batch, 'approved'), 'expenditure_account_short')
    await fill(BigInt(aid), ASSISTANCE)
  })
  assert.deepEqual(await moved(), [
    [-basic - major, major, 0, basic],
    [0, 0, 0, aid],
  ])
  // The insurer pays its part back under its contract; then the claim turns out to be wrong.
  const contract = { book: BOOK, payer_kind: 'insurer', payer: '示范保险公司', in_force: '2026-01-01', until: '2026-12-31', document: '承办协议', terms: {} }
  const insurer = `/api/payer-contracts/${numberOf(done(await finance.post('/api/payer-contracts', contract)))}`
  done(await step(checker, insurer, 'approved'))
  const movement = async (kind: string) => {
    const given = { kind, unit: UNIT, period: '2026-03', amount_fen: major, evidence: '银行回单' }
    return finance.post(`${insurer}/movements`, given)
  }
  const agreed = async (made: Awaited<ReturnType<typeof movement>>) => done(await step(checker, `${insurer}/movements/${numberOf(done(made))}`, 'approved'))
  await agreed(await movement('repaid'))
  refusedAs(await movement('repaid_returned'), 'more_than_left')
  done(await step(first, at, 'cancel_asked', '发票系伪造'))
  done(await step(second, at, 'cancelled'))
  const rows = done(await finance.get(`/api/recoveries?q=${encodeURIComponent('手工报销')}&stage=approved&size=100`))['rows'] as Record<string, unknown>[]
  const parts = rows.filter(({ debtor, open_fen }) => debtor === city.needy.number && open_fen !== 0)
  assert.deepEqual(
    parts.map((one) => [one['book'], one['amount_fen'], one['account']]).sort((one, other) => Number(other[1]) - Number(one[1])),
    [
      [BOOK, basic, '支出户，冲减待遇支出 5001'],
      [ASSISTANCE, aid, '支出户，冲减待遇支出 5001'],
      [BOOK, major, '支出户，冲减暂付款 1101'],
    ],
  )
  for (const one of parts)
    done(await finance.post(`/api/recoveries/${numberOf(one)}/acts`, { kind: 'received', happened_on: TODAY, amount_fen: one['amount_fen'], text: '银行回单' }))
  assert.deepEqual(await moved(), [
    [major, -major, 0, 0],
    [aid, 0, 0, 0],
  ])
  await agreed(await movement('repaid_returned'))
  assert.deepEqual(await moved(), [
    [0, 0, 0, 0],
    [aid, 0, 0, 0],
  ])
  for (const book of [BOOK, ASSISTANCE]) {
    const memo = (await memoBalances(db.batch, TODAY, [book])).get(book)?.get(UNIT)
    const owing = ['payable_persons', 'payable_persons/insurer', 'receivable_insurer', 'receivable_recoveries', 'benefits_settled', 'benefits_paid']
    assert.deepEqual(
      owing.map((account) => memo?.get(account) ?? 0n),
      [0n, 0n, 0n, 0n, 0n, 0n],
      book,
    )
  }
})
