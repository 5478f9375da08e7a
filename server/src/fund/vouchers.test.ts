// The voucher desk over its routes: written by hand, reviewed, posted, corrected, with paper behind it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { insertBudget, insertBudgetStep } from '../budget/budget-store.js'
import { readSheet } from '../catalogue/read-sheet.js'
import type { Caller } from '../testing/desk.js'
import { bodyOf, type FundDesk, fundDesk, opening } from '../testing/fund-desk.js'
import { COUNTY_A, COUNTY_B, HOSPITAL, POOL } from '../testing/small-pool.js'
import { bookOf } from './open-books.js'

const BOOK = bookOf(POOL, 'resident')
const AT = `/api/fund/books/${BOOK}`
let fund: FundDesk
let preparer: Caller
let reviewer: Caller
let county: Caller
before(async () => {
  fund = await fundDesk(['resident', 'employee'], '2026-03-10')
  preparer = await fund.desk.as('agency', 'finance_officer', POOL, 'a')
  reviewer = await fund.desk.as('agency', 'finance_officer', POOL, 'b')
  county = await fund.desk.as('agency', 'finance_officer', COUNTY_B)
  const paid = { unit: COUNTY_A, period: '2026-01-01', part: 'pool', care: 'inpatient', grossFen: 100n, deductionFen: 0n, depositFen: 0n } as const
  await fund.record([
    await fund.fact(BOOK, '2026-01-01', 'opening_balance', opening({ '1003': 1_000_000n, '3001': -1_000_000n }, COUNTY_A)),
    await fund.fact(BOOK, '2026-02-08', 'funds_granted', { unit: COUNTY_A, via: 'direct', amountFen: 100_000n, request: null }),
    await fund.fact(BOOK, '2026-02-20', 'provider_paid', {
      provider: HOSPITAL,
      period: '2026-01-01',
      lines: [{ ...paid, nettedThisYearFen: 0n, nettedEarlierFen: 0n, setOffFen: 0n }],
    }),
  ])
})
after(() => fund.close())

const line = (account: string, detail: string, fen: number, unit = COUNTY_A) => ({
  account,
  detail,
  unit,
  debit_fen: fen > 0 ? fen : 0,
  credit_fen: fen < 0 ? -fen : 0,
})
const unclear = {
  purpose: 'unclear_received',
  text: '收到来源不明款项',
  day: '2026-03-02',
  booked_on: '2026-03-02',
  lines: [line('1003', '', 5_000), line('2001', 'other', -5_000)],
}
const prepare = async (body: object, expected = 200) => bodyOf(await preparer.post(`${AT}/voucher-drafts`, body), expected)
const step = async (caller: Caller, draft: string, kind: string, expected = 200, remark = '') =>
  bodyOf(await caller.post(`/api/voucher-drafts/${draft}/steps`, { kind, remark }), expected)

test('prepared, reviewed by another, posted by another than the reviewer; numbers go on without a gap', async () => {
  const { draft, stage, actions } = await prepare(unclear)
  assert.equal(stage, 'prepared')
  assert.match(actions.reviewed, /不能是同一人/)
  assert.equal((await step(preparer, draft, 'reviewed', 422)).code, 'same_officer')
  assert.equal((await step(preparer, draft, 'posted', 422)).code, 'not_its_turn')
  await step(reviewer, draft, 'reviewed')
  assert.equal((await step(reviewer, draft, 'posted', 422)).code, 'same_officer')
  const posted = await step(preparer, draft, 'posted')
  assert.equal(posted.voucher, '202603000001')
  assert.equal((await step(preparer, draft, 'posted', 422)).code, 'not_its_turn')
  const shown = bodyOf(await preparer.get(`${AT}/vouchers/${posted.voucher}`))
  assert.deepEqual(
    [shown.fact_kind, shown.debit_fen, shown.words, shown.prepared_by, shown.reviewed_by, shown.draft],
    ['voucher_entered', 5_000, '伍拾元整', '测试员a', '测试员b', draft],
  )
})

