// Whether a stay goes on from an earlier one: after a transfer to another hospital, or a readmission within the days that the policy
// names. Such a stay counts as one admission where the policy's `stays` say so.
import { type Day, dayNumber } from '../base/day.js'
import type { BenefitPolicy, StayRule } from '../policy/benefit-policy.js'
import type { StayLink, StaySoFar } from './bill.js'

export interface EarlierStay {
  readonly provider: string
  readonly discharged: Day
  /** Main diagnosis. */
  readonly diagnosis: string | null
  /** Discharged to another hospital on medical advice. */
  readonly transferred: boolean
  readonly soFar: StaySoFar
}

export interface StayNow {
  readonly provider: string
  readonly admitted: Day
  readonly diagnosis: string | null
}

export function linkedStay({ stays }: Pick<BenefitPolicy, 'stays'>, earlier: EarlierStay | null, now: StayNow): StayLink | undefined {
  if (earlier === null || now.admitted < earlier.discharged) return undefined
  const { transfer, readmission } = stays
  if (earlier.transferred && earlier.provider !== now.provider && transfer.merge && inTime(transfer, earlier, now))
    return { kind: 'transfer', soFar: earlier.soFar }
  if (readmission?.merge === true && inTime(readmission, earlier, now) && sameStay(readmission, earlier, now))
    return { kind: 'readmission', soFar: earlier.soFar }
  return undefined
}

/** Where no days are named, the patient must be admitted on the day of discharge. */
function inTime({ withinDays }: StayRule, { discharged }: EarlierStay, { admitted }: StayNow): boolean {
  return dayNumber(admitted) - dayNumber(discharged) <= (withinDays ?? 0)
}

function sameStay({ sameProvider, sameDiagnosis }: StayRule, earlier: EarlierStay, now: StayNow): boolean {
  return (
    (sameProvider !== true || earlier.provider === now.provider) && (sameDiagnosis !== true || (now.diagnosis !== null && earlier.diagnosis === now.diagnosis))
  )
}
