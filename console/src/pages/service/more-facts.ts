// Further facts that can change an answer, each asked for only where the rules of the scheme ask for it: what is typed, what is wrong
// with it, and what of the question it makes.
import type { SchemeChoice, VisitAsked } from '../../api/calculator-types.js'
import { fenOf } from './money-entry.js'

export interface MoreFact {
  /** Name of the field on the page and in the entry. */
  readonly name: MoreName
  readonly label: string
  /** What the scheme must ask for; absent: every scheme. */
  readonly asked?: string
  readonly kind: 'money' | 'count'
  readonly part: 'person' | 'cost' | 'stay' | 'used'
  /** Name in the question. */
  readonly field: string
  readonly onlyEmployees?: boolean
}

export const MORE_NAMES = [
  'years',
  'zeroYears',
  'above',
  'history',
  'family',
  'stayDeductible',
  'stayInScope',
  'here',
  'month',
  'quarter',
  'monthUsed',
  'diseaseUsed',
  'burden',
  'treatments',
] as const
export type MoreName = (typeof MORE_NAMES)[number]

const money = { kind: 'money' } as const
const used = { ...money, part: 'used' } as const

export const MORE_FACTS: readonly MoreFact[] = [
  { name: 'years', label: '连续参保年数', asked: 'years_enrolled', kind: 'count', part: 'person', field: 'years_enrolled' },
  { name: 'zeroYears', label: '连续没有报销的年数', asked: 'zero_claim_years', kind: 'count', part: 'person', field: 'zero_claim_years' },
  { name: 'above', label: '其中：超标准、超限价的部分', ...money, part: 'cost', field: 'above_standard_fen' },
  { name: 'history', label: '个人账户历年余额', asked: 'account_history', ...money, part: 'cost', field: 'account_history_fen', onlyEmployees: true },
  { name: 'family', label: '家庭共济账户余额', asked: 'family', ...money, part: 'cost', field: 'family_fen' },
  { name: 'stayDeductible', label: '前一部分已付的起付线', asked: 'stay', ...money, part: 'stay', field: 'deductible_fen' },
  { name: 'stayInScope', label: '前一部分的范围内费用', asked: 'stay', ...money, part: 'stay', field: 'in_scope_fen' },
  { name: 'here', label: '今年在这家医院已付的起付线', asked: 'deductible_here', ...used, field: 'deductible_here_fen' },
  { name: 'month', label: '本月已付的起付线', asked: 'deductible_this_month', ...used, field: 'deductible_this_month_fen' },
  { name: 'quarter', label: '本季度已付的起付线', asked: 'deductible_this_quarter', ...used, field: 'deductible_this_quarter_fen' },
  { name: 'monthUsed', label: '本月限额已用', asked: 'this_month', ...used, field: 'this_month_fen' },
  { name: 'diseaseUsed', label: '这个病种的限额已用', asked: 'this_disease', ...used, field: 'this_disease_fen' },
  { name: 'burden', label: '大病保险累计负担（知道的填）', asked: 'major_burden', ...used, field: 'major_burden_fen' },
  { name: 'treatments', label: '今年已做过几次同样的治疗', asked: 'treatments', kind: 'count', part: 'used', field: 'treatments' },
]

export type MoreEntry = Readonly<Record<MoreName, string>>

export const NOTHING_MORE = Object.fromEntries(MORE_NAMES.map((name) => [name, ''])) as MoreEntry

/** The facts of a part that the scheme's rules ask for. */
export function factsOf(scheme: SchemeChoice | undefined, part: MoreFact['part'], treatment: string): readonly MoreFact[] {
  return MORE_FACTS.filter((fact) => {
    if (fact.part !== part || (fact.onlyEmployees === true && scheme?.value !== 'employee')) return false
    if (fact.name === 'treatments') return treatment !== ''
    return fact.asked === undefined || scheme?.asks.includes(fact.asked) === true
  })
}

export function moreFaults(entry: MoreEntry, notMoney: string): Partial<Record<MoreName, string>> {
  const faults: Partial<Record<MoreName, string>> = {}
  for (const { name, kind } of MORE_FACTS) {
    if (kind === 'money' && fenOf(entry[name]) === undefined) faults[name] = notMoney
    if (kind === 'count' && !/^\d{0,2}$/.test(entry[name])) faults[name] = '请填写 0 至 99 的整数。'
  }
  return faults
}

/** What was typed of a part, under the names of the question; an empty field says nothing. */
export function askedOf(entry: MoreEntry, facts: readonly MoreFact[]): Readonly<Record<string, number>> {
  const typed = facts.filter(({ name }) => entry[name].trim() !== '')
  return Object.fromEntries(typed.map(({ name, kind, field }) => [field, kind === 'money' ? (fenOf(entry[name]) ?? 0) : Number(entry[name])]))
}

export type StayAsked = NonNullable<VisitAsked['stay']>
