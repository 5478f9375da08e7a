// What the server answers about accounts of the desk, the audit trail, and what waits for the officer.
import type { Paged } from './session-types.js'

export interface WaitingItem {
  readonly kind: string
  readonly group: 'decide' | 'warning' | 'difference' | 'running'
  readonly count: number
  readonly oldest: string | null
  readonly days: number
}

export interface Waiting {
  readonly today: string
  readonly items: readonly WaitingItem[]
}

export interface OfficerRow {
  readonly officer: string
  readonly account: string
  readonly name: string
  readonly department: string
  readonly department_name: string
  readonly role: string
  readonly role_name: string
  readonly area: string
  readonly area_name: string
  readonly provider: string | null
  readonly provider_name: string | null
  readonly standing: 'active' | 'locked' | 'one_time'
  readonly locked_until: string | null
  readonly last_sign_in: string | null
  readonly open_sessions: number
}

export interface OfficerRequest {
  readonly request: string
  readonly kind: 'open' | 'change'
  readonly account: string
  readonly name: string
  readonly department_name: string
  readonly role_name: string
  readonly area_name: string
  readonly provider: string | null
  readonly before: Readonly<Record<string, string>>
  readonly reason: string
  readonly asked_by: string
  readonly asked_at: string
  readonly own: boolean
  readonly decision: string | null
  readonly decision_reason: string | null
  readonly decided_by: string | null
  readonly decided_at: string | null
}

export interface OfficerDetail extends OfficerRow {
  readonly password_changed_at: string
  readonly permissions: readonly string[]
  readonly sessions: readonly { readonly opened_at: string; readonly seen_at: string; readonly ended_at: string | null }[]
  readonly acts: readonly { readonly kind: string; readonly reason: string; readonly done_by: string; readonly done_at: string }[]
  readonly requests: readonly OfficerRequest[]
}

export interface DeskRole {
  readonly department: string
  readonly department_name: string
  readonly role: string
  readonly role_name: string
  readonly scope: string
}

/** The one-time password stands here once, and nowhere afterwards. */
export interface OfficerDone {
  readonly account: string
  readonly password?: string
  readonly password_until?: string
}

export interface AuditAction {
  readonly action: string
  readonly name: string
}

export interface AuditRow {
  readonly event: number
  readonly at: string
  readonly account: string
  readonly name: string | null
  readonly role: string
  readonly action: string
  readonly action_name: string
  readonly psn_no: string | null
  readonly area_name: string | null
  readonly route: string
  readonly outcome: string
  readonly ip: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

export type OfficerList = Paged<OfficerRow>
export type OfficerRequestList = Paged<OfficerRequest>
export type AuditTrail = Paged<AuditRow>
