// One item of the catalogue as the files give it, before it is stored.
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Certainty } from '@tongchou/domain/policy/citation.js'
import type { CatalogueClass } from '@tongchou/domain/settlement/bill.js'
import type { CatalogueKind } from '@tongchou/domain/settlement/split-line.js'

export interface CatalogueRow {
  readonly code: string
  readonly edition: string
  readonly kind: CatalogueKind
  readonly name: string
  readonly class: CatalogueClass
  readonly chargeType: string
  readonly unit: string
  /** Decimal texts, e.g. `0.10`. */
  readonly initialSelfPayment: Readonly<Record<Scheme, string>>
  /** Tertiary, secondary, primary. */
  readonly ceilings: readonly [Fen | null, Fen | null, Fen | null]
  readonly restricted: boolean
  readonly negotiated: boolean
  readonly certainty: Certainty
  readonly remark: string
  /** An illustrative price a provider asks, where the data has one; never stored as a ceiling. */
  readonly asked: Fen | null
}

export const NONE: Readonly<Record<Scheme, string>> = { employee: '0', resident: '0' }
export const NO_CEILINGS: CatalogueRow['ceilings'] = [null, null, null]

export function classOf(text: string): CatalogueClass {
  return text === '甲' || text === '乙' ? text : '丙'
}
