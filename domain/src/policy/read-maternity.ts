// The maternity allowance as a policy document writes it: days of leave by how the pregnancy ended.
import { fieldsOf, ruleOf } from './field-reader.js'
import { LEAVE_NAMES, type LeaveDays, type LeaveOccasion, type MaternityAllowanceRule } from './maternity-rule.js'
import { listOf, oneOf, orAwaiting, type Reader, whole, wrong } from './node-reader.js'

const leaveDays: Reader<LeaveDays> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const occasion = fields.need('occasion', oneOf(Object.keys(LEAVE_NAMES) as LeaveOccasion[]))
  const days = fields.need('days', orAwaiting(whole))
  fields.done()
  return occasion === undefined || days === undefined ? undefined : { occasion, days }
}

/** Each occasion once: two answers to one question are none. */
const leave: Reader<readonly LeaveDays[]> = (node, reading) => {
  const read = listOf(leaveDays)(node, reading)
  const twice = read?.find(({ occasion }, index) => read.findIndex((other) => other.occasion === occasion) < index)
  return twice === undefined ? read : wrong(reading, node.line, `“${LEAVE_NAMES[twice.occasion]}”的假期写了两次，请只留一个。`)
}

const atLeastOne: Reader<number> = (node, reading) => {
  const read = whole(node, reading)
  return read === 0 ? wrong(reading, node.line, '每月折算天数不能是 0，请写大于 0 的整数，如 30。') : read
}

export const maternityAllowance: Reader<MaternityAllowanceRule> = ruleOf((fields) => ({
  daysInMonth: fields.need('days_in_month', atLeastOne),
  leave: fields.need('leave', leave),
  perFurtherChild: fields.need('per_further_child', whole),
}))
