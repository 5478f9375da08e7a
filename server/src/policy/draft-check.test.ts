import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loosenedBy } from '@tongchou/domain/policy/approval-changes.js'
import { BASE, BASE_PATH, policyText } from '../testing/policy-texts.js'
import { composeTexts, withTexts } from './compose-texts.js'
import { examine, withHead } from './draft-check.js'

const TODAY = '2026-03-20'
const OWN = { path: 'policies/small-city/new.md', area: '980100' }
const draft = (rules: readonly string[], more: { inForce?: string; until?: string; scheme?: string } = {}): string =>
  policyText({ document: '草案', status: 'consultation_draft', inForce: '2026-04-01', scheme: 'resident', rules, ...more })

const changesOf = (text: string) =>
  examine([BASE], { ...OWN, text }, TODAY).changes.map(({ label, of, before, after, loosens }) => ({
    label,
    of: of.length,
    before: before?.text,
    after: after?.text,
    loosens,
  }))

test('a draft is checked as if it were published, and a fault names its line', () => {
  const sound = examine(
    [BASE],
    { ...OWN, text: draft(['caps.outpatient_year: { on: fund_paid, amount: 2000, kinds: [outpatient, emergency, pharmacy], period: year }']) },
    TODAY,
  )
  assert.deepEqual([sound.faults, sound.changes, sound.firstDay], [[], [], undefined])
  const text = draft(['outpatient.bands: { mode: one_table, position: above_deductible, table: 六成 }'])
  const { faults, changes } = examine([BASE], { ...OWN, text }, TODAY)
  assert.equal(changes.length, 0)
  assert.deepEqual([faults[0]?.file, faults[0]?.line], [OWN.path, 1 + text.split('\n').findIndex((line) => line.startsWith('outpatient.bands'))])
  assert.match(faults[0]?.sentence ?? '', /“六成”不是比例/)
})

test('a text may call itself official before its number is issued, and another area than the draft’s is a fault', () => {
  const official = draft(['inpatient.offsite: silent']).replace('certainty: illustrative', 'certainty: official')
  assert.deepEqual(examine([BASE], { ...OWN, text: official }, TODAY).faults, [])
  const elsewhere = examine([BASE], { ...OWN, text: official.replace('980100', '970100') }, TODAY).faults[0]
  assert.deepEqual([elsewhere?.line, /发文地区是 980100/.test(elsewhere?.sentence ?? '')], [3, true])
})

test('each changed figure is told with both sides, levels together', () => {
  const rules = [
    'inpatient.deductible: { mode: by_level, table: { township: 100, "1": 100, "2": 500, "3": 900, "3_province": 1000 }, period: per_bill }',
    'caps.outpatient_year: { on: fund_paid, amount: 2500, kinds: [outpatient, emergency, pharmacy], period: year }',
  ]
  assert.deepEqual(changesOf(draft(rules)), [
    { label: '普通住院起付线', of: 2, before: '200元', after: '100元', loosens: true },
    { label: '普通住院起付线', of: 1, before: '800元', after: '900元', loosens: false },
    { label: '门诊年度限额', of: 0, before: '2000元', after: '2500元', loosens: true },
  ])
  const one = examine([BASE], { ...OWN, text: draft(rules) }, TODAY).changes[0]
  assert.deepEqual([one?.area, one?.scheme, one?.from, one?.until], ['980100', 'resident', '2026-04-01', null])
  assert.deepEqual([one?.before?.from.document, one?.after?.from.document, one?.after?.from.article], ['小城医保办〔2025〕1号', '待编号〔2026〕1号', '第三条'])
})

const bands = (table: string): string => `inpatient.bands: { mode: one_table, position: above_deductible, table: ${table} }`
const LOOSER: readonly (readonly [what: string, rule: string, loosens: boolean])[] = [
  ['a higher ratio', bands('76%'), true],
  ['a lower ratio', bands('74%'), false],
  ['a higher ratio in one band alone', bands('[{ from: 0, to: 10000, ratio: 75% }, { from: 10000, ratio: 80% }]'), true],
  ['bands cut anew at the same ratio', bands('[{ from: 0, to: 10000, ratio: 75% }, { from: 10000, ratio: 75% }]'), false],
  [
    'a lower deductible of the second admission',
    'inpatient.deductible: { mode: by_level, table: { township: 200, "1": 200, "2": 500, "3": 800, "3_province": 1000 }, period: per_bill, sequence: { kind: factors, factors: [1, 0.5] } }',
    true,
  ],
  [
    'a waived deductible',
    'inpatient.deductible: { mode: by_level, table: { township: 200, "1": 200, "2": 500, "3": 800, "3_province": 1000 }, period: per_bill, waivers: [{ identity: minimum_living }] }',
    true,
  ],
  ['points for the poor', 'inpatient.ratio_steps: [{ offsite: yes }, { when: { identity: minimum_living }, points: 0.05 }]', true],
  ['points taken off', 'inpatient.ratio_steps: [{ offsite: yes }, { when: { identity: minimum_living }, points: -0.05 }]', false],
  ['a kind of care that leaves its cap', 'caps.outpatient_year: { on: fund_paid, amount: 2000, kinds: [outpatient, emergency], period: year }', true],
  ['a further cap', 'caps.year: { on: fund_paid, amount: 200000, kinds: [inpatient], period: year }', false],
  [
    'care outside the area that was silent',
    'inpatient.offsite: [{ place: in_province, filing: [none, referral, long_term, emergency, temporary] }, { place: out_of_province, filing: [none, referral, long_term, emergency, temporary], silent: yes }]',
    true,
  ],
  ['a guaranteed minimum', 'inpatient.guaranteed: { kind: share_of_total_less_deductible, local: 40% }', true],
]

