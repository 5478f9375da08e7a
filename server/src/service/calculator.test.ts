// The open calculator over HTTP: choices from the rules in force, an estimate worked by hand, what it refuses, and that it keeps nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Static } from 'typebox'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Answer, noon, type TestClock, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { furnish, POOL, TODAY } from '../testing/small-city.js'
import type { Asked } from './calculate.js'
import type { CalculatorOptions, Estimate } from './calculator-schema.js'
import type { Hospitals } from './find-hospital.js'

let db: TestDatabase
let desk: TestDesk
let clock: TestClock
before(async () => {
  db = await testDatabase()
  await furnish(db.batch)
  clock = testClock(noon(TODAY))
  desk = await testDesk(db, { pool: POOL, clock })
})
after(async () => {
  await desk?.close()
  await db?.drop()
})

const STAY: Asked = {
  scheme: 'resident',
  benefit: 'inpatient',
  level: '3',
  place: 'local',
  filing: 'none',
  age: 60,
  retired: false,
  identities: [],
  total_fen: 60_000_00,
  class_a_fen: 56_000_00,
  class_b_fen: 2_000_00,
  class_c_fen: 2_000_00,
  class_b_first_pay: '0.1',
  used: { admissions: 0, deductible_fen: 0, in_scope_fen: 0, fund_paid_fen: 0 },
}

const ask = (change: object = {}): Promise<Answer> => desk.nobody.post('/api/calculator', { ...STAY, ...change })

async function estimate(change: object = {}): Promise<Static<typeof Estimate>> {
  const { status, body } = await ask(change)
  assert.equal(status, 200, JSON.stringify(body))
  return body as unknown as Static<typeof Estimate>
}

async function refusal(change: object): Promise<readonly [number, unknown, unknown]> {
  const { status, body } = await ask(change)
  return [status, body['code'], (body['details'] as { field?: string } | undefined)?.field ?? body['field']]
}

test('nobody signs in, and the choices are those of the rules in force', async () => {
  const { status, body } = await desk.nobody.get('/api/calculator/options')
  assert.equal(status, 200, JSON.stringify(body))
  const { area, area_name, day, schemes, places } = body as unknown as Static<typeof CalculatorOptions>
  assert.deepEqual([area, area_name, day, places.length], [POOL, '小城', TODAY, 3])
  assert.deepEqual(
    schemes.map(({ value, name }) => `${value} ${name}`),
    ['resident 居民医保', 'employee 职工医保'],
  )
  const resident = schemes[0]
  assert.deepEqual(
    resident?.levels.map(({ value }) => value),
    ['township', '1', '2', '3'],
  )
  assert.ok(resident?.benefits.some(({ value, name }) => value === 'inpatient' && name === '普通住院'))
  assert.ok(!resident?.benefits.some(({ value }) => value === 'birth'))
  assert.deepEqual(
    resident?.identities.map(({ value }) => value),
    ['minimum_living'],
  )
  assert.deepEqual(resident?.class_b_first_pay, [{ value: '0.1', name: '10%', items: 2 }])
  assert.deepEqual(schemes[1]?.class_b_first_pay.map(({ value }) => value).sort(), ['0.05', '0.1'])
})

test('how the patient came is asked only where a rule asks it, and is one of the list', async () => {
  const { body } = await desk.nobody.get('/api/calculator/options')
  assert.deepEqual(
    (body as unknown as Static<typeof CalculatorOptions>).schemes.map(({ first_seen }) => first_seen),
    [[], []],
  )
  assert.deepEqual(await refusal({ first_seen: 'walked_in' }), [422, 'not_in_rules', 'first_seen'])
  assert.deepEqual(await refusal({ first_seen: 'referred_up', place: 'in_province', filing: 'referral' }), [422, 'not_in_rules', 'first_seen'])
  assert.equal((await estimate({ first_seen: 'referred_up' })).deductible.charged_fen, 800_00)
})

test('a stay is estimated layer by layer, each with its rule, article and mark', async () => {
  const { split, deductible, layers, fund_fen, cash_fen, why_not_more, assumptions, admission_number } = await estimate()
  assert.deepEqual([split.in_scope_fen, split.item_pre_self_pay_fen, split.out_of_catalogue_fen], [57_800_00, 200_00, 2_000_00])
  assert.deepEqual([deductible.charged_fen, admission_number], [800_00, 1])
  // (57,800 − 800) × 75 % = 42,750; burden 15,050 is 50 above 15,000, of which 60 %.
  assert.deepEqual(
    layers.map(({ layer, payer_name, paid_fen, left_fen }) => [layer, payer_name, paid_fen, left_fen]),
    [
      ['basic', '居民医保基金', 42_750_00, 15_050_00],
      ['major', '承办保险机构', 30_00, 15_020_00],
    ],
  )
  assert.equal(layers[0]?.articles[0]?.certainty_name, '演示数据')
  assert.equal(fund_fen + cash_fen, 60_000_00)
  assert.ok(why_not_more.length > 0)
  assert.ok(assumptions.some((sentence) => sentence.includes('先行自付10%')))
})

