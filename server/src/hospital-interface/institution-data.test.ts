// What an institution tells of itself over HTTP: its own codes with their mapping, its departments and beds; and fee lines held
// against the mapping where that is switched on.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import fastify, { type FastifyInstance } from 'fastify'
import { call, done, envelope, post, purchase, registerVisit, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { CEILED, CLINIC, DRUG, DRUG_B, HOSPITAL, NOON, PHARMACY, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { registerHospitalInterface } from './register.js'

let db: TestDatabase
let city: SmallCity
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
})
const opened: FastifyInstance[] = []
after(async () => {
  for (const app of opened) await app.close()
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>

const mapping = (more: Row = {}): Row => ({
  fixmedins_hilist_id: 'OWN-1',
  fixmedins_hilist_name: '院内甲类药',
  list_type: '101',
  med_list_codg: DRUG,
  begndate: '2026-01-01',
  enddate: '2026-12-31',
  spec: '10mg',
  ...more,
})
const withdrawal = (more: Row = {}): Row => ({ fixmedins_code: HOSPITAL, fixmedins_hilist_id: 'OWN-1', list_type: '101', med_list_codg: DRUG, ...more })
const mapped = async (more: Row = {}) => {
  const page = { updt_time: '2020-01-01', page_num: '1', page_size: '10', ...more }
  return ((await done(city.app, '1317', { data: page }))['data'] as Row[]).map((row) => [row['medins_list_codg'], row['med_list_codg'], row['enddate']])
}

/** The officer who decides, the switch itself, and the interface as it is opened afterwards. */
async function requireMapping(institution: string, required: boolean): Promise<FastifyInstance> {
  await db.batch.query(
    `INSERT INTO desk_role (department, role, department_name, role_name, scope, permissions) VALUES ('agency', 'tester', '中心', '测试', 'area', '{}') ON CONFLICT DO NOTHING`,
  )
  await db.batch.query(
    `INSERT INTO officer (officer, account, name, department, role, pool, area, password_hash, password_changed_at)
     VALUES (1, 'tester', '测试', 'agency', 'tester', $1, $1, 'none', now()) ON CONFLICT DO NOTHING`,
    [POOL],
  )
  await db.desk.query(
    `INSERT INTO mapping_check (institution, fact, required, decided_by, in_force, booked_on) VALUES ($1, nextval('fact_seq'), $2, 1, '2026-01-01', '2026-03-20')`,
    [institution, required],
  )
  const app = fastify({ logger: false })
  const { cipher, loadRules } = city
  await registerHospitalInterface(app, { databases: db, clock: NOON, pool: POOL, cipher, loadRules, demonstration: true })
  opened.push(app)
  return app
}

test('mappings arrive under either node, alone or in a list, are found by 1317 and withdrawn by 3302', async () => {
  await done(city.app, '3301', { catalogcompin: [mapping(), mapping({ fixmedins_hilist_id: 'OWN-2', med_list_codg: DRUG_B })] })
  await done(city.app, '3301', { data: mapping({ fixmedins_hilist_id: 'OWN-3', list_type: '201', med_list_codg: CEILED }) })
  assert.deepEqual(await mapped(), [
    ['OWN-1', DRUG, '2026-12-31'],
    ['OWN-2', DRUG_B, '2026-12-31'],
    ['OWN-3', CEILED, '2026-12-31'],
  ])
  const other = await done(
    city.app,
    '1317',
    { data: { updt_time: '2020-01-01', page_num: '1', page_size: '10', fixmedins_code: HOSPITAL } },
    { fixmedins_code: CLINIC },
  )
  assert.equal(other['total'], 0, 'an institution sees only its own')
  await done(city.app, '3301', { data: [mapping({ enddate: '2026-06-30' })] })
  assert.deepEqual((await mapped({ medins_list_codg: 'OWN-1' }))[0]?.[2], '2026-06-30', 'the same pair again replaces its dates')
  await done(city.app, '3302', { data: withdrawal() })
  assert.deepEqual(await mapped({ medins_list_codg: 'OWN-1' }), [])
  assert.match((await call(city.app, '3302', { data: withdrawal() })).err_msg, /没有有效对照/)
  const { rows } = await db.batch.query('SELECT count(*)::int AS n FROM catalogue_mapping')
  assert.deepEqual(rows, [{ n: 5 }], 'nothing is overwritten')
})

test('the same upload again is answered the same and stores nothing; another content under its msgid is refused', async () => {
  const message = envelope('3301', { data: mapping({ fixmedins_hilist_id: 'ONCE' }) })
  const first = await post(city.app, message)
  assert.equal(first.infcode, 0, first.err_msg)
  const again = await post(city.app, message)
  assert.deepEqual([again.infcode, again.inf_refmsgid], [0, first.inf_refmsgid])
  assert.equal((await mapped({ medins_list_codg: 'ONCE' })).length, 1)
  assert.match((await post(city.app, { ...message, input: { data: mapping({ fixmedins_hilist_id: 'TWICE' }) } })).err_msg, /msgid/)
})

test('a mapping that cannot be is refused with its row', async () => {
  const said = async (...rows: Row[]) => (await call(city.app, '3301', { data: rows.map((row) => mapping({ fixmedins_hilist_id: 'BAD', ...row })) })).err_msg
  assert.match(await said({}, { enddate: '2025-12-31' }), /第2条.*enddate/)
  assert.match(await said({ list_type: '301' }), /与目录类别301不符/)
  assert.match(await said({ list_type: '999' }), /list_type/)
  assert.match(await said({ med_list_codg: 'X123' }), /西药编码应为X开头23位/)
  assert.match(await said({}, { med_list_codg: DRUG_B }), /已对照/)
  assert.match((await call(city.app, '3301', { data: [] })).err_msg, /缺少节点data/)
  assert.match((await call(city.app, '3302', { data: withdrawal({ fixmedins_code: CLINIC }) })).err_msg, /本机构/)
  const file = path.resolve(import.meta.dirname, '../../src/testing/messages/3301-req-02.json')
  const { message } = JSON.parse(readFileSync(file, 'utf8')) as { message: Row }
  const java = await post(city.app, { ...message, fixmedins_code: HOSPITAL, mdtrtarea_admvs: POOL })
  assert.match(java.err_msg, /fixmedins_hilist_id）不能为空/, 'the node of the Java client is read, its empty fields are named')
  assert.deepEqual(await mapped({ medins_list_codg: 'BAD' }), [], 'a refused message leaves no trace')
})

test('fee lines are held against the mapping from the day it is required, and as they were before where it is not', async () => {
  const person = await city.enrol('resident')
  const visit = await registerVisit(city.app, person, '390')
  const line = (sn: string, more: Row = {}) => ({ sn, more: { medins_list_codg: 'HELD', ...more } })
  await done(city.app, '2204', uploadOf(person, visit, 'B1', [line('1')]))
  const mappedOnce = envelope('2204', uploadOf(person, visit, 'B1', [line('2')]))
  await done(city.app, '3301', { data: mapping({ fixmedins_hilist_id: 'HELD', begndate: '2026-03-01', enddate: '2026-03-31' }) })
  const held = await requireMapping(HOSPITAL, true)
  assert.equal((await post(held, mappedOnce)).infcode, 0)
  const said = async (more: Row) => (await call(held, '2204', uploadOf(person, visit, 'B1', [line('9', more)]))).err_msg
  assert.match(await said({ medins_list_codg: 'NEVER' }), /流水号9：院内编码NEVER没有目录对照/)
  assert.match(await said({ med_list_codg: DRUG_B }), new RegExp(`对照的是${DRUG}`))
  assert.match(await said({ fee_ocur_time: '2026-02-28 09:00:00' }), /2026-02-28无效/)
  await done(city.app, '3302', { data: withdrawal({ fixmedins_hilist_id: 'HELD' }) })
  assert.match(await said({}), /没有目录对照/)
  assert.equal((await post(held, mappedOnce)).infcode, 0, 'a message carried out before keeps its answer')
  const free = await requireMapping(HOSPITAL, false)
  await done(free, '2204', uploadOf(person, visit, 'B1', [line('9')]))
})

test('a pharmacy’s purchase is held against its own mapping, tried or settled', async () => {
  const person = await city.enrol('employee', 10_000n)
  const held = await requireMapping(PHARMACY, true)
  const input = purchase(person, '310', '10.00', [{ sn: '1', more: { medins_list_codg: 'SHELF-1' } }])
  for (const infno of ['2101', '2102']) assert.match((await call(held, infno, input)).err_msg, /SHELF-1没有目录对照/)
  await done(city.app, '3301', { data: mapping({ fixmedins_hilist_id: 'SHELF-1' }) }, { fixmedins_code: PHARMACY })
  await done(held, '2101', input)
  await done(held, '2102', input)
})

const department = (more: Row = {}): Row => ({
  hosp_dept_codg: 'A03-1',
  caty: 'A03',
  hosp_dept_name: '心内科',
  begntime: '2026-01-01 00:00:00',
  itro: '心内科',
  dept_resper_name: '主任一',
  dept_resper_tel: '000',
  dept_estbdat: '2001-01-01 00:00:00',
  aprv_bed_cnt: '40',
  hi_crtf_bed_cnt: '36',
  poolarea_no: POOL,
  dr_psncnt: '12',
  phar_psncnt: '1',
  nurs_psncnt: 20,
  tecn_psncnt: '2',
  ...more,
})

test('departments are opened one by one or together, changed, and taken back', async () => {
  await done(city.app, '3401', { deptinfo: department() })
  await done(city.app, '3401A', {
    deptinfo: [department({ hosp_dept_codg: 'A04-1', hosp_dept_name: '普外科', caty: 'A04' }), department({ hosp_dept_codg: 'A05-1' })],
  })
  assert.match((await call(city.app, '3401', { deptinfo: department() })).err_msg, /已上传，变更请用3402/)
  await done(city.app, '3402', { deptinfo: department({ aprv_bed_cnt: '50' }) })
  const standing = async () =>
    (await db.batch.query('SELECT code, kind, approved_beds, insured_beds FROM department WHERE institution = $1 ORDER BY code', [HOSPITAL])).rows
  assert.deepEqual((await standing())[0], { code: 'A03-1', kind: 'changed', approved_beds: 50, insured_beds: 36 })
  const undo = { data: { hosp_dept_codg: 'A03-1', hosp_dept_name: '心内科', begntime: '2026-01-01' } }
  assert.match((await call(city.app, '3403', { data: { ...undo.data, hosp_dept_name: '外科' } })).err_msg, /心内科/)
  assert.match((await call(city.app, '3403', { data: { ...undo.data, begntime: '2026-01-02' } })).err_msg, /2026-01-01/)
  await done(city.app, '3403', undo)
  assert.match((await call(city.app, '3403', undo)).err_msg, /已撤销/)
  assert.match((await call(city.app, '3402', { deptinfo: department() })).err_msg, /没有上传或已撤销/)
  assert.deepEqual(
    (await standing()).map((row) => row['code']),
    ['A04-1', 'A05-1'],
  )
  await done(city.app, '3401', { deptinfo: department() })
})

test('a department that cannot be is refused, and a batch is taken whole or not at all', async () => {
  const said = async (more: Row) => (await call(city.app, '3401', { deptinfo: department({ hosp_dept_codg: 'NEW', ...more }) })).err_msg
  assert.match(await said({ hi_crtf_bed_cnt: '41' }), /不能超过批准床位数/)
  assert.match(await said({ endtime: '2025-01-01 00:00:00' }), /endtime/)
  assert.match(await said({ dr_psncnt: '-1' }), /不能为负/)
  assert.match(await said({ aprv_bed_cnt: 'many' }), /不是数字/)
  assert.match(await said({ caty: '' }), /caty/)
  const twice = await call(city.app, '3401A', { deptinfo: [department({ hosp_dept_codg: 'NEW' }), department({ hosp_dept_codg: 'NEW' })] })
  assert.match(twice.err_msg, /重复/)
  const { rows } = await db.batch.query(`SELECT 1 FROM department WHERE code = 'NEW'`)
  assert.equal(rows.length, 0)
})
