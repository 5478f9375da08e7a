// Budgets and year ends as the server tells them: money in whole fen.

export interface BudgetHead {
  readonly budget: string
  readonly book: string
  readonly year: number
  readonly kind: string
  readonly reason: string
  readonly stage: string
  readonly stage_name: string
  readonly known_at: string
}

export interface BudgetUnitPlan {
  readonly unit: string
  readonly name: string
  readonly income_fen: number
  readonly expenditure_fen: number
  readonly basis: string
}

export interface Budget extends BudgetHead {
  readonly steps: readonly {
    readonly step: number
    readonly kind: string
    readonly name: string
    readonly dated: string
    readonly document: string
    readonly remark: string
    readonly officer_name: string
  }[]
  readonly units: readonly BudgetUnitPlan[]
  /** What a unit's own government must agree to before issue. */
  readonly agreements: readonly {
    readonly unit: string
    readonly name: string
    readonly of: string
    readonly amount_fen: number
    readonly missing: string | null
  }[]
  /** Step → null, or why it may not be taken now. */
  readonly actions: Readonly<Record<string, string | null>>
}

export interface Execution {
  readonly year: number
  readonly planned: boolean
  readonly units: readonly {
    readonly unit: string
    readonly plan_income_fen: number
    readonly plan_expenditure_fen: number
    readonly income_fen: number
    readonly expenditure_fen: number
    readonly income_percent: string | null
    readonly expenditure_percent: string | null
  }[]
}

export interface YearEndHead {
  readonly run: string
  readonly book: string
  readonly year: number
  readonly stage: string
  readonly stage_name: string
  readonly officer_name: string
  readonly known_at: string
  readonly superseded: boolean
}

export interface GapLine {
  readonly line: number
  readonly part_name: string
  readonly source: string | null
  readonly source_name: string | null
  readonly amount_fen: number
  readonly status: 'covered' | 'awaiting' | 'undecided'
  readonly status_name: string
  readonly needs_text: readonly string[]
  readonly document: string | null
  readonly article: string | null
  readonly certainty: string | null
}

export interface YearEndUnit {
  readonly unit: string
  readonly name: string
  readonly income_fen: number
  readonly expenditure_fen: number
  readonly levy_fen: number
  readonly plan_income_fen: number
  readonly plan_expenditure_fen: number
  readonly surplus_fen: number
  readonly gap_fen: number
  readonly management_fen: number
  readonly awaiting_finding_fen: number
  readonly normal_fen: number
  /** Of the approved appraisal of the year. */
  readonly coefficient: string | null
  readonly lines: readonly GapLine[]
}

export interface YearEnd extends YearEndHead {
  readonly units: readonly YearEndUnit[]
  readonly steps: readonly {
    readonly step: number
    readonly kind: string
    readonly unit: string | null
    readonly until: string | null
    readonly remark: string
    readonly officer_name: string
    readonly known_at: string
  }[]
  readonly actions: Readonly<Record<string, string | null>>
}

export interface YearEndTasks {
  readonly tasks: readonly string[]
  readonly ready: boolean
}

export type CauseKind = 'management' | 'pre_pooling' | 'reasonable'

export interface GapCause {
  readonly cause: string
  readonly unit: string
  readonly kind: CauseKind
  readonly amount_fen: number
  readonly evidence: string
  /** Null: nobody has found on it yet. */
  readonly established: boolean | null
  readonly officer_name: string
  readonly found_by: string | null
  readonly remark: string | null
}

export interface BudgetLine {
  readonly line: number
  readonly name: string
  readonly indent: number
  readonly income: boolean
  readonly planned: boolean
  readonly filled_by: string
  readonly last_fen: number
  readonly amount_fen: number | null
  readonly basis: string
  readonly note: string
  /** What the adjustment fund's plan gives for a line between levels. */
  readonly derived: { readonly amount_fen: number | null; readonly reckoning: string } | null
}

export interface LevelUnit {
  readonly unit: string
  readonly name: string
  readonly base_fen: number
  readonly amount_fen: number
  readonly arrears_fen: number
  readonly credit_fen: number
  readonly due_fen: number
  readonly lower_fen: number | null
  readonly lower_note: string
}

export interface LevelLine {
  readonly account: string
  readonly name: string
  readonly source: string
  readonly run: string | null
  readonly reckoning: string
  readonly derived_fen: number | null
  readonly planned_fen: number | null
  readonly differences: readonly string[]
  readonly waiting: readonly string[]
  readonly units: readonly LevelUnit[]
}

export interface LevelLines {
  readonly lines: readonly LevelLine[]
}

export interface BudgetLines {
  /** Why nothing may be written now. */
  readonly closed: string | null
  readonly lines: readonly BudgetLine[]
}

export interface GapApproval {
  readonly approval: string
  readonly unit: string
  readonly of: string
  readonly step: string
  readonly dated: string
  readonly document: string
  readonly officer_name: string
}

export interface YearFigure {
  readonly figure: string
  readonly unit: string
  readonly name: string
  readonly label: string
  readonly amount_fen: number | null
  readonly met: boolean | null
  readonly source: string
  readonly officer_name: string
  readonly superseded: boolean
}

export interface YearFigures {
  readonly names: readonly { readonly name: string; readonly label: string; readonly money: boolean }[]
  readonly rows: readonly YearFigure[]
}