test('only what has no business of its own, on the accounts of its kind, balanced, inside one fund', async () => {
  assert.equal((await prepare({ ...unclear, purpose: 'provider_paid' }, 422)).code, 'no_such_kind')
  assert.equal((await prepare({ ...unclear, lines: [line('1003', '', 5_000), line('4001', '', -5_000)] }, 422)).code, 'not_of_this_kind')
  assert.equal((await prepare({ ...unclear, lines: [line('1003', '', 5_000), line('2001', 'other', -4_000)] }, 422)).code, 'unbalanced')
  assert.equal((await prepare({ ...unclear, lines: [line('1003', '', 5_000), line('2001', 'no_such', -5_000)] }, 422)).code, 'no_such_detail')
  assert.equal((await prepare({ ...unclear, booked_on: '2026-03-11' }, 422)).code, 'in_future')
  const lent = { ...unclear, purpose: 'unclear_returned', lines: [line('2001', 'other', 9_000_000), line('1003', '', -9_000_000)] }
  assert.equal((await prepare(lent, 422)).code, 'insufficient_special_account')
})

test('sent back with a reason and written anew; the old one is withdrawn', async () => {
  const { draft } = await prepare(unclear)
  assert.equal((await step(reviewer, draft, 'returned', 422)).code, 'remark_missing')
  await step(reviewer, draft, 'returned', 200, '摘要不清')
  const anew = await prepare({ ...unclear, text: '收到县财政误转款项', replaces: draft })
  assert.equal(anew.replaces, draft)
  const old = bodyOf(await preparer.get(`/api/voucher-drafts/${draft}`))
  assert.deepEqual([old.stage, old.steps.at(-1).remark], ['withdrawn', '已重制'])
  const open = bodyOf(await preparer.get(`${AT}/voucher-drafts?stage=open`))
  assert.deepEqual([open.total, open.rows[0].draft], [1, anew.draft])
  await step(preparer, anew.draft, 'withdrawn')
})

test('a posted voucher is taken back in red, once, and leads to what corrected it', async () => {
  const corrects = '202602000001'
  const red = {
    purpose: 'red_letter',
    corrects,
    text: '冲销 2026-02 记-1',
    day: '2026-03-03',
    booked_on: '2026-03-03',
    lines: [line('1004', '', -100_000), line('1003', '', 100_000)],
  }
  assert.equal((await prepare({ ...red, lines: [line('1004', '', -100_001), line('1003', '', 100_001)] }, 422)).code, 'already_reversed')
  assert.equal((await prepare({ ...red, lines: [line('1005', '', -1), line('1003', '', 1)] }, 422)).code, 'other_accounts')
  // 100 fen of it were paid to the hospital meanwhile.
  assert.equal((await prepare(red, 422)).code, 'insufficient_cash')
  const most = { ...red, lines: [line('1004', '', -99_900), line('1003', '', 99_900)] }
  const { draft, lines } = await prepare(most)
  assert.deepEqual([lines[0].debit_fen, lines[0].credit_fen, lines[1].credit_fen], [-99_900, 0, -99_900])
  assert.equal((await prepare(red, 422)).code, 'already_reversed')
  await step(reviewer, draft, 'reviewed')
  const { voucher } = await step(preparer, draft, 'posted')
  const corrected = bodyOf(await preparer.get(`${AT}/vouchers/${corrects}`))
  assert.deepEqual(corrected.corrected_by, [voucher])
  assert.match(corrected.corrections.red_letter, /冲销合计超过/)
  const made = bodyOf(await preparer.get(`${AT}/vouchers/${voucher}`))
  assert.deepEqual([made.corrects, made.debit_fen, made.entries[0].debit_fen], [corrects, -99_900, -99_900])
})

test('what a business booked with its duties is corrected by the business', async () => {
  const shown = bodyOf(await preparer.get(`${AT}/vouchers/202602000002`))
  assert.match(shown.corrections.red_letter, /请在业务里更正/)
  assert.equal(shown.fact_kind, 'provider_paid')
})

