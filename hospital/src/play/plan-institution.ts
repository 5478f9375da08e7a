// The working days of one institution: which cases begin on each, and with whom. Days are planned one after the other, because a
// patient in bed can not be admitted twice; the same seed plans the same days.

import type { Centre, Institution, Person } from '../centre.js'
import { chanceOf } from '../chance.js'
import { type Case, WORKING_DAY } from './act.js'
import { LONGEST_VISIT, planOutpatient } from './plan-outpatient.js'
import { planPurchase } from './plan-purchase.js'
import { planStay } from './plan-stay.js'

export interface PlanOptions {
  readonly seed: number
  readonly days: number
  /** Cases that begin on each day. */
  readonly casesPerDay: number
  /** Share of writing messages whose reply gets lost. */
  readonly losses: number
  /** Share of a hospital's cases that are stays. */
  readonly stays: number
}

export interface InstitutionPlan {
  /** The cases that begin on the day; asked for in the order of days. */
  day(day: number): readonly Case[]
}

const NO_DIAGNOSIS = { code: 'J18.900', name: '肺炎' }

/** `persons` are this institution's alone. One in five is kept for stays. */
export function planInstitution(centre: Centre, institution: Institution, persons: readonly Person[], options: PlanOptions): InstitutionPlan {
  const inBed = institution.kind === 'hospital' ? persons.slice(0, Math.ceil(persons.length / 5)) : []
  const walking = persons.slice(inBed.length)
  const freeFrom = new Map<Person, number>()
  const diagnoses = centre.diagnoses.length === 0 ? [NO_DIAGNOSIS] : centre.diagnoses
  let number = 0
  return {
    day: (day) => {
      const chance = chanceOf(options.seed, institution.code, day)
      const stays = inBed.length === 0 ? 0 : Math.max(1, Math.round(options.casesPerDay * options.stays))
      const begin = (minute: number) => ({ day, minute, items: centre.items, losses: options.losses })
      const common = () => ({
        number: `${institution.kind === 'pharmacy' ? 'YD' : 'ZY'}${day}-${++number}`,
        diagnosis: chance.oneOf(diagnoses),
        useAccount: chance.happens(0.4),
      })
      const cases: Case[] = []
      for (let at = 0; at < stays; at++) {
        const person = inBed.find((one) => (freeFrom.get(one) ?? 0) <= day)
        if (person === undefined) break
        const steps = planStay(chance, { ...begin(chance.between(0, 40)), last: options.days - 1 })
        freeFrom.set(person, (steps.at(-1)?.day ?? day) + 1)
        cases.push({ kind: 'inpatient', person, steps, ...common() })
      }
      if (walking.length === 0) return cases
      const ambulant = Math.max(1, options.casesPerDay - cases.length)
      for (let at = 0; at < ambulant; at++) {
        const person = chance.oneOf(walking)
        const minute = Math.floor(chance.next() * (WORKING_DAY - LONGEST_VISIT))
        const kind = institution.kind === 'pharmacy' ? 'pharmacy' : 'outpatient'
        const steps = kind === 'pharmacy' ? planPurchase(chance, begin(minute)) : planOutpatient(chance, begin(minute))
        cases.push({ kind, person, steps, ...common() })
      }
      return cases.sort((a, b) => (a.steps[0]?.minute ?? 0) - (b.steps[0]?.minute ?? 0))
    },
  }
}

/** Deals the persons out, so that no two institutions share one. */
export function dealPersons(persons: readonly Person[], institutions: number): Person[][] {
  return Array.from({ length: institutions }, (_, mine) => persons.filter((_, at) => at % institutions === mine))
}
