// Turns a band's ratio into the ratio of this bill: added points, factors, own values of a class, the row of out-of-area care.
// "下浮10%" may mean minus 10 points or × 0.9; which one is data of the policy, never a constant here.
import { heldWithinOne, minus, plus, type Ratio, times, WHOLE } from '../base/money.js'
import type { Band, OffsiteRow, RatioChange, RatioStep } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import { fits, type Known } from './known.js'
import { awaits, isAwaiting, silent } from './unanswered.js'

/** Where a ratio is read: the row of out-of-area care, the path for an undecided answer, the article. */
export interface RatioPlace {
  readonly row: OffsiteRow | null
  readonly path: () => string
  readonly from: Citation
}

/** The ratio of `band` after all steps, in their order, held within 0 and 1. */
export function effectiveRatio(band: Band, steps: readonly RatioStep[], known: Known, place: RatioPlace): Ratio {
  if (isAwaiting(band.ratio)) awaits(band.ratio, `${place.path()}.ratio`, place.from)
  let ratio: Ratio = band.ratio
  for (const step of steps) {
    if ('offsite' in step) {
      for (const change of place.row?.ratio ?? []) ratio = changed(ratio, change, band, place)
    } else if (fits(step.when, known)) ratio = changed(ratio, step.change, band, place)
  }
  return heldWithinOne(ratio)
}

function changed(ratio: Ratio, change: RatioChange, band: Band, place: RatioPlace): Ratio {
  if ('set' in change) return change.set
  if ('setFromBand' in change) return band.others?.[change.setFromBand] ?? silent(`${place.path()}.${change.setFromBand}`, '该类人员的支付比例', place.from)
  return workedOnce(ratio, change)
}

type Arithmetic = Exclude<RatioChange, { readonly set: Ratio } | { readonly setFromBand: string }>

const worked = new WeakMap<Arithmetic, WeakMap<Ratio, Ratio>>()

/** A step makes of a band's ratio the same for every bill: it is worked out once, and so written once. */
function workedOnce(ratio: Ratio, change: Arithmetic): Ratio {
  const byRatio = worked.get(change) ?? new WeakMap<Ratio, Ratio>()
  const known = byRatio.get(ratio)
  if (known !== undefined) return known
  const made = workedOut(ratio, change)
  worked.set(change, byRatio.set(ratio, made))
  return made
}

function workedOut(ratio: Ratio, change: Arithmetic): Ratio {
  if ('points' in change) return plus(ratio, change.points)
  if ('times' in change) return times(ratio, change.times)
  return minus(WHOLE, times(minus(WHOLE, ratio), change.selfShareTimes))
}

const NONE: readonly Citation[] = []

/** Articles of the steps that changed the ratio. */
export function citationsOf(steps: readonly RatioStep[], known: Known, row: OffsiteRow | null): readonly Citation[] {
  if (steps.length === 0) return NONE
  const cited: Citation[] = []
  for (const step of steps) {
    if ('offsite' in step) {
      if (row !== null && row.ratio.length > 0) cited.push(row.from)
    } else if (fits(step.when, known)) cited.push(step.from)
  }
  return cited
}
