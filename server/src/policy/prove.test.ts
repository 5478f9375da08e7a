import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PolicyFault } from '@tongchou/domain/policy/document.js'
import { proveRules } from '@tongchou/domain/policy/prove.js'
import { readPolicies } from '@tongchou/domain/policy/read.js'
import { parseText } from './parse.js'

const WHOLE = `---
document: 某办〔2021〕3号
area: "990100"
status: published
---

## 第二条 住院

\`\`\`policy
scheme: employee
in_force: 2021-01-01
certainty: secondary
inpatient.deductible:
  mode: by_level
  table: { township: 100, "1": 200, "2": 300, "3": 400, "3_province": 500 }
  period: per_bill
inpatient.bands:
  mode: by_level
  position: absolute
  table: { township: 90%, "1": 90%, "2": 85%, "3": [{ from: 0, to: 5000, ratio: 70% }, { from: 5000, ratio: 80% }], "3_province": 75% }
inpatient.ratio_steps:
  - { when: { retired: yes }, points: 5% }
  - { offsite: yes }
inpatient.offsite:
  - { place: in_province, filing: [long_term, referral, emergency, temporary, none] }
  - { place: out_of_province, filing: [long_term, referral, emergency] }
  - { place: out_of_province, filing: [temporary, none], silent: yes }
caps.basic_year: { on: fund_paid, by_enrolled_years: { "0": 60000, "2": 80000 }, kinds: [inpatient], period: year }
major_illness:
  kind: yearly_burden
  kinds: [inpatient]
  deductible: 10000
  burden_includes: [in_scope_rest]
  when_guaranteed: zero
  position: absolute
  table: [{ from: 0, to: 50000, ratio: 50% }, { from: 50000, ratio: 60% }]
  cap: none
settlement: { version_by: discharge, year_by: discharge, entitlement_day: admission, pre_self_pay_rounding: per_line, layer_order: [basic, major], levels: [township, "1", "2", "3", "3_province"], reversal: subtract_own }
silent_kinds: [outpatient, pharmacy, emergency, chronic_outpatient, special_outpatient, two_diseases_outpatient, birth, birth_complicated, maternity_outpatient, day_surgery, outpatient_surgery, accident, home_bed, special_drug]
\`\`\`
`

/** Faults of the text, as `file:line: sentence`; `change` must change something. */
function said(...changes: readonly (readonly [from: string, to: string])[]): readonly string[] {
  let text = WHOLE
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), from)
    text = text.replace(from, to)
  }
  const faults: PolicyFault[] = []
  const reading = readPolicies([parseText('c.md', text, faults)])
  faults.push(...reading.faults, ...proveRules(reading.rules, reading.provisions))
  return faults.map(({ file, line, sentence }) => `${file}:${line}: ${sentence}`)
}

const lineOf = (key: string): number => WHOLE.split('\n').findIndex((line) => line.startsWith(`${key}:`)) + 1

function only(found: readonly string[], key: string, sentence: RegExp): void {
  assert.equal(found.length, 1, found.join('\n'))
  assert.match(found[0] ?? '', new RegExp(`^c\\.md:${lineOf(key)}: `))
  assert.match(found[0] ?? '', sentence)
}

test('a policy with an answer to every question has no fault', () => assert.deepEqual(said(), []))

test('a level without a deductible, without a ratio, or without both answers is named', () => {
  only(said([', "2": 300', '']), 'inpatient.deductible', /机构级别“2”（.*）没有起付线/)
  only(said([', "2": 85%', '']), 'inpatient.bands', /机构级别“2”（.*）没有支付比例/)
  only(said([', "2": 300', ''], [', "2": 85%', ''], ['"1", "2", "3"', '"1", "3"']), 'settlement', /levels 里没有“2”/)
})

test('a figure left to somebody is an answer', () => assert.deepEqual(said(['"2": 85%', '"2": { awaiting: 市人民政府 }']), []))

