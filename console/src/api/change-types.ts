// What the server answers about recomputations, their differences, nightly replays, and what was known on a day.
import type { Beside } from './beside-types.js'
import type { Paged } from './session-types.js'

export interface Recomputation {
  readonly change: string
  readonly job: string
  readonly kind: 'rules' | 'identity' | 'enrolment'
  readonly scheme: string
  readonly scheme_name: string
  readonly areas: readonly string[]
  readonly from_day: string | null
  readonly until_day: string | null
  readonly rule_hash: string | null
  readonly officer_name: string
  readonly bills: number
  readonly persons: number
  readonly known_at: string
  readonly pending: number
  readonly approved: number
  readonly declined: number
  readonly superseded: number
  readonly cancelled: number
}

export interface ChangeDetail extends Recomputation {
  readonly stretches: readonly {
    readonly hash: string
    readonly from: string
    readonly until: string | null
    readonly kinds: readonly { readonly kind: string; readonly levels: readonly string[] | null }[]
  }[]
  readonly facts: readonly string[]
  readonly sums: readonly {
    readonly area: string
    readonly area_name: string
    readonly state: DifferenceState
    readonly fund: string
    readonly fund_name: string
    readonly fen: number
  }[]
}

export type DifferenceState = 'pending' | 'approved' | 'declined' | 'superseded' | 'cancelled'

export interface Difference {
  readonly difference: string
  readonly change: string
  readonly psn_no: string
  readonly person_name: string
  readonly settlement: string
  readonly area: string
  readonly area_name: string
  readonly scheme: string
  readonly scheme_name: string
  readonly benefit_name: string
  readonly benefit_year: number
  readonly provider_name: string
  readonly in_force: string
  readonly layers: readonly {
    readonly layer: string
    readonly layer_name: string
    readonly payer_name: string
    readonly before_fen: number
    readonly after_fen: number
  }[]
  readonly person_fen: number
  readonly payable: boolean
  readonly reason: string
  readonly state: DifferenceState
  readonly overtaken: boolean
  readonly decided_at: string | null
  readonly decider: string | null
  readonly remark: string | null
  readonly posted_on: string | null
}

export interface DifferenceList extends Paged<Difference> {
  readonly owed_to_persons_fen: number
  readonly owed_by_persons_fen: number
}

export interface DifferenceDetail extends Difference, Beside {
  readonly admitted: string
  readonly discharged: string
  readonly settled_on: string
  readonly total_fen: number | null
}

export interface Decided {
  readonly decided: number
  readonly overtaken: readonly string[]
  readonly booked_on: string | null
}

export interface Replays {
  readonly nights: readonly {
    readonly night: string
    readonly seed: string
    readonly engine: string
    readonly equal: number
    readonly differs: number
    readonly not_possible: number
    readonly known_at: string
  }[]
  readonly findings: readonly ReplayFinding[]
}

export interface ReplayFinding {
  readonly night: string
  readonly psn_no: string
  readonly settlement: string
  readonly kind: 'differs' | 'not_possible'
  readonly sentence: string
}

export interface PersonAsKnown {
  readonly on: string
  readonly known_at: string
  readonly booked_by: string | null
  readonly enrolments: readonly {
    readonly scheme: string
    readonly scheme_name: string
    readonly entitled: boolean
    readonly reason: string | null
    readonly person_type: string | null
    readonly entitled_from: string | null
    readonly entitled_to: string | null
  }[]
  readonly identities: readonly {
    readonly kind: string
    readonly name: string
    readonly in_force: string
    readonly until: string | null
    readonly known_at: string
  }[]
  readonly filings: readonly {
    readonly kind: string
    readonly disease: string | null
    readonly provider: string | null
    readonly place_area: string | null
    readonly in_force: string
    readonly until: string | null
    readonly known_at: string
  }[]
  readonly years: readonly KnownYear[]
}

export interface KnownYear {
  readonly scheme: string
  readonly scheme_name: string
  readonly benefit_year: number
  readonly bills: number
  readonly total_fen: number
  readonly fund_fen: number
  readonly corrected_fen: number
  readonly counters: readonly {
    readonly key: string
    readonly label: string
    readonly unit: 'fen' | 'count'
    readonly detail: boolean
    readonly value: number
  }[]
}
