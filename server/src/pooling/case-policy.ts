// Writes the rule of a neutral pooling case as a policy document and reads it the way any document is read: what a case says, a
// city's or a province's document can say.
import { decimalText } from '@tongchou/domain/base/decimal.js'
import { minus, NOTHING, plus, WHOLE } from '@tongchou/domain/base/money.js'
import type { AllocationRule, LevyRule } from '@tongchou/domain/policy/adjustment-rule.js'
import type { PolicyFault } from '@tongchou/domain/policy/document.js'
import type { PoolingRules } from '@tongchou/domain/policy/pooling-rule.js'
import { readPolicies } from '@tongchou/domain/policy/read.js'
import { type Json, type JsonObject, objectAt, textAt, UnknownForm } from '../policy/cases-form.js'
import { parseText } from '../policy/parse.js'
import { objectsAt, ratioAt, yesAt } from './case-values.js'

/** The article that a rule kind stands on; the sharing of what is left may stand on another. */
interface Articles {
  readonly gap: string
  readonly sharing: string
}

const ARTICLES: Readonly<Record<string, Articles>> = {
  unified: { gap: 'HEN 三(三)', sharing: 'HEN 三(三)' },
  by_level: { gap: 'HUA 三(四)', sharing: 'HUA 三(四)' },
  frozen_first: { gap: 'JIN 四7', sharing: 'JIN 四8' },
  bands: { gap: 'AH-WI', sharing: 'AH-WI' },
  plan_limited: { gap: 'GY 7-8', sharing: 'GY 7-8' },
  county_first: { gap: 'LS', sharing: 'LS' },
  article_38: { gap: 'F 38', sharing: 'F 38' },
}

type Section = readonly [heading: string, key: string, value: Json]

export function yearEndRules(rule: JsonObject): PoolingRules {
  const mode = textAt(rule['mode'], 'rule.mode')
  const articles = ARTICLES[mode]
  if (articles === undefined) throw new UnknownForm(`rule.mode: ${mode} is not known`)
  const sections: Section[] = [[articles.gap, 'pooling.gap', { ...gapOf(mode, rule), after_levy: yesAt(rule['gap_after_levy'], 'rule.gap_after_levy') }]]
  if (['unified', 'frozen_first'].includes(mode)) sections.push([articles.sharing, 'pooling.gap_sharing', sharingOf(rule['sharing'])])
  const article = textAt(rule['management_article'] ?? articles.gap, 'rule.management_article')
  return rulesOf([...sections, [article, 'pooling.management_gap', { payer: 'unit_government' }]])
}

/** The part that a case leaves out is the remainder. */
function sharingOf(sharing: Json | undefined): JsonObject {
  const object = objectAt(sharing ?? {}, 'rule.sharing')
  const { city = null, unit = null } = object
  if (city === null && unit === null) return { awaiting: '责任分担办法' }
  const rest = (part: Json): string => decimalText(minus(WHOLE, ratioAt(part, 'rule.sharing')))
  return { city: city ?? rest(unit), unit: unit ?? rest(city) }
}

/** Fields of a rule by the name they have in a policy; what the case leaves out is left out. */
function fieldsOf(rule: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, ours]) => {
      const value = rule[name]
      return value === undefined || value === null ? [] : [[ours, value]]
    }),
  )
}

function sameNames(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, name]))
}

function gapOf(mode: string, rule: JsonObject): JsonObject {
  const whenShort = fieldsOf(rule, sameNames('when_short'))
  const citySurplus = { of: rule['city_surplus_of'] ?? 'opening', when_short: 'proportional', ...whenShort }
  const yes = (name: string): boolean => yesAt(rule[name], `rule.${name}`)
  if (mode === 'unified') return { kind: 'city_surplus_first', plan_test: planTestOf(rule['plan_test']), city_surplus: citySurplus }
  if (mode === 'by_level') return { kind: 'same_level_finance', overspend_needs_approval: yes('overspend_needs_approval') }
  if (mode === 'frozen_first') return { kind: 'frozen_surplus_first', ...(yes('city_surplus_after_frozen') ? { city_surplus: citySurplus } : {}) }
  if (mode === 'bands') return { ...bandsOf(rule), ...whenShort }
  if (mode === 'plan_limited') {
    const { conditions = null } = rule
    const limited = fieldsOf(rule, sameNames('limit', 'pool_share'))
    return { kind: 'plan_limited', own_surplus_first: yes('own_surplus_first'), ...limited, conditions: conditions ?? [], ...whenShort }
  }
  if (mode === 'county_first')
    return { kind: 'county_first', ...fieldsOf(rule, { trigger_months: 'trigger_months', county_min_rate: 'county_rate' }), ...whenShort }
  return { kind: 'ordered_means', ...fieldsOf(rule, sameNames('order')), when_short: 'proportional', ...whenShort }
}

