// Carries out the steps of a case, day by day, remembering what the centre answered: the visit, the settlements, their messages.
import type { Institution } from '../centre.js'
import { type Charge, feeLines, totalOf } from '../messages/charge.js'
import { moneyFault } from '../messages/identities.js'
import { cancelSettlement, purchase, reverse, settlement } from '../messages/settle.js'
import { admit, askEntitlement, changeStay, diagnose, discharge, findPerson, register, visitOnly } from '../messages/visit.js'
import { type Json, rowOf, textOf } from '../wire/envelope.js'
import type { Case, CaseKind, Step } from './act.js'
import type { Clerk, Said } from './clerk.js'
import { type JournalRow, journalRow, reversedRow } from './journal.js'
import type { PlayClock } from './play-clock.js'
import type { Tally } from './tally.js'

export interface Desk {
  readonly clerk: Clerk
  readonly clock: PlayClock
  readonly tally: Tally
  readonly journal: JournalRow[]
}

export interface OpenCase {
  readonly of: Case
  /** Index of the next step. */
  next: number
  visit: string
  opened: string
  /** Of a purchase: what is in the basket. */
  basket: readonly Charge[]
  /** Last settlement of each batch. */
  readonly settled: Map<string, JournalRow>
}

export function openCase(of: Case): OpenCase {
  return { of, next: 0, visit: '', opened: '', basket: [], settled: new Map() }
}

export const MED_TYPES: Readonly<Record<CaseKind, string>> = { outpatient: '11', inpatient: '2101', pharmacy: '41' }

/** Does what the case has for the day; true when nothing is left of it. */
export async function carryOutDay(desk: Desk, open: OpenCase, day: number): Promise<boolean> {
  for (;;) {
    const step = open.of.steps[open.next]
    if (step === undefined) return true
    if (step.day > day) return false
    await desk.clock.reach(step.day, step.minute)
    await carryOut(desk, open, step)
    open.next++
  }
}

async function carryOut(desk: Desk, open: OpenCase, step: Step): Promise<void> {
  const at = desk.clock.timeAt(step.day, step.minute)
  const message = messageOf(desk.clerk.institution, open, step, at)
  if (message === undefined) return
  const said = await desk.clerk.say({ ...message, at, loss: step.loss })
  remember(desk, open, step, said, at)
}

interface ToSay {
  readonly infno: string
  readonly input: Json
}

function messageOf(institution: Institution, open: OpenCase, step: Step, at: string): ToSay | undefined {
  const { person, number, diagnosis, kind } = open.of
  const medType = MED_TYPES[kind]
  const inBed = kind === 'inpatient'
  switch (step.act) {
    case 'find':
      return { infno: '1101', input: findPerson(person) }
    case 'ask':
      return { infno: '2001', input: askEntitlement(person, institution, medType, at) }
    case 'register':
      return { infno: '2201', input: register(person, number, at) }
    case 'diagnose':
      return { infno: '2203', input: diagnose(person, open.visit, medType, diagnosis, at) }
    case 'cancel_registration':
      return { infno: '2202', input: visitOnly(person, open.visit, number) }
    case 'admit':
      return { infno: '2401', input: admit(person, number, medType, diagnosis, at) }
    case 'change':
      return { infno: '2403', input: changeStay(person, open.visit, number, medType, diagnosis, open.opened) }
    case 'discharge':
      return { infno: '2402', input: discharge(person, open.visit, diagnosis, at) }
    case 'undo_discharge':
      return { infno: '2405', input: visitOnly(person, open.visit) }
    case 'cancel_admission':
      return { infno: '2404', input: visitOnly(person, open.visit) }
    case 'charge':
    case 'drop':
      return linesMessage(open, step, at)
    case 'try':
      return { infno: kind === 'pharmacy' ? '2101' : inBed ? '2303' : '2206', input: settlementMessage(open, step, at) }
    case 'settle':
      return { infno: SETTLES[kind], input: settlementMessage(open, step, at) }
    case 'cancel':
      return { infno: CANCELS[kind], input: cancelSettlement(person, settledOf(open, step.batch).visit, settledOf(open, step.batch).settled) }
    case 'reverse':
      return { infno: '2601', input: reverse(person, settledOf(open, step.batch).msgid, SETTLES[kind]) }
  }
}

