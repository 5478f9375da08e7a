// Injuries for which somebody else may answer, and payment before the liable party pays (社会保险法 art. 30).
import type { AccidentRule, AdvancePaymentRule } from './benefit-policy.js'
import { all, fieldsOf } from './field-reader.js'
import { LAYER_NAMES } from './national-lists.js'
import { listOf, oneOf, type Reader, yesNo } from './node-reader.js'
import { kinds } from './read-figures.js'

export const accident: Reader<AccidentRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { declaredKinds: fields.need('declared_kinds', kinds), promiseAccepted: fields.need('promise_accepted', yesNo) }
  fields.done()
  return all(read) ? { ...read, from: fields.reading.from } : undefined
}

export const advancePayment: Reader<AdvancePaymentRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { layers: fields.need('layers', listOf(oneOf(Object.keys(LAYER_NAMES)))), countsInYear: fields.need('counts_in_year', yesNo) }
  fields.done()
  return all(read) ? { ...read, from: fields.reading.from } : undefined
}
