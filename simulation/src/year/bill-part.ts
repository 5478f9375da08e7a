// Settles the year of one part of the city's people.
import { generatePeople } from '../people/generate-people.js'
import { randomFrom } from '../random/random.js'
import { accountCredits } from './account-credits.js'
import { type YearRows, yearRows } from './bill-rows.js'
import type { PersonYear } from './billed-visit.js'
import { planYear } from './plan-year.js'
import type { PreparedYear } from './prepare-year.js'
import { settlePerson, type YearWork } from './settle-person.js'

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

export interface YearCounts {
  readonly people: number
  /** Bills settled, cancellations and second settlements included. */
  readonly bills: number
  readonly lines: number
  readonly refused: Readonly<Record<string, number>>
}

export function billPart(year: PreparedYear, part: number, first: FirstNumbers): { rows: YearRows; counts: YearCounts } {
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

function workOf({ city, desk, plan, shelf }: PreparedYear, part: number, first: FirstNumbers): YearWork {
  let visit = first.firstVisit + BigInt(part * VISITS_OF_PART)
  let settlement = first.firstSettlement + BigInt(part * SETTLEMENTS_OF_PART)
  let fact = first.firstFact + BigInt(part * YEAR_FACTS_OF_PART)
  const numbers = { visit: () => visit++, settlement: () => settlement++, fact: () => fact++ }
  return { plan, desk, shelf, numbers, creditsOf: accountCredits(city) }
}

function countRefusals(refused: Record<string, number>, year: PersonYear): void {
  for (const [code, many] of year.refused) refused[code] = (refused[code] ?? 0) + many
}
