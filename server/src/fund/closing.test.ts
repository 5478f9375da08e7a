// Closing at the desk, month by month to the year's end, with ledgers and statements of what was closed.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { readSheet } from '../catalogue/read-sheet.js'
import { result } from '../testing/bring-file.js'
import type { Caller } from '../testing/desk.js'
import { bodyOf, type FundDesk, fundDesk, opening } from '../testing/fund-desk.js'
import { COUNTY_A, COUNTY_B, OWN_LEVEL, POOL } from '../testing/small-pool.js'
import { bookOf } from './open-books.js'

const BOOK = bookOf(POOL, 'resident')
const AT = `/api/fund/books/${BOOK}`
let fund: FundDesk
let proposer: Caller
let confirmer: Caller
let county: Caller
before(async () => {
  fund = await fundDesk(['resident'], '2026-01-10')
  proposer = await fund.desk.as('agency', 'finance_officer', POOL, 'a')
  confirmer = await fund.desk.as('bureau', 'fund_officer', POOL)
  county = await fund.desk.as('agency', 'finance_officer', COUNTY_A)
  await fund.record([
    await fund.fact(BOOK, '2025-11-01', 'opening_balance', opening({ '1003': 1_000_000n, '3001': -1_000_000n }, COUNTY_A)),
    await fund.fact(BOOK, '2025-11-08', 'funds_granted', { unit: COUNTY_A, via: 'direct', amountFen: 100_000n, request: null }),
    await fund.fact(BOOK, '2025-12-05', 'subsidy_received', { unit: COUNTY_B, government: 'city', benefitYear: 2025, amountFen: 7_000n, dueRecorded: false }),
    await fund.fact(BOOK, '2025-12-20', 'premium_refunded', { unit: COUNTY_A, premiumYear: 2025, poolFen: 300n, accountFen: 0n }),
  ])
})
after(() => fund.close())

const propose = async (month: string, expected = 200) => bodyOf(await proposer.post(`${AT}/closes`, { month }), expected)
const decide = async (caller: Caller, close: string, kind: string, expected = 200, remark = '') =>
  bodyOf(await caller.post(`/api/book-closes/${close}/steps`, { kind, remark }), expected)
const confirm = async (month: string, account: string, unit: string, holder: number, items: object[] = [], expected = 200) =>
  bodyOf(await proposer.post(`${AT}/cash`, { month, account, detail: '', unit, holder_fen: holder, items }), expected)

test('a month waits for the statements of bank and finance, line by line', async () => {
  const { month, checks, may_close } = bodyOf(await proposer.get(`${AT}/closing`))
  assert.deepEqual([month, may_close], ['2025-11', false])
  assert.match(checks.find(({ name }: { name: string }) => name.includes('余额')).sentence, /1003 账面 9000.00 元，没有对账/)
  assert.equal((await propose('2025-11', 422)).code, 'not_ready')
  assert.equal((await confirm('2025-11', '1003', '', 890_000, [], 422)).code, 'not_reconciled')
  await confirm('2025-11', '1003', '', 890_000, [{ text: '11月30日补助财政未达', amount_fen: 10_000 }])
  const cash = await confirm('2025-11', '1004', COUNTY_A, 100_000)
  assert.deepEqual(cash[0].items, [{ text: '11月30日补助财政未达', amount_fen: 10_000 }])
})

test('one officer proposes, another confirms, and the month never opens again', async () => {
  const { closes } = await propose('2025-11')
  assert.equal((await propose('2025-11', 422)).code, 'proposed_already')
  assert.equal((await decide(proposer, closes[0].close, 'confirmed', 422)).code, 'same_officer')
  await decide(confirmer, closes[0].close, 'returned', 200, '未达账项请附说明')
  const again = await propose('2025-11')
  const closed = await decide(confirmer, again.closes[0].close, 'confirmed')
  assert.deepEqual([closed.closed_through, closed.month], ['2025-11-30', '2025-12'])
  assert.equal((await decide(confirmer, again.closes[0].close, 'returned', 422, '想再打开')).code, 'not_its_turn')
  const late = { purpose: 'unclear_received', text: '迟到的回单', day: '2025-11-20', booked_on: '2025-11-20' }
  const lines = [
    { account: '1003', detail: '', unit: COUNTY_A, debit_fen: 5, credit_fen: 0 },
    { account: '2001', detail: 'other', unit: COUNTY_A, debit_fen: 0, credit_fen: 5 },
  ]
  assert.equal(bodyOf(await proposer.post(`${AT}/voucher-drafts`, { ...late, lines }), 422).code, 'closed_period')
  const insert = fund.db.batch.query(
    `WITH v AS (INSERT INTO cash_voucher (book, voucher, lines, day, fact_kind, fact, text, booked_on) VALUES ($1, 202511000003, 2, '2025-11-20', 'x', 999, 'x', '2025-11-20') RETURNING 1) SELECT 1`,
    [BOOK],
  )
  await assert.rejects(insert, /closed_period/)
})

