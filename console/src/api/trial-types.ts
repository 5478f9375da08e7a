// What the server answers about trials of drafts. Shares are hundredths of a per cent.
import type { Beside } from './beside-types.js'
import type { Paged } from './session-types.js'

export interface TrialHead {
  readonly trial: string
  readonly job: string
  readonly draft: string
  readonly draft_name: string
  readonly from: string
  readonly to: string
  readonly scheme: string | null
  readonly population: 'settled' | 'synthetic'
  /** Of a synthetic city. */
  readonly people: number | null
  readonly seed: number | null
  readonly rules_on: string | null
  readonly officer: string | null
  readonly bills: number
  readonly persons: number
  readonly tried_at: string
}

/** The city that can be drawn: the days of its year, and how large it may be. */
export interface SyntheticYear {
  readonly from: string
  readonly to: string
  readonly fewest: number
  readonly most: number
}

export interface Populations {
  readonly synthetic: SyntheticYear | null
}

export interface Effect {
  readonly bills: number
  readonly persons: number
  readonly total_fen: number
  readonly fund_before_fen: number
  readonly fund_after_fen: number
  readonly difference_fen: number
  readonly per_head_fen: number
  readonly self_before_fen: number
  readonly self_after_fen: number
}

export interface Shares {
  readonly of_scope_before: number | null
  readonly of_scope_after: number | null
  readonly of_total_before: number | null
  readonly of_total_after: number | null
}

interface Moved {
  readonly losers: number
  readonly gainers: number
  readonly loss_fen: number
  readonly gain_fen: number
}

export interface EffectGroup extends Effect {
  readonly dimension: string
  readonly dimension_name: string
  readonly scheme: string
  readonly scheme_name: string
  readonly key: string
  readonly name: string
}

export interface EffectUnit extends Effect, Moved {
  readonly unit: string
  readonly unit_name: string
  readonly scheme: string
  readonly scheme_name: string
}

export interface Standard extends Shares {
  readonly scheme: string
  readonly scheme_name: string
  readonly key: string
  readonly name: string
  readonly bills: number
  readonly persons: number
  readonly verdict: 'risen' | 'held' | 'fallen'
}

export interface Cover {
  readonly fund: string
  readonly fund_name: string
  readonly free_fen: number
  readonly before_fen: number
  readonly after_fen: number
  readonly months_before: number | null
  readonly months_after: number | null
}

export interface Cause {
  readonly step: string
  readonly step_name: string
  readonly article_before: string
  readonly article_after: string
  readonly persons: number
  readonly loss_fen: number
}

export interface Trial extends TrialHead {
  readonly engine: string
  readonly left_out: readonly { readonly why: string; readonly bills: number }[]
  readonly totals: Effect & Shares & Moved
  readonly units: readonly EffectUnit[]
  readonly groups: readonly EffectGroup[]
  readonly level_holds: boolean
  readonly standards: readonly Standard[]
  readonly cover: readonly Cover[]
  readonly cover_definition: string
  readonly months: number
  readonly balances_on: string
  readonly causes: readonly Cause[]
}

export interface Why {
  readonly step: string
  readonly step_name: string
  readonly article_before: string
  readonly article_after: string
  readonly rule_before: string
  readonly rule_after: string
}

export interface Loser {
  readonly psn_no: string | null
  readonly person_name: string | null
  /** Number of a person of a synthetic city. */
  readonly drawn: number | null
  readonly unit: string
  readonly unit_name: string
  readonly scheme: string
  readonly scheme_name: string
  readonly class: string
  readonly class_name: string
  readonly identities: readonly string[]
  readonly age: number
  readonly level_name: string
  readonly benefit_name: string
  readonly bills: number
  readonly worse_bills: number
  readonly self_before_fen: number
  readonly self_after_fen: number
  readonly loss_fen: number
  readonly settlement: string
  readonly why: Why
}

export interface LoserList extends Paged<Loser> {
  readonly loss_fen: number
}

export interface TrialBill extends Beside {
  readonly trial: string
  readonly psn_no: string | null
  /** Number of a person of a synthetic city. */
  readonly drawn: number | null
  /** The person's bills in the trial. */
  readonly bills: readonly { readonly settlement: string; readonly benefit_name: string; readonly discharged: string; readonly difference_fen: number | null }[]
  readonly settlement: string
  readonly scheme_name: string
  readonly benefit_name: string
  readonly level_name: string
  readonly admitted: string
  readonly discharged: string
  readonly difference_fen: number
  readonly why: Why | null
}

/** What of a draft the trial pages use; the draft's own pages know more. */
export interface DraftToTry {
  readonly draft: string
  readonly title: string
  readonly stage: string
  readonly stage_name: string
  readonly revision: number
  readonly faults: number
  readonly actions?: Readonly<Record<string, string | null>>
}

export interface DocumentToTry {
  readonly path: string
  readonly document: string
  readonly title: string | null
  readonly area: string
  readonly area_name: string
  readonly status: string
}
