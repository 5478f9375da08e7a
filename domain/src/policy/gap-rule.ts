// Who covers a unit's gap at the end of a year, in which order and up to what: the rule kinds of published pooling documents, and
// who answers for the part of a gap that a unit's own fault made.
import type { Ratio } from '../base/money.js'
import type { Citation } from './citation.js'

/** How a pot is shared when claims are larger than what it holds. */
export type WhenShort = 'proportional' | 'listed_order'

interface Counted {
  /** Whether the levy for the adjustment fund counts as spending of the year before the gap is counted. */
  readonly afterLevy: boolean
  readonly from: Citation
}

export interface CitySurplusUse {
  /** Surplus at the beginning of the year, or with the surpluses that the units made in it. */
  readonly of: 'opening' | 'opening_and_current'
  readonly whenShort: WhenShort
}

/** 统收统支: a unit that met its plan is helped by the city's surplus; what is left is shared between city and unit. */
export interface CitySurplusFirst extends Counted {
  readonly kind: 'city_surplus_first'
  readonly planTest: { readonly income: boolean; readonly expenditure: boolean }
  readonly citySurplus: CitySurplusUse
}

/** 分级核算、自求平衡: the unit's own surplus with approval, then the finance of its own level. */
export interface SameLevelFinance extends Counted {
  readonly kind: 'same_level_finance'
  readonly overspendNeedsApproval: boolean
}

/** What a unit had saved before pooling covers its own gaps first. */
export interface FrozenSurplusFirst extends Counted {
  readonly kind: 'frozen_surplus_first'
  /** Null: the city's surplus is not used. */
  readonly citySurplus: CitySurplusUse | null
}

/** The upper fund's share falls with the deviation of the gap from the budgeted one. */
export interface DeviationBands extends Counted {
  readonly kind: 'deviation_bands'
  /** Whether a deviation moves the whole part above the budget into one band, or each slice into its own. */
  readonly reading: 'whole_over_part' | 'sliced'
  readonly deviationOf: 'normal_gap' | 'actual_gap'
  readonly baseInSurplus: Ratio
  readonly baseInDeficit: Ratio
  readonly edges: readonly [first: Ratio, second: Ratio]
  readonly over: readonly [first: Ratio, second: Ratio]
  readonly whenShort: WhenShort
}

/** The adjustment fund helps only with overspending up to a share of the plan, under conditions. */
export interface PlanLimited extends Counted {
  readonly kind: 'plan_limited'
  readonly ownSurplusFirst: boolean
  readonly limit: Ratio
  readonly poolShare: Ratio
  readonly conditions: readonly string[]
  readonly whenShort: WhenShort
}

/** County finance adds its part first; the pool helps as much at most. */
export interface CountyFirst extends Counted {
  readonly kind: 'county_first'
  readonly triggerMonths: bigint
  readonly countyRate: Ratio
  readonly whenShort: WhenShort
}

export const MEANS = ['deposits', 'adjustment_fund', 'bonds', 'fiscal_subsidy'] as const
export type Means = (typeof MEANS)[number]

/** One means after the other in a listed order (社会保险基金财务制度 art. 38). */
export interface OrderedMeans extends Counted {
  readonly kind: 'ordered_means'
  readonly order: readonly Means[]
  readonly whenShort: WhenShort
}

export type GapRule = CitySurplusFirst | SameLevelFinance | FrozenSurplusFirst | DeviationBands | PlanLimited | CountyFirst | OrderedMeans

export const GAP_WORDS: Readonly<Record<GapRule['kind'], string>> = {
  city_surplus_first: '完成计划的缺口先由市级结余弥补，不足部分分担',
  same_level_finance: '同级财政承担',
  frozen_surplus_first: '先用统筹前结余，再按规定分担',
  deviation_bands: '按偏离预算缺口的幅度分档分担',
  plan_limited: '调剂金在计划限额内按比例补助，其余由当地财政承担',
  county_first: '县级财政先补，调剂金等额为限',
  ordered_means: '按规定的顺序逐项弥补',
}

/** What nobody covered before: a ratio between city and unit; null where a document leaves it to a rule to come. */
export interface GapSharing {
  readonly ratio: { readonly city: Ratio; readonly unit: Ratio } | null
  readonly from: Citation
}

/** 管理缺口: what a unit's own fault, or the time before pooling, made falls to its government. */
/** What becomes of a unit's money of before pooling when it is taken over (统筹前结余和缺口). */
export interface TakeOverRule {
  /** `frozen`: kept apart for its origin; `handed_up`: into the pool in full, counted as the unit's like any other surplus. */
  readonly surplus: 'frozen' | 'handed_up'
  /** Whether what was owed and not yet paid or received counts. */
  readonly basis: 'accrual' | 'cash'
  /** Who answers for a gap of before. */
  readonly gap: 'unit_government'
  readonly from: Citation
}

export interface ManagementGap {
  readonly payer: 'unit_government'
  readonly from: Citation
}
