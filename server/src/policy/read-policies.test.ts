import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PolicyFault } from '@tongchou/domain/policy/document.js'
import { type PolicyReading, readPolicies } from '@tongchou/domain/policy/read.js'
import { parseText } from './parse.js'

const CITY = '990100'

function head(area: string, status = 'published', document = '某办〔2021〕3号'): string {
  return `---\ndocument: ${document}\narea: "${area}"\nstatus: ${status}\n---\n`
}

const SETTINGS = `## 结算设定
\`\`\`policy
scheme: resident
in_force: 2021-01-01
certainty: illustrative
settlement: { version_by: discharge, year_by: discharge, entitlement_day: admission, pre_self_pay_rounding: per_line, layer_order: [basic], levels: ["2"], reversal: subtract_own }
\`\`\`
`

function inpatient(ratio: string, inForce: string, extra = ''): string {
  return `## 第二条 住院
\`\`\`policy
scheme: resident
in_force: ${inForce}
certainty: secondary
inpatient.deductible: { mode: by_level, table: { "2": 500 }, period: per_bill }
inpatient.bands: { mode: by_level, position: above_deductible, table: { "2": ${ratio} } }
${extra}\`\`\`
`
}

function read(texts: Record<string, string>, trial = { withDrafts: false }): PolicyReading & { readonly said: readonly string[] } {
  const faults: PolicyFault[] = []
  const documents = Object.entries(texts).map(([file, text]) => parseText(file, text, faults))
  const reading = readPolicies(documents, trial)
  return { ...reading, said: [...faults, ...reading.faults].map(({ file, line, sentence }) => `${file}:${line}: ${sentence}`) }
}

function ratiosOf({ rules }: PolicyReading): [string, string | null, string][] {
  return (rules[0]?.versions ?? []).map(({ inForce, until, benefits }) => {
    const { inpatient: own } = benefits
    const table = own?.mode === 'share' && 'byLevel' in own.bands.bands ? own.bands.bands.byLevel['2'] : undefined
    const ratio = table?.[0]?.ratio
    return [inForce, until, ratio !== undefined && 'num' in ratio ? `${ratio.num}/${ratio.den}` : '']
  })
}

test('a city inherits from its province and overrides it; a later section follows an earlier one', () => {
  const reading = read({
    'p.md': head('990000') + inpatient('70%', '2020-01-01'),
    'c.md': head(CITY) + SETTINGS.replace('2021-01-01', '2019-01-01') + inpatient('80%', '2022-07-01') + inpatient('85%', '2024-01-01'),
  })
  assert.deepEqual(reading.said, [])
  assert.deepEqual(ratiosOf(reading), [
    ['2020-01-01', '2022-06-30', '7/10'],
    ['2022-07-01', '2023-12-31', '4/5'],
    ['2024-01-01', null, '17/20'],
  ])
  assert.deepEqual(reading.rules[0]?.files, ['c.md', 'p.md'])
})

test('after its last day a city’s section gives way to the province’s', () => {
  const reading = read({
    'p.md': head('990000') + inpatient('70%', '2020-01-01'),
    'c.md': head(CITY) + SETTINGS.replace('2021-01-01', '2019-01-01') + inpatient('80%', '2022-07-01', 'until: 2022-12-31\n'),
  })
  assert.deepEqual(ratiosOf(reading).at(-1), ['2023-01-01', null, '7/10'])
})

test('the article, the mark and our reading stand with the figure', () => {
  const reading = read({ 'c.md': head(CITY) + SETTINGS + inpatient('80%', '2021-01-01', 'reading: 我们的读法\n') })
  const own = reading.rules[0]?.versions[0]?.benefits.inpatient
  assert.deepEqual(own?.from, { document: '某办〔2021〕3号', article: '第二条 住院', certainty: 'secondary', inForce: '2021-01-01', reading: '我们的读法' })
})

test('a consultation draft never enters into force, but can be tried', () => {
  const texts = { 'c.md': head(CITY) + SETTINGS + inpatient('80%', '2021-01-01'), 'd.md': head(CITY, 'consultation_draft') + inpatient('60%', '2025-01-01') }
  assert.equal(ratiosOf(read(texts)).length, 1)
  assert.deepEqual(ratiosOf(read(texts, { withDrafts: true })).at(-1), ['2025-01-01', null, '3/5'])
})

test('a figure left to somebody is a value', () => {
  const reading = read({ 'c.md': head(CITY) + SETTINGS + inpatient('{ awaiting: 省医保局 }', '2021-01-01') })
  assert.deepEqual(reading.said, [])
  const own = reading.rules[0]?.versions[0]?.benefits.inpatient
  assert.ok(own?.mode === 'share' && 'byLevel' in own.bands.bands)
  assert.deepEqual(own.bands.bands.byLevel['2']?.[0]?.ratio, { awaiting: '省医保局' })
})

