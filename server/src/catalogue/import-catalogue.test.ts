// Importing catalogues: official layouts as downloaded from this server and an office's Excel price list; what is told about faults,
// what is stored beside what was, how two versions differ, and what a bill comes to before and after the day of the change.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import excel from 'exceljs'
import { inTransaction } from '../fund/transaction.js'
import { done, drugLine, registerVisit, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { CEILED, DRUG, DRUG_B, DRUG_C, POOL, RESTRICTED, type SmallCity, smallCity } from '../testing/small-city.js'
import { catalogueAsked } from './catalogue-cli.js'
import { catalogueText, newerRows } from './catalogue-file.js'
import { type ImportAsked, importCatalogue } from './import-catalogue.js'
import { versionText } from './version-cursor.js'
import { zipOne } from './zip.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let officer: Caller
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { pool: POOL })
  officer = await desk.as('bureau', 'policy_officer')
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

type Cell = string | number | Date | null
const HEADER = ['医疗目录编码', '项目名称', '类别', '职工先行自付比例', '居民先行自付比例', '三级限价（元）', '二级限价（元）', '一级限价（元）', '备注']
const NEW_SERVICE = '009900000020000'

async function workbook(rows: readonly (readonly Cell[])[], header: readonly string[] = HEADER): Promise<Buffer> {
  const book = new excel.Workbook()
  const sheet = book.addWorksheet('价格表')
  sheet.addRow(['示范市医疗服务价格表'])
  sheet.addRow([...header])
  for (const row of rows) sheet.addRow([...row])
  return Buffer.from(await book.xlsx.writeBuffer())
}

const terms = (more: Partial<ImportAsked>): ImportAsked => ({
  fileName: '价格表.xlsx',
  bytes: Buffer.alloc(0),
  inForce: '2026-03-15',
  edition: '2026年3月价格表',
  complete: false,
  dryRun: false,
  by: 'test',
  today: '2026-03-01',
  ...more,
})

async function bring(more: Partial<ImportAsked>) {
  return inTransaction(db.batch, (client) => importCatalogue(client, terms(more)))
}

async function report(more: Partial<ImportAsked>) {
  const answer = await bring(more)
  assert.ok(!isRefusal(answer), isRefusal(answer) ? answer.sentence : undefined)
  return answer
}

const stored = async (code: string) =>
  (await db.batch.query('SELECT in_force, version::int, class, ceiling_tier3_fen::text AS tier3 FROM catalogue_item WHERE code = $1 ORDER BY version', [code]))
    .rows

test('a dry run tells every fault with its row, and stores nothing', async () => {
  const bytes = await workbook([
    [CEILED, null, null, null, null, 'zwölf', null, null, null],
    [DRUG, null, '甲', 0.1, null, null, null, null, null],
    [NEW_SERVICE, '新项目', null, null, null, 12.5, null, null, null],
    ['0099', '短编码', '甲', null, null, null, null, null, null],
    [DRUG_B, null, '丁', 1.2, '10.005%', 3.999, null, null, null],
    [DRUG_B, null, null, 0.2, 0.2, null, null, null, null],
    ['', '没有编码', '甲', null, null, null, null, null, null],
    [RESTRICTED, null, null, 0.2, null, null, null, null, null],
  ])
  const told = await report({ bytes, dryRun: true })
  const sentences = told.faults.map(({ row, sentence }) => `${row} ${sentence}`)
  for (const wanted of [
    /^3 限价应为金额.*zwölf/,
    /^4 甲类项目没有先行自付/,
    /^5 新项目须填类别/,
    /^6 医疗服务项目编码应为15位/,
    /^7 类别应为甲、乙或丙：丁/,
    /^7 先行自付比例应在0至1之间.*1\.2/,
    /^7 先行自付比例.*10\.005%/,
    /^7 限价应为金额.*3\.999/,
    /^8 编码.*与第7行重复/,
    /^9 缺少编码/,
  ]) {
    assert.ok(
      sentences.some((sentence) => wanted.test(sentence)),
      `${wanted} in ${sentences.join(' | ')}`,
    )
  }
  assert.deepEqual([told.version, told.changed], [null, 1])
  const refusal = await bring({ bytes })
  assert.ok(isRefusal(refusal))
  assert.match(refusal.sentence, /未导入；第3行/)
  assert.deepEqual(await stored(DRUG_B), [{ in_force: '2025-01-01', version: 0, class: '乙', tier3: null }])
})

