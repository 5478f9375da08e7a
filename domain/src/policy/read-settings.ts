// The personal account, stays settled in parts, and the settings of a settlement: which day, which year, which order of layers.
import type { AccountRule, BenefitPolicy, FamilyRelation, FamilySharing, Payer, StayRule } from './benefit-policy.js'
import { all, fieldsOf } from './field-reader.js'
import { PAYER_NAMES, RELATION_NAMES } from './national-lists.js'
import { listOf, oneOf, orAwaiting, orNone, type Reader, tableOf, text, whole, wrong, yesNo, yuan } from './node-reader.js'

const SOURCES = ['current', 'history', 'family'] as const
const PAYABLE = ['deductible', 'in_scope_share', 'item_pre_self_pay', 'offsite_pre_self_pay', 'above_standard', 'out_of_catalogue'] as const

export const account: Reader<AccountRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  fields.need('kind', oneOf(['individual_account']))
  const read = {
    order: fields.need('order', oneOf(['before_fund', 'after_fund'])),
    beforeUses: fields.or('before_uses', listOf(oneOf(SOURCES)), []),
    afterUses: fields.or('after_uses', listOf(oneOf(SOURCES)), []),
    mayPay: fields.need('may_pay', listOf(oneOf(PAYABLE))),
  }
  const family = fields.maybe('family', familySharing)
  fields.done()
  return all(read) ? { ...read, ...(family === undefined ? {} : { family }), from: fields.reading.from } : undefined
}

const familySharing: Reader<FamilySharing> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    relations: fields.need('relations', listOf(oneOf(Object.keys(RELATION_NAMES) as FamilyRelation[]))),
    yearly: fields.need('yearly_limit', orNone(orAwaiting(yuan))),
  }
  fields.done()
  return all(read) ? { relations: read.relations, yearlyFen: read.yearly.value } : undefined
}

export const stay: Reader<StayRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const kind = fields.need('kind', oneOf(['merged', 'separate']))
  const read = {
    deductible: fields.or('deductible', oneOf(['top_up', 'none', 'full']), 'full'),
    positionsContinue: fields.or('positions_continue', yesNo, false),
    acrossNewYear: fields.or('across_new_year', oneOf(['deductible_not_charged_again', 'charged_again']), 'charged_again'),
  }
  const withinDays = fields.maybe('within_days', whole)
  const sameProvider = fields.maybe('same_provider', yesNo)
  const sameDiagnosis = fields.maybe('same_diagnosis', yesNo)
  fields.done()
  if (kind === undefined) return undefined
  return {
    merge: kind === 'merged',
    ...read,
    ...(withinDays === undefined ? {} : { withinDays }),
    ...(sameProvider === undefined ? {} : { sameProvider }),
    ...(sameDiagnosis === undefined ? {} : { sameDiagnosis }),
  }
}

/** A readmission is one stay with the earlier only within days that a document names. */
export const readmission: Reader<StayRule> = (node, reading) => {
  const read = stay(node, reading)
  if (read?.merge === true && read.withinDays === undefined) return wrong(reading, node.line, '再次住院并入前次住院，须写明几天之内（within_days）。')
  return read
}

export type Settings = Pick<BenefitPolicy, 'versionBy' | 'yearBy' | 'entitlementDay' | 'preSelfPayRounding' | 'layerOrder' | 'payers' | 'levels' | 'reversal'>

export const settings: Reader<Settings & { readonly from: BenefitPolicy['from'] }> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    versionBy: fields.need('version_by', oneOf(['discharge', 'admission', 'fee_day'])),
    yearBy: fields.need('year_by', oneOf(['discharge', 'admission', 'settlement'])),
    entitlementDay: fields.need('entitlement_day', oneOf(['admission', 'discharge', 'settlement'])),
    preSelfPayRounding: fields.need('pre_self_pay_rounding', oneOf(['per_line', 'per_bill'])),
    layerOrder: fields.need('layer_order', listOf(text)),
    payers: fields.or('payers', tableOf(oneOf((Object.keys(PAYER_NAMES) as Payer[]).filter((payer) => payer !== 'liable'))), {}),
    levels: fields.need('levels', listOf(text)),
    reversal: fields.need('reversal', oneOf(['subtract_own', 'last_first'])),
  }
  fields.done()
  return all(read) ? { ...read, from: fields.reading.from } : undefined
}
