// What the year already used, as it is written in a visit to try: sums that a person remembers, and single counters for whoever knows
// them. What is written exactly stands in the place of what the sums would tell.
import type { Fen } from '@tongchou/domain/base/money.js'
import { type Fields, fieldsOf } from '@tongchou/domain/policy/field-reader.js'
import { type Reader, tableOf, whole, yuan } from '@tongchou/domain/policy/node-reader.js'
import type { UsedInDetail, UsedSoFar } from '@tongchou/domain/settlement/used-so-far.js'

/** Fields with one amount, as they are written. */
const AMOUNTS = {
  deductible_here: 'deductibleHere',
  deductible_this_month: 'deductibleThisMonth',
  deductible_this_quarter: 'deductibleThisQuarter',
  this_month: 'thisMonth',
  this_disease: 'thisDisease',
  major_burden: 'majorBurden',
  assistance_base: 'assistanceBase',
  tilt_base: 'tiltBase',
  civil_servant_deductible: 'civilDeductible',
  civil_servant_position: 'civilPosition',
  family_account: 'familyAccount',
  account_before_fund: 'accountBefore',
} as const

export const usedSoFar: Reader<UsedSoFar> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const sums = {
    admissions: fields.or('admissions', whole, 0),
    inScope: fields.or('in_scope', yuan, 0n),
    deductible: fields.or('deductible', yuan, 0n),
    fundPaid: fields.or('fund_paid', yuan, 0n),
    treatments: fields.or('treatments', whole, 0),
  }
  const detail = detailOf(fields)
  fields.done()
  return { ...sums, detail }
}

function detailOf(fields: Fields): UsedInDetail {
  const amounts: Partial<Record<(typeof AMOUNTS)[keyof typeof AMOUNTS], Fen>> = {}
  for (const [written, name] of Object.entries(AMOUNTS)) {
    const amount = fields.maybe(written, yuan)
    if (amount !== undefined) amounts[name] = amount
  }
  return { ...amounts, paid: fields.or('paid', tableOf(yuan), {}), caps: fields.or('caps', tableOf(yuan), {}) }
}