test('every fault is said at once, with its file and line and what to do', () => {
  const text = `${head(CITY)}${SETTINGS}## 第三条
\`\`\`policy
scheme: resident
in_force: 2021-13-01
certainty: official
inpatient.deductible: { mode: by_lvl, table: { "2": 500 }, period: per_bill }
inpatient.bands:
  mode: by_level
  position: above_deductible
  table: { "2": 1.2 }
  surprise: 1
dream_care.deductible: { mode: fixed, amount: 0, period: per_bill }
inpatient.surprise: 1
caps.year: { on: fund_paid, amount: 3,000, kinds: [inpatient], period: year }
\`\`\`
`
  const { said } = read({ 'c.md': text })
  assert.deepEqual(
    said.map((one) => one.split(': ')[0]),
    ['c.md:16', 'c.md:18', 'c.md:22', 'c.md:23', 'c.md:24', 'c.md:25', 'c.md:26'],
  )
  assert.match(said[0] ?? '', /“2021-13-01”不是日期；请写成/)
  assert.match(said[1] ?? '', /“by_lvl”不在可用的词之内；可用：fixed、by_level、percent_of_total/)
  assert.match(said[2] ?? '', /应在 0 与 1 之间/)
  assert.match(said[3] ?? '', /不认识“surprise”这一项；此处可写/)
  assert.match(said[4] ?? '', /不在国家医疗保障待遇清单内/)
  assert.match(said[5] ?? '', /不认识规则“inpatient\.surprise”/)
  assert.match(said[6] ?? '', /不认识“000”这一项/)
})

test('a county may set no benefit', () => {
  const { said } = read({ 'x.md': head('990121') + inpatient('99%', '2021-01-01') })
  assert.equal(said.length, 2)
  assert.match(said[0] ?? '', /县级文件无权规定“inpatient\.deductible”；有权的是省级、市级/)
})

test('two sections that set the same from the same day are named', () => {
  const { said } = read({ 'c.md': head(CITY) + SETTINGS + inpatient('80%', '2021-01-01') + inpatient('85%', '2021-01-01') })
  assert.match(said[0] ?? '', /与 c\.md:\d+ 同日生效、互相重复/)
})

test('half a benefit, a missing setting and an unlisted level are faults', () => {
  const half = inpatient('80%', '2021-01-01').replace(/inpatient\.deductible.*\n/, '')
  assert.match(read({ 'c.md': head(CITY) + SETTINGS + half }).said[0] ?? '', /普通住院自2021-01-01起缺少“inpatient\.deductible”/)
  assert.match(read({ 'c.md': head(CITY) + inpatient('80%', '2021-01-01') }).said[0] ?? '', /没有 settlement 结算设定/)
  assert.match(read({ 'c.md': head(CITY) + SETTINGS.replace('["2"]', '["1"]') + inpatient('80%', '2021-01-01') }).said[0] ?? '', /机构级别“2”没有列入/)
})

test('a document without a number cannot be official', () => {
  const { said } = read({
    'c.md': head(CITY, 'stand_in', '某方案（文号未查到）') + SETTINGS + inpatient('80%', '2021-01-01').replace('secondary', 'official'),
  })
  assert.equal(said.length, 1, said.join('\n'))
  assert.match(said[0] ?? '', /^c\.md:17: “某方案（文号未查到）”没有正式文号或只是代用资料，不能标为 official/)
})

test('a published document without its number does not enter into force; laws and regulations go by their name', () => {
  const said = (document: string): readonly string[] => read({ 'c.md': head(CITY, 'published', document) + SETTINGS + inpatient('80%', '2021-01-01') }).said
  for (const document of ['某市职工医保办法', '某市待遇方案（征求意见后）', '某办〔2021〕号', '二手资料']) {
    assert.equal(said(document).length, 1, document)
    assert.match(said(document)[0] ?? '', /^c\.md:4: “.*”没有发文字号，不能作为已发布的文件生效；请在 document 写上文号.*consultation_draft.*stand_in/)
  }
  for (const document of ['某办〔2021〕3号', '某省医疗保障条例', '中华人民共和国社会保险法']) assert.deepEqual(said(document), [], document)
})

test('a document that is not adopted is checked, and rules nothing, tried or not', () => {
  const aside = head(CITY, 'not_adopted', '存疑资料') + inpatient('60%', '2025-01-01')
  const texts = { 'c.md': head(CITY) + SETTINGS + inpatient('80%', '2021-01-01'), 'n.md': aside }
  for (const withDrafts of [false, true]) assert.deepEqual(ratiosOf(read(texts, { withDrafts })), [['2021-01-01', null, '4/5']])
  assert.match(read({ ...texts, 'n.md': aside.replace('60%', '160%') }).said[0] ?? '', /^n\.md:\d+: 比例“160%”应在 0 与 1 之间/)
})

test('broken YAML, a missing head and an open block are named with their lines', () => {
  const broken = read({ 'c.md': `${head(CITY)}## 一\n\`\`\`policy\nscheme: [resident\n\`\`\`\n` })
  assert.match(broken.said[0] ?? '', /^c\.md:\d+: YAML 写法有误/)
  assert.match(read({ 'c.md': '# 没有文件头\n' }).said[0] ?? '', /c\.md:1: 文件应以“---”开头/)
  assert.match(read({ 'c.md': `${head(CITY)}## 一\n\`\`\`policy\nscheme: resident\n` }).said[0] ?? '', /c\.md:7: 规则块没有结束/)
})
