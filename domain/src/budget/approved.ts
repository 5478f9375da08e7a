// Whether spending above the plan, or past surplus, may be used: the government of the unit's own level first, then whoever is
// prescribed, not before it (E7).
import type { Day } from '../base/day.js'

export interface Approval {
  readonly of: 'overspend' | 'use_of_surplus'
  /** `government`: the government of the unit's own level · `prescribed`: whoever must approve after it. */
  readonly step: 'government' | 'prescribed'
  readonly date: Day
}

/** What is missing, e.g. `approval.overspend.prescribed`; undefined when both stand. */
export function approvalMissing(approvals: readonly Approval[], of: Approval['of']): string | undefined {
  const dates = (step: Approval['step']): string[] => approvals.filter((one) => one.of === of && one.step === step).map(({ date }) => date)
  const government = dates('government').sort()[0]
  if (government === undefined) return `approval.${of}.government`
  return dates('prescribed').some((date) => date >= government) ? undefined : `approval.${of}.prescribed`
}
