// Medical records over HTTP: kept whole beside their visits, asked for by their institution, searched and read by supervision.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { call, done, envelope, post, registerVisit } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { CLINIC, HOSPITAL, NOON, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'
import { loadInterfaceTables } from './tables.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let supervisor: Caller
let visit: string
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { clock: NOON, pool: POOL })
  supervisor = await desk.as('bureau', 'supervisor', '980101')
  visit = await registerVisit(city.app, city.employee, '310')
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>

const of = (more: Row = {}): Row => ({ mdtrt_sn: 'JZ1', mdtrt_id: visit, psn_no: city.employee.number, vali_flag: '1', ...more })
const outpatientRecord = (): Row => ({
  rgstinfo: of({ rgst_retnr_time: `${TODAY} 09:00:00` }),
  caseinfo: { chfcomp: '咳嗽三天', vali_flag: '1' },
  diseinfo: [{ diag_code: 'J18.900', diag_name: '肺炎', vali_flag: '1' }],
  rxinfo: { rxno: 'CF1', 'drug_used-idose': '10', vali_flag: '1' },
})
const examination = (more: Row = {}, head: Row = {}): Row => ({
  examinfo: of({ rpotc_no: 'BG1', appy_no: 'SQ1', exam_item_code: 'CT', exam_ccls: '未见异常', rpt_date: TODAY, ...head }),
  iteminfo: [{ rpotc_no: 'BG1', exam_item_code: 'CT' }],
  sampleinfo: [],
  ...more,
})
const searched = async (query: string) => {
  const { status, body } = await supervisor.get(`/api/medical-records?${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body['rows'] as Row[]
}

test('a record is kept whole, nodes and unknown fields, and the same message is one record', async () => {
  const message = envelope('4301', outpatientRecord())
  assert.equal((await post(city.app, message)).err_msg, '')
  assert.equal((await post(city.app, message)).infcode, 0)
  const rows = await searched(`psn_no=${city.employee.number}&kind=4301`)
  assert.deepEqual(
    rows.map((row) => [row['kind_name'], row['institution'], row['visit'], row['visit_no'], row['happened_at'], row['person_name']]),
    [['门急诊诊疗记录', HOSPITAL, visit, 'JZ1', `${TODAY} 09:00:00`, '测*']],
  )
  const { body } = await supervisor.get(`/api/medical-records/${rows[0]?.['record']}`)
  const content = body['content'] as Record<string, Row[]>
  assert.deepEqual(Object.keys(content).sort(), ['caseinfo', 'diseinfo', 'rgstinfo', 'rxinfo'])
  assert.equal(content['rxinfo']?.[0]?.['drug_used-idose'], '10')
})

test('every record transaction takes a message with what its editions demand, under its own nodes', async () => {
  const tables = loadInterfaceTables()
  for (const { infno } of tables.recordKinds.values()) {
    const input = Object.fromEntries(
      (tables.nodes.get(infno) ?? []).map(({ node, many, fields }) => {
        const filled = Object.fromEntries(
          fields.filter((field) => field.required).map((field) => [field.field, field.kind === 'text' ? '1' : field.kind === 'number' ? 1 : TODAY]),
        )
        const row = { ...filled, mdtrt_sn: `ALL-${infno}`, mdtrt_id: visit, psn_no: city.employee.number, vali_flag: '1' }
        return [node, many ? [row] : row]
      }),
    )
    assert.equal((await call(city.app, infno, input)).err_msg, '', infno)
    assert.equal((await searched(`visit_no=ALL-${infno}`)).length, 1, infno)
  }
})

test('a report handed in again replaces the earlier one for its institution; taken back, it is gone; supervision sees all versions', async () => {
  const ask = async (more: Row = {}, at: Row = {}) =>
    done(city.app, '4507', { input: { psn_no: city.employee.number, pageNum: 1, pageSize: 10, exam_item_code: 'CT', ...more } }, at)
  await done(city.app, '4501', examination())
  await done(city.app, '4501', examination({}, { exam_ccls: '右肺炎症' }))
  const found = (await ask())['data'] as Row[]
  assert.deepEqual(
    found.map((one) => [(one['examinfo'] as Row)['exam_ccls'], (one['examinfo'] as Row)['fixmedins_code'], (one['iteminfo'] as Row[]).length]),
    [['右肺炎症', HOSPITAL, 1]],
  )
  assert.equal((await ask({ exam_item_code: 'MR' }))['total'], 0)
  assert.equal((await ask({}, { fixmedins_code: CLINIC }))['total'], 0, 'an institution sees only its own')
  await done(city.app, '4501', examination({}, { vali_flag: '0' }))
  assert.equal((await ask())['total'], 0)
  const [latest] = await searched(`institution=${HOSPITAL}&kind=4501&visit=${visit}&from=${TODAY}&to=${TODAY}&visit_no=JZ1`)
  const { body } = await supervisor.get(`/api/medical-records/${latest?.['record']}`)
  assert.deepEqual(
    (body['versions'] as Row[]).map((one) => one['valid']),
    [true, true, false],
  )
})

test('the fields of a question stand in data, in input or directly, and rows come under the names of the question', async () => {
  await done(city.app, '4503', { data: [of({ rpotc_no: 'XJ1', germ_code: 'G1', germ_name: '大肠埃希菌', clte_time: `${TODAY} 08:00:00` })] })
  const page = { psn_no: city.employee.number, pageNum: '1', pageSize: '10', coly_code: 'G1' }
  for (const input of [{ data: page }, { DATA: page }, { Data: [page] }, { input: page }, page]) {
    const rows = (await done(city.app, '4509', input))['data'] as Row[]
    assert.deepEqual(
      // What was not told is there and empty: clients read every printed field.
      rows.map((row) => [row['coly_name'], row['rpotc_no'], row['fixmedins_name'], row['clte_cond']]),
      [['大肠埃希菌', 'XJ1', '小城第一医院', '']],
    )
  }
  assert.match((await call(city.app, '4509', { data: { ...page, pageSize: '0' } })).err_msg, /pageSize/)
  assert.match((await call(city.app, '4509', { data: { ...page, fixmedins_code: CLINIC } })).err_msg, /只能查询本机构/)
})

test('orders of several visits become a record each; somebody who is not registered belongs to the area of the institution', async () => {
  const order = (sn: string, more: Row = {}): Row => ({ mdtrt_sn: sn, vali_flag: '1', medcas_drord_detl_id: '1', drord_no: 'YZ1', ...more })
  await done(city.app, '4402', { data: [order('ZY7'), order('ZY8'), order('ZY7')] })
  const seven = await searched('visit_no=ZY7')
  assert.deepEqual([seven.length, seven[0]?.['psn_no'], (await searched('visit_no=ZY8')).length], [1, null, 1])
  const west = await desk.as('bureau', 'supervisor', '980102')
  assert.deepEqual((await west.get('/api/medical-records?visit_no=ZY7')).body['rows'], [], 'another county sees nothing of it')
  const kept = await west.get(`/api/medical-records/${seven[0]?.['record']}`)
  assert.equal(kept.body['code'], 'not_in_register')
})

test('numbers of certificates and telephones are kept apart and encrypted; names are masked for whoever may not unmask', async () => {
  const base = {
    psn_name: city.employee.name,
    certno: city.employee.certificate,
    psn_tel: '00012345678',
    medcasno: 'BA1',
    medfee_sumamt: '1',
    fixmedins_code: 'H98',
  }
  await done(city.app, '4401', { baseinfo: { ...of({ mdtrt_sn: 'BA' }), ...base } })
  const { rows } = await db.batch.query<{ content: string; sealed: boolean }>(
    `SELECT content::text, sealed IS NOT NULL AS sealed FROM medical_record WHERE visit_no = 'BA'`,
  )
  assert.deepEqual(
    rows.map((row) => [row.content.includes(city.employee.certificate), row.content.includes('00012345678'), row.sealed]),
    [[false, false, true]],
  )
  const [found] = await searched('visit_no=BA')
  const auditor = await desk.as('audit', 'auditor', '980101')
  const nameFor = async (who: Caller) =>
    ((await who.get(`/api/medical-records/${found?.['record']}`)).body['content'] as Record<string, Row[]>)['baseinfo']?.[0]?.['psn_name']
  assert.deepEqual([await nameFor(supervisor), await nameFor(auditor)], [city.employee.name, '测*'])
  const seen = await db.batch.query(`SELECT 1 FROM audit_event WHERE action = 'medical_record.see' AND person = $1`, [city.employee.person])
  assert.ok(seen.rows.length >= 2)
})

test('characters that no database keeps do no harm', async () => {
  const odd = { ...outpatientRecord(), caseinfo: { chfcomp: `咳\u0000嗽\ud800`, symp_name: '𠀀', nested: [{ text: '\u0000x' }], vali_flag: '1' } }
  assert.equal((await call(city.app, '4301', { ...odd, rgstinfo: of({ mdtrt_sn: 'ODD' }) })).err_msg, '')
  const [found] = await searched('visit_no=ODD')
  const { body } = await supervisor.get(`/api/medical-records/${found?.['record']}`)
  const kept = (body['content'] as Record<string, Row[]>)['caseinfo']?.[0]
  assert.deepEqual([kept?.['chfcomp'], kept?.['symp_name'], kept?.['nested']], ['咳嗽\ufffd', '𠀀', '[{"text":"\\u0000x"}]'])
})

test('what cannot be is refused with a sentence', async () => {
  const bad: readonly (readonly [string, Row, RegExp])[] = [
    ['4501', { data: { stastinfo: [{ psn_no: '', setl_id: '1', stas_type: '0' }] } }, /缺少节点examinfo/],
    ['4501', { examinfo: of({ mdtrt_sn: '' }) }, /就医流水号（mdtrt_sn）不能为空/],
    ['4501', { examinfo: of({ mdtrt_id: '999999' }) }, /不是该人员在本机构的就诊/],
    ['4501', { examinfo: of({ psn_no: `${POOL}00000000999999`, mdtrt_id: '' }) }, /人员编号/],
    ['4501', { examinfo: of({ rpt_date: '2026-13-01' }) }, /不是日期/],
    ['4402', { data: [] }, /缺少节点data/],
  ]
  for (const [infno, input, sentence] of bad) assert.match((await call(city.app, infno, input)).err_msg, sentence)
  assert.match((await call(city.app, '4501', examination(), { fixmedins_code: CLINIC })).err_msg, /不是该人员在本机构的就诊/)
})
