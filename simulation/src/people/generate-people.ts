// Makes the people of one part of the city. Each part has a generator of its own, so any process can make any part alone.
import { createHash, type Hash } from 'node:crypto'
import { type Day, daysAfter, monthsAfter } from '@tongchou/domain/base/day.js'
import type { City } from '../city/city.js'
import type { Town } from '../city/places.js'
import { oneOf, type Random, randomFrom } from '../random/random.js'
import { quotaOf } from './age-quota.js'
import { syntheticCertificate, syntheticPhone } from './certificate-number.js'
import { filingsOf, identitiesOf, openingAccount } from './circumstances.js'
import { enrol } from './enrolments.js'
import { formHouseholds, type Member } from './households.js'
import type { SyntheticPerson } from './synthetic-person.js'

/** People of a part; the last part may have fewer. */
export const PART = 1_000

/** Fact numbers kept for one part; more than any part needs, so that numbers do not depend on which thread comes first. */
export const FACTS_OF_PART = 10_000

export function partsOf(city: City): number {
  return partsOfPeople(city.people)
}

export function partsOfPeople(people: number): number {
  return Math.ceil(people / PART)
}

export function generatePeople(city: City, part: number): SyntheticPerson[] {
  const seed = `${city.seed}/part/${part}`
  const random = randomFrom(seed)
  const first = part * PART
  const quota = quotaOf(city.pyramid, Math.min(PART, city.people - first), seed)
  const people: SyntheticPerson[] = []
  for (const household of formHouseholds(quota, city.householdSize, random)) settleIn(city, household, first, people, random)
  return people
}

function settleIn(city: City, household: readonly Member[], first: number, people: SyntheticPerson[], random: Random): void {
  const town = city.places.choose(random)
  const village = town.villages.length === 0 ? null : oneOf(random, town.villages)
  const surnames = surnamesOf(city, household, random)
  const householdIndex = first + people.length
  household.forEach((member, at) => {
    const index = first + people.length
    people.push(personOf(city, member, { index, household: householdIndex, surname: surnames[at] ?? '', town, village }, random))
  })
}

/** Nine children in ten bear the father's surname. */
function surnamesOf(city: City, household: readonly Member[], random: Random): string[] {
  const own = household.map(() => city.names.surname(random))
  const fatherAt = household.findIndex((member) => member.kin !== 'child' && member.kin !== 'parent' && member.sex === '1')
  const father = own[Math.max(0, fatherAt)] ?? ''
  return household.map((member, at) => {
    const ofFather = member.kin === 'child' ? random.chance(0.9) : member.kin === 'parent' && member.sex === '1' && random.chance(0.8)
    return ofFather ? father : (own[at] ?? '')
  })
}

interface Home {
  readonly index: number
  readonly household: number
  readonly surname: string
  readonly town: Town
  readonly village: string | null
}

function personOf(city: City, member: Member, home: Home, random: Random): SyntheticPerson {
  const born = bornOf(city.today, member.age, random)
  const enrolments = enrol(city, { ...member, born, town: home.town }, random)
  return {
    index: home.index,
    household: home.household,
    name: home.surname + city.names.given(random, member.sex),
    sex: member.sex,
    age: member.age,
    born,
    certificate: syntheticCertificate(home.index, born, member.sex),
    phone: member.age >= 12 ? syntheticPhone(home.index) : null,
    area: enrolments.at(-1)?.area ?? home.town.unit,
    town: home.town.code,
    village: home.village,
    enrolments,
    identities: identitiesOf(city, enrolments, random),
    filings: filingsOf(city, member.age, enrolments.length > 0, random),
    account: openingAccount(city, enrolments, random),
  }
}

function bornOf(today: Day, age: number, random: Random): Day {
  return daysAfter(monthsAfter(today, -12 * age), -random.below(365))
}

/** Digest of everything generated about people: the same seed gives the same one. */
export function digestPeople(people: Iterable<SyntheticPerson>, hash: Hash = createHash('sha256')): Hash {
  for (const person of people) hash.update(JSON.stringify(person, (_, value) => (typeof value === 'bigint' ? value.toString() : value)))
  return hash
}