test('a voucher on its way keeps the month open', async () => {
  const unclear = { purpose: 'unclear_received', text: '来源不明', day: '2025-12-30', booked_on: '2025-12-30' }
  const lines = [
    { account: '1003', detail: '', unit: OWN_LEVEL, debit_fen: 50, credit_fen: 0 },
    { account: '2001', detail: 'other', unit: OWN_LEVEL, debit_fen: 0, credit_fen: 50 },
  ]
  const { draft } = bodyOf(await proposer.post(`${AT}/voucher-drafts`, { ...unclear, lines }))
  await confirm('2025-12', '1003', '', 907_000)
  await confirm('2025-12', '1004', COUNTY_A, 99_700)
  assert.match((await propose('2025-12', 422)).sentence, /没有复核/)
  await proposer.post(`/api/voucher-drafts/${draft}/steps`, { kind: 'withdrawn' })
})

test('December closes the year: income and expenditure are carried forward, the next year opens with the balances', async () => {
  const { closes, checks } = await propose('2025-12')
  assert.ok(checks.some(({ name }: { name: string }) => name === '收入户年末无余额'))
  const closed = await decide(confirmer, closes[0].close, 'confirmed')
  assert.deepEqual([closed.closed_through, closed.month], ['2025-12-31', '2026-01'])
  const carried = bodyOf(await proposer.get(`${AT}/vouchers?kind=year_closed`))
  assert.equal(carried.rows[0].text, '2025 年终结转')
  const { table } = bodyOf(await proposer.get(`${AT}/ledgers?kind=balances&from=2026-01&to=2026-01`))
  const of = (account: string) => table.rows.find((row: { texts: string[]; indent: number }) => row.texts[0] === account && row.indent === 0)?.fen
  assert.deepEqual(
    [of('3001'), of('1003'), of('4001')],
    [
      [1_006_700, 0, 0, 1_006_700],
      [907_000, 0, 0, 907_000],
      [0, 0, 0, 0],
    ],
  )
})

test('a county closes no book', async () => {
  assert.equal(bodyOf(await county.get(`${AT}/closing`), 403).code, 'elsewhere')
  assert.equal(bodyOf(await county.post(`${AT}/closes`, { month: '2026-01' }), 403).code, 'elsewhere')
})

test('ledgers run: by month, by entry, by day', async () => {
  const general = bodyOf(await proposer.get(`${AT}/ledgers?kind=general&from=2025-11&to=2025-12&account=1004`))
  assert.deepEqual(
    general.table.rows.map(({ fen }: { fen: number[] }) => fen),
    [
      [100_000, 0, 100_000, 0, 100_000],
      [0, 300, 100_000, 300, 99_700],
    ],
  )
  const journal = bodyOf(await proposer.get(`${AT}/ledgers?kind=journal&from=2025-11&to=2025-12&account=1003`))
  assert.equal(journal.total, 2)
  assert.deepEqual(
    journal.table.rows.map(({ texts, fen }: { texts: string[]; fen: number[] }) => [texts[2], ...fen]),
    [
      ['期初余额', null, null, 1_000_000],
      ['财政拨付用款至支出户', null, 100_000, 900_000],
      ['本日合计', 0, 100_000, 900_000],
      ['收到财政补助（市级）2025 年度', 7_000, null, 907_000],
      ['本日合计', 7_000, 0, 907_000],
    ],
  )
  assert.equal(bodyOf(await proposer.get(`${AT}/ledgers?kind=journal&from=2025-11&to=2025-12&account=3001`), 422).code, 'no_journal')
  assert.equal((await proposer.download(`${AT}/ledgers.xlsx?kind=general&from=2025-11&to=2025-12`)).bytes.subarray(0, 2).toString(), 'PK')
  // The file has what the page has, whole: opening, entries, sums of days, and the running balance.
  const sheet = await readSheet((await proposer.download(`${AT}/ledgers.xlsx?kind=journal&from=2025-11&to=2025-12&account=1003`)).bytes)
  assert.deepEqual(
    sheet?.slice(1).map(({ cells }) => [cells[2], cells.at(-1)]),
    journal.table.rows.map(({ texts, fen }: { texts: string[]; fen: number[] }) => [texts[2], String((fen[2] ?? 0) / 100)]),
  )
  const vouchers = await readSheet((await proposer.download(`${AT}/vouchers.xlsx?from=2025-11-01&to=2025-12-31`)).bytes)
  const listed = bodyOf(await proposer.get(`${AT}/vouchers?from=2025-11-01&to=2025-12-31`))
  assert.equal(new Set(vouchers?.slice(1).map(({ cells }) => `${cells[0]} ${cells[1]}`)).size, listed.total)
})

