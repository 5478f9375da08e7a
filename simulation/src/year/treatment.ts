// Which drugs, operations and materials belong to a diagnosis, and which diagnoses bring people to a clinic or a ward.
import { cell, type Row, readTable } from '@tongchou/server/catalogue/table.js'
import type { Random } from '../random/random.js'
import { weighted } from '../random/weighted.js'

export interface Treatment {
  readonly drugs: readonly string[]
  /** Share of stays with an operation. */
  readonly surgery: number
  readonly operations: readonly string[]
  readonly consumables: readonly string[]
}

export interface Diagnosis {
  readonly icd: string
  readonly treatment: Treatment
}

export interface StayDiagnosis extends Diagnosis {
  readonly days: number
  /** Yuan, by level of the provider. */
  readonly cost: Readonly<Record<3 | 2 | 1, number>>
  level(random: Random): 3 | 2 | 1
}

export interface ClinicDiagnosis extends Diagnosis {
  readonly tests: number
}

export interface Diagnoses {
  stay(random: Random, age: number, sex: '1' | '2'): StayDiagnosis
  clinic(random: Random, age: number): ClinicDiagnosis
  /** Treatment of an outpatient disease, e.g. `M03900`. */
  treatmentOf(code: string): Treatment
}

export function readDiagnoses(): Diagnoses {
  const treatments = readTable('diseases/treatment.tsv').map((row) => ({ prefix: cell(row, 'icd_prefix'), treatment: treatmentOfRow(row) }))
  const treatmentOf = (code: string): Treatment => {
    const found = treatments.filter(({ prefix }) => code.startsWith(prefix)).sort((a, b) => b.prefix.length - a.prefix.length)[0]
    if (found === undefined) throw new Error(`diseases/treatment.tsv has nothing for ${code}`)
    return found.treatment
  }
  const stays = byAge(
    readTable('diseases/inpatient-mix.tsv').map((row) => stayOf(row, treatmentOf(cell(row, 'icd10')))),
    ({ share }) => share,
  )
  const clinics = byAge(
    readTable('diseases/outpatient-mix.tsv').map((row) => clinicOf(row)),
    ({ share }) => share,
  )
  return { stay: (random, age, sex) => stays(age, sex)(random), clinic: (random, age) => clinics(age, '1')(random), treatmentOf }
}

interface Aged {
  readonly from: number
  readonly to: number
  readonly sex: string
  readonly share: number
}

/** Choosers for each age and sex, made when first asked for. */
function byAge<T extends Aged>(list: readonly T[], share: (one: T) => number): (age: number, sex: '1' | '2') => (random: Random) => T {
  const choosers = new Map<string, (random: Random) => T>()
  return (age, sex) => {
    const key = `${age}/${sex}`
    const known = choosers.get(key)
    if (known !== undefined) return known
    const letter = sex === '1' ? 'M' : 'F'
    const made = weighted(
      list.filter((one) => one.from <= age && age <= one.to && (one.sex === '' || one.sex === letter)),
      share,
    )
    choosers.set(key, made)
    return made
  }
}

function treatmentOfRow(row: Row): Treatment {
  const words = (name: string): string[] => cell(row, name).split(' ').filter(Boolean)
  return { drugs: words('drugs'), surgery: Number(cell(row, 'surgery')), operations: words('operations'), consumables: words('consumables') }
}

function stayOf(row: Row, treatment: Treatment): StayDiagnosis & Aged {
  const number = (name: string): number => Number(cell(row, name))
  return {
    icd: cell(row, 'icd10'),
    treatment,
    from: number('age_min'),
    to: number('age_max') >= 90 ? 200 : number('age_max'),
    sex: cell(row, 'sex'),
    share: number('share_per_mille'),
    days: number('alos_days'),
    cost: { 3: number('cost_t3'), 2: number('cost_t2'), 1: number('cost_t1') },
    level: weighted([3, 2, 1] as const, (level) => number(`mix_t${level}`)),
  }
}

function clinicOf(row: Row): ClinicDiagnosis & Aged {
  const treatment: Treatment = { drugs: cell(row, 'drugs').split(' '), surgery: 0, operations: [], consumables: [] }
  return {
    icd: cell(row, 'icd10'),
    treatment,
    tests: Number(cell(row, 'tests')),
    from: Number(cell(row, 'age_min')),
    to: 200,
    sex: '',
    share: Number(cell(row, 'weight')),
  }
}
