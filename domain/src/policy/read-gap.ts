// Reads who covers a gap: the rule kinds, the sharing of what is left, and who answers for a unit's own fault.
import type { Ratio } from '../base/money.js'
import { all, type Fields, fieldsOf } from './field-reader.js'
import { type CitySurplusUse, type GapRule, type GapSharing, type ManagementGap, MEANS, type TakeOverRule } from './gap-rule.js'
import { listOf, oneOf, type Reader, share, text, whole, wrong, yesNo } from './node-reader.js'

const KINDS = ['city_surplus_first', 'same_level_finance', 'frozen_surplus_first', 'deviation_bands', 'plan_limited', 'county_first', 'ordered_means'] as const
const WHEN_SHORT = ['proportional', 'listed_order'] as const

/** Where the document says nothing of claims larger than the pot, everybody gets the same part of his claim. */
const whenShort = (fields: Fields) => fields.or('when_short', oneOf(WHEN_SHORT), 'proportional')

const citySurplus: Reader<CitySurplusUse> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { of: fields.need('of', oneOf(['opening', 'opening_and_current'])), whenShort: fields.need('when_short', oneOf(WHEN_SHORT)) }
  fields.done()
  return all(read) ? read : undefined
}

const planTest: Reader<{ income: boolean; expenditure: boolean }> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { income: fields.need('income', yesNo), expenditure: fields.need('expenditure', yesNo) }
  fields.done()
  return all(read) ? read : undefined
}

type KindFields<K extends GapRule['kind']> = (fields: Fields) => Omit<Extract<GapRule, { kind: K }>, 'kind' | 'afterLevy' | 'from'> | undefined

const OF_KIND: { readonly [K in GapRule['kind']]: KindFields<K> } = {
  city_surplus_first: (fields) => complete({ planTest: fields.need('plan_test', planTest), citySurplus: fields.need('city_surplus', citySurplus) }),
  same_level_finance: (fields) => ({ overspendNeedsApproval: fields.or('overspend_needs_approval', yesNo, false) }),
  frozen_surplus_first: (fields) => ({ citySurplus: fields.maybe('city_surplus', citySurplus) ?? null }),
  deviation_bands: (fields) =>
    complete({
      reading: fields.need('read_as', oneOf(['whole_over_part', 'sliced'])),
      deviationOf: fields.need('deviation_of', oneOf(['normal_gap', 'actual_gap'])),
      baseInSurplus: fields.need('base_in_surplus', share),
      baseInDeficit: fields.need('base_in_deficit', share),
      edges: fields.need('edges', pair),
      over: fields.need('over', pair),
      whenShort: whenShort(fields),
    }),
  plan_limited: (fields) =>
    complete({
      ownSurplusFirst: fields.need('own_surplus_first', yesNo),
      limit: fields.need('limit', share),
      poolShare: fields.need('pool_share', share),
      conditions: fields.need('conditions', listOf(text)),
      whenShort: whenShort(fields),
    }),
  county_first: (fields) => {
    const read = { months: fields.need('trigger_months', whole), countyRate: fields.need('county_rate', share), whenShort: whenShort(fields) }
    if (!all(read)) return undefined
    const { months, ...rule } = read
    return { triggerMonths: BigInt(months), ...rule }
  },
  ordered_means: (fields) => complete({ order: fields.need('order', listOf(oneOf(MEANS))), whenShort: fields.need('when_short', oneOf(WHEN_SHORT)) }),
}

function complete<T extends object>(read: T): { [K in keyof T]: Exclude<T[K], undefined> } | undefined {
  return all(read) ? read : undefined
}

const pair: Reader<readonly [Ratio, Ratio]> = (node, reading) => {
  const [first, second, ...more] = listOf(share)(node, reading) ?? []
  if (first !== undefined && second !== undefined && more.length === 0) return [first, second]
  return wrong(reading, node.line, '此处应写两个比例，如 [0.05, 0.1]。')
}

export const gap: Reader<GapRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const kind = fields.need('kind', oneOf(KINDS))
  if (kind === undefined) return fields.giveUp()
  const afterLevy = fields.or('after_levy', yesNo, false)
  const own = OF_KIND[kind](fields)
  fields.done()
  return own === undefined ? undefined : ({ kind, afterLevy, ...own, from: fields.reading.from } as GapRule)
}

export const gapSharing: Reader<GapSharing> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const awaiting = fields.maybe('awaiting', text)
  const read = awaiting === undefined ? { city: fields.need('city', share), unit: fields.need('unit', share) } : null
  fields.done()
  const { from } = fields.reading
  if (read === null) return { ratio: null, from }
  const { city, unit } = read
  if (city === undefined || unit === undefined) return undefined
  if (city.num * unit.den + unit.num * city.den !== city.den * unit.den) return wrong(reading, node.line, '市与区县的分担比例相加应为 1；请改正。')
  return { ratio: { city, unit }, from }
}

export const managementGap: Reader<ManagementGap> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const payer = fields.need('payer', oneOf(['unit_government']))
  fields.done()
  return payer === undefined ? undefined : { payer, from: fields.reading.from }
}

export const takeOver: Reader<TakeOverRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    surplus: fields.need('surplus', oneOf(['frozen', 'handed_up'])),
    basis: fields.need('basis', oneOf(['accrual', 'cash'])),
    gap: fields.need('gap', oneOf(['unit_government'])),
  }
  fields.done()
  return all(read) ? { ...read, from: fields.reading.from } : undefined
}
