// Where a figure comes from. No figure enters the system without one.
import type { Day } from '../base/day.js'

/**
 * How sure a figure is. `official` read in the issued text · `quoted` official figures quoted by an official · `secondary`
 * an unverified compilation · `recalled` general knowledge, unverified · `illustrative` made for the demonstration.
 * Only `official` may be shown without its mark.
 */
export type Certainty = 'official' | 'quoted' | 'secondary' | 'recalled' | 'illustrative'

export const CERTAINTIES: readonly Certainty[] = ['official', 'quoted', 'secondary', 'recalled', 'illustrative']

export interface Citation {
  /** Document number as issued, e.g. `淮府办〔2020〕15号`. */
  readonly document: string
  /** The heading of the section, e.g. `三（四）统一基金管理`. */
  readonly article: string
  readonly certainty: Certainty
  /** The first day on which the section is in force. */
  readonly inForce: Day
  /** Set where the figure is our reading of an ambiguous text: says which reading. */
  readonly reading?: string
}

export interface Sourced<T> {
  readonly value: T
  readonly from: Citation
}
