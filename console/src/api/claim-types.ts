// What the server answers about injuries, advance payments and family accounts.
export interface Recorded {
  readonly fact: string
  readonly sentence: string
}

export interface Declaration {
  readonly declaration: string
  readonly mdtrt_id: string | null
  readonly happened_on: string
  readonly happened_at: string
  readonly circumstances: string
  readonly claimed: string
  readonly claimed_name: string
  readonly promised: boolean
  readonly booked_on: string
  readonly standing: string
  readonly findings: readonly {
    readonly found: string
    readonly found_name: string
    readonly liable_percent: string | null
    readonly basis: string
    readonly booked_on: string
  }[]
  readonly decisions: readonly {
    readonly ground: string | null
    readonly ground_name: string
    readonly liable_party: string
    readonly basis: string
    readonly booked_on: string
  }[]
}

export interface Advance {
  readonly settlement: string
  readonly provider_name: string
  readonly settled_on: string
  readonly total_fen: number
  readonly receivable_fen: number
  readonly recovered_fen: number
  readonly left_fen: number
  readonly recoveries: readonly { readonly fact: string; readonly payer: string; readonly amount_fen: number; readonly received_on: string }[]
}

export interface Accidents {
  readonly declarations: readonly Declaration[]
  readonly advances: readonly Advance[]
}

interface Whose {
  readonly psn_no: string
  readonly person_name: string
  readonly area: string
}

export interface WaitingDeclaration extends Whose {
  readonly declaration: string
  readonly happened_on: string
  readonly happened_at: string
  readonly claimed_name: string
  readonly found_name: string | null
  readonly liable_percent: string | null
  readonly ground_name: string | null
  readonly booked_on: string
  readonly stage: 'to_find' | 'to_decide' | 'decided'
  readonly standing: string
}

export type WaitingAdvance = Whose & Advance

export interface AccidentList {
  readonly declarations: readonly WaitingDeclaration[]
  readonly advances: readonly WaitingAdvance[]
}

export interface FamilyLink {
  readonly link: string
  readonly owner: string
  readonly owner_name: string
  readonly member: string
  readonly member_name: string
  readonly relation: string
  readonly relation_name: string
  readonly rank: number
  readonly yearly_limit_fen: number | null
  readonly consented_on: string
  readonly in_force: string
  readonly until: string | null
  readonly withdrawn: boolean
}

export interface FamilyLinks {
  readonly pays_for: readonly FamilyLink[]
  readonly paid_by: readonly FamilyLink[]
}
