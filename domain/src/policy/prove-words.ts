// Words that must come from the national lists wherever a rule names them: levels of providers, classes of persons, ways of birth,
// layers. The readers check kinds, places, filings and most identities; what a rule may name freely is checked here.
import type { BenefitPolicy, DeductibleAmount, When } from './benefit-policy.js'
import { DELIVERY_NAMES, identityOf, LAYER_NAMES, LEVEL_NAMES } from './national-lists.js'
import type { Say } from './prove.js'

export function wordFaults(version: BenefitPolicy, say: Say): void {
  for (const [key, when] of conditions(version)) {
    if (when.level !== undefined && !Object.hasOwn(LEVEL_NAMES, when.level)) say([key], unknownLevel(when.level))
    for (const word of [...(when.identity === undefined ? [] : [when.identity]), ...(when.identityIn ?? [])]) identityFault(word, key, say)
  }
  for (const word of version.assistance?.tilt?.classes ?? []) identityFault(word, 'assistance', say)
  for (const [key, level] of levelsOfTables(version)) if (!Object.hasOwn(LEVEL_NAMES, level)) say([key], unknownLevel(level))
  deliveryFaults(version, say)
  for (const { name } of version.supplements) {
    if (!Object.hasOwn(LAYER_NAMES, name)) say([`supplement.${name}`], `补充层“${name}”不在待遇层次清单内；可用：${Object.keys(LAYER_NAMES).join('、')}。`)
  }
}

const unknownLevel = (level: string): string => `机构级别“${level}”不在全国清单内；可用：${Object.keys(LEVEL_NAMES).join('、')}。`

function identityFault(word: string, key: string, say: Say): void {
  if (identityOf(word) === undefined) say([key], `“${word}”不是全国人员身份清单里的词；政策不能自造身份，请改用清单里的词。`)
}

/** Every condition of a version with the key of its rule. */
function conditions({ benefits, caps, jointCaps = [], large, major, civilServant, supplements }: BenefitPolicy): readonly (readonly [string, When])[] {
  const found: (readonly [string, When])[] = []
  for (const [kind, benefit] of Object.entries(benefits)) {
    if (benefit.mode !== 'share') continue
    for (const { when } of [...benefit.deductible.personSteps, ...benefit.deductible.waivers]) found.push([`${kind}.deductible`, when])
    for (const step of benefit.ratioSteps) if ('when' in step) found.push([`${kind}.ratio_steps`, step.when])
  }
  for (const { id, personSteps } of caps) for (const { when } of personSteps) found.push([`caps.${id}`, when])
  for (const { id, personSteps } of jointCaps) for (const { when } of personSteps) found.push([`joint_caps.${id}`, when])
  for (const step of large?.ratioSteps ?? []) if ('when' in step) found.push(['large_amount', step.when])
  for (const { when } of [...(major?.deductibleSteps ?? []), ...(major?.cap.personSteps ?? [])]) found.push(['major_illness', when])
  for (const step of major?.ratioSteps ?? []) if ('when' in step) found.push(['major_illness', step.when])
  if (civilServant !== null) found.push(['civil_servant', civilServant.when])
  for (const { name, when } of supplements) found.push([`supplement.${name}`, when])
  return found
}

function levelsOfTables({ benefits }: BenefitPolicy): readonly (readonly [string, string])[] {
  const ofAmount = (amount: DeductibleAmount): readonly string[] => (amount.mode === 'by_level' ? Object.keys(amount.table) : [])
  return Object.entries(benefits).flatMap(([kind, benefit]) => {
    if (benefit.mode !== 'share') return []
    const { sequence } = benefit.deductible
    const scheduled = sequence.kind === 'schedule' ? Object.keys(sequence.byLevel) : []
    const outside = benefit.offsite.flatMap((row) => (row.deductibleAmount === undefined ? [] : ofAmount(row.deductibleAmount)))
    return [...scheduled.map((level) => [`${kind}.deductible`, level] as const), ...outside.map((level) => [`${kind}.offsite`, level] as const)]
  })
}

function deliveryFaults({ benefits, caps }: BenefitPolicy, say: Say): void {
  const known = `可用：${Object.keys(DELIVERY_NAMES).join('、')}`
  for (const [kind, benefit] of Object.entries(benefits)) {
    if (benefit.mode !== 'fixed' || benefit.by !== 'delivery') continue
    for (const way of Object.keys(benefit.amounts)) {
      if (!Object.hasOwn(DELIVERY_NAMES, way)) say([`${kind}.fixed`], `分娩方式“${way}”不在全国清单内，没有单据用得到；${known}。`)
    }
  }
  for (const { id, delivery } of caps) {
    if (delivery !== undefined && !Object.hasOwn(DELIVERY_NAMES, delivery)) say([`caps.${id}`], `分娩方式“${delivery}”不在全国清单内；${known}。`)
  }
}
