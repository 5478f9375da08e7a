// The queries 5101–5304 over HTTP: an institution is told of its own visits, bills and lines, and of the person's filings and year.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { admitPerson, call, diagnosis, dischargeOf, done, post, registerVisit, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type TestDesk, testDesk } from '../testing/desk.js'
import { CEILED, CLINIC, DRUG, FAR, HOSPITAL, NOON, type Person, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { clock: NOON, pool: POOL })
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>
const AT_CLINIC = { fixmedins_code: CLINIC }
const MARCH = { begntime: '2026-03-01 00:00:00', endtime: '2026-03-31 00:00:00' }

/** An outpatient bill of two lines under a medical type. */
async function outpatientBill(person: Person, medType = '11', disease = ''): Promise<{ visit: string; bill: Row }> {
  const visit = await registerVisit(city.app, person, '390')
  const info = { mdtrt_id: visit, psn_no: person.number, med_type: medType, begntime: `${TODAY} 10:00:00`, main_cond_dscr: '咳嗽', dise_codg: disease }
  await done(city.app, '2203', {
    mdtrtinfo: info,
    diseinfo: [diagnosis(), diagnosis({ maindiag_flag: '0', diag_srt_no: 2, diag_code: 'I10.x00', diag_name: '高血压' })],
  })
  const lines = [
    { sn: '1', more: { spec: '10mg', prodname: '商品名' } },
    { sn: '2', code: CEILED, price: '120.00' },
  ]
  await done(city.app, '2204', uploadOf(person, visit, 'P1', lines))
  const settled = await done(city.app, '2207', settlementOf(person, visit, '390', 'P1', '130.00', { med_type: medType, dise_codg: disease }))
  return { visit, bill: settled['setlinfo'] as Row }
}

test('visits of a time and kind are found by their institution alone', async () => {
  const person = await city.enrol('resident')
  const { visit } = await outpatientBill(person)
  const stay = await admitPerson(city.app, person, '390')
  const ask = async (medType: string, more: Row = {}, at: Row = {}) =>
    (await done(city.app, '5201', { data: { psn_no: person.number, med_type: medType, ...MARCH, ...more } }, at))['mdtrtinfo'] as Row[]
  const [outpatient] = await ask('11')
  assert.deepEqual(
    ['mdtrt_id', 'psn_name', 'certno', 'insutype', 'ipt_otp_no', 'main_cond_dscr', 'dscg_maindiag_code', 'inhosp_stas', 'adm_dept_name'].map(
      (field) => outpatient?.[field],
    ),
    [visit, person.name, person.certificate, '390', 'MZ1', '咳嗽', 'J18.900', '0', '内科'],
  )
  const [inpatient] = await ask('21')
  assert.deepEqual(
    [inpatient?.['mdtrt_id'], inpatient?.['inhosp_stas'], inpatient?.['begntime'], inpatient?.['endtime']],
    [stay, '1', '2026-03-10 08:00:00', ''],
  )
  await done(city.app, '2402', dischargeOf(person, stay))
  const [left] = await ask('21')
  assert.deepEqual([left?.['inhosp_stas'], left?.['ipt_days'], left?.['endtime'], left?.['dscg_way']], ['0', 10, `${TODAY} 11:00:00`, '1'])
  assert.deepEqual(await ask('11', {}, AT_CLINIC), [])
  assert.deepEqual(await ask('11', { begntime: '2026-04-01 00:00:00', endtime: '2026-04-30 00:00:00' }), [])
  assert.match(
    (await call(city.app, '5201', { data: { psn_no: person.number, med_type: '11', begntime: TODAY, endtime: '2026-01-01' } })).err_msg,
    /晚于结束时间/,
  )
})

test('the question of a real client is answered as it stands', async () => {
  const folder = path.resolve(import.meta.dirname, '../../src/testing/messages')
  for (const name of ['5201-req-02.json', '5303-req-01.json']) {
    const { message } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { message: { input: { data: Row } } & Row }
    const data = { ...message.input.data, ...(name.startsWith('5201') ? { psn_no: city.employee.number } : {}) }
    const answer = await post(
      city.app,
      { ...message, input: { data }, fixmedins_code: HOSPITAL, insuplc_admdvs: POOL, mdtrtarea_admvs: POOL, sign_no: '' },
      'text/plain',
    )
    assert.equal(answer.infcode, 0, answer.err_msg)
  }
})