test('a file without a header, of another kind, or empty is refused with what to do', async () => {
  const said = async (more: Partial<ImportAsked>) => {
    const answer = await bring(more)
    assert.ok(isRefusal(answer))
    return answer.sentence
  }
  assert.match(await said({ bytes: await workbook([['1']], ['甲', '乙']) }), /没有找到表头/)
  assert.match(await said({ bytes: Buffer.from('no workbook') }), /Excel工作簿/)
  assert.match(await said({ fileName: 'list.txt', bytes: Buffer.from('x') }), /看不出是哪种目录/)
  assert.match(await said({ fileName: '1399.txt', bytes: Buffer.from('x') }), /没有1399目录/)
  assert.match(await said({ fileName: '1301.zip', bytes: Buffer.from('PK nothing') }), /ZIP/)
  assert.match(await said({ fileName: '1301.txt', bytes: Buffer.from([0xff, 0xfe, 0xff]) }), /UTF-8/)
  assert.match(await said({ bytes: await workbook([]) }), /没有数据行/)
  const short = await report({ fileName: '1301.txt', bytes: Buffer.from('a\tb\n'), dryRun: true })
  assert.deepEqual(short.faults, [{ row: 1, sentence: '有2栏，1301应有97栏，栏间用TAB分隔' }])
})

type Wide = Cell | { readonly formula: string; readonly result?: number | { readonly error: string } }

/** A sheet whose rows and merged cells are given as they stand. */
async function drawn(rows: readonly (readonly Wide[])[], merged: readonly string[] = []): Promise<Buffer> {
  const book = new excel.Workbook()
  const sheet = book.addWorksheet('价格表')
  for (const row of rows) sheet.addRow([...row])
  for (const range of merged) sheet.mergeCells(range)
  return Buffer.from(await book.xlsx.writeBuffer())
}

test('a header of two rows, merged downwards and across, is read as offices write it', async () => {
  const upper = ['医疗目录编码', '项目名称', '先行自付比例', null, '最高限价（元）', null, null, '规格']
  const lower = [null, null, '职工', '居民', '三级', '二级', '一级', null]
  const rows = [['价格表'], upper, lower, [CEILED, null, null, null, 88, 77.7, '无', '每次'], [DRUG_B, null, '12%', 0.22, null, null, null, null]]
  for (const merged of [['A2:A3', 'B2:B3', 'C2:D2', 'E2:G2', 'H2:H3'], []]) {
    const told = await report({ bytes: await drawn(rows, merged), dryRun: true })
    assert.deepEqual([told.rows, told.changed, told.faults], [2, 2, []])
    assert.match(told.notices.join(), /没有读取的栏：规格/)
  }
  // A group never lends its columns to another: shares by level of hospital are not ceilings.
  const other = await report({
    bytes: await drawn([
      ['编码', '先行自付比例', '限价'],
      [null, '三级', '三级'],
      [CEILED, 0.1, 66],
    ]),
    dryRun: true,
  })
  assert.match(other.notices.join(), /没有读取的栏：先行自付比例·三级；/)
  assert.deepEqual([other.changed, other.faults], [1, []])
})

