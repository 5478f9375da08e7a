// Costs of people who pay everything themselves, over HTTP: uploaded in both forms, compared, and what differs is found again.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { call, done, drugLine, envelope, post } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { CLINIC, HOSPITAL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'

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
const NUMBER = '000000199001010017'

const line = (sn: string, more: Row = {}): Row => ({
  ...drugLine({ sn, count: '2', price: '10.005', amount: '20.01' }),
  mdtrt_sn: 'ZF1',
  ipt_otp_no: 'MZ1',
  med_type: '11',
  chrg_bchno: 'P1',
  psn_cert_type: '01',
  certno: NUMBER,
  psn_name: '自费人',
  medins_list_name: '甲类药',
  med_chrgitm_type: '09',
  prodname: '甲类药',
  ...more,
})
const compare = (mdtrtId: string, total: string, more: Row = {}) =>
  done(city.app, '4262', { data: { mdtrtId, fixmedinsCode: HOSPITAL, totalFeeSumamt: total } }, more)
const unequal = async (more: Row = {}) =>
  ((await done(city.app, '4263', { data: { fixmedinsCode: HOSPITAL, pageNum: 1, pageSize: 10, ...more } }))['data'] as Row)['data'] as Row[]

test('lines are kept once; certificate numbers only encrypted', async () => {
  const message = envelope('4201', { feedetail: [line('1'), line('2', { cnt: '-1', det_item_fee_sumamt: '-10.01' }), line('1', { mdtrt_sn: 'ZF2' })] })
  assert.equal((await post(city.app, message)).err_msg, '')
  assert.equal((await post(city.app, message)).infcode, 0)
  const { rows } = await db.batch.query<{ visit_no: string; total: string; plain: string }>(
    `SELECT v.visit_no, v.total_fen::text AS total, (v.content::text || (SELECT string_agg(l.attributes::text, '') FROM self_paid_line l WHERE l.upload = v.upload)) AS plain
       FROM self_paid_visit v ORDER BY 1`,
  )
  assert.deepEqual(
    rows.map((row) => [row.visit_no, row.total]),
    [
      ['ZF1', '1000'],
      ['ZF2', '2001'],
    ],
  )
  assert.ok(rows.every((row) => !row.plain.includes(NUMBER)))
  assert.match((await call(city.app, '4201', { feedetail: line('1') })).err_msg, /费用明细1已上传/)
})

test('a whole visit comes in one message, with lists or a single object', async () => {
  const fee = { bkkpSn: 'F1', feeOcurTime: `${TODAY} 10:00:00`, cnt: 1, pric: '30', detItemFeeSumamt: '30.00', medListCodg: 'X' }
  const visit = { mdtrtId: 'ZF3', fixmedinsCode: HOSPITAL, psnCertType: '01', certno: NUMBER, psnName: '自费人', tel: '00012345678', medType: '11' }
  const data = { upType: '1', fmiOwnpayPatnMdtrtDDTO: [visit], fmiOwnpayPatnDiseListDDTOS: [{ diagCode: 'J18.900' }], fmiOwnpayPatnFeeListDDTO: fee }
  await done(city.app, '4261', { data })
  const { rows } = await db.batch.query<{ content: { diagnoses: Row[]; visit: Row[] }; sealed: boolean }>(
    "SELECT content, sealed IS NOT NULL AS sealed FROM self_paid_visit WHERE visit_no = 'ZF3'",
  )
  assert.deepEqual([rows[0]?.content.diagnoses, rows[0]?.content.visit[0]?.['certno'], rows[0]?.sealed], [[{ diagCode: 'J18.900' }], undefined, true])
  assert.match((await call(city.app, '4261', { data: { ...data, fmiOwnpayPatnFeeListDDTO: [] } })).err_msg, /缺少费用明细/)
  assert.match((await call(city.app, '4261', { data: { upType: '1' } })).err_msg, /缺少就诊信息：mdtrtId/)
  assert.match((await call(city.app, '4261', { data }, { fixmedins_code: CLINIC })).err_msg, /只能上传本机构/)
})

test('totals are compared; a difference stays found until the lines make it good', async () => {
  await done(city.app, '4201', { feedetail: line('1', { mdtrt_sn: 'ZF9' }) })
  assert.equal(((await compare('ZF9', '20.010000'))['data'] as Row)['code'], '0')
  assert.deepEqual(await unequal(), [])
  const differs = (await compare('ZF9', '40.02'))['data'] as Row
  assert.deepEqual([differs['code'], differs['message']], ['1', '不一致：机构40.02元，已上传20.01元，相差20.01元'])
  assert.deepEqual(
    (await unequal({ certno: NUMBER })).map((row) => [row['mdtrtId'], row['difference']]),
    [['ZF9', 20.01]],
  )
  await done(city.app, '4201', { feedetail: line('2', { mdtrt_sn: 'ZF9' }) })
  assert.deepEqual(await unequal(), [])
  assert.match((await call(city.app, '4262', { data: { mdtrtId: 'NONE', fixmedinsCode: HOSPITAL, totalFeeSumamt: 1 } })).err_msg, /没有已上传的自费费用/)
  assert.match((await call(city.app, '4263', { data: { fixmedinsCode: CLINIC, pageNum: 1, pageSize: 10 } })).err_msg, /只能查询本机构/)
  assert.match((await call(city.app, '4263', { data: { fixmedinsCode: HOSPITAL, pageNum: 0, pageSize: 10 } })).err_msg, /pageNum/)
})

test('bad lines are refused whole', async () => {
  const bad: readonly (readonly [Row, RegExp])[] = [
    [{ det_item_fee_sumamt: '20.00' }, /金额20.00元不等于数量×单价20.01元/],
    [{ fee_ocur_time: '2026-03-21 00:00:00' }, /晚于今天/],
    [{ certno: '' }, /certno/],
    [{ cnt: 'two' }, /不是数字/],
  ]
  for (const [more, sentence] of bad) assert.match((await call(city.app, '4201', { feedetail: [line('B1'), line('B2', more)] })).err_msg, sentence)
  assert.match((await call(city.app, '4201', { feedetail: [line('B1'), line('B1')] })).err_msg, /在本次上传中重复/)
  const { rows } = await db.batch.query("SELECT 1 FROM self_paid_line WHERE sn LIKE 'B%'")
  assert.equal(rows.length, 0)
})
