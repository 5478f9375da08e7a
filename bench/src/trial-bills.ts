// The bills of the bench: a formula of their number, which DuckDB knows as well, so that both settle the same. Four stays a person.
import type { TrialPerson } from '@tongchou/server/trial/trial-bill.js'

export const STAYS = 4
export const LEVELS = ['1', '2', '3'] as const

/** Amounts in fen of bill number `bill`: in scope 300.00 to 90,300.00, item self-payment and what is outside the catalogue. */
const inScopeOf = (bill: number): number => 30_000 + ((bill * 7_919 + 13) % 9_000_000)
const itemOf = (bill: number): number => (bill * 31) % 90_000
const outsideOf = (bill: number): number => (bill * 17) % 50_000
const levelOf = (bill: number): (typeof LEVELS)[number] => LEVELS[(bill * 5 + Math.floor(bill / 7)) % 3] ?? '3'

/** The same as a table of DuckDB: `bill`, `person`, `level`, `total`, `in_scope`. */
export const billsSql = (count: number): string => `
CREATE OR REPLACE TABLE bill AS
SELECT i AS bill, i // ${STAYS} AS person, ((i * 5 + i // 7) % 3) + 1 AS level,
       (30000 + ((i * 7919 + 13) % 9000000))::BIGINT AS in_scope,
       (30000 + ((i * 7919 + 13) % 9000000) + (i * 31) % 90000 + (i * 17) % 50000)::BIGINT AS total
FROM range(${count}) AS r(i)`

const DAYS = ['2025-02-10', '2025-05-10', '2025-08-10', '2025-11-10']

/** Persons from `first` to `last` (not included). */
export function benchPersons(first: number, last: number): TrialPerson[] {
  const persons: TrialPerson[] = []
  for (let person = first; person < last; person += 1) {
    const bills = DAYS.map((day, stay) => billOf(person * STAYS + stay, person, day))
    persons.push({ person: BigInt(person), bills })
  }
  return persons
}

function billOf(bill: number, person: number, day: string): TrialPerson['bills'][number] {
  const [inScope, item, outside] = [BigInt(inScopeOf(bill)), BigInt(itemOf(bill)), BigInt(outsideOf(bill))]
  return {
    settlement: BigInt(bill),
    visit: BigInt(bill),
    area: '990121',
    year: 2025,
    counters: {},
    person: { age: 20 + (person % 60), retired: false, identities: [], yearsEnrolled: 5, continuousYears: 5, zeroClaimYears: 0, account: null },
    bill: {
      scheme: 'resident',
      kind: 'inpatient',
      level: levelOf(bill),
      provider: 'H99012100001',
      place: 'local',
      filing: 'none',
      admitted: day,
      discharged: day,
      settledOn: day,
      total: inScope + item + outside,
      lines: [],
      parts: { inScope, itemPreSelfPay: item, aboveStandard: 0n, outOfCatalogue: outside, specialList: 0n },
      useAccount: false,
    },
  }
}
