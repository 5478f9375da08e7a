// What can be read and searched: persons by their number, their insurance, and their bills. An institution sees its own bills only;
// beneath an officer lies the row-level security of the desk.
import { isDay } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { personOf } from '../enrolment/person-number.js'
import type { Counter } from '../hospital-interface/message.js'
import { dayIn } from '../http/clock.js'
import { type ListFilter, listPage, listTotals } from '../settlement/settlement-list-rows.js'
import { type Bill, storedBill } from './bill.js'
import { type Asked, pageOf, searchBundle, unknownParameter } from './bundle.js'
import type { Caller } from './caller.js'
import { coverageNamed, coverageResource, findEnrolments, findPersonRow, patientResource } from './coverage.js'
import { type Resource, SYSTEM } from './elements.js'
import { claimResponse, explanationOfBenefit } from './explain-bill.js'

export interface Finder {
  readonly counter: Counter
  readonly caller: Caller
}

const NOBODY = refused('not_found', '没有找到该人员，或不在可查看的范围内；请核对人员编号')
const NO_BILL = refused('not_found', '没有找到该结算单，或不在可查看的范围内；请核对编号')

export async function readPatient(finder: Finder, id: string): Promise<Resource | Refusal> {
  const person = personOf(finder.counter.pool, id)
  return person === undefined ? NOBODY : ((await patientOf(finder, person)) ?? NOBODY)
}

async function patientOf({ counter, caller }: Finder, person: bigint): Promise<Resource | undefined> {
  await caller.note('fhir.patient', person)
  const row = await caller.read((db) => findPersonRow(db, person))
  return row === undefined ? undefined : patientResource(counter.pool, row, caller.seesNames)
}

export async function searchPatients(finder: Finder, asked: Asked): Promise<Resource | Refusal> {
  const fault = unknownParameter(asked, ['identifier', '_id'])
  if (fault !== undefined) return fault
  const { identifier = '', _id: id = '' } = asked.parameters
  const [system, value] = identifier.includes('|') ? (identifier.split('|', 2) as [string, string]) : ['', identifier]
  if (identifier !== '' && system !== '' && system !== SYSTEM.person) {
    return refused('bad_input', `只能按人员编号查询（identifier=${SYSTEM.person}|编号）；证件号码不能出现在网址中`)
  }
  const number = id || value
  if (number === '') return refused('required', `请给出identifier=${SYSTEM.person}|人员编号`)
  if (!/^\d{20}$/.test(number)) return refused('bad_input', '人员编号为20位数字；不能用证件号码查询')
  const person = personOf(finder.counter.pool, number)
  const found = person === undefined ? undefined : await patientOf(finder, person)
  return searchBundle(asked, found === undefined ? [] : [found])
}

export async function readCoverage(finder: Finder, id: string): Promise<Resource | Refusal> {
  const named = coverageNamed(finder.counter.pool, id)
  if (named === undefined) return refused('not_found', '没有该保险记录；编号形如人员编号-resident-2026')
  const all = await coveragesOf(finder, named.person)
  return all.find((one) => one['id'] === id) ?? refused('not_found', '该人员当年没有这一险种的参保记录，或不在可查看的范围内')
}

export async function searchCoverages(finder: Finder, asked: Asked): Promise<Resource | Refusal> {
  const fault = unknownParameter(asked, ['beneficiary', 'patient'])
  if (fault !== undefined) return fault
  const person = personAsked(finder, asked.parameters['beneficiary'] ?? asked.parameters['patient'] ?? '')
  return isRefusal(person) ? person : searchBundle(asked, await coveragesOf(finder, person))
}

function personAsked({ counter }: Finder, text: string): bigint | Refusal {
  const number = text.replace(/^.*Patient\//, '')
  if (number === '') return refused('required', '请给出patient=Patient/人员编号')
  if (!/^\d{20}$/.test(number)) return refused('bad_input', '人员编号为20位数字，写作Patient/人员编号')
  return personOf(counter.pool, number) ?? NOBODY
}

async function coveragesOf({ counter, caller }: Finder, person: bigint): Promise<readonly Resource[]> {
  await caller.note('fhir.coverage', person)
  const rows = await caller.read((db) => findEnrolments(db, person))
  return rows.map((row) => coverageResource(counter.pool, counter.tables, person, row, dayIn(counter.clock)))
}

export async function readClaimResponse(finder: Finder, id: string): Promise<Resource | Refusal> {
  const bill = await billNamed(finder, id)
  return isRefusal(bill) ? bill : claimResponse(finder.counter, bill)
}

export async function readBenefit(finder: Finder, id: string): Promise<Resource | Refusal> {
  const bill = await billNamed(finder, id)
  return isRefusal(bill) ? bill : explanationOfBenefit(finder.counter, bill)
}

async function billNamed({ counter, caller }: Finder, id: string): Promise<Bill | Refusal> {
  const match = /^(\d{20})-(\d{1,18})$/.exec(id)
  const person = personOf(counter.pool, match?.[1] ?? '')
  if (person === undefined) return NO_BILL
  await caller.note('fhir.bill', person)
  const bill = await caller.read((db) => storedBill(db, person, BigInt(match?.[2] ?? '0')))
  return bill === undefined || (caller.provider !== null && bill.provider.code !== caller.provider.code) ? NO_BILL : bill
}

export async function searchBenefits(finder: Finder, asked: Asked): Promise<Resource | Refusal> {
  const fault = unknownParameter(asked, ['patient', 'created', '_count', 'page'])
  if (fault !== undefined) return fault
  const page = pageOf(asked)
  if (isRefusal(page)) return page
  const person = personAsked(finder, asked.parameters['patient'] ?? '')
  if (isRefusal(person)) return person
  const days = daysAsked(asked.parameters['created'] ?? '')
  if (isRefusal(days)) return days
  const { caller, counter } = finder
  const filter: ListFilter = { person, ...days, ...(caller.provider === null ? {} : { provider: caller.provider.code }) }
  await caller.note('fhir.bills', person)
  return caller.read(async (db) => {
    const { count } = await listTotals(db, filter)
    const bills: Resource[] = []
    for (const row of page.size === 0 ? [] : await listPage(db, filter, page.size, (page.number - 1) * page.size)) {
      const bill = await storedBill(db, row.person, row.settlement)
      if (bill !== undefined) bills.push(explanationOfBenefit(counter, bill))
    }
    return searchBundle(asked, bills, Number(count), page)
  })
}

/** `2026-03-20`, `ge2026-03-01` or `le2026-03-31`, of the day a bill was booked. */
function daysAsked(text: string): Pick<ListFilter, 'from' | 'to'> | Refusal {
  if (text === '') return {}
  const [, prefix = '', day = ''] = /^(ge|le|eq)?(\d{4}-\d{2}-\d{2})$/.exec(text) ?? []
  if (!isDay(day)) return refused('bad_input', 'created应为日期，可加前缀ge、le，如ge2026-03-01')
  if (prefix === 'ge') return { from: day }
  return prefix === 'le' ? { to: day } : { from: day, to: day }
}
