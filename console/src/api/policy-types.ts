// What the server answers about the policy library: documents with their live figures, areas, timelines, comparisons. By hand beside the routes.
export type Scheme = 'employee' | 'resident'
export type Certainty = 'official' | 'quoted' | 'secondary' | 'recalled' | 'illustrative'
export type CertaintyCounts = Readonly<Record<Certainty, number>>

export interface Citation {
  readonly document: string
  readonly article: string
  readonly certainty: Certainty
  readonly certainty_name: string
  readonly in_force: string
  readonly reading: string | null
  readonly draft: boolean
}

export interface PolicyDocument {
  readonly hash: string
  readonly path: string
  readonly document: string
  readonly title: string | null
  readonly area: string
  readonly area_name: string
  readonly government: string
  readonly status: 'published' | 'consultation_draft' | 'stand_in' | 'not_adopted'
  readonly status_name: string
  readonly issued: string | null
  readonly source: string | null
  readonly schemes: readonly Scheme[]
  readonly sections: number
  readonly certainty: CertaintyCounts
  readonly in_use: boolean
  readonly published_at: string
}

export interface PlaceOfRule {
  readonly area: string
  readonly area_name: string
  readonly scheme: Scheme
  readonly scheme_name: string
}

export type Standing = 'in_force' | 'replaced' | 'not_yet' | 'ended' | 'unused' | 'draft' | 'not_adopted'

/** A rule as a table: a row lacks the cells that one above stands over. */
export interface RuleTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly { readonly text: string; readonly rows: number }[])[]
  /** What the table does not say. */
  readonly rest: readonly string[]
}

export interface LiveFigure {
  readonly key: string
  readonly key_name: string
  readonly line: number
  readonly sentences: readonly string[]
  readonly table: RuleTable | null
  readonly schemes: readonly Scheme[]
  readonly in_force: string
  readonly until: string | null
  readonly certainty: Certainty
  readonly certainty_name: string
  readonly reading: string | null
  readonly standing: Standing
  readonly standing_name: string
  readonly holds_in: readonly PlaceOfRule[]
  readonly replaced_by: readonly (PlaceOfRule & { readonly document: string; readonly article: string; readonly hash: string | null })[]
}

export interface DocumentPart {
  readonly heading: string
  readonly level: number
  readonly line: number
  readonly text: string
  readonly figures: readonly LiveFigure[]
}

export interface DocumentDetail extends PolicyDocument {
  readonly day: string
  readonly superseded_by: string | null
  readonly text: string
  readonly parts: readonly DocumentPart[]
}

export interface AreaScheme {
  readonly scheme: Scheme
  readonly scheme_name: string
  readonly rule_set: string
  readonly published_at: string
  readonly first: string | null
  readonly versions: number
  readonly in_force: boolean
  readonly certainty: CertaintyCounts
  readonly awaiting: readonly { readonly key: string; readonly key_name: string }[]
  readonly silent_kinds: readonly { readonly kind: string; readonly name: string }[]
}

export interface PolicyArea {
  readonly area: string
  readonly area_name: string
  readonly province: string
  readonly province_name: string
  readonly schemes: readonly AreaScheme[]
  readonly drafts: readonly { readonly hash: string; readonly document: string }[]
}

export type Subject = 'benefits' | 'fund' | 'entitlement'

export interface VersionChange {
  readonly key: string
  readonly key_name: string
  readonly kind: 'added' | 'changed' | 'restated' | 'removed'
  readonly kind_name: string
  readonly before: readonly string[] | null
  readonly after: readonly string[] | null
  readonly from: Citation
  readonly government: string
  readonly hash: string | null
}

export interface PolicyVersion {
  readonly subject: Subject
  readonly subject_name: string
  readonly in_force: string
  readonly until: string | null
  readonly current: boolean
  readonly settles: boolean
  readonly changes: readonly VersionChange[]
}

export interface Versions extends PlaceOfRule {
  readonly rule_set: string
  readonly versions: readonly PolicyVersion[]
}

export type Verdict = 'same' | 'different' | 'left_only' | 'right_only' | 'neither'

export interface ComparedCell {
  readonly text: string | null
  readonly citations: readonly Citation[]
}

export interface ComparedRow {
  readonly label: string
  readonly left: ComparedCell
  readonly right: ComparedCell
  readonly verdict: Verdict
  readonly verdict_name: string
}

export interface ComparedGroup {
  readonly group: string
  readonly name: string
  readonly rows: readonly ComparedRow[]
}

export interface ComparedSide {
  readonly area: string
  readonly area_name: string
  readonly day: string
  readonly version: { readonly in_force: string; readonly until: string | null } | null
}

export interface Comparison {
  readonly scheme: Scheme
  readonly scheme_name: string
  readonly with_drafts: boolean
  readonly left: ComparedSide
  readonly right: ComparedSide
  readonly counts: Readonly<Record<Verdict, number>>
  readonly groups: readonly ComparedGroup[]
}