test('diagnoses come as last sent, those of discharge apart', async () => {
  const person = await city.enrol('resident')
  const { visit } = await outpatientBill(person)
  const ask = async (mdtrt_id: string) =>
    ((await done(city.app, '5202', { data: { psn_no: person.number, mdtrt_id } }))['diseinfo'] as Row[]).map((row) => [
      row['inout_diag_type'],
      row['diag_code'],
      row['maindiag_flag'],
      row['diag_srt_no'],
    ])
  assert.deepEqual(await ask(visit), [
    ['1', 'J18.900', '1', 1],
    ['1', 'I10.x00', '0', 2],
  ])
  const stay = await admitPerson(city.app, person, '390')
  assert.deepEqual(await ask(stay), [['1', 'J18.900', '1', 1]])
  await done(city.app, '2402', dischargeOf(person, stay))
  assert.deepEqual(
    (await ask(stay)).map(([inout]) => inout),
    ['1', '2'],
  )
  assert.match((await call(city.app, '5202', { data: { psn_no: person.number, mdtrt_id: stay } }, AT_CLINIC)).err_msg, /不是本机构登记/)
})

test('a settlement and its cancellation are answered from their facts, and lines with their split', async () => {
  const person = await city.enrol('resident')
  const { visit, bill } = await outpatientBill(person)
  const data = { psn_no: person.number, mdtrt_id: visit, setl_id: bill['setl_id'] }
  const found = await done(city.app, '5203', { data })
  const head = found['setlinfo'] as Row
  for (const field of ['medfee_sumamt', 'hifp_pay', 'fund_pay_sumamt', 'inscp_scp_amt', 'overlmt_selfpay', 'medins_setl_id', 'balc'])
    assert.equal(head[field], bill[field], field)
  assert.deepEqual(
    ['psn_pay', 'cash_payamt', 'refd_setl_flag', 'year', 'pay_loc', 'fixmedins_code', 'begndate', 'insu_optins'].map((field) => head[field]),
    [bill['psn_part_amt'], bill['psn_cash_pay'], '0', '2026', '2', HOSPITAL, TODAY, '980101'],
  )
  const lines = (await done(city.app, '5204', { data })) as unknown as Row[]
  assert.deepEqual(
    lines.map((row) => [
      row['feedetl_sn'],
      row['cnt'],
      row['pric'],
      row['det_item_fee_sumamt'],
      row['overlmt_amt'],
      row['hilist_name'],
      row['list_type'],
      row['spec'],
      row['bilg_dept_name'],
    ]),
    [
      ['1', 1, 10, 10, 0, '甲类药', '101', '10mg', '内科'],
      ['2', 1, 120, 120, 20, '限价项目', '201', '', '内科'],
    ],
  )
  const { setlinfo } = (await done(city.app, '2208', { data })) as { setlinfo: Row }
  const refund = (await done(city.app, '5203', { data: { ...data, setl_id: setlinfo['setl_id'] } }))['setlinfo'] as Row
  assert.deepEqual([refund['refd_setl_flag'], refund['medfee_sumamt']], ['1', -130])
  assert.match((await call(city.app, '5203', { data: { ...data, setl_id: '1' } })).err_msg, /不是该就诊的结算/)
  assert.match((await call(city.app, '5204', { data }, AT_CLINIC)).err_msg, /不是本机构登记/)
  assert.match((await call(city.app, '5203', { data: { ...data, psn_no: city.needy.number } })).err_msg, /不匹配/)
})

test('the year adds up by cumulative type, and a cancelled bill leaves nothing', async () => {
  const person = await city.enrol('resident')
  const ask = async (more: Row = {}) =>
    ((await done(city.app, '5206', { data: { psn_no: person.number, ...more } }))['cuminfo'] as Row[]).map((row) => [
      row['insutype'],
      row['cum_type_code'],
      row['cum'],
    ])
  assert.deepEqual(await ask(), [])
  const { visit, bill } = await outpatientBill(person)
  const sums = await ask()
  assert.ok(
    sums.some(([insutype, code, cum]) => insutype === '390' && code === '102' && cum === bill['inscp_scp_amt']),
    JSON.stringify(sums),
  )
  assert.deepEqual(await ask({ cum_ym: '202602' }), [])
  assert.deepEqual(await ask({ cum_ym: '202603' }), sums)
  await done(city.app, '2208', { data: { psn_no: person.number, mdtrt_id: visit, setl_id: bill['setl_id'] } })
  assert.deepEqual(await ask(), [])
  assert.match((await call(city.app, '5206', { data: { psn_no: person.number, cum_ym: '2026-3' } })).err_msg, /cum_ym/)
})

