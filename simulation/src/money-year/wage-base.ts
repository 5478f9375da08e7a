// The contribution base of a synthetic employee: drawn from the person key and the seed, held between floor and ceiling of the
// average wage. Written once as SQL, so that premiums and account credits agree to the fen.
import type { YearData } from './year-data.js'

/** The ruling enrolment row of each person, scheme and benefit year in the pool `$1`. */
export const LATEST_ENROLMENT = `SELECT DISTINCT ON (person, scheme, benefit_year) * FROM enrolment
  WHERE area IN (SELECT unit FROM pooling_unit WHERE pool = $1) ORDER BY person, scheme, benefit_year, enrolment DESC`

/** SQL for the monthly base in fen: from half the average wage upwards, a few earn several times as much. */
export function accountBase(person: string, seed: number, data: YearData): string {
  const average = data.fen('average_wage_yuan')
  const [floor, ceiling] = [data.ratio('base_floor'), data.ratio('base_ceiling')]
  const drawn = `mod(${person} * 48271 + ${Math.trunc(seed) % 1_000_000}, 997)`
  const base = `(${average} * (500 + 1900 * ${drawn} * ${drawn} / 994009) / 1000)`
  return `least(greatest(${base}, ${(average * floor.num) / floor.den}), ${(average * ceiling.num) / ceiling.den})`
}