test('what the year already used counts: admissions, the burden of the later layers, and caps', async () => {
  const used = { admissions: 1, deductible_fen: 800_00, in_scope_fen: 20_800_00, fund_paid_fen: 15_000_00 }
  const { admission_number, layers, assumptions } = await estimate({ used })
  assert.equal(admission_number, 2)
  // Burden before: 20,800 − 15,000 = 5,800; after 20,850; 5,850 above 15,000 × 60 % = 3,510.
  assert.equal(layers[1]?.paid_fen, 3_510_00)
  assert.ok(assumptions.some((sentence) => sentence.includes('推算')))
  // The year's cap of 200,000 leaves 1,000.
  const full = await estimate({ used: { ...used, fund_paid_fen: 199_000_00 } })
  assert.deepEqual([full.layers[0]?.paid_fen, full.layers[0]?.bound_sentence], [1_000_00, '限额已满'])
})

test('the further facts that the rules ask for are named, and each changes the estimate', async () => {
  const { body } = await desk.nobody.get('/api/calculator/options')
  const [resident] = (body as unknown as Static<typeof CalculatorOptions>).schemes
  assert.ok(resident?.asks.includes('major_burden'), JSON.stringify(resident?.asks))
  assert.ok(!resident?.asks.includes('this_month'), 'the small city has no monthly limit')
  // 3,000 above standard leave 54,800 in scope; (54,800 − 800) × 75 %.
  const above = await estimate({ above_standard_fen: 3_000_00 })
  assert.deepEqual([above.split.above_standard_fen, above.layers[0]?.paid_fen], [3_000_00, 40_500_00])
  assert.deepEqual(await refusal({ above_standard_fen: 57_000_00 }), [422, 'not_in_rules', 'above_standard_fen'])
  // What is known of the burden stands in the place of what the sums would tell: 15,050 + 10,000 − 15,000 = 10,050 × 60 %.
  const burdened = await estimate({ used: { ...STAY.used, major_burden_fen: 10_000_00 } })
  assert.equal(burdened.layers[1]?.paid_fen, 6_030_00)
  const purchase = { scheme: 'employee', benefit: 'pharmacy', level: '1', total_fen: 450_00, class_a_fen: 450_00, class_b_fen: 0, class_c_fen: 0 }
  const { account } = await estimate({ ...purchase, account_fen: 100_00, account_history_fen: 50_00 })
  assert.ok(account.paid_fen >= 100_00)
})

test('a share of a third party is asked where the rules use it, and the rest is settled', async () => {
  const { body } = await desk.nobody.get('/api/calculator/options')
  const [resident] = (body as unknown as Static<typeof CalculatorOptions>).schemes
  assert.ok(resident?.asks.includes('liable_share'))
  const { layers, split, assumptions } = await estimate({ liability: 'third_party', liable_share: '0.6' })
  // 57,800 in scope, 34,680 of it the third party's: (23,120 − 800) × 75 %.
  assert.deepEqual([split.in_scope_fen, layers[0]?.paid_fen], [57_800_00, 16_740_00])
  assert.equal(layers.find(({ layer }) => layer === 'third_party')?.input_fen, 36_000_00)
  assert.ok(
    assumptions.some((sentence) => sentence.includes('36000.00元应由第三人负担')),
    assumptions.join(),
  )
  assert.deepEqual(await refusal({ liable_share: '0.6' }), [422, 'not_in_rules', 'liable_share'])
  assert.deepEqual(await refusal({ liability: 'work_injury', liable_share: '0.6' }), [422, 'not_in_rules', 'liable_share'])
  assert.deepEqual(await refusal({ liability: 'third_party', liable_share: '0.0' }), [422, 'not_in_rules', 'liable_share'])
  assert.deepEqual(await refusal({ liability: 'third_party', liable_share: '1.0' }), [400, 'invalid_field', 'liable_share'])
})

