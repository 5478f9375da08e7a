// The groups by which a trial is reported. Ages are bands of statistics, not of law. The class of a person is the first identity
// that assistance knows, otherwise the scheme's own division; the level of benefits must hold by scheme × class × level (C8).
import { IDENTITIES, identityOf } from '@tongchou/domain/policy/national-lists.js'
import { BENEFITS, FUNDS, LAYERS, LEVELS, SCHEMES, wordOf } from '../settlement/words.js'
import type { TrialBill } from './trial-bill.js'

export const DIMENSIONS = ['scheme', 'level', 'age', 'class', 'identity', 'benefit', 'month', 'standard', 'payer', 'fund'] as const
export type Dimension = (typeof DIMENSIONS)[number]

export const DIMENSION_NAMES: Readonly<Record<Dimension, string>> = {
  scheme: '险种',
  level: '医疗机构级别',
  age: '年龄段',
  class: '人员类别',
  identity: '人员身份',
  benefit: '就医类别',
  month: '月份',
  standard: '人员类别 × 级别',
  payer: '支付方',
  fund: '基金',
}

const BANDS: readonly (readonly [from: number, key: string])[] = [
  [80, '80+'],
  [60, '60-79'],
  [45, '45-59'],
  [18, '18-44'],
  [6, '6-17'],
  [0, '0-5'],
]

export function ageBand(age: number): string {
  return BANDS.find(([from]) => age >= from)?.[1] ?? '0-5'
}

/** Identities without an own payment of their own: they say nothing about how somebody is insured. */
const NO_CLASS: ReadonlySet<string> = new Set(['union_member', 'family_doctor_signed'])
const CLASS_ORDER = IDENTITIES.map(({ word }) => word).filter((word) => !NO_CLASS.has(word))

export function classOf({ bill, person }: TrialBill): string {
  const special = person.identities.length === 0 ? undefined : CLASS_ORDER.find((word) => person.identities.includes(word))
  if (special !== undefined) return special
  if (bill.scheme === 'employee') return person.retired ? 'retired' : 'active'
  return 'ordinary'
}

const CLASSES: Readonly<Record<string, string>> = { retired: '退休人员', active: '在职人员', ordinary: '普通居民', none: '无特殊身份' }

export function className(key: string): string {
  return CLASSES[key] ?? identityOf(key)?.name ?? key
}

/** The dimensions of a bill and its keys, but for payers and funds. */
export function groupsOf(one: TrialBill): readonly (readonly [Dimension, string])[] {
  const { bill, person } = one
  const own = classOf(one)
  const identities = person.identities.length === 0 ? ['none'] : person.identities
  return [
    ['scheme', bill.scheme],
    ['level', bill.level],
    ['age', ageBand(person.age)],
    ['class', own],
    ['benefit', bill.kind],
    ['month', bill.settledOn.slice(0, 7)],
    ['standard', `${own}/${bill.level}`],
    ...identities.map((identity) => ['identity', identity] as const),
  ]
}

export function groupName(dimension: Dimension, key: string): string {
  switch (dimension) {
    case 'scheme':
      return wordOf(SCHEMES, key)
    case 'level':
      return wordOf(LEVELS, key)
    case 'benefit':
      return wordOf(BENEFITS, key)
    case 'class':
    case 'identity':
      return className(key)
    case 'standard': {
      const [own = '', level = ''] = key.split('/')
      return `${className(own)} · ${wordOf(LEVELS, level)}`
    }
    case 'payer':
      return wordOf(LAYERS, key)
    case 'fund':
      return wordOf(FUNDS, key)
    case 'age':
      return `${key}岁`
    case 'month':
      return key
  }
}
