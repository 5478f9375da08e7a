// Reads the rules of review from catalogues/supervision: families, knowledge points, pairs, frequencies. A slip in a table is our
// fault and stops the start.
import type { Certainty } from '@tongchou/domain/policy/citation.js'
import {
  type Condition,
  indexRules,
  type PairWindow,
  type Rule,
  type RuleFamily,
  type RuleIndex,
  type Setting,
  type Severity,
  type Stage,
} from '@tongchou/domain/supervision/rule.js'
import { cell, type Row, readTable } from '../catalogue/table.js'

let loaded: RuleIndex | undefined

/** The library of this installation; read once, because the tables change only with the program. */
export function ruleLibrary(): RuleIndex {
  loaded ??= loadRules()
  return loaded
}

interface Family {
  readonly family: RuleFamily
  readonly severity: Severity
  readonly certainty: Certainty
}

interface Tables {
  readonly families: ReadonlyMap<string, Family>
  readonly batches: ReadonlyMap<string, Row>
  readonly parameters: ReadonlyMap<string, number>
}

export function loadRules(folder?: string): RuleIndex {
  const rows = (name: string): Row[] => readTable(`supervision/${name}.tsv`, folder)
  const tables: Tables = {
    families: new Map(rows('rules').map((row) => [cell(row, 'rule'), familyOf(row)])),
    batches: new Map(rows('batches').map((row) => [cell(row, 'batch'), row])),
    parameters: new Map(rows('parameters').map((row) => [cell(row, 'parameter'), whole(cell(row, 'value'))])),
  }
  return indexRules([
    ...rows('knowledge').map((row) => knowledgeRule(tables, row)),
    ...rows('duplicates').map((row) => pairRule(tables, row)),
    ...rows('frequency').map((row) => frequencyRule(tables, row)),
  ])
}

function familyOf(row: Row): Family {
  return {
    family: {
      rule: cell(row, 'rule'),
      code: cell(row, 'code'),
      name: cell(row, 'name'),
      class: cell(row, 'class') as RuleFamily['class'],
      fundOnly: cell(row, 'fund_only') === 'Y',
      stages: cell(row, 'stages').split(',') as Stage[],
    },
    severity: cell(row, 'severity') as Severity,
    certainty: cell(row, 'certainty') as Certainty,
  }
}

function knowledgeRule(tables: Tables, row: Row): Rule {
  return {
    ...basicsOf(tables, cell(row, 'rule'), cell(row, 'batch')),
    ...overrides(row),
    id: cell(row, 'id'),
    item: cell(row, 'item'),
    codes: cell(row, 'codes').split(' '),
    condition: conditionOf(tables, cell(row, 'condition')),
    until: cell(row, 'until') || null,
    text: cell(row, 'text') || `${cell(row, 'item')}：${tables.families.get(cell(row, 'rule'))?.family.name ?? ''}`,
  }
}

function pairRule(tables: Tables, row: Row): Rule {
  const window = cell(row, 'window') as PairWindow
  return {
    ...basicsOf(tables, 'N25', '07'),
    id: cell(row, 'id'),
    item: cell(row, 'other_name'),
    codes: [cell(row, 'other_code')],
    condition: { kind: 'pair', window, containing: cell(row, 'main_code'), containingName: cell(row, 'main_name') },
    text: `${cell(row, 'main_name')}：${cell(row, 'note')}`,
  }
}

function frequencyRule(tables: Tables, row: Row): Rule {
  const [unit, days] = [cell(row, 'unit'), whole(cell(row, 'window_days'))]
  return {
    ...basicsOf(tables, cell(row, 'rule'), '08'),
    ...overrides(row),
    certainty: cell(row, 'certainty') as Certainty,
    id: cell(row, 'id'),
    item: cell(row, 'name'),
    codes: [cell(row, 'code')],
    condition: { kind: 'frequency', most: BigInt(cell(row, 'most')) * 10_000n, unit, windowDays: days },
    text: cell(row, 'note') || `${cell(row, 'name')}每日最多计${cell(row, 'most')}${unit}`,
  }
}

function basicsOf(tables: Tables, rule: string, batch: string): Pick<Rule, 'family' | 'severity' | 'certainty' | 'from' | 'until' | 'source'> {
  const family = tables.families.get(rule)
  const published = tables.batches.get(batch)
  if (family === undefined || published === undefined) throw new Error(`catalogues/supervision has no rule ${rule} or no batch ${batch}`)
  const from = cell(published, 'published')
  return { ...family, from, until: null, source: `国家医疗保障局智能监管规则和知识点${cell(published, 'name')}，${from}公布` }
}

function overrides(row: Row): Pick<Rule, 'severity'> | Record<string, never> {
  const severity = cell(row, 'severity')
  return severity === '' ? {} : { severity: severity as Severity }
}

function conditionOf(tables: Tables, text: string): Condition {
  const [kind = '', value = ''] = text.split('=')
  switch (kind) {
    case 'sex':
      if (value !== '1' && value !== '2') throw new Error(`no sex: ${text}`)
      return { kind: 'sex', sex: value }
    case 'years':
    case 'days':
      return { kind: 'age', unit: kind, ...bandOf(tables, value) }
    case 'setting':
      return { kind: 'setting', settings: value.split(',') as Setting[] }
    case 'level':
    case 'first_level':
      return { kind: 'level', least: whole(value), firstOnly: kind === 'first_level' }
    case 'course':
    case 'lifetime':
      return { kind: 'days', most: whole(value), scope: kind }
    case 'scheme':
      return { kind: 'scheme', scheme: value as 'work_injury' | 'maternity' }
    case 'herb':
      return { kind: value === 'never' ? 'herb_never' : 'herb_alone' }
    case 'online':
      return { kind: 'not_online' }
    default:
      throw new Error(`catalogues/supervision/knowledge.tsv has a condition of no kind: ${text}`)
  }
}

/** `3-12`, `0-child`, or `working` for the parameters working_from and working_to. */
function bandOf(tables: Tables, text: string): { readonly from: number; readonly to: number } {
  const [from = '', to = ''] = text === 'working' ? ['working_from', 'working_to'] : text.split('-')
  const read = (one: string): number => tables.parameters.get(one) ?? whole(one)
  return { from: read(from), to: read(to) }
}

function whole(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new Error(`catalogues/supervision: no whole number: ${text}`)
  return Number(text)
}
