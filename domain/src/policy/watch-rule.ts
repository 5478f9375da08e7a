// How a fund is watched: which months of cover are counted and on which balance, within which bounds; how units are appraised.
import type { Fen, Ratio } from '../base/money.js'
import type { Scheme } from '../base/scheme.js'
import type { Citation } from './citation.js'

export const MONTHS_DEFINITIONS = ['past_year', 'next_budget', 'rolling_12'] as const
/** Spending of the past year · of next year's budget · of the last twelve months. */
export type MonthsDefinition = (typeof MONTHS_DEFINITIONS)[number]

export const STRIPPED = ['frozen', 'next_year_premium', 'prepayments'] as const
/** Money that is not free: pre-pooling surplus of units, premiums of next year, prepayments to providers. */
export type Stripped = (typeof STRIPPED)[number]

export const COMPUTED = ['night', 'month'] as const
/** When the indicators are computed without being asked: each night up to the day before, or once a month for the month before. */
export interface WatchSchedule {
  readonly every: (typeof COMPUTED)[number]
  /** Day of the month from which the month before is computed. */
  readonly fromDay: bigint
}

export interface IndicatorRule {
  readonly definitions: readonly MonthsDefinition[]
  readonly strip: readonly Stripped[]
  /** Highest rates of surplus in percent, inclusive. */
  readonly bounds: { readonly currentPercent: Ratio | null; readonly cumulativePercent: Ratio | null } | null
  /** From when on an indicator is worth a warning, the strictest of an indicator first. */
  readonly thresholds?: readonly IndicatorThreshold[]
  /** Without one nothing is computed unless an officer asks. */
  readonly schedule?: WatchSchedule
  readonly from: Citation
}

export const WARNING_LEVELS = ['red', 'orange', 'yellow', 'blue'] as const
export type WarningLevel = (typeof WARNING_LEVELS)[number]

export const WARNING_OWNERS = ['unit_bureau', 'unit_agency', 'unit_finance', 'unit_tax', 'pool_bureau', 'pool_agency'] as const
/** Medical insurance bureau, agency, finance or tax of the unit that is warned about; bureau or agency of the whole pool. */
export type WarningOwner = (typeof WARNING_OWNERS)[number]

export interface IndicatorBound {
  readonly indicator: string
  readonly side: 'below' | 'above'
  readonly value: Ratio
}

export interface IndicatorThreshold extends IndicatorBound {
  readonly level: WarningLevel
  /** Counts only where another indicator of the same unit and month passes its bound too: a warning is a grade worse in a deficit. */
  readonly when?: IndicatorBound
  /** Days until an answer is due. */
  readonly answerDays: bigint
  /** Who has to answer; without one, whoever an officer names. */
  readonly owner?: WarningOwner
}

export const SCORE_FORMS = ['ratio', 'ratio_floor', 'deduct', 'ratio_deduct', 'deviation', 'overspend'] as const
export type ScoreForm = (typeof SCORE_FORMS)[number]

export interface AppraisalIndicator {
  readonly id: string
  readonly weight: Ratio
  readonly form: ScoreForm
  /** Points taken off for each finding, or for each percentage point. */
  readonly per: Ratio
  /** Below this share of the target nothing is scored. */
  readonly zeroBelow: Ratio
  /** Percentage points of deviation that cost nothing. */
  readonly tolerancePoints: Ratio
}

export interface AppraisalBand {
  readonly name: string
  readonly from: Ratio
  readonly coefficient: Ratio
  /** Reward or penalty that the document ties to the band. */
  readonly consequence?: string
  readonly award?: AppraisalAward
}

/** Money that the document ties to a band: the unit's government pays a penalty into the fund; a reward is paid out of the budget of the
 * pool's government, never out of a fund. */
export interface AppraisalAward {
  readonly kind: 'reward' | 'penalty'
  readonly amount: Fen
  readonly scheme: Scheme
}

export interface AppraisalRule {
  readonly indicators: readonly AppraisalIndicator[]
  /** Highest first. */
  readonly bands: readonly AppraisalBand[]
  /** What the weights add up to. */
  readonly full: Ratio
  /** Each score to two decimals and then added, or the exact sum rounded once. */
  readonly rounding: 'per_indicator' | 'once'
  readonly rank: boolean
  readonly from: Citation
}
