// Which version of an area's policy rules a day. A change of law is a new version; versions never overlap (`read.ts` proves it).
import type { Day } from '../base/day.js'
import type { BenefitPolicy } from './benefit-policy.js'

/** The version in force on `day`, or undefined before the first and after the last. `versions` stand oldest first. */
export function versionOn(versions: readonly BenefitPolicy[], day: Day): BenefitPolicy | undefined {
  for (let index = versions.length - 1; index >= 0; index -= 1) {
    const version = versions[index]
    if (version === undefined || version.inForce > day) continue
    return version.until === null || version.until >= day ? version : undefined
  }
  return undefined
}
