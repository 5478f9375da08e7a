// The first city's law as an officer would write it: the document that it begins the year with, and the draft that changes it in July.
// Every figure is illustrative; the figures that a bill is held against stand here once more, beside the texts.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import { composeTexts, type PolicyText } from '@tongchou/server/policy/compose-texts.js'
import { insertRules } from '@tongchou/server/policy/publish.js'
import { sha256 } from '@tongchou/server/policy/rule-set.js'
import { insertDocument, type Queryable } from '@tongchou/server/policy/store.js'

export const CHANGE_IN_FORCE: Day = '2026-07-01'
export const CHANGE_NUMBER = '示范医保发〔2026〕5号'
export const DEDUCTIBLE: Fen = 10_000n

/** Of what is above the deductible, in hundredths. */
export function outpatientPercent(day: Day): bigint {
  return day < CHANGE_IN_FORCE ? 50n : 60n
}

const CLINIC = '[outpatient, emergency, pharmacy]'
const bands = (day: Day): string =>
  `outpatient.bands: { mode: one_table, position: above_deductible, table: ${outpatientPercent(day)}%, carried_kinds: ${CLINIC} }`

const BENEFITS: readonly string[] = [
  'settlement: { version_by: discharge, year_by: discharge, entitlement_day: admission, pre_self_pay_rounding: per_line, layer_order: [basic], levels: [township, "1", "2", "3", "3_province"], reversal: subtract_own }',
  'inpatient.deductible: { mode: by_level, table: { township: 200, "1": 300, "2": 600, "3": 900, "3_province": 1000 }, period: per_bill }',
  'inpatient.bands: { mode: one_table, position: above_deductible, table: 70% }',
  'inpatient.offsite: silent',
  `outpatient.deductible: { mode: fixed, amount: ${DEDUCTIBLE / 100n}, period: year, counts_kinds: ${CLINIC} }`,
  bands('2025-01-01'),
  'outpatient.offsite: silent',
  'emergency.paid_as: { mode: same_as, kind: outpatient }',
  'pharmacy.paid_as: { mode: same_as, kind: outpatient }',
  'silent_kinds: [chronic_outpatient, special_outpatient, two_diseases_outpatient, birth, birth_complicated, maternity_outpatient, day_surgery, outpatient_surgery, accident, home_bed, special_drug]',
]

const POOLING: readonly string[] = [
  'pooling.gap: { kind: city_surplus_first, plan_test: { income: true, expenditure: false }, city_surplus: { of: opening, when_short: proportional }, after_levy: false }',
  'pooling.gap_sharing: { city: "0.6", unit: "0.4" }',
  'pooling.take_over: { surplus: frozen, basis: accrual, gap: unit_government }',
]

export const pathOf = (area: string, name: string): string => `policies/${area}/${name}.md`

export async function publishBase(db: Queryable, area: string): Promise<void> {
  const text = document('示范统筹〔2025〕1号', area, 'published', '2025-01-01', [...BENEFITS, ...POOLING])
  const base: PolicyText = { file: pathOf(area, 'benefits'), text }
  const { rules, faults } = composeTexts([base])
  if (faults.length > 0) throw new Error(JSON.stringify(faults))
  const hash = sha256(text)
  await insertDocument(db, { hash, path: base.file, document: '示范统筹〔2025〕1号', area, status: 'published', text }, 'proof')
  await insertRules(db, rules, new Map([[base.file, hash]]))
}

/** Pays more of what is bought, and leaves the counties less of a gap. */
export function changeText(area: string): string {
  return document('示范市待遇调整（草案）', area, 'consultation_draft', CHANGE_IN_FORCE, [
    bands(CHANGE_IN_FORCE),
    'pooling.gap_sharing: { city: "0.7", unit: "0.3" }',
  ])
}

function document(name: string, area: string, status: string, inForce: Day, rules: readonly string[]): string {
  const head = ['---', `document: ${name}`, `area: "${area}"`, `status: ${status}`, '---', '## 第三条', '用自己的话概述。', '']
  return [...head, '```policy', 'scheme: [resident, employee]', `in_force: ${inForce}`, 'certainty: illustrative', ...rules, '```', ''].join('\n')
}
