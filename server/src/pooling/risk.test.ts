import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { termsOf } from '@tongchou/domain/pooling/measure-formula.js'
import { bookOf, openBooks } from '../fund/open-books.js'
import { recordFacts } from '../fund/record-facts.js'
import { inTransaction } from '../fund/transaction.js'
import { indicatorSentences } from '../policy/fund-sentences.js'
import { ruleSetText } from '../policy/rule-set.js'
import { insertRuleSet } from '../policy/store.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { done, factOf, refusedAs, unitYear } from '../testing/pool-year.js'
import { addBill, addPerson, COUNTY_A, COUNTY_B, HOSPITAL, makeSmallPool, OWN_LEVEL, POOL } from '../testing/small-pool.js'
import { rulesOf } from './case-policy.js'
import { watchTonight } from './watch-nightly.js'
import { watchedIndicators, watchedMeasures } from './watch-run.js'

const BOOK = bookOf(POOL, 'resident')
const RULES = rulesOf([
  [
    '监测',
    'watch.indicators',
    {
      definitions: ['rolling_12'],
      bounds: { cumulative_percent: '90' },
      strip: ['frozen', 'prepayments'],
      schedule: { every: 'night' },
      thresholds: [
        { indicator: 'months_of_cover', level: 'red', side: 'below', value: '3', answer_days: '7', owner: 'unit_bureau' },
        { indicator: 'months_of_cover', level: 'orange', side: 'below', value: '6' },
        { indicator: 'off_site_share', level: 'yellow', side: 'above', value: '40' },
      ],
    },
  ],
])

let db: TestDatabase
let desk: TestDesk
const clock = testClock(noon('2026-01-05'))
before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee'] })
  const pooling = [{ ...RULES, area: POOL, scheme: 'resident' as const }]
  await insertRuleSet(db.batch, ruleSetText({ area: POOL, scheme: 'resident', versions: [], pooling, entitlement: [], files: [] }, []))
  // County A keeps a tenth of a year's spending, county B a whole year's, of which it prepaid a half.
  const facts = [
    ...(await unitYear(db.batch, BOOK, OWN_LEVEL, { saved: 12_000n, income: 12_000n, spent: 12_000n })),
    ...(await unitYear(db.batch, BOOK, COUNTY_A, { saved: 3_000n, income: 10_000n, spent: 12_000n })),
    ...(await unitYear(db.batch, BOOK, COUNTY_B, { saved: 10_000n, income: 10_000n, spent: 10_000n })),
    await factOf(db.batch, BOOK, '2025-07-01', 'prepaid', { unit: COUNTY_B, provider: null, amountFen: 5_000n }),
  ]
  // Of what the own level saved, 2,000 were saved before pooling.
  const opening = facts.find((fact) => fact.kind === 'opening_balance' && fact.unit === OWN_LEVEL)
  assert.ok(opening?.kind === 'opening_balance')
  facts[facts.indexOf(opening)] = {
    ...opening,
    accounts: [...opening.accounts, '3001'],
    details: [...opening.details, 'frozen'],
    amounts: [...opening.amounts.map((fen, i) => (opening.accounts[i] === '3001' ? fen + 2_000n : fen)), -2_000n],
  }
  const recorded = await inTransaction(db.batch, (client) => recordFacts(client, facts))
  assert.equal(recorded.kind, 'recorded')
  await addPerson(db.batch, { person: 1n, area: COUNTY_A, scheme: 'resident', years: [2025] })
  await addPerson(db.batch, { person: 2n, area: COUNTY_B, scheme: 'resident', years: [2025] })
  const bill = { provider: HOSPITAL, scheme: 'resident' as const, day: '2025-05-10' }
  await addBill(db.batch, {
    ...bill,
    person: 1n,
    settlement: 1n,
    area: COUNTY_A,
    place: 'in_province',
    layers: [{ layer: 'basic', payer: 'fund', paid: 600n }],
    cash: 400n,
  })
  await addBill(db.batch, { ...bill, person: 1n, settlement: 2n, area: COUNTY_A, layers: [{ layer: 'basic', payer: 'fund', paid: 300n }], cash: 100n })
  await addBill(db.batch, { ...bill, person: 2n, settlement: 3n, area: COUNTY_B, layers: [{ layer: 'basic', payer: 'fund', paid: 450n }], cash: 50n })
  desk = await testDesk(db, { pool: POOL, clock })
})
after(async () => {
  await desk.close()
  await db.drop()
})

