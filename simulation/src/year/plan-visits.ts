// Draws visits: ordinary and emergency ones, those for a filed chronic or special disease, and purchases at a pharmacy.
import type { Day } from '@tongchou/domain/base/day.js'
import { rate } from '../city/demonstration-file.js'
import type { SyntheticEnrolment, SyntheticPerson } from '../people/synthetic-person.js'
import type { Random } from '../random/random.js'
import { weighted } from '../random/weighted.js'
import { ageAt, around } from './drawn.js'
import type { Encounter } from './encounter.js'
import { fillVisit } from './fill-bill.js'
import type { YearPlan } from './plan-year.js'

/** Residents see their clinic, employees the hospitals (illustrative). */
const LEVELS = {
  resident: weighted([3, 2, 1] as const, (level) => ({ 3: 18, 2: 27, 1: 55 })[level]),
  employee: weighted([3, 2, 1] as const, (level) => ({ 3: 38, 2: 32, 1: 30 })[level]),
}

const PLAIN = { medType: '11', benefit: 'outpatient' } as const

export function visit(plan: YearPlan, person: SyntheticPerson, main: SyntheticEnrolment, day: Day, random: Random): Encounter | undefined {
  if (day < person.born) return undefined
  const file = plan.city.demonstration
  const emergency = random.chance(rate(file, 'emergency_share'))
  const level = LEVELS[main.scheme](random)
  const diagnosis = plan.diagnoses.clinic(random, ageAt(person, day))
  const cost = around(random, rate(file, `outpatient_cost_tier${level}`), rate(file, 'cost_sigma'))
  return {
    ...common(day, diagnosis.icd),
    ...(emergency ? { medType: '13', benefit: 'emergency', otherwise: PLAIN } : { ...PLAIN, otherwise: null }),
    kind: 'outpatient',
    provider: plan.providers.hospital(random, level, main.area),
    disease: null,
    fill: (basket) =>
      fillVisit(basket, {
        day,
        cost,
        drugs: diagnosis.treatment.drugs,
        tests: diagnosis.tests,
        service: emergency ? 'emergency_visit' : 'clinic_visit',
      }),
  }
}

export function visitForDisease(
  plan: YearPlan,
  person: SyntheticPerson,
  main: SyntheticEnrolment,
  day: Day,
  disease: string,
  dialysis: boolean,
  random: Random,
): Encounter | undefined {
  if (day < person.born) return undefined
  const file = plan.city.demonstration
  const level = dialysis ? (random.chance(0.5) ? 3 : 2) : LEVELS[main.scheme](random)
  const cost = around(random, rate(file, 'chronic_cost'), rate(file, 'cost_sigma'))
  const { drugs } = plan.diagnoses.treatmentOf(disease)
  return {
    ...common(day, null),
    medType: '14',
    benefit: 'chronic_outpatient',
    otherwise: PLAIN,
    kind: 'outpatient',
    provider: plan.providers.hospital(random, level, main.area),
    disease,
    fill: (basket) => fillVisit(basket, { day, cost, drugs, tests: 0.2, service: dialysis ? 'dialysis' : undefined }),
  }
}

const SHOP = ['ZA', 'ZB', 'ZM', 'C', 'A', 'R', 'N', 'A10', 'J']

export function purchase(plan: YearPlan, person: SyntheticPerson, main: SyntheticEnrolment, day: Day, random: Random): Encounter | undefined {
  if (day < person.born) return undefined
  const file = plan.city.demonstration
  const cost = around(random, rate(file, 'pharmacy_cost'), rate(file, 'cost_sigma'))
  return {
    ...common(day, null),
    medType: '41',
    benefit: 'pharmacy',
    otherwise: null,
    kind: 'pharmacy',
    provider: plan.providers.pharmacy(random, main.area),
    disease: null,
    fill: (basket) => fillVisit(basket, { day, cost, drugs: SHOP, tests: 0, service: undefined }),
  }
}

function common(day: Day, diagnosis: string | null): Pick<Encounter, 'opened' | 'closed' | 'diagnosis' | 'delivery' | 'files'> {
  return { opened: day, closed: day, diagnosis, delivery: null, files: null }
}
