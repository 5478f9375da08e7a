// 3101, 3102 and 3103 over HTTP: messages in the shapes of three real senders, what is stored, and what the desk sees of it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { call, done, envelope, newMsgid, post, registerVisit, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { CLINIC, HOSPITAL, type SmallCity, smallCity } from '../testing/small-city.js'

type Json = Record<string, unknown>

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { pool: '980100', clock: testClock(noon('2026-03-20')) })
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

const COIL = 'XG02BAZ061Z007010279543'

/** An order in the shape of a hospital's order screen: numbers, nulls and fields of its own. */
function order(id: string, code: string, more: Json = {}): Json {
  return {
    rx_id: id,
    rxno: 'IP202603200000022',
    grpno: '',
    long_drord_flag: 0,
    hilist_type: '101',
    chrg_type: '09',
    drord_bhvr: 0,
    hilist_code: code,
    hilist_name: `项目${id}`,
    hilist_lv: '--',
    hosplist_code: code,
    hosplist_name: `项目${id}`,
    cnt: 1,
    pric: 1153,
    sumamt: 1153,
    selfpay_amt: 0,
    ownpay_amt: 0,
    spec: '52mg',
    spec_unt: '盒',
    drord_begn_date: '2026-03-20 11:25:52',
    drord_stop_date: null,
    drord_dept_codg: '100309',
    drord_dept_name: '骨科',
    drord_dr_codg: 'ys01',
    drord_dr_name: '医生01',
    drord_dr_profttl: '231',
    curr_drord_flag: 1,
    order_id: 1,
    self_paying_flag: null,
    ...more,
  }
}

function encounter(visit: string, orders: readonly Json[], more: Json = {}): Json {
  return {
    mdtrt_id: visit,
    medins_id: HOSPITAL,
    medins_name: '小城第一医院',
    medins_admdvs: '980101',
    medins_type: 'A',
    medins_lv: '01',
    bedno: '10床',
    setl_date: null,
    adm_date: '2026-03-10 10:59:45',
    dscg_date: null,
    dscg_main_dise_codg: 'M10.900',
    dscg_main_dise_name: '痛风性关节炎',
    dr_codg: '00129',
    adm_dept_codg: '骨科',
    med_mdtrt_type: '1',
    med_type: '21',
    matn_stas: '0',
    medfee_sumamt: 0,
    insutype: '390',
    reim_flag: 0,
    out_setl_flag: 0,
    fsi_diagnose_dtos: [
      { dise_id: 3069, inout_dise_type: '1', maindise_flag: 1, dias_srt_no: 1, dise_codg: 'M10.900', dise_name: '痛风', dise_date: '2026-03-10 21:55:18' },
    ],
    fsi_operation_dtos: [],
    fsi_order_dtos: orders,
    ...more,
  }
}

function patient(patn: string, visit: string, orders: readonly Json[], more: Json = {}): Json {
  return {
    patn_id: patn,
    patn_name: '测试人',
    gend: '1',
    brdy: '1951-08-27',
    poolarea: '980100',
    curr_mdtrt_id: visit,
    fsi_encounter_dtos: [encounter(visit, orders, more)],
  }
}

const dataOf = (...patients: Json[]): Json => ({ data: { rule_ids: [], trig_scen: '4', syscode: 'IMS', patient_dtos: patients } })
const resultsOf = (output: Json): Json[] => output['result'] as Json[]
const rulesOf = (output: Json): unknown[] => resultsOf(output).map((row) => row['rule_id'])

