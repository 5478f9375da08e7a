// Writes the rule of a neutral pooling case as a policy document and reads it the way any document is read: what a case says, a
// city's or a province's document can say.
import type { AllocationRule, LevyRule } from '@tongchou/domain/policy/adjustment-rule.js'
import type { PolicyFault } from '@tongchou/domain/policy/document.js'
import { faultText } from '@tongchou/domain/policy/document.js'
import type { PoolingRules } from '@tongchou/domain/policy/pooling-rule.js'
import { readPolicies } from '@tongchou/domain/policy/read.js'
import { type Json, type JsonObject, objectAt, textAt, UnknownForm } from '../policy/cases-form.js'
import { parseText } from '../policy/parse.js'

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
  const sections: Section[] = [[articles.gap, 'pooling.gap', { ...gapOf(mode, rule), after_levy: rule['gap_after_levy'] === true }]]
  if (['unified', 'frozen_first'].includes(mode)) sections.push([articles.sharing, 'pooling.gap_sharing', rule['sharing'] ?? { awaiting: '责任分担办法' }])
  if (rule['management_article'] !== undefined) {
    sections.push([textAt(rule['management_article'], 'rule.management_article'), 'pooling.management_gap', { payer: 'unit_government' }])
  }
  return rulesOf(sections)
}

function gapOf(mode: string, rule: JsonObject): JsonObject {
  const whenShort = rule['when_short'] ?? 'proportional'
  const citySurplus = { of: rule['city_surplus_of'] ?? 'opening', when_short: whenShort }
  if (mode === 'unified') return { kind: 'city_surplus_first', plan_test: rule['plan_test'] ?? null, city_surplus: citySurplus }
  if (mode === 'by_level') return { kind: 'same_level_finance', overspend_needs_approval: rule['overspend_needs_approval'] === true }
  if (mode === 'frozen_first') return { kind: 'frozen_surplus_first', ...(rule['city_surplus_after_frozen'] === true ? { city_surplus: citySurplus } : {}) }
  if (mode === 'bands') return bandsOf(rule)
  if (mode === 'plan_limited') {
    const { own_surplus_first = null, limit = null, pool_share = null, conditions = null } = rule
    return { kind: 'plan_limited', own_surplus_first, limit, pool_share, conditions }
  }
  if (mode === 'county_first') return { kind: 'county_first', trigger_months: rule['trigger_months'] ?? null, county_rate: rule['county_min_rate'] ?? null }
  return { kind: 'ordered_means', order: rule['order'] ?? null, when_short: whenShort }
}

function bandsOf(rule: JsonObject): JsonObject {
  const bands = objectAt(rule['bands'], 'rule.bands')
  const figure = (name: string): Json => bands[name] ?? null
  return {
    kind: 'deviation_bands',
    read_as: rule['reading'] ?? null,
    deviation_of: rule['deviation_of'] ?? null,
    base_in_surplus: figure('base_surplus'),
    base_in_deficit: figure('base_deficit'),
    edges: [figure('edge1'), figure('edge2')],
    over: [figure('over1'), figure('over2')],
  }
}

export function levyRule(rule: JsonObject): LevyRule {
  const { base = null, rate = null, third_party_included = true, individual_accounts_excluded = false, stop = null, instalments = null } = rule
  const factor = rule['wage_factor'] ?? rule['factor']
  const rules = rulesOf([
    [
      'LEVY',
      'adjustment.levy',
      {
        base,
        rate,
        third_party_included,
        individual_accounts_excluded,
        ...(factor == null ? {} : { wage_factor: factor }),
        ...(stop === null ? {} : { stop }),
        ...(instalments === null ? {} : { instalments }),
      },
    ],
  ])
  return present(rules.levy)
}

export function allocationRule(rule: JsonObject, kind: AllocationRule['kind']): AllocationRule {
  const { share = null, coefficient = null, conditions = [], own_levy_first = false, weights = null, reserve = null, coefficient_in_weight = false } = rule
  const caps = Array.isArray(rule['caps']) ? rule['caps'].map(capOf) : []
  const after = {
    kind,
    share,
    coefficient,
    conditions,
    own_levy_first,
    caps,
    ...(rule['emergency_pot'] === true ? { emergency_share: rule['emergency_share'] ?? '1' } : {}),
  }
  return present(rulesOf([['ALLOCATION', 'adjustment.allocation', kind === 'after' ? after : { kind, weights, reserve, coefficient_in_weight }]]).allocation)
}

/** `{ kind, value }`, or the kind as the field's own name. */
function capOf(cap: Json): JsonObject {
  const object = objectAt(cap, 'rule.caps')
  const kind = ['percent_of_plan', 'times_own_levy'].find((name) => name in object || object['kind'] === name)
  if (kind === undefined) throw new UnknownForm(`rule.caps: ${JSON.stringify(cap)} is not known`)
  const figure = Object.entries(object).find(([name, value]) => name !== 'kind' && value !== null)
  return { kind, value: figure?.[1] ?? null }
}

export function indicatorRules(rule: JsonObject): PoolingRules {
  const { definitions = null } = rule
  const strip = Array.isArray(rule['strip']) ? rule['strip'].map((name) => String(name).replace(/_fen$/, '')) : []
  const bounds = rule['bounds'] == null ? null : boundsOf(objectAt(rule['bounds'], 'rule.bounds'))
  return rulesOf([['INDICATORS', 'watch.indicators', { definitions, strip, ...(bounds === null ? {} : { bounds }) }]])
}

function boundsOf(bounds: JsonObject): JsonObject {
  const named = (word: string): Json | undefined => Object.entries(bounds).find(([name]) => name.startsWith(word))?.[1]
  const [current, cumulative] = [named('current'), named('cumulative')]
  return { ...(current == null ? {} : { current_percent: current }), ...(cumulative == null ? {} : { cumulative_percent: cumulative }) }
}

export function appraisalRules(rule: JsonObject): PoolingRules {
  return rulesOf([['APPRAISAL', 'appraisal', rule]])
}

/** The fund's rules that sections of a policy make. */
export function rulesOf(sections: readonly Section[]): PoolingRules {
  const blocks = sections.map(([heading, key, value]) => {
    const lines = ['scheme: resident', 'in_force: 2020-01-01', 'certainty: illustrative', `${key}: ${JSON.stringify(value)}`]
    return `## ${heading}\n\n\`\`\`policy\n${lines.join('\n')}\n\`\`\`\n`
  })
  const faults: PolicyFault[] = []
  const text = `---\ndocument: case\narea: "990100"\nstatus: stand_in\n---\n${blocks.join('\n')}`
  const reading = readPolicies([parseText('case.md', text, faults)])
  const [fault] = [...faults, ...reading.faults]
  if (fault !== undefined) throw new UnknownForm(faultText(fault))
  return present(reading.rules[0]?.pooling[0])
}

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new UnknownForm('the rule could not be written as a policy')
  return value
}
