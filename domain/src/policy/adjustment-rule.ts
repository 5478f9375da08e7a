// 调剂金: what each area pays into the adjustment fund and how the fund is given out, as data.
import type { Day } from '../base/day.js'
import type { Ratio } from '../base/money.js'
import type { Citation } from './citation.js'

export const LEVY_BASES = ['last_final_income', 'last_collected', 'current_collected', 'wage'] as const
export type LevyBase = (typeof LEVY_BASES)[number]

export interface LevyRule {
  readonly base: LevyBase
  /** Premiums that others paid for somebody count as income of the base. */
  readonly thirdPartyIncluded: boolean
  readonly individualAccountsExcluded: boolean
  /** Share of the average wage that counts, for the base `wage`. */
  readonly wageFactor: Ratio
  readonly rate: Ratio
  /** No levy once the pot covers so many months of all areas' spending. */
  readonly stop: { readonly months: bigint; readonly mode: 'all_or_nothing' | 'up_to_threshold' } | null
  /** Days on which equal parts fall due; the fen left over go to the first or the last. */
  readonly instalments: { readonly due: readonly Day[]; readonly remainder: 'first' | 'last' } | null
  readonly from: Citation
}

export type GrantCap = { readonly kind: 'percent_of_plan' | 'times_own_levy'; readonly value: Ratio }

/** After the event: a share of the need that an area's own surplus does not cover. */
export interface AllocationAfter {
  readonly kind: 'after'
  readonly share: Ratio
  readonly coefficient: 'none' | 'appraisal'
  readonly conditions: readonly string[]
  readonly caps: readonly GrantCap[]
  /** What an area paid in comes back to it first. */
  readonly ownLevyFirst: boolean
  /** Share of the emergency part that the emergency pot bears; null: there is none. */
  readonly emergencyShare: Ratio | null
  readonly from: Citation
}

/** Before the event: all that was levied goes out again by weights, less a reserve. */
export interface AllocationBefore {
  readonly kind: 'before'
  readonly weights: readonly { readonly measure: string; readonly weight: Ratio }[]
  readonly reserve: Ratio
  readonly coefficientInWeight: boolean
  readonly from: Citation
}

export type AllocationRule = AllocationAfter | AllocationBefore