test('the list is searched by month, kind, number, account, amount and unit', async () => {
  const found = async (query: string) => bodyOf(await preparer.get(`${AT}/vouchers?${query}`)).rows.map(({ voucher }: { voucher: string }) => voucher)
  assert.deepEqual(await found('from=2026-02-01&to=2026-02-28&sort=voucher'), ['202602000001', '202602000002'])
  assert.deepEqual(await found('kind=provider_paid'), ['202602000002'])
  assert.deepEqual(await found('number=2&from=2026-02-01&to=2026-02-28'), ['202602000002'])
  assert.deepEqual(await found('account=2001'), ['202603000001'])
  assert.deepEqual(await found('least=1000000'), ['202601000001'])
  assert.deepEqual(await found(`unit=${COUNTY_B}`), [])
  assert.deepEqual(await found('q=来源不明'), ['202603000001'])
  assert.equal((await found('size=1&page=2')).length, 1)
  const { bytes } = await preparer.download(`${AT}/vouchers.xlsx`)
  assert.equal(bytes.subarray(0, 2).toString(), 'PK')
  const forms = bodyOf(await preparer.get(`${AT}/voucher-forms?from=2026-02-01&to=2026-02-28`))
  assert.deepEqual([forms.forms.length, forms.forms[1].words, forms.forms[1].prepared_by], [2, '壹元整', '业务系统自动生成'])
})

test('paper behind a voucher: told by its bytes, kept whole, handed out to who sees the voucher', async () => {
  const pdf = Buffer.from('%PDF-1.4 receipt')
  const put = (name: string, bytes: Buffer) => preparer.post(`${AT}/attachments`, { voucher: '202603000001', name, content: bytes.toString('base64') })
  const { attachment, sha256 } = bodyOf(await put('回单.pdf', pdf))
  assert.match(sha256, /^[0-9a-f]{64}$/)
  assert.equal(bodyOf(await put('回单.pdf', pdf), 422).code, 'attached_already')
  assert.equal(bodyOf(await put('回单.exe', pdf), 415).code, 'unsupported_type')
  assert.equal(bodyOf(await put('回单.png', pdf), 422).code, 'bad_file')
  assert.equal(bodyOf(await put('回单.pdf', Buffer.concat([pdf, Buffer.alloc(5 * 1024 * 1024)])), 413).code, 'too_large')
  const { type, bytes } = await reviewer.download(`${AT}/attachments/${attachment}`)
  assert.deepEqual([type, bytes.toString()], ['application/pdf', pdf.toString()])
  assert.equal((await county.get(`${AT}/attachments/${attachment}`)).status, 404)
})

test('a county sees and writes its own unit only', async () => {
  assert.equal(bodyOf(await county.get(`${AT}/vouchers`)).total, 0)
  assert.equal(bodyOf(await county.get(`${AT}/vouchers/202602000001`), 404).code, 'not_found')
  assert.equal(bodyOf(await county.post(`${AT}/voucher-drafts`, unclear), 403).code, 'elsewhere')
})

const WAIVER = {
  unit: COUNTY_A,
  payer: 'resident',
  month: '2026-02',
  heads: 12,
  pool_fen: 480_000,
  account_fen: 0,
  assessed: false,
  document: '小政办〔2026〕9号',
  authority: POOL,
  document_day: '2026-03-01',
}