const fund = (): Promise<Caller> => desk.as('bureau', 'fund_officer')
const county = (unit: string): Promise<Caller> => desk.as('agency', 'finance_officer', unit)

async function run(): Promise<Record<string, unknown>> {
  const officer = await fund()
  const job = String(done(await officer.post('/api/risk/runs', { month: '2025-12', months: 2 }))['job'])
  for (;;) {
    const body = done(await officer.get(`/api/jobs/${job}`))
    if (body['state'] !== 'running') return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

type Row = { unit: string; values: { indicator: string; value: string | null; level: string | null; definition: string; inputs: Record<string, string> }[] }
async function cellOf(caller: Caller, unit: string, indicator: string) {
  const rows = done(await caller.get('/api/risk/board?scheme=resident&month=2025-12'))['rows'] as Row[]
  return rows.find((row) => row.unit === unit)?.values.find((value) => value.indicator === indicator)
}

test('indicators of a month are computed as a job, with definition and inputs, and warn by the thresholds in force', async () => {
  const ended = await run()
  assert.equal(ended['state'], 'done', JSON.stringify(ended))
  assert.equal((ended['result'] as { warnings: number }).warnings, 6)
  // Two of them by the bound of the cumulative surplus: what county B and the own level keep is a whole year's income.
  assert.equal((await cellOf(await fund(), COUNTY_B, 'cumulative_surplus_rate'))?.level, 'yellow')
  // The whole: 23,000 less 2,000 frozen and 5,000 prepaid, against 34,000 a year.
  assert.deepEqual(
    [await cellOf(await fund(), POOL, 'months_of_cover')].map((cell) => [cell?.value, cell?.level]),
    [['5.65', 'orange']],
  )
  const officer = await fund()
  // Saved 3,000, a deficit of 2,000: 1,000 against 12,000 a year.
  const a = await cellOf(officer, COUNTY_A, 'months_of_cover')
  assert.deepEqual([a?.value, a?.level, a?.inputs], ['1.00', 'red', { 可动用结余: '10.00元', 近十二个月支出: '120.00元' }])
  assert.match(a?.definition ?? '', /近十二个月.*剔除统筹前结余、暂付款/)
  // 12,000 in the bank at the end, of which 2,000 were saved before pooling and are not free.
  assert.deepEqual((await cellOf(officer, OWN_LEVEL, 'months_of_cover'))?.inputs, { 可动用结余: '100.00元', 近十二个月支出: '120.00元' })
  assert.equal((await cellOf(officer, OWN_LEVEL, 'cash_months'))?.value, '13.00')
  assert.deepEqual([(await cellOf(officer, COUNTY_B, 'months_of_cover'))?.value, (await cellOf(officer, COUNTY_B, 'months_of_cover'))?.level], ['6.00', null])
  assert.equal((await cellOf(officer, OWN_LEVEL, 'current_surplus_rate'))?.value, '0.00')
  assert.equal((await cellOf(officer, COUNTY_A, 'current_surplus_rate'))?.value, '-20.00')
  assert.equal((await cellOf(officer, COUNTY_A, 'off_site_share'))?.value, '66.67')
  assert.equal((await cellOf(officer, COUNTY_A, 'cost_per_admission'))?.value, '7.00')
  assert.equal((await cellOf(officer, POOL, 'county_spread'))?.value, '2.00')
  // No budget was issued: nothing is guessed.
  assert.equal((await cellOf(officer, COUNTY_A, 'burn_rate'))?.value, null)
  const history = (await officer.get(`/api/risk/history?scheme=resident&unit=${COUNTY_A}`)).body as unknown as { indicator: string; months: unknown[] }[]
  assert.equal(history.find(({ indicator }) => indicator === 'months_of_cover')?.months.length, 2)
  const excel = await officer.download('/api/risk/board.xlsx?scheme=resident')
  assert.equal(excel.bytes.subarray(0, 2).toString(), 'PK')
})

test('an open warning is not raised twice, and a county sees its own and the whole', async () => {
  assert.equal(((await run())['result'] as { warnings: number }).warnings, 0)
  const own = await county(COUNTY_B)
  assert.equal(await cellOf(own, COUNTY_A, 'months_of_cover'), undefined)
  assert.notEqual(await cellOf(own, POOL, 'months_of_cover'), undefined)
  const listed = done(await own.get('/api/risk/warnings?open=yes'))
  assert.ok((listed['rows'] as { unit: string }[]).every(({ unit }) => unit === POOL || unit === COUNTY_B))
})

test('a warning has an owner and a day, is answered, and closed by another officer', async () => {
  const [officer, own, second] = [await fund(), await county(COUNTY_A), await desk.as('bureau', 'director')]
  const rows = done(await officer.get('/api/risk/warnings?open=yes'))['rows'] as {
    warning: string
    unit: string
    indicator: string
    sentence: string
    due_on: string
    owner: string | null
    stage: string
  }[]
  const warning = rows.find(({ unit, indicator }) => unit === COUNTY_A && indicator === 'months_of_cover')
  assert.deepEqual([warning?.sentence, warning?.due_on], ['甲县居民医保可支付月数为 1.00个月，低于 3.00个月', '2026-01-12'])
  const step = (caller: Caller, kind: string, more = {}) => caller.post(`/api/risk/warnings/${warning?.warning}/steps`, { kind, remark: '说明如下', ...more })
  // The threshold names who answers: the warning is theirs from its birth, and may be given to somebody else.
  assert.deepEqual([warning?.owner, warning?.stage], ['甲县医保局', 'assigned'])
  refusedAs(await step(second, 'closed'), 'not_its_turn')
  refusedAs(await step(officer, 'assigned'), 'owner_missing')
  done(await step(officer, 'assigned', { owner: '甲县医保局基金科', due_on: '2026-01-20' }))
  refusedAs(await step(await county(COUNTY_B), 'answered'), 'not_found')
  done(await step(own, 'answered', { remark: '住院人次上升，已约谈两家医院' }))
  refusedAs(await step(own, 'closed'), 'not_permitted')
  done(await step(second, 'returned', { remark: '请补充测算' }))
  done(await step(own, 'answered', { remark: '测算见附件，三月起回升' }))
  const closed = done(await step(second, 'closed', { remark: '同意' }))
  assert.deepEqual([closed['stage'], (closed['steps'] as unknown[]).length], ['closed', 5])
  // A month that was answered for is not asked about again; what was closed too soon is opened with a reason.
  assert.equal(((await run())['result'] as { warnings: number }).warnings, 0)
  refusedAs(await step(own, 'reopened', { remark: '情况又变了' }), 'not_permitted')
  assert.equal(done(await step(officer, 'reopened', { remark: '措施没有落实' }))['stage'], 'reopened')
  refusedAs(await step(officer, 'reopened', { remark: '再开一次' }), 'not_its_turn')
  done(await step(own, 'answered', { remark: '措施已经落实，附台账' }))
  assert.equal(done(await step(second, 'closed', { remark: '同意' }))['stage'], 'closed')
  const sheet = await officer.download(`/api/risk/warnings.xlsx?scheme=resident&level=red&unit=${COUNTY_A}`)
  assert.equal(sheet.bytes.subarray(0, 2).toString(), 'PK')
  const blue = done(await officer.get('/api/risk/warnings?level=blue'))
  assert.equal(blue['total'], 0)
})

test('every measure of every formula has a name, and a policy speaks of indicators by theirs', async () => {
  const measures = await watchedMeasures()
  for (const { numerator, denominator } of await watchedIndicators())
    for (const { names } of [...termsOf(numerator), ...termsOf(denominator)]) for (const name of names) assert.ok(measures.has(name), name)
  assert.ok(RULES.indicators !== null)
  const sentences = indicatorSentences(RULES.indicators).join('')
  assert.match(sentences, /红色预警：可支付月数低于3个月，/)
  assert.doesNotMatch(sentences, /[a-z]_[a-z]/)
})

test('at night the indicators are computed up to the day before, once, and warnings appear by themselves', async () => {
  const houseAt = (time: string) => ({ batch: db.batch, clock: { now: () => new Date(`${time}+08:00`) }, pool: POOL, complain: assert.fail })
  assert.equal(await watchTonight(houseAt('2026-01-20T12:00:00')), false)
  const together = await Promise.all([1, 2].map(() => watchTonight(houseAt('2026-01-20T02:10:00'))))
  assert.equal(together.filter(Boolean).length, 1)
  assert.equal(await watchTonight(houseAt('2026-01-20T03:10:00')), false)
  const officer = await fund()
  const board = done(await officer.get('/api/risk/board?scheme=resident'))
  assert.deepEqual(
    [board['month'], board['until'], board['rule']],
    ['2026-01', '2026-01-19', { document: 'case', article: '监测', schedule: '每晚自动计算到前一日' }],
  )
  assert.match(JSON.stringify(board['not_computed']), /满意度/)
  const rows = done(await officer.get('/api/risk/warnings?open=yes'))['rows'] as { month: string; unit: string; owner: string | null; due_on: string }[]
  // The one that was closed comes again, because nothing changed; it is county A's from its birth.
  assert.deepEqual(
    rows.filter(({ month, unit }) => month === '2026-01' && unit === COUNTY_A).map(({ owner, due_on }) => [owner, due_on]),
    [['甲县医保局', '2026-01-27']],
  )
  const heat = done(await officer.get('/api/risk/months?scheme=resident&indicator=months_of_cover')) as unknown as {
    months: string[]
    rows: { unit: string; cells: { value: string | null; level: string | null }[] }[]
  }
  assert.deepEqual(heat.months, ['2025-11', '2025-12', '2026-01'])
  assert.deepEqual(
    heat.rows.find(({ unit }) => unit === COUNTY_A)?.cells.map(({ level }) => level),
    ['red', 'red', 'red'],
  )
  refusedAs(await officer.get('/api/risk/months?scheme=resident&indicator=nonsense'), 'not_found')
})

test('the coming years are told from the pool’s own facts, or from the example with its back-test', async () => {
  const officer = await fund()
  const own = done(await officer.get('/api/projections?scheme=resident'))
  // Twelve months to the end of 2025: 32,000 fen came in and were saved with 25,000; one year known is no back-test.
  assert.deepEqual(
    (own['known'] as { income_fen: number; expenditure_fen: number }[]).map(({ income_fen, expenditure_fen }) => [income_fen, expenditure_fen]),
    [[32_000, 1_350]],
  )
  assert.deepEqual([own['banded'], own['opening_fen']], [false, 23_000])
  const example = done(await officer.get('/api/projections?scheme=resident&source=example&scenario=cost_up'))
  assert.equal((example['known'] as unknown[]).length, 10)
  assert.equal((example['back_test'] as unknown[]).length, 36)
  assert.match(String(example['basis']), /种子 20260131/)
  refusedAs(await officer.get('/api/projections?scheme=resident&scenario=nonsense'), 'no_such_scenario')
  assert.equal((await officer.download('/api/projections.xlsx?scheme=resident&source=example')).bytes.subarray(0, 2).toString(), 'PK')
})

test('what came in is what went out and what stayed, in the picture of the money’s way', async () => {
  const body = done(await (await fund()).get('/api/fund/money-way?fund=resident&from=2025-01-01&to=2025-12-31'))
  const links = body['links'] as { source: string; target: string; fen: number }[]
  const sum = (of: typeof links) => of.reduce((total, { fen }) => total + fen, 0)
  assert.equal(sum(links.filter(({ target }) => target === 'fund')), sum(links.filter(({ source }) => source === 'fund')))
  assert.deepEqual(
    links.filter(({ source }) => source === 'fund').map(({ target, fen }) => [target, fen]),
    [['out provider_secondary', 34_000]],
  )
  assert.deepEqual(links.find(({ source }) => source === 'in reserve')?.fen, 2_000)
})
