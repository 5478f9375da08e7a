// Settlement lists over HTTP: uploaded in versions, checked against the settlement, submitted, reviewed at the office, asked for.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { call, done, envelope, post } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { listOf, type SettledStay, settledStayIn } from '../testing/settled-stay.js'
import { CLINIC, HOSPITAL, NOON, POOL, type SmallCity, smallCity } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let clerk: Caller
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { clock: NOON, pool: POOL })
  clerk = await desk.as('agency', 'benefit_clerk', '980101')
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>

const settledStay = (): Promise<SettledStay> => settledStayIn(city)

const upload = async (settled: SettledStay, more: { head?: Row; nodes?: Row } = {}) => (await done(city.app, '4101', listOf(settled, more)))['data'] as Row
const stateOf = ({ person, bill }: SettledStay, state: string) => ({ psn_no: person.number, setl_id: bill['setl_id'], stas_type: state })
const setState = (settled: SettledStay, state: string) => call(city.app, '4102', { data: { stastinfo: [stateOf(settled, state)] } })
const resultOf = async ({ bill }: SettledStay, more: Row = {}) =>
  done(city.app, '4104', { data: { setl_ym: '202603', setl_id: bill['setl_id'], page_num: 1, page_size: 10, ...more } })
const sentences = async (settled: SettledStay): Promise<string[]> =>
  ((await resultOf(settled))['detailinfo'] as Row[]).map((row) => String(row['qltctrl_chk_rslt']))

test('a right list is uploaded, asked for, submitted and passed', async () => {
  const settled = await settledStay()
  // A sender that fills the lists it has no use for with an object of nothing.
  const message = envelope(
    '4101',
    listOf(settled, { nodes: { oprninfo: [{ oprn_oprt_name: '', oprn_oprt_code: null }], icuinfo: { scs_cutd_ward_type: null, scs_cutd_sum_dura: '' } } }),
  )
  const first = (await post(city.app, message)) as unknown as Row
  assert.deepEqual([first['infcode'], first['warn_msg']], [0, ''], String(first['err_msg']))
  assert.deepEqual(((await post(city.app, message)) as unknown as Row)['output'], first['output'], 'the same message is one list')
  assert.deepEqual(await sentences(settled), [])
  assert.equal((await resultOf(settled))['qltctrl_rslt'], '1')
  const found = await done(city.app, '4103', { data: { psn_no: settled.person.number, setl_id: settled.bill['setl_id'] } })
  const head = found['setlinfo'] as Row
  assert.deepEqual(
    [head['certno'], head['coner_tel'], head['stas_type'], head['psn_cashpay'], head['adm_way_code'], head['ybtcPay']],
    [settled.person.certificate, '00012345678', '0', settled.bill['psn_cash_pay'], '2', settled.bill['hifp_pay']],
  )
  assert.deepEqual([head['act_ipt_days'], head['age_daus'], head['hi_no']], [10, 0, ''], 'a number is one, and nothing printed is left out')
  assert.equal((found['diseinfo'] as Row[])[0]?.['diag_code'], 'J18.900')
  assert.equal((found['iteminfo'] as Row[])[0]?.['item_sumamt'], 1000)
  assert.equal((await call(city.app, '4102', { Data: [{ stastinfo: stateOf(settled, '1') }] })).infcode, 0, 'the outer node as a list')
  assert.match((await setState(settled, '1')).err_msg, /已提交，不能改为已提交/)
  assert.match((await setState(settled, '0')).err_msg, /不能改为未提交/)
  assert.match((await call(city.app, '4101', listOf(settled))).err_msg, /已提交，等待审核/)
  const reviewed = await clerk.post(`/api/settlement-lists/${settled.person.number}/${settled.bill['setl_id']}/review`, { decision: 'pass' })
  assert.deepEqual([reviewed.status, reviewed.body['state']], [200, 'passed'])
  assert.match((await setState(settled, '0')).err_msg, /审核通过，不能再修改/)
  assert.match((await call(city.app, '4101', listOf(settled))).err_msg, /已审核通过/)
})