test('full-width figures, days as Excel counts them, lost zeros, formulas without a result, a column given twice', async () => {
  const header = ['编　码', '类别', '职工自付比例', '居民自付比例', '限价', '生效日期', '失效日期']
  const wide = [...DRUG_B].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join('')
  const told = await report({
    bytes: await drawn([
      header,
      [wide, '乙', '１２％', '０．２５', '１，２３４．５０', 46_100, '2026．12．31'],
      [DRUG, null, null, null, { formula: 'A1/0', result: { error: '#DIV/0!' } }, null, null],
      [RESTRICTED, null, null, null, { formula: 'B9*2' }, null, null],
      [Number(NEW_SERVICE), '甲', null, null, 10, null, null],
      [DRUG_C, null, null, null, null, '2026-03-1999', 461],
    ]),
    dryRun: true,
  })
  assert.deepEqual(
    told.faults.map(({ row, sentence }) => `${row} ${sentence}`),
    [
      '3 有一格是公式且没有结果（#DIV/0!），请改成数值或文字',
      '4 有一格是公式且没有结果（#未计算），请改成数值或文字',
      '5 编码9900000020000只有13位，应为15位；前面的0可能被Excel去掉了，请把编码栏设为文本后重填',
      '6 失效日期应为日期，如2026-12-31：461',
      '6 生效日期应为日期，如2026-01-01：2026-03-1999',
    ],
  )
  assert.equal(told.changed, 1)
  const good = await report({ bytes: await drawn([header, [wide, '乙', '１２％', '０．２５', null, 46_100, null]]), fileName: '全角.xlsx', dryRun: true })
  assert.deepEqual([good.changed, good.faults], [1, []])
  const twice = await bring({
    bytes: await drawn([
      ['编码', '限价', '最高限价'],
      [CEILED, 1, 2],
    ]),
    dryRun: true,
  })
  assert.ok(isRefusal(twice))
  assert.match(twice.sentence, /“限价”和“最高限价”两栏说的是同一件事，请只留一栏/)
  const names = await report({
    bytes: await drawn([
      ['编码', '药品名称', '通用名', '限价'],
      [CEILED, null, '另一个名称', 65],
    ]),
    dryRun: true,
  })
  assert.match(names.notices.join(), /没有读取的栏：通用名/)
})

test('a price list becomes a new version beside the old; ratios may be per cents, ceilings may be taken away', async () => {
  const bytes = await workbook([
    [DRUG_B, null, null, '15%', 0.25, null, null, null, '调整自付'],
    [CEILED, null, null, null, null, 90, 70.5, '无', null],
    [NEW_SERVICE, '新服务项目', '乙', 0.1, 0.1, 200, 150, 120, null],
    [DRUG, null, '甲', null, null, null, null, null, null],
  ])
  const told = await report({ bytes })
  assert.deepEqual([told.version, told.rows, told.added, told.changed, told.ended, told.unchanged, told.faults], [1n, 4, 1, 2, 0, 1, []])
  assert.deepEqual(await stored(CEILED), [
    { in_force: '2025-01-01', version: 0, class: '甲', tier3: '10000' },
    { in_force: '2026-03-15', version: 1, class: '甲', tier3: '9000' },
  ])
  const again = await bring({ bytes, inForce: '2026-04-01' })
  assert.ok(isRefusal(again))
  assert.match(again.sentence, /没有需要导入的变化/)
})

test('the day of service decides by which version a line is split', async () => {
  const person = await city.enrol('resident')
  const visit = await registerVisit(city.app, person, '390')
  const line = (sn: string, code: string, price: string, day: string) => ({ sn, code, price, more: { fee_ocur_time: `${day} 10:00:00` } })
  const output = await done(
    city.app,
    '2204',
    uploadOf(person, visit, 'B1', [
      line('1', DRUG_B, '100.00', '2026-03-14'),
      line('2', DRUG_B, '100.00', '2026-03-15'),
      line('3', CEILED, '120.00', '2026-03-14'),
      line('4', CEILED, '120.00', '2026-03-15'),
      line('5', NEW_SERVICE, '100.00', '2026-03-14'),
      line('6', NEW_SERVICE, '100.00', '2026-03-15'),
    ]),
  )
  const split = (output['result'] as Record<string, unknown>[]).map((row) => [
    row['preselfpay_amt'],
    row['overlmt_amt'],
    row['fulamt_ownpay_amt'],
    row['inscp_scp_amt'],
  ])
  assert.deepEqual(split, [
    [10, 0, 0, 90],
    [25, 0, 0, 75],
    [0, 20, 0, 100],
    [0, 30, 0, 90],
    [0, 0, 100, 0],
    [10, 0, 0, 90],
  ])
  assert.equal(drugLine({ sn: '1' })['med_list_codg'], DRUG)
})