test('statements and ledgers as PDF with the font inside', async () => {
  for (const url of [`${AT}/statements.pdf?month=2025-12`, `${AT}/ledgers.pdf?kind=balances&from=2025-12&to=2025-12`]) {
    const { type, bytes } = await proposer.download(url)
    assert.equal(type, 'application/pdf')
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-')
    assert.match(bytes.toString('latin1'), /\/FontFile3?/)
  }
})

test('statistics: the fast report at once, the yearly one after the close, versions, three officers', async () => {
  assert.equal(bodyOf(await proposer.post('/api/fund/reports', { kind: 'monthly', month: '2026-01' }), 422).code, 'not_closed')
  const fast = bodyOf(await proposer.post('/api/fund/reports', { kind: 'fast', month: '2025-12' }))
  assert.deepEqual(fast.tables[0].rows[0].fen, [6_700, 0, 6_700, 6_700, 0, 6_700, 1_006_700])
  const made = bodyOf(await proposer.post('/api/fund/reports', { kind: 'yearly', month: '2025-12' }))
  assert.deepEqual([made.version, made.tables.length, made.stage], [1, 3, 'prepared'])
  assert.equal(bodyOf(await proposer.post('/api/fund/reports', { kind: 'yearly', month: '2025-12' })).version, 2)
  const step = async (caller: Caller, kind: string, expected = 200) => bodyOf(await caller.post(`/api/fund/reports/${made.report}/steps`, { kind }), expected)
  const director = await fund.desk.as('bureau', 'director', POOL)
  assert.equal((await step(director, 'reported', 422)).code, 'not_its_turn')
  await step(confirmer, 'reviewed')
  assert.equal((await step(director, 'reported')).stage, 'reported')
  assert.equal((await proposer.download(`/api/fund/reports/${made.report}/tables.xlsx`)).bytes.subarray(0, 2).toString(), 'PK')
  assert.equal(bodyOf(await county.get('/api/fund/reports')).total, 0)
})