test('premiums are let off by a document of the pool or above, asked by one officer and approved by another, and become a fact', async () => {
  const ask = async (more: object = {}, expected = 200) => bodyOf(await preparer.post(`${AT}/waivers`, { ...WAIVER, ...more }), expected)
  const decide = async (caller: Caller, waiver: string, kind: string, expected = 200, remark = '') =>
    bodyOf(await caller.post(`/api/waivers/${waiver}/steps`, { kind, remark }), expected)
  assert.equal((await ask({ payer: 'employer' }, 422)).code, 'payer_not_of_fund')
  assert.equal((await ask({ account_fen: 1 }, 422)).code, 'no_account')
  assert.equal((await ask({ pool_fen: 0 }, 422)).code, 'amount_missing')
  assert.equal((await ask({ month: '2026-04' }, 422)).code, 'in_future')
  assert.equal((await ask({ document_day: '2026-03-11' }, 422)).code, 'in_future')
  assert.equal((await ask({ authority: COUNTY_A }, 422)).code, 'authority_too_low')
  assert.equal(bodyOf(await county.post(`${AT}/waivers`, WAIVER), 403).code, 'elsewhere')
  const { waiver, stage, actions } = await ask()
  assert.deepEqual([stage, /不能是同一人/.test(actions.approved)], ['prepared', true])
  assert.equal((await decide(preparer, waiver, 'approved', 422)).code, 'same_officer')
  assert.equal((await decide(reviewer, waiver, 'returned', 422)).code, 'remark_missing')
  const approved = await decide(reviewer, waiver, 'approved')
  assert.equal(approved.stage_name, '已批准')
  assert.equal((await decide(reviewer, waiver, 'approved', 422)).code, 'not_its_turn')
  const { rows } = await fund.db.batch.query('SELECT fact, unit, heads, pool_fen, document, authority, booked_on FROM premium_waived')
  assert.deepEqual(rows, [
    { fact: BigInt(approved.fact), unit: COUNTY_A, heads: 12, pool_fen: 480_000n, document: WAIVER.document, authority: POOL, booked_on: '2026-03-10' },
  ])
  const other = await ask({ document: '小政办〔2026〕10号' })
  assert.equal((await decide(reviewer, other.waiver, 'returned', 200, '文件未盖章')).stage, 'returned')
  const list = bodyOf(await reviewer.get(`${AT}/waivers?stage=approved`))
  assert.deepEqual([list.total, list.rows[0].document, list.payers.length, list.authorities.at(-1).value], [1, WAIVER.document, 1, '000000'])
  const searched = async (q: string) =>
    bodyOf(await reviewer.get(`${AT}/waivers?q=${encodeURIComponent(q)}`)).rows.map(({ document: of }: { document: string }) => of)
  assert.deepEqual(await searched('〕10'), ['小政办〔2026〕10号'])
  assert.deepEqual([(await searched(COUNTY_A)).length, await searched('%'), await searched('没有这份')], [2, [], []])
  const sheet = await readSheet((await reviewer.download(`${AT}/waivers.xlsx?q=${encodeURIComponent('〕10')}`)).bytes)
  assert.deepEqual([sheet?.length, sheet?.[1]?.cells.includes('小政办〔2026〕10号')], [2, true])
  assert.equal(bodyOf(await county.get(`${AT}/waivers`)).total, 0)
  assert.equal((await county.get(`/api/waivers/${waiver}`)).status, 404)
})

test('a launch period refuses to let premiums off, when it is asked and when it is booked, unless a level above the pool did', async () => {
  const ask = async (more: object = {}) => bodyOf(await preparer.post(`${AT}/waivers`, { ...WAIVER, ...more }))
  const before = await ask({ document: '小政办〔2026〕11号' })
  await fund.db.batch.query(
    `INSERT INTO policy_freeze (freeze_key, pool, area, in_force, until, document, recorded_by, recorded_at)
     SELECT nextval('policy_freeze_seq'), $1, $1, '2026-03-01', '2026-03-31', '小政办〔2026〕1号', min(officer), now() FROM officer`,
    [POOL],
  )
  const refused = bodyOf(await preparer.post(`${AT}/waivers`, WAIVER), 422)
  assert.deepEqual([refused.code, /自2026-03-01至2026-03-31不得减免保险费/.test(refused.sentence)], ['premium_frozen', true])
  assert.equal(bodyOf(await reviewer.post(`/api/waivers/${before.waiver}/steps`, { kind: 'approved' }), 422).code, 'premium_frozen')
  assert.equal(bodyOf(await reviewer.get(`/api/waivers/${before.waiver}`)).stage, 'prepared')
  const above = await ask({ authority: '000000', document: '国办发〔2026〕1号' })
  assert.equal(bodyOf(await reviewer.post(`/api/waivers/${above.waiver}/steps`, { kind: 'approved' })).stage, 'approved')
})

