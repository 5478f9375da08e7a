// Splits one fee line by the catalogue: what is above the ceiling, what the person pays first, what is outside, what is in scope.
// Source: hospital interface §4.4 (2204, 2301, 2102 replies); price above the payment standard is the person's.
import { type Fen, isZero, NOTHING, notBelowZero, portion, type Ratio } from '../base/money.js'
import type { Scheme } from '../base/scheme.js'
import type { CatalogueClass } from './bill.js'

export type CatalogueKind = 'western_drug' | 'patent_drug' | 'herb' | 'service' | 'consumable' | 'other'

/** 1 primary, 2 secondary, 3 tertiary: which ceiling of an item a provider is held to. */
export type PriceTier = 1 | 2 | 3

export interface CatalogueItem {
  readonly code: string
  readonly name: string
  readonly kind: CatalogueKind
  readonly class: CatalogueClass
  /** National list med_chrgitm_type, e.g. `09` western drugs. */
  readonly chargeType: string
  readonly initialSelfPayment: Readonly<Record<Scheme, Ratio>>
  /** Fen per unit; null where the item has no ceiling. */
  readonly ceilings: Readonly<Record<PriceTier, Fen | null>>
  readonly restricted: boolean
  readonly negotiated: boolean
  readonly specialList: boolean
}

export interface FeeLine {
  /** In 1/10000 of a unit; negative on a refund line. */
  readonly quantity: bigint
  /** In 1/1000000 yuan. */
  readonly price: bigint
  /** hosp_appr_flag: `0` no approval asked, `1` approved, `2` refused. */
  readonly approval: '0' | '1' | '2'
}

export interface FeeLineSplit {
  readonly class: CatalogueClass
  readonly amount: Fen
  readonly overCeiling: Fen
  readonly preSelfPay: Fen
  readonly ownPay: Fen
  readonly inScope: Fen
  readonly initialSelfPayment: Ratio
  readonly ceiling: Fen | null
  readonly restrictedUse: 'met' | 'not_met' | undefined
}

const QUANTITY_AND_PRICE = 10_000n * 10_000n // quantity in 1/10^4, price in 1/10^6 yuan = 1/10^4 fen

/** Quantity × price in fen, half up. */
export function lineAmount(quantity: bigint, price: bigint): Fen {
  return portion(quantity * price, { num: 1n, den: QUANTITY_AND_PRICE })
}

/** An item that the catalogue does not know (`item` undefined) is outside the catalogue whole. */
export function splitLine(item: CatalogueItem | undefined, line: FeeLine, scheme: Scheme, tier: PriceTier): FeeLineSplit {
  const amount = lineAmount(line.quantity, line.price)
  const restrictedUse = useOf(item, line.approval)
  const itemClass = item?.class ?? '丙'
  const ceiling = item?.ceilings[tier] ?? null
  if (item === undefined || itemClass === '丙' || restrictedUse === 'not_met') {
    return { class: itemClass, amount, overCeiling: 0n, preSelfPay: 0n, ownPay: amount, inScope: 0n, initialSelfPayment: NOTHING, ceiling, restrictedUse }
  }
  const overCeiling = ceiling === null ? 0n : overOf(line, ceiling)
  const initialSelfPayment = itemClass === '甲' ? NOTHING : item.initialSelfPayment[scheme]
  const preSelfPay = isZero(initialSelfPayment) ? 0n : portion(amount - overCeiling, initialSelfPayment)
  return {
    class: itemClass,
    amount,
    overCeiling,
    preSelfPay,
    ownPay: 0n,
    inScope: amount - overCeiling - preSelfPay,
    initialSelfPayment,
    ceiling,
    restrictedUse,
  }
}

function overOf(line: FeeLine, ceiling: Fen): Fen {
  return lineAmount(line.quantity, notBelowZero(line.price - ceiling * 10_000n))
}

/** Restricted item: only an approval makes it normal; unrestricted: only a refusal takes it out (2204). */
function useOf(item: CatalogueItem | undefined, approval: FeeLine['approval']): 'met' | 'not_met' | undefined {
  if (approval === '2') return 'not_met'
  if (item?.restricted !== true) return undefined
  return approval === '1' ? 'met' : 'not_met'
}
