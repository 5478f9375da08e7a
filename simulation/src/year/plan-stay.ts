// Draws one stay: diagnosis by age and sex, level and length by diagnosis, now and then outside the area.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import type { Filing, Place } from '@tongchou/domain/policy/benefit-policy.js'
import { rate } from '../city/demonstration-file.js'
import type { SyntheticEnrolment, SyntheticPerson } from '../people/synthetic-person.js'
import type { Random } from '../random/random.js'
import { ageAt, around } from './drawn.js'
import type { Encounter } from './encounter.js'
import { fillStay } from './fill-bill.js'
import type { YearPlan } from './plan-year.js'
import type { StayDiagnosis } from './treatment.js'

/** A stay discharged on `closed`; undefined where nobody treats it. */
export function stay(plan: YearPlan, person: SyntheticPerson, main: SyntheticEnrolment, closed: Day, random: Random): Encounter | undefined {
  const file = plan.city.demonstration
  const diagnosis = plan.diagnoses.stay(random, Math.min(99, ageAt(person, closed)), person.sex)
  const days = Math.max(1, Math.min(90, Math.round(diagnosis.days * Math.exp(rate(file, 'stay_sigma') * random.normal()))))
  const opened = daysAfter(closed, -days)
  if (opened < person.born) return undefined
  const where = placeDrawn(plan, random)
  const level = where === 'local' ? diagnosis.level(random) : 3
  const elsewhere = person.filings.find((filing) => filing.kind === 'long_term')?.placeArea ?? null
  const provider = where === 'local' ? plan.providers.hospital(random, level, main.area) : plan.providers.outside(random, where, elsewhere)
  if (provider === undefined) return undefined
  const factor = main.scheme === 'employee' ? rate(file, 'employee_cost_factor') : 1
  const cost = around(random, diagnosis.cost[level] * factor, rate(file, 'cost_sigma'))
  return {
    kind: 'inpatient',
    ...typeOf(diagnosis, main),
    provider,
    opened,
    closed,
    diagnosis: diagnosis.icd,
    disease: null,
    files: where === 'local' || elsewhere !== null ? null : filingDrawn(random),
    fill: (basket) => fillStay(basket, { admitted: opened, days, cost, treatment: diagnosis.treatment }),
  }
}

function placeDrawn({ city }: YearPlan, random: Random): Place {
  const drawn = random.next()
  const inProvince = rate(city.demonstration, 'in_province_share')
  if (drawn < inProvince) return 'in_province'
  return drawn < inProvince + rate(city.demonstration, 'out_of_province_share') ? 'out_of_province' : 'local'
}

function filingDrawn(random: Random): Filing | null {
  const drawn = random.next()
  return drawn < 0.4 ? 'referral' : drawn < 0.55 ? 'temporary' : drawn < 0.7 ? 'emergency' : null
}

/** Childbirth has its own medical types (national list med_type); where the policy does not pay it apart, it is a stay like others. */
function typeOf(diagnosis: StayDiagnosis, { scheme }: SyntheticEnrolment): Pick<Encounter, 'medType' | 'benefit' | 'delivery' | 'otherwise'> {
  const ordinary = { medType: '2101', benefit: 'inpatient' } as const
  if (!/^O8[02]/.test(diagnosis.icd)) return { ...ordinary, delivery: null, otherwise: null }
  const caesarean = diagnosis.icd.startsWith('O82')
  return {
    medType: scheme === 'employee' ? '52' : caesarean ? '2107' : '2106',
    benefit: 'birth',
    delivery: caesarean ? 'caesarean' : 'natural',
    otherwise: ordinary,
  }
}
