// What a rule of review is: a knowledge point of the national rule library (智能监管规则库、知识库) as data. It names items by their
// national codes, says under which condition they may be charged, and carries the published text that says so.
// Basis: 医疗保障基金使用监督管理条例（国务院令第735号）第十五条、第三十八条; the points themselves are in catalogues/supervision.
import type { Day } from '../base/day.js'
import type { Certainty } from '../policy/citation.js'

/** `violation` 明确违规 · `excess` only what is above the limit · `suspect` 高度可疑, needs a person's judgement · `hint` 轻度可疑. */
export type Severity = 'violation' | 'excess' | 'suspect' | 'hint'

export type Stage = 'pre' | 'mid' | 'post'

export type Setting = 'inpatient' | 'outpatient' | 'emergency' | 'pharmacy'

export type PairWindow = 'hour' | 'six_hours' | 'day' | 'visit'

export type Condition =
  | { readonly kind: 'sex'; readonly sex: '1' | '2' }
  /** Ages for which the item is meant, both ends included. */
  | { readonly kind: 'age'; readonly unit: 'years' | 'days'; readonly from: number; readonly to: number }
  | { readonly kind: 'setting'; readonly settings: readonly Setting[] }
  /** Lowest level of institution; for a first prescription only where `firstOnly`. */
  | { readonly kind: 'level'; readonly least: number; readonly firstOnly: boolean }
  /** Days of use that are paid, in one course or altogether. */
  | { readonly kind: 'days'; readonly most: number; readonly scope: 'course' | 'lifetime' }
  | { readonly kind: 'scheme'; readonly scheme: 'work_injury' | 'maternity' }
  | { readonly kind: 'herb_never' }
  /** Not paid where the whole prescription consists of such herbs. */
  | { readonly kind: 'herb_alone' }
  | { readonly kind: 'not_online' }
  /** Greatest quantity (in 1/10000) within so many days. */
  | { readonly kind: 'frequency'; readonly most: bigint; readonly unit: string; readonly windowDays: number }
  /** The item is contained in another one that is charged within the window. */
  | { readonly kind: 'pair'; readonly window: PairWindow; readonly containing: string; readonly containingName: string }

/** The rule of the library that a knowledge point belongs to. */
export interface RuleFamily {
  /** Number in the edition of 2025, e.g. `N67`. */
  readonly rule: string
  /** National code (GZ…); empty where none was published. */
  readonly code: string
  readonly name: string
  readonly class: 'policy' | 'management' | 'medical'
  /** Only lines that the fund pays for can break it. */
  readonly fundOnly: boolean
  readonly stages: readonly Stage[]
}

export interface Rule {
  /** Number of the knowledge point. */
  readonly id: string
  readonly family: RuleFamily
  readonly item: string
  readonly codes: readonly string[]
  readonly condition: Condition
  readonly severity: Severity
  /** Days of service for which it holds. */
  readonly from: Day
  readonly until: Day | null
  /** The published text of the limit. */
  readonly text: string
  /** Where it was published. */
  readonly source: string
  readonly certainty: Certainty
}

export interface RuleIndex {
  rulesFor(code: string): readonly Rule[]
  readonly size: number
  /** Every family that has a rule. */
  readonly families: readonly RuleFamily[]
}

const NONE: readonly Rule[] = []

export function indexRules(rules: readonly Rule[]): RuleIndex {
  const byCode = new Map<string, Rule[]>()
  for (const rule of rules) {
    for (const code of rule.codes) {
      const own = byCode.get(code)
      if (own === undefined) byCode.set(code, [rule])
      else own.push(rule)
    }
  }
  const families = new Map(rules.map((rule) => [rule.family.rule, rule.family]))
  return { rulesFor: (code) => byCode.get(code) ?? NONE, size: rules.length, families: [...families.values()] }
}
