// Proves that the composed rules of every area answer every question exactly once: each person class, kind of care, provider level,
// place and filing, on each day in force. What has no answer must say so as a value (`silent`, `{ awaiting: … }`); what is left
// out is a fault with the file and line of the rule that lacks it.
import { daysAfter } from '../base/day.js'
import type { BenefitKind, BenefitPolicy, FixedBenefit, ShareBenefit } from './benefit-policy.js'
import type { PolicyFault } from './document.js'
import { BENEFIT_KINDS, DELIVERY_NAMES, kindName, LEVEL_NAMES, REQUIRED_LEVELS } from './national-lists.js'
import { amountFaults, layerFactorFaults } from './prove-amounts.js'
import { entitlementFaults } from './prove-entitlement.js'
import { fundFaults } from './prove-fund.js'
import { layerFaults } from './prove-layers.js'
import { shareFaults } from './prove-share.js'
import { sharedFaults } from './prove-shared.js'
import { wordFaults } from './prove-words.js'
import type { Provision } from './provisions.js'
import type { AreaRules } from './read.js'
import { type Stretch, stretchesOf } from './timeline.js'

/** Says a fault at the rule of `key`, or at the first of the keys that the version has. */
export type Say = (keys: readonly string[], sentence: string) => void

/** `provisions`: those that the rules were composed of. Each fault once. */
export function proveRules(rules: readonly AreaRules[], provisions: readonly Provision[]): readonly PolicyFault[] {
  const faults = new Map<string, PolicyFault>()
  for (const one of rules) {
    for (const fault of [...areaFaults(one, provisions), ...sharedFaults(one, rules, provisions)])
      faults.set(`${fault.file}:${fault.line}:${fault.sentence}`, fault)
  }
  return [...faults.values()].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}

function areaFaults({ area, scheme, versions, entitlement, pooling }: AreaRules, provisions: readonly Provision[]): readonly PolicyFault[] {
  const faults: PolicyFault[] = [...fundFaults(pooling, stretchesOf(provisions, area, scheme, 'fund'))]
  const stretches = stretchesOf(provisions, area, scheme, 'benefits')
  versions.forEach((version, index) => {
    const stretch = stretches.find(({ inForce }) => inForce === version.inForce)
    if (stretch === undefined) throw new Error(`no stretch begins on ${version.inForce}`)
    const say = sayAt(stretch, faults)
    const before = versions[index - 1]
    if (before?.until !== undefined && before.until !== null && daysAfter(before.until, 1) < version.inForce)
      say(['inpatient.bands', 'settlement'], `${before.until}至${version.inForce}之间没有生效的待遇规则；请补上其间的规则，或把生效日期接上。`)
    faultsOfKinds(version, stretch, say)
    layerFaults(version, say)
    layerFactorFaults(version, say)
    wordFaults({ ...version, benefits: ownBenefits(version, stretch) }, say)
  })
  const stretchesOfEntitlement = stretchesOf(provisions, area, scheme, 'entitlement')
  entitlement.forEach((rules, index) => {
    const stretch = stretchesOfEntitlement[index]
    if (stretch !== undefined) entitlementFaults(rules, stretch, sayAt(stretch, faults))
  })
  return faults
}

/** Without the kinds that are paid as another: what is wrong there is said once, at the other. */
function ownBenefits({ benefits }: BenefitPolicy, stretch: Stretch): BenefitPolicy['benefits'] {
  return Object.fromEntries(Object.entries(benefits).filter(([kind]) => !stretch.chosen.has(`${kind}.paid_as`)))
}

function sayAt(stretch: Stretch, faults: PolicyFault[]): Say {
  return (keys, sentence) => {
    const found = [...keys, 'settlement'].map((key) => stretch.chosen.get(key)).find((one) => one !== undefined)
    if (found === undefined) throw new Error(`none of ${keys.join(', ')} is in force`)
    faults.push({ file: found.file, line: found.line, sentence })
  }
}

function faultsOfKinds(version: BenefitPolicy, stretch: Stretch, say: Say): void {
  for (const level of REQUIRED_LEVELS) {
    if (!version.levels.includes(level))
      say(['settlement'], `levels 里没有“${level}”（${LEVEL_NAMES[level] ?? level}）；每一级都要有答案，请列入，各项待遇也写上。`)
  }
  for (const level of version.levels) {
    if (!Object.hasOwn(LEVEL_NAMES, level)) say(['settlement'], `机构级别“${level}”不在全国清单内；可用：${Object.keys(LEVEL_NAMES).join('、')}。`)
  }
  const silent = silentKinds(stretch)
  for (const kind of BENEFIT_KINDS) faultsOfKind(version, kind, { stretch, silent }, say)
}

function silentKinds(stretch: Stretch): readonly BenefitKind[] {
  const rule = stretch.chosen.get('silent_kinds')?.rule
  return rule?.part === 'silentKinds' ? rule.value : []
}

function faultsOfKind(version: BenefitPolicy, kind: BenefitKind, held: { readonly stretch: Stretch; readonly silent: readonly BenefitKind[] }, say: Say): void {
  const benefit = version.benefits[kind]
  const isSilent = held.silent.includes(kind)
  if (benefit === undefined) {
    if (!isSilent) say(['silent_kinds', 'settlement'], `“${kind}”（${kindName(kind)}）没有规则；请写待遇，文件没有规定的列入 silent_kinds。`)
    return
  }
  if (isSilent) say(['silent_kinds'], `“${kind}”（${kindName(kind)}）既有规则，又列入 silent_kinds；请只留一处。`)
  if (benefit.mode === 'fixed') {
    for (const [delivery, name] of Object.entries(DELIVERY_NAMES)) {
      if (benefit.by === 'delivery' && benefit.amounts[delivery] === undefined)
        say([`${kind}.fixed`], `${kindName(kind)}没有${name}（${delivery}）的定额；请补上，文件没有规定的写 { awaiting: 谁 }。`)
    }
    fixedLevelFaults(version, kind, benefit, say)
  }
  // What is paid as another kind is proved there.
  if (benefit.mode === 'share' && !held.stretch.chosen.has(`${kind}.paid_as`)) provenShare(version, kind, benefit, held.stretch, say)
}

/** A level with amounts of its own must be one of the area's, and answer for all that the other levels answer for. */
function fixedLevelFaults({ levels }: BenefitPolicy, kind: BenefitKind, { amounts, amountsByLevel }: FixedBenefit, say: Say): void {
  for (const [level, own] of Object.entries(amountsByLevel ?? {})) {
    if (!levels.includes(level)) say([`${kind}.fixed`], `${kindName(kind)}的机构级别“${level}”没有列入 settlement 的 levels；请列入或改名。`)
    for (const what of Object.keys(amounts))
      if (own[what] === undefined) say([`${kind}.fixed`], `${kindName(kind)}“${level}”级没有“${what}”的定额；请补上，文件没有规定的写 { awaiting: 谁 }。`)
  }
}

function provenShare(version: BenefitPolicy, kind: BenefitKind, benefit: ShareBenefit, stretch: Stretch, say: Say): void {
  const rule = stretch.chosen.get(`${kind}.offsite`)?.rule
  amountFaults(version, kind, benefit, say)
  shareFaults(version, { kind, benefit, offsite: rule?.part === 'offsite' ? rule.value : undefined }, say)
}
