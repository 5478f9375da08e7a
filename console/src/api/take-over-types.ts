// The take-over desk as the server tells it: money in whole fen.
export interface TakeOverHead {
  readonly takeover: string
  readonly unit: string
  readonly unit_name: string
  readonly scheme_name: string
  readonly as_of: string
  readonly switch_on: string
  readonly sources: readonly string[]
  readonly stage: string
  readonly stage_name: string
  readonly tasks: number
  readonly tasks_done: number
  readonly overdue: number
  readonly blocking: readonly string[]
  readonly parallel: { readonly bills: number; readonly unequal: number } | null
}

export interface TakeOverTask {
  readonly task: number
  readonly stage: string
  readonly name: string
  readonly owner: string
  readonly due: string
  readonly done: boolean
  readonly overdue: boolean
  readonly remark: string
}

export interface TakeOverFile {
  readonly file: string
  readonly kind_name: string
  readonly name: string
  readonly whole: boolean
  readonly lines: number
  readonly faulty: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly officer_name: string
  readonly known_at: string
}

export interface Applied {
  readonly kind: string
  readonly given: number
  readonly made: number
  readonly left_out: number
}

export interface TakeOver extends TakeOverHead {
  readonly task_list: readonly TakeOverTask[]
  readonly files: readonly TakeOverFile[]
  readonly standing: readonly { readonly kind: string; readonly kind_name: string; readonly lines: number }[]
  readonly steps: readonly {
    readonly step: number
    readonly kind: string
    readonly kind_name: string
    readonly remark: string
    readonly officer_name: string
    readonly known_at: string
    readonly report: Readonly<Record<string, unknown>> | null
  }[]
  /** Step → null, or why it may not be taken now. */
  readonly actions: Readonly<Record<string, string | null>>
}

/** A difference that officers must clear, of whichever desk. */
export interface Matter {
  readonly matter: string
  readonly sentence: string
  readonly standing: string
  readonly standing_name: string
  readonly owner: string | null
  readonly days: number
}

export interface MatterEvent {
  readonly kind_name: string
  readonly owner: string | null
  readonly text: string
  readonly officer_name: string
  readonly known_at: string
}

export interface TakeOverDifference extends Matter {
  readonly code_name: string
  readonly kind_name: string
  readonly file_name: string | null
  readonly line: number | null
  readonly amount_fen: number | null
}

export interface AuditSheet {
  readonly hash: string
  readonly rule: { readonly text: string; readonly document: string; readonly article: string } | null
  readonly rule_missing: string | null
  readonly items: readonly {
    readonly key: string
    readonly source: string
    readonly item: string
    readonly counterparty: string
    readonly book_fen: number
    readonly verified_fen: number | null
    readonly difference_fen: number | null
    readonly basis: string
  }[]
  readonly cash_fen: number
  readonly accounts_fen: number
  readonly receivable_fen: number
  readonly payable_fen: number
  readonly certified_fen: number
  readonly frozen_fen: number
  readonly handed_up_fen: number
  readonly gap_fen: number
  readonly mutual: readonly { readonly from: string; readonly to: string; readonly claim_fen: number; readonly debt_fen: number }[]
  readonly faults: readonly string[]
  readonly confirmations: readonly {
    readonly party: string
    readonly party_name: string
    readonly agreed: boolean | null
    readonly current: boolean
    readonly document: string
    readonly remark: string
    readonly officer_name: string
  }[]
  readonly may_confirm: string | null
}

export interface Parallel {
  readonly runs: readonly {
    readonly run: string
    readonly bills: number
    readonly equal: number
    readonly differs: number
    readonly not_possible: number
    readonly known_at: string
  }[]
  readonly days: readonly { readonly day: string; readonly kind: string; readonly kind_name: string; readonly bills: number; readonly difference_fen: number }[]
}

export interface ParallelDifference {
  readonly bill: string
  readonly day: string
  readonly kind_name: string
  readonly theirs_fen: number
  readonly ours_fen: number
  readonly sentence: string
}

export interface FileLayout {
  readonly layout: string
  readonly name: string
  readonly about: string
}
