// Shapes of prepared catalogue imports at the desk.
import { Type } from 'typebox'
import { oneOf, Paging, sortAsked, wordAsked } from '../http/list-query.js'
import { Comparison, compareFilters, ImportBody } from './catalogue-schema.js'

const text = Type.String()
const nullable = Type.Union([text, Type.Null()])
const whole = Type.Union([Type.Integer(), Type.Null()])

const STANDINGS = ['prepared', 'checked', 'faulty', 'approved', 'returned', 'withdrawn'] as const

export const PrepareBody = ImportBody
export const Prepared = Type.Object({ draft: text, job: text })

const head = {
  draft: text,
  file_name: text,
  edition: text,
  in_force: text,
  complete: Type.Boolean(),
  prepared_by: text,
  own: Type.Boolean({ description: 'prepared by the officer who asks' }),
  prepared_at: text,
  standing: oneOf(STANDINGS),
  decided_by: nullable,
  decided_at: nullable,
  reason: text,
  version: whole,
  rows: whole,
  added: whole,
  changed: whole,
  ended: whole,
  unchanged: whole,
  fault_count: whole,
}

export const DraftQuery = Type.Object({ standing: wordAsked('状态', STANDINGS), sort: sortAsked, ...Paging })
export const Drafts = Type.Object({ total: Type.Integer(), waiting: Type.Integer(), rows: Type.Array(Type.Object(head)) })

export const DraftParams = Type.Object({ draft: Type.String({ title: '导入编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const Draft = Type.Object({
  ...head,
  layout: nullable,
  share_employee: nullable,
  share_resident: nullable,
  base: whole,
  overtaken: Type.Boolean({ description: 'the catalogue got another version after the check' }),
  faults: Type.Array(Type.Object({ row: Type.Integer(), sentence: text })),
  notices: Type.Array(text),
  steps: Type.Array(Type.Object({ kind: text, officer: text, reason: text, at: text })),
})

export const ChangeExportQuery = Type.Object(compareFilters)
export const ChangeQuery = Type.Object({ ...compareFilters, ...Paging })
export const Changes = Comparison

export const DraftDecision = Type.Object({
  decision: Type.Union([Type.Literal('approve'), Type.Literal('return')], { title: '决定' }),
  reason: Type.Optional(Type.String({ title: '意见', minLength: 2, maxLength: 200 })),
})
export const DraftDecided = Type.Object({ draft: text, standing: oneOf(STANDINGS), job: nullable })
