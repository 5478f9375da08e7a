// The spine of the interface over HTTP against a real PostgreSQL: each chain from sign-in to settlement and back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  admitPerson,
  call,
  diagnosis,
  dischargeOf,
  done,
  drugLine,
  envelope,
  newMsgid,
  post,
  purchase,
  registerVisit,
  settlementOf,
  uploadOf,
} from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { CEILED, CLINIC, DRUG, DRUG_B, DRUG_C, HOSPITAL, PHARMACY, RESTRICTED, type SmallCity, smallCity } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
})
after(async () => {
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>
const cents = (value: unknown): number => Math.round(Number(value) * 100)

function identitiesHold(output: Row): void {
  const bill = output['setlinfo'] as Row
  const detail = output['setldetail'] as Row[]
  const at = (field: string): number => cents(bill[field])
  assert.equal(at('medfee_sumamt'), at('fund_pay_sumamt') + at('psn_part_amt') + at('hosp_part_amt'))
  assert.equal(at('psn_part_amt'), at('acct_pay') + at('psn_cash_pay'))
  const payers = ['hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'hifdm_pay', 'oth_pay']
  assert.equal(
    at('fund_pay_sumamt'),
    payers.reduce((sum, field) => sum + at(field), 0),
  )
  assert.equal(at('medfee_sumamt'), at('inscp_scp_amt') + at('preselfpay_amt') + at('overlmt_selfpay') + at('fulamt_ownpay_amt'))
  assert.equal(
    detail.reduce((sum, row) => sum + cents(row['fund_payamt']), 0),
    at('fund_pay_sumamt') + at('acct_pay') + at('hosp_part_amt'),
  )
}

async function count(table: string): Promise<number> {
  const { rows } = await db.batch.query<{ n: string }>(`SELECT count(*)::text AS n FROM ${table}`)
  return Number(rows[0]?.n)
}

test('sign in, carry the sign_no, sign out', async () => {
  const { signinoutb } = (await done(city.app, '9001', { signIn: { opter_no: '1', mac: 'AA', ip: '127.0.0.1' } })) as { signinoutb: { sign_no: string } }
  const ask = { medinsinfo: { fixmedins_type: '1', fixmedins_code: CLINIC } }
  assert.equal((await call(city.app, '1201', ask, { sign_no: signinoutb.sign_no })).infcode, 0)
  assert.match((await call(city.app, '1201', ask, { sign_no: 'nobody' })).err_msg, /签到流水号/)
  assert.match((await call(city.app, '1201', ask, { sign_no: signinoutb.sign_no, fixmedins_code: CLINIC })).err_msg, /签到流水号/)
  await done(city.app, '9002', { signOut: { sign_no: signinoutb.sign_no, opter_no: '1' } })
  assert.match((await call(city.app, '1201', ask, { sign_no: signinoutb.sign_no })).err_msg, /已签退/)
})

test('a person is found by identity number, by e-voucher and by certificate, with balance and identities', async () => {
  const { employee, needy } = city
  const byNumber = await done(city.app, '1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: employee.certificate } })
  assert.equal((byNumber['baseinfo'] as Row)['psn_no'], employee.number)
  assert.deepEqual(
    (byNumber['insuinfo'] as Row[]).map((row) => [row['insutype'], row['balc'], row['psn_insu_stas']]),
    [['310', 1000, '1']],
  )
  const byVoucher = await done(city.app, '1101', { data: { mdtrt_cert_type: '01', mdtrt_cert_no: needy.number } })
  assert.deepEqual(
    (byVoucher['idetinfo'] as Row[]).map((row) => row['psn_idet_type']),
    ['2303'],
  )
  const byCertificate = await done(city.app, '1101', { data: { psn_cert_type: '1', certno: needy.certificate, psn_name: needy.name, begntime: '2026-01-01' } })
  assert.equal((byCertificate['baseinfo'] as Row)['psn_no'], needy.number)
})

test('the entitlement check names each fund, and the reason where it will not pay', async () => {
  const ask = (person: { number: string }, insutype: string) => ({
    data: { psn_no: person.number, insutype, fixmedins_code: HOSPITAL, med_type: '21', begntime: '2026-03-20 08:00:00' },
  })
  const rows = (await done(city.app, '2001', ask(city.needy, '390')))['trtinfo'] as Row[]
  assert.deepEqual(
    rows.map((row) => [row['fund_pay_type'], row['trt_enjymnt_flag']]),
    [
      ['390100', '1'],
      ['390200', '1'],
      ['610100', '1'],
    ],
  )
  const waiting = (await done(city.app, '2001', ask(city.waiting, '390')))['trtinfo'] as Row[]
  assert.ok(waiting.every((row) => row['trt_enjymnt_flag'] === '0' && String(row['trt_chk_rslt']).includes('2026-06-01')))
})

test('a purchase is tried, settled, answered again the same, and cancelled to the cent', async () => {
  const person = await city.enrol('employee', 20_000n)
  const lines = [
    { sn: '1', count: '2', price: '200.00', amount: '400.00' },
    { sn: '2', code: DRUG_B, price: '4.52' },
    { sn: '3', code: DRUG_C, price: '1.50' },
    { sn: '4', code: RESTRICTED, price: '10.00' },
    { sn: '5', code: 'XX99NOTHERE', price: '2.00' },
  ]
  const input = purchase(person, '310', '418.02', lines, { acct_used_flag: '1' })
  const before = [await count('message'), await count('visit'), await count('settlement')]
  const trial = await done(city.app, '2101', input)
  assert.deepEqual([await count('message'), await count('visit'), await count('settlement')], before, 'a trial stores nothing')
  const message = envelope('2102', input)
  const first = await post(city.app, message)
  assert.equal(first.infcode, 0, first.err_msg)
  const again = await post(city.app, message)
  assert.deepEqual(again.output, first.output)
  assert.equal(again.inf_refmsgid, first.inf_refmsgid)
  assert.equal(first.inf_refmsgid.length, 30)
  assert.equal(await count('settlement'), (before[2] ?? 0) + 1)
  identitiesHold(first.output)
  const bill = first.output['setlinfo'] as Row
  // 400 in full, 4.52 less 5 % (0.23); restricted, class C and unknown lines are the person's own: (404.29 − 300) × 60 % = 62.57
  assert.deepEqual(
    [bill['inscp_scp_amt'], bill['preselfpay_amt'], bill['fulamt_ownpay_amt'], bill['act_pay_dedc'], bill['hifp_pay']],
    [404.29, 0.23, 13.5, 300, 62.57],
  )
  assert.deepEqual((trial['setlinfo'] as Row)['hifp_pay'], 62.57)
  assert.deepEqual([bill['acct_pay'], bill['balc']], [200, 0])
  const split = (first.output['detlcutinfo'] as Row[]).map((row) => [row['chrgitm_lv'], row['fulamt_ownpay_amt'], row['preselfpay_amt'], row['inscp_scp_amt']])
  assert.deepEqual(split, [
    ['01', 0, 0, 400],
    ['02', 0, 0.23, 4.29],
    ['03', 1.5, 0, 0],
    ['02', 10, 0, 0],
    ['03', 2, 0, 0],
  ])
  const undo = { data: { setl_id: bill['setl_id'], mdtrt_id: bill['mdtrt_id'], psn_no: person.number } }
  const cancelled = await done(city.app, '2103', undo)
  identitiesHold(cancelled)
  const back = cancelled['setlinfo'] as Row
  for (const field of ['medfee_sumamt', 'hifp_pay', 'acct_pay', 'psn_cash_pay']) assert.equal(cents(back[field]), -cents(bill[field]))
  assert.equal(back['balc'], 200)
  assert.equal(back['pdn_cash_pay'], back['psn_cash_pay'])
  assert.match((await call(city.app, '2103', undo)).err_msg, /已撤销/)
  const { rows } = await db.batch.query('SELECT amounts, keys FROM accumulator WHERE person = $1', [String(person.person)])
  assert.deepEqual(rows[0], { amounts: [], keys: [] })
})

test('an outpatient visit from registration to settlement, and back to cancelled', async () => {
  const { resident, app } = { ...city, app: city.app }
  const visit = await registerVisit(app, resident, '390')
  await done(app, '2203', {
    mdtrtinfo: { mdtrt_id: visit, psn_no: resident.number, med_type: '11', begntime: '2026-03-20 09:10:00' },
    diseinfo: diagnosis(),
  })
  const upload = envelope(
    '2204',
    uploadOf(resident, visit, 'B1', [
      { sn: '1', code: CEILED, price: '120.00' },
      { sn: '2', price: '80' },
    ]),
  )
  const lines = await post(app, upload)
  assert.equal(lines.infcode, 0, lines.err_msg)
  assert.deepEqual((await post(app, upload)).output, lines.output)
  const [first] = lines.output['result'] as Row[]
  assert.deepEqual([first?.['pric_uplmt_amt'], first?.['overlmt_amt'], first?.['inscp_scp_amt']], [100, 20, 100])
  await done(app, '2204', uploadOf(resident, visit, 'B2', [{ sn: '3' }]))
  await done(app, '2205', { data: { mdtrt_id: visit, chrg_bchno: 'B2', psn_no: resident.number } })
  const trial = await done(app, '2206', settlementOf(resident, visit, '390', 'B1', '200.00'))
  assert.equal((trial['setlinfo'] as Row)['setl_id'], null)
  const message = envelope('2207', settlementOf(resident, visit, '390', 'B1', '200.00'))
  const settled = await post(app, message)
  assert.equal(settled.infcode, 0, settled.err_msg)
  identitiesHold(settled.output)
  assert.deepEqual((await post(app, message)).output, settled.output)
  const bill = settled.output['setlinfo'] as Row
  assert.deepEqual([bill['overlmt_selfpay'], bill['act_pay_dedc'], bill['hifp_pay'], bill['psn_cash_pay']], [20, 100, 40, 160])
  assert.match((await call(app, '2202', { data: { mdtrt_id: visit, psn_no: resident.number, ipt_otp_no: 'MZ1' } })).err_msg, /已结算/)
  await done(app, '2208', { data: { setl_id: bill['setl_id'], mdtrt_id: visit, psn_no: resident.number } })
  await done(app, '2205', { data: { mdtrt_id: visit, chrg_bchno: '0000', psn_no: resident.number } })
  await done(app, '2202', { data: { mdtrt_id: visit, psn_no: resident.number, ipt_otp_no: 'MZ1' } })
})

test('a stay of a needy person: every layer pays, and each step can be undone', async () => {
  const { needy, app } = { ...city, app: city.app }
  const visit = await admitPerson(app, needy, '390')
  await done(
    app,
    '2301',
    uploadOf(needy, visit, '', [
      { sn: '1', count: '1000', price: '60', amount: '60000' },
      { sn: '2', count: '3', price: '10', amount: '30' },
    ]),
  )
  await done(app, '2301', uploadOf(needy, visit, '', [{ sn: '3', count: '-1', price: '10', amount: '-10', more: { init_feedetl_sn: '2' } }]))
  await done(app, '2301', uploadOf(needy, visit, '', [{ sn: '4' }]))
  await done(app, '2302', { data: [{ feedetl_sn: '4', mdtrt_id: visit, psn_no: needy.number }] })
  const ask = settlementOf(needy, visit, '390', '', '60020')
  assert.match((await call(app, '2304', ask)).err_msg, /尚未办理出院/)
  await done(app, '2402', dischargeOf(needy, visit))
  await done(app, '2405', { data: { mdtrt_id: visit, psn_no: needy.number } })
  await done(app, '2402', dischargeOf(needy, visit))
  const trial = await done(app, '2303', ask)
  const settled = await done(app, '2304', ask)
  identitiesHold(settled)
  const bill = settled['setlinfo'] as Row
  assert.equal((trial['setlinfo'] as Row)['fund_pay_sumamt'], bill['fund_pay_sumamt'])
  // (60020 − 800) × 75 % = 44415; burden 15605 − 15000 = 605 × 60 % = 363; rest 15242 × 70 % = 10669.40
  assert.deepEqual([bill['act_pay_dedc'], bill['hifp_pay'], bill['hifmi_pay'], bill['maf_pay'], bill['psn_cash_pay']], [800, 44415, 363, 10669.4, 4572.6])
  assert.match((await call(app, '2405', { data: { mdtrt_id: visit, psn_no: needy.number } })).err_msg, /已结算/)
  const undone = await done(app, '2305', { data: { setl_id: bill['setl_id'], mdtrt_id: visit, psn_no: needy.number } })
  identitiesHold(undone)
  const { rows } = await db.batch.query<{ total: string }>(
    `SELECT coalesce(sum(amount), 0)::text AS total FROM memo_entry, unnest(amounts) AS amount WHERE person = $1 AND amount > 0`,
    [String(needy.person)],
  )
  assert.ok(Number(rows[0]?.total) > 0)
  const kept = await db.batch.query<{ account: string; sum: string }>(
    `SELECT account, sum(amount)::text FROM memo_entry, unnest(accounts, amounts) AS line(account, amount) WHERE person = $1 GROUP BY account HAVING sum(amount) <> 0`,
    [String(needy.person)],
  )
  assert.deepEqual(kept.rows, [], 'the memo ledger is as before')
})

test('a reversal undoes a lost settlement, is harmless when repeated, and undoes a cancellation too', async () => {
  const person = await city.enrol('employee', 0n)
  const message = envelope('2102', purchase(person, '310', '500', [{ sn: '1', count: '50', price: '10', amount: '500' }]))
  const settled = await post(city.app, message)
  const bill = settled.output['setlinfo'] as Row
  const cancelId = newMsgid(PHARMACY)
  await done(city.app, '2103', { data: { setl_id: bill['setl_id'], mdtrt_id: bill['mdtrt_id'], psn_no: person.number } }, { msgid: cancelId })
  const reverse = (omsgid: unknown, oinfno: string) => ({ data: { psn_no: person.number, omsgid, oinfno } })
  const more = { fixmedins_code: PHARMACY }
  await done(city.app, '2601', reverse(cancelId, '2103'), more)
  const sums = async (): Promise<string> =>
    (await db.batch.query<{ fund: string }>('SELECT sum(fund_fen)::text AS fund FROM settlement WHERE person = $1', [String(person.person)])).rows[0]?.fund ??
    ''
  assert.equal(await sums(), String(cents(bill['fund_pay_sumamt'])))
  await done(city.app, '2601', reverse(message['msgid'], '2102'), more)
  await done(city.app, '2601', reverse(message['msgid'], '2102'), more)
  assert.equal(await sums(), '0')
  assert.match((await call(city.app, '2601', reverse('unknown', '2102'), more)).err_msg, /没有找到原报文/)
})

test('a reversed admission frees the person for another', async () => {
  const person = await city.enrol('resident')
  const msgid = newMsgid(HOSPITAL)
  const { admission } = await import('../testing/cashier.js')
  await done(city.app, '2401', admission(person, '390'), { msgid })
  await done(city.app, '2601', { data: { psn_no: person.number, omsgid: msgid, oinfno: '2401' } })
  await admitPerson(city.app, person, '390')
})

test('a long stay is settled in parts: the deductible is charged once', async () => {
  const person = await city.enrol('resident')
  const visit = await admitPerson(city.app, person, '390')
  await done(city.app, '2301', uploadOf(person, visit, '', [{ sn: '1', count: '200', price: '10', amount: '2000' }]))
  const part = await done(city.app, '2304', settlementOf(person, visit, '390', '', '2000', { mid_setl_flag: '1' }))
  await done(city.app, '2301', uploadOf(person, visit, '', [{ sn: '2', count: '100', price: '10', amount: '1000' }]))
  await done(city.app, '2402', dischargeOf(person, visit))
  const rest = await done(city.app, '2304', settlementOf(person, visit, '390', '', '1000'))
  identitiesHold(part)
  identitiesHold(rest)
  assert.deepEqual([(part['setlinfo'] as Row)['act_pay_dedc'], (rest['setlinfo'] as Row)['act_pay_dedc']], [800, 0])
})

test('the same answer at every address and in every form that senders use', async () => {
  const body = envelope('1201', JSON.stringify({ medinsinfo: [{ fixmedins_type: 1, fixmedins_code: 'null', fixmedins_name: '小城' }] }))
  const text = JSON.stringify(body)
  const plain = await post(city.app, text)
  assert.equal((plain.output['medinsinfo'] as Row[])[0]?.['fixmedins_code'], HOSPITAL)
  const forms: [string, string, string][] = [
    [text, 'text/plain;charset=UTF-8', '/fsi/api/rsfComIfsService/callService/1201'],
    [text, 'application/json; charset=utf-8', '/ebus/gdyb_api/prd/hsa/hgs/1201'],
    [`=${encodeURIComponent(text)}`, 'application/x-www-form-urlencoded', '/fsi/api/rsfComIfsService/callService'],
    [text, '', '/fsi/api/rsfComIfsService/callService'],
  ]
  for (const [sent, type, url] of forms) assert.deepEqual((await post(city.app, sent, type, url)).output, plain.output, `${type} ${url}`)
  assert.equal(drugLine({ sn: '1' })['med_list_codg'], DRUG)
})