const EMPLOYEE = bookOf(POOL, 'employee')
const PERIOD = { account: '1003', from: '2026-01-01', to: '2026-02-28' }
const PERIOD_ASKED = `account=1003&from=${PERIOD.from}&to=${PERIOD.to}`

test('interest of an account that several funds share: counted by products, compared with the bank, split, and booked by a second officer', async () => {
  const unitOpens = opening({ '1003': 3_000_000n, '3001/pool': -1_000_000n, '3001/account': -2_000_000n }, COUNTY_A)
  await fund.record([await fund.fact(EMPLOYEE, '2026-01-01', 'opening_balance', unitOpens)])
  const before = bodyOf(await preparer.get(`/api/fund/interest?${PERIOD_ASKED}`))
  assert.match(before.missing, /没有 2026-01-01 的利率/)
  const rate = { account: '1003', in_force: '2015-10-24', rate: '0.0110', source: '与开户银行的协议（测试）' }
  assert.equal(bodyOf(await county.post('/api/fund/interest-rates', { ...rate, rate: '1.10' }), 400).code, 'invalid_field')
  assert.equal(bodyOf(await preparer.post('/api/fund/interest-rates', rate)).length, 1)

  const counted = bodyOf(await preparer.get(`/api/fund/interest?${PERIOD_ASKED}`))
  const resident = 1_000_000n * 38n + 900_000n * 21n
  assert.deepEqual(
    counted.lines.map((line: Record<string, unknown>) => [line['book'], line['product'], line['due_fen']]),
    [
      [BOOK, String(resident), 1_739],
      [EMPLOYEE, String(3_000_000n * 59n), 5_408],
    ],
  )
  assert.deepEqual([counted.missing, counted.total.due_fen, counted.total.difference_fen], [null, 7_147, -7_147])
  const [first, second] = bodyOf(await preparer.get(`/api/fund/interest/stretches?${PERIOD_ASKED}&book=${BOOK}&unit=${COUNTY_A}`))
  assert.deepEqual([first.days, first.balance_fen, second.from, second.balance_fen], [38, 1_000_000, '2026-02-08', 900_000])

  const asked = { ...PERIOD, books: [BOOK, EMPLOYEE], credited_on: '2026-03-01', slip: '利息回单-1', bank_fen: 7_100 }
  assert.equal(bodyOf(await preparer.post('/api/fund/interest-papers', asked), 422).code, 'difference_unexplained')
  assert.equal(bodyOf(await county.post('/api/fund/interest-papers', { ...asked, explanation: '银行少计一天' }), 403).code, 'elsewhere')
  const made = bodyOf(await preparer.post('/api/fund/interest-papers', { ...asked, explanation: '银行少计一天' }))
  assert.deepEqual(
    made.lines.map((line: Record<string, unknown>) => [line['credited_fen'], line['pool_fen'], line['account_fen']]),
    [
      [5_373, 1_791, 3_582],
      [1_727, 1_727, 0],
    ],
  )
  assert.equal(bodyOf(await preparer.post('/api/fund/interest-papers', { ...asked, bank_fen: 7_147 }), 422).code, 'counted_already')
  const at = `/api/fund/interest-papers/${made.paper}`
  assert.equal(bodyOf(await preparer.post(`${at}/steps`, { kind: 'approved' }), 422).code, 'same_officer')
  assert.equal((await county.get(at)).status, 404)

  const booked = bodyOf(await reviewer.post(`${at}/steps`, { kind: 'approved' }))
  assert.equal(booked.stage, 'approved')
  assert.ok(booked.lines.every((line: Record<string, unknown>) => /^202603/.test(String(line['voucher']))))
  const after = bodyOf(await preparer.get(`/api/fund/interest?${PERIOD_ASKED}`))
  assert.deepEqual([after.total.booked_fen, after.total.difference_fen], [7_100, -47])
  assert.equal(bodyOf(await preparer.get(`/api/fund/interest-papers?stage=approved&q=${encodeURIComponent('回单-1')}&sort=-difference`)).total, 1)
  for (const file of [`/api/fund/interest.xlsx?${PERIOD_ASKED}`, '/api/fund/interest-papers.xlsx', `${at}/paper.xlsx`, `${at}/paper.pdf`])
    assert.ok((await preparer.download(file)).bytes.length > 1000, file)
})

