// How likely a person is an active or a retired employee, so that the city as a whole meets its rates: by age, sex and town.
import type { Pyramid, Sex } from '../people/age-quota.js'
import { type DemonstrationFile, rate } from './demonstration-file.js'
import type { Places, Town } from './places.js'

export interface SchemeChances {
  /** Of the whole population. */
  readonly activeShare: number
  active(age: number, sex: Sex, town: Town): number
  retired(age: number, sex: Sex, town: Town): number
  /** That somebody who is no employee is insured as a resident. */
  readonly resident: number
}

/** Retirement at 60 for men and 55 for women; the gradual delay begun in 2025 moves it by months only. */
export function ofRetiringAge(age: number, sex: Sex): boolean {
  return age >= (sex === '1' ? 60 : 55)
}

export function ofWorkingAge(age: number, sex: Sex): boolean {
  return age >= 22 && !ofRetiringAge(age, sex)
}

export function schemeChances(file: DemonstrationFile, places: Places, pyramid: Pyramid): SchemeChances {
  const insured = rate(file, 'insured')
  const employees = insured * rate(file, 'employee_share')
  const perRetired = rate(file, 'active_per_retired')
  const activeShare = (employees * perRetired) / (1 + perRetired)
  const retiredShare = employees / (1 + perRetired)
  const street = rate(file, 'street_employee_factor')
  const whole = places.towns.reduce((sum, town) => sum + town.weight, 0)
  const mean = places.towns.reduce((sum, town) => sum + town.weight * (town.street ? street : 1), 0) / whole
  const factor = (town: Town): number => (town.street ? street : 1) / mean
  const activeRate = activeShare / shareOf(pyramid, ofWorkingAge)
  const retiredRate = retiredShare / shareOf(pyramid, ofRetiringAge)
  return {
    activeShare,
    active: (age, sex, town) => (ofWorkingAge(age, sex) ? activeRate * factor(town) : 0),
    retired: (age, sex, town) => (ofRetiringAge(age, sex) ? retiredRate * factor(town) : 0),
    resident: (insured - employees) / (1 - employees),
  }
}

function shareOf(pyramid: Pyramid, belongs: (age: number, sex: Sex) => boolean): number {
  let sum = 0
  for (const sex of ['1', '2'] as const) for (const [age, share] of pyramid[sex].entries()) sum += belongs(age, sex) ? share : 0
  return sum
}
