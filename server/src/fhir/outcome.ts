// OperationOutcome: how a refusal is told in FHIR, with our sentence, and which HTTP status it has.
import type { Refusal } from '@tongchou/domain/base/refusal.js'
import type { Resource } from './elements.js'

interface Issue {
  readonly status: number
  readonly code: string
}

/** What is not listed is understood and refused by a rule of business. */
const ISSUES: Readonly<Record<string, Issue>> = {
  malformed: { status: 400, code: 'structure' },
  required: { status: 400, code: 'required' },
  bad_input: { status: 400, code: 'value' },
  unknown_parameter: { status: 400, code: 'not-supported' },
  not_acceptable: { status: 406, code: 'not-supported' },
  unsupported_type: { status: 415, code: 'not-supported' },
  too_long: { status: 413, code: 'too-long' },
  not_signed_in: { status: 401, code: 'login' },
  bad_signature: { status: 401, code: 'security' },
  unknown_institution: { status: 403, code: 'security' },
  not_designated: { status: 403, code: 'forbidden' },
  not_allowed: { status: 403, code: 'forbidden' },
  not_found: { status: 404, code: 'not-found' },
  unknown_person: { status: 404, code: 'not-found' },
  not_offered: { status: 404, code: 'not-supported' },
  message_reused: { status: 409, code: 'duplicate' },
  busy: { status: 409, code: 'conflict' },
  in_doubt: { status: 503, code: 'transient' },
  database_away: { status: 503, code: 'transient' },
  internal: { status: 500, code: 'exception' },
}

const RULE: Issue = { status: 422, code: 'business-rule' }

export function statusOf(refusal: Refusal): number {
  return (ISSUES[refusal.code] ?? RULE).status
}

export function operationOutcome(refusal: Refusal): Resource {
  const { code, sentence, article } = refusal
  const diagnostics = article === undefined ? code : `${code}：${article}`
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: (ISSUES[code] ?? RULE).code, details: { text: sentence }, diagnostics }],
  }
}
