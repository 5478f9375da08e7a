// Which level of government may set which kind of rule, tried one by one: every kind that the checker knows, at every level. What
// may be set by whom follows the national benefit list (国家医疗保障待遇清单制度): basic rules the nation, standards within its bounds
// the province and the pooling city; a county sets nothing (贵州〔2019〕28号 二: 县级不得随意调整政策).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PolicyFault } from '@tongchou/domain/policy/document.js'
import { KEY_NAMES } from '@tongchou/domain/policy/keys.js'
import { readPolicies } from '@tongchou/domain/policy/read.js'
import { GROUP_NAMES, POINTS, UNIFICATION_GROUPS } from '@tongchou/domain/policy/unification.js'
import { parseText } from './parse.js'

const AREAS = { nation: '000000', province: '990000', city: '990100', county: '990121' } as const
type Level = keyof typeof AREAS
const LEVELS = Object.keys(AREAS) as Level[]
const WORDS: Readonly<Record<Level, string>> = { nation: '国家', province: '省级', city: '市级', county: '县级' }

/** Written down here a second time on purpose: a change of who may set what must be made in two places. */
const MAY: Readonly<Record<string, readonly Level[]>> = {
  settlement: ['nation', 'province', 'city'],
  'stays.transfer': ['nation', 'province', 'city'],
  'stays.mid_stay': ['nation', 'province', 'city'],
  silent_kinds: ['province', 'city'],
  large_amount: ['province', 'city'],
  major_illness: ['province', 'city'],
  assistance: ['nation', 'province', 'city'],
  civil_servant: ['province', 'city'],
  account: ['nation', 'province', 'city'],
  'pooling.mode': ['province', 'city'],
  'pooling.gap': ['province', 'city'],
  'pooling.gap_sharing': ['province', 'city'],
  'pooling.management_gap': ['province', 'city'],
  'pooling.take_over': ['province', 'city'],
  'adjustment.levy': ['province', 'city'],
  'adjustment.allocation': ['province', 'city'],
  'watch.indicators': ['nation', 'province', 'city'],
  appraisal: ['province', 'city'],
  'appraisal.areas': ['province', 'city'],
  'payment.advance': ['province', 'city'],
  'pooling.disbursement': ['province', 'city'],
  contribution: ['nation', 'province', 'city'],
  'inpatient.deductible': ['province', 'city'],
  'inpatient.bands': ['province', 'city'],
  'inpatient.ratio_steps': ['province', 'city'],
  'inpatient.offsite': ['province', 'city'],
  'inpatient.guaranteed': ['province', 'city'],
  'birth.fixed': ['province', 'city'],
  'day_surgery.paid_as': ['province', 'city'],
  'inpatient.counts_admission': ['province', 'city'],
  'caps.basic_year': ['province', 'city'],
  'supplement.enterprise': ['province', 'city'],
  'unification.fund.收支管理': ['nation', 'province', 'city'],
}

function said(level: Level, key: string): readonly PolicyFault[] {
  const faults: PolicyFault[] = []
  const text = `---\ndocument: 某办〔2021〕3号\narea: "${AREAS[level]}"\nstatus: published\n---\n## 一\n\`\`\`policy\nscheme: resident\nin_force: 2021-01-01\ncertainty: secondary\n${key}: 0\n\`\`\`\n`
  return readPolicies([parseText('x.md', text, faults)]).faults.filter(({ sentence }) => sentence.includes('无权规定'))
}

for (const [key, may] of Object.entries(MAY)) {
  for (const level of LEVELS) {
    const allowed = may.includes(level)
    test(`${key}: a ${level} ${allowed ? 'may' : 'may not'} set it`, () => {
      const found = said(level, key)
      assert.equal(found.length, allowed ? 0 : 1)
      if (allowed) return
      assert.deepEqual([found[0]?.file, found[0]?.line], ['x.md', 11])
      const those = may.map((one) => WORDS[one]).join('、')
      assert.equal(found[0]?.sentence, `${WORDS[level]}文件无权规定“${key}”；有权的是${those}，请删去或改由其发文。`)
    })
  }
}

/** A name that stands for many is tried with one of them. */
function sampleOf(name: string): string {
  const group = UNIFICATION_GROUPS.find((one) => name.startsWith(`unification.${one}.`))
  if (group !== undefined) return `unification.${group}.${POINTS[group][0] ?? ''}`
  return name.replace('<医疗类别>', 'inpatient').replace('caps.<名称>', 'caps.basic_year').replace('supplement.<名称>', 'supplement.enterprise')
}

test('a county may set no rule of any kind the checker knows', () => {
  for (const name of KEY_NAMES) assert.equal(said('county', sampleOf(name)).length, 1, name)
})

test('every point of the unifications may be stated by nation, province and city, and by no county', () => {
  for (const group of UNIFICATION_GROUPS) {
    assert.ok(GROUP_NAMES[group].startsWith('统一'))
    for (const point of POINTS[group]) {
      const key = `unification.${group}.${point}`
      assert.deepEqual(
        LEVELS.map((level) => said(level, key).length),
        [0, 0, 0, 1],
        key,
      )
    }
  }
})
