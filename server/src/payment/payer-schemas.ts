// Shapes of the pages about outside payers, their contracts and statements, and what has to be given back.
import { Type } from 'typebox'
import { BookParams } from '../fund/schemas.js'
import { Care, DayText, Fen, ListQuery, MonthText, NullableText, NumberText, Part, Positive, standing, Text, Unit, Words } from './desk-schemas.js'

const Book = BookParams.properties.book
const Year = Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' })
export const RatioText = Type.Optional(
  Type.String({ title: '比例', pattern: '^(0(\\.\\d{1,6})?|1(\\.0{1,6})?|\\d{1,2}(\\.\\d{1,4})?%|100%)$', description: '如 0.03 或 3%' }),
)
export const PayerKind = Type.String({ title: '付款方类别', pattern: '^[a-z_]{2,30}$', description: '付款方类别表中的编码' })

export const PayerKinds = Type.Array(
  Type.Object({ kind: Text, name: Text, employer: Type.Boolean(), movements: Type.Array(Type.Object({ kind: Text, name: Text })) }),
)
export const ContractQuery = ListQuery({ payer_kind: Type.Optional(PayerKind) })
export const contractHead = {
  number: Text,
  book: Text,
  payer_kind: Text,
  payer_kind_name: Text,
  payer: Text,
  employer_name: NullableText,
  in_force: Text,
  until: Text,
  document: Text,
  officer_name: Text,
  stage: Text,
  stage_name: Text,
}
const Terms = Type.Object({
  premium_per_head_fen: Type.Optional(Type.Integer({ title: '人均保费', minimum: 0 })),
  kept: RatioText,
  surplus_returned: RatioText,
  loss_shared: RatioText,
  loss_cap: RatioText,
  advance_months: Type.Optional(Type.Integer({ title: '预付月数', minimum: 0, maximum: 12 })),
})
export const ContractBody = Type.Object({
  book: Book,
  payer_kind: PayerKind,
  payer: Words('付款方名称'),
  employer: Type.Optional(Words('用人单位')),
  in_force: DayText,
  until: DayText,
  document: Words('协议或文件', 4),
  terms: Terms,
})
const movement = {
  number: Text,
  kind: Text,
  kind_name: Text,
  unit: Text,
  period: Text,
  amount_fen: Fen,
  heads: Type.Union([Type.Integer(), Type.Null()]),
  evidence: Text,
  officer_name: Text,
  known_at: Text,
  stage: Text,
  stage_name: Text,
  fact: NullableText,
  fact_kind: NullableText,
}
export const Contract = Type.Object({
  ...contractHead,
  ...standing,
  terms: Terms,
  movements: Type.Array(Type.Object({ ...movement, actions: standing.actions })),
})
export const StatementQuery = Type.Object({ year: Year })
export const Statement = Type.Object({
  payer: Text,
  year: Type.Integer(),
  months: Type.Array(Type.Object({ month: Text, bills: Type.Integer(), due_fen: Fen, advanced_fen: Fen, cleared_fen: Fen, open_fen: Fen })),
  units: Type.Array(Type.Object({ unit: Text, unit_name: Text, due_fen: Fen, cleared_fen: Fen, open_fen: Fen })),
  due_fen: Fen,
  cleared_fen: Fen,
  open_fen: Fen,
  advance_left_fen: Fen,
  receivable_fen: Fen,
  advance_due_fen: Type.Union([Fen, Type.Null()]),
  result: Type.Union([
    Type.Object({ premium_fen: Fen, claims_fen: Fen, kept_fen: Fen, surplus_fen: Fen, loss_fen: Fen, returned_fen: Fen, shared_fen: Fen }),
    Type.Null(),
  ]),
})
export const MovementBody = Type.Object({
  kind: Type.Union(
    [
      'premium',
      'repaid',
      'repaid_returned',
      'surplus_returned',
      'loss_paid',
      'insurer_advanced',
      'advance_set_off',
      'advance_returned',
      'advance_received',
      'clearing_received',
      'clearing_returned',
      'offsite_prepaid',
      'offsite_returned',
      'offsite_cleared',
    ].map((one) => Type.Literal(one)),
    { title: '往来类别' },
  ),
  unit: Unit,
  period: MonthText,
  amount_fen: Positive,
  heads: Type.Optional(Type.Integer({ title: '人数', minimum: 1, maximum: 100_000_000 })),
  part: Type.Optional(Part),
  care: Type.Optional(Care),
  evidence: Words('凭据', 4),
})
export const MovementParams = Type.Object({ number: NumberText('协议'), movement: NumberText('往来') })

const RecoveryKind = Type.Union(
  [Type.Literal('overpaid'), Type.Literal('violation'), Type.Literal('contract_penalty'), Type.Literal('late_fee'), Type.Literal('fine')],
  { title: '类别' },
)
export const RecoveryQuery = ListQuery({ kind: Type.Optional(RecoveryKind) })
export const recoveryHead = {
  number: Text,
  kind: Text,
  kind_name: Text,
  book: NullableText,
  unit: Text,
  debtor: Text,
  debtor_name: Text,
  benefit_year: Type.Integer(),
  amount_fen: Fen,
  received_fen: Fen,
  open_fen: Fen,
  reason: Text,
  document: Text,
  due_on: Text,
  overdue_days: Type.Integer(),
  dunned: Type.Integer(),
  officer_name: Text,
  stage: Text,
  stage_name: Text,
  account: Text,
}
export const Recovery = Type.Object({
  ...recoveryHead,
  ...standing,
  acts: Type.Array(
    Type.Object({ act: Type.Integer(), kind: Text, name: Text, happened_on: Text, amount_fen: Fen, text: Text, officer_name: Text, fact: NullableText }),
  ),
})
export const RecoveryBody = Type.Object({
  kind: RecoveryKind,
  book: Type.Optional(Book),
  unit: Unit,
  debtor_kind: Type.Union([Type.Literal('provider'), Type.Literal('person'), Type.Literal('other')], { title: '债务人类别' }),
  debtor: Words('债务人'),
  benefit_year: Year,
  part: Type.Union([Type.Literal('pool'), Type.Literal('account')], { title: '资金部分' }),
  care: Care,
  amount_fen: Positive,
  reason: Words('理由', 4),
  document: Words('决定文书', 4),
  due_on: DayText,
})
export const ActBody = Type.Object({
  kind: Type.Union([Type.Literal('dunned'), Type.Literal('received'), Type.Literal('to_treasury')], { title: '办理' }),
  happened_on: DayText,
  amount_fen: Type.Optional(Positive),
  text: Words('凭据或函号'),
})
