// Shapes of the office's pages about clearing requests.
import { Type } from 'typebox'
import { institutionAsked, oneOf, Paging, searchAsked, sortAsked, wordAsked } from '../http/list-query.js'
import { ProviderCode } from './reconciliation-schemas.js'

const text = Type.String()
const nullable = Type.Union([text, Type.Null()])
const fen = Type.Integer()
const STANDINGS = ['requested', 'reviewed', 'withdrawn', 'accepted', 'returned'] as const
const Standing = oneOf(STANDINGS, { title: '状态' })
const month = Type.Optional(Type.String({ title: '清算年月', pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-03' }))

const filters = { provider: institutionAsked, standing: wordAsked('状态', STANDINGS), month, q: searchAsked('机构名称、编码或申请号'), sort: sortAsked }
export const ClearingExportQuery = Type.Object(filters)
export const ClearingQuery = Type.Object({ ...filters, ...Paging })

const row = {
  institution: text,
  institution_name: text,
  request: text,
  clearing_type: text,
  clearing_type_name: text,
  clearing_way: text,
  clearing_way_name: text,
  month: text,
  begins: text,
  ends: text,
  bills: Type.Integer(),
  total_fen: fen,
  recognised_fen: fen,
  fund_fen: fen,
  account_fen: fen,
  cash_fen: fen,
  standing: Standing,
  reason: text,
  operator: text,
  requested_at: text,
  days_waiting: Type.Integer({ description: 'whole days since it was requested, while it waits' }),
}
export const ClearingList = Type.Object({ total: Type.Integer(), rows: Type.Array(Type.Object(row)) })

export const ClearingParams = Type.Object({ code: ProviderCode, request: Type.String({ title: '申请事件ID', pattern: '^\\d{1,18}$', description: '数字' }) })
const Sums = Type.Object({ bills: Type.Integer(), counting: Type.Integer(), total_fen: fen, fund_fen: fen, account_fen: fen, cash_fen: fen })
export const ClearingDetail = Type.Object({
  ...row,
  ours: Sums,
  equal: Type.Boolean({ description: 'our sums of today are those that were requested' }),
  reviewed_by_me: Type.Boolean(),
  steps: Type.Array(Type.Object({ kind: text, officer: nullable, reason: text, at: text })),
})

export const BillsExportQuery = Type.Object({ sort: sortAsked })
export const BillsQuery = Type.Object({ sort: sortAsked, ...Paging })
const Bill = Type.Object({
  settlement: text,
  psn_no: text,
  person_name: text,
  visit: text,
  med_type: text,
  settled_on: text,
  refund: Type.Boolean(),
  included: Type.Boolean(),
  total_fen: fen,
  fund_fen: fen,
  account_fen: fen,
  cash_fen: fen,
})
export const Bills = Type.Object({ total: Type.Integer(), rows: Type.Array(Bill) })

export const ClearingDecision = Type.Object({
  decision: Type.Union([Type.Literal('review'), Type.Literal('accept'), Type.Literal('return')], { title: '决定' }),
  reason: Type.Optional(Type.String({ title: '理由', minLength: 2, maxLength: 200 })),
})
export const ClearingDecided = Type.Object({ request: text, standing: Standing })

const offsite = { provider: institutionAsked, month, standing: wordAsked('状态', ['confirmed', 'rolled_back'] as const), sort: sortAsked }
export const OffsiteExportQuery = Type.Object(offsite)
export const OffsiteQuery = Type.Object({ ...offsite, ...Paging })
export const OffsiteList = Type.Object({
  total: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      institution: text,
      institution_name: text,
      confirmation: text,
      month: text,
      bills: Type.Integer(),
      included: Type.Integer(),
      total_fen: fen,
      fund_fen: fen,
      operator: text,
      standing: Type.Union([Type.Literal('confirmed'), Type.Literal('rolled_back')]),
      confirmed_at: text,
      rolled_back_at: nullable,
    }),
  ),
})
export const OffsiteParams = Type.Object({
  code: ProviderCode,
  confirmation: Type.String({ title: '清分确认号', pattern: '^\\d{1,18}$', description: '数字' }),
})
