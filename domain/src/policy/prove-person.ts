// The persons, levels and places for which a policy must have an answer. They come from the national lists and from the ages at
// which the policy itself changes something, never from what a policy file happens to name.
import type { Scheme } from '../base/scheme.js'
import type { BenefitKind, BenefitPolicy, FirstSeen, Place, ProviderLevel, When } from './benefit-policy.js'
import { IDENTITIES } from './national-lists.js'

export interface PersonClass {
  readonly identities: readonly string[]
  readonly retired: boolean
  readonly age: number
}

const ALL_WORDS = IDENTITIES.map(({ word }) => word)

/** Nobody special, every identity alone, all together; active and retired; on both sides of every age in the policy's conditions. */
export function personClasses(scheme: Scheme, policy: BenefitPolicy): readonly PersonClass[] {
  const groups = [[], ...ALL_WORDS.map((word) => [word]), ALL_WORDS]
  const retirement = scheme === 'employee' ? [false, true] : [false]
  return groups.flatMap((identities) => retirement.flatMap((retired) => agesOf(policy).map((age) => ({ identities, retired, age }))))
}

function agesOf(policy: BenefitPolicy): readonly number[] {
  const ages = new Set([45])
  for (const when of conditionsOf(policy)) {
    if (when.ageFrom !== undefined) ages.add(when.ageFrom).add(when.ageFrom - 1)
    if (when.ageTo !== undefined) ages.add(when.ageTo).add(when.ageTo + 1)
  }
  return [...ages].filter((age) => age >= 0).sort((a, b) => a - b)
}

function conditionsOf({ benefits, large, major, assistance }: BenefitPolicy): readonly When[] {
  const steps = [
    ...Object.values(benefits).flatMap((one) => (one.mode === 'share' ? one.ratioSteps : [])),
    ...(large?.ratioSteps ?? []),
    ...(major?.ratioSteps ?? []),
    ...Object.values(assistance?.classes ?? {}).flatMap((own) => own.ratioSteps ?? []),
  ]
  return steps.flatMap((step) => ('offsite' in step ? [] : [step.when]))
}

/** What is known of the care; what is undefined may be of every kind. */
export interface CareKnown {
  readonly kind: BenefitKind | undefined
  readonly level: ProviderLevel | undefined
  readonly place: Place | undefined
  readonly firstSeen: FirstSeen | undefined
}

/** Whether a condition may hold for the class; what a bill adds (disease, treatment, admissions, filing) may always be so. */
export function mayFit(when: When, who: PersonClass, { kind, level, place, firstSeen }: CareKnown): boolean {
  return (
    (when.identity === undefined || who.identities.includes(when.identity)) &&
    (when.identityIn === undefined || when.identityIn.some((identity) => who.identities.includes(identity))) &&
    (when.retired === undefined || when.retired === who.retired) &&
    (when.ageFrom === undefined || who.age >= when.ageFrom) &&
    (when.ageTo === undefined || who.age <= when.ageTo) &&
    (when.kind === undefined || kind === undefined || when.kind === kind) &&
    (when.level === undefined || level === undefined || when.level === level) &&
    (when.place === undefined || place === undefined || when.place === place) &&
    (when.firstSeenIn === undefined || firstSeen === undefined || when.firstSeenIn.includes(firstSeen))
  )
}

/** For a fault: `低保、退休、45岁`. */
export function classText({ identities, retired, age }: PersonClass): string {
  const named =
    identities.length === IDENTITIES.length ? ['同时有各种身份的人'] : IDENTITIES.filter(({ word }) => identities.includes(word)).map(({ name }) => name)
  return [...(named.length === 0 ? ['普通参保人'] : named), ...(retired ? ['退休'] : []), `${age}岁`].join('、')
}
