import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../testing/database.js'
import { type Caller, noon, testClock, testDesk } from '../testing/desk.js'
import { insertPeople } from '../testing/persons.js'
import { POLICIES, publishAll } from '../testing/policies.js'
import { publishPolicies } from './publish.js'

const db = await testDatabase()
await insertPeople(db, 2026)
await publishAll(db)
const desk = await testDesk(db, { clock: testClock(noon('2026-05-01')) })
const officer = await desk.as('bureau', 'policy_officer')
after(async () => {
  await desk.close()
  await db.drop()
})

type Json = Readonly<Record<string, unknown>>
const list = (value: unknown): readonly Json[] => {
  assert.ok(Array.isArray(value))
  return value as Json[]
}
async function ask(url: string, by: Caller = officer): Promise<Json> {
  const { status, body } = await by.get(url)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const asked = async (url: string): Promise<readonly Json[]> => list(await ask(url))
const called = (rows: readonly Json[], field: string, value: unknown): Json => {
  const found = rows.find((row) => row[field] === value)
  assert.ok(found, `${String(value)} in ${JSON.stringify(rows.map((row) => row[field]))}`)
  return found
}
const hashOf = async (file: string): Promise<string> => String(called(await asked('/api/policy/documents'), 'path', file)['hash'])

test('who may not see policies, and who is nobody, sees none', async () => {
  const keeper = await desk.as('platform', 'system_administrator')
  for (const url of ['/api/policy/areas', '/api/policy/documents', '/api/policy/lists', '/api/policy/areas/340400/versions?scheme=resident']) {
    assert.deepEqual([(await desk.nobody.get(url)).status, (await keeper.get(url)).status, (await officer.get(url)).status], [401, 403, 200], url)
  }
  const kinds = called(await asked('/api/policy/lists'), 'list', '医疗类别')
  assert.match(String(kinds['source']), /国家医疗保障待遇清单/)
})

test('areas tell what is known of each scheme, and what is not', async () => {
  const areas = await asked('/api/policy/areas')
  assert.deepEqual(areas.map(({ area }) => area).sort(), ['230100', '230800', '330700', '340400', '410100', '520100'])
  const harbin = called(areas, 'area', '230100')
  assert.deepEqual(
    list(harbin['drafts']).map(({ document }) => document),
    ['黑龙江省推动基本医疗保险省级统筹实施意见（征求意见稿，无文号）'],
  )
  const employee = called(list(harbin['schemes']), 'scheme', 'employee')
  assert.deepEqual([employee['in_force'], employee['first'], employee['versions']], [true, '2025-01-01', 1])
  const awaiting = list(employee['awaiting']).map(({ key }) => key)
  assert.ok(awaiting.includes('caps.basic_year') && awaiting.includes('assistance'), awaiting.join())
  assert.ok(list(employee['silent_kinds']).some(({ kind, name }) => kind === 'special_drug' && name === '特殊药品'))
  const certainty = employee['certainty'] as Record<string, number>
  assert.ok((certainty['secondary'] ?? 0) > 0 && (certainty['official'] ?? 0) > 0)
  // The nation's law reaches every area, but no city document there was read in the issued text.
  assert.equal(called(list(called(areas, 'area', '230800')['schemes']), 'scheme', 'resident')['first'], '2018-01-01')
})

test('documents are listed with their number, status and marks; drafts and what is not adopted are in no use', async () => {
  const documents = await asked('/api/policy/documents')
  const pooling = called(documents, 'document', '淮府办〔2020〕15号')
  assert.deepEqual([pooling['status'], pooling['government'], pooling['in_use'], pooling['schemes']], ['published', '市级', true, ['resident']])
  const marks = pooling['certainty'] as Record<string, number>
  assert.ok((marks['official'] ?? 0) > 20)
  assert.equal((marks['secondary'] ?? 0) + (marks['recalled'] ?? 0) + (marks['illustrative'] ?? 0), 0)
  for (const { status, in_use: inUse, path: file } of documents) {
    if (status === 'consultation_draft' || status === 'not_adopted') assert.equal(inUse, false, String(file))
    if (status === 'stand_in') assert.equal(inUse, true, String(file))
  }
  const ofJinhua = await asked('/api/policy/documents?area=330700')
  assert.ok(ofJinhua.length >= 3 && ofJinhua.every(({ area }) => area === '330700'))
})

test('a document shows its words section by section with the live figures of a day', async () => {
  const hash = await hashOf('policies/anhui/resident-2019-plan.md')
  const read = await ask(`/api/policy/documents/${hash}?day=2020-05-01`)
  const inpatient = called(list(read['parts']), 'heading', '普通住院待遇')
  assert.match(String(inpatient['text']), /起付线和比例按机构级别/)
  assert.doesNotMatch(String(inpatient['text']), /```|in_force/)
  const bands = called(list(inpatient['figures']), 'key', 'inpatient.bands')
  assert.deepEqual(bands['sentences'], ['支付比例：乡镇 85%；一级 85%；二级 80%；三级 75%；省属三级 70%'])
  assert.deepEqual(
    [bands['key_name'], bands['certainty'], bands['in_force'], bands['until'], bands['standing']],
    ['普通住院 支付比例', 'recalled', '2019-07-01', null, 'in_force'],
  )
  assert.deepEqual(bands['holds_in'], [{ area: '340400', area_name: '340400', scheme: 'resident', scheme_name: '居民医保' }])
  const cap = (day: string): Promise<Json> =>
    ask(`/api/policy/documents/${hash}?day=${day}`).then((one) =>
      called(list(called(list(one['parts']), 'heading', '普通住院待遇')['figures']), 'key', 'caps.basic_year'),
    )
  assert.deepEqual([(await cap('2019-06-30'))['standing'], (await cap('2020-12-31'))['standing']], ['not_yet', 'in_force'])
  const replaced = await cap('2021-01-01')
  assert.equal(replaced['standing'], 'replaced')
  const [by] = list(replaced['replaced_by'])
  assert.deepEqual([by?.['article'], by?.['hash']], ['年度最高支付限额', await hashOf('policies/huainan/resident-city-figures.md')])
  assert.deepEqual(replaced['sentences'], ['一年基金支付限额 待市人民政府另定（普通住院、门诊特殊病、日间手术、意外伤害、难产或并发症分娩）'])
})

test('a figure that has ended, a draft, and what is not adopted are shown as such', async () => {
  const of = async (file: string, heading: string, key: string): Promise<Json> => {
    const read = await ask(`/api/policy/documents/${await hashOf(file)}`)
    return called(list(called(list(read['parts']), 'heading', heading)['figures']), 'key', key)
  }
  const ended = await of('policies/jiamusi/resident-2018-quoted.md', '访谈：住院待遇', 'caps.accident_year')
  assert.deepEqual([ended['standing'], ended['standing_name'], ended['certainty'], ended['until']], ['ended', '已失效', 'quoted', '2018-12-31'])
  const draft = await of('policies/jinhua/pooling-draft.md', '四（二）基金统收统支', 'pooling.mode')
  assert.deepEqual([draft['standing'], draft['holds_in'], draft['sentences']], ['draft', [], ['统收统支，一个账户，县区不自求平衡，可互济']])
  const aside = await of('policies/zhengzhou/resident-not-adopted.md', '住院（不采用）', 'inpatient.deductible')
  assert.deepEqual(
    [aside['standing'], aside['sentences']],
    ['not_adopted', ['起付线：乡镇 150元，一级 150元，二级 600元，三级 1200元，省属三级 2000元；每次计']],
  )
})

test('a day that is none, and a document that is not there, are answered with what to do', async () => {
  const hash = await hashOf('policies/anhui/resident-2019-plan.md')
  assert.deepEqual(await officer.get(`/api/policy/documents/${hash}?day=2020-02-30`).then(({ status, body }) => [status, body['code']]), [400, 'invalid_field'])
  assert.equal((await officer.get(`/api/policy/documents/${'0'.repeat(64)}`)).status, 404)
  assert.equal((await officer.get('/api/policy/documents/abc')).status, 400)
})

test('the timeline tells each version, what changed, and by which document', async () => {
  const timeline = await ask('/api/policy/areas/340400/versions?scheme=resident')
  const benefits = list(timeline['versions']).filter(({ subject }) => subject === 'benefits')
  assert.deepEqual(
    benefits.map(({ in_force: from, until, current, settles }) => [from, until, current, settles]),
    [
      // Of these years only a rule of the nation is known, and nothing that could settle a bill.
      ['2011-07-01', '2019-06-30', false, false],
      ['2019-07-01', '2020-12-31', false, true],
      ['2021-01-01', null, true, true],
    ],
  )
  const changes = list(benefits[2]?.['changes'])
  const major = called(changes, 'key', 'major_illness')
  assert.deepEqual([major['kind'], major['government'], major['hash']], ['changed', '市级', await hashOf('policies/huainan/resident-city-figures.md')])
  assert.match(list(major['before']).join(), /起付线待市人民政府另定/)
  assert.match(list(major['after']).join(), /起付线15000元/)
  assert.equal(called(changes, 'key', 'assistance')['kind'], 'added')
  const fund = list(timeline['versions']).filter(({ subject }) => subject === 'fund')
  const pooled = called(fund, 'in_force', '2021-01-01')
  const gap = called(list(pooled['changes']), 'key', 'pooling.gap')
  assert.deepEqual([gap['kind'], gap['after'], (gap['from'] as Json)['certainty']], ['added', ['同级财政承担；超预算须经同级政府同意'], 'official'])
  // Carried-on figures say the same as the interview and are told as restated, not as changed.
  const jiamusi = list((await ask('/api/policy/areas/230800/versions?scheme=resident'))['versions']).filter(({ subject }) => subject === 'benefits')
  assert.equal(called(list(jiamusi[2]?.['changes']), 'key', 'inpatient.bands')['kind'], 'restated')
  assert.equal((await officer.get('/api/policy/areas/990100/versions?scheme=resident')).status, 404)
})

test('two areas stand side by side from the database, under the six unifications', async () => {
  const compared = await ask('/api/policy/compare?left=340400&right=520100@2026-01-01&scheme=resident')
  assert.deepEqual(
    [compared['left'], compared['right']],
    [
      { area: '340400', area_name: '340400', day: '2026-05-01', version: { in_force: '2021-01-01', until: null } },
      { area: '520100', area_name: '520100', day: '2026-01-01', version: { in_force: '2025-01-01', until: null } },
    ],
  )
  const groups = list(compared['groups'])
  assert.deepEqual(
    groups.map(({ name }) => name),
    ['统一覆盖范围', '统一筹资政策', '统一保障待遇', '统一医保目录', '统一定点管理', '统一基金管理', '统一经办服务', '统一信息系统'],
  )
  const mode = called(list(called(groups, 'group', 'fund')['rows']), 'label', '基金管理方式')
  assert.deepEqual([mode['verdict'], (mode['left'] as Json)['text']], ['different', '统收统支，分级核算，县区自求平衡，互不调剂'])
  assert.deepEqual(
    list((mode['right'] as Json)['citations']).map(({ document, draft }) => [document, draft]),
    [['黔府办发〔2019〕28号', false]],
  )
  const contribution = called(list(called(groups, 'group', 'financing')['rows']), 'label', '筹资')
  assert.deepEqual([contribution['verdict'], (contribution['left'] as Json)['text']], ['same', '2026年没有数额〔凭记忆，未核实〕'])
  // Rules out of the database still know what is paid as another kind.
  assert.equal((called(list(called(groups, 'group', 'benefits')['rows']), 'label', '日间手术')['left'] as Json)['text'], '按普通住院支付〔凭记忆，未核实〕')
  const counts = compared['counts'] as Record<string, number>
  assert.equal(
    Object.values(counts).reduce((sum, many) => sum + many, 0),
    groups.reduce((sum, { rows }) => sum + list(rows).length, 0),
  )
})

test('consultation drafts are compared only where asked for, and marked', async () => {
  const row = async (query: string): Promise<Json | undefined> => {
    const compared = await ask(`/api/policy/compare?left=330700&right=410100&scheme=resident${query}`)
    return list(called(list(compared['groups']), 'group', 'fund')['rows']).find(({ label }) => label === '统筹前结余')
  }
  assert.equal(await row(''), undefined)
  const tried = await row('&drafts=yes')
  assert.match(String((tried?.['left'] as Json)['text']), /原则上留存原统筹区/)
  assert.deepEqual(
    list((tried?.['left'] as Json)['citations']).map(({ draft }) => draft),
    [true],
  )
})

test('a comparison is handed out as an Excel file, on request only what differs', async () => {
  const { default: excel } = await import('exceljs')
  const asked = 'left=340400&right=520100@2026-01-01&scheme=resident'
  const sheetOf = async (query: string): Promise<readonly string[]> => {
    const { type, bytes } = await officer.download(`/api/policy/compare.xlsx?${query}`)
    assert.match(type, /spreadsheetml/)
    const book = new excel.Workbook()
    await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0])
    const rows: string[] = []
    book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1).join('|')))
    return rows
  }
  const counts = (await ask(`/api/policy/compare?${asked}`))['counts'] as Record<string, number>
  const [whole, different] = [await sheetOf(asked), await sheetOf(`${asked}&only=different`)]
  assert.equal(whole.length, 1 + Object.values(counts).reduce((sum, many) => sum + many, 0))
  assert.equal(different.length, whole.length - (counts['same'] ?? 0) - (counts['neither'] ?? 0))
  assert.equal(whole[0], '方面|项目|340400 2026-05-01|依据|520100 2026-01-01|依据|是否统一')
  assert.ok(different.some((row) => /^统一基金管理\|基金管理方式\|统收统支，分级核算.*（正式文件）.*\|不同$/.test(row)))
  assert.equal((await officer.get('/api/policy/compare.xlsx?left=340400&right=990100&scheme=resident')).status, 404)
})

test('a comparison of an unknown area or a day that is none says what to write', async () => {
  const refusal = async (query: string): Promise<unknown[]> => {
    const { status, body } = await officer.get(`/api/policy/compare?scheme=resident&${query}`)
    return [status, body['code']]
  }
  assert.deepEqual(await refusal('left=340400&right=990100'), [404, 'not_found'])
  assert.deepEqual(await refusal('left=340400&right=410100@2024-13-01'), [400, 'invalid_field'])
  assert.deepEqual(await refusal('left=340400&right=somewhere'), [400, 'invalid_field'])
  assert.match(String((await officer.get('/api/policy/compare?left=340400&right=990100&scheme=resident')).body['sentence']), /有的是：.*340400/)
})

test('an older text stays readable and names the one that took its place', async () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'policies-')), 'policies')
  cpSync(POLICIES, folder, { recursive: true })
  const file = path.join(folder, 'guiyang/resident-secondary.md')
  const before = await hashOf('policies/guiyang/resident-secondary.md')
  writeFileSync(
    file,
    `${readFileSync(file, 'utf8')}\n## 调整年度限额\n\n\`\`\`policy\nscheme: resident\nin_force: 2027-01-01\ncertainty: illustrative\ncaps.basic_year: { on: fund_paid, amount: 260000, kinds: [inpatient], period: year }\n\`\`\`\n`,
  )
  await publishPolicies(db.batch, folder, 'test')
  rmSync(path.dirname(folder), { recursive: true })
  const now = await hashOf('policies/guiyang/resident-secondary.md')
  assert.notEqual(now, before)
  const [old, current] = [await ask(`/api/policy/documents/${before}`), await ask(`/api/policy/documents/${now}`)]
  assert.deepEqual([old['superseded_by'], old['in_use'], current['superseded_by'], current['in_use']], [now, false, null, true])
  const timeline = list((await ask('/api/policy/areas/520100/versions?scheme=resident'))['versions'])
  const latest = timeline.filter(({ subject }) => subject === 'benefits').at(-1)
  assert.deepEqual([latest?.['in_force'], latest?.['current']], ['2027-01-01', false])
  assert.deepEqual(
    list(latest?.['changes']).map(({ key, kind, after: after_ }) => [key, kind, after_]),
    [['caps.basic_year', 'changed', ['一年基金支付限额 260000元（普通住院）']]],
  )
})
