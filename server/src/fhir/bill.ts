// A settled or tried bill as FHIR tells it: payers, totals and lines, from what is stored or from a decision that is not stored.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { SettlementFact } from '../settlement/fact.js'
import type { Provider, Reference } from '../settlement/reference.js'
import { layersOf, linesOf, type SettlementHead, settlementHead } from '../settlement/statement-rows.js'
import type { NewLine } from '../settlement/work.js'
import type { Queryable } from './caller.js'

export interface Bill {
  readonly person: bigint
  /** Null in a trial. */
  readonly settlement: bigint | null
  readonly cancelled: boolean
  readonly provider: { readonly code: string; readonly name: string }
  readonly scheme: Scheme
  readonly benefitYear: number
  readonly medType: string
  readonly medTypeName: string
  readonly admitted: Day
  readonly discharged: Day
  /** `yyyy-MM-dd HH:mm:ss`. */
  readonly settledAt: string
  readonly diagnosis: string | null
  readonly total: Fen
  readonly inScope: Fen
  readonly preSelfPay: Fen
  readonly aboveStandard: Fen
  readonly outOfCatalogue: Fen
  readonly deductible: Fen
  readonly fund: Fen
  readonly hospital: Fen
  readonly account: Fen
  readonly cash: Fen
  readonly layers: readonly { readonly layer: string; readonly paid: Fen; readonly rule: string; readonly article: string }[]
  readonly lines: readonly Line[]
}

export interface Line {
  readonly code: string
  readonly name: string
  readonly day: Day
  /** In 1/10000. */
  readonly quantity: bigint
  /** In 1/1000000 yuan. */
  readonly price: bigint
  readonly amount: Fen
  readonly inScope: Fen
  readonly preSelfPay: Fen
  readonly overCeiling: Fen
  readonly ownPay: Fen
}

export async function storedBill(db: Queryable, person: bigint, settlement: bigint): Promise<Bill | undefined> {
  const head = await settlementHead(db, person, settlement)
  if (head === undefined) return undefined
  const [layers, lines] = [await layersOf(db, person, settlement), await linesOf(db, person, settlement)]
  return {
    ...headOf(head),
    layers: layers.map((layer) => ({
      layer: layer.payer === 'hospital' ? 'hospital' : layer.layer,
      paid: layer.paid_fen,
      rule: layer.rule,
      article: layer.article,
    })),
    lines: lines.map((line) => ({
      code: line.code,
      name: line.name ?? line.code,
      day: line.fee_day,
      quantity: line.quantity,
      price: line.price,
      amount: line.amount_fen,
      inScope: line.in_scope_fen,
      preSelfPay: line.pre_self_pay_fen,
      overCeiling: line.over_ceiling_fen,
      ownPay: line.own_pay_fen,
    })),
  }
}

function headOf(head: SettlementHead): Omit<Bill, 'layers' | 'lines'> {
  return {
    person: head.person,
    settlement: head.settlement,
    cancelled: head.cancelled_by !== null || head.cancels !== null,
    provider: { code: head.provider, name: head.provider_name },
    scheme: head.scheme,
    benefitYear: head.benefit_year,
    medType: head.med_type,
    medTypeName: head.med_type_name ?? '',
    admitted: head.admitted,
    discharged: head.discharged,
    settledAt: head.settled_at,
    diagnosis: head.diagnosis,
    total: head.total_fen,
    inScope: head.in_scope_fen,
    preSelfPay: head.item_pre_self_pay_fen + head.offsite_pre_self_pay_fen,
    aboveStandard: head.above_standard_fen,
    outOfCatalogue: head.out_of_catalogue_fen,
    deductible: head.deductible_fen,
    fund: head.fund_fen,
    hospital: head.hospital_fen,
    account: head.account_fen,
    cash: head.cash_fen,
  }
}

export interface Tried {
  readonly person: bigint
  readonly provider: Provider
  readonly fact: SettlementFact
  readonly lines: readonly NewLine[]
  readonly reference: Reference
}

/** A decision that nobody stores. */
export function triedBill({ person, provider, fact, lines, reference }: Tried): Bill {
  const { scheme, benefitYear, medType, admitted, discharged, settledAt, diagnosis } = fact
  const { total, inScope, aboveStandard, outOfCatalogue, deductible, fund, hospital, account, cash } = fact
  return {
    ...{ person, settlement: null, cancelled: false, provider, scheme, benefitYear, medType, medTypeName: '', admitted, discharged, settledAt, diagnosis },
    ...{ total, inScope, aboveStandard, outOfCatalogue, deductible, fund, hospital, account, cash },
    preSelfPay: fact.itemPreSelfPay + fact.offsitePreSelfPay,
    layers: fact.layers.map((layer) => ({ ...layer, layer: layer.payer === 'hospital' ? 'hospital' : layer.layer })),
    lines: lines.map((line) => ({ ...line, name: reference.catalogue.item(line.code, line.feeDay)?.name ?? line.code, day: line.feeDay })),
  }
}
