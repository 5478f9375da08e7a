// What can be searched: persons by their number, their insurance, and their bills, page by page, and what comes along with them.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { personOf } from '../enrolment/person-number.js'
import { type ListFilter, listPage, listTotals } from '../settlement/settlement-list-rows.js'
import { type Bill, storedBill } from './bill.js'
import { type Asked, cutBundle, type Page, pageOf, searchBundle, sent, unknownParameter } from './bundle.js'
import { coverageId } from './coverage.js'
import { daysAsked } from './days-asked.js'
import { type Resource, SYSTEM } from './elements.js'
import { claimResponse, explanationOfBenefit, type Teller } from './explain-bill.js'
import { coveragesOf, type Finder, patientOf } from './find-resources.js'
import { type Companion, companionsAsked } from './included.js'

interface Search {
  readonly page: Page
  readonly companions: ReadonlySet<Companion>
}

function searchOf({ caller }: Finder, asked: Asked, known: readonly string[]): Search | Refusal {
  const fault = unknownParameter(asked, known)
  if (fault !== undefined) return fault
  const page = pageOf(asked)
  if (isRefusal(page)) return page
  const companions = companionsAsked(asked)
  if (isRefusal(companions)) return companions
  if (companions.size > 0 && !caller.may('person.see')) return refused('not_allowed', '您的岗位不能查看人员和参保信息，请去掉_include')
  return { page, companions }
}

export async function searchPatients(finder: Finder, asked: Asked): Promise<Resource | Refusal> {
  const search = searchOf(finder, asked, ['identifier', '_id'])
  if (isRefusal(search)) return search
  const identifier = sent(asked, 'identifier')
  const [system, value] = identifier.includes('|') ? (identifier.split('|', 2) as [string, string]) : ['', identifier]
  if (identifier !== '' && system !== '' && system !== SYSTEM.person) {
    return refused('bad_input', `只能按人员编号查询（identifier=${SYSTEM.person}|编号）；证件号码不能出现在网址中`)
  }
  const number = sent(asked, '_id') || value
  if (number === '') return refused('required', `请给出identifier=${SYSTEM.person}|人员编号`)
  if (!/^\d{20}$/.test(number)) return refused('bad_input', '人员编号为20位数字；不能用证件号码查询')
  const person = personOf(finder.counter.pool, number)
  // Both were given, and of two persons none is both.
  const found = person === undefined || (value !== '' && value !== number) ? undefined : await patientOf(finder, person)
  return cutBundle(asked, found === undefined ? [] : [found], search.page)
}

export async function searchCoverages(finder: Finder, asked: Asked): Promise<Resource | Refusal> {
  const search = searchOf(finder, asked, ['beneficiary', 'patient'])
  if (isRefusal(search)) return search
  const person = personAsked(finder, sent(asked, 'beneficiary') || sent(asked, 'patient'))
  if (isRefusal(person)) return person
  if (person === null) return cutBundle(asked, [], search.page)
  const included = search.companions.has('Patient') ? await patientOf(finder, person) : undefined
  return cutBundle(asked, await coveragesOf(finder, person), search.page, included === undefined ? [] : [included])
}

/** Null where the number is nobody's. */
function personAsked({ counter }: Finder, text: string): bigint | null | Refusal {
  const number = text.replace(/^.*Patient\//, '')
  if (number === '') return refused('required', '请给出patient=Patient/人员编号')
  if (!/^\d{20}$/.test(number)) return refused('bad_input', '人员编号为20位数字，写作Patient/人员编号')
  return personOf(counter.pool, number) ?? null
}

export function searchBenefits(finder: Finder, asked: Asked): Promise<Resource | Refusal> {
  return searchBills(finder, asked, explanationOfBenefit)
}

export function searchClaimResponses(finder: Finder, asked: Asked): Promise<Resource | Refusal> {
  return searchBills(finder, asked, claimResponse)
}

async function searchBills(finder: Finder, asked: Asked, told: (teller: Teller, bill: Bill) => Resource): Promise<Resource | Refusal> {
  const search = searchOf(finder, asked, ['patient', 'created'])
  if (isRefusal(search)) return search
  const { page, companions } = search
  const person = personAsked(finder, sent(asked, 'patient'))
  const days = daysAsked(asked.parameters['created'] ?? [])
  if (isRefusal(person)) return person
  if (isRefusal(days)) return days
  if (person === null) return cutBundle(asked, [], page)
  const { caller, counter } = finder
  const filter: ListFilter = { person, ...days, ...(caller.provider === null ? {} : { provider: caller.provider.code }) }
  await caller.note('fhir.bills', person)
  const { total, bills } = await caller.read(async (db) => {
    const found: Bill[] = []
    for (const row of page.size === 0 ? [] : await listPage(db, filter, page.size, (page.number - 1) * page.size)) {
      const bill = await storedBill(db, row.person, row.settlement)
      if (bill !== undefined) found.push(bill)
    }
    return { total: Number((await listTotals(db, filter)).count), bills: found }
  })
  const matches = bills.map((bill) => told(counter, bill))
  return searchBundle(asked, matches, total, page, bills.length === 0 ? [] : await companionsOf(finder, person, bills, companions))
}

/** Each once, however many bills of the page speak of it. */
async function companionsOf(finder: Finder, person: bigint, bills: readonly Bill[], companions: ReadonlySet<Companion>): Promise<readonly Resource[]> {
  const patient = companions.has('Patient') ? await patientOf(finder, person) : undefined
  const named = new Set(bills.map(({ scheme, benefitYear }) => coverageId(finder.counter.pool, person, scheme, benefitYear)))
  const coverages = companions.has('Coverage') ? (await coveragesOf(finder, person)).filter((one) => named.has(String(one['id']))) : []
  return [...(patient === undefined ? [] : [patient]), ...coverages]
}
