// Bills settled through the hospital interface and read at the desk: what a statement explains, who may read it, what lists sum.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Static } from 'typebox'
import { admitPerson, dischargeOf, done, newMsgid, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { CEILED, DRUG, DRUG_B, DRUG_C, HOSPITAL, NOON, type Person, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import type { Accumulators, SettlementList } from './list-schema.js'
import type { Statement } from './statement-schema.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let clerk: Caller
let bill: string
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { pool: POOL, clock: NOON })
  clerk = await desk.as('agency', 'benefit_clerk', '980101')
  bill = await stay(city.needy)
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

/** 60,000.00 asked: 55,000.00 class 甲, 2,000.00 class 乙 at 10 %, 1,000.00 above a ceiling of 100.00, 2,000.00 outside. */
async function stay(person: Person): Promise<string> {
  const visit = await admitPerson(city.app, person, '390')
  const lines = [
    { sn: '1', code: DRUG, count: '5', price: '11000.00', amount: '55000.00' },
    { sn: '2', code: DRUG_B, price: '2000.00' },
    { sn: '3', code: CEILED, count: '5', price: '200.00', amount: '1000.00' },
    { sn: '4', code: DRUG_C, price: '2000.00' },
  ]
  await done(city.app, '2301', uploadOf(person, visit, '', lines))
  await done(city.app, '2402', dischargeOf(person, visit))
  const settled = await done(city.app, '2304', settlementOf(person, visit, '390', '', '60000.00', { med_type: '21' }))
  return (settled['setlinfo'] as { setl_id: string }).setl_id
}

async function statementOf(person: Person, settlement: string, as: Caller = clerk): Promise<Static<typeof Statement>> {
  const answer = await as.get(`/api/settlements/${person.number}/${settlement}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as unknown as Static<typeof Statement>
}

test('a statement adds up from what was asked to what the person pays', async () => {
  const { split, layers, fund_fen, hospital_fen, account, cash_fen } = await statementOf(city.needy, bill)
  assert.deepEqual(split, {
    total_fen: 6_000_000,
    in_scope_fen: 5_730_000,
    item_pre_self_pay_fen: 20_000,
    offsite_pre_self_pay_fen: 0,
    above_standard_fen: 50_000,
    out_of_catalogue_fen: 200_000,
  })
  assert.equal(
    layers.reduce((sum, layer) => sum + layer.paid_fen, 0),
    fund_fen + hospital_fen,
  )
  assert.equal(fund_fen + hospital_fen + account.paid_fen + cash_fen, split.total_fen)
})

test('every rung says who pays, what went in, the rule, its article, what came out and what is left', async () => {
  const { deductible, layers } = await statementOf(city.needy, bill)
  // (57,300 − 800) × 75 % = 42,375; burden 14,925 stays below the 15,000 of major illness; assistance 14,925 × 70 %.
  assert.equal(deductible.charged_fen, 80_000)
  assert.match(deductible.rule ?? '', /800\.00/)
  assert.deepEqual(
    layers.map(({ layer, payer_name, input_fen, paid_fen, left_fen }) => ({ layer, payer_name, input_fen, paid_fen, left_fen })),
    [
      { layer: 'basic', payer_name: '居民医保基金', input_fen: 5_730_000, paid_fen: 4_237_500, left_fen: 1_492_500 },
      { layer: 'major', payer_name: '承办保险机构', input_fen: 1_492_500, paid_fen: 0, left_fen: 1_492_500 },
      { layer: 'assistance', payer_name: '医疗救助基金', input_fen: 1_492_500, paid_fen: 1_044_750, left_fen: 447_750 },
    ],
  )
  for (const layer of layers) {
    assert.match(layer.rule, /元/)
    assert.deepEqual(layer.articles, [
      { document: '小城医保办〔2025〕1号', article: '第三条', certainty: 'illustrative', certainty_name: '演示数据', reading: null },
    ])
  }
  assert.equal(layers[1]?.bound_sentence, '未超过起付线')
})

test('a statement is settled again from its own receipt, gives the same, and says why not more', async () => {
  const { rules, why_not_more } = await statementOf(city.needy, bill)
  assert.equal(rules.replay, 'same')
  assert.ok(why_not_more.length > 0)
  assert.ok(why_not_more.some((sentence) => sentence.includes('大病保险')))
})

test('accumulators stand before and after, beside the limits of the year', async () => {
  const { accumulators } = await statementOf(city.needy, bill)
  const at = (key: string) => accumulators.find((step) => step.key === key)
  assert.deepEqual(at('admissions'), { key: 'admissions', label: '住院次数', unit: 'count', detail: false, before: 0, added: 1, after: 1, cap: null })
  assert.deepEqual(at('cap/basic_year')?.cap, 20_000_000)
  assert.equal(at('paid/assistance')?.cap, 5_000_000)
  const answer = await clerk.get(`/api/persons/${city.needy.number}/accumulators`)
  const { years, schemes } = answer.body as unknown as Static<typeof Accumulators>
  assert.deepEqual(years, [2026])
  const assistance = schemes[0]?.counters.find((counter) => counter.key === 'paid/assistance')
  assert.equal(assistance?.left, 5_000_000 - 1_044_750)
  assert.equal(assistance?.source?.document, '小城医保办〔2025〕1号')
})

test('lines show class, ceiling and shares; memo entries of each book sum to nothing', async () => {
  const { lines, memo } = await statementOf(city.needy, bill)
  assert.deepEqual(
    lines.map(({ name, class: of, quantity, price, amount_fen, above_standard_fen, pre_self_pay_fen, own_pay_fen, in_scope_fen }) => [
      [name, of, quantity, price].join(' '),
      [amount_fen, above_standard_fen, pre_self_pay_fen, own_pay_fen, in_scope_fen].join(' '),
    ]),
    [
      ['甲类药 甲 5 11,000.00', '5500000 0 0 0 5500000'],
      ['乙类药 乙 1 2,000.00', '200000 0 20000 0 180000'],
      ['限价项目 甲 5 200.00', '100000 50000 0 0 50000'],
      ['丙类药 丙 1 2,000.00', '200000 0 0 200000 0'],
    ],
  )
  assert.deepEqual(memo.map((entry) => entry.book).sort(), ['980100/assistance', '980100/resident'])
  for (const entry of memo)
    assert.equal(
      entry.amounts.reduce((sum, amount) => sum + amount.amount_fen, 0),
      0,
    )
})

test('a cancelled bill and its cancellation point at each other and sum to nothing', async () => {
  const person = await city.enrol('resident')
  const first = await stay(person)
  const { standing, settlement } = await statementOf(person, first)
  assert.equal(standing, 'settled')
  const input = { data: { psn_no: person.number, setl_id: first, mdtrt_id: await visitOf(person) } }
  await done(city.app, '2305', input, { msgid: newMsgid(HOSPITAL) })
  const cancelled = await statementOf(person, first)
  assert.equal(cancelled.standing, 'cancelled')
  const cancellation = await statementOf(person, cancelled.cancelled_by ?? '')
  assert.equal(cancellation.standing, 'cancellation')
  assert.equal(cancellation.cancels, settlement)
  assert.equal(cancellation.split.total_fen, -6_000_000)
  const { body } = await clerk.get(`/api/persons/${person.number}/settlements`)
  const history = body as unknown as Static<typeof SettlementList>
  assert.equal(history.total, 2)
  assert.equal(history.totals.total_fen, 0)
})

async function visitOf(person: Person): Promise<string> {
  const { rows } = await db.batch.query<{ visit: bigint }>('SELECT max(visit) AS visit FROM visit WHERE person = $1', [person.person])
  return String(rows[0]?.visit)
}

test('the list finds by provider, kind and day, and sums all that fits', async () => {
  const found = (await clerk.get(`/api/settlements?provider=${HOSPITAL}&benefit=inpatient&from=2026-03-20&to=2026-03-20&size=1`)).body as unknown as Static<
    typeof SettlementList
  >
  assert.equal(found.rows.length, 1)
  assert.equal(found.total, 3)
  assert.equal(found.totals.total_fen, 6_000_000)
  const none = (await clerk.get('/api/settlements?from=2026-03-21&to=2026-03-22')).body as unknown as Static<typeof SettlementList>
  assert.equal(none.total, 0)
  const usual = (await clerk.get('/api/settlements')).body as unknown as Static<typeof SettlementList>
  assert.deepEqual([usual.from, usual.to], ['2026-02-18', '2026-03-20'])
})

test('a bill of another area, an unknown one and one behind a foreign number answer alike', async () => {
  const stranger = await desk.as('agency', 'benefit_clerk', '980102')
  for (const url of [
    `/api/settlements/${city.needy.number}/${bill}`,
    `/api/settlements/${city.needy.number}/99999999`,
    `/api/settlements/${'9'.repeat(20)}/1`,
  ]) {
    const answer = await stranger.get(url)
    assert.equal(answer.status, 404)
    assert.equal(answer.body['code'], 'not_in_register')
  }
  assert.equal(((await stranger.get('/api/settlements')).body as { total: number }).total, 0)
})

test('only who may see bills sees them', async () => {
  const enroller = await desk.as('agency', 'enrolment_clerk', '980101')
  const bare = await enroller.get(`/api/settlements/${city.needy.number}/${bill}`)
  assert.equal(bare.status, 403)
  assert.equal((await desk.nobody.get('/api/settlements')).status, 401)
})

test('what cannot be a day, a page or a number is refused with a sentence', async () => {
  for (const query of ['from=2026-13-01', 'page=0', 'size=100000', 'provider=x', 'benefit=1', 'area=east', 'unknown=1']) {
    const answer = await clerk.get(`/api/settlements?${query}`)
    assert.equal(answer.status, 400, query)
    assert.ok(String(answer.body['sentence']).length > 4)
  }
})

test('a list leaves as an Excel workbook', async () => {
  const { type, bytes } = await clerk.download('/api/settlements.xlsx')
  assert.match(type, /spreadsheetml/)
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  const sheet = book.worksheets[0]
  assert.equal(sheet?.rowCount, 4)
  assert.equal(sheet?.getRow(1).getCell(10).value, '医院收费')
  assert.ok([60_000, -60_000].includes(Number(sheet?.getRow(2).getCell(10).value)))
})
