// What the server answers where two settlings of one bill stand side by side.
import type { Article, Laddered } from './settlement-types.js'

export interface BesideSide {
  readonly fen: number
  readonly rule: string | null
  readonly articles: readonly Article[]
  readonly bound: string | null
  readonly input_fen: number | null
  readonly left_fen: number | null
}

export interface BesideStep {
  readonly step: string
  readonly step_name: string
  readonly payer_name: string
  readonly kind: 'cost' | 'deductible' | 'layer' | 'person'
  readonly before: BesideSide | null
  readonly after: BesideSide | null
  readonly difference_fen: number
  readonly differs: boolean
  readonly first: boolean
}

/** One side of the two; without a statement where the rules do not settle the bill, and then with the reason. */
export interface Side {
  readonly statement: (Laddered & { readonly why_not_more?: readonly string[] }) | null
  readonly sentence: string | null
}

export interface Beside {
  readonly before: Side
  readonly after: Side
  readonly steps: readonly BesideStep[]
}