test('a level that is not in the national list is a fault', () => {
  only(
    said(
      ['"3_province": 500 }', '"3_province": 500, palace: 1 }'],
      ['"3_province": 75% }', '"3_province": 75%, palace: 1% }'],
      ['"3_province"], rev', '"3_province", palace], rev'],
    ),
    'settlement',
    /“palace”不在全国清单内/,
  )
})

test('a kind of care that is neither covered nor said to be silent is a fault, and so is one that is both', () => {
  only(said([', home_bed', '']), 'silent_kinds', /“home_bed”（家庭病床）没有规则/)
  only(said(['silent_kinds: [outpatient', 'silent_kinds: [inpatient, outpatient']), 'silent_kinds', /“inpatient”（普通住院）既有规则/)
})

test('a place and filing without a row, with two rows, or without the key is a fault', () => {
  only(said([', filing: [temporary, none], silent', ', filing: [none], silent']), 'inpatient.offsite', /跨省异地、临时外出备案没有规定/)
  only(said(['[long_term, referral, emergency] }', '[long_term, referral, emergency, none] }']), 'inpatient.offsite', /跨省异地、未备案有2行规定/)
  const block = WHOLE.slice(WHOLE.indexOf('inpatient.offsite:'), WHOLE.indexOf('caps.basic_year'))
  only(said([block, '']), 'inpatient.bands', /没有写异地就医怎样支付/)
  assert.deepEqual(said([block, 'inpatient.offsite: silent\n']), [])
})

test('a gap or an overlap between bands is a fault', () => {
  assert.ok(said(['{ from: 5000, ratio: 80% }', '{ from: 6000, ratio: 80% }']).some((one) => /没有首尾相接|空档/.test(one)))
  assert.ok(said(['{ from: 5000, ratio: 80% }', '{ from: 4000, ratio: 80% }']).some((one) => /重叠（4000\.00元至5000\.00元）/.test(one)))
  only(said(['{ from: 0, to: 5000, ratio: 70% }', '{ from: 1000, to: 5000, ratio: 70% }']), 'inpatient.bands', /第1段从1000\.00元才开始/)
  only(said(['{ from: 5000, ratio: 80% }', '{ from: 5000, to: 9000, ratio: 80% }']), 'inpatient.bands', /最后一段止于9000\.00元/)
})

test('a band that no cost can reach is a fault', () => {
  only(
    said(['{ from: 0, to: 5000, ratio: 70% }, { from: 5000', '{ from: 0, to: 400, ratio: 70% }, { from: 400']),
    'inpatient.bands',
    /第1段止于400\.00元，不高于起付线400\.00元/,
  )
  only(said(['to: 50000, ratio: 50% }, { from: 50000', 'to: 9000, ratio: 50% }, { from: 9000']), 'major_illness', /大病保险第1段止于9000\.00元/)
})

test('a class of persons paid more than the cost, or less than nothing, is named', () => {
  only(
    said(['points: 5%', 'points: 25%'], ['township: 90%, "1": 90%, "2": 85%', 'township: 80%, "1": 70%, "2": 60%'], ['ratio: 80% }]', 'ratio: 70% }]']),
    'inpatient.ratio_steps',
    /“township”级统筹区内，普通参保人、退休、45岁：支付比例超过 100%/,
  )
  const less = said(['[long_term, referral, emergency] }', '[long_term, referral, emergency], ratio: [{ points: -80% }] }'])
  assert.equal(less.length, 2, less.join('\n'))
  assert.match(less[0] ?? '', /“3”级跨省异地.*低于 0，费用越多支付越少/)
  assert.ok(said(['points: 5%', 'set_from_band: retired']).every((one) => /没有该类人员自己的比例/.test(one)))
})

