// Which HTTP status a refusal has. What is not listed is 422: understood, but the facts do not allow it.
import type { Refusal } from '@tongchou/domain/base/refusal.js'
import { Type } from 'typebox'

const STATUS: Readonly<Record<string, number>> = {
  invalid_field: 400,
  malformed: 400,
  header_missing: 403,
  not_signed_in: 401,
  wrong_password: 401,
  account_locked: 423,
  not_allowed: 403,
  elsewhere: 403,
  not_found: 404,
  not_in_register: 404,
  unknown_route: 404,
  unsupported_type: 415,
  too_large: 413,
  too_many_requests: 429,
  database_unavailable: 503,
}

export function statusOf(code: string): number {
  return STATUS[code] ?? 422
}

/** What is answered when something was not done: a stable code and a sentence to show. */
export const ErrorReply = Type.Object({
  code: Type.String(),
  sentence: Type.String(),
  article: Type.Optional(Type.String()),
  details: Type.Optional(Type.Record(Type.String(), Type.String())),
  field: Type.Optional(Type.String({ description: 'the field that is wrong' })),
  trace_id: Type.Optional(Type.String({ description: 'to find an unexpected error in the log' })),
})

export function errorReply(refusal: Refusal): Record<string, unknown> {
  const { code, sentence, article, details } = refusal
  return { code, sentence, ...(article === undefined ? {} : { article }), ...(details === undefined ? {} : { details }) }
}
