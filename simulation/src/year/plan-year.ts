// Draws what a person needs in the year: stays, visits, visits for filed diseases, purchases; in order of settlement, never two
// at once. Rates are those of the demonstration's file, spread over ages by what is generally known.
import { type Day, dayNumber, daysAfter, monthOf } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { City, YearWindow } from '../city/city.js'
import { rate } from '../city/demonstration-file.js'
import { coverOn, type SyntheticEnrolment, type SyntheticPerson } from '../people/synthetic-person.js'
import type { Random } from '../random/random.js'
import type { Encounter } from './encounter.js'
import { stay } from './plan-stay.js'
import { purchase, visit, visitForDisease } from './plan-visits.js'
import type { Providers } from './providers.js'
import type { Diagnoses } from './treatment.js'

export interface YearPlan {
  readonly city: City
  readonly providers: Providers
  readonly diagnoses: Diagnoses
  /** First and last day on which a bill is settled. */
  readonly from: Day
  readonly to: Day
  readonly ageWeight: { readonly stays: (age: number) => number; readonly visits: (age: number) => number }
}

export function yearPlan(city: City, providers: Providers, diagnoses: Diagnoses, { from, to }: YearWindow): YearPlan {
  const meanOf = (weight: (age: number) => number): number =>
    city.pyramid['1'].reduce((sum, share, age) => sum + (share + (city.pyramid['2'][age] ?? 0)) * weight(age), 0)
  const stays = meanOf(stayWeight)
  const visits = meanOf(visitWeight)
  return {
    city,
    providers,
    diagnoses,
    from,
    to,
    ageWeight: { stays: (age) => stayWeight(age) / stays, visits: (age) => visitWeight(age) / visits },
  }
}

/** Small children and the old are admitted more often. */
function stayWeight(age: number): number {
  return age < 5 ? 1.1 : age < 15 ? 0.4 : age < 40 ? 0.55 : age < 60 ? 0.9 : age < 70 ? 1.7 : 2.6
}

function visitWeight(age: number): number {
  return Math.sqrt(stayWeight(age))
}

export function planYear(plan: YearPlan, person: SyntheticPerson, random: Random): Encounter[] {
  if (person.enrolments.length === 0) return []
  const main = person.enrolments.at(-1)
  if (main === undefined) return []
  const years = (dayNumber(plan.to) - dayNumber(plan.from) + 1) / 365
  const drawn = [
    ...times(random, staysAYear(plan, person, main) * years, (day) => stay(plan, person, main, day, random), plan),
    ...times(random, visitsAYear(plan, person, main) * years, (day) => visit(plan, person, main, day, random), plan),
    ...diseaseVisits(plan, person, main, years, random),
    ...times(random, purchasesAYear(plan, main) * years, (day) => purchase(plan, person, main, day, random), plan),
  ]
  return inOrder(drawn.filter((encounter) => covered(person, encounter, main.scheme)))
}

function staysAYear({ city, ageWeight }: YearPlan, person: SyntheticPerson, main: SyntheticEnrolment): number {
  const file = city.demonstration
  if (main.scheme === 'resident') return rate(file, 'resident_hospitalisation') * ageWeight.stays(person.age)
  const perRetired = rate(file, 'active_per_retired')
  const ratio = rate(file, 'retired_to_active_hospitalisation')
  const active = (rate(file, 'employee_hospitalisation') * (1 + perRetired)) / (perRetired + ratio)
  return main.retired ? active * ratio : active
}

function visitsAYear({ city, ageWeight }: YearPlan, person: SyntheticPerson, main: SyntheticEnrolment): number {
  return rate(city.demonstration, main.scheme === 'resident' ? 'resident_outpatient' : 'employee_outpatient') * ageWeight.visits(person.age)
}

function purchasesAYear({ city }: YearPlan, main: SyntheticEnrolment): number {
  return rate(city.demonstration, main.scheme === 'resident' ? 'resident_pharmacy' : 'employee_pharmacy')
}

function diseaseVisits(plan: YearPlan, person: SyntheticPerson, main: SyntheticEnrolment, years: number, random: Random): Encounter[] {
  return person.filings.flatMap((filing) => {
    const { disease } = filing
    if (disease === null) return []
    const dialysis = disease === plan.city.dialysis
    const often = rate(plan.city.demonstration, 'chronic_visits') * (dialysis ? 12 : 1) * years
    return times(random, often, (day) => visitForDisease(plan, person, main, day, disease, dialysis, random), plan)
  })
}

function times(random: Random, mean: number, make: (day: Day) => Encounter | undefined, { from, to }: YearPlan): Encounter[] {
  const made: Encounter[] = []
  const many = poisson(random, mean)
  for (let drawn = 0; drawn < many; drawn++) {
    const encounter = make(someDay(random, from, to))
    if (encounter !== undefined) made.push(encounter)
  }
  return made
}

function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean)
  let many = -1
  for (let product = 1; product > limit; product *= random.next()) many += 1
  return many
}

/** January and February are quieter. */
function someDay(random: Random, from: Day, to: Day): Day {
  const days = dayNumber(to) - dayNumber(from) + 1
  const day = daysAfter(from, random.below(days))
  return monthOf(day) <= 2 && random.chance(0.15) ? daysAfter(from, random.below(days)) : day
}

/** Entitled on the first day and on the last. */
function covered(person: SyntheticPerson, encounter: Encounter, scheme: Scheme): boolean {
  return coverOn(person, encounter.opened)?.scheme === scheme && coverOn(person, encounter.closed)?.scheme === scheme
}

/** By day of settlement; what falls into a stay is left out. */
function inOrder(drawn: readonly Encounter[]): Encounter[] {
  const sorted = [...drawn].sort((a, b) => (a.closed < b.closed ? -1 : a.closed > b.closed ? 1 : 0))
  const stays = sorted.filter((encounter) => encounter.kind === 'inpatient')
  return sorted.filter(
    (encounter) =>
      !stays.some((other) => other !== encounter && overlaps(encounter, other) && (encounter.kind !== 'inpatient' || other.closed < encounter.closed)),
  )
}

function overlaps(a: Encounter, b: Encounter): boolean {
  return a.opened <= b.closed && b.opened <= a.closed
}