test("an order screen's message: a man's coil is found, orders shown as earlier are not blamed", async () => {
  const orders = [
    order('6374', COIL),
    order('6375', COIL, { curr_drord_flag: 0 }),
    order('6099', 'XA11DAW036A001010104127', { pric: 0.1, sumamt: 0.1, curr_drord_flag: 0 }),
  ]
  const output = await done(city.app, '3101', dataOf(patient('1058158', '2001668', orders)))
  const [found, ...others] = resultsOf(output)
  assert.deepEqual(others, [])
  assert.equal(found?.['rule_id'], 'GZ10000301004000')
  assert.equal(found?.['rule_name'], '药品区分性别使用')
  assert.deepEqual([found?.['patn_id'], found?.['mdtrt_id'], found?.['sev_deg'], found?.['vola_amt']], ['1058158', '2001668', '1', 2306])
  assert.match(String(found?.['vola_cont']), /限女性使用，患者登记为男性/)
  assert.match(String(found?.['vola_evid']), /国家医疗保障局.*2025-05-23公布/)
  const details = found?.['judge_result_detail_dtos'] as Json[]
  assert.deepEqual(
    details.map((one) => [one['rx_id'], one['vola_item_type'], one['vola_amt']]),
    [
      ['6374', '1', 1153],
      ['6375', '1', 1153],
    ],
  )
  const { rows } = await db.batch.query('SELECT person, area, institution, hospital_visit, doctor, department FROM review_finding WHERE finding = $1', [
    found?.['jr_id'],
  ])
  assert.deepEqual(rows, [{ person: 0n, area: '980101', institution: HOSPITAL, hospital_visit: '2001668', doctor: '医生01', department: '骨科' }])
})

test('a clean prescription answers an empty list; nodes beside data, lone objects and texts for numbers are read', async () => {
  const one = encounter('1', [])
  const { fsi_order_dtos: _orders, fsi_diagnose_dtos: _diagnoses, ...bare } = one
  const clean = order('1', 'XA11DAW036A001010104127', { sumamt: '12.50', cnt: '2', pric: '6.25' })
  const beside = {
    data: { syscode: 'sy', patient_dtos: '', rule_ids: '', task_id: '', trig_scen: '23' },
    patient_dtos: { patn_id: city.employee.number, gend: '1', brdy: '1980-01-01', curr_mdtrt_id: '1', fsi_encounter_dtos: '' },
    fsi_encounter_dtos: [{ ...bare, fsi_order_dtos: '', fsi_diagnose_dtos: '' }],
    fsi_order_dtos: [clean],
  }
  assert.deepEqual(await done(city.app, '3101', beside), { result: [] })
  const wrong = { ...beside, fsi_order_dtos: [{ ...clean, hilist_code: COIL }] }
  assert.deepEqual(rulesOf(await done(city.app, '3101', wrong)), ['GZ10000301004000'])
})

test('the register knows better than the message: sex, level of the institution, earlier use', async () => {
  const { resident } = city
  // The sender says woman; the register says man.
  const asWoman = { ...patient(resident.number, '9', [order('1', COIL)]), gend: '2' }
  assert.deepEqual(rulesOf(await done(city.app, '3101', dataOf(asWoman))), ['GZ10000301004000'])
  // The sender calls itself tertiary; the register says township.
  const injection = dataOf(patient(resident.number, '9', [order('1', 'ZA09HAC0101010102129', { sumamt: 60 })], { medins_lv: '01' }))
  assert.deepEqual(rulesOf(await done(city.app, '3101', injection, { fixmedins_code: CLINIC })), ['GZ10000101012000'])
  assert.deepEqual(rulesOf(await done(city.app, '3101', injection)), [])
  // HbA1c was charged at this hospital ten days ago: within the fifteen days of the rule.
  const test = '002503020030000'
  const visit = await registerVisit(city.app, resident, '390')
  await done(city.app, '2204', uploadOf(resident, visit, 'B1', [{ sn: '1', code: test, price: '50.00', more: { fee_ocur_time: '2026-03-10 09:00:00' } }]))
  const again = dataOf(patient(resident.number, '77', [order('1', test, { sumamt: 50, drord_begn_date: '2026-03-20' })], { med_type: '11' }))
  const found = resultsOf(await done(city.app, '3101', again))
  assert.deepEqual(
    found.map((one) => [one['rule_id'], one['sev_deg']]),
    [
      ['N31', '2'],
      ['N31', '3'],
    ],
  )
  assert.match(String(found[0]?.['vola_cont']), /2026-03-10和2026-03-20相隔10天/)
  // The same lines, sent for review at settlement after they were uploaded, are not their own predecessors.
  const uploaded = dataOf(patient(resident.number, visit, [order('1', test, { sumamt: 50, drord_begn_date: '2026-03-10' })], { med_type: '11' }))
  assert.deepEqual(rulesOf(await done(city.app, '3102', uploaded)), [])
})