test('each difference from the settlement is named with both figures, and keeps the list from being submitted', async () => {
  const settled = await settledStay()
  const cash = Number(settled.bill['psn_cash_pay'])
  const wrong = listOf(settled, {
    head: {
      psn_cashpay: '1.00',
      psn_selfpay: '5.00',
      act_ipt_days: '12',
      adm_time: '2026-03-11 08:00:00',
      gend: '2',
      psn_name: '别人',
      certno: '000000198001010000',
      hi_type: '310',
      dscg_way: '2',
      vent_used_dura: '13小时',
      patn_rlts: 'XX',
      diag_code_cnt: '5',
      age: '30',
    },
    nodes: {
      diseinfo: [
        { diag_type: '1', diag_code: 'O80.000', diag_name: '顺产', adm_cond_type: '1', maindiag_flag: '1' },
        { diag_type: '1', diag_code: 'J18-9', diag_name: '肺炎', adm_cond_type: '1', maindiag_flag: '0' },
        { diag_type: '1', diag_code: 'J18-9', diag_name: '肺炎', adm_cond_type: '1', maindiag_flag: '0' },
      ],
      oprninfo: [{ oprn_oprt_type: '2', oprn_oprt_name: '阑尾切除', oprn_oprt_code: '47.0100', oper_dr_code: 'D1', oprn_oprt_date: '2026-02-01' }],
      icuinfo: [
        { scs_cutd_ward_type: '1', scs_cutd_inpool_time: '2026-03-11 08:00:00', scs_cutd_exit_time: '2026-03-10 08:00:00', scs_cutd_sum_dura: '1/0/0' },
      ],
      payinfo: [{ fund_pay_type: '390100', fund_payamt: '1.00' }],
      iteminfo: [{ med_chrgitm: '01', amt: '900.00', claa_sumfee: '1.00', clab_amt: 0, fulamt_ownpay_amt: 0, oth_amt: 0 }],
    },
  })
  const answer = (await call(city.app, '4101', wrong)) as unknown as Row
  assert.equal(answer['infcode'], 0)
  assert.match(String(answer['warn_msg']), /质控发现错误\d+处/)
  const said = await sentences(settled)
  const expected: readonly RegExp[] = [
    new RegExp(`个人现金支付（psn_cashpay）填写1.00元，结算为${cash.toString().replace('.', '\\.')}`),
    /个人自付与个人自费合计.*应等于/,
    /实际住院天数填写12天，按入院2026-03-10、出院2026-03-20应为10天/,
    /入院时间（adm_time）填写2026-03-11，结算登记为2026-03-10/,
    /性别（gend）填写2，参保登记为1/,
    /姓名与参保登记的姓名不一致/,
    /证件号码（certno）与参保登记的证件不一致/,
    /年龄（age）填写30岁，就诊当日为46岁/,
    /医保类型（hi_type）填写310，结算险种为390居民/,
    /须填写拟接收机构名称/,
    /时长（vent_used_dura）应写作天\/小时\/分钟/,
    /与患者关系（patn_rlts）的值XX不在代码表patn_rlts中/,
    /诊断代码计数（diag_code_cnt）填写5，实有3条/,
    /主诊断O80.000与结算时的主诊断J18.900不一致/,
    /诊断O80.000顺产与患者性别男不符/,
    /诊断J18-9重复填写/,
    /J18-9不是医保版编码/,
    /主要手术应有且只有一条，现有0条/,
    /手术日期2026-02-01不在住院期间/,
    /退出时间.*早于进入时间/,
    /基金支付类型390100填写1.00元，结算为/,
    /收费项目金额合计900.00元，应等于结算总费用1000.00元/,
    /iteminfo第1条金额900.00元不等于/,
    /收费项目类别09清单填写0.00元，费用明细为1000.00元/,
  ]
  for (const sentence of expected)
    assert.ok(
      said.some((one) => sentence.test(one)),
      `${sentence} is not among ${said.join('\n')}`,
    )
  assert.ok(
    said.every((one) => !/\d{17}/.test(one)),
    'no sentence repeats an identity number',
  )
  assert.match((await setState(settled, '1')).err_msg, /处错误，请改正后重新上传/)
  await upload(settled)
  assert.deepEqual(await sentences(settled), [], 'the version that stands is the last')
  const { body } = await clerk.get(`/api/settlement-lists/${settled.person.number}/${settled.bill['setl_id']}`)
  assert.deepEqual([body['version'], (body['versions'] as Row[]).length], [2, 2])
  assert.equal(JSON.stringify(body).includes(settled.person.certificate), false)
})