test('filings for diseases and chosen institutions that stand, and drugs dispensed under them', async () => {
  const person = await city.enrol('resident')
  await db.batch.query(
    `INSERT INTO filing (person, filing, area, kind, disease, provider, in_force, until, booked_on) VALUES
       ($1, nextval('fact_seq'), '980101', 'chronic', 'M03900', NULL, '2026-01-01', NULL, '2026-01-01'),
       ($1, nextval('fact_seq'), '980101', 'designated_outpatient', NULL, $2, '2026-01-01', '2026-12-31', '2026-01-01')`,
    [String(person.person), HOSPITAL],
  )
  const diseases = (await done(city.app, '5301', { data: { psn_no: person.number } }))['feedetail'] as Row[]
  assert.deepEqual(
    diseases.map((row) => [row['opsp_dise_code'], row['begndate'], row['enddate']]),
    [['M03900', '2026-01-01', '']],
  )
  const chosen = (await done(city.app, '5302', { data: { psn_no: person.number, biz_appy_type: '03' } }))['psnfixmedin'] as Row[]
  assert.deepEqual(
    chosen.map((row) => [row['fixmedins_code'], row['fixmedins_name'], row['fix_srt_no'], row['enddate']]),
    [[HOSPITAL, '小城第一医院', '1', '2026-12-31']],
  )
  assert.deepEqual((await done(city.app, '5302', { data: { psn_no: person.number, biz_appy_type: '01' } }))['psnfixmedin'], [])
  assert.match((await call(city.app, '5302', { data: { psn_no: person.number, biz_appy_type: '88' } })).err_msg, /biz_appy_type/)
  await outpatientBill(person, '14', 'M03900')
  const medication = async (more: Row = {}, at: Row = {}) =>
    ((await done(city.app, '5205', { data: { psn_no: person.number, begntime: '2026-03-01', ...more } }, at))['feedetail'] as Row[]).map((row) => [
      row['med_list_codg'],
      row['med_type'],
      row['spec'],
    ])
  assert.deepEqual(await medication(), [[DRUG, '14', '10mg']], 'services are no drugs')
  assert.deepEqual(await medication({}, AT_CLINIC), [])
})

test('who is in hospital, and referrals made by or to the institution', async () => {
  const person = await city.enrol('resident')
  const stay = await admitPerson(city.app, person, '390')
  const ask = async (more: Row = {}, at: Row = {}) =>
    ((await done(city.app, '5303', { data: { ...MARCH, ...more } }, at))['data'] as Row[]).filter((row) => row['psn_no'] === person.number)
  assert.deepEqual(
    (await ask()).map((row) => [row['mdtrt_id'], row['begndate'], row['ipt_otp_no'], row['out_flag']]),
    [[stay, '2026-03-10', 'ZY1', '0']],
  )
  assert.deepEqual(await ask({ begntime: '2026-03-11 00:00:00' }), [])
  assert.equal((await ask({ begntime: '2026-03-10 00:00:00', endtime: '2026-03-10 23:59:59' })).length, 1, 'admitted in the course of the last day')
  assert.equal((await ask({ begntime: '2026-03-10', endtime: '2026-03-10' })).length, 1, 'the end of a bare day is its last second')
  assert.deepEqual(await ask({ begntime: '2026-03-10 00:00:00', endtime: '2026-03-10 00:00:01' }), [])
  assert.deepEqual(await ask({}, AT_CLINIC), [])
  const referral = {
    psn_no: person.number,
    insutype: '390',
    diag_code: 'C16.900',
    diag_name: '胃恶性肿瘤',
    reflin_medins_no: FAR,
    reflin_medins_name: '远省医院',
    mdtrtarea_admdvs: '970101',
    refl_type: '3',
    refl_date: '2026-03-01',
    refl_rea: '病情需要',
    refl_opnn: '同意转院',
    hosp_agre_refl_flag: '1',
    begndate: '2026-03-01',
    enddate: '2026-06-30',
  }
  await done(city.app, '2501', { refmedin: referral })
  const referrals = async (at: Row = {}) => (await done(city.app, '5304', { data: { psn_no: person.number, begntime: '2026-01-01' } }, at))['refmedin'] as Row[]
  assert.deepEqual(
    (await referrals()).map((row) => [row['reflin_medins_name'], row['refl_rea'], row['out_flag'], row['begndate'], row['enddate'], row['insutype']]),
    [['远省医院', '病情需要', '1', '2026-03-01', '2026-06-30', '390']],
  )
  assert.deepEqual(await referrals(AT_CLINIC), [])
  await done(city.app, '2402', dischargeOf(person, stay))
  assert.deepEqual(await ask(), [], 'who was discharged is not in hospital')
})

