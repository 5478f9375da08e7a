// Shapes of the office's pages about reconciliation.
import { Type } from 'typebox'
import { Paging } from '../http/list-query.js'

const text = Type.String()
const nullable = Type.Union([text, Type.Null()])
const fen = Type.Integer()
const nullableFen = Type.Union([fen, Type.Null()])

const RunKind = Type.Union([Type.Literal('totals'), Type.Literal('details')], { title: '对账方式' })
const Kind = Type.Union(
  [
    Type.Literal('amount'),
    Type.Literal('missing_here'),
    Type.Literal('missing_there'),
    Type.Literal('double'),
    Type.Literal('cancelled_here'),
    Type.Literal('cancelled_there'),
  ],
  { title: '差异类别' },
)
const Standing = Type.Union([Type.Literal('open'), Type.Literal('closed'), Type.Literal('gone')], {
  title: '状态',
  description: 'gone: a later comparison of the same bills did not find it again',
})
const Owner = Type.Union([Type.Literal('institution'), Type.Literal('office')], { title: '由谁处理' })
export const ProviderCode = Type.String({ title: '机构编码', pattern: '^[HP]\\d{11}$', description: 'H 或 P 加 11 位数字' })

export const ProviderParams = Type.Object({ code: ProviderCode })
export const RunQuery = Type.Object({ kind: Type.Optional(RunKind), ...Paging })
const differenceFilters = { provider: Type.Optional(ProviderCode), standing: Type.Optional(Standing), kind: Type.Optional(Kind) }
export const DifferenceExportQuery = Type.Object(differenceFilters)
export const DifferenceQuery = Type.Object({ ...differenceFilters, ...Paging })

const Run = Type.Object({
  reconciliation: text,
  kind: RunKind,
  scheme: nullable,
  clearing_type: nullable,
  begins: text,
  ends: text,
  theirs_bills: Type.Integer(),
  theirs_total_fen: fen,
  theirs_fund_fen: fen,
  theirs_account_fen: nullableFen,
  theirs_cash_fen: nullableFen,
  ours_bills: Type.Integer(),
  ours_total_fen: fen,
  ours_fund_fen: fen,
  ours_account_fen: fen,
  ours_cash_fen: fen,
  equal: Type.Boolean(),
  said: text,
  differences: Type.Integer(),
  operator: text,
  at: text,
})
export const Runs = Type.Object({ total: Type.Integer(), rows: Type.Array(Run) })

const Note = Type.Object({ kind: text, owner: nullable, text, officer: text, at: text })

const DifferenceRow = Type.Object({
  institution: text,
  institution_name: text,
  matter: text,
  kind: Kind,
  kind_name: text,
  standing: Standing,
  owner: Owner,
  settlement: text,
  visit: text,
  psn_no: text,
  msgid: text,
  refund: Type.Boolean(),
  settled_on: nullable,
  theirs_total_fen: nullableFen,
  theirs_fund_fen: nullableFen,
  theirs_account_fen: nullableFen,
  ours_total_fen: nullableFen,
  ours_fund_fen: nullableFen,
  ours_account_fen: nullableFen,
  sentence: text,
  first_seen: text,
  last_seen: text,
  found: Type.Integer({ description: 'how many comparisons found it' }),
  days: Type.Integer({ description: 'whole days since it was first found' }),
  notes: Type.Array(Note),
})
export const Differences = Type.Object({ total: Type.Integer(), open: Type.Integer(), rows: Type.Array(DifferenceRow) })

export const NoteBody = Type.Object({
  matter: Type.String({ title: '差异', minLength: 3, maxLength: 200 }),
  kind: Type.Union([Type.Literal('note'), Type.Literal('owner'), Type.Literal('closed'), Type.Literal('reopened')], { title: '办理' }),
  text: Type.String({ title: '说明', minLength: 2, maxLength: 200 }),
  owner: Type.Optional(Owner),
})
export const Noted = Type.Object({ matter: text, standing: Standing })