test('several patients in one message, each with own findings; a pair and a day limit with their amounts', async () => {
  const monitor = order('1', '001103000010000', { hilist_type: '201', sumamt: 60 })
  const bed = order('2', '001109000010000', { hilist_type: '201', sumamt: 80, cnt: 2 })
  const output = await done(city.app, '3102', dataOf(patient('A', '1', [monitor, bed]), patient('B', '2', [order('1', COIL)])))
  assert.deepEqual(
    resultsOf(output).map((row) => [row['patn_id'], row['rule_id'], row['vola_amt']]),
    [
      ['A', 'GZ10000102012000', 80],
      ['A', 'GZ10000102014000', 40],
      ['B', 'GZ10000301004000', 1153],
    ],
  )
  const asked = { data: { ...(dataOf(patient('A', '1', [monitor, bed]))['data'] as Json), rule_ids: ['N25'] } }
  assert.deepEqual(rulesOf(await done(city.app, '3102', asked)), ['GZ10000102012000'])
})

test('the same message answers the same, another content under its msgid is refused', async () => {
  const message = envelope('3101', dataOf(patient(city.needy.number, '5', [order('1', COIL)])))
  const first = await post(city.app, message)
  const again = await Promise.all([post(city.app, message), post(city.app, message)])
  for (const one of again) assert.deepEqual([one.output, one.inf_refmsgid], [first.output, first.inf_refmsgid])
  const other = await post(city.app, { ...message, input: dataOf(patient(city.needy.number, '5', [])) })
  assert.equal(other.infcode, -1)
  const different = await post(city.app, { ...message, input: dataOf(patient(city.needy.number, '6', [order('1', COIL)])) })
  assert.match(different.err_msg, /msgid/)
  const { rows } = await db.batch.query<{ n: bigint }>('SELECT count(*)::bigint AS n FROM review_finding WHERE msgid = $1', [message['msgid']])
  assert.equal(rows[0]?.n, 1n)
})

test('what is missing or wrong is told by name, and nothing is stored', async () => {
  const faults: readonly (readonly [Json, RegExp])[] = [
    [{ data: { syscode: 'x' } }, /参保人信息（patient_dtos）/],
    [dataOf({ ...patient('A', '1', []), fsi_encounter_dtos: [] }), /就诊信息（fsi_encounter_dtos）/],
    [dataOf(patient('A', '1', [])), /处方（医嘱）信息（fsi_order_dtos）/],
    [dataOf(patient('A', '1', [order('1', '')])), /医保目录代码（hilist_code）不能为空/],
    [dataOf(patient('A', '1', [order('1', COIL, { cnt: '1e3' })])), /数量（cnt）不是数字/],
    [dataOf({ ...patient('A', '1', [order('1', COIL)]), brdy: '1951-13-40' }), /出生日期（brdy）不是日期/],
    [{ data: { patient_dtos: 'xyz', syscode: 'x' } }, /patient_dtos/],
    [{ data: { ...(dataOf(patient('A', '1', [order('1', COIL)]))['data'] as Json), rule_ids: ['R-1'] } }, /rule_ids/],
  ]
  for (const [input, sentence] of faults) {
    const answer = await call(city.app, '3101', input)
    assert.equal(answer.infcode, -1)
    assert.match(answer.err_msg, sentence)
    assert.ok(answer.err_msg.length <= 200)
  }
})

