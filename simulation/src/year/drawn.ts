// Small draws that every kind of encounter needs.
import { ageOn, type Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { SyntheticPerson } from '../people/synthetic-person.js'
import type { Random } from '../random/random.js'

export function ageAt(person: SyntheticPerson, day: Day): number {
  return Math.max(0, ageOn(person.born, day))
}

/** An amount round a mean in yuan: its logarithm is normal, its mean the given one. */
export function around(random: Random, mean: number, sigma: number): Fen {
  return BigInt(Math.round(mean * 100 * Math.exp(sigma * random.normal() - (sigma * sigma) / 2)))
}
