// What can be read: persons by their number, their insurance, and their bills. An institution sees its own bills only;
// beneath an officer lies the row-level security of the desk.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { personOf } from '../enrolment/person-number.js'
import type { Counter } from '../hospital-interface/message.js'
import { dayIn } from '../http/clock.js'
import { type Bill, storedBill } from './bill.js'
import type { Caller } from './caller.js'
import { coverageNamed, coverageResource, findEnrolments, findPersonRow, patientResource } from './coverage.js'
import type { Resource } from './elements.js'
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

export async function patientOf({ counter, caller }: Finder, person: bigint): Promise<Resource | undefined> {
  await caller.note('fhir.patient', person)
  const row = await caller.read((db) => findPersonRow(db, person))
  return row === undefined ? undefined : patientResource(counter.pool, row, caller.seesNames)
}

export async function readCoverage(finder: Finder, id: string): Promise<Resource | Refusal> {
  const named = coverageNamed(finder.counter.pool, id)
  if (named === undefined) return refused('not_found', '没有该保险记录；编号形如人员编号-resident-2026')
  const all = await coveragesOf(finder, named.person)
  return all.find((one) => one['id'] === id) ?? refused('not_found', '该人员当年没有这一险种的参保记录，或不在可查看的范围内')
}

export async function coveragesOf({ counter, caller }: Finder, person: bigint): Promise<readonly Resource[]> {
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
