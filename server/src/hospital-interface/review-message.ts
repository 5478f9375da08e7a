// What 3101 and 3102 share: read the patients, ask the register what it knows, review, store the findings, answer from what is stored.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { codesWithHistory } from '@tongchou/domain/supervision/history-asked.js'
import { review } from '@tongchou/domain/supervision/review.js'
import type { EarlierUse, Finding, ReviewLine } from '@tongchou/domain/supervision/review-request.js'
import { personOf } from '../enrolment/person-number.js'
import { findPatient, findUse, type KnownPatient, levelOf } from '../supervision/load-patient.js'
import { ruleLibrary } from '../supervision/load-rules.js'
import { findingsOf, findMessage, type NewFinding, saveFindings } from '../supervision/review-store.js'
import { only, type Row } from './codec.js'
import type { Counter, Message, Reply } from './message.js'
import { someRows } from './nested-rows.js'
import { visitNamed } from './person-of.js'
import { isObject, readJson } from './read-json.js'
import { lineOf, visitOf } from './review-lines.js'
import { reviewReply } from './review-reply.js'

export interface Patient {
  readonly row: Row
  readonly encounters: readonly Encounter[]
}

export interface Encounter {
  readonly row: Row
  readonly orders: readonly Row[]
}

const MOST_ORDERS = 2000

export async function reviewMessage(message: Message, counter: Counter, stage: 'pre' | 'mid'): Promise<Reply | Refusal> {
  const data = only(message.input, 'data')
  const patients = patientsOf(message, counter, data)
  if (isRefusal(patients)) return patients
  const rules = rulesAsked(data)
  if (isRefusal(rules)) return rules
  const { institution, infno, msgid, hash } = message.key
  const before = await findMessage(counter.database, institution, infno, msgid)
  if (before === undefined) {
    const known = await Promise.all(patients.map((patient) => patientKnown(message, counter, patient)))
    const found = await Promise.all(patients.map((patient, at) => reviewPatient(message, counter, { patient, at, known: known[at], stage, rules })))
    const person = known.length === 1 ? (known[0]?.person ?? null) : null
    const kept = { institution, institutionArea: message.provider.area, infno, msgid, hash, stage, person, now: message.now }
    await saveFindings(
      counter.database,
      kept,
      found.flat().map((one) => ({ ...one, scene: data.text('trig_scen').slice(0, 10) })),
    )
  }
  const stored = before ?? (await findMessage(counter.database, institution, infno, msgid))
  if (stored === undefined) throw new Error('a review was stored and is not there')
  if (!stored.hash.equals(hash)) return refused('message_reused', '该发送方报文ID（msgid）已用于另一次审核，本次内容不同，未受理；请换新的msgid重发')
  return reviewReply(await findingsOf(counter.database, institution, infno, msgid), patients, data.text('task_id'), stored.receivedAt)
}

function patientsOf(message: Message, counter: Counter, data: Row): readonly Patient[] | Refusal {
  const rows = someRows(message, counter, data, 'patient_dtos', '参保人信息')
  if (isRefusal(rows)) return rows
  const patients: Patient[] = []
  for (const row of rows) {
    const encounters = encountersOf(message, counter, row)
    if (isRefusal(encounters)) return encounters
    patients.push({ row, encounters })
  }
  const orders = patients.flatMap((patient) => patient.encounters.flatMap((one) => one.orders)).length
  return orders > MOST_ORDERS ? refused('bad_input', `一次最多审核${MOST_ORDERS}条医嘱，本次${orders}条，请分次提交`) : patients
}

function encountersOf(message: Message, counter: Counter, patient: Row): readonly Encounter[] | Refusal {
  const rows = someRows(message, counter, patient, 'fsi_encounter_dtos', '就诊信息')
  if (isRefusal(rows)) return rows
  const encounters: Encounter[] = []
  for (const row of rows) {
    const orders = someRows(message, counter, row, 'fsi_order_dtos', '处方（医嘱）信息')
    if (isRefusal(orders)) return orders
    encounters.push({ row, orders })
  }
  return encounters
}

/** The rules the sender wants; all where the list is empty or left out. */
function rulesAsked(data: Row): ReadonlySet<string> | undefined | Refusal {
  const asked = ruleIds(data.text('rule_ids'))
  if (asked.length === 0) return undefined
  const { families } = ruleLibrary()
  const unknown = asked.filter((id) => !families.some((family) => family.rule === id || family.code === id))
  if (unknown.length > 0) return refused('unknown_rule', `规则标识（rule_ids）${unknown[0]?.slice(0, 20)}不在本平台规则库，请核对，或留空使用全部规则`)
  return new Set(asked)
}

