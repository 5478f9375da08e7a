// Injuries for which somebody else may answer, payment before the liable party pays (社会保险法 art. 30), and whose catalogue splits
// the lines of care outside the area (医保发〔2022〕22号).
import type { AccidentRule, AdvancePaymentRule, OffsiteCatalogue, ThirdPartyShareRule } from './benefit-policy.js'
import { fieldsOf, ruleOf } from './field-reader.js'
import { LAYER_NAMES } from './national-lists.js'
import { listOf, oneOf, type Reader, yesNo } from './node-reader.js'
import { filing, kinds } from './read-figures.js'

export const accident: Reader<AccidentRule> = ruleOf((fields) => ({
  declaredKinds: fields.need('declared_kinds', kinds),
  promiseAccepted: fields.need('promise_accepted', yesNo),
}))

export const advancePayment: Reader<AdvancePaymentRule> = ruleOf((fields) => ({
  layers: fields.need('layers', listOf(oneOf(Object.keys(LAYER_NAMES)))),
  countsInYear: fields.need('counts_in_year', yesNo),
}))

export const thirdPartyShare: Reader<ThirdPartyShareRule> = ruleOf((fields) => ({ kind: fields.need('kind', oneOf(['share_of_cost', 'share_of_payment'])) }))

export const offsiteCatalogue: Reader<OffsiteCatalogue> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  fields.need('kind', oneOf(['place_of_care']))
  const placeOfCare = fields.need('filing', listOf(filing))
  fields.done()
  return placeOfCare === undefined ? undefined : { placeOfCare, from: fields.reading.from }
}
