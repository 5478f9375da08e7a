// What the server answers about persons. Money is an integer number of fen, a day is `2026-11-21`. Written by hand beside the
// routes; nothing else in the console knows the shapes, so that generated types can take their place.
export interface SchemeCover {
  readonly scheme: string
  readonly person_type: string
  readonly entitled_from: string
  readonly entitled_to: string
  readonly status: string
}

export interface PersonRow {
  readonly psn_no: string
  readonly name: string
  readonly sex: string
  readonly age: number
  readonly born_year: number
  readonly cert: string
  readonly area: string
  readonly area_name: string
  readonly town_name: string | null
  readonly schemes: readonly SchemeCover[]
}

export type FoundPerson = PersonRow | { readonly elsewhere: true; readonly psn_no: string; readonly area_name: string }

export interface HouseholdMember {
  readonly psn_no: string
  readonly name: string
  readonly sex: string
  readonly age: number
}

export interface Enrolment {
  readonly scheme: string
  readonly benefit_year: number
  readonly area_name: string
  readonly person_type: string
  readonly employer_name: string | null
  readonly entitled_from: string
  readonly entitled_to: string
  readonly status: string
  /** False where a later row of the same scheme and year took its place. */
  readonly ruling: boolean
  readonly reason: string | null
  readonly booked_on: string
}

export interface Identity {
  readonly kind: string
  readonly list_name: string | null
  readonly area_name: string
  readonly in_force: string
  readonly until: string | null
  readonly confirmed_by: string
}

export interface Filing {
  readonly kind: string
  readonly disease: string | null
  readonly place_name: string | null
  readonly provider_name: string | null
  readonly in_force: string
  readonly until: string | null
  readonly withdrawn: boolean
}

export interface Person {
  readonly psn_no: string
  readonly name: string
  readonly sex: string
  readonly born: string
  readonly age: number
  readonly cert: string
  readonly phone: string | null
  readonly area: string
  readonly area_name: string
  readonly town_name: string | null
  readonly village_name: string | null
  readonly household: readonly HouseholdMember[]
  readonly enrolments: readonly Enrolment[]
  readonly identities: readonly Identity[]
  readonly filings: readonly Filing[]
  readonly account: { readonly current_fen: number; readonly history_fen: number } | null
}

export interface Unmasked {
  readonly name: string
  readonly cert_no: string
  readonly phone: string | null
}
