// Rules as tables: cells of one class or level merged, and nothing said in the sentence that the table leaves out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PolicyFault } from '@tongchou/domain/policy/document.js'
import type { Rule } from '@tongchou/domain/policy/keys.js'
import { provisionsOf } from '@tongchou/domain/policy/provisions.js'
import { policyText } from '../testing/policy-texts.js'
import { parseText } from './parse.js'
import { tableOf } from './rule-table.js'

function ruleOf(line: string): Rule {
  const faults: PolicyFault[] = []
  const text = policyText({ document: '小城医保办〔2025〕1号', scheme: 'resident', inForce: '2025-01-01', rules: [line] })
  const [provision] = provisionsOf(parseText('x.md', text, faults), faults)
  assert.deepEqual(faults, [])
  assert.ok(provision !== undefined)
  return provision.rule
}

/** Rows as text, each cell with the rows it stands over where they are several. */
function drawn(line: string): readonly string[] {
  const table = tableOf(ruleOf(line))
  if (table === null) return []
  return [
    table.head.join(' | '),
    ...table.rows.map((row) => row.map(({ text, rows }) => (rows === 1 ? text : `${text}×${rows}`)).join(' | ')),
    ...table.rest.map((one) => `~ ${one}`),
  ]
}

test('ratios stand by class, level and band, with what is alike merged', () => {
  const bands = '[{ from: 0, to: 10000, ratio: 80%, retired: 85% }, { from: 10000, ratio: 90%, retired: 95% }]'
  assert.deepEqual(drawn(`inpatient.bands: { mode: by_level, position: absolute, table: { "2": ${bands}, "3": 70% } }`), [
    '人员 | 机构级别 | 费用分段 | 支付比例',
    '一般人员×3 | 二级×2 | 至10000元 | 80%',
    '10000元以上 | 90%',
    '三级 | 全部 | 70%',
    '退休×3 | 二级×2 | 至10000元 | 85%',
    '10000元以上 | 95%',
    '三级 | 全部 | 70%',
    '~ 分段按范围内费用（含起付线），上限含本数',
  ])
  assert.deepEqual(drawn('inpatient.bands: { mode: one_table, position: above_deductible, table: 75% }'), [], 'one ratio is a sentence')
})

test('deductibles stand by level and admission', () => {
  assert.deepEqual(
    drawn('inpatient.deductible: { mode: by_level, table: { "2": 500, "3": 800 }, period: per_bill, waivers: [{ identity: extreme_poverty }] }'),
    ['机构级别 | 起付线', '二级 | 500元', '三级 | 800元', '~ 每次计', '~ 不收起付线：特困供养人员'],
  )
})

test('care outside the area stands by place, those helped by class', () => {
  assert.deepEqual(
    drawn(
      'inpatient.offsite: [{ place: in_province, filing: [referral], ratio: [{ points: -5% }] }, { place: in_province, filing: [none], ratio: [{ points: -15% }] }, { place: out_of_province, filing: [none], silent: yes }]',
    ).slice(0, 4),
    ['就医地 | 备案 | 怎么支付', '省内异地×2 | 转诊备案 | 比例-5%', '未备案 | 比例-15%', '跨省异地 | 未备案 | 没有规定'],
  )
  const helped = drawn(
    'assistance: { kind: by_class, kinds: [inpatient], base_includes_basic_deductible: yes, when_guaranteed: zero, classes: { minimum_living: { deductible: 0, ratio: 70%, cap: 50000 }, extreme_poverty: { deductible: 0, ratio: 100%, cap: none } }, tilt: { threshold: 8000, ratio: 50%, cap: 20000 } }',
  )
  assert.deepEqual([helped[0], helped.length], ['救助对象 | 起付线 | 比例 | 限额', 5])
  assert.match(helped[3] ?? '', /^~ 负担超过8000元的部分倾斜救助/)
  assert.equal(helped[4], '~ 救助普通住院；基数含基本医保起付线；保底支付的不再支付')
})
