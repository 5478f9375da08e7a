// A limit or layer that employees and residents share must stand in the rules of both schemes on the same days, or one scheme would
// count what the other does not know of.
import type { BenefitPolicy } from './benefit-policy.js'
import type { PolicyFault } from './document.js'
import type { Provision } from './provisions.js'
import type { AreaRules } from './read.js'
import { versionOn } from './version-in-force.js'

export function sharedFaults({ area, scheme, versions }: AreaRules, rules: readonly AreaRules[], provisions: readonly Provision[]): readonly PolicyFault[] {
  const other = rules.find((one) => one.area === area && one.scheme !== scheme)
  const faults: PolicyFault[] = []
  for (const version of versions) {
    const theirs = other === undefined ? undefined : versionOn(other.versions, version.inForce)
    for (const key of sharedKeys(version)) {
      if (theirs !== undefined && sharedKeys(theirs).includes(key)) continue
      const at = provisions.find((one) => one.key === key && one.schemes.includes(scheme))
      if (at !== undefined)
        faults.push({
          file: at.file,
          line: at.line,
          sentence: `“${key}”写明两个险种共用，${version.inForce}起另一险种却没有同名的共用规则；请两边都写，或删去 shared_by_schemes。`,
        })
    }
  }
  return faults
}

function sharedKeys({ caps, major }: BenefitPolicy): readonly string[] {
  const shared = caps.filter((cap) => cap.sharedBySchemes === true).map(({ id }) => `caps.${id}`)
  return major?.sharedBySchemes === true ? [...shared, 'major_illness'] : shared
}