test('a limit that falls with the years enrolled, and one without a beginning, are faults', () => {
  only(said(['"2": 80000', '"2": 50000']), 'caps.basic_year', /参保2年反而低于0年/)
  only(said(['"0": 60000', '"1": 60000']), 'caps.basic_year', /没有写参保不满1年的数额/)
})

test('a layer in the order without a rule, and a rule outside the order, are faults', () => {
  only(said(['[basic, major]', '[basic, major, large]']), 'settlement', /列有大额医疗费用补助，却没有它的规则/)
  only(said(['[basic, major]', '[basic]']), 'settlement', /有大病保险的规则，layer_order 却没有列入/)
})

test('a way of birth without an amount, and a share of an income that nobody gives, are faults', () => {
  const added = `birth.fixed: { mode: fixed, form: lump_sum, by: delivery, amounts: { natural: 800 }, limit: bill_total }\n`
  const found = said(['settlement: {', `${added}settlement: {`], ['two_diseases_outpatient, birth,', 'two_diseases_outpatient,'])
  assert.equal(found.length, 1, found.join('\n'))
  assert.match(found[0] ?? '', new RegExp(`^c\\.md:${lineOf('settlement')}: 生育分娩没有剖宫产`))
  const layer =
    'assistance: { kind: by_class, kinds: [inpatient], base_includes_basic_deductible: yes, when_guaranteed: zero, classes: { illness_poverty: { deductible_income_share: 25%, ratio: 60%, cap: none } } }\n'
  const without = said(['settlement: {', `${layer}settlement: {`])
  assert.equal(without.length, 1, without.join('\n'))
  assert.match(without[0] ?? '', new RegExp(`^c\\.md:${lineOf('settlement')}: 救助起付标准按收入比例计算`))
})

test('days between two versions without any rule are a fault at the later one', () => {
  const later = WHOLE.slice(WHOLE.indexOf('## 第二条')).replace('2021-01-01', '2023-01-01')
  const found = said(['in_force: 2021-01-01', 'in_force: 2021-01-01\nuntil: 2021-12-31'], [WHOLE.slice(-4), `${WHOLE.slice(-4)}\n${later}`])
  assert.ok(
    found.some((one) => /2021-12-31至2023-01-01之间没有生效的待遇规则/.test(one)),
    found.join('\n'),
  )
})

test('words that a rule names freely come from the national lists too: levels, classes of persons, ways of birth, layers', () => {
  only(said(['{ when: { retired: yes }, points', '{ when: { retired: yes, level: palace }, points']), 'inpatient.ratio_steps', /“palace”不在全国清单内/)
  assert.match(said(['{ when: { retired: yes }, points', '{ when: { identity: hero }, points'])[0] ?? '', /“hero”不是全国人员身份清单里的词/)
  assert.match(said(['silent_kinds: [outpatient', 'silent_kinds: [spa, outpatient'])[0] ?? '', /“spa”不在可用的词之内/)
  const assistance = (classes: string): string =>
    `assistance: { kind: by_class, kinds: [inpatient], base_includes_basic_deductible: yes, when_guaranteed: zero, classes: { orphan: { deductible: 0, ratio: 60%, cap: none } }, tilt: { threshold: 1, ratio: 50%, cap: none, classes: [${classes}] } }\n`
  const tilt = (word: string): readonly string[] =>
    said(['settlement: {', `${assistance(word)}settlement: {`], ['[basic, major]', '[basic, major, assistance]'])
  assert.deepEqual(tilt('orphan'), [])
  assert.match(tilt('hero').join(), /“hero”不是全国人员身份清单里的词/)
  const birth = (way: string): readonly string[] =>
    said(
      [
        'settlement: {',
        `birth.fixed: { mode: fixed, form: lump_sum, by: delivery, amounts: { natural: 800, caesarean: 900, ${way} }, limit: bill_total }\nsettlement: {`,
      ],
      ['two_diseases_outpatient, birth,', 'two_diseases_outpatient,'],
    )
  assert.match(birth('water: 1').join(), /分娩方式“water”不在全国清单内/)
  const layer = `supplement.luxury: { kind: share_of_open, kinds: [inpatient], when: {}, ratio: 10%, cap: none }\n`
  assert.match(said(['settlement: {', `${layer}settlement: {`]).join(), /补充层“luxury”不在待遇层次清单内/)
})

