// What the documents of an area say about the fund itself: how it is run, who covers a gap, how providers are paid in advance,
// by which steps money is disbursed, what is paid into it. A rule that no document gives is null: undecided, not a default.
import type { Day } from '../base/day.js'
import type { Fen, Ratio } from '../base/money.js'
import type { Scheme } from '../base/scheme.js'
import type { AllocationRule, LevyRule } from './adjustment-rule.js'
import type { Citation } from './citation.js'
import type { GapRule, GapSharing, ManagementGap, TakeOverRule } from './gap-rule.js'
import type { SubsidySplit } from './subsidy-split-rule.js'
import type { Statement } from './unification.js'
import type { AppraisalRule, IndicatorRule } from './watch-rule.js'

/** 统收统支 with 分级核算: all money in the city's account, every unit counted apart and balancing itself. */
export interface PoolingMode {
  readonly kind: 'full_revenue_and_expenditure'
  readonly accounting: 'by_level' | 'one_account'
  readonly unitsBalanceThemselves: boolean
  readonly transfersBetweenUnits: boolean
  readonly from: Citation
}

/** 预付: what is paid to providers before settlement. */
export interface AdvanceRule {
  readonly kind: 'quarterly'
  readonly appliesTo: readonly string[]
  readonly from: Citation
}

/** The chain by which money reaches the unit's agency. */
export interface DisbursementRule {
  readonly kind: 'chain'
  readonly steps: readonly string[]
  readonly from: Citation
}

/** Residents: so much per head and year from the person and from government. */
export interface PerHeadContribution {
  readonly kind: 'per_head'
  readonly individual: Readonly<Record<string, Fen>>
  readonly subsidy: Readonly<Record<string, Fen>>
  /** Between the levels of government; absent where the documents do not say. */
  readonly split?: SubsidySplit
  readonly from: Citation
}

/** Employees: shares of a wage held between a floor and a ceiling of the average wage. */
export interface WageContribution {
  readonly kind: 'wage_share'
  readonly employee: Ratio
  readonly employer: Ratio
  readonly baseFloor: Ratio
  readonly baseCeiling: Ratio
  /** Part of the base that goes to the individual account of an active employee. */
  readonly toAccount: Ratio
  readonly from: Citation
}

export interface PoolingRules {
  readonly area: string
  readonly scheme: Scheme
  readonly inForce: Day
  readonly until: Day | null
  readonly mode: PoolingMode | null
  readonly gap: GapRule | null
  readonly gapSharing: GapSharing | null
  readonly managementGap: ManagementGap | null
  readonly takeOver?: TakeOverRule
  readonly levy: LevyRule | null
  readonly allocation: AllocationRule | null
  readonly indicators: IndicatorRule | null
  readonly appraisal: AppraisalRule | null
  /** How a province appraises its pooling areas. */
  readonly areaAppraisal?: AppraisalRule
  readonly advance: AdvanceRule | null
  readonly disbursement: DisbursementRule | null
  readonly contribution: PerHeadContribution | WageContribution | null
  /** What the documents say of unified pooling that is no rule to compute with. */
  readonly statements?: readonly Statement[]
}
