// Plays the bills of a worked case as a hospital's or pharmacy's software does: registration, lines, trial, settlement, cancellation.
import { type Fen, fenOfYuan, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Bill } from '@tongchou/domain/settlement/bill.js'
import type { FastifyInstance } from 'fastify'
import { loadInterfaceTables, type MedicalType } from '../hospital-interface/tables.js'
import { admission, type CashierReply, call, diagnosis, dischargeOf, done, type LineAsked, purchase, registration, settlementOf, uploadOf } from './cashier.js'
import { diseaseOf, type ScenarioCity } from './scenario-city.js'
import type { Person } from './small-city.js'

type Json = Record<string, unknown>

const TABLES = loadInterfaceTables()
const INSUTYPES: Readonly<Record<Scheme, string>> = { employee: '310', resident: '390' }

/** The medical type by which the interface names the kind of care; undefined where it has no such type. */
export function medicalTypeFor({ kind, delivery }: Bill): MedicalType | undefined {
  // 门诊慢特病 is one type; the filing says which of the two it is.
  const benefit = kind === 'special_outpatient' ? 'chronic_outpatient' : kind
  return [...TABLES.medicalTypes.values()].find((one) => one.benefit === benefit && one.delivery === delivery)
}

/** Where a bill stands once it was played. */
export interface Played {
  readonly visit: string
  readonly kind: MedicalType['visit']
  readonly institution: Json
  readonly reply: CashierReply
}

export interface Desk {
  readonly app: FastifyInstance
  readonly city: ScenarioCity
}

export interface BillAsked {
  readonly person: Person
  readonly bill: Bill
  /** Makes serial numbers of lines and charge batches the visit's own. */
  readonly name: string
  /** The stay that the bill is a later part of. */
  readonly stay: Played | undefined
  /** Another part of the stay follows. */
  readonly goesOn: boolean
  /** The person comes from another hospital. */
  readonly arrives: boolean
  /** The person goes on to another hospital. */
  readonly transferred: boolean
  /** Accounts of the family may pay too. */
  readonly family: boolean
}

export async function playBill(desk: Desk, asked: BillAsked): Promise<Played> {
  const medical = medicalTypeFor(asked.bill)
  if (medical === undefined) throw new Error(`no medical type for ${asked.bill.kind}`)
  switch (medical.visit) {
    case 'pharmacy':
      return playPurchase(desk, asked, medical)
    case 'outpatient':
      return playOutpatient(desk, asked, medical)
    case 'inpatient':
      return playStay(desk, asked, medical)
  }
}

function institutionOf({ city }: Desk, { bill, arrives }: BillAsked): Json {
  const { code, area } = city.provider(bill, arrives)
  return { fixmedins_code: code, mdtrtarea_admvs: area, insuplc_admdvs: city.pool }
}

export const insutypeOf = ({ scheme }: Bill): string => INSUTYPES[scheme]
const totalOf = ({ lines }: Bill): string => yuanText(sumOf(lines.map(({ amount }) => amount)))

function linesOf({ city }: Desk, { bill, name }: BillAsked): readonly LineAsked[] {
  return bill.lines.map((line, index) => ({
    sn: `${name}-${index + 1}`,
    code: city.item(line),
    price: yuanText(line.amount),
    more: {
      fee_ocur_time: `${line.feeDay ?? bill.discharged} 10:00:00`,
      hosp_appr_flag: line.restrictedUse === undefined ? '0' : line.restrictedUse === 'met' ? '1' : '2',
    },
  }))
}

/** Settles, after a trial that must have said the same. */
async function trySettle({ app }: Desk, [trial, settling]: readonly [string, string], input: Json, institution: Json): Promise<CashierReply> {
  const tried = await call(app, trial, input, institution)
  const settled = await call(app, settling, input, institution)
  const [before, after] = [comparable(tried), comparable(settled)]
  if (before !== after) throw new Error(`${trial} answered ${before}, ${settling} ${after}`)
  return settled
}

/** Only a settlement has numbers, a time and a place to be cleared. */
function comparable({ infcode, err_msg, output }: CashierReply): string {
  const info = (output['setlinfo'] ?? {}) as Json
  const { setl_id: _id, setl_time: _time, mdtrt_id: _visit, clr_optins: _office, clr_way: _way, medins_setl_id: _message, ...bill } = info
  return JSON.stringify([infcode, err_msg, bill, output['setldetail']])
}

async function playPurchase(desk: Desk, asked: BillAsked, { medType }: MedicalType): Promise<Played> {
  const { bill, person } = asked
  const institution = institutionOf(desk, asked)
  const named = { begntime: `${bill.discharged} 09:00:00`, med_type: medType, dise_codg: diseaseOf(bill), acct_used_flag: accountFlag(asked) }
  const input = purchase(person, insutypeOf(bill), totalOf(bill), linesOf(desk, asked), named)
  const reply = await trySettle(desk, ['2101', '2102'], input, institution)
  return { visit: visitIn(reply), kind: 'pharmacy', institution, reply }
}