test('departments as reported, and people as the agency registered them', async () => {
  const department = {
    hosp_dept_codg: 'K1',
    caty: 'A03',
    hosp_dept_name: '内科',
    begntime: '2026-01-01 00:00:00',
    itro: '内科',
    dept_resper_name: '主任',
    dept_resper_tel: '0',
    dept_estbdat: '2020-01-01 00:00:00',
    aprv_bed_cnt: 40,
    poolarea_no: POOL,
    dr_psncnt: 5,
    phar_psncnt: 0,
    nurs_psncnt: 8,
    tecn_psncnt: 1,
  }
  await done(city.app, '3401', { deptinfo: department })
  const found = (await done(city.app, '5101', {}))['feedetail'] as Row[]
  assert.deepEqual(
    found.map((row) => [row['hosp_dept_codg'], row['hosp_dept_name'], row['aprv_bed_cnt'], row['itro'], row['dr_psncnt']]),
    [['K1', '内科', 40, '内科', 5]],
  )
  assert.deepEqual((await done(city.app, '5101', { data: { infno: '5101' } }, AT_CLINIC))['feedetail'], [])
  const manager = await desk.as('agency', 'provider_manager', '980101')
  const body = { code: 'D980101000001', practice: '1', name: '医师一', certificate: '000000198001010010', insured_doctor: true, begins: '2026-01-01' }
  const url = `/api/institutions/${HOSPITAL}/practitioners`
  assert.equal((await manager.post(url, body)).status, 200)
  assert.equal((await manager.post(url, body)).body['code'], 'registered_already')
  assert.equal((await manager.post(`/api/institutions/${CLINIC}/practitioners`, body)).body['code'], 'not_in_register')
  const ask = async (more: Row = {}, at: Row = {}) => (await done(city.app, '5102', { data: { prac_psn_type: '1', ...more } }, at))['feedetail'] as Row[]
  assert.deepEqual(
    (await ask({ certno: body.certificate })).map((row) => [row['prac_psn_code'], row['certno'], row['hi_dr_flag'], row['endtime']]),
    [['D980101000001', body.certificate, '1', '']],
  )
  assert.deepEqual([(await ask({ prac_psn_name: '别人' })).length, (await ask({}, AT_CLINIC)).length, (await ask({ prac_psn_type: '2' })).length], [0, 0, 0])
  assert.equal((await manager.post(`${url}/${body.code}/end`, { ends: TODAY, reason: '调离' })).status, 200)
  assert.deepEqual(
    (await ask()).map((row) => [row['endtime'], row['chg_rea']]),
    [[`${TODAY} 23:59:59`, '调离']],
  )
  assert.equal(Array.isArray((await manager.get(url)).body['rows']), true)
})

test('questions without their fields, and about nobody, are refused with a sentence', async () => {
  for (const infno of ['5201', '5202', '5203', '5204', '5205', '5206', '5301', '5302', '5304']) {
    assert.match((await call(city.app, infno, { data: {} })).err_msg, /不能为空/, infno)
    assert.match((await call(city.app, infno, {})).err_msg, /缺少节点data/, infno)
  }
  const nobody = { psn_no: `${POOL}00000000999999`, mdtrt_id: '1', setl_id: '1', med_type: '11', biz_appy_type: '03', ...MARCH }
  for (const infno of ['5201', '5202', '5203', '5204', '5205', '5206', '5301', '5302', '5303', '5304']) {
    const answer = await call(city.app, infno, { data: nobody })
    if (infno === '5303') assert.deepEqual(answer.output, { data: [] })
    else assert.match(answer.err_msg, /人员编号/, infno)
  }
})