test('a list that failed goes back and is submitted again; the office says why', async () => {
  const settled = await settledStay()
  await upload(settled)
  const review = (body: Row) => clerk.post(`/api/settlement-lists/${settled.person.number}/${settled.bill['setl_id']}/review`, body)
  assert.equal((await review({ decision: 'pass' })).body['code'], 'list_state')
  assert.equal((await setState(settled, '1')).infcode, 0)
  assert.equal((await review({ decision: 'fail' })).body['code'], 'reason_missing')
  assert.equal((await review({ decision: 'fail', reason: '主诊断选择有误' })).status, 200)
  const found = (await done(city.app, '4103', { data: { psn_no: settled.person.number, setl_id: settled.bill['setl_id'] } }))['setlinfo'] as Row
  assert.deepEqual([found['stas_type'], found['chk_cont']], ['3', '主诊断选择有误'])
  assert.equal((await setState(settled, '0')).infcode, 0)
  assert.equal((await call(city.app, '4102', { stastinfo: { psn_no: settled.person.number, setl_id: settled.bill['setl_id'], stas_type: '1' } })).infcode, 0)
  const listed = (await clerk.get('/api/settlement-lists?state=submitted')).body
  assert.ok((listed['rows'] as Row[]).some((row) => row['settlement'] === settled.bill['setl_id']))
})

test('a list is of a bill of the institution that counts; others see nothing of it', async () => {
  const settled = await settledStay()
  assert.match((await call(city.app, '4101', listOf(settled), { fixmedins_code: CLINIC })).err_msg, /不是本机构登记/)
  assert.match((await call(city.app, '4101', listOf(settled, { head: { setl_id: '1' } }))).err_msg, /不是该就诊的结算/)
  assert.match((await setState(settled, '1')).err_msg, /没有该人员的结算清单/)
  await upload(settled)
  const ask = { data: { psn_no: settled.person.number, setl_id: settled.bill['setl_id'] } }
  assert.match((await call(city.app, '4103', ask, { fixmedins_code: CLINIC })).err_msg, /没有该人员的结算清单/)
  assert.match((await call(city.app, '4104', { data: { setl_ym: '2026-3', page_num: 1, page_size: 10 } })).err_msg, /setl_ym/)
  const cancel = { data: { psn_no: settled.person.number, mdtrt_id: settled.visit, setl_id: settled.bill['setl_id'] } }
  await done(city.app, '2305', cancel)
  assert.match((await setState(settled, '1')).err_msg, /已撤销，其清单不能提交/)
  assert.match((await call(city.app, '4101', listOf(settled))).err_msg, /已撤销/)
})

test('editions without psn_no find the person by the certificate; 4105 counts what is missing', async () => {
  const settled = await settledStay()
  const time = { stt_begntime: '2026-03-01 00:00:00', stt_endtime: '2026-03-31 00:00:00' }
  const count = async (more: Row = {}) => done(city.app, '4105', { data: { fixmedins_code: HOSPITAL, medtype_list: ['21', '11'], ...time, ...more } })
  const before = await count()
  await done(city.app, '4101', listOf(settled, { head: { psn_no: '' } }))
  const after = await count()
  assert.deepEqual([after['needUploadCnt'], after['uploadedCnt']], [before['needUploadCnt'], Number(before['uploadedCnt']) + 1])
  assert.equal((await count({ medtype_list: '41' }))['needUploadCnt'], 0)
  assert.ok(Number((await count({ stt_flag: true }))['uploadedCnt']) < Number(after['uploadedCnt']))
  assert.match((await call(city.app, '4105', { data: { fixmedins_code: CLINIC, ...time } })).err_msg, /只能统计本机构/)
  assert.match((await call(city.app, '4101', {})).err_msg, /缺少节点setlinfo/)
})
