// Whether a person may claim on a day, and from which day on: enrolment, waiting after late payment, suspension by arrears.
// Sources of the kinds: 国办发〔2024〕38号 (residents who pay late wait); 浙江省医疗保障条例 (employees start by calendar months,
// arrears suspend from a later month and are restored when paid in time).
import { type Day, dayOf, firstOfMonth, monthsAfter, yearOf } from '../base/day.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { ArrearsRule, EmployeeStartRule, LateMinimum } from '../policy/entitlement-rule.js'

export interface ResidentAnnual {
  readonly kind: 'resident_annual'
  /** Last day of the collection period; paid by then, the person is covered from 1 January. */
  readonly windowEnd: Day
  readonly fixedMonths: number
  readonly perMissedYearMonths: number
  readonly buyOff: boolean
  readonly minimum: LateMinimum | null
}

export interface EmployeeStart extends Omit<EmployeeStartRule, 'from'> {
  readonly kind: 'employee_start'
}

export interface EmployeeArrears extends Omit<ArrearsRule, 'from'> {
  readonly kind: 'employee_arrears'
}

export type EntitlementRule = ResidentAnnual | EmployeeStart | EmployeeArrears

/** What is known of a person's cover; null where nobody ever enrolled the person. */
export type Cover =
  | { readonly kind: 'resident_annual'; readonly coverYear: number; readonly paidOn: Day | null; readonly missedYears: number; readonly boughtOffYears: number }
  | { readonly kind: 'employee_start'; readonly registeredOn: Day }
  | { readonly kind: 'employee_arrears'; readonly unpaidSince: Day; readonly paidOn: Day | null }

export type Entitlement = { readonly kind: 'entitled' } | Refusal

const ENTITLED: Entitlement = { kind: 'entitled' }

export function entitlementOn(rule: EntitlementRule, cover: Cover | null, day: Day): Entitlement {
  if (cover === null || rule.kind !== cover.kind) return notEnrolled()
  switch (cover.kind) {
    case 'resident_annual':
      if (cover.paidOn === null || yearOf(day) > cover.coverYear) return notEnrolled()
      return from(residentFrom(rule as ResidentAnnual, cover, cover.paidOn), day)
    case 'employee_start':
      return from(monthsAfter(firstOfMonth(cover.registeredOn), (rule as EmployeeStart).monthsAfterRegistrationMonth), day)
    case 'employee_arrears':
      return inArrears(rule as EmployeeArrears, cover.unpaidSince, cover.paidOn, day)
  }
}

/** First covered day of a resident: 1 January, or the same day number that many months after the later of payment and 1 January. */
export function residentFrom(
  rule: ResidentAnnual,
  cover: { readonly coverYear: number; readonly missedYears: number; readonly boughtOffYears: number },
  paidOn: Day,
): Day {
  const newYear = dayOf(cover.coverYear, 1, 1)
  if (paidOn <= rule.windowEnd) return newYear
  return monthsAfter(paidOn > newYear ? paidOn : newYear, waitingMonths(rule, cover.missedYears, cover.boughtOffYears))
}

export function waitingMonths(rule: ResidentAnnual, missedYears: number, boughtOffYears: number): number {
  const counted = rule.buyOff ? Math.max(0, missedYears - boughtOffYears) : missedYears
  const months = rule.fixedMonths + counted * rule.perMissedYearMonths
  return rule.minimum !== null && missedYears >= rule.minimum.missedYearsFrom ? Math.max(months, rule.minimum.months) : months
}

function from(first: Day, day: Day): Entitlement {
  if (day >= first) return ENTITLED
  return refused('waiting_period', `待遇等待期未满，自${first}起享受待遇；此前费用由个人负担。`, { details: { entitled_from: first } })
}

function inArrears(rule: EmployeeArrears, unpaidSince: Day, paidOn: Day | null, day: Day): Entitlement {
  const suspended = monthsAfter(firstOfMonth(unpaidSince), rule.suspendedFromMonth - 1)
  if (day < suspended) return ENTITLED
  if (paidOn === null) return refused('suspended', `欠费自${suspended}起暂停待遇；请单位或本人补缴欠费后再结算。`)
  if (paidOn < monthsAfter(firstOfMonth(unpaidSince), rule.restoredWithinMonths)) return ENTITLED
  const again = monthsAfter(firstOfMonth(paidOn), rule.monthsAfterLatePayment)
  if (day >= again) return ENTITLED
  return refused('suspended', `欠费补缴过迟，自${again}起恢复待遇；暂停期间的费用由个人负担。`, { details: { entitled_from: again } })
}

function notEnrolled(): Refusal {
  return refused('not_enrolled', '未查到该日有效的参保缴费记录，不能享受待遇；请到参保地经办机构核对参保缴费情况。')
}
