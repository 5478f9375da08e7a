// Clearing over HTTP: requests of a month (3203, 3204) and out-of-area bills (3260–3262), held against our own sums, and at the office.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fastify from 'fastify'
import { admission, call, dischargeOf, done, envelope, newMsgid, post, purchase, registerVisit, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { sheetOf } from '../testing/sheet.js'
import { FAR, HOSPITAL, NOON, type Person, PHARMACY, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { registerHospitalInterface } from './register.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let manager: Caller
let second: Caller
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { clock: NOON, pool: POOL })
  manager = await desk.as('agency', 'provider_manager', '980101')
  second = await desk.as('agency', 'provider_manager', '980101', 'b')
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>
const AT = { fixmedins_code: PHARMACY }

const requestOf = (sums: Row, more: Row = {}): Row => ({
  data: { clr_type: '41', clr_way: '1', setlym: '202603', begndate: '2026-03-01', enddate: '2026-03-31', ...sums, ...more },
})

test('a month is requested once, with our sums; what differs is named; taken back until the office accepts', async () => {
  const bought = async (person: Person, price: string) =>
    (await done(city.app, '2102', purchase(person, '310', price, [{ sn: '1', price }], { acct_used_flag: '1' })))['setlinfo'] as Row
  const [a, b] = [await bought(await city.enrol('employee', 10_000n), '500.00'), await bought(await city.enrol('employee'), '80.00')]
  await done(city.app, '2103', { data: { setl_id: b['setl_id'], mdtrt_id: b['mdtrt_id'], psn_no: b['psn_no'] } })
  const sums = {
    psntime: 1,
    medfee_sumamt: '500.00',
    med_sumfee: 500,
    fund_appy_sum: a['fund_pay_sumamt'],
    cash_payamt: a['psn_cash_pay'],
    acct_pay: a['acct_pay'],
  }
  const wrong = await call(city.app, '3203', requestOf({ ...sums, fund_appy_sum: '130.00', psntime: 2 }), AT)
  assert.match(wrong.err_msg, /人次贵方2、中心1；基金申报总额贵方130\.00元、中心120\.00元；请先对账/)
  assert.match((await call(city.app, '3203', requestOf(sums, { setlym: '2026-3' }), AT)).err_msg, /清算年月（setlym）应为yyyyMM/)
  assert.match((await call(city.app, '3203', requestOf(sums, { enddate: '2026-04-01' }), AT)).err_msg, /须在清算年月2026-03之内/)
  assert.match((await call(city.app, '3203', requestOf(sums, { clr_way: '40' }), AT)).err_msg, /中心0/)
  const message = envelope('3203', requestOf(sums), AT)
  const [first, again] = await Promise.all([post(city.app, message), post(city.app, message)])
  assert.equal(first.infcode, 0, first.err_msg)
  assert.deepEqual(again.output, first.output)
  const number = (first.output['result'] as Row)['clr_appy_evt_id']
  assert.match((await call(city.app, '3203', requestOf(sums), AT)).err_msg, new RegExp(`已申请清算（申请事件ID ${number}）`))
  const back = { data: { clr_appy_evt_id: number } }
  assert.match((await call(city.app, '3204', back)).err_msg, /不存在或不属于本机构/)
  const msgid = newMsgid(PHARMACY)
  await done(city.app, '3204', back, { ...AT, msgid })
  assert.match((await call(city.app, '3204', back, AT)).err_msg, /已撤销，不能重复撤销/)
  await done(city.app, '2601', { data: { psn_no: a['psn_no'], omsgid: msgid, oinfno: '3204' } }, AT)
  const waiting = (await manager.get('/api/clearing-requests?standing=requested&month=2026-03')).body['rows'] as Row[]
  assert.deepEqual(
    waiting.map((row) => [row['request'], row['total_fen'], row['fund_fen'], row['bills']]),
    [[number, 50_000, 12_000, 1]],
  )
  const decide = (body: Row) => manager.post(`/api/providers/${PHARMACY}/clearing-requests/${number}/decision`, body)
  assert.equal((await decide({ decision: 'return' })).status, 422)
  assert.match(String((await decide({ decision: 'accept' })).body['sentence']), /还没有初审/)
  assert.deepEqual((await decide({ decision: 'review', reason: '与对账一致' })).body, { request: number, standing: 'reviewed' })
  assert.match(String((await decide({ decision: 'review' })).body['sentence']), /已初审/)
  assert.match(String((await decide({ decision: 'accept' })).body['sentence']), /不能是同一人/)
  const path = `/api/providers/${PHARMACY}/clearing-requests/${number}`
  const seen = (await second.get(path)).body
  assert.deepEqual([seen['equal'], seen['standing'], seen['reviewed_by_me'], (seen['ours'] as Row)['total_fen']], [true, 'reviewed', false, 50_000])
  assert.deepEqual(
    (seen['steps'] as Row[]).map((step) => [step['kind'], step['officer'], step['reason']]),
    [
      ['withdrawn', null, ''],
      ['reinstated', null, ''],
      ['reviewed', '测试员', '与对账一致'],
    ],
  )
  const bills = (await second.get(`${path}/bills?sort=-total_fen`)).body
  assert.deepEqual(
    (bills['rows'] as Row[]).map((row) => [row['total_fen'], row['refund'], row['person_name']]),
    [
      [50_000, false, '测*'],
      [8_000, false, '测*'],
      [-8_000, true, '测*'],
    ],
  )
  const sheet = await sheetOf((await second.download(`${path}/bills.xlsx?sort=-total_fen`)).bytes)
  assert.deepEqual(
    [2, 3, 4].map((row) => [sheet.getCell(row, 4).value, sheet.getCell(row, 7).value, sheet.getCell(row, 9).value]),
    [
      ['测*', null, 500],
      ['测*', null, 80],
      ['测*', '是', -80],
    ],
  )
  assert.match((await call(city.app, '3203', requestOf(sums), AT)).err_msg, /已申请清算/, 'what is reviewed still stands')
  const accepted = await second.post(`${path}/decision`, { decision: 'accept' })
  assert.deepEqual(accepted.body, { request: number, standing: 'accepted' })
  assert.equal((await second.download('/api/clearing-requests.xlsx')).bytes.subarray(0, 2).toString(), 'PK')
  assert.match((await call(city.app, '3204', back, AT)).err_msg, /已受理该清算申请，不能撤销/)
  assert.equal((await decide({ decision: 'return', reason: '需补充材料' })).body['standing'], 'returned')
  assert.equal((await call(city.app, '3203', requestOf(sums), AT)).infcode, 0, 'after it was returned it is requested anew')
})

test('out-of-area bills are listed, confirmed with our amounts, and rolled back by the reply’s number', async () => {
  const where = { fixmedins_code: FAR }
  for (const price of ['300.00', '450.00', '70.00']) {
    const person = await city.enrol('resident')
    const visit = await registerVisit(city.app, person, '390', where)
    await done(city.app, '2204', uploadOf(person, visit, 'B1', [{ sn: '1', price }]), where)
    const bill = (await done(city.app, '2207', settlementOf(person, visit, '390', 'B1', price), where))['setlinfo'] as Row
    if (price === '70.00') await done(city.app, '2208', { data: { setl_id: bill['setl_id'], mdtrt_id: visit, psn_no: person.number } }, where)
  }
  const month = { trt_year: '2026', trt_month: '03' }
  assert.match((await call(city.app, '3260', { data: { ...month, startrow: 1 } }, { fixmedins_code: HOSPITAL })).err_msg, /本机构在本统筹区内/)
  const rows = (await done(city.app, '3260', { data: { ...month, startrow: 1 } }, where))['data'] as Row[]
  assert.deepEqual(
    rows.map((row) => [row['seqno'], row['medfee_sumamt'], row['fulamt_advpay_flag'], String(row['certno']).length]),
    [
      ['1', 300, '0', 18],
      ['2', 450, '0', 18],
    ],
  )
  assert.equal(((await done(city.app, '3260', { data: { ...month, startrow: '2' } }, where))['data'] as Row[]).length, 1)
  const detail = rows.map((row, at) => ({ ...row, cnfm_flag: at === 0 ? '1' : '0' }))
  const confirm = (list: readonly Row[], totalrow = list.length) => call(city.app, '3261', { data: { ...month, totalrow }, detail: list }, where)
  assert.match((await confirm(detail, 5)).err_msg, /总行数（totalrow）5与明细2条不一致/)
  assert.match((await confirm([{ ...detail[0], medfee_sumamt: 301 }])).err_msg, /第1条医疗费总额贵方301\.00元、中心300\.00元/)
  assert.match((await confirm([{ ...detail[0], setl_sn: '77' }])).err_msg, /第1条结算流水号77不是本机构该月有效的异地结算/)
  const confirmed = await confirm(detail)
  assert.equal(confirmed.infcode, 0, confirmed.err_msg)
  assert.match((await confirm(detail)).err_msg, /已确认清分，如需更改请先回退/)
  const rollBack = (otransid: string) => call(city.app, '3262', { data: { ...month, otransid } }, where)
  assert.match((await rollBack(`980100${'0'.repeat(24)}`)).err_msg, /没有可回退的清分确认/)
  assert.equal((await rollBack(confirmed.inf_refmsgid)).infcode, 0)
  assert.match((await rollBack('0')).err_msg, /没有可回退的清分确认/)
  const msgid = newMsgid(FAR)
  await done(city.app, '3261', { data: { ...month, totalrow: 2 }, detail }, { ...where, msgid })
  const person = String((await db.batch.query<{ person: bigint }>('SELECT person FROM settlement LIMIT 1')).rows[0]?.person)
  await done(city.app, '2601', { data: { psn_no: `${POOL}${person.padStart(14, '0')}`, omsgid: msgid, oinfno: '3261' } }, where)
  assert.equal((await confirm(detail)).infcode, 0, 'after the reversal it is confirmed anew')
  const listed = (await manager.get('/api/offsite-confirmations?sort=-confirmed_at')).body['rows'] as Row[]
  assert.deepEqual(listed.map((row) => row['standing']).sort(), ['confirmed', 'rolled_back', 'rolled_back'])
  assert.equal((await manager.download('/api/offsite-confirmations.xlsx')).bytes.subarray(0, 2).toString(), 'PK')
  assert.deepEqual([listed[0]?.['bills'], listed[0]?.['included'], listed[0]?.['total_fen']], [2, 1, 30_000])
  const inside = (await manager.get(`/api/providers/${FAR}/offsite-confirmations/${listed[0]?.['confirmation']}/bills?sort=total_fen`)).body
  assert.deepEqual(
    (inside['rows'] as Row[]).map((row) => [row['total_fen'], row['included']]),
    [
      [30_000, true],
      [45_000, false],
    ],
  )
})

test('settlements carry the payment method agreed for their kind of care and day, and clearing goes by it', async () => {
  const url = `/api/institutions/${HOSPITAL}/payment-methods`
  const note = (body: Row) => manager.post(url, { in_force: '2026-01-01', source: '2026年度服务协议', ...body })
  const stay = async (more: Row = {}): Promise<Row> => {
    const person = await city.enrol('resident')
    const { result } = (await done(city.app, '2401', admission(person, '390', more))) as { result: { mdtrt_id: string } }
    await done(city.app, '2301', uploadOf(person, result.mdtrt_id, '', [{ sn: '1', count: '90', price: '10', amount: '900' }]))
    await done(city.app, '2402', dischargeOf(person, result.mdtrt_id))
    return (await done(city.app, '2304', settlementOf(person, result.mdtrt_id, '390', '', '900')))['setlinfo'] as Row
  }
  assert.deepEqual([(await stay())['clr_way'], (await stay({ med_type: '2102' }))['clr_way']], ['1', '2'])
  assert.equal((await note({ method: '77' })).body['code'], 'unknown_method')
  const proposed = await note({ benefit: 'inpatient', method: '40' })
  assert.deepEqual([proposed.status, proposed.body['standing']], [200, 'proposed'])
  assert.match(String((await note({ benefit: 'inpatient', method: '50' })).body['sentence']), /等待复核/)
  const decide = (officer: Caller, { body }: { readonly body: Row }, more: Row = {}) =>
    officer.post(`${url}/${body['proposal']}/decision`, { decision: 'approve', ...more })
  assert.match(String((await decide(manager, proposed)).body['sentence']), /不能是同一人/)
  assert.equal((await db.batch.query('SELECT 1 FROM payment_method')).rows.length, 0, 'what waits for the second officer holds for no bill')
  assert.equal((await decide(second, proposed)).status, 200)
  assert.match(String((await decide(second, proposed)).body['sentence']), /已经复核/)
  assert.equal((await decide(second, await note({ benefit: 'inpatient', med_type: '210303', method: '3' }))).status, 200)
  assert.equal((await decide(second, await note({ benefit: 'inpatient', method: '50', in_force: '2027-01-01' }))).status, 200)
  const wrong = await note({ benefit: 'outpatient', method: '2' })
  assert.match(String((await decide(second, wrong, { decision: 'reject' })).body['sentence']), /写明理由/)
  assert.equal((await decide(second, wrong, { decision: 'reject', reason: '协议没有这一条' })).body['standing'], 'rejected')
  const shown = (await manager.get('/api/payment-methods?sort=-in_force')).body
  assert.deepEqual(
    (shown['rows'] as Row[]).map((row) => [row['method_name'], row['in_force'], row['until'], row['standing'], row['reason']]),
    [
      ['Dip支付方式', '2027-01-01', null, 'future', ''],
      ['Drg支付方式', '2026-01-01', '2026-12-31', 'standing', ''],
      ['按床日', '2026-01-01', null, 'standing', ''],
      ['单病种', '2026-01-01', null, 'rejected', '协议没有这一条'],
    ],
  )
  assert.equal((await manager.get('/api/payment-methods?standing=rejected')).body['total'], 1)
  assert.equal((await manager.download('/api/payment-methods.xlsx')).bytes.subarray(0, 2).toString(), 'PK')
  const west = await desk.as('agency', 'provider_manager', '980102')
  assert.equal((await west.get('/api/payment-methods')).body['total'], 0)
  // A room of its own reads what was noted at once; a running one within seconds.
  const again = fastify()
  await registerHospitalInterface(again, { databases: db, clock: NOON, pool: POOL, cipher: city.cipher, loadRules: city.loadRules, demonstration: true })
  const app = city.app
  try {
    Object.assign(city, { app: again })
    const [drg, days, visit] = [
      await stay(),
      await stay({ med_type: '210303' }),
      await (async () => {
        const person = await city.enrol('resident')
        const number = await registerVisit(again, person, '390')
        await done(again, '2204', uploadOf(person, number, 'B1', [{ sn: '1' }]))
        return (await done(again, '2207', settlementOf(person, number, '390', 'B1', '10.00')))['setlinfo'] as Row
      })(),
    ]
    assert.deepEqual([drg['clr_way'], days['clr_way'], visit['clr_way']], ['40', '3', '1'])
    const asked = await done(again, '5203', { data: { psn_no: drg['psn_no'], setl_id: drg['setl_id'], mdtrt_id: drg['mdtrt_id'] } })
    assert.equal((asked['setlinfo'] as Row)['clr_way'], '40')
    const sums = { psntime: 1, medfee_sumamt: 900, med_sumfee: 900, fund_appy_sum: drg['fund_pay_sumamt'], cash_payamt: drg['psn_cash_pay'], acct_pay: 0 }
    const request = (way: string) => call(again, '3203', requestOf(sums, { clr_type: '21', clr_way: way }))
    assert.match((await request('50')).err_msg, /中心0/)
    assert.equal((await request('40')).err_msg, '')
    assert.equal((await request('1')).err_msg, '', 'the stay before the agreement was noted is cleared by item')
  } finally {
    Object.assign(city, { app })
    await again.close()
  }
})