const SETTLES: Readonly<Record<CaseKind, string>> = { outpatient: '2207', inpatient: '2304', pharmacy: '2102' }
const CANCELS: Readonly<Record<CaseKind, string>> = { outpatient: '2208', inpatient: '2305', pharmacy: '2103' }

function linesMessage(open: OpenCase, step: Extract<Step, { act: 'charge' | 'drop' }>, at: string): ToSay | undefined {
  const { kind, person } = open.of
  const { visit } = open
  if (step.act === 'drop') {
    if (kind === 'outpatient') return { infno: '2205', input: { data: { mdtrt_id: visit, chrg_bchno: step.batch, psn_no: person.psn_no } } }
    return { infno: '2302', input: { data: step.serials.map((sn) => ({ feedetl_sn: sn, mdtrt_id: visit, psn_no: person.psn_no })) } }
  }
  if (kind === 'pharmacy') {
    // A pharmacy sends its lines with the settlement.
    open.basket = step.charges
    return undefined
  }
  const medType = MED_TYPES[kind]
  if (kind === 'inpatient') return { infno: '2301', input: feeLines(step.charges, { person, visit, medType, at }) }
  return { infno: '2204', input: feeLines(step.charges, { person, visit, medType, batch: step.batch, at }) }
}

function settlementMessage(open: OpenCase, step: Extract<Step, { act: 'try' | 'settle' }>, at: string): Json {
  const { kind, person, useAccount, number } = open.of
  const common = { person, medType: MED_TYPES[kind], useAccount }
  if (kind === 'pharmacy') return purchase({ ...common, charges: open.basket, invoice: number, at })
  return settlement({ ...common, visit: open.visit, total: step.total, part: step.part === true, ...(kind === 'outpatient' ? { batch: step.batch } : {}) })
}

function settledOf(open: OpenCase, batch: string): JournalRow {
  const row = open.settled.get(batch)
  if (row === undefined) throw new Error(`the plan cancels batch ${batch} that it never settled`)
  return row
}

function remember(desk: Desk, open: OpenCase, step: Step, { reply, msgid }: Said, at: string): void {
  switch (step.act) {
    case 'register':
      open.visit = textOf(rowOf(reply.output, 'data')['mdtrt_id'])
      return
    case 'admit':
      open.visit = textOf(rowOf(reply.output, 'result')['mdtrt_id'])
      open.opened = at
      return
    case 'settle': {
      const row = booked(desk, SETTLES[open.of.kind], reply.output, msgid)
      if (row.total !== (open.of.kind === 'pharmacy' ? totalOf(open.basket) : step.total))
        desk.tally.fault(SETTLES[open.of.kind], '答复的医疗费总额与申请不一致')
      open.settled.set(step.batch, row)
      return
    }
    case 'cancel':
      booked(desk, CANCELS[open.of.kind], reply.output, msgid)
      return
    case 'reverse':
      desk.journal.push(reversedRow(settledOf(open, step.batch), msgid))
      return
    case 'charge':
      if (rowOf(reply.output, 'result')['feedetl_sn'] === undefined)
        desk.tally.fault(open.of.kind === 'inpatient' ? '2301' : '2204', '明细上传的答复没有result')
      return
    default:
      return
  }
}

function booked({ journal, tally }: Desk, infno: string, output: Json, msgid: string): JournalRow {
  const fault = moneyFault(output)
  if (fault !== undefined) tally.fault(infno, fault)
  const row = journalRow(output, msgid)
  journal.push(row)
  return row
}
