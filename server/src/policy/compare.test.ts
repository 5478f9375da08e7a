import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { checkPolicies } from './check.js'
import { compareRules, comparison } from './compare.js'

const { rules } = checkPolicies(path.resolve(import.meta.dirname, '../../../policies'))
const row = (lines: readonly string[], label: string): string | undefined => lines.find((line) => line.startsWith(`| ${label} |`))

test('two areas stand side by side, and only what was read in the issued text goes without a mark', () => {
  const lines = comparison(rules, ['340400', '410100', 'resident', '2024-05-01'], '2020-01-01')
  assert.equal(lines[0], '| 项目（居民） | 340400 2024-05-01 | 410100 2024-05-01 | 是否统一 |')
  assert.match(row(lines, '基金管理方式') ?? '', /\| 统收统支，分级核算，县区自求平衡，互不调剂 \| 统收统支，一个账户，县区不自求平衡，可互济 \| 不同 \|$/)
  assert.match(row(lines, '缺口责任') ?? '', /\| 同级财政承担；超预算须经同级政府同意 \| 完成计划的缺口先由市级结余弥补，不足部分分担 \| 不同 \|$/)
  assert.match(row(lines, '筹资') ?? '', /个人400元、财政670元（2024年）〔凭记忆，未核实〕 \|.*\| 同 \|$/)
  assert.match(row(lines, '普通住院 二级和县级医疗机构') ?? '', /起付线500元，80%〔凭记忆，未核实〕 \| 起付线500元，至3000元 55%，以上 75%〔凭记忆，未核实〕/)
})

test('a deductible and a ratio that stand in different documents carry their own marks; what is paid as another kind says so', () => {
  const lines = comparison(rules, ['340400', '410100', 'resident', '2024-05-01'], '2020-01-01')
  assert.match(row(lines, '门诊慢性病 二级和县级医疗机构') ?? '', /起付线300元〔演示用〕，60%〔凭记忆，未核实〕/)
  assert.match(row(lines, '急诊') ?? '', /\| 按普通门诊支付〔凭记忆，未核实〕 \| 按普通门诊支付〔演示用〕 \|/)
  assert.match(row(lines, '普通住院 跨省异地 转诊备案') ?? '', /\| 没有规定 \| 不同（只有左方有规定） \|$/)
})

test('two days of one area compare two versions', () => {
  const lines = comparison(rules, ['340400@2020-06-01', '340400@2026-06-01'], '2026-01-01')
  assert.match(row(lines, '大病保险') ?? '', /起付线待市人民政府另定.*\| 起付线15000元/)
  assert.match(row(lines, '缺口责任') ?? '', /\| 未定 \| 同级财政承担；超预算须经同级政府同意 \| 不同（只有右方有规定） \|$/)
})

test('the rows stand under the six unifications, each side with its articles and marks', () => {
  const of = (area: string): (typeof rules)[number] => {
    const found = rules.find((one) => one.area === area && one.scheme === 'resident')
    assert.ok(found)
    return found
  }
  const day = '2024-05-01'
  const groups = compareRules(of('340400'), of('410100'), { left: day, right: day })
  assert.deepEqual(
    groups.map(({ group }) => group),
    ['coverage', 'financing', 'benefits', 'catalogue', 'providers', 'fund', 'agency', 'information'],
  )
  const find = (group: string, label: string): (typeof groups)[number]['rows'][number] | undefined =>
    groups.find((one) => one.group === group)?.rows.find((one) => one.label === label)
  const gap = find('fund', '缺口责任')
  assert.deepEqual(
    [gap?.left.text, gap?.right.text, gap?.verdict],
    ['同级财政承担；超预算须经同级政府同意', '完成计划的缺口先由市级结余弥补，不足部分分担', 'different'],
  )
  assert.deepEqual(
    gap?.left.citations.map(({ document, article, certainty }) => [document, article, certainty]),
    [['淮府办〔2020〕15号', '三（四）统一基金管理', 'official']],
  )
  const advance = find('fund', '预付')
  assert.deepEqual([advance?.left.text, advance?.right, advance?.verdict], ['按季度预付', { text: '未定', citations: [] }, 'left_only'])
  const split = find('fund', '缺口分担')
  assert.equal(split?.verdict, 'different')
  assert.match(split.right.text ?? '', /由省辖市结余基金补足.*市、县级政府分担机制/)
  const contribution = find('financing', '筹资')
  assert.deepEqual([contribution?.verdict, contribution?.left.citations[0]?.certainty], ['same', 'recalled'])
  assert.equal(find('benefits', '家庭病床')?.verdict, 'neither')
  assert.deepEqual([find('benefits', '药店购药'), find('benefits', '药店购药 一级及以下医疗机构')?.verdict], [undefined, 'left_only'])
  assert.deepEqual(find('benefits', '普通住院 县级医疗机构（另有规定时）')?.left, { text: null, citations: [] })
  assert.equal(find('agency', '政策权限')?.verdict, 'right_only')
})

test('one figure with two marks is one figure', () => {
  const [of340400] = rules.filter((one) => one.area === '340400' && one.scheme === 'resident')
  assert.ok(of340400)
  const marked = JSON.parse(JSON.stringify(of340400, bigintText), bigintBack) as typeof of340400
  const changed = {
    ...marked,
    pooling: marked.pooling.map((one) => ({ ...one, gap: one.gap && { ...one.gap, from: { ...one.gap.from, certainty: 'secondary' as const } } })),
  }
  const groups = compareRules(of340400, changed, { left: '2024-05-01', right: '2024-05-01' })
  const rows = groups.flatMap(({ rows: all }) => all)
  const gap = rows.find(({ label }) => label === '缺口责任')
  assert.deepEqual(
    [gap?.left.text, gap?.right.text, gap?.verdict],
    ['同级财政承担；超预算须经同级政府同意', '同级财政承担；超预算须经同级政府同意〔二手资料，未核实〕', 'same'],
  )
  assert.ok(rows.every(({ verdict }) => verdict === 'same' || verdict === 'neither'))
})

const bigintText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value)
const bigintBack = (_: string, value: unknown): unknown => (typeof value === 'string' && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value)

test('an area without rules, and words that are no day, are answered with what to write', () => {
  assert.throws(() => comparison(rules, ['340400', '990100'], '2026-01-01'), /没有990100的resident政策；可比的有：/)
  assert.throws(() => comparison(rules, ['340400', '410100', 'resident', '昨天'], '2026-01-01'), /用法：/)
})
