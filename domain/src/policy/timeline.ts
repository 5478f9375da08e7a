// Which provision of a key holds in an area on a day: the nearest area's, and there the latest in force. Days on which the choice
// changes cut the time into stretches; neighbours with the same choice are one.
import { type Day, daysAfter } from '../base/day.js'
import type { Scheme } from '../base/scheme.js'
import { inheritanceOf } from './area-level.js'
import type { PolicyFault } from './document.js'
import type { Subject } from './keys.js'
import type { Provision } from './provisions.js'

export interface Stretch {
  readonly inForce: Day
  readonly until: Day | null
  /** The provision in force of every key. */
  readonly chosen: ReadonlyMap<string, Provision>
}

export function stretchesOf(provisions: readonly Provision[], area: string, scheme: Scheme, subject: Subject): Stretch[] {
  const areas = inheritanceOf(area)
  const relevant = provisions.filter((one) => one.subject === subject && one.schemes.includes(scheme) && areas.includes(one.area))
  const days = [...new Set(relevant.flatMap(({ inForce, until }) => (until === null ? [inForce] : [inForce, daysAfter(until, 1)])))].sort()
  const stretches: Stretch[] = []
  days.forEach((from, index) => {
    const next = days[index + 1]
    const chosen = chosenOn(relevant, areas, from)
    const last = stretches[stretches.length - 1]
    const until = next === undefined ? null : daysAfter(next, -1)
    if (last !== undefined && sameChoice(last.chosen, chosen)) stretches[stretches.length - 1] = { ...last, until }
    else stretches.push({ inForce: from, until, chosen })
  })
  return stretches
}

function chosenOn(relevant: readonly Provision[], areas: readonly string[], on: Day): Map<string, Provision> {
  const chosen = new Map<string, Provision>()
  for (const one of relevant) {
    if (one.inForce > on || (one.until !== null && one.until < on)) continue
    const rival = chosen.get(one.key)
    if (rival === undefined || nearer(one, rival, areas)) chosen.set(one.key, one)
  }
  return chosen
}

function nearer(one: Provision, other: Provision, areas: readonly string[]): boolean {
  const [a, b] = [areas.indexOf(one.area), areas.indexOf(other.area)]
  return a === b ? one.inForce > other.inForce : a > b
}

function sameChoice(a: ReadonlyMap<string, Provision>, b: ReadonlyMap<string, Provision>): boolean {
  return a.size === b.size && [...a].every(([key, provision]) => b.get(key) === provision)
}

/** Two sections of the same area that set the same key from the same day on: nobody could say which holds. */
export function clashesOf(provisions: readonly Provision[]): PolicyFault[] {
  const seen = new Map<string, Provision>()
  const faults: PolicyFault[] = []
  for (const one of provisions.filter(({ draft }) => !draft)) {
    for (const scheme of one.schemes) {
      const where = `${one.area}/${scheme}/${one.key}/${one.inForce}`
      const other = seen.get(where)
      if (other !== undefined) {
        faults.push({ file: one.file, line: one.line, sentence: `“${one.key}”与 ${other.file}:${other.line} 同日生效、互相重复；请只留一处，或另写生效日期。` })
      } else seen.set(where, one)
    }
  }
  return faults
}