test('a closed year becomes a package that reads without the system, and every look is noted', async () => {
  assert.equal(bodyOf(await proposer.post('/api/fund/archives', { book: BOOK, year: 2026 }), 422).code, 'not_closed')
  const made = await result(proposer, await proposer.post('/api/fund/archives', { book: BOOK, year: 2025 }))
  const [kept] = bodyOf(await proposer.get('/api/fund/archives'))
  assert.deepEqual([made['archive'], made['sha256'], made['size']], [kept.archive, kept.sha256, kept.size])
  assert.equal(bodyOf(await proposer.post('/api/fund/archives', { book: BOOK, year: 2025 }), 422).code, 'archived_already')
  assert.deepEqual(
    kept.files.map(({ name }: { name: string }) => name),
    ['vouchers.json', '记账凭证.xlsx', '总账.xlsx', '明细账.xlsx', '日记账.xlsx', '年度报表.xlsx', '年度报表.pdf'],
  )
  const taken = await fund.desk.app.inject({
    method: 'POST',
    url: `/api/fund/archives/${kept.archive}/take`,
    headers: { 'x-tongchou': '1', ...confirmer.cookie },
    payload: { reason: '审计局调阅' },
  })
  assert.equal(createHash('sha256').update(taken.rawPayload).digest('hex'), kept.sha256)
  // The last file of the directory is found where the directory says, so the directory can be trusted.
  const zip = taken.rawPayload
  const central = zip.readUInt32LE(zip.length - 6)
  assert.equal(zip.readUInt16LE(zip.length - 12), kept.files.length + 2)
  assert.equal(zip.readUInt32LE(central), 0x02014b50)
  const json = inflateRawSync(zip.subarray(30 + zip.readUInt16LE(26) + zip.readUInt16LE(28)))
  assert.equal(createHash('sha256').update(json).digest('hex'), kept.files[0].sha256)
  const vouchers = JSON.parse(json.toString())
  assert.equal(vouchers.length, bodyOf(await proposer.get(`${AT}/vouchers?from=2025-01-01&to=2025-12-31`)).total)
  assert.ok(vouchers.every(({ entries }: { entries: unknown[] }) => entries.length >= 2))
  const [listed] = bodyOf(await proposer.get('/api/fund/archives'))
  assert.equal(listed.taken[0].reason, '审计局调阅')
})

test('budget and final accounts by line, with the tax and finance parts', async () => {
  const units = [OWN_LEVEL, COUNTY_A, COUNTY_B].map((unit) => ({ unit, income_fen: 1_000, expenditure_fen: 500 }))
  const { budget } = bodyOf(await confirmer.post('/api/budgets', { book: BOOK, year: 2025, units }))
  const at = `/api/budgets/${budget}/form-lines`
  const form = bodyOf(await confirmer.get(at))
  assert.equal(form.closed, null)
  assert.deepEqual(form.lines.find(({ line }: { line: number }) => line === 11).last_fen, 0)
  const planned = form.lines.filter((one: { planned: boolean }) => one.planned)
  const lines = planned.map(({ line }: { line: number }) => ({
    line,
    amount_fen: line === 4 ? 3_000 : line === 13 ? 1_500 : line === 14 ? 1_200 : 0,
    basis: '上年实际数',
  }))
  const wrong = lines.map((one: { line: number; amount_fen: number }) => ({ ...one, amount_fen: one.line === 4 ? 2_999 : one.amount_fen }))
  assert.equal(bodyOf(await confirmer.post(at, { lines: wrong }), 422).code, 'not_the_units_sum')
  const parts = lines.map((one: { line: number }) => (one.line === 14 ? { ...one, amount_fen: 1_501 } : one))
  assert.equal(bodyOf(await confirmer.post(at, { lines: parts }), 422).code, 'parts_exceed')
  assert.equal(bodyOf(await confirmer.post(`${at}/read`, { content: Buffer.from('no sheet').toString('base64') }), 422).code, 'no_such_sheet')
  assert.match(bodyOf(await confirmer.post(at, { lines })).closed, /已经填写过/)
  // What was exported is read back as it was.
  const sheet = await confirmer.download(`${at}.xlsx`)
  const back = bodyOf(await confirmer.post(`${at}/read`, { content: sheet.bytes.toString('base64') })).lines
  assert.deepEqual(
    back,
    lines.map((one: object) => ({ ...one, note: '' })),
  )
  const { tables } = bodyOf(await confirmer.get(`/api/fund/budget-form?book=${BOOK}&year=2025`))
  const of = (name: string) => tables[0].rows.find(({ texts }: { texts: string[] }) => texts[0] === name).fen
  assert.deepEqual(of('二、财政补贴收入'), [0, 3_000, 7_000, 4_000])
  assert.deepEqual(of('其中：住院费用'), [0, 1_200, 0, -1_200])
  assert.deepEqual(of('九、上年结余'), [0, 1_000_000, 1_000_000, 0])
  assert.deepEqual(of('九、年末滚存结余'), [0, 1_001_500, 1_006_700, 5_200])
  assert.equal(tables[1].rows.find(({ texts }: { texts: string[] }) => texts[0] === '市级财政').fen[0], 7_000)
  assert.equal((await confirmer.download(`/api/fund/budget-form.pdf?book=${BOOK}&year=2025`)).type, 'application/pdf')
})
