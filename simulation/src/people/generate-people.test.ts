import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { ageOn } from '@tongchou/domain/base/day.js'
import { residentCheck } from '@tongchou/domain/base/resident-id.js'
import { type City, makeCity } from '../city/city.js'
import { rate } from '../city/demonstration-file.js'
import { digestPeople, generatePeople, partsOf } from './generate-people.js'
import type { SyntheticPerson } from './synthetic-person.js'

const TODAY = '2026-11-22'

function peopleOf(city: City, parts: readonly number[] = Array.from({ length: partsOf(city) }, (_, part) => part)): SyntheticPerson[] {
  return parts.flatMap((part) => generatePeople(city, part))
}

const city = makeCity({ people: 30_000, seed: 1, today: TODAY })
const everybody = peopleOf(city)

function near(actual: number, target: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(actual / target - 1) <= tolerance, `${what}: ${actual} is not within ${tolerance} of ${target}`)
}

function share(belongs: (person: SyntheticPerson) => boolean, among = everybody): number {
  return among.filter(belongs).length / among.length
}

const latest = (person: SyntheticPerson) => person.enrolments.at(-1)

test('the same seed gives the same people, in whatever order their parts are made; another seed gives others', () => {
  const small = makeCity({ people: 3_000, seed: 5, today: TODAY })
  const digest = digestPeople(peopleOf(small)).digest('hex')
  const backwards = [2, 1, 0].map((part) => generatePeople(makeCity({ people: 3_000, seed: 5, today: TODAY }), part)).reverse()
  assert.equal(digestPeople(backwards.flat()).digest('hex'), digest)
  assert.notEqual(digestPeople(peopleOf(makeCity({ people: 3_000, seed: 6, today: TODAY }))).digest('hex'), digest)
  assert.equal(digestPeople([], createHash('sha256')).digest('hex').length, 64)
})

test('there are exactly as many people as asked, also where the last part is short', () => {
  assert.equal(everybody.length, 30_000)
  assert.equal(peopleOf(makeCity({ people: 1_234, seed: 2, today: TODAY })).length, 1_234)
  assert.deepEqual(
    everybody.map((person) => person.index),
    everybody.map((_, index) => index),
  )
})

test('certificates belong to nobody: area 00, right check character, no two alike; phones to no network', () => {
  const numbers = new Set<string>()
  for (const { certificate, born, sex, phone, name } of everybody) {
    assert.match(certificate, /^00\d{15}[\dX]$/)
    assert.equal(certificate.slice(6, 14), born.replaceAll('-', ''))
    assert.equal(Number(certificate[16]) % 2 === 1 ? '1' : '2', sex)
    assert.equal(residentCheck(certificate.slice(0, 17)), certificate[17])
    assert.ok(phone === null || /^1000\d{7}$/.test(phone))
    assert.match(name, /^[\u4e00-\u9fff]{2,4}$/)
    numbers.add(certificate)
  }
  assert.equal(numbers.size, everybody.length)
})

test('ages and sexes follow the pyramid, half a per cent of the people per band', () => {
  for (let band = 0; band <= 95; band += 5) {
    for (const sex of ['1', '2'] as const) {
      const target = city.pyramid[sex].slice(band, band + 5).reduce((sum, part) => sum + part, 0)
      const actual = share((person) => person.sex === sex && person.age >= band && person.age < band + 5)
      assert.ok(Math.abs(actual - target) < 0.005, `${sex} ${band}: ${actual} against ${target}`)
    }
  }
  for (const person of everybody) assert.equal(ageOn(person.born, TODAY), person.age)
})

test('households have 2.62 persons on average within 4 %, share a town, and no child lives alone', () => {
  const households = new Map<number, SyntheticPerson[]>()
  for (const person of everybody) households.set(person.household, [...(households.get(person.household) ?? []), person])
  near(everybody.length / households.size, 2.62, 0.04, 'persons a household')
  for (const members of households.values()) {
    assert.equal(new Set(members.map((member) => member.town)).size, 1)
    assert.ok(members.some((member) => member.age >= 18))
  }
  const children = everybody.filter((person) => person.age < 15)
  const named = children.filter((child) =>
    households.get(child.household)?.some((other) => other.age >= 18 && other.sex === '1' && other.name[0] === child.name[0]),
  )
  assert.ok(named.length / children.length > 0.7, `${named.length} of ${children.length} children bear a man's surname of their household`)
})

test('schemes, retirement and special identities come near their rates', () => {
  const file = city.demonstration
  const insured = everybody.filter((person) => person.enrolments.length > 0)
  near(insured.length / everybody.length, rate(file, 'insured'), 0.01, 'insured')
  const employees = insured.filter((person) => latest(person)?.scheme === 'employee')
  near(employees.length / insured.length, rate(file, 'employee_share'), 0.06, 'employees among the insured')
  const retired = employees.filter((person) => latest(person)?.retired === true)
  near((employees.length - retired.length) / retired.length, rate(file, 'active_per_retired'), 0.12, 'active per retired')
  const residents = insured.filter((person) => person.enrolments[0]?.scheme === 'resident')
  const needy = share((person) => person.identities.some((identity) => identity.kind === 'minimum_living'), residents)
  near(needy, rate(file, 'minimum_living'), 0.2, 'minimum living')
  const classes = ['extreme_poverty', 'minimum_living', 'minimum_living_edge', 'illness_poverty']
  for (const person of everybody) assert.ok(person.identities.filter((identity) => classes.includes(identity.kind)).length <= 1)
})

test('enrolment rows: a year each, never before birth, units of the pool, employers for those employed', () => {
  const units = new Set(city.pool.units.map((unit) => unit.code))
  const employers = new Map(city.employers.all.map((employer) => [employer.employer, employer]))
  for (const person of everybody)
    for (const row of person.enrolments) {
      assert.ok(units.has(row.area), row.area)
      assert.ok(row.benefitYear === 2025 || row.benefitYear === 2026)
      assert.ok(row.from >= person.born && row.bookedOn <= TODAY)
      if (row.employer !== null) assert.equal(employers.get(row.employer)?.area, row.area)
      if (row.scheme === 'resident') assert.equal(row.employer, null)
    }
})
