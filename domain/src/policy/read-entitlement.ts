// Rules of entitlement; each may be written `silent`, so that an absence is never an oversight.
import { isDay } from '../base/day.js'
import type {
  ArrearsRule,
  BreakRule,
  EmployeeStartRule,
  IncentiveYearsRule,
  LateEnrolment,
  LateMinimum,
  NewbornGrace,
  RetirementRule,
  SchemeChangeRule,
} from './entitlement-rule.js'
import { all, fieldsOf, ruleOf } from './field-reader.js'
import { listOf, oneOf, orAwaiting, orNone, type Reader, shown, whole, wrong, yesNo } from './node-reader.js'
import { identity } from './read-figures.js'

/** What a document says, or its silence. */
export interface Said<T> {
  readonly rule: T | null
}

export function orSilent<T>(reader: Reader<T>): Reader<Said<T>> {
  return (node, reading) => {
    if (node.kind === 'text' && node.text === 'silent') return { rule: null }
    const rule = reader(node, reading)
    return rule === undefined ? undefined : { rule }
  }
}

/** `12-31`; a day that every year has. */
const monthDay: Reader<string> = (node, reading) =>
  node.kind === 'text' && isDay(`2021-${node.text}`) ? node.text : wrong(reading, node.line, `${shown(node)}不是月日；请写成 12-31 的样子，2 月末写 02-28。`)

const months = orAwaiting(whole)

export const lateEnrolment: Reader<LateEnrolment> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    monthDay: fields.need('window_end', monthDay),
    year: fields.need('window_year', oneOf(['before', 'same'])),
    fixedMonths: fields.need('fixed_months', months),
    perMissedYearMonths: fields.need('per_missed_year_months', months),
    buyOff: fields.need('buy_off', yesNo),
    minimum: fields.need('minimum', orNone(lateMinimum)),
    exempt: fields.or('exempt', listOf(identity), []),
  }
  fields.done()
  if (!all(read)) return undefined
  const { monthDay: end, year, minimum, ...rest } = read
  return { ...rest, windowEnd: { monthDay: end, year }, minimum: minimum.value, from: fields.reading.from }
}

const lateMinimum: Reader<LateMinimum> = ruleOf((fields) => ({
  missedYearsFrom: fields.need('missed_years_from', whole),
  months: fields.need('months', whole),
}))

export const newborn: Reader<NewbornGrace> = ruleOf((fields) => ({ withinDays: fields.need('within_days', months) }))

export const employeeStart: Reader<EmployeeStartRule> = ruleOf((fields) => ({
  monthsAfterRegistrationMonth: fields.need('months_after_registration_month', whole),
}))

export const arrears: Reader<ArrearsRule> = ruleOf((fields) => ({
  suspendedFromMonth: fields.need('suspended_from_month', whole),
  restoredWithinMonths: fields.need('restored_within_months', whole),
  monthsAfterLatePayment: fields.need('months_after_late_payment', whole),
}))

export const breaks: Reader<BreakRule> = ruleOf((fields) => ({
  longerThanMonths: fields.need('longer_than_months', whole),
  waitMonths: fields.need('wait_months', whole),
}))

export const schemeChange: Reader<SchemeChangeRule> = ruleOf((fields) => ({
  withinMonths: fields.need('within_months', whole),
  afterYears: fields.need('after_years', whole),
  waitMonths: fields.need('wait_months', months),
}))

const paidYears: Reader<RetirementRule['paidYears']> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { male: fields.need('male', months), female: fields.need('female', months) }
  fields.done()
  return all(read) ? read : undefined
}

export const retirement: Reader<RetirementRule> = ruleOf((fields) => ({
  paidYears: fields.need('paid_years', paidYears),
  yearsHere: fields.need('years_here', months),
  shortfall: fields.need('shortfall', listOf(oneOf(['monthly', 'at_once']))),
}))

export const incentiveYears: Reader<IncentiveYearsRule> = ruleOf((fields) => ({
  countedFromYear: fields.need('counted_from_year', whole),
  breakResets: fields.need('break_resets', yesNo),
  claimResets: fields.need('claim_resets', yesNo),
}))
