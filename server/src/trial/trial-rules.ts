// The two sets of rules that a trial compares, and the day on which they are compared.
import type { Day } from '@tongchou/domain/base/day.js'
import { SCHEMES, type Scheme } from '@tongchou/domain/base/scheme.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { canonical, toExchange } from '@tongchou/domain/policy/exchange.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'

export interface SchemeRules {
  readonly hash: string
  readonly versions: readonly BenefitPolicy[]
}

/** By scheme; a scheme that one side does not know cannot be settled there. */
export type SideRules = Readonly<Partial<Record<Scheme, SchemeRules>>>

export interface TrialRules {
  readonly before: SideRules
  readonly after: SideRules
}

/** The first day on which the two sides do not say the same; undefined where they always do. */
export function firstChange({ before, after }: TrialRules): Day | undefined {
  const days = SCHEMES.flatMap((scheme) => changedDays(before[scheme]?.versions ?? [], after[scheme]?.versions ?? []))
  return days.sort()[0]
}

function changedDays(before: readonly BenefitPolicy[], after: readonly BenefitPolicy[]): Day[] {
  const days = new Set([...before, ...after].flatMap(({ inForce, until }) => (until === null ? [inForce] : [inForce, until])))
  return [...days].filter((day) => said(before, day) !== said(after, day))
}

function said(versions: readonly BenefitPolicy[], day: Day): string {
  const version = versionOn(versions, day)
  if (version === undefined) return ''
  const { inForce: _from, until: _until, ...rules } = version
  return canonical(toExchange(rules))
}

/** Both sides with the version of one day alone, as if it had always been in force: what a whole year under it would cost. */
export function rulesOn({ before, after }: TrialRules, day: Day): TrialRules {
  return { before: sideOn(before, day), after: sideOn(after, day) }
}

function sideOn(side: SideRules, day: Day): SideRules {
  return Object.fromEntries(
    Object.entries(side).map(([scheme, { hash, versions }]) => {
      const version = versionOn(versions, day)
      return [scheme, { hash, versions: version === undefined ? [] : [{ ...version, inForce: '0001-01-01', until: null }] }]
    }),
  )
}

/** Whether some rule asks for the provincial special list, which a bill's sums do not tell. */
export function asksSpecialList({ before, after }: TrialRules): boolean {
  return [before, after].some((side) =>
    Object.values(side).some(({ versions }) => versions.some(({ major }) => major?.burden.includes.includes('special_list') === true)),
  )
}
