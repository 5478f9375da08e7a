// Shapes of the statement's answer. Money in fen; quantities and prices as text because they have more decimals than money.
import { Type } from 'typebox'

export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const text = Type.String()
export const fen = Type.Integer()

export const Standing = Type.Union([Type.Literal('settled'), Type.Literal('cancelled'), Type.Literal('cancellation')])

export const Article = Type.Object({ document: text, article: text, certainty: text, certainty_name: text, reading: nullable(text) })

export const Rung = Type.Object({
  ordinal: Type.Integer(),
  layer: text,
  layer_name: text,
  payer: text,
  payer_name: text,
  fund: text,
  fund_name: text,
  input_fen: fen,
  paid_fen: fen,
  left_fen: fen,
  rule: text,
  articles: Type.Array(Article),
  bound: nullable(text),
  bound_sentence: nullable(text),
})

const CounterStep = Type.Object({
  key: text,
  label: text,
  unit: Type.Union([Type.Literal('fen'), Type.Literal('count')]),
  detail: Type.Boolean(),
  before: nullable(Type.Integer()),
  added: Type.Integer(),
  after: nullable(Type.Integer()),
  cap: nullable(Type.Integer()),
})

const Line = Type.Object({
  sn: text,
  code: text,
  name: text,
  fee_day: text,
  charge_type_name: text,
  class: text,
  quantity: text,
  price: text,
  unit: nullable(text),
  amount_fen: fen,
  ceiling_fen: nullable(fen),
  initial_self_payment: text,
  above_standard_fen: fen,
  pre_self_pay_fen: fen,
  own_pay_fen: fen,
  in_scope_fen: fen,
  flags: Type.Array(text),
})

const Memo = Type.Object({
  book: text,
  book_name: text,
  area_name: text,
  booked_on: text,
  amounts: Type.Array(Type.Object({ account: text, account_name: text, amount_fen: fen })),
})

export const Split = Type.Object({
  total_fen: fen,
  in_scope_fen: fen,
  item_pre_self_pay_fen: fen,
  offsite_pre_self_pay_fen: fen,
  above_standard_fen: fen,
  out_of_catalogue_fen: fen,
})

export const Deductible = Type.Object({ due_fen: fen, charged_fen: fen, rule: nullable(text), articles: Type.Array(Article) })

export const AccountPaid = Type.Object({ paid_fen: fen, own_fen: fen, family_fen: fen, balance_fen: fen })

/** What a settled bill comes to, stored or not. */
export const SettledParts = {
  split: Split,
  deductible: Deductible,
  layers: Type.Array(Rung),
  fund_fen: fen,
  hospital_fen: fen,
  account: AccountPaid,
  cash_fen: fen,
}

const Head = {
  psn_no: text,
  settlement: text,
  standing: Standing,
  cancels: nullable(text),
  cancelled_by: nullable(text),
  person: Type.Object({ name: text, sex: text, age: Type.Integer(), area: text, area_name: text }),
  scheme: text,
  scheme_name: text,
  provider: Type.Object({ code: text, name: text, level_name: text }),
  benefit: text,
  benefit_name: text,
  med_type: text,
  med_type_name: text,
  place_name: text,
  filing_name: text,
  diagnosis: nullable(text),
  disease: nullable(text),
  admitted: text,
  discharged: text,
  settled_on: text,
  settled_at: text,
  booked_on: text,
  benefit_year: Type.Integer(),
  admission_number: nullable(Type.Integer()),
  settlement_type: text,
  settlement_type_name: text,
}

export const Statement = Type.Object({
  ...Head,
  ...SettledParts,
  accumulators: Type.Array(CounterStep),
  why_not_more: Type.Array(text),
  lines: Type.Array(Line),
  memo: Type.Array(Memo),
  rules: Type.Object({
    hash: text,
    engine: text,
    in_force: text,
    replay: Type.Union([Type.Literal('same'), Type.Literal('differs'), Type.Literal('not_possible')]),
    documents: Type.Array(Type.Object({ hash: text, document: text, status: text })),
  }),
})