function ruleIds(text: string): string[] {
  if (!text.startsWith('[')) return text.split(',').filter((id) => id.trim() !== '')
  const list = readJson(text)
  if (!Array.isArray(list)) return []
  return list.flatMap((one) => (isObject(one) ? Object.values(one) : [one])).filter((one): one is string => typeof one === 'string' && one !== '')
}

function patientKnown(message: Message, counter: Counter, { row, encounters }: Patient): Promise<KnownPatient | undefined> {
  const person = personOf(counter.pool, row.text('patn_id'))
  const current = encounters.find((one) => one.row.text('mdtrt_id') === row.text('curr_mdtrt_id')) ?? encounters[0]
  const visit = current === undefined ? 0n : visitNamed(current.row)
  return person === undefined ? Promise.resolve(undefined) : findPatient(counter.database, person, visit, message.provider.code)
}

interface Asked {
  readonly patient: Patient
  readonly at: number
  readonly known: KnownPatient | undefined
  readonly stage: 'pre' | 'mid'
  readonly rules: ReadonlySet<string> | undefined
}

/** The current encounter is reviewed; others of the same patient are history. Where none is named as current, each is. */
async function reviewPatient(message: Message, counter: Counter, asked: Asked): Promise<Omit<NewFinding, 'scene'>[]> {
  const { patient, known } = asked
  const currentId = patient.row.text('curr_mdtrt_id')
  const current = patient.encounters.filter((one) => one.row.text('mdtrt_id') === currentId)
  const reviewed = current.length > 0 ? current : patient.encounters
  const lines = reviewed.flatMap((one) => one.orders.map((order) => order.text('hilist_code')))
  const codes = codesWithHistory(lines, ruleLibrary())
  const stored = known === undefined || codes.length === 0 ? [] : await findUse(counter.database, known, codes, message.reference.providers)
  const sent = patient.encounters.filter((one) => !reviewed.includes(one)).flatMap((one) => useOf(message, one))
  return reviewed.flatMap((encounter) => reviewEncounter(message, counter, asked, encounter, [...stored, ...sent]))
}

function useOf(message: Message, { row, orders }: Encounter): EarlierUse[] {
  const level = levelOf(message.reference.providers.get(row.text('medins_id'))?.level) ?? 0
  return orders.map((order) => ({ code: order.text('hilist_code'), day: order.day('drord_begn_date'), level, sameVisit: false }))
}

function reviewEncounter(message: Message, counter: Counter, asked: Asked, encounter: Encounter, earlier: readonly EarlierUse[]): Omit<NewFinding, 'scene'>[] {
  const { patient, known, stage, rules } = asked
  const lines = encounter.orders.map((order) => lineOf(order, true))
  const findings = review(
    {
      stage,
      ...(rules === undefined ? {} : { only: rules }),
      person: known ?? { sex: patient.row.text('gend'), born: patient.row.day('brdy') },
      visit: visitOf(message, counter, encounter.row),
      lines,
      earlier: earlier.filter((use) => !sentAgain(use, lines)),
    },
    ruleLibrary(),
  )
  const encounterAt = patient.encounters.indexOf(encounter)
  return findings.map((finding) => newFinding(message, { ...asked, encounter, encounterAt }, finding))
}

/** Lines of this visit that were uploaded already come back from the register. */
function sentAgain(use: EarlierUse, lines: readonly ReviewLine[]): boolean {
  return use.sameVisit && lines.some((line) => line.code === use.code && line.day === use.day)
}

type Placed = Asked & { readonly encounter: Encounter; readonly encounterAt: number }

function newFinding(message: Message, { at, known, encounter, encounterAt }: Placed, finding: Finding): Omit<NewFinding, 'scene'> {
  const { rule } = finding
  const order = encounter.orders.find((one) => one.text('rx_id') === finding.lines[0]?.line.id)
  return {
    person: String(known?.person ?? 0n),
    area: known?.area ?? message.provider.area,
    visit: known?.visit == null ? null : String(known.visit),
    hospital_visit: encounter.row.text('mdtrt_id').slice(0, 50),
    patient_at: at,
    encounter_at: encounterAt,
    rule: rule.family.rule,
    rule_code: rule.family.code,
    rule_name: rule.family.name,
    point: rule.id,
    severity: finding.severity,
    sentence: finding.sentence,
    basis: rule.text,
    source: rule.source,
    certainty: rule.certainty,
    amount_fen: String(finding.amount),
    lines: finding.lines.map(({ line, role, amount }) => ({
      id: line.id,
      code: line.code,
      name: line.name,
      day: line.day,
      quantity: String(line.quantity),
      amount: String(amount),
      role,
    })),
    doctor: order?.text('drord_dr_name') ?? '',
    department: order?.text('drord_dept_name') ?? '',
    in_force: finding.lines[0]?.line.day ?? message.today,
  }
}
