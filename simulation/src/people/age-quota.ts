// How many people of each age and sex a part of the city has: the census pyramid, brought to a whole number by systematic
// sampling, so that every part shows the same pyramid. Households then draw their members from what is left.
import { cell, readTable } from '@tongchou/server/catalogue/table.js'
import { type Random, randomFrom } from '../random/random.js'

export type Sex = '1' | '2'
export const OLDEST = 99

/** Share of each age 0–99 and sex; sums to 1. */
export interface Pyramid {
  readonly '1': readonly number[]
  readonly '2': readonly number[]
}

/** Present-day bands, split by the sex ratio of the census; the open band thins out by one eighth a year. */
export function readPyramid(): Pyramid {
  const pyramid = { '1': new Array<number>(OLDEST + 1).fill(0), '2': new Array<number>(OLDEST + 1).fill(0) }
  const rows = readTable('population/age-sex-pyramid.tsv')
  const whole = rows.reduce((sum, row) => sum + Number(cell(row, 'total_per_mille_wpp2024')), 0)
  for (const row of rows) {
    const ages = agesOf(cell(row, 'band'))
    const male = Number(cell(row, 'male_per_mille_2020'))
    const female = Number(cell(row, 'female_per_mille_2020'))
    const share = Number(cell(row, 'total_per_mille_wpp2024')) / whole
    for (const { age, part } of ages) {
      pyramid['1'][age] = (share * part * male) / (male + female)
      pyramid['2'][age] = (share * part * female) / (male + female)
    }
  }
  return pyramid
}

function agesOf(band: string): { age: number; part: number }[] {
  const from = Number.parseInt(band, 10)
  if (!band.endsWith('+')) return [0, 1, 2, 3, 4].map((more) => ({ age: from + more, part: 0.2 }))
  const ages = Array.from({ length: OLDEST - from + 1 }, (_, more) => ({ age: from + more, part: 0.875 ** more }))
  const sum = ages.reduce((total, { part }) => total + part, 0)
  return ages.map(({ age, part }) => ({ age, part: part / sum }))
}

export interface AgeQuota {
  readonly left: number
  /** Takes the person nearest to `age` within [from, to], of this sex or of any; undefined when none is left there. */
  take(age: number, from: number, to: number, sex?: Sex): { age: number; sex: Sex } | undefined
  /** Takes anybody within [from, to], each equally likely. */
  takeAny(random: Random, from: number, to: number): { age: number; sex: Sex } | undefined
  count(from: number, to: number): number
}

export function quotaOf(pyramid: Pyramid, people: number, seed: string): AgeQuota {
  const counts = { '1': new Uint32Array(OLDEST + 1), '2': new Uint32Array(OLDEST + 1) }
  fill(counts, pyramid, people, randomFrom(seed, 'ages').next())
  let left = people
  const taken = (age: number, sex: Sex): { age: number; sex: Sex } => {
    counts[sex][age] = (counts[sex][age] ?? 0) - 1
    left -= 1
    return { age, sex }
  }
  const at = (age: number, sex: Sex): number => counts[sex][age] ?? 0
  const countAt = (age: number): number => at(age, '1') + at(age, '2')
  const count = (from: number, to: number): number => {
    let sum = 0
    for (let age = from; age <= to; age++) sum += countAt(age)
    return sum
  }
  return {
    get left() {
      return left
    },
    count,
    take(age, from, to, sex) {
      for (let away = 0; away <= OLDEST; away++) {
        for (const candidate of away === 0 ? [age] : [age - away, age + away]) {
          if (candidate < from || candidate > to) continue
          const chosen = sex ?? (at(candidate, '1') >= at(candidate, '2') ? '1' : '2')
          if (at(candidate, chosen) > 0) return taken(candidate, chosen)
        }
      }
      return undefined
    },
    takeAny(random, from, to) {
      let rest = random.below(Math.max(1, count(from, to)))
      for (let age = from; age <= to; age++) {
        for (const sex of ['1', '2'] as const) {
          if (rest < at(age, sex)) return taken(age, sex)
          rest -= at(age, sex)
        }
      }
      return undefined
    },
  }
}

function fill(counts: Record<Sex, Uint32Array>, pyramid: Pyramid, people: number, offset: number): void {
  let sum = 0
  let given = 0
  for (let age = 0; age <= OLDEST; age++) {
    for (const sex of ['1', '2'] as const) {
      sum += (pyramid[sex][age] ?? 0) * people
      const upTo = age === OLDEST && sex === '2' ? people : Math.min(people, Math.floor(sum + offset))
      counts[sex][age] = upTo - given
      given = upTo
    }
  }
}