test('a deductible that could turn into a payment, or has no amount, is a fault', () => {
  const percent = (min: number, max: number): readonly [string, string] => [
    '[long_term, referral, emergency] }',
    `[long_term, referral, emergency], deductible: { mode: percent_of_total, ratio: 20%, min: ${min}, max: ${max} } }`,
  ]
  assert.deepEqual(said(percent(2000, 10000)), [])
  only(said(percent(12000, 10000)), 'inpatient.offsite', /下限12000\.00元高于上限10000\.00元/)
  const table = '[long_term, referral, emergency], deductible: { mode: by_level, table: { township: 1, "1": 1, "2": 1, "3": 1 } } }'
  only(said(['[long_term, referral, emergency] }', table]), 'inpatient.offsite', /机构级别“3_province”.*没有起付线/)
  only(said(['[long_term, referral, emergency] }', '[long_term, referral, emergency], deductible_factor: -1 }']), 'inpatient.offsite', /倒贴/)
  only(said(['500 }\n  period', '500 }\n  sequence: { kind: factors, factors: [1, -0.5] }\n  period']), 'inpatient.deductible', /起付线乘以负数/)
})

test('a payment that falls while the cost grows is a fault', () => {
  const outside = (share: string, max: number): readonly [string, string] => [
    '[long_term, referral, emergency] }',
    `[long_term, referral, emergency], deductible: { mode: percent_of_total, ratio: ${share}, min: 100, max: ${max} } }`,
  ]
  const falling = (low: string, high: string): readonly [string, string] => [
    '[{ from: 0, to: 5000, ratio: 70% }, { from: 5000, ratio: 80% }]',
    `[{ from: 0, to: 5000, ratio: ${low} }, { from: 5000, ratio: ${high} }]`,
  ]
  // Of each yuan above 5,000 the fund pays 20 % and no longer pays 25 % × 80 %: it neither gains nor loses.
  assert.deepEqual(said(outside('25%', 10000), falling('80%', '20%')), [])
  only(said(outside('25%', 10000), falling('80%', '19.9%')), 'inpatient.offsite', /“3”级.*费用超过5000\.00元后.*费用越多支付越少/)
  // Its greatest amount is reached before the ratio falls.
  assert.deepEqual(said(outside('25%', 1250), falling('80%', '19.9%')), [])
  // From 20,000 on the deductible itself ends in the upper band.
  assert.deepEqual(said(outside('25%', 1250.01), falling('80%', '19.9%')).length, 1)
  only(said(outside('60%', 10000), ['max: 10000 } }', 'max: 10000 }, deductible_factor: 2 }']), 'inpatient.offsite', /起付线为总费用的120%，超过费用本身/)
})

test('contributions by year have no hole', () => {
  const contribution = (individual: string, subsidy: string): readonly string[] =>
    said(['caps.basic_year', `contribution: { kind: per_head, individual: { ${individual} }, subsidy: { ${subsidy} } }\ncaps.basic_year`])
  assert.deepEqual(contribution('"2021": 320, "2022": 350', '"2021": 580, "2022": 610'), [])
  assert.match(contribution('"2021": 320, "2023": 380', '"2021": 580, "2023": 640').join(), /个人缴费有前后两年、没有2022年/)
  assert.match(contribution('"2021": 320', '"2021": 580, "2024": 670').join(), /财政补助有前后两年、没有2022年.*没有2023年/)
})

test('a section without an article is a fault', () => {
  const found = said(['## 第二条 住院\n', ''])
  assert.ok(found.some((one) => /规则块之上没有标题/.test(one)))
})