test('a doctor goes on with a reason or goes back; only own findings of the stage can be answered', async () => {
  const output = await done(
    city.app,
    '3101',
    dataOf(patient(city.employee.number, '8', [order('1', COIL), order('2', 'ZA04CAE0023010100166', { sumamt: 25 })])),
  )
  const [coil, children] = resultsOf(output).map((row) => String(row['jr_id']))
  const answer = (warns: unknown, more: Json = {}) => ({ data: { warn_type: '1', warns, ...more } })
  const msgid = newMsgid(HOSPITAL)
  const both = answer([
    { warn_rslt_id: coil, dspo_way: '2', dspo_way_rea: '' },
    { warn_rslt_id: children, dspo_way: '1', dspo_way_rea: '成人吞咽困难，用口服液' },
  ])
  assert.deepEqual(await done(city.app, '3103', both, { msgid }), {})
  assert.deepEqual(await done(city.app, '3103', both, { msgid }), {}, 'a repeated message is not a second answer')
  assert.deepEqual(await done(city.app, '3103', answer({ warn_rslt_id: coil, dspo_way: 1, dspo_way_rea: '性别登记有误' })), {})
  const { rows } = await db.batch.query('SELECT decision, reason FROM review_answer WHERE finding = ANY ($1::bigint[]) ORDER BY answer', [[coil, children]])
  assert.deepEqual(rows, [
    { decision: 'amended', reason: '' },
    { decision: 'continued', reason: '成人吞咽困难，用口服液' },
    { decision: 'continued', reason: '性别登记有误' },
  ])
  const refusedFor = async (input: Json, more: Json = {}): Promise<string> => (await call(city.app, '3103', input, more)).err_msg
  const one = { warn_rslt_id: coil, dspo_way: '1' }
  assert.match(await refusedFor(answer([one]), { fixmedins_code: CLINIC }), /不是本机构/)
  assert.match(await refusedFor(answer([one], { warn_type: '2' })), /事中/)
  assert.match(await refusedFor(answer([one], { warn_type: '7' })), /warn_type/)
  assert.match(await refusedFor(answer([{ ...one, dspo_way: '9' }])), /dspo_way/)
  assert.match(await refusedFor(answer([{ ...one, warn_rslt_id: 'abc' }])), /warn_rslt_id/)
  assert.match(await refusedFor(answer([])), /warns/)
})

test('the office confirms or withdraws a finding with its reason; the latest word stands, every word stays', async () => {
  const supervisor = await desk.as('bureau', 'supervisor', '980101')
  const [one] = (await supervisor.get('/api/findings?judged=no&rule=N65&stage=pre')).body['rows'] as Json[]
  const path = `/api/findings/${one?.['finding']}/judgements`
  const judge = async (kind: string, reason: string) => supervisor.post(path, { kind, reason })
  assert.equal((await judge('confirmed', '')).status, 400)
  assert.match(String((await judge('confirmed', '  ')).body['sentence']), /理由/)
  assert.equal((await judge('confirmed', '病历没有吞咽困难的记载')).status, 200)
  assert.match(String((await judge('confirmed', '再认定一次')).body['sentence']), /不必重复/)
  const { body } = await judge('withdrawn', '医院补交了病历')
  assert.deepEqual(
    (body['steps'] as Json[]).map((step) => [step['kind'], step['reason'], step['officer']]),
    [
      ['confirmed', '病历没有吞咽困难的记载', '测试员'],
      ['withdrawn', '医院补交了病历', '测试员'],
    ],
  )
  assert.deepEqual((await supervisor.get(path)).body['steps'], body['steps'])
  const [withdrawn] = (await supervisor.get('/api/findings?judged=withdrawn')).body['rows'] as Json[]
  assert.deepEqual([withdrawn?.['finding'], (withdrawn?.['judgement'] as Json)['reason']], [one?.['finding'], '医院补交了病历'])
  const elsewhere = await desk.as('bureau', 'supervisor', '980102')
  const theirs = (await elsewhere.post('/api/findings/999999/judgements', { kind: 'confirmed', reason: '没有这一条' })).body
  assert.match(String(theirs['sentence']), /没有这条疑点/)
  assert.equal((await (await desk.as('audit', 'auditor', '980101')).post(path, { kind: 'confirmed', reason: '审计不处理' })).status, 403)
  assert.equal((await supervisor.download('/api/findings.xlsx')).bytes.subarray(0, 2).toString(), 'PK')
})