function planTestOf(test: Json | undefined): JsonObject {
  const object = objectAt(test ?? {}, 'rule.plan_test')
  return { income: yesAt(object['income'], 'rule.plan_test.income'), expenditure: yesAt(object['expenditure'], 'rule.plan_test.expenditure') }
}

function bandsOf(rule: JsonObject): JsonObject {
  const bands = objectAt(rule['bands'], 'rule.bands')
  const figure = (name: string): Json => bands[name] ?? null
  return {
    kind: 'deviation_bands',
    read_as: rule['reading'] ?? null,
    deviation_of: rule['deviation_of'] ?? 'normal_gap',
    base_in_surplus: figure('base_surplus'),
    base_in_deficit: figure('base_deficit'),
    edges: [figure('edge1'), figure('edge2')],
    over: [figure('over1'), figure('over2')],
  }
}

export function levyRule(rule: JsonObject): LevyRule {
  const part = (name: string, ...names: readonly string[]): JsonObject =>
    rule[name] == null ? {} : { [name]: fieldsOf(objectAt(rule[name], `rule.${name}`), sameNames(...names)) }
  const levy = {
    third_party_included: true,
    individual_accounts_excluded: false,
    ...factorOf(rule),
    ...fieldsOf(rule, sameNames('base', 'rate', 'third_party_included', 'individual_accounts_excluded')),
    ...part('stop', 'months', 'mode'),
    ...part('instalments', 'due', 'remainder'),
  }
  return present(rulesOf([['LEVY', 'adjustment.levy', levy]]).levy)
}

/** Which part of the average wage counts, by whatever name. */
function factorOf(rule: JsonObject): JsonObject {
  const factor = Object.entries(rule).find(([name, value]) => name.includes('factor') && value !== null)
  return factor === undefined ? {} : { wage_factor: factor[1] }
}

export function allocationRule(rule: JsonObject, kind: AllocationRule['kind']): AllocationRule {
  const emergency = yesAt(rule['emergency_pot'], 'rule.emergency_pot') ? { emergency_share: rule['emergency_share'] ?? '1' } : {}
  const after = {
    kind,
    share: '1',
    coefficient: 'none',
    ...fieldsOf(rule, sameNames('share', 'coefficient', 'conditions', 'own_levy_first')),
    caps: capsOf(rule['caps']),
    ...emergency,
  }
  const before = {
    kind,
    weights: listOf(rule['weights'], 'weights', 'measure', 'weight'),
    reserve: '0',
    ...fieldsOf(rule, sameNames('reserve', 'coefficient_in_weight')),
  }
  return present(rulesOf([['ALLOCATION', 'adjustment.allocation', kind === 'after' ? after : before]]).allocation)
}

/** The named fields of every object of a list. */
function listOf(value: Json | undefined, name: string, ...names: readonly string[]): Json {
  return objectsAt(value, `rule.${name}`).map((one) => fieldsOf(one, sameNames(...names)))
}

const CAPS = ['percent_of_plan', 'times_own_levy']

/** A list, or an object that names each cap by its kind. */
function capsOf(caps: Json | undefined): Json {
  if (caps === undefined || caps === null) return []
  if (Array.isArray(caps)) return caps.map(capOf)
  return Object.entries(objectAt(caps, 'rule.caps')).flatMap(([kind, value]) => (value === null ? [] : [capOf({ [kind]: value })]))
}

