// A policy of the small city as an officer would write it: complete, so that the checker finds nothing, and short, so that a test can
// reckon with it. Every figure is illustrative.
import type { PolicyText } from '../policy/compose-texts.js'

export const BASE_PATH = 'policies/small-city/benefits.md'
export const BASE_NUMBER = '小城医保办〔2025〕1号'

export interface Headed {
  readonly document: string
  readonly area?: string
  readonly status?: 'published' | 'consultation_draft'
  readonly retroactive?: string
  readonly heading?: string
  readonly scheme?: string
  readonly inForce: string
  readonly until?: string
  /** Lines of the policy block. */
  readonly rules: readonly string[]
}

/** One document with one section. */
export function policyText({
  document,
  area = '980100',
  status = 'published',
  retroactive,
  heading = '第三条',
  scheme = '[resident, employee]',
  inForce,
  until,
  rules,
}: Headed): string {
  return [
    '---',
    `document: ${document}`,
    `area: "${area}"`,
    `status: ${status}`,
    ...(retroactive === undefined ? [] : [`retroactive: ${retroactive}`]),
    '---',
    `## ${heading}`,
    '用自己的话概述。',
    '',
    '```policy',
    `scheme: ${scheme}`,
    `in_force: ${inForce}`,
    ...(until === undefined ? [] : [`until: ${until}`]),
    'certainty: illustrative',
    ...rules,
    '```',
    '',
  ].join('\n')
}

export const BASE_RULES: readonly string[] = [
  'settlement:',
  '  version_by: discharge',
  '  year_by: discharge',
  '  entitlement_day: admission',
  '  pre_self_pay_rounding: per_line',
  '  layer_order: [basic]',
  '  levels: [township, "1", "2", "3", "3_province"]',
  '  reversal: subtract_own',
  'inpatient.deductible: { mode: by_level, table: { township: 200, "1": 200, "2": 500, "3": 800, "3_province": 1000 }, period: per_bill }',
  'inpatient.bands: { mode: one_table, position: above_deductible, table: 75% }',
  'inpatient.offsite: silent',
  'outpatient.deductible: { mode: fixed, amount: 100, period: year, counts_kinds: [outpatient, emergency, pharmacy] }',
  'outpatient.bands: { mode: one_table, position: above_deductible, table: 50%, carried_kinds: [outpatient, emergency, pharmacy] }',
  'outpatient.offsite: silent',
  'emergency.paid_as: { mode: same_as, kind: outpatient }',
  'pharmacy.paid_as: { mode: same_as, kind: outpatient }',
  'caps.outpatient_year: { on: fund_paid, amount: 2000, kinds: [outpatient, emergency, pharmacy], period: year }',
  'silent_kinds: [chronic_outpatient, special_outpatient, two_diseases_outpatient, birth, birth_complicated, maternity_outpatient, day_surgery, outpatient_surgery, accident, home_bed, special_drug]',
]

export const BASE: PolicyText = { file: BASE_PATH, text: policyText({ document: BASE_NUMBER, inForce: '2025-01-01', rules: BASE_RULES }) }