test('a hospital is found by its name: designated today, of this pool, its name and level and nothing else', async () => {
  const found = async (name: string, kind = 'hospital') => {
    const { status, body } = await desk.nobody.get(`/api/calculator/hospitals?name=${encodeURIComponent(name)}&kind=${kind}`)
    assert.equal(status, 200, JSON.stringify(body))
    return (body as unknown as Static<typeof Hospitals>).hospitals
  }
  assert.deepEqual(await found('第一'), [{ name: '小城第一医院', level: '3', level_name: '三级（市属）医疗机构' }])
  // One agreement has ended, one hospital is of another pool.
  assert.deepEqual((await found('院')).map(({ name }) => name).sort(), ['小城第一医院', '西县卫生院'])
  assert.deepEqual(
    (await found('药房', 'pharmacy')).map(({ name }) => name),
    ['平安大药房'],
  )
  assert.deepEqual([await found('药房'), await found('%'), await found('_')], [[], [], []])
  assert.equal((await desk.nobody.get('/api/calculator/hospitals?name=')).status, 400)
  const { body } = await desk.nobody.get('/api/calculator/options')
  assert.equal((body as unknown as Static<typeof CalculatorOptions>).hospitals_by_name, true)
  for (let call = 0; call < 60; call += 1) await desk.nobody.get('/api/calculator/hospitals?name=x')
  assert.equal((await desk.nobody.get('/api/calculator/hospitals?name=x')).status, 429)
  // Typing a name leaves the estimates their share.
  assert.equal((await ask()).status, 200)
})

test('identity, place, scheme and account change the estimate', async () => {
  const needy = await estimate({ identities: ['minimum_living'] })
  assert.equal(needy.layers[2]?.layer, 'assistance')
  const far = await estimate({ place: 'out_of_province', filing: 'none' })
  assert.deepEqual([far.place_name, far.filing_name], ['跨省异地', '未备案'])
  const purchase = { scheme: 'employee', benefit: 'pharmacy', level: '1', total_fen: 450_00, class_a_fen: 450_00, class_b_fen: 0, class_c_fen: 0 }
  const { account, cash_fen } = await estimate({ ...purchase, account_fen: 200_00 })
  assert.deepEqual([account.paid_fen, account.balance_fen], [200_00, 0])
  assert.equal((await estimate(purchase)).cash_fen, cash_fen + 200_00)
})

test('what does not fit the rules or the list of costs is refused with its field', async () => {
  assert.deepEqual(await refusal({ total_fen: 60_000_01 }), [422, 'not_in_rules', 'total_fen'])
  assert.deepEqual(await refusal({ level: '3_province' }), [422, 'not_in_rules', 'level'])
  assert.deepEqual(await refusal({ benefit: 'birth' }), [422, 'not_in_rules', 'benefit'])
  assert.deepEqual(await refusal({ filing: 'referral' }), [422, 'not_in_rules', 'filing'])
  assert.deepEqual(await refusal({ liability: 'third_party' }).then(([status, code]) => [status, code]), [422, 'other_party_liable'])
  assert.deepEqual(await refusal({ identities: ['king'] }), [422, 'not_in_rules', 'identities'])
  assert.deepEqual(await refusal({ age: -1 }), [400, 'invalid_field', 'age'])
  assert.deepEqual(await refusal({ class_b_first_pay: '10%' }), [400, 'invalid_field', 'class_b_first_pay'])
  assert.deepEqual(await refusal({ psn_no: '1' }).then(([status]) => status), 400)
})

test('a maternity allowance is worked out with its sentence, and undecided where no document gives the days', async () => {
  const of = (body: object) => desk.nobody.post('/api/calculator/maternity-allowance', { occasion: 'birth', children: 2, monthly_wage_fen: 600_000, ...body })
  const { status, body } = await of({})
  assert.deepEqual([status, body['days'], body['fen']], [200, 113, 2_260_000])
  assert.match(String(body['sentence']), /6000\.00元 ÷ 30 × 113天（顺产）= 22600\.00元/)
  assert.equal((await of({ children: 0 })).body['code'], 'bad_children')
  assert.match(String((await of({ occasion: 'difficult_birth' })).body['sentence']), /没有规定难产的产假天数/)
})

test('nothing is stored, and an address that asks too often waits for the next minute', async () => {
  const kept = async () => (await db.batch.query<{ n: string }>('SELECT (SELECT count(*) FROM settlement) + (SELECT count(*) FROM visit) AS n')).rows[0]?.n
  const before = await kept()
  let limited: Answer | undefined
  for (let call = 0; call < 61 && limited?.status !== 429; call += 1) limited = await ask()
  assert.deepEqual([limited?.status, limited?.body['code']], [429, 'too_many_requests'])
  clock.pass(1)
  assert.equal((await ask()).status, 200)
  assert.equal(String(await kept()), String(before))
})
