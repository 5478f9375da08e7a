// Under which scheme a person was insured this year and last: employees active or retired, residents; latecomers who wait,
// people who left, residents who found work in the year. Rows come in the order in which they became known.
import { ageOn, type Day, dayOf, daysAfter, firstOfMonth, lastOfMonth, monthsAfter, yearOf } from '@tongchou/domain/base/day.js'
import type { City } from '../city/city.js'
import { rate } from '../city/demonstration-file.js'
import type { Town } from '../city/places.js'
import type { Random } from '../random/random.js'
import type { Sex } from './age-quota.js'
import type { SyntheticEnrolment } from './synthetic-person.js'

export interface Somebody {
  readonly age: number
  readonly sex: Sex
  readonly born: Day
  readonly town: Town
}

export function enrol(city: City, person: Somebody, random: Random): SyntheticEnrolment[] {
  const drawn = random.next()
  const active = city.chances.active(person.age, person.sex, person.town)
  const retired = city.chances.retired(person.age, person.sex, person.town)
  if (drawn < active + retired) return employeeRows(city, person, drawn >= active, random)
  return random.chance(city.chances.resident) ? residentRows(city, person, random) : []
}

function employeeRows(city: City, person: Somebody, retired: boolean, random: Random): SyntheticEnrolment[] {
  const file = city.demonstration
  const flexible = !retired && random.chance(rate(file, 'flexible_share'))
  const official = !flexible && random.chance(rate(file, 'civil_servant_share'))
  const employer = flexible ? undefined : city.employers.choose(random, person.town.unit, official)
  const years = 1 + random.below(Math.max(1, Math.min(25, person.age - 20)))
  const thisYear = yearOf(city.today)
  const row = (year: number, yearsEnrolled: number): SyntheticEnrolment => ({
    scheme: 'employee',
    area: employer?.area ?? person.town.unit,
    benefitYear: year,
    personType: retired ? '12' : '11',
    retired,
    civilServant: official,
    flexible,
    employer: employer?.employer ?? null,
    from: dayOf(year, 1, 1),
    to: dayOf(year, 12, 31),
    reason: flexible ? '灵活就业参保' : '单位参保',
    continuousYears: yearsEnrolled,
    yearsEnrolled,
    bookedOn: dayOf(year - 1, 12, 31),
  })
  return [row(thisYear - 1, years), row(thisYear, years + 1)]
}

function residentRows(city: City, person: Somebody, random: Random): SyntheticEnrolment[] {
  const thisYear = yearOf(city.today)
  const known = 1 + random.below(Math.max(1, Math.min(18, person.age)))
  const rows: SyntheticEnrolment[] = []
  for (const year of [thisYear - 1, thisYear]) {
    if (yearOf(person.born) > year) continue
    const row = residentRow(city, person, year, Math.max(1, known + year - thisYear), random)
    if (row.bookedOn < city.today) rows.push(row)
  }
  return changedInYear(city, rows, random)
}

function residentRow(city: City, person: Somebody, year: number, years: number, random: Random): SyntheticEnrolment {
  const newborn = yearOf(person.born) === year
  const late = !newborn && random.chance(rate(city.demonstration, 'person_late'))
  const paid = newborn
    ? daysAfter(person.born, random.below(28))
    : late
      ? daysAfter(dayOf(year, 1, 5), random.below(120))
      : daysAfter(dayOf(year - 1, 9, 1), random.below(115))
  return {
    scheme: 'resident',
    area: person.town.unit,
    benefitYear: year,
    personType: residentType(ageOn(person.born, dayOf(year, 12, 31)), random),
    retired: false,
    civilServant: false,
    flexible: false,
    employer: null,
    from: newborn ? person.born : late ? monthsAfter(paid, 3) : dayOf(year, 1, 1),
    to: dayOf(year, 12, 31),
    reason: newborn ? '新生儿参保' : late ? '集中缴费期外参保' : '集中参保',
    continuousYears: late ? 1 : years,
    yearsEnrolled: years,
    bookedOn: paid,
  }
}

/** National list psn_type: 1401 newborn, 1402 pre-school, 1403 pupil, 1404 student, 15 adult, 16 elder. */
function residentType(age: number, random: Random): string {
  if (age < 1) return '1401'
  if (age < 6) return '1402'
  if (age < 18) return '1403'
  if (age < 22 && random.chance(0.4)) return '1404'
  return age < 60 ? '15' : '16'
}

/** A few leave this year, and some of those begin to work: a correcting row ends the resident cover, an employee's row follows. */
function changedInYear(city: City, rows: readonly SyntheticEnrolment[], random: Random): SyntheticEnrolment[] {
  const last = rows.at(-1)
  if (last === undefined || last.from !== dayOf(yearOf(city.today), 1, 1) || !random.chance(rate(city.demonstration, 'person_withdrawn'))) return [...rows]
  const on = daysAfter(last.from, 60 + random.below(180))
  if (on >= city.today) return [...rows]
  const ended = { ...last, to: lastOfMonth(on), bookedOn: on }
  if (last.personType !== '15') return [...rows, { ...ended, reason: '退保' }]
  return [...rows, { ...ended, reason: '转职工医保' }, beganWork(city, last, monthsAfter(firstOfMonth(on), 1), on, random)]
}

function beganWork(city: City, before: SyntheticEnrolment, from: Day, on: Day, random: Random): SyntheticEnrolment {
  const employer = city.employers.choose(random, before.area, false)
  return {
    ...before,
    scheme: 'employee',
    area: employer.area,
    personType: '11',
    employer: employer.employer,
    from,
    to: dayOf(yearOf(city.today), 12, 31),
    reason: '单位参保',
    continuousYears: 1,
    bookedOn: on,
  }
}