/** `{ kind, value }`, or the kind as the field's own name. */
function capOf(cap: Json): JsonObject {
  const object = objectAt(cap, 'rule.caps')
  const kind = CAPS.find((name) => name in object || object['kind'] === name)
  if (kind === undefined) throw new UnknownForm(`rule.caps: ${JSON.stringify(cap)} is not known`)
  const figure = object['value'] ?? object[kind] ?? Object.entries(object).find(([name, value]) => name !== 'kind' && value !== null)?.[1]
  return { kind, value: figure ?? null }
}

export function indicatorRules(rule: JsonObject): PoolingRules {
  const strip = Array.isArray(rule['strip']) ? rule['strip'].map((name) => String(name).replace(/_fen$/, '')) : []
  const bounds = rule['bounds'] == null ? null : boundsOf(objectAt(rule['bounds'], 'rule.bounds'))
  return rulesOf([['INDICATORS', 'watch.indicators', { ...fieldsOf(rule, sameNames('definitions')), strip, ...(bounds === null ? {} : { bounds }) }]])
}

function boundsOf(bounds: JsonObject): JsonObject {
  const named = (word: string): Json | undefined => {
    const bound = Object.entries(bounds).find(([name]) => name.includes(word))?.[1]
    return typeof bound === 'object' && bound !== null && !Array.isArray(bound) ? Object.values(bound)[0] : bound
  }
  const [current, cumulative] = [named('current'), named('cumulative')]
  return { ...(current == null ? {} : { current_percent: current }), ...(cumulative == null ? {} : { cumulative_percent: cumulative }) }
}

export function appraisalRules(rule: JsonObject): PoolingRules {
  const bands = objectsAt(rule['bands'], 'rule.bands').map((band) => fieldsOf(band, sameNames('name', 'from', 'coefficient')))
  const lowest = bands.at(-1)?.['from']
  const open = lowest !== undefined && ratioAt(lowest, 'rule.bands.from').num > 0n
  const appraisal = {
    indicators: listOf(rule['indicators'], 'indicators', 'id', 'weight', 'form', 'per', 'zero_below', 'tolerance_points'),
    bands: open ? [...bands, BELOW] : bands,
    full: fullOf(rule),
    rounding: 'per_indicator',
    ...fieldsOf(rule, sameNames('rounding', 'rank')),
  }
  const rules = rulesOf([['APPRAISAL', 'appraisal', appraisal]])
  if (!open || rules.appraisal === null) return rules
  return { ...rules, appraisal: { ...rules.appraisal, bands: rules.appraisal.bands.slice(0, -1) } }
}

/** A document bands every total; a case may leave the lowest without a band. */
const BELOW = { name: '-', from: '0', coefficient: '0' }

/** A case may appraise by a few indicators: their weights are all there is. */
function fullOf(rule: JsonObject): string {
  const weights = objectsAt(rule['indicators'], 'rule.indicators').map(({ weight }) => ratioAt(weight, 'rule.indicators.weight'))
  return decimalText(weights.reduce(plus, NOTHING))
}

/** The fund's rules that sections of a policy make. */
export function rulesOf(sections: readonly Section[]): PoolingRules {
  const blocks = sections.map(([heading, key, value]) => {
    const lines = ['scheme: resident', 'in_force: 2020-01-01', 'certainty: illustrative', `${key}:`, ...fieldLines(value)]
    return `## ${heading}\n\n\`\`\`policy\n${lines.join('\n')}\n\`\`\`\n`
  })
  const faults: PolicyFault[] = []
  const text = `---\ndocument: case\narea: "990100"\nstatus: stand_in\n---\n${blocks.join('\n')}`
  const reading = readPolicies([parseText('case.md', text, faults)])
  const [fault] = [...faults, ...reading.faults]
  if (fault !== undefined) throw new UnknownForm(`${fieldAt(text, fault.line)}: ${fault.sentence}`)
  return present(reading.rules[0]?.pooling[0])
}

/** One line for each field, so that the line of a fault is the field's. */
function fieldLines(value: Json): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`  ${JSON.stringify(value)}`]
  return Object.entries(value).map(([name, field]) => `  ${name}: ${JSON.stringify(field)}`)
}

function fieldAt(text: string, line: number): string {
  const name = /^\s+(\w+):/.exec(text.split('\n')[line - 1] ?? '')?.[1]
  return name === undefined ? 'rule' : `rule.${name}`
}

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new UnknownForm('the rule could not be written as a policy')
  return value
}
