// What the server answers about policy drafts, freezes and surges. By hand beside the routes.
export type Stage = 'draft' | 'checked' | 'trial_attached' | 'reviewed' | 'approved' | 'published' | 'withdrawn'

export interface PolicyFault {
  readonly file: string
  readonly line: number
  readonly sentence: string
}

export interface StatedArticle {
  readonly document: string
  readonly article: string
  readonly certainty: string
  readonly in_force: string
  readonly reading: string | null
}

export interface Stated {
  readonly text: string
  readonly from: StatedArticle
}

export interface RuleChange {
  readonly area: string
  readonly scheme: string
  readonly from: string
  readonly until: string | null
  readonly key: string
  readonly label: string
  readonly of: readonly string[]
  readonly before: Stated | null
  readonly after: Stated | null
  readonly loosens: boolean
}

export interface Checked {
  readonly faults: readonly PolicyFault[]
  readonly changes: readonly RuleChange[]
  readonly first_day: string | null
  readonly retroactive: string | null
}

export interface FrozenRule {
  readonly freeze: string
  readonly area: string
  readonly document: string
  readonly from: string
  readonly until: string | null
  readonly exempt_by: string | null
  readonly figures: readonly string[]
}

export interface CheckedDraft extends Checked {
  readonly frozen: readonly FrozenRule[]
}

export interface DraftSummary {
  readonly draft: string
  readonly area: string
  readonly path: string
  readonly title: string
  readonly changes: string | null
  readonly opened_by: string
  readonly opened_at: string
  readonly stage: Stage
  readonly stage_name: string
  readonly revision: number
  readonly faults: number
}

export interface DraftRevisionRow {
  readonly revision: number
  readonly hash: string
  readonly faults: number
  readonly written_by: string
  readonly written_at: string
}

export interface DraftStep {
  readonly step: number
  readonly kind: string
  readonly revision: number
  readonly officer: string
  readonly at: string
  readonly remark: string
  readonly trial: string | null
  readonly document_number: string | null
  readonly document_hash: string | null
  readonly in_force: string | null
  readonly retroactive: string | null
}

export type Deed = 'save' | 'check' | 'attach_trial' | 'review' | 'return_on_review' | 'approve' | 'return_on_approval' | 'withdraw' | 'publish'

export interface Draft extends DraftSummary {
  readonly text: string
  readonly revisions: readonly DraftRevisionRow[]
  readonly steps: readonly DraftStep[]
  /** Why a deed may not be done now; null where it may. */
  readonly actions: Readonly<Record<Deed, string | null>>
}

export interface RevisionText {
  readonly draft: string
  readonly revision: number
  readonly text: string
}

/** A finished trial, as far as a draft needs to know it. */
export interface TrialHead {
  readonly trial: string
  readonly draft: string
  readonly draft_name: string
  readonly from: string
  readonly to: string
  readonly bills: number
  readonly officer: string | null
  readonly tried_at: string
}

export interface Freeze {
  readonly freeze: string
  readonly area: string
  readonly area_name: string
  readonly from: string
  readonly until: string | null
  readonly document: string
  readonly remark: string
  readonly amends: string | null
  readonly recorded_by: string
  readonly recorded_at: string
  readonly holds: boolean
}

export interface Exemption {
  readonly exemption: string
  readonly freeze: string
  readonly draft: string
  readonly revision: number
  readonly authority: string
  readonly document: string
  readonly remark: string
  readonly recorded_by: string
  readonly recorded_at: string
}

/** An approval of a higher level in the list of all of them. */
export interface ListedExemption extends Exemption {
  readonly freeze_area_name: string
  readonly freeze_document: string
  readonly from: string
  readonly until: string | null
  readonly draft_title: string
  readonly draft_area_name: string
  readonly authority_name: string
  readonly state: 'counts' | 'used' | 'over'
  readonly state_name: string
}

export interface Growth {
  readonly usual_count: number
  readonly usual_fen: number
  readonly count_percent: number | null
  readonly fen_percent: number | null
  readonly surge: boolean
}

export interface SurgeLine {
  readonly group: string
  readonly name: string
  readonly count: number
  readonly amount_fen: number
  readonly preceding: Growth | null
  readonly year_before: Growth | null
}

export interface SurgeWeek extends SurgeLine {
  readonly from: string
  readonly to: string
}

export interface SurgeTable {
  readonly measure: string
  readonly name: string
  readonly threshold: {
    readonly growth: string
    readonly least_count: number
    readonly least_fen: number
    readonly certainty: string
    readonly source: string
  }
  readonly totals: readonly SurgeLine[]
  readonly weekly: readonly SurgeWeek[]
}

export interface Surges {
  readonly freeze: Freeze
  readonly by: string
  readonly weeks: number
  readonly tables: readonly SurgeTable[]
}
