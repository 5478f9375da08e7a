// Settles the year of one part of the city's people.
import { generatePeople } from '../people/generate-people.js'
import { randomFrom } from '../random/random.js'
import { type YearRows, yearRows } from './bill-rows.js'
import type { PersonYear } from './billed-visit.js'
import { planYear } from './plan-year.js'
import type { PreparedYear } from './prepare-year.js'
import { type Credit, settlePerson, type YearWork } from './settle-person.js'

/** Numbers kept for one part; more than any part needs, so that they do not depend on which thread comes first. */
export const VISITS_OF_PART = 50_000
export const SETTLEMENTS_OF_PART = 50_000
export const YEAR_FACTS_OF_PART = 200_000

export interface FirstNumbers {
  readonly firstPerson: bigint
  readonly firstVisit: bigint
  readonly firstSettlement: bigint
  readonly firstFact: bigint
}

/** What a thread is told for a part. */
export interface YearGiven extends FirstNumbers {
  /** By person, then day. */
  readonly credits: readonly ({ readonly person: bigint } & Credit)[]
}

export interface YearCounts {
  readonly people: number
  /** Bills settled, cancellations and second settlements included. */
  readonly bills: number
  readonly lines: number
  readonly refused: Readonly<Record<string, number>>
}

export function billPart(year: PreparedYear, part: number, first: YearGiven): { rows: YearRows; counts: YearCounts } {
  const work = workOf(year, part, first)
  const rows = yearRows()
  const refused: Record<string, number> = {}
  const people = generatePeople(year.city, part)
  let bills = 0
  let lines = 0
  for (const person of people) {
    const random = randomFrom(year.city.seed, 'year', person.index)
    const own = settlePerson(work, person, planYear(year.plan, person, random), random)
    rows.add(first.firstPerson + BigInt(person.index), year.city.pool.pool, own)
    bills += own.bills.reduce((sum, bill) => sum + bill.facts.length, 0)
    lines += own.bills.reduce((sum, bill) => sum + bill.lines.length, 0)
    countRefusals(refused, own)
  }
  return { rows, counts: { people: people.length, bills, lines, refused } }
}

function workOf({ desk, plan, shelf }: PreparedYear, part: number, first: YearGiven): YearWork {
  let visit = first.firstVisit + BigInt(part * VISITS_OF_PART)
  let settlement = first.firstSettlement + BigInt(part * SETTLEMENTS_OF_PART)
  let fact = first.firstFact + BigInt(part * YEAR_FACTS_OF_PART)
  const numbers = { visit: () => visit++, settlement: () => settlement++, fact: () => fact++ }
  return { plan, desk, shelf, numbers, creditsOf: creditsByPerson(first) }
}

function creditsByPerson({ firstPerson, credits }: YearGiven): YearWork['creditsOf'] {
  const byPerson = new Map<bigint, Credit[]>()
  for (const credit of credits) {
    const known = byPerson.get(credit.person)
    if (known === undefined) byPerson.set(credit.person, [credit])
    else known.push(credit)
  }
  return (person) => byPerson.get(firstPerson + BigInt(person.index)) ?? []
}

function countRefusals(refused: Record<string, number>, year: PersonYear): void {
  for (const [code, many] of year.refused) refused[code] = (refused[code] ?? 0) + many
}