test('interest is sent back with a reason, and not booked where the balances are no longer what was counted', async () => {
  const asked = {
    account: '1003',
    from: '2026-03-01',
    to: '2026-03-05',
    books: [BOOK],
    credited_on: '2026-03-06',
    slip: '利息回单-2',
    bank_fen: 900,
    explanation: '按月试结息',
  }
  const first = bodyOf(await preparer.post('/api/fund/interest-papers', asked))
  assert.equal(bodyOf(await reviewer.post(`/api/fund/interest-papers/${first.paper}/steps`, { kind: 'returned' }), 422).code, 'remark_missing')
  assert.equal(bodyOf(await reviewer.post(`/api/fund/interest-papers/${first.paper}/steps`, { kind: 'returned', remark: '回单未到' })).stage, 'returned')
  const second = bodyOf(await preparer.post('/api/fund/interest-papers', asked))
  await fund.record([await fund.fact(BOOK, '2026-03-04', 'funds_granted', { unit: COUNTY_A, via: 'direct', amountFen: 1_000n, request: null })])
  assert.equal(bodyOf(await reviewer.post(`/api/fund/interest-papers/${second.paper}/steps`, { kind: 'approved' }), 422).code, 'balances_changed')
})

test('execution stands beside the time that has passed: faster than the year is marked, and a county sees its own row', async () => {
  const { rows } = await fund.db.batch.query<{ officer: bigint }>('SELECT officer FROM officer ORDER BY 1 LIMIT 1')
  const officer = rows[0]?.officer ?? 0n
  const plan = (unit: string, expenditure: bigint) => ({ unit, income_fen: 1_000n, expenditure_fen: expenditure, basis: '' })
  const units = [plan(COUNTY_A, 300n), plan(COUNTY_B, 500n)]
  const budget = await insertBudget(fund.db.batch, { book: BOOK, year: 2026, kind: 'initial', reason: '', officer, units })
  await insertBudgetStep(fund.db.batch, { budget, step: 1, kind: 'issued', dated: '2026-01-10', document: '示政〔2026〕1号', remark: '', officer })
  const asked = `/api/budget-execution/months?year=2026&book=${BOOK}`
  const march = bodyOf(await preparer.get(`${asked}&month=3`))
  assert.deepEqual(
    [march.time_percent, march.rows.map((row: Record<string, unknown>) => [row['unit'], row['expenditure_fen'], row['expenditure_percent'], row['mark']])],
    [
      '25.00',
      [
        [COUNTY_A, 100, '33.33', 'ahead_of_time'],
        [COUNTY_B, 0, '0.00', ''],
      ],
    ],
  )
  assert.deepEqual(
    march.rows[0].months.map((one: Record<string, unknown>) => one['expenditure_so_far_fen']),
    [0, 100, 100],
  )
  assert.equal(bodyOf(await preparer.get(`${asked}&month=4`)).rows[0].mark, '')
  assert.deepEqual(
    bodyOf(await county.get(`${asked}&month=3`)).rows.map((row: Record<string, unknown>) => row['unit']),
    [COUNTY_B],
  )
  assert.ok((await preparer.download('/api/budget-execution/months.xlsx?year=2026&month=3')).bytes.length > 1000)
})