test('a correction of the same day is a later version; an ended item is outside from its day on', async () => {
  const header = ['编码', '类别', '有效标志', '职工自付比例', '居民自付比例']
  const told = await report({
    bytes: await workbook(
      [
        [DRUG_B, '乙', '1', 0.3, 0.3],
        [DRUG_C, null, '0', null, null],
      ],
      header,
    ),
  })
  assert.deepEqual([told.version, told.changed, told.ended], [2n, 1, 1])
  assert.match(told.notices.join(), /停用1个项目/)
  const catalogue = await (await import('./catalogue.js')).loadCatalogue(db.settlement)
  assert.deepEqual(catalogue.item(DRUG_B, '2026-03-14')?.initialSelfPayment.resident, { num: 1n, den: 10n })
  assert.deepEqual(catalogue.item(DRUG_B, '2026-03-15')?.initialSelfPayment.resident, { num: 3n, den: 10n })
  assert.ok(catalogue.item(DRUG_C, '2026-03-14'))
  assert.equal(catalogue.item(DRUG_C, '2026-03-15'), undefined)
})

test('an official file as downloaded here comes back in; what it does not say stays as it was', async () => {
  const rows = (await newerRows(db.batch, '1301', -1n)).filter((row) => [DRUG, RESTRICTED].includes(row.code) && row.version === 0n)
  const [plain, restricted] = catalogueText('1301', rows).split('\n')
  const unchanged = await bring({ fileName: '1301_v1.zip', bytes: await zipOne('1301.txt', Buffer.from(`${plain}\n${restricted}\n`)), inForce: '2026-05-01' })
  assert.ok(isRefusal(unchanged), 'what was downloaded is what is there')
  const cells = (restricted ?? '').split('\t')
  cells[57] = '0'
  cells[53] = '某某药业'
  const added = (plain ?? '').split('\t')
  added[0] = 'XA01AAA001A001010100099'
  added[91] = '乙'
  const bytes = Buffer.from(`${cells.join('\t')}\r\n${added.join('\t')}\n`)
  const without = await report({ fileName: '1301.txt', bytes, inForce: '2026-05-01', dryRun: true })
  assert.deepEqual(without.faults, [{ row: 2, sentence: '乙类项目须有职工和居民的先行自付比例' }])
  const told = await report({ fileName: '1301.txt', bytes, inForce: '2026-05-01', shares: { employee: '0.1000', resident: '0.2000' } })
  assert.deepEqual([told.layout, told.added, told.changed], ['1301', 1, 1])
  const { rows: now } = await db.batch.query(
    `SELECT code, restricted, initial_self_payment_resident::text AS share, as_printed->>'生产企业名称' AS maker FROM catalogue_item WHERE in_force = '2026-05-01' ORDER BY code`,
  )
  assert.deepEqual(now, [
    { code: 'XA01AAA001A001010100099', restricted: false, share: '0.2000', maker: null },
    { code: RESTRICTED, restricted: false, share: '0.1000', maker: '某某药业' },
  ])
  const held = versionText((told.version ?? 0n) - 1n)
  const fresh = await done(city.app, '1301', { data: { ver: held } })
  assert.equal(fresh['data_cnt'], 2, 'the next download brings only what is newer')
})

test('diagnoses are imported under their own number', async () => {
  const cells = Array.from({ length: 24 }, () => 'null')
  const line = (code: string, name: string) => cells.map((cell, at) => (at === 10 ? code : at === 11 ? name : cell)).join('\t')
  const told = await report({ fileName: '1307.txt', bytes: Buffer.from(`${line('I63.900', '脑梗死')}\n${line('J18.900', '肺炎')}\n`), inForce: '2026-01-01' })
  assert.deepEqual([told.layout, told.added], ['1307', 2])
  const again = await report({ fileName: '1307.txt', bytes: Buffer.from(`${line('I63.900', '脑梗死（改名）')}\n`), inForce: '2026-06-01' })
  assert.deepEqual([again.added, again.changed], [0, 1])
})

