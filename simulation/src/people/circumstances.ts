// What else is known of an insured person: identities confirmed by departments, filings for outpatient diseases and for
// long-term residence elsewhere, the opening balance of an individual account.
import { type Day, dayOf, daysAfter, yearOf } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { City } from '../city/city.js'
import { rate } from '../city/demonstration-file.js'
import type { Random } from '../random/random.js'
import type { SyntheticEnrolment, SyntheticFiling, SyntheticIdentity } from './synthetic-person.js'

/** At most one class of need; disability and special care may come on top. */
export function identitiesOf(city: City, enrolments: readonly SyntheticEnrolment[], random: Random): SyntheticIdentity[] {
  const found: SyntheticIdentity[] = []
  let drawn = random.next()
  for (const identity of city.demonstration.identities) {
    const needy = identity.kind !== 'disabled' && identity.kind !== 'special_care'
    if (needy && !enrolments.some((row) => row.scheme === 'resident')) continue
    const share = rate(city.demonstration, identity.kind)
    const has = needy ? drawn >= 0 && drawn < share : random.chance(share)
    if (needy) drawn = has ? -1 : drawn - share
    if (has) found.push({ kind: identity.kind, listCode: identity.list_code, confirmedBy: identity.confirmed_by, from: since(city, random), until: null })
  }
  return found
}

export function filingsOf(city: City, age: number, insured: boolean, random: Random): SyntheticFiling[] {
  if (!insured) return []
  const filings: SyntheticFiling[] = []
  for (const { disease, shares } of city.chronicShares)
    if (random.chance(shareAt(shares, age)))
      filings.push({ kind: isSpecial(city, disease) ? 'special' : 'chronic', disease, placeArea: null, from: since(city, random), until: null })
  if (age >= 18 && random.chance(rate(city.demonstration, 'long_term_filing'))) filings.push(residenceElsewhere(city, random))
  return filings
}

function residenceElsewhere(city: City, random: Random): SyntheticFiling {
  const places = city.demonstration.out_of_area_providers
  const place = places[random.below(places.length)]
  return { kind: 'long_term', disease: null, placeArea: place?.area ?? null, from: since(city, random), until: null }
}

function isSpecial(city: City, disease: string): boolean {
  return city.specialDiseases.has(disease)
}

/** The share of the highest age at or below `age`. */
function shareAt(shares: readonly (readonly [number, number])[], age: number): number {
  let share = 0
  for (const [from, value] of shares) if (age >= from) share = value
  return share
}

function since(city: City, random: Random): Day {
  return daysAfter(dayOf(yearOf(city.today) - 4, 1, 1), random.below(3 * 365))
}

/** Employees of last year have an account; half of a balance is this year's, half history. */
export function openingAccount(city: City, enrolments: readonly SyntheticEnrolment[], random: Random): { current: Fen; history: Fen } | null {
  const row = enrolments.find((candidate) => candidate.scheme === 'employee')
  if (row === undefined) return null
  const mean = rate(city.demonstration, row.retired ? 'account_opening_retired' : 'account_opening_active')
  const drawn = row.benefitYear === yearOf(city.today) ? 0 : Math.min(mean * 8, mean * Math.exp(0.7 * random.normal() - 0.245))
  const fen = BigInt(Math.round(drawn * 100))
  return { current: fen / 2n, history: fen - fen / 2n }
}
