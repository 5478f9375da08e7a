// Which version of the policy rules a bill, and in which benefit year it counts: both are named by the policy itself.
import type { Day } from '../base/day.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { BenefitPolicy } from '../policy/benefit-policy.js'
import { versionOn } from '../policy/version-in-force.js'
import { uncoveredDay } from './base-by-day.js'
import type { Bill } from './bill.js'

/** The version that rules the bill as a whole: by discharge or admission; by day of fee, that of the discharge. */
export function policyFor(versions: readonly BenefitPolicy[], bill: Bill): BenefitPolicy | Refusal {
  const atDischarge = versionOn(versions, bill.discharged)
  const by = (atDischarge ?? versions[versions.length - 1])?.versionBy
  const policy = by === 'admission' ? versionOn(versions, bill.admitted) : atDischarge
  const missing = by === 'fee_day' ? uncoveredDay(versions, bill.lines, bill.discharged) : undefined
  if (policy !== undefined && missing === undefined) return policy
  const day = missing ?? (by === 'admission' ? bill.admitted : bill.discharged)
  return refused('no_version_in_force', `${day}没有生效的待遇政策，不能结算；请核对入出院日期或联系医保经办机构。`)
}

/** The benefit year of a bill: the calendar year of the day that the policy names. */
export function benefitDayOf(policy: BenefitPolicy, bill: Bill): Day {
  return policy.yearBy === 'admission' ? bill.admitted : policy.yearBy === 'settlement' ? bill.settledOn : bill.discharged
}
