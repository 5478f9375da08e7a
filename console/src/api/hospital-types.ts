// What the server answers about what institutions send in: filings, clearing, findings, settlement lists, records, mappings. Money in fen.
import type { Paged } from './session-types.js'

export interface Step {
  readonly kind: string
  readonly officer: string | null
  readonly reason: string
  readonly at: string
}

export interface Filing {
  readonly psn_no: string
  readonly person_name: string
  readonly application: string
  readonly area_name: string
  readonly infno: string
  readonly kind: string
  readonly kind_name: string
  readonly decided_by: string
  readonly standing: 'pending' | 'confirmed' | 'refused' | 'cancelled'
  readonly institution: string
  readonly institution_name: string
  readonly disease: string | null
  readonly disease_name: string | null
  readonly provider: string | null
  readonly provider_name: string | null
  readonly place_area: string | null
  readonly place_name: string | null
  readonly in_force: string
  readonly until: string | null
  readonly applied_at: string
  readonly days_waiting: number
  readonly due_on: string | null
  readonly overdue: boolean
  readonly decided_at: string | null
  readonly reason: string
}

export interface Filings extends Paged<Filing> {
  readonly waiting: number
  readonly overdue: number
}

export interface FilingDetail extends Filing {
  readonly limit: { readonly working_days: number; readonly certainty: string; readonly basis: string } | null
  readonly attributes: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

export interface BatchDecided {
  readonly decided: number
  readonly left: readonly { readonly psn_no: string; readonly application: string; readonly sentence: string }[]
}

export interface ClearingRequest {
  readonly institution: string
  readonly institution_name: string
  readonly request: string
  readonly clearing_type: string
  readonly clearing_type_name: string
  readonly clearing_way: string
  readonly clearing_way_name: string
  readonly month: string
  readonly begins: string
  readonly ends: string
  readonly bills: number
  readonly total_fen: number
  readonly recognised_fen: number
  readonly fund_fen: number
  readonly account_fen: number
  readonly cash_fen: number
  readonly standing: 'requested' | 'reviewed' | 'withdrawn' | 'accepted' | 'returned'
  readonly reason: string
  readonly operator: string
  readonly requested_at: string
  readonly days_waiting: number
}

export interface ClearingDetail extends ClearingRequest {
  readonly ours: {
    readonly bills: number
    readonly counting: number
    readonly total_fen: number
    readonly fund_fen: number
    readonly account_fen: number
    readonly cash_fen: number
  }
  readonly equal: boolean
  readonly reviewed_by_me: boolean
  readonly steps: readonly Step[]
}

export interface ClearingBill {
  readonly settlement: string
  readonly psn_no: string
  readonly person_name: string
  readonly visit: string
  readonly med_type: string
  readonly settled_on: string
  readonly refund: boolean
  readonly included: boolean
  readonly total_fen: number
  readonly fund_fen: number
  readonly account_fen: number
  readonly cash_fen: number
}

export interface OffsiteConfirmation {
  readonly institution: string
  readonly institution_name: string
  readonly confirmation: string
  readonly month: string
  readonly bills: number
  readonly included: number
  readonly total_fen: number
  readonly fund_fen: number
  readonly operator: string
  readonly standing: 'confirmed' | 'rolled_back'
  readonly confirmed_at: string
  readonly rolled_back_at: string | null
}

export interface Finding {
  readonly finding: string
  readonly psn_no: string | null
  readonly person_name: string | null
  readonly area_name: string
  readonly institution: string
  readonly institution_name: string
  readonly stage: 'pre' | 'mid'
  readonly scene: string
  readonly visit: string | null
  readonly hospital_visit: string
  readonly rule: string
  readonly rule_code: string
  readonly rule_name: string
  readonly point: string
  readonly severity: 'violation' | 'excess' | 'suspect' | 'hint'
  readonly sentence: string
  readonly basis: string
  readonly source: string
  readonly certainty: string
  readonly amount_fen: number
  readonly lines: readonly {
    readonly id: string
    readonly code: string
    readonly name: string
    readonly day: string
    readonly quantity: string
    readonly amount_fen: number
    readonly role: 'violating' | 'involved'
  }[]
  readonly doctor: string
  readonly department: string
  readonly booked_on: string
  readonly found_at: string
  readonly answer: { readonly decision: 'continued' | 'amended'; readonly reason: string; readonly operator: string; readonly answered_at: string } | null
  readonly judgement: Step | null
}

export interface Judgements {
  readonly finding: string
  readonly steps: readonly Step[]
}

export interface PaymentMethod {
  readonly institution: string
  readonly institution_name: string
  readonly number: string
  readonly benefit: string
  readonly med_type: string
  readonly method: string
  readonly method_name: string
  readonly in_force: string
  readonly until: string | null
  readonly source: string
  readonly standing: 'proposed' | 'standing' | 'future' | 'past' | 'rejected'
  readonly proposed_by: string
  readonly proposed_by_me: boolean
  readonly proposed_at: string
  readonly decided_by: string | null
  readonly decided_at: string | null
  readonly reason: string
}

export interface PaymentMethods extends Paged<PaymentMethod> {
  readonly methods: readonly { readonly code: string; readonly name: string }[]
}

export interface Findings extends Paged<Finding> {
  readonly amount_fen: number
}

export interface FindingSum {
  readonly key: string
  readonly name: string
  readonly findings: number
  readonly amount_fen: number
  readonly unanswered: number
  readonly continued: number
  readonly amended: number
}

export interface ListRow {
  readonly psn_no: string
  readonly settlement: string
  readonly list: string
  readonly version: number
  readonly person_name: string
  readonly institution: string
  readonly institution_name: string
  readonly settled_on: string
  readonly state: 'uploaded' | 'submitted' | 'passed' | 'failed'
  readonly errors: number
  readonly warnings: number
  readonly uploaded_at: string
  readonly reason: string
}

export type Content = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>

export interface ListDetail extends ListRow {
  readonly labels: Readonly<Record<string, string>>
  readonly named: Readonly<Record<string, string>>
  readonly faults: readonly { readonly field: string; readonly level: 'error' | 'warning'; readonly sentence: string; readonly value: string }[]
  readonly content: Content
  readonly versions: readonly {
    readonly list: string
    readonly version: number
    readonly uploaded_at: string
    readonly errors: number
    readonly warnings: number
  }[]
}

export interface MedicalRecord {
  readonly record: string
  readonly kind: string
  readonly kind_name: string
  readonly psn_no: string | null
  readonly person_name: string
  readonly institution: string
  readonly institution_name: string
  readonly visit: string | null
  readonly visit_no: string
  readonly document: string
  readonly happened_at: string
  readonly valid: boolean
  readonly known_at: string
}

export interface RecordDetail extends MedicalRecord {
  readonly labels: Readonly<Record<string, string>>
  readonly content: Content
  readonly versions: readonly { readonly record: string; readonly known_at: string; readonly valid: boolean }[]
}

export interface RecordKind {
  readonly kind: string
  readonly name: string
}

export interface MappingInstitution {
  readonly institution: string
  readonly name: string
  readonly area_name: string
  readonly mapped: number
  readonly doubtful: number
  readonly required: boolean
  readonly last_at: string | null
}

export interface Mapping {
  readonly own_code: string
  readonly own_name: string
  readonly list_type: string
  readonly national_code: string
  readonly item_name: string | null
  readonly item_class: string | null
  readonly in_force: string
  readonly until: string | null
  readonly state: 'in_force' | 'coming' | 'over'
  readonly operator: string
  readonly sent_at: string
}

export interface MappingCheck {
  readonly institution: string
  readonly name: string
  readonly mapped: number
  readonly decisions: readonly { readonly required: boolean; readonly in_force: string; readonly decided_by: string; readonly known_at: string }[]
}
