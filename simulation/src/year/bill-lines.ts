// Rows of a bill as lines of COPY, column by column in the order that bill-rows.ts names.
import { firstOfMonth } from '@tongchou/domain/base/day.js'
import type { EntryRow, LayerRow, SettlementFact } from '@tongchou/server/settlement/fact.js'
import type { NewLine } from '@tongchou/server/settlement/work.js'
import { escaped, orNull, plainArray, textArray } from '../copy/copy-text.js'
import type { BilledVisit } from './billed-visit.js'

export function visitLine(person: bigint, poolArea: string, { visit, area, scheme, encounter, medType, openedAt, facts }: BilledVisit): string {
  const { kind, provider, opened } = encounter
  const number = `${kind === 'inpatient' ? 'ZY' : kind === 'outpatient' ? 'MZ' : 'YD'}${visit}`
  const place = facts[0]?.fact.place === 'local' ? poolArea : provider.area
  return `${person}\t${visit}\t${area}\t${scheme}\t${kind}\t${provider.code}\t${medType}\t${place}\t${opened}\t${openedAt}+08\t${number}\t{}\t${openedAt}+08\n`
}

export function stateLine(person: bigint, bill: BilledVisit): string {
  const { kind, opened, closed, diagnosis } = bill.encounter
  return `${person}\t${bill.visit}\t${bill.area}\t${bill.version}\t${kind}\t${bill.status}\t${bill.medType}\t${orNull(bill.disease)}\t${orNull(bill.delivery)}\t${orNull(diagnosis)}\t${opened}\t${kind === 'inpatient' ? closed : '\\N'}\t{${firstOfMonth(closed)}}\t0\n`
}

export function batchLine(person: bigint, { visit, batch, chargeBatch, lines, encounter, openedAt }: BilledVisit): string {
  let total = 0n
  for (const line of lines) total += line.amount
  const column = (value: (line: NewLine) => string | bigint): string => plainArray(lines.map(value))
  return `${firstOfMonth(encounter.closed)}\t${person}\t${visit}\t${batch}\t${chargeBatch}\t${column((line) => line.sn)}\t${column((line) => line.code)}\t${column((line) => line.ownCode)}\t${column((line) => line.feeDay)}\t${column((line) => line.quantity)}\t${column((line) => line.price)}\t${column((line) => line.amount)}\t${column((line) => line.class)}\t${column((line) => line.chargeType)}\t${column((line) => line.initialSelfPayment)}\t${column((line) => line.overCeiling)}\t${column((line) => line.preSelfPay)}\t${column((line) => line.ownPay)}\t${column((line) => line.inScope)}\t${column((line) => line.ceiling ?? -1n)}\t${textArray(lines.map((line) => line.refunds))}\t${textArray(lines.map((line) => line.flags.join(' ')))}\t${total}\t${openedAt}+08\n`
}

export function settlementLine(person: bigint, visit: bigint, settlement: bigint, fact: SettlementFact): string {
  const money = `${fact.total}\t${fact.inScope}\t${fact.itemPreSelfPay}\t${fact.offsitePreSelfPay}\t${fact.aboveStandard}\t${fact.outOfCatalogue}\t${fact.deductibleDue}\t${fact.deductible}\t${fact.fund}\t${fact.hospital}\t${fact.account}\t${fact.familyAccount}\t${fact.cash}\t${fact.accountBalance}`
  const who = `${person}\t${settlement}\t${visit}\t${orNull(fact.cancels)}\t${fact.scheme}\t${fact.area}\t${fact.provider}\t${fact.place}\t${fact.filing}\t${fact.benefit}\t${fact.medType}\t${fact.level}\t${fact.benefitYear}`
  const when = `${fact.admitted}\t${fact.discharged}\t${fact.inForce}\t${fact.settledOn}\t${fact.settledOn}\t${fact.settledAt}+08\t${fact.settlementType}\t${orNull(fact.admissionNumber)}`
  const basis = `${fact.chargeBatch}\t${plainArray(fact.feeBatches)}\t${plainArray(fact.months)}\t${orNull(fact.diagnosis)}\t${orNull(fact.disease)}\t${textArray(Object.keys(fact.counters))}\t${plainArray(Object.values(fact.counters))}\t${escaped(JSON.stringify(fact.receipt))}`
  return `${who}\t${when}\t${money}\t${basis}\t${fact.ruleHash}\t${fact.engine}\t${fact.institutionMessage}\t${fact.settledAt}+08\n`
}

export function layerLine(person: bigint, settlement: bigint, ordinal: number, layer: LayerRow): string {
  return `${person}\t${settlement}\t${ordinal}\t${layer.layer}\t${layer.payer}\t${layer.fund}\t${layer.input}\t${layer.paid}\t${layer.left}\t${escaped(layer.rule)}\t${escaped(layer.article)}\t${layer.certainty}\t${orNull(layer.bound)}\n`
}

export function movementLine(person: bigint, movement: bigint, settlement: bigint, fact: SettlementFact, moved: { current: bigint; history: bigint }): string {
  const kind = moved.current + moved.history < 0n ? 'paid' : 'returned'
  return `${person}\t${movement}\t${fact.area}\t${kind}\t${moved.current}\t${moved.history}\t${settlement}\t${fact.settledOn}\t${fact.settledAt}+08\n`
}

export function entryLine(person: bigint, settlement: bigint, fact: SettlementFact, { book, accounts, amounts }: EntryRow): string {
  return `${person}\t${settlement}\t${book}\t${fact.area}\t${fact.provider}\t${fact.settledOn}\t${textArray(accounts)}\t${plainArray(amounts)}\n`
}
