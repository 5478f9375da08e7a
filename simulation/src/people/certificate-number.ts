// Certificate numbers and phones that no real person has: the area part of a certificate starts with 00, which no division of
// the country has (GB/T 2260), and a phone starts with 1000, which no mobile network uses. The check character is right (GB 11643).
import type { Day } from '@tongchou/domain/base/day.js'
import { residentCheck } from '@tongchou/domain/base/resident-id.js'

/** Certificates stay different for as many people as this. */
export const MOST_PEOPLE = 5_000_000

/** The certificate number of the `index`-th synthetic person. */
export function syntheticCertificate(index: number, born: Day, sex: '1' | '2'): string {
  if (index >= MOST_PEOPLE) throw new RangeError(`synthetic certificates end at ${MOST_PEOPLE} people`)
  const area = `00${String(Math.floor(index / 500)).padStart(4, '0')}`
  const serial = String((index % 500) * 2 + (sex === '1' ? 1 : 0)).padStart(3, '0')
  const body = `${area}${born.slice(0, 4)}${born.slice(5, 7)}${born.slice(8, 10)}${serial}`
  return body + residentCheck(body)
}

export function syntheticPhone(index: number): string {
  return `1000${String(index).padStart(7, '0')}`
}
