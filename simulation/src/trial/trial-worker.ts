// A worker thread of a trial on the synthetic city: makes a part of the people again, draws and settles their year under the rules
// in force, and settles every bill of it again under both sides of the trial. Nothing is stored.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { openPool } from '@tongchou/server/database/connect.js'
import { answerParts } from '@tongchou/server/jobs/threads.js'
import type { DrawnAsked, SyntheticThread } from '@tongchou/server/trial/synthetic-city.js'
import { type PartResult, tallyPersons } from '@tongchou/server/trial/tally.js'
import { byPerson, type StoredBill, type TrialBill } from '@tongchou/server/trial/trial-bill.js'
import type { TrialRules } from '@tongchou/server/trial/trial-rules.js'
import { generatePeople, PART } from '../people/generate-people.js'
import type { SyntheticPerson } from '../people/synthetic-person.js'
import { randomFrom } from '../random/random.js'
import type { BilledVisit } from '../year/billed-visit.js'
import { planYear } from '../year/plan-year.js'
import { type PreparedYear, prepareYear } from '../year/prepare-year.js'
import { settlePerson, type YearWork } from '../year/settle-person.js'

await answerParts<SyntheticThread, DrawnAsked>(async ({ request, rules, scheme, url }) => {
  const pool = openPool(url, 2)
  const year = await prepareYear(pool, request)
  await pool.end()
  return (part, wanted) => ({ answer: wanted === null ? triedPart(year, part, rules, scheme) : billsOf(year, wanted - 1, scheme), transfer: [] })
})

function triedPart(year: PreparedYear, part: number, rules: TrialRules, scheme: Scheme | null): PartResult {
  const { persons, unread } = settled(year, generatePeople(year.city, part), scheme)
  return tallyPersons(rules, persons, unread)
}

/** Nobody's bills depend on anybody else's: one person of a part is settled alone as among the others. */
function billsOf(year: PreparedYear, index: number, scheme: Scheme | null): readonly TrialBill[] {
  const people = generatePeople(year.city, Math.floor(index / PART)).filter((person) => person.index === index)
  return settled(year, people, scheme).persons[0]?.bills ?? []
}

function settled(year: PreparedYear, people: readonly SyntheticPerson[], scheme: Scheme | null): ReturnType<typeof byPerson> {
  const stored = people.flatMap((person) => {
    const random = randomFrom(year.city.seed, 'year', person.index)
    const { bills } = settlePerson(workOf(year), person, planYear(year.plan, person, random), random)
    return storedBills(numberOf(person.index), bills)
  })
  const { persons, unread } = byPerson(stored, year.city.window.from)
  const wanted = scheme === null ? persons : persons.map((one) => ({ ...one, bills: one.bills.filter(({ bill }) => bill.scheme === scheme) }))
  return { persons: wanted.filter(({ bills }) => bills.length > 0), unread }
}

/** Below nothing, so that nobody of the register is meant. */
function numberOf(index: number): bigint {
  return -1n - BigInt(index)
}

/**
 * The work of one person, who is found again by the numbers of the own bills: they count from 1. Accounts hold what they opened with:
 * credits of the year are booked in a database, and here is none.
 */
function workOf({ desk, plan, shelf }: PreparedYear): YearWork {
  return { plan, desk, shelf, numbers: { visit: counting(), settlement: counting(), fact: counting() }, creditsOf: () => [] }
}

function counting(): () => bigint {
  let number = 1n
  return () => number++
}

/** Bills that stand at the end of the year, in the order of their settlement. */
function storedBills(person: bigint, visits: readonly BilledVisit[]): StoredBill[] {
  const facts = visits.flatMap(({ visit, facts: own }) => own.map(({ settlement, fact }) => ({ visit, settlement, fact })))
  const cancelled = new Set(facts.flatMap(({ fact }) => (fact.cancels === null ? [] : [fact.cancels])))
  return facts
    .filter(({ settlement, fact }) => fact.cancels === null && !cancelled.has(settlement))
    .sort((a, b) => (a.settlement < b.settlement ? -1 : 1))
    .map(({ visit, settlement, fact }) => ({
      person,
      settlement,
      visit,
      area: fact.area,
      benefit_year: fact.benefitYear,
      receipt: fact.receipt,
      total_fen: fact.total,
      in_scope_fen: fact.inScope,
      item_pre_self_pay_fen: fact.itemPreSelfPay,
      offsite_pre_self_pay_fen: fact.offsitePreSelfPay,
      above_standard_fen: fact.aboveStandard,
      out_of_catalogue_fen: fact.outOfCatalogue,
      special_list_fen: 0n,
    }))
}
