// The four-way reconciliation as the server tells it.
import type { Matter } from './take-over-types.js'

export interface FourWaysMonth {
  readonly month: string
  readonly pool_name: string
  readonly run: { readonly run: string; readonly officer_name: string; readonly known_at: string } | null
  readonly pairs: readonly {
    readonly pair: string
    readonly name: string
    readonly left_name: string
    readonly right_name: string
    readonly tolerance_days: number
    readonly left_lines: number
    readonly left_fen: number
    readonly right_lines: number
    readonly right_fen: number
    readonly matched_lines: number
    readonly matched_fen: number
    readonly differences: number
  }[]
  readonly open: number
  readonly carried: readonly { readonly sentence: string; readonly owner: string }[]
  readonly certificate: readonly { readonly kind: string; readonly officer_name: string; readonly known_at: string }[]
  readonly certificate_refused: string | null
}

export interface FourWaysDifference extends Matter {
  readonly pair_name: string
  readonly unit_name: string
  readonly fund_name: string
  readonly kind_name: string
  readonly key_no: string
  readonly day: string
  readonly left_fen: number
  readonly right_fen: number
}

export interface PartyFile {
  readonly file: string
  readonly party_name: string
  readonly name: string
  readonly begins: string | null
  readonly ends: string | null
  readonly lines: number
  readonly faulty: number
  readonly added: number
  readonly known: number
  readonly known_at: string
}
