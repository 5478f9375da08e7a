// Shapes of the office's pages about clearing requests.
import { Type } from 'typebox'
import { Paging, ProviderCode } from './reconciliation-schemas.js'

const text = Type.String()
const fen = Type.Integer()
const Standing = Type.Union([Type.Literal('requested'), Type.Literal('withdrawn'), Type.Literal('accepted'), Type.Literal('returned')], { title: '状态' })

export const ClearingQuery = Type.Object({
  provider: Type.Optional(ProviderCode),
  standing: Type.Optional(Standing),
  month: Type.Optional(Type.String({ title: '清算年月', pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-03' })),
  ...Paging,
})

const Row = Type.Object({
  institution: text,
  institution_name: text,
  request: text,
  clearing_type: text,
  clearing_way: text,
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
})
export const ClearingList = Type.Object({ total: Type.Integer(), rows: Type.Array(Row) })

export const ClearingParams = Type.Object({ code: ProviderCode, request: Type.String({ title: '申请事件ID', pattern: '^\\d{1,18}$', description: '数字' }) })
export const ClearingDecision = Type.Object({
  decision: Type.Union([Type.Literal('accept'), Type.Literal('return')], { title: '决定' }),
  reason: Type.Optional(Type.String({ title: '理由', minLength: 2, maxLength: 200 })),
})
export const ClearingDecided = Type.Object({ request: text, standing: Standing })
