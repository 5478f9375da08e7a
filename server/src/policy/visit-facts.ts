// Facts of a visit to try that a worked case does not write: sums instead of lines, the stay that it goes on from, the accident behind
// it. They are what the desks and the hospital interface would know.
import { all, fieldsOf } from '@tongchou/domain/policy/field-reader.js'
import { oneOf, type Reader, whole, yesNo, yuan } from '@tongchou/domain/policy/node-reader.js'
import type { Accident, AccidentCause } from '@tongchou/domain/settlement/accident.js'
import type { CatalogueParts, StayLink } from '@tongchou/domain/settlement/bill.js'

const CAUSES: readonly AccidentCause[] = ['no_other_party', 'work_injury', 'third_party', 'undetermined']

/** `{ claimed: third_party, found: third_party, advance: does_not_pay }`. */
export const accident: Reader<Accident> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const claimed = fields.need('claimed', oneOf(CAUSES))
  const read = {
    promised: fields.or('promised', yesNo, false),
    found: fields.maybe('found', oneOf(CAUSES)) ?? null,
    advance: fields.maybe('advance', oneOf(['does_not_pay', 'cannot_be_determined'])) ?? null,
  }
  fields.done()
  return claimed === undefined ? undefined : { claimed, ...read }
}

/** `{ link: mid_stay, admission_number: 1, benefit_year: 2026, deductible: 500, in_scope: 12000, total: 15000 }`. */
export const stayLink: Reader<StayLink> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const kind = fields.need('link', oneOf(['transfer', 'mid_stay', 'readmission']))
  const soFar = {
    admissionNumber: fields.need('admission_number', whole),
    benefitYear: fields.need('benefit_year', whole),
    deductibleCharged: fields.or('deductible', yuan, 0n),
    inScope: fields.or('in_scope', yuan, 0n),
    total: fields.or('total', yuan, 0n),
  }
  fields.done()
  return kind === undefined || !all(soFar) ? undefined : { kind, soFar }
}

/** The catalogue's parts where the lines are not known. */
export const parts: Reader<CatalogueParts> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    inScope: fields.or('in_scope', yuan, 0n),
    itemPreSelfPay: fields.or('item_pre_self_pay', yuan, 0n),
    aboveStandard: fields.or('above_standard', yuan, 0n),
    outOfCatalogue: fields.or('out_of_catalogue', yuan, 0n),
    specialList: fields.or('special_list', yuan, 0n),
  }
  fields.done()
  return read
}

export function totalOfParts({ inScope, itemPreSelfPay, aboveStandard, outOfCatalogue }: CatalogueParts): bigint {
  return inScope + itemPreSelfPay + aboveStandard + outOfCatalogue
}