test('a complete list ends what it leaves out', async () => {
  const bytes = await workbook([[CEILED, null, null, null, null, 95, null, null, null]])
  const told = await report({ bytes, inForce: '2026-07-01', complete: true, dryRun: true })
  assert.deepEqual([told.changed, told.ended], [1, 1], 'of the services only the other one ends; drugs are not spoken of')
})

test('two versions are compared at the desk and as an Excel file', async () => {
  const versions = (await officer.get('/api/catalogue/versions')).body as unknown as Record<string, unknown>[]
  assert.deepEqual(versions.map((one) => one['version']).sort(), [0, 1, 2, 3, 4, 5])
  const { status, body } = await officer.get('/api/catalogue/compare?from=0&to=2')
  assert.equal(status, 200)
  assert.deepEqual(body['counts'], { added: 1, removed: 1, class: 0, share: 1, ceiling: 1, other: 1 })
  const rows = body['rows'] as Record<string, Record<string, unknown> | string[] | string | null>[]
  const share = rows.find((row) => row['code'] === DRUG_B)
  assert.deepEqual(share?.['changes'], ['share', 'other'])
  assert.equal((share?.['before'] as Record<string, unknown>)['resident'], '0.1000')
  assert.equal((share?.['after'] as Record<string, unknown>)['resident'], '0.3000')
  assert.deepEqual(
    ((await officer.get('/api/catalogue/compare?from=0&to=2&change=ceiling')).body['rows'] as Record<string, unknown>[]).map((row) => row['code']),
    [CEILED],
  )
  assert.equal((await officer.get('/api/catalogue/compare?from=0&to=99')).status, 404)
  const file = await officer.download('/api/catalogue/compare.xlsx?from=0&to=2')
  const book = new excel.Workbook()
  await book.xlsx.load(file.bytes as unknown as Parameters<typeof book.xlsx.load>[0])
  assert.equal(book.worksheets[0]?.rowCount, 5)
})