const flag = (yes: boolean): string => (yes ? '1' : '0')
const accountFlag = ({ bill, family }: BillAsked): string => (family ? '2' : flag(bill.useAccount))
const visitIn = ({ output }: CashierReply): string => String((output['setlinfo'] as Json | undefined)?.['mdtrt_id'] ?? '')

async function playOutpatient(desk: Desk, asked: BillAsked, { medType }: MedicalType): Promise<Played> {
  const { app } = desk
  const { bill, person, name } = asked
  const institution = institutionOf(desk, asked)
  const opened = await call(app, '2201', registration(person, insutypeOf(bill), { begntime: `${bill.admitted} 09:00:00` }), institution)
  if (opened.infcode !== 0) return { visit: '', kind: 'outpatient', institution, reply: opened }
  const visit = String((opened.output['data'] as Json)['mdtrt_id'])
  const named = { mdtrt_id: visit, psn_no: person.number }
  const mdtrtinfo = { ...named, med_type: medType, begntime: `${bill.admitted} 09:05:00`, dise_codg: diseaseOf(bill), birctrl_type: bill.procedure ?? '' }
  await done(app, '2203A', { mdtrtinfo, diseinfo: [{ ...diagnosis(), ...named }] }, institution)
  await done(app, '2204', uploadOf(person, visit, name, linesOf(desk, asked)), institution)
  const input = settlementOf(person, visit, insutypeOf(bill), name, totalOf(bill), { med_type: medType, acct_used_flag: accountFlag(asked) })
  return { visit, kind: 'outpatient', institution, reply: await trySettle(desk, ['2206', '2207'], input, institution) }
}

async function playStay(desk: Desk, asked: BillAsked, { medType }: MedicalType): Promise<Played> {
  const { app } = desk
  const { bill, person, name, goesOn } = asked
  const institution = asked.stay?.institution ?? institutionOf(desk, asked)
  const opened = asked.stay === undefined ? await call(app, '2401', admissionOf(asked, medType), institution) : undefined
  if (opened !== undefined && opened.infcode !== 0) return { visit: '', kind: 'inpatient', institution, reply: opened }
  const visit = asked.stay?.visit ?? String((opened?.output['result'] as Json)['mdtrt_id'])
  await done(app, '2301', uploadOf(person, visit, '', linesOf(desk, asked)), institution)
  if (!goesOn) await done(app, '2402', leaving(asked, visit), institution)
  const more = { acct_used_flag: accountFlag(asked), mid_setl_flag: flag(goesOn), dscgTime: `${bill.discharged} 11:00:00` }
  const input = settlementOf(person, visit, insutypeOf(bill), name, totalOf(bill), more)
  const reply = await trySettle(desk, ['2303', '2304'], input, institution)
  if (reply.infcode !== 0) await undoStay(desk, person, { visit, institution }, !goesOn)
  return { visit, kind: 'inpatient', institution, reply }
}

/** 离院方式 2: to another hospital on medical advice. */
function leaving({ bill, person, transferred }: BillAsked, visit: string): Json {
  const message = dischargeOf(person, visit, bill.discharged, insutypeOf(bill))
  return { ...message, dscginfo: { ...(message['dscginfo'] as Json), dscg_way: transferred ? '2' : '1' } }
}

function admissionOf({ bill, person }: BillAsked, medType: string): Json {
  const named = { begntime: `${bill.admitted} 08:00:00`, med_type: medType, dise_codg: diseaseOf(bill), oprn_oprt_code: bill.procedure ?? '' }
  return admission(person, insutypeOf(bill), named)
}

/** A stay that was refused or cancelled is taken back whole: only then may the person be admitted again. */
export async function undoStay(
  { app }: Desk,
  person: Person,
  { visit, institution }: Pick<Played, 'visit' | 'institution'>,
  discharged: boolean,
): Promise<void> {
  const named = { data: { mdtrt_id: visit, psn_no: person.number } }
  if (discharged) await done(app, '2405', named, institution)
  await done(app, '2302', { data: [{ ...named.data, feedetl_sn: '0000' }] }, institution)
  await done(app, '2404', named, institution)
}

const CANCELLING: Readonly<Record<MedicalType['visit'], string>> = { pharmacy: '2103', outpatient: '2208', inpatient: '2305' }

export function cancelBill({ app }: Desk, person: Person, { visit, kind, institution, reply }: Played): Promise<CashierReply> {
  return call(app, CANCELLING[kind], { data: { setl_id: settlementIn(reply), mdtrt_id: visit, psn_no: person.number } }, institution)
}

export function settlementIn({ output }: CashierReply): string {
  return String((output['setlinfo'] as Json | undefined)?.['setl_id'] ?? '')
}

/** An amount of the reply, which writes yuan with at most two places. */
export function amountIn({ output }: CashierReply, field: string): Fen {
  return fenOf((output['setlinfo'] as Json | undefined)?.[field])
}

export function fenOf(yuan: unknown): Fen {
  const fen = fenOfYuan(String(yuan))
  if (fen === undefined) throw new Error(`not an amount: ${String(yuan)}`)
  return fen
}
