// ClaimResponse and ExplanationOfBenefit of a bill: the same adjudication, once for the sender of the claim and once with its lines.
import { personNumber } from '../enrolment/person-number.js'
import type { InterfaceTables } from '../hospital-interface/tables.js'
import type { Written } from '../hospital-interface/write-json.js'
import { billTotals, lineAdjudication, payers, quantityOf, unitPriceOf } from './adjudication.js'
import type { Bill } from './bill.js'
import { coverageId } from './coverage.js'
import { concept, hl7, identifier, instant, insurer, money, type Resource, reference, SYSTEM } from './elements.js'

export interface Teller {
  readonly pool: string
  readonly tables: InterfaceTables
}

export function billId(pool: string, bill: Pick<Bill, 'person' | 'settlement'>): string {
  return `${personNumber(pool, bill.person)}-${bill.settlement}`
}

export function claimResponse(teller: Teller, bill: Bill, claim?: { readonly system: string; readonly value: string }): Resource {
  return {
    resourceType: 'ClaimResponse',
    ...(bill.settlement === null ? {} : { id: billId(teller.pool, bill) }),
    ...common(teller, bill),
    requestor: providerOf(bill),
    ...(claim === undefined ? {} : { request: { identifier: identifier(claim.system, claim.value) } }),
    outcome: 'complete',
    disposition: bill.settlement === null ? '预结算，未入账' : bill.cancelled ? '已撤销' : '已结算',
    item: bill.lines.map((line, index) => ({ itemSequence: index + 1, adjudication: lineAdjudication(line) })),
    adjudication: payers(teller.tables, bill),
    total: billTotals(bill),
    ...(bill.settlement === null ? {} : { payment: { type: hl7('ex-paymenttype', 'complete'), amount: money(bill.fund) } }),
    insurance: [{ sequence: 1, focal: true, coverage: coverageOf(teller, bill) }],
  }
}

export function explanationOfBenefit(teller: Teller, bill: Bill): Resource {
  return {
    resourceType: 'ExplanationOfBenefit',
    id: billId(teller.pool, bill),
    ...common(teller, bill),
    billablePeriod: { start: bill.admitted, end: bill.discharged },
    provider: providerOf(bill),
    claimResponse: reference(`ClaimResponse/${billId(teller.pool, bill)}`),
    outcome: 'complete',
    disposition: bill.cancelled ? '已撤销' : '已结算',
    ...(bill.diagnosis === null ? {} : { diagnosis: [{ sequence: 1, diagnosisCodeableConcept: concept(SYSTEM.diagnosis, bill.diagnosis) }] }),
    insurance: [{ focal: true, coverage: coverageOf(teller, bill) }],
    item: bill.lines.map((line, index) => ({
      sequence: index + 1,
      productOrService: concept(SYSTEM.item, line.code, line.name),
      servicedDate: line.day,
      quantity: quantityOf(line),
      unitPrice: unitPriceOf(line),
      net: money(line.amount),
      adjudication: lineAdjudication(line),
    })),
    adjudication: payers(teller.tables, bill),
    total: billTotals(bill),
    payment: { type: hl7('ex-paymenttype', 'complete'), amount: money(bill.fund) },
  }
}

function common({ pool, tables }: Teller, bill: Bill) {
  const kind = tables.medicalTypes.get(bill.medType)?.visit ?? 'outpatient'
  return {
    ...(bill.settlement === null ? {} : { identifier: [identifier(SYSTEM.settlement, String(bill.settlement))] }),
    status: bill.cancelled ? 'cancelled' : 'active',
    type: hl7('claim-type', CLAIM_TYPES[kind]),
    subType: concept(SYSTEM.medType, bill.medType, tables.medicalTypes.get(bill.medType)?.label ?? bill.medTypeName),
    use: bill.settlement === null ? 'predetermination' : 'claim',
    patient: reference(`Patient/${personNumber(pool, bill.person)}`),
    created: instant(bill.settledAt),
    insurer: insurer(pool),
  } satisfies Record<string, Written>
}

export const CLAIM_TYPES = { inpatient: 'institutional', outpatient: 'professional', pharmacy: 'pharmacy' } as const

function providerOf({ provider }: Bill): Written {
  return { identifier: identifier(SYSTEM.institution, provider.code), display: provider.name }
}

function coverageOf({ pool }: Teller, bill: Bill): Written {
  return reference(`Coverage/${coverageId(pool, bill.person, bill.scheme, bill.benefitYear)}`)
}
