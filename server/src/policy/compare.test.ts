import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { checkPolicies } from './check.js'
import { comparison } from './compare.js'

const { rules } = checkPolicies(path.resolve(import.meta.dirname, '../../../policies'))
const row = (lines: readonly string[], label: string): string | undefined => lines.find((line) => line.startsWith(`| ${label} |`))

test('two areas stand side by side, and only what was read in the issued text goes without a mark', () => {
  const lines = comparison(rules, ['340400', '410100', 'resident', '2024-05-01'], '2020-01-01')
  assert.equal(lines[0], '| 项目（居民） | 340400 2024-05-01 | 410100 2024-05-01 | 是否统一 |')
  assert.match(row(lines, '基金管理方式') ?? '', /\| 统收统支，分级核算，县区自求平衡，互不调剂 \| 统收统支，一个账户，县区不自求平衡，可互济 \| 不同 \|$/)
  assert.match(row(lines, '缺口责任') ?? '', /\| 同级财政承担 \| 未定 \| 不同 \|$/)
  assert.match(row(lines, '筹资') ?? '', /个人400元、财政670元（2024年）〔凭记忆，未核实〕 \|.*\| 同 \|$/)
  assert.match(row(lines, '普通住院 二级和县级医疗机构') ?? '', /起付线500元，80%〔凭记忆，未核实〕 \| 起付线500元，至3000元 55%，以上 75%〔凭记忆，未核实〕/)
})

test('a deductible and a ratio that stand in different documents carry their own marks; what is paid as another kind says so', () => {
  const lines = comparison(rules, ['340400', '410100', 'resident', '2024-05-01'], '2020-01-01')
  assert.match(row(lines, '门诊慢性病 二级和县级医疗机构') ?? '', /起付线300元〔演示用〕，60%〔凭记忆，未核实〕/)
  assert.match(row(lines, '急诊') ?? '', /\| 按普通门诊支付〔凭记忆，未核实〕 \| 按普通门诊支付〔演示用〕 \|/)
  assert.match(row(lines, '普通住院 跨省异地 转诊备案') ?? '', /\| 没有规定 \| 不同 \|$/)
})

test('two days of one area compare two versions', () => {
  const lines = comparison(rules, ['340400@2020-06-01', '340400@2026-06-01'], '2026-01-01')
  assert.match(row(lines, '大病保险') ?? '', /起付线待市人民政府另定.*\| 起付线15000元/)
  assert.match(row(lines, '缺口责任') ?? '', /\| 未定 \| 同级财政承担 \| 不同 \|$/)
})

test('an area without rules, and words that are no day, are answered with what to write', () => {
  assert.throws(() => comparison(rules, ['340400', '990100'], '2026-01-01'), /没有990100的resident政策；可比的有：/)
  assert.throws(() => comparison(rules, ['340400', '410100', 'resident', '昨天'], '2026-01-01'), /用法：/)
})