test('the supervisor lists findings with filters, names masked; other roles may not', async () => {
  const supervisor = await desk.as('bureau', 'supervisor', '980101')
  const all = await supervisor.get('/api/findings')
  assert.equal(all.status, 200, JSON.stringify(all.body))
  const rows = all.body['rows'] as Json[]
  assert.ok(rows.length >= 8)
  assert.ok(rows.every((row) => row['person_name'] === null || /^测\*$/.test(String(row['person_name']))))
  const answered = await supervisor.get('/api/findings?answered=continued&rule=N65&stage=pre&severity=suspect')
  const [one] = answered.body['rows'] as Json[]
  assert.equal(answered.body['total'], 1)
  assert.equal((one?.['answer'] as Json)['reason'], '成人吞咽困难，用口服液')
  assert.equal(one?.['psn_no'], city.employee.number)
  const mid = await supervisor.get(`/api/findings?stage=mid&institution=${HOSPITAL}&from=2026-03-20&to=2026-03-20&size=1`)
  assert.deepEqual([mid.body['total'], (mid.body['rows'] as Json[]).length], [4, 1])
  const elsewhere = await desk.as('bureau', 'supervisor', '980102')
  const seen = (await elsewhere.get('/api/findings')).body['rows'] as Json[]
  assert.deepEqual([...new Set(seen.map((row) => row['institution']))], [CLINIC])
  assert.equal((await (await desk.as('agency', 'enrolment_clerk', '980101')).get('/api/findings')).status, 403)
})

test('a doctor’s screen that sends objects where lists may stand, leaves fields out, and names the gateway without signing', async () => {
  const bare = {
    rx_id: 'R1',
    rxno: '77',
    long_drord_flag: '0',
    drord_bhvr: '0',
    hosplist_name: '自制药',
    cnt: '1',
    pric: '3.5',
    sumamt: '3.5',
    curr_drord_flag: '1',
    drord_begn_date: '2026-03-20 10:00:00',
  }
  const { fsi_encounter_dtos: _, ...man } = patient('P1', 'MZ0001', [])
  const visit = encounter('MZ0001', [
    { ...bare, hilist_code: 'X', hosplist_code: 'OWN9' },
    { ...bare, rx_id: 'R2', hilist_code: COIL, hosplist_code: 'OWN10' },
  ])
  const dto = { ...man, poolarea: '321181', fsi_encounter_dtos: { ...visit, selfpay_amt: '0.00', setl_totlnum: 1, fsi_operation_dtos: null } }
  const input = { data: { syscode: '3101', trig_scen: '5', task_id: '0f8fad5bd9cb469fa16570867728950e', patient_dtos: dto } }
  const payload = JSON.stringify(envelope('3101', input, { cainfo: '04010e61427ba598', fixmedins_soft_fcty: '某软件公司' }))
  const headers = {
    'content-type': 'application/json',
    _api_name: 'hssServives',
    _api_signature: '',
    _api_version: '1.0.0',
    _api_access_key: '',
    _api_timestamp: '20260320110000123',
  }
  const answer = await city.app.inject({ method: 'POST', url: '/fsi/api/rsfComIfsService/callService', payload, headers })
  const { infcode, err_msg, output } = answer.json<{ infcode: number; err_msg: string; output: Json }>()
  assert.equal(infcode, 0, err_msg)
  assert.deepEqual(rulesOf(output), ['GZ10000301004000'])
})
