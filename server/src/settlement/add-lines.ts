// Takes fee lines of a visit (2204, 2301, and inside 2102): prices and splits each by the catalogue of its day, and refuses
// what contradicts what is there: a serial number in use, a refund of nothing, an amount that is not quantity × price.
import { type Day, firstOfMonth } from '@tongchou/domain/base/day.js'
import { type Fen, NOTHING, ratioOf, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Filing } from '@tongchou/domain/policy/benefit-policy.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import type { BillLine, CatalogueClass } from '@tongchou/domain/settlement/bill.js'
import { type CatalogueItem, type FeeLine, splitLine } from '@tongchou/domain/settlement/split-line.js'
import { unsettled } from './change-visit.js'
import { offsiteFiling } from './filings.js'
import type { Provider, Reference } from './reference.js'
import { placeOf } from './settle-bill.js'
import { linesOf, ownVisit, stateOf, statusAfter } from './visit-checks.js'
import type { Changes, FeeBatch, Known, KnownVisit, NewBatch, NewLine } from './work.js'

export interface SentLine {
  readonly sn: string
  readonly code: string
  readonly ownCode: string
  readonly chargeBatch: string
  readonly feeDay: Day
  readonly quantity: bigint
  readonly price: bigint
  /** What the sender says quantity × price comes to. */
  readonly amount: Fen
  readonly approval: FeeLine['approval']
  /** Serial number of the line that this one refunds; empty for none. */
  readonly refunds: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Numbers lines for the person who reads the refusal. */
const numberOf = (line: SentLine): string => `流水号${line.sn}`

export function pricedLine(reference: Reference, line: SentLine, scheme: Scheme, provider: Provider, filing: Filing = 'none'): NewLine | Refusal {
  const listed = listedItem(reference, line, { scheme, provider, filing })
  const { item } = listed
  const split = splitLine(item, line, scheme, provider.priceTier)
  if (line.quantity === 0n) return refused('bad_line', `${numberOf(line)}：数量（cnt）不能为0`)
  if (line.price < 0n) return refused('bad_line', `${numberOf(line)}：单价（pric）不能为负，退费请用负数量`)
  if (split.amount !== line.amount) {
    return refused('bad_line', `${numberOf(line)}：金额${yuanText(line.amount)}元不等于数量×单价${yuanText(split.amount)}元，请核对`)
  }
  return {
    sn: line.sn,
    code: line.code,
    ownCode: line.ownCode,
    feeDay: line.feeDay,
    quantity: line.quantity,
    price: line.price,
    amount: split.amount,
    class: split.class,
    chargeType: item?.chargeType ?? '14',
    initialSelfPayment: fourPlaces(split.initialSelfPayment),
    overCeiling: split.overCeiling,
    preSelfPay: split.preSelfPay,
    ownPay: split.ownPay,
    inScope: split.inScope,
    ceiling: split.ceiling,
    refunds: line.refunds,
    flags: [...flagsOf(item, split.restrictedUse), ...(listed.there ? ['place_catalogue'] : [])],
  }
}

interface Care {
  readonly scheme: Scheme
  readonly provider: Provider
  readonly filing: Filing
}

/** The item by the catalogue that rules the line: that of the place of care where the policy of the place of insurance says so. */
function listedItem(reference: Reference, { code, feeDay }: SentLine, { scheme, provider, filing }: Care): { item: CatalogueItem | undefined; there: boolean } {
  const rule = placeOf(reference, provider, feeDay) === 'local' ? null : versionOn(reference.rules[scheme]?.versions ?? [], feeDay)?.offsiteCatalogue
  const there = rule?.placeOfCare.includes(filing) === true ? reference.catalogue.itemOfPlace(provider.area, code, feeDay) : undefined
  return there === undefined ? { item: reference.catalogue.item(code, feeDay), there: false } : { item: there, there: true }
}

function flagsOf(item: CatalogueItem | undefined, restrictedUse: 'met' | 'not_met' | undefined): string[] {
  if (item === undefined) return ['unknown_code']
  return [
    ...(restrictedUse === undefined ? [] : [restrictedUse === 'met' ? 'restricted_met' : 'restricted_not_met']),
    ...(item.specialList ? ['special_list'] : []),
    ...(item.negotiated ? ['negotiated'] : []),
    ...(item.restricted ? ['restricted'] : []),
  ]
}

/** Shares of the catalogue have at most four places. */
function fourPlaces(ratio: { readonly num: bigint; readonly den: bigint }): string {
  const scaled = ((ratio.num * 10_000n) / ratio.den).toString().padStart(5, '0')
  return `${scaled.slice(0, -4)}.${scaled.slice(-4)}`
}

/** The lines as `settle` asks for them. */
export function billLine(line: NewLine): BillLine {
  return billLineOf(line.class, line.amount, line.initialSelfPayment, line.overCeiling, line.flags, line.feeDay)
}

export function billLineAt(batch: FeeBatch, index: number): BillLine {
  const at = <T>(values: readonly T[], otherwise: T): T => values[index] ?? otherwise
  const flags = at(batch.flags, '').split(' ').filter(Boolean)
  return billLineOf(
    at(batch.classes, '丙'),
    at(batch.amounts, 0n),
    at(batch.initialSelfPayments, '0'),
    at(batch.overCeilings, 0n),
    flags,
    at(batch.feeDays, batch.month),
  )
}

export function billLineOf(itemClass: string, amount: Fen, share: string, aboveStandard: Fen, flags: readonly string[], feeDay: Day): BillLine {
  return {
    class: itemClass as CatalogueClass,
    amount,
    initialSelfPayment: ratioOf(share) ?? NOTHING,
    aboveStandard,
    feeDay,
    ...(flags.includes('restricted_not_met')
      ? { restrictedUse: 'not_met' as const }
      : flags.includes('restricted_met')
        ? { restrictedUse: 'met' as const }
        : {}),
    ...(flags.includes('special_list') ? { specialList: true } : {}),
  }
}

export interface Upload {
  readonly provider: Provider
  readonly lines: readonly SentLine[]
  readonly today: Day
}

export function addLines(reference: Reference, known: Known, upload: Upload): Changes | Refusal {
  const visit = ownVisit(known, upload.provider.code)
  if (isRefusal(visit)) return visit
  const before = linesOf(visit)
  const status = statusAfter(visit, before, 'charge')
  if (isRefusal(status)) return status
  const fault = contradictionOf(visit, before.inUse, upload)
  if (fault !== undefined) return fault
  const batches = batchesOf(reference, visit.scheme, upload, offsiteFiling(known.filings, visit.admitted, upload.provider.area))
  if (isRefusal(batches)) return batches
  const added = sumOf(batches.flatMap((batch) => batch.lines.map((line) => line.amount)))
  const state = stateOf(visit, before)
  const months = [...new Set([...visit.months, firstOfMonth(upload.today)])].sort()
  return unsettled(visit, { ...state, status, months, openFen: state.openFen + added }, { batches })
}

/** One batch for each charge batch of the message, in the order sent. */
export function batchesOf(reference: Reference, scheme: Scheme, upload: Upload, filing: Filing): NewBatch[] | Refusal {
  const byBatch = new Map<string, { line: NewLine; sent: SentLine }[]>()
  for (const sent of upload.lines) {
    const line = pricedLine(reference, sent, scheme, upload.provider, filing)
    if (isRefusal(line)) return line
    const group = byBatch.get(sent.chargeBatch)
    if (group === undefined) byBatch.set(sent.chargeBatch, [{ line, sent }])
    else group.push({ line, sent })
  }
  return [...byBatch].map(([chargeBatch, group]) => ({
    month: firstOfMonth(upload.today),
    chargeBatch,
    lines: group.map((one) => one.line),
    attributes: folded(group.map((one) => one.sent.attributes)),
  }))
}

/** What all lines say alike is kept once: `same`; the rest line by line: `lines`. */
function folded(all: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, unknown>> | null {
  const first = all[0] ?? {}
  const same = Object.fromEntries(Object.entries(first).filter(([key, value]) => all.every((one) => one[key] === value)))
  const alike = Object.keys(same).length
  if (all.every((one) => Object.keys(one).length === alike)) return alike === 0 ? null : { same }
  return { same, lines: all.map((one) => Object.fromEntries(Object.entries(one).filter(([key]) => !(key in same)))) }
}

export function contradictionOf(visit: KnownVisit | null, inUse: ReadonlyMap<string, 'open' | 'settled'>, upload: Upload): Refusal | undefined {
  const seen = new Set<string>()
  for (const line of upload.lines) {
    if (seen.has(line.sn)) return refused('duplicate_line', `${numberOf(line)}在本次上传中重复`)
    if (inUse.has(line.sn)) return refused('duplicate_line', `${numberOf(line)}在该就诊中已上传，费用明细流水号不能重复`)
    if (line.feeDay > upload.today) return refused('bad_line', `${numberOf(line)}：费用发生时间${line.feeDay}晚于今天`)
    seen.add(line.sn)
    if (line.quantity < 0n || line.refunds !== '') {
      const fault = refundFault(visit, inUse, upload, line)
      if (fault !== undefined) return fault
    }
  }
  return undefined
}

interface Refunded {
  readonly code: string
  readonly price: bigint
  readonly quantity: bigint
}

function refundFault(visit: KnownVisit | null, inUse: ReadonlyMap<string, 'open' | 'settled'>, upload: Upload, line: SentLine): Refusal | undefined {
  if (line.refunds === '') return refused('bad_refund', `${numberOf(line)}：负数量的退费明细须填原费用流水号（init_feedetl_sn）`)
  if (line.quantity >= 0n) return refused('bad_refund', `${numberOf(line)}：退费明细的数量应为负`)
  if (inUse.get(line.refunds) === 'settled') return refused('bad_refund', `${numberOf(line)}：原费用${line.refunds}已结算，请先撤销结算再退费`)
  const original = inUse.has(line.refunds) ? uploaded(visit, line.refunds) : sent(upload, line)
  if (original === undefined) return refused('bad_refund', `${numberOf(line)}：找不到原费用流水号${line.refunds}，或已撤销`)
  if (original.code !== line.code || original.price !== line.price)
    return refused('bad_refund', `${numberOf(line)}：退费的项目编码和单价须与原费用${line.refunds}一致`)
  const left =
    original.quantity + refundedSoFar(visit, inUse, line.refunds) + sumOf(upload.lines.filter((one) => one.refunds === line.refunds).map((one) => one.quantity))
  return left < 0n ? refused('bad_refund', `${numberOf(line)}：退费数量超过原费用${line.refunds}的剩余数量`) : undefined
}

function uploaded(visit: KnownVisit | null, sn: string): Refunded | undefined {
  // The last upload of a serial number is the one in use; earlier ones were cancelled.
  for (const batch of [...(visit?.batches ?? [])].reverse()) {
    const at = batch.sn.indexOf(sn)
    if (at >= 0) return { code: batch.codes[at] ?? '', price: batch.prices[at] ?? 0n, quantity: batch.quantities[at] ?? 0n }
  }
  return undefined
}

function sent(upload: Upload, refund: SentLine): Refunded | undefined {
  const earlier = upload.lines.slice(0, upload.lines.indexOf(refund))
  return earlier.find((line) => line.sn === refund.refunds && line.quantity > 0n)
}

function refundedSoFar(visit: KnownVisit | null, inUse: ReadonlyMap<string, 'open' | 'settled'>, original: string): bigint {
  let sum = 0n
  for (const batch of visit?.batches ?? []) {
    batch.refunds.forEach((refunds, at) => {
      if (refunds === original && inUse.has(batch.sn[at] ?? '')) sum += batch.quantities[at] ?? 0n
    })
  }
  return sum
}
