// A visit as the write path would have read it back, made from what was just settled.
import { firstOfMonth } from '@tongchou/domain/base/day.js'
import type { FeeBatch, KnownVisit } from '@tongchou/server/settlement/work.js'
import type { BilledVisit } from './billed-visit.js'

export function knownVisit(bill: BilledVisit): KnownVisit {
  const { encounter } = bill
  return {
    visit: bill.visit,
    version: BigInt(bill.version),
    area: bill.area,
    scheme: bill.scheme,
    provider: encounter.provider.code,
    kind: encounter.kind,
    status: bill.status,
    medType: bill.medType,
    disease: bill.disease,
    treatment: null,
    delivery: bill.delivery,
    procedure: null,
    diagnosis: encounter.diagnosis,
    admitted: encounter.opened,
    discharged: encounter.kind === 'inpatient' ? encounter.closed : null,
    months: [firstOfMonth(encounter.closed)],
    batches: [feeBatch(bill)],
    cancellations: [],
    settlements: bill.facts.map(({ settlement, fact }) => ({ settlement, cancels: fact.cancels, feeBatches: fact.feeBatches, fact })),
  }
}

function feeBatch({ batch, chargeBatch, encounter, lines }: BilledVisit): FeeBatch {
  return {
    batch,
    month: firstOfMonth(encounter.closed),
    chargeBatch,
    sn: lines.map((line) => line.sn),
    amounts: lines.map((line) => line.amount),
    classes: lines.map((line) => line.class),
    initialSelfPayments: lines.map((line) => line.initialSelfPayment),
    overCeilings: lines.map((line) => line.overCeiling),
    quantities: lines.map((line) => line.quantity),
    prices: lines.map((line) => line.price),
    codes: lines.map((line) => line.code),
    feeDays: lines.map((line) => line.feeDay),
    refunds: lines.map((line) => line.refunds),
    flags: lines.map((line) => line.flags.join(' ')),
  }
}