const ended = async (by: Caller, job: unknown): Promise<Record<string, unknown>> => {
  for (let turn = 0; turn < 200; turn += 1) {
    const { body } = await by.get(`/api/jobs/${String(job)}`)
    if (body['state'] !== 'running') return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the job did not end')
}

test('the desk prepares, sees what would change, and another officer approves; the trail says so', async () => {
  const prepared = async (ceiling: string | number, more: object = {}) => {
    const content = (await workbook([[CEILED, null, null, null, null, ceiling, null, null, null]])).toString('base64')
    const { status, body } = await officer.post('/api/catalogue/drafts', {
      ...{ file_name: '价格表.xlsx', content, in_force: '2026-08-01', edition: '8月', complete: false },
      ...more,
    })
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal((await ended(officer, body['job']))['state'], 'done')
    return `/api/catalogue/drafts/${String(body['draft'])}`
  }
  const clerk = await desk.as('agency', 'benefit_clerk', '980101')
  const reviewer = await desk.as('bureau', 'policy_reviewer', '980100')
  assert.equal((await clerk.post('/api/catalogue/drafts', {})).status, 403)
  const faulty = await prepared('一百')
  assert.deepEqual([(await officer.get(faulty)).body['standing'], (await officer.get(faulty)).body['fault_count']], ['faulty', 1])
  assert.match(String((await reviewer.post(`${faulty}/decision`, { decision: 'approve' })).body['sentence']), /有错误/)
  assert.equal((await officer.post(`${faulty}/withdraw`)).body['standing'], 'withdrawn')
  const [draft, other] = [await prepared(80), await prepared(81)]
  const { body: seen } = await reviewer.get(draft)
  assert.deepEqual([seen['standing'], seen['changed'], seen['own'], seen['base'], seen['overtaken']], ['checked', 1, false, 5, false])
  const changes = (await reviewer.get(`${draft}/changes?change=ceiling`)).body
  const [row] = changes['rows'] as { code: string; after: { tier3_fen: number } }[]
  assert.deepEqual([changes['total'], row?.code, row?.after.tier3_fen], [1, CEILED, 8000])
  assert.match(String((await officer.post(`${draft}/decision`, { decision: 'approve' })).body['sentence']), /不能自己批准/)
  const approved = await reviewer.post(`${draft}/decision`, { decision: 'approve', reason: '与批文一致' })
  const told = await ended(reviewer, approved.body['job'])
  assert.deepEqual([told['state'], (told['result'] as Record<string, unknown>)['version']], ['done', '6'])
  assert.deepEqual([(await officer.get(draft)).body['standing'], (await officer.get(draft)).body['version']], ['approved', 6])
  assert.match(String((await reviewer.post(`${draft}/decision`, { decision: 'approve' })).body['sentence']), /已经批准/)
  assert.match(String((await reviewer.post(`${other}/decision`, { decision: 'approve' })).body['sentence']), /又有了第6版.*重新检查/)
  await ended(officer, (await officer.post(`${other}/check`)).body['job'])
  assert.equal((await reviewer.post(`${other}/decision`, { decision: 'return' })).status, 422)
  assert.equal((await reviewer.post(`${other}/decision`, { decision: 'return', reason: '价格与批文不符' })).body['standing'], 'returned')
  const list = (await officer.get('/api/catalogue/drafts?sort=-prepared_at')).body
  assert.deepEqual([list['total'], list['waiting']], [3, 0])
  assert.match(
    String(
      (await officer.post('/api/catalogue/drafts', { file_name: 'a.xlsx', content: 'AA==', in_force: '2026-02-30', edition: 'x', complete: false })).body[
        'sentence'
      ],
    ),
    /没有2026-02-30/,
  )
  const { rows } = await db.batch.query(`SELECT DISTINCT action FROM audit_event WHERE action LIKE 'catalogue.%' ORDER BY action`)
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['catalogue.approved', 'catalogue.prepared', 'catalogue.rechecked', 'catalogue.returned', 'catalogue.withdrawn'],
  )
})

test('an item is found as it counts on a day, and told with all its versions', async () => {
  const now = (await officer.get(`/api/catalogue/items?q=${CEILED}&day=2026-09-01`)).body
  const [item] = now['rows'] as { tier3_fen: number; versions: number }[]
  assert.equal(item?.tier3_fen, 8000)
  const before = (await officer.get(`/api/catalogue/items?q=${CEILED}&day=2025-06-01`)).body['rows'] as { tier3_fen: number }[]
  assert.equal(before[0]?.tier3_fen, 10_000)
  const { body } = await officer.get(`/api/catalogue/items/${CEILED}`)
  const versions = body['rows'] as { tier3_fen: number; version: number; valid_until: string | null; counts: boolean }[]
  assert.equal(versions.length, item?.versions)
  assert.deepEqual([versions[0]?.tier3_fen, versions[0]?.version, versions[0]?.valid_until, versions[0]?.counts], [8000, 6, null, true])
  assert.equal(versions.at(-1)?.tier3_fen, 10_000)
  assert.equal((await officer.get('/api/catalogue/items/NOTHING')).status, 404)
  assert.equal((await officer.download('/api/catalogue/items.xlsx?kind=service')).bytes.subarray(0, 2).toString(), 'PK')
})

test('the command line asks for what it needs', async () => {
  await assert.rejects(catalogueAsked(['import', 'x.xlsx']), /--from/)
  await assert.rejects(catalogueAsked(['import', 'nowhere.xlsx', '--from', '2026-01-01']), /读不到文件/)
  await assert.rejects(catalogueAsked(['nothing']), /用法/)
  await assert.rejects(catalogueAsked(['import', '--what']), /用法/)
  const { lines, code } = await (await catalogueAsked(['versions']))(db.batch)
  assert.equal(code, 0)
  assert.match(lines.at(-1) ?? '', /第0版 2025-01-01起/)
})