test('what gives the insured more is named, what gives less is not', () => {
  for (const [what, rule, loosens] of LOOSER) {
    const { faults, changes } = examine([BASE], { ...OWN, text: draft([rule]) }, TODAY)
    assert.deepEqual(faults, [], what)
    assert.equal(
      changes.some((one) => one.loosens),
      loosens,
      `${what}: ${JSON.stringify(changes.map(({ label, before, after }) => [label, before?.text, after?.text]))}`,
    )
  }
})

test('a new kind of care is looser; what a document leaves to somebody is as if it were not there', () => {
  const rules = [
    'day_surgery.paid_as: { mode: same_as, kind: inpatient }',
    'silent_kinds: [chronic_outpatient, special_outpatient, two_diseases_outpatient, birth, birth_complicated, maternity_outpatient, outpatient_surgery, accident, home_bed, special_drug]',
  ]
  const opened = changesOf(draft(rules)).filter(({ loosens }) => loosens)
  assert.deepEqual(opened[0], { label: '日间手术待遇', of: 0, before: undefined, after: '有规定', loosens: true })
  const awaited = changesOf(draft([bands('{ awaiting: 省级 }')]))
  assert.deepEqual(awaited, [{ label: '普通住院支付比例', of: 5, before: '75%', after: '待省级另定', loosens: false }])
})

test('a lowered premium is looser, also one for a year that had none', () => {
  const premium = (individual: string) => `contribution: { kind: per_head, individual: { ${individual} }, subsidy: { "2025": 700, "2026": 700 } }`
  const published = withTexts(
    [BASE],
    [
      {
        file: 'policies/small-city/premium.md',
        text: policyText({ document: '小城财〔2025〕1号', scheme: 'resident', inForce: '2025-01-01', rules: [premium('"2025": 400')] }),
      },
    ],
  )
  const loosened = (individual: string) => {
    const after = composeTexts(
      withTexts(published, [
        { file: OWN.path, text: policyText({ document: '小城财〔2026〕1号', scheme: 'resident', inForce: '2026-01-01', rules: [premium(individual)] }) },
      ]),
    )
    assert.deepEqual(after.faults, [])
    return loosenedBy(composeTexts(published).rules, after.rules, { from: '2026-01-01', until: null }).map(({ of, before, after: now }) => [
      of[0],
      before?.text,
      now?.text,
    ])
  }
  assert.deepEqual(loosened('"2025": 400, "2026": 400'), [])
  assert.deepEqual(loosened('"2025": 400, "2026": 380'), [['2026年', '400元', '380元']])
  assert.deepEqual(loosened('"2025": 390, "2026": 400'), [['2025年', '400元', '390元']])
})

test('only the days of the period count: what loosens after it does not', () => {
  const text = policyText({ document: '小城医保办〔2026〕9号', scheme: 'resident', inForce: '2027-01-01', rules: [bands('80%')] })
  const after = composeTexts(withTexts([BASE], [{ file: OWN.path, text }])).rules
  const before = composeTexts([BASE]).rules
  assert.equal(loosenedBy(before, after, { from: '2026-01-01', until: '2026-12-31' }).length, 0)
  assert.equal(loosenedBy(before, after, { from: '2026-01-01', until: '2027-01-01' }).length, 1)
  assert.equal(loosenedBy(before, after, { from: '2026-01-01', until: null }).length, 1)
})

test('texts of another area bear upon nothing: neither their faults nor their rules', () => {
  const elsewhere = { file: 'policies/other-city/benefits.md', text: BASE.text.replace('area: "980100"', 'area: "970100"').replace('75%', '七成半') }
  const { faults, changes } = examine([BASE, elsewhere], { ...OWN, text: draft([bands('80%')]) }, TODAY)
  assert.deepEqual([faults, changes.map(({ area }) => area)], [[], ['980100']])
  // The nation's document stands above both.
  const national = draft(['account: { kind: individual_account, order: after_fund, may_pay: [deductible] }'], { scheme: 'employee' }).replace(
    '980100',
    '000000',
  )
  assert.deepEqual([...new Set(examine([BASE, elsewhere], { ...OWN, area: '000000', text: national }, TODAY).faults.map(({ file }) => file))], [elsewhere.file])
})

test('the head takes its issued number and keeps its lines; a field that it lacks is not made up', () => {
  const text = draft(['inpatient.offsite: silent'])
  const issued = withHead(text, { document: '小城医保办〔2026〕2号', status: 'published', issued: TODAY })
  assert.equal(issued.split('\n').length, text.split('\n').length)
  assert.match(issued, /^document: 小城医保办〔2026〕2号$/m)
  assert.doesNotMatch(issued, /issued/)
  assert.equal(withHead(BASE.text, {}), BASE.text)
  assert.equal(BASE.file, BASE_PATH)
})
