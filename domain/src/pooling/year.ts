// A pool's year as the year-end closing sees it: what each unit took in and spent, what was planned, what caused a gap, and what is
// there to cover it; and the answer: lines that add up to each gap to the fen, each with payer, status and article.
import type { Fen } from '../base/money.js'
import type { Approval } from '../budget/approved.js'
import type { Citation } from '../policy/citation.js'

export const FAULTS = ['management', 'pre_pooling'] as const
/** `management` 管理缺口 · `pre_pooling` what the time before pooling left · `reasonable` is information. */
export type CauseKind = (typeof FAULTS)[number] | 'reasonable'

export interface Cause {
  readonly kind: CauseKind
  readonly amountFen: Fen
  /** Proven, with evidence and a finding; a cause that is only claimed waits. */
  readonly established: boolean
}

export interface UnitYear {
  readonly unit: string
  readonly incomeFen: Fen
  readonly expenditureFen: Fen
  readonly levyFen: Fen
  readonly planIncomeFen: Fen
  readonly planExpenditureFen: Fen
  /** In listed order. */
  readonly causes: readonly Cause[]
  readonly approvals: readonly Approval[]
  /** The unit's own saved surplus before the year's result. */
  readonly ownSurplusFen: Fen
  /** Saved before pooling and kept for the unit. */
  readonly frozenFen: Fen
  readonly bondsFen: Fen
  readonly fiscalAvailableFen: Fen
  readonly budgetGapFen: Fen
  readonly budgetYearInSurplus: boolean
  readonly conditions: Readonly<Record<string, boolean>>
  readonly lastYearPayoutFen: Fen
  readonly lastYearBaseFen: Fen
}

export interface Pots {
  readonly citySurplusFen: Fen
  /** What the upper level's fund can give; null: as much as is asked. */
  readonly upperAvailableFen: Fen | null
  /** The adjustment fund's pot. */
  readonly potFen: Fen
}

export type GapPart = 'normal' | 'management' | 'pre_pooling'
export type GapSource =
  | 'unit_government'
  | 'city_surplus'
  | 'city_finance'
  | 'unit_finance'
  | 'own_surplus'
  | 'frozen_surplus'
  | 'upper_fund'
  | 'pool_fund'
  | 'deposits'
  | 'bonds'
  | 'adjustment_fund'
  | 'fiscal_subsidy'

export interface GapLine {
  readonly unit: string
  readonly part: GapPart
  /** Null where nobody pays yet. */
  readonly source: GapSource | null
  readonly amountFen: Fen
  /** `awaiting`: a decision or a rule is to come, named in `needs` · `undecided`: the document is silent. */
  readonly status: 'covered' | 'awaiting' | 'undecided'
  readonly needs: readonly string[]
  readonly from: Citation | null
}

export interface UnitClosing {
  readonly unit: string
  readonly surplusFen: Fen
  readonly gapFen: Fen
  readonly managementFen: Fen
  readonly awaitingFindingFen: Fen
  readonly normalFen: Fen
  readonly lines: readonly GapLine[]
  /** Conditions for help that the unit failed; only where the rule has conditions. */
  readonly failedConditions?: readonly string[]
  /** Whether the unit's own means were low enough for help; only where the rule asks. */
  readonly triggered?: boolean
  readonly after: UnitBalances
}

/** What the closing leaves of the unit's own means; only those that the rule touches. */
export interface UnitBalances {
  readonly ownSurplusFen?: Fen
  readonly frozenFen?: Fen
  readonly bondsFen?: Fen
  readonly fiscalAvailableFen?: Fen
}

export interface YearEnd {
  readonly units: readonly UnitClosing[]
  readonly after: { readonly citySurplusFen?: Fen; readonly upperAvailableFen?: Fen | null; readonly potFen?: Fen }
}
