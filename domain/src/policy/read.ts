// Reads all policy documents at once: checks them, says every fault with file and line, and composes the rules of each city by
// inheritance (nation, province, city) and by days in force. Drafts are checked and left out, unless a trial asks for them.
import { SCHEMES, type Scheme } from '../base/scheme.js'
import { governmentLevel, inheritanceOf } from './area-level.js'
import type { BenefitPolicy } from './benefit-policy.js'
import { benefitVersions, entitlementVersions, fundVersions } from './compose.js'
import type { PolicyDocument, PolicyFault } from './document.js'
import type { EntitlementRules } from './entitlement-rule.js'
import type { PoolingRules } from './pooling-rule.js'
import { type Provision, provisionsOf } from './provisions.js'
import { clashesOf } from './timeline.js'

export interface AreaRules {
  readonly area: string
  readonly scheme: Scheme
  /** Oldest first, without overlap. */
  readonly versions: readonly BenefitPolicy[]
  readonly pooling: readonly PoolingRules[]
  readonly entitlement: readonly EntitlementRules[]
  /** Files of the documents that the rules stand on, sorted. */
  readonly files: readonly string[]
}

export interface PolicyReading {
  readonly faults: readonly PolicyFault[]
  readonly rules: readonly AreaRules[]
  /** Without those of documents that are not adopted: they are read and checked, and rule nothing. */
  readonly provisions: readonly Provision[]
}

export function readPolicies(documents: readonly PolicyDocument[], trial: { readonly withDrafts: boolean } = { withDrafts: false }): PolicyReading {
  const faults: PolicyFault[] = []
  const provisions = documents.flatMap((document) => provisionsOf(document, faults)).filter(({ status }) => status !== 'not_adopted')
  faults.push(...clashesOf(provisions))
  const inForce = trial.withDrafts ? provisions : provisions.filter(({ draft }) => !draft)
  const areas = [...new Set(inForce.map(({ area }) => area))].filter((area) => governmentLevel(area) === 'city').sort()
  const rules = areas.flatMap((area) => SCHEMES.map((scheme) => rulesOf(inForce, area, scheme, faults)))
  return {
    faults: sorted(faults),
    rules: rules.filter(({ versions, pooling, entitlement }) => versions.length + pooling.length + entitlement.length > 0),
    provisions,
  }
}

function rulesOf(provisions: readonly Provision[], area: string, scheme: Scheme, faults: PolicyFault[]): AreaRules {
  const areas = inheritanceOf(area)
  const files = provisions.filter((one) => areas.includes(one.area) && one.schemes.includes(scheme)).map(({ file }) => file)
  const versions = benefitVersions(provisions, area, scheme, faults)
  return {
    area,
    scheme,
    versions,
    pooling: fundVersions(provisions, area, scheme),
    entitlement: entitlementVersions(provisions, area, scheme),
    files: [...new Set(files)].sort(),
  }
}

/** By file and line, each fault once. */
function sorted(faults: readonly PolicyFault[]): PolicyFault[] {
  const once = new Map(faults.map((fault) => [`${fault.file}:${fault.line}:${fault.sentence}`, fault]))
  return [...once.values()].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}
