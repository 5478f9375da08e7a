// The ratio that a class of persons would get, before it is held within 0 and 1: above one the fund would pay more than the cost,
// below zero a dearer bill would be paid less. Both are faults of the policy, not of a bill.
import { compared, minus, NOTHING, plus, type Ratio, times, WHOLE } from '../base/money.js'
import type { Band, BenefitKind, FirstSeen, OffsiteRow, Place, ProviderLevel, RatioChange, RatioStep } from './benefit-policy.js'
import { mayFit, type PersonClass } from './prove-person.js'

export interface RatioCase {
  readonly steps: readonly RatioStep[]
  readonly row: OffsiteRow | null
  readonly kind?: BenefitKind
  readonly level?: ProviderLevel
  /** Where the place of care is known; a layer after the basic one is proved for every place. */
  readonly place?: Place
  /** One way of having come; where it is not named, every step for any way counts. */
  readonly firstSeen?: FirstSeen
}

export type RatioFinding = 'above_one' | 'below_zero' | 'no_own_value'

/** Undefined when the ratio is sound, or is left to somebody. */
export function ratioFinding(band: Band, ratioCase: RatioCase, who: PersonClass): RatioFinding | undefined {
  const ratio = ratioOf(band, ratioCase, who)
  if (ratio === undefined || ratio === 'no_own_value') return ratio
  if (compared(ratio, WHOLE) > 0) return 'above_one'
  return compared(ratio, NOTHING) < 0 ? 'below_zero' : undefined
}

/** The ratio after every step that may fit the class; undefined when it is left to somebody. */
export function ratioOf(band: Band, { steps, row, kind, level, place, firstSeen }: RatioCase, who: PersonClass): Ratio | 'no_own_value' | undefined {
  if ('awaiting' in band.ratio) return undefined
  let ratio: Ratio = band.ratio
  for (const step of steps) {
    const changes = 'offsite' in step ? (row?.ratio ?? []) : mayFit(step.when, who, { kind, level, place, firstSeen }) ? [step.change] : []
    for (const change of changes) {
      const next = changed(ratio, change, band)
      if (next === undefined) return 'no_own_value'
      ratio = next
    }
  }
  return ratio
}

function changed(ratio: Ratio, change: RatioChange, band: Band): Ratio | undefined {
  if ('points' in change) return plus(ratio, change.points)
  if ('times' in change) return times(ratio, change.times)
  if ('selfShareTimes' in change) return minus(WHOLE, times(minus(WHOLE, ratio), change.selfShareTimes))
  return 'set' in change ? change.set : band.others?.[change.setFromBand]
}
