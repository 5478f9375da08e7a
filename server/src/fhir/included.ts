// What a search may bring along with what it finds (`_include`): the person, and the insurance that a bill was settled under.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Asked } from './bundle.js'

export type Companion = 'Patient' | 'Coverage'

const COMPANIONS = {
  Coverage: { beneficiary: 'Patient', patient: 'Patient' },
  ClaimResponse: { patient: 'Patient' },
  ExplanationOfBenefit: { patient: 'Patient', coverage: 'Coverage' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Companion>>>>

/** As a statement of capabilities names them, by type. */
export const INCLUDES: Readonly<Record<keyof typeof COMPANIONS, readonly string[]>> = {
  Coverage: namesOf('Coverage'),
  ClaimResponse: namesOf('ClaimResponse'),
  ExplanationOfBenefit: namesOf('ExplanationOfBenefit'),
}

function namesOf(type: keyof typeof COMPANIONS): readonly string[] {
  return Object.keys(COMPANIONS[type]).map((name) => `${type}:${name}`)
}

export function companionsAsked({ type, parameters }: Asked): ReadonlySet<Companion> | Refusal {
  const offered: ReadonlyMap<string, Companion> = new Map(
    Object.entries(COMPANIONS as Readonly<Record<string, Readonly<Record<string, Companion>>>>)
      .filter(([one]) => one === type)
      .flatMap(([one, names]) => Object.entries(names).map(([name, companion]) => [`${one}:${name}`, companion] as const)),
  )
  const asked = parameters['_include'] ?? []
  const strange = asked.find((one) => !offered.has(one))
  if (strange !== undefined)
    return refused('unknown_parameter', `${type}不支持_include=${strange.slice(0, 60)}${offered.size === 0 ? '' : `，可用：${[...offered.keys()].join('、')}`}`)
  return new Set(asked.flatMap((one) => offered.get(one) ?? []))
}
