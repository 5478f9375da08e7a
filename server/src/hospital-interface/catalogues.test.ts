// Catalogues, code lists and files over HTTP: what a client downloads, unzips and reads, and what it hands over in either wire form.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { unzipOne, zipOne } from '../catalogue/zip.js'
import { call, done, envelope, post } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { CEILED, CLINIC, DRUG_B, POOL, RESTRICTED, type SmallCity, smallCity } from '../testing/small-city.js'
import { dropOldFiles } from './file-store.js'

let db: TestDatabase
let city: SmallCity
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await db.batch.query(`INSERT INTO catalogue_entry (catalogue, code, in_force, name) VALUES
    ('1307', 'I63.900', '2020-01-01', '脑梗死'), ('1307', 'J18.900', '2020-01-01', '肺炎'), ('1304', 'XM1', '2020-01-01', '民族药甲')`)
  await db.batch.query(`INSERT INTO code_list (list, list_name, value, label, sort) VALUES
    ('matn_type', '生育类别', '1', '正常产', 1), ('matn_type', '生育类别', '2', '助娩产', 2), ('nested', '嵌套', '11', '下级', 1)`)
  await db.batch.query(`UPDATE code_list SET parent = '1' WHERE list = 'nested'`)
})
after(async () => {
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>

async function download(file: unknown, filename: unknown, owner = 'plc', more: Row = {}) {
  const message = envelope('9102', { fsDownloadIn: { file_qury_no: file, filename, fixmedins_code: owner } }, more)
  return city.app.inject({ method: 'POST', url: '/fsi/api/rsfComIfsService/callService', payload: message, headers: { 'content-type': 'application/json' } })
}

async function unpacked(bytes: Buffer): Promise<string> {
  const file = await unzipOne(bytes, 1_000_000)
  assert.ok(!isRefusal(file))
  return file.bytes.toString('utf8')
}

async function catalogue(infno: string, ver: string): Promise<{ lines: string[][]; count: unknown }> {
  const ready = await done(city.app, infno, { data: { ver } })
  const answer = await download(ready['file_qury_no'], ready['filename'])
  assert.equal(answer.statusCode, 200)
  assert.match(String(answer.headers['content-type']), /application\/octet-stream/)
  const text = await unpacked(answer.rawPayload)
  return {
    lines: text
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t')),
    count: ready['data_cnt'],
  }
}

test('drugs come as a ZIP with one tab-separated text in the printed column order, null where empty', async () => {
  const { lines, count } = await catalogue('1301', 'v0000')
  assert.equal(lines.length, 29)
  assert.equal(count, 29)
  assert.ok(lines.every((line) => line.length === 97))
  const drug = lines.find((line) => line[0] === DRUG_B) ?? []
  assert.deepEqual([drug[3], drug[91], drug[78], drug[1], drug[95], drug[82]], ['乙类药', '乙', '1', 'null', '2025-01-01', 'v00000001'])
  assert.equal(lines.find((line) => line[0] === RESTRICTED)?.[57], '1')
})

test('the highest version of a file is the cursor of the next question; every beginning gets everything', async () => {
  const { lines } = await catalogue('1301', '0')
  const highest = lines.map((line) => line[82] ?? '').reduce((a, b) => (a > b ? a : b))
  assert.deepEqual(await catalogue('1301', highest), { lines: [], count: 0 })
  assert.equal((await catalogue('1301', '1.0')).lines.length, 29)
  assert.ok('v0000' < highest, 'versions sort as texts')
})

test('services, diagnoses and catalogues without rows', async () => {
  const services = await catalogue('1305', 'v0000')
  assert.deepEqual([services.lines.length, services.lines[0]?.length, services.lines[0]?.[0], services.lines[0]?.[9]], [1, 19, CEILED, '限价项目'])
  const diagnoses = await catalogue('1307', 'v0000')
  assert.deepEqual(
    diagnoses.lines.map((line) => [line.length, line[10], line[11]]),
    [
      [24, 'I63.900', '脑梗死'],
      [24, 'J18.900', '肺炎'],
    ],
  )
  for (const infno of ['1302', '1303', '1306', '1308', '1309', '1310', '1311', '1313', '1314', '1315']) {
    assert.deepEqual(await catalogue(infno, 'v0000'), { lines: [], count: 0 }, infno)
  }
})

test('the fields of a download stand at the root and in a node, and the same question finds the same file', async () => {
  const first = await done(city.app, '1305', { data: { ver: 'v0000' } })
  const { data, ...root } = first
  assert.deepEqual(data, root)
  assert.deepEqual(await done(city.app, '1305', { data: { ver: 'v0000' } }, { fixmedins_code: CLINIC }), first)
  assert.match((await call(city.app, '1305', { data: {} })).err_msg, /ver/)
})

test('a file is uploaded as signed bytes, as Base64 or as multipart, and comes back byte for byte', async () => {
  const zip = await zipOne('明细.txt', Buffer.from('a\tnull\t1.00\n'))
  const signed = [...zip].map((byte) => (byte > 127 ? byte - 256 : byte))
  for (const given of [signed, zip.toString('base64')]) {
    const input = { fsUploadIn: { in: given, filename: 'detail.zip', fixmedins_code: 'H98010100001' } }
    const up = await done(city.app, '9101', input)
    assert.equal(up['fixmedins_code'], 'H98010100001')
    const answer = await download(up['file_qury_no'], 'detail.zip', 'H98010100001')
    assert.deepEqual(answer.rawPayload, zip)
  }
  const form = new FormData()
  form.set('jsonStr', JSON.stringify(envelope('9101', { fsUploadIn: { filename: 'form.zip', fixmedins_code: 'H98010100001' } })))
  form.set('file', new Blob([new Uint8Array(zip)]), 'form.zip')
  const request = new Request('http://localhost', { method: 'POST', body: form })
  const up = await post(city.app, Buffer.from(await request.arrayBuffer()), request.headers.get('content-type') ?? '')
  assert.equal(up.infcode, 0, up.err_msg)
  assert.deepEqual((await download(up.output['file_qury_no'], 'form.zip', 'H98010100001')).rawPayload, zip)
})

test('the same upload again is answered the same; another content under its msgid is refused', async () => {
  const message = envelope('9101', { fsUploadIn: { in: [80, 75], filename: 'a.zip', fixmedins_code: 'H98010100001' } })
  const first = await post(city.app, message)
  assert.deepEqual((await post(city.app, message)).output, first.output)
  const other = { ...message, input: { fsUploadIn: { in: [80, 76], filename: 'a.zip', fixmedins_code: 'H98010100001' } } }
  assert.match((await post(city.app, other)).err_msg, /msgid/)
})

test('files that are nobody’s, another’s, empty or no bytes are refused with what to do', async () => {
  const own = await done(city.app, '9101', { fsUploadIn: { in: [80], filename: 'own.zip', fixmedins_code: 'H98010100001' } })
  const said = async (file: unknown, name: unknown, owner: string, more: Row = {}) =>
    ((await download(file, name, owner, more)).json() as { infcode: number; err_msg: string }).err_msg
  assert.match(await said('nothing', 'own.zip', 'H98010100001'), /不存在或已过期/)
  assert.match(await said(own['file_qury_no'], 'own.zip', CLINIC, { fixmedins_code: CLINIC }), /不存在或已过期/)
  assert.match(await said(own['file_qury_no'], 'other.zip', 'H98010100001'), /filename/)
  assert.match(await said(own['file_qury_no'], 'own.zip', 'plc'), /本机构编号/)
  const upload = (input: unknown) => call(city.app, '9101', input)
  assert.match((await upload({ in: [80], filename: 'a', fixmedins_code: 'H98010100001' })).err_msg, /fsUploadIn/)
  assert.match((await upload({ fsUploadIn: { in: [], filename: 'a', fixmedins_code: 'H98010100001' } })).err_msg, /为空/)
  assert.match((await upload({ fsUploadIn: { in: [300], filename: 'a', fixmedins_code: 'H98010100001' } })).err_msg, /字节数组/)
  assert.match((await upload({ fsUploadIn: { in: [1], filename: 'a', fixmedins_code: CLINIC } })).err_msg, /本机构/)
})

test('a multipart body without its parts is told what is missing', async () => {
  const form = new FormData()
  form.set('other', 'x')
  const request = new Request('http://localhost', { method: 'POST', body: form })
  const type = request.headers.get('content-type') ?? ''
  assert.match((await post(city.app, Buffer.from(await request.arrayBuffer()), type)).err_msg, /jsonStr/)
  assert.match((await post(city.app, 'no boundary', 'multipart/form-data')).err_msg, /multipart/)
})

test('a code list is read by both spellings of the question', async () => {
  const ask = { type: 'matn_type', admdvs: POOL, date: '2026-03-20 22:33:54' }
  const java = await done(city.app, '1901', { data: { ...ask, parentValue: '', valiFlag: '1' } })
  const hunan = await done(city.app, '1901', { data: { ...ask, parent_value: '', Vali_Flag: '1' } })
  assert.deepEqual(java, hunan)
  assert.deepEqual(
    (java['list'] as Row[]).map((row) => [row['type'], row['value'], row['label'], row['sort'], row['valiFlag']]),
    [
      ['matn_type', '1', '正常产', 1, '1'],
      ['matn_type', '2', '助娩产', 2, '1'],
    ],
  )
  const below = async (fields: Row) => ((await done(city.app, '1901', { data: { ...ask, type: 'nested', ...fields } }))['list'] as Row[]).length
  assert.deepEqual([await below({ parentValue: '1' }), await below({ parent_value: '2' }), await below({ valiFlag: '0' })], [1, 0, 0])
  assert.match((await call(city.app, '1901', { data: { ...ask, type: 'no_such' } })).err_msg, /字典类型/)
  assert.match((await call(city.app, '1901', { data: { ...ask, valiFlag: '7' } })).err_msg, /valiFlag/)
})

const PAGE = { updt_time: '2020-01-01', page_num: '1', page_size: '10' }
const rowsOf = async (infno: string, fields: Row) => (await done(city.app, infno, { data: { ...PAGE, ...fields } }))['data'] as Row[]

test('the list, its ceilings and its first shares are asked page by page', async () => {
  const whole = await done(city.app, '1312', { data: { ...PAGE, page_num: 2 } })
  assert.deepEqual(
    ['total', 'pageNum', 'pageSize', 'size', 'pages', 'startRow', 'endRow', 'firstPage', 'lastPage', 'recordCounts'].map((field) => whole[field]),
    [30, 2, 10, 10, 3, 11, 20, false, false, 30],
  )
  const [drug] = await rowsOf('1312', { hilist_code: DRUG_B })
  assert.deepEqual(
    [drug?.['hilist_name'], drug?.['chrgitm_lv'], drug?.['begndate'], drug?.['enddate'], drug?.['vali_flag']],
    ['乙类药', '02', '2025-01-01', '', '1'],
  )
  assert.equal((await rowsOf('1312', { chrgitm_lv: '02' })).length, 2)
  assert.equal((await rowsOf('1312', { list_type: '201' })).length, 1)
  assert.equal((await rowsOf('1312', { insu_admdvs: '110000' })).length, 0)
  assert.equal((await rowsOf('1312', { query_date: '2024-12-31' })).length, 0)
  assert.deepEqual(
    (await rowsOf('1318', { hilist_code: CEILED })).map((row) => [row['hilist_lmtpric_type'], row['hilist_pric_uplmt_amt']]),
    [
      ['1', 60],
      ['2', 80],
      ['3', 100],
    ],
  )
  assert.deepEqual(
    (await rowsOf('1319', { hilist_code: DRUG_B })).map((row) => [row['selfpay_prop_psn_type'], row['selfpay_prop']]),
    [
      ['310', 0.05],
      ['390', 0.1],
    ],
  )
  assert.deepEqual(
    (await rowsOf('1316', { med_list_codg: DRUG_B })).map((row) => row['hilist_code']),
    [DRUG_B],
  )
  assert.deepEqual(
    (await rowsOf('1304', {})).map((row) => row['drug_genname']),
    ['民族药甲'],
  )
})

test('a list is given as the edition of the area prints it; one that it does not print is given whole', async () => {
  await db.batch.query(`INSERT INTO code_list (list, list_name, value, label, sort, editions) VALUES
    ('chrgitm_lv', '等级', '01', '甲类', 1, 'H13,H27'), ('chrgitm_lv', '等级', '1', '甲类', 2, 'J'), ('only_j', '只此一版', '1', '一', 1, 'J')`)
  const values = async (type: string, admdvs: string) =>
    ((await done(city.app, '1901', { data: { type, admdvs, date: '2026-03-20', parentValue: '', valiFlag: '1' } }))['list'] as Row[]).map((row) => row['value'])
  assert.deepEqual([await values('chrgitm_lv', POOL), await values('chrgitm_lv', '360100'), await values('only_j', POOL)], [['01'], ['1'], ['1']])
})

test('an expired file is gone, others stay', async () => {
  const { file_qury_no: file } = await done(city.app, '9101', { fsUploadIn: { in: [80], filename: 'old.zip', fixmedins_code: 'H98010100001' } })
  const kept = async () => (await db.batch.query('SELECT 1 FROM interface_file WHERE file = $1', [file])).rows.length
  await dropOldFiles(db.batch, '2026-06-18')
  assert.equal(await kept(), 1)
  await dropOldFiles(db.batch, '2026-06-19')
  assert.equal(await kept(), 0)
})

test('a page that cannot be is refused', async () => {
  const said = async (fields: Row) => (await call(city.app, '1312', { data: { ...PAGE, ...fields } })).err_msg
  assert.match(await said({ page_num: '0' }), /page_num/)
  assert.match(await said({ page_size: '9999' }), /page_size/)
  assert.match((await call(city.app, '1316', { data: { ...PAGE, updt_time: '' } })).err_msg, /updt_time/)
  assert.match(await said({ query_date: '31.12.2026' }), /不是日期/)
  const beside = await call(city.app, '1304', { data: { ...PAGE, query_date: '明天' } })
  assert.match(beside.err_msg, /query_date不是日期/, 'also where no edition prints the field')
  assert.equal((await call(city.app, '1304', { data: { ...PAGE, query_date: '20260320' } })).err_msg, '')
})
