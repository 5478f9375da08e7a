// What the open calculator is asked and answers.
import type { Laddered } from './settlement-types.js'

export interface Choice {
  readonly value: string
  readonly name: string
}

export interface BenefitChoice extends Choice {
  readonly variants: readonly Choice[]
}

export interface SchemeChoice extends Choice {
  readonly in_force: string
  readonly levels: readonly Choice[]
  readonly benefits: readonly BenefitChoice[]
  readonly identities: readonly Choice[]
  readonly treatments: readonly Choice[]
  readonly diseases: readonly Choice[]
  /** Further facts that can change an answer. */
  readonly asks: readonly string[]
  readonly first_seen: readonly Choice[]
  readonly class_b_first_pay: readonly (Choice & { readonly items: number })[]
}

export interface CalculatorOptions {
  readonly area: string
  readonly area_name: string
  readonly day: string
  readonly schemes: readonly SchemeChoice[]
  readonly places: readonly Choice[]
  readonly filings: readonly Choice[]
  /** Hospitals can be looked up by name. */
  readonly hospitals_by_name: boolean
}

export interface Hospital {
  readonly name: string
  readonly level: string
  readonly level_name: string
}

export interface VisitAsked {
  readonly scheme: string
  readonly benefit: string
  readonly variant?: string
  readonly level: string
  readonly place: string
  readonly filing: string
  readonly first_seen?: string
  readonly age: number
  readonly retired: boolean
  readonly identities: readonly string[]
  readonly total_fen: number
  readonly class_a_fen: number
  readonly class_b_fen: number
  readonly class_c_fen: number
  readonly class_b_first_pay: string
  readonly account_fen?: number
  readonly treatment?: string
  readonly disease?: string
  readonly liability?: string
  readonly stay?: { readonly link: string; readonly deductible_fen: number; readonly in_scope_fen: number }
  /** Further facts under the names of the question. */
  readonly [more: string]: unknown
  readonly used: {
    readonly admissions: number
    readonly deductible_fen: number
    readonly in_scope_fen: number
    readonly fund_paid_fen: number
    readonly [more: string]: number
  }
}

export interface Estimate extends Laddered {
  readonly scheme_name: string
  readonly benefit_name: string
  readonly level_name: string
  readonly place_name: string
  readonly filing_name: string
  readonly day: string
  readonly benefit_year: number
  readonly admission_number: number | null
  readonly settlement_type_name: string
  readonly why_not_more: readonly string[]
  readonly assumptions: readonly string[]
  readonly rules: { readonly hash: string; readonly engine: string; readonly in_force: string }
}
