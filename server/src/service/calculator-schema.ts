// Shapes of the open calculator: what is asked, what may be chosen, and the estimate, whose ladder has the shape of a statement's.
import { Type } from 'typebox'
import { AccountPaid, Deductible, fen, nullable, Rung, Split } from '../settlement/statement-schema.js'
import { FACTS } from './asked-facts.js'

const text = Type.String()
const LARGEST_FEN = 100_000_000_00
const money = (title: string) => Type.Integer({ title, minimum: 0, maximum: LARGEST_FEN, description: '以分为单位的整数，不超过 1 亿元' })
const word = (title: string) => Type.String({ title, pattern: '^[a-z0-9_]{1,40}$' })

export const Used = Type.Object({
  admissions: Type.Integer({ title: '本年已住院次数', minimum: 0, maximum: 99 }),
  deductible_fen: money('本年已付起付线'),
  in_scope_fen: money('本年已有的范围内费用'),
  fund_paid_fen: money('本年基金已支付'),
  treatments: Type.Optional(Type.Integer({ title: '本年已做过几次同样的治疗', minimum: 0, maximum: 366 })),
  deductible_here_fen: Type.Optional(money('本年在这家医院已付起付线')),
  deductible_this_month_fen: Type.Optional(money('本月已付起付线')),
  deductible_this_quarter_fen: Type.Optional(money('本季度已付起付线')),
  this_month_fen: Type.Optional(money('本月限额已用')),
  this_disease_fen: Type.Optional(money('本病种限额已用')),
  major_burden_fen: Type.Optional(money('大病保险累计负担')),
})

/** Nobody's name or number: the circumstances only. */
export const CalculatorBody = Type.Object({
  scheme: Type.Union([Type.Literal('resident'), Type.Literal('employee')], { title: '险种' }),
  benefit: word('就医类别'),
  variant: Type.Optional(Type.String({ title: '分娩方式或手术', maxLength: 60 })),
  level: word('医院级别'),
  place: Type.Union([Type.Literal('local'), Type.Literal('in_province'), Type.Literal('out_of_province')], { title: '就医地' }),
  filing: Type.Union([Type.Literal('none'), Type.Literal('referral'), Type.Literal('long_term'), Type.Literal('emergency'), Type.Literal('temporary')], {
    title: '备案',
  }),
  first_seen: Type.Optional(word('首诊与转诊')),
  age: Type.Integer({ title: '年龄', minimum: 0, maximum: 130 }),
  retired: Type.Boolean({ title: '是否退休' }),
  identities: Type.Array(word('人员身份'), { title: '人员身份', maxItems: 14 }),
  total_fen: money('医疗费用总额'),
  class_a_fen: money('甲类费用'),
  class_b_fen: money('乙类费用'),
  class_c_fen: money('丙类（目录外）费用'),
  class_b_first_pay: Type.String({ title: '乙类先行自付比例', pattern: '^(0(\\.\\d{1,4})?|1)$', description: '0 至 1 的小数，如 0.1' }),
  account_fen: Type.Optional(money('个人账户余额')),
  account_history_fen: Type.Optional(money('个人账户历年余额')),
  family_fen: Type.Optional(money('家庭共济账户余额')),
  above_standard_fen: Type.Optional(money('超标准、超限价的部分')),
  disease: Type.Optional(Type.String({ title: '病种', minLength: 1, maxLength: 60 })),
  zero_claim_years: Type.Optional(Type.Integer({ title: '连续零报销年数', minimum: 0, maximum: 99 })),
  /** An earlier part of the same stay, as far as it was settled. */
  stay: Type.Optional(
    Type.Object({
      link: Type.Union([Type.Literal('mid_stay'), Type.Literal('transfer'), Type.Literal('readmission')], { title: '同一次住院' }),
      deductible_fen: money('前一部分已付起付线'),
      in_scope_fen: money('前一部分的范围内费用'),
    }),
  ),
  years_enrolled: Type.Optional(Type.Integer({ title: '连续参保年数', minimum: 0, maximum: 99 })),
  treatment: Type.Optional(word('治疗方式')),
  liability: Type.Optional(
    Type.Union([Type.Literal('third_party'), Type.Literal('work_injury')], { title: '应由他人负担', description: '第三人或工伤；没有则不填' }),
  ),
  liable_share: Type.Optional(
    Type.String({ title: '第三人承担的比例', pattern: '^0\\.\\d{1,4}$', description: '大于 0、小于 1 的小数，如 0.7；第三人负全部责任的不填' }),
  ),
  used: Used,
})

export const Estimate = Type.Object({
  scheme: text,
  scheme_name: text,
  benefit: text,
  benefit_name: text,
  level_name: text,
  place_name: text,
  filing_name: text,
  day: text,
  benefit_year: Type.Integer(),
  admission_number: nullable(Type.Integer()),
  settlement_type: text,
  settlement_type_name: text,
  split: Split,
  deductible: Deductible,
  layers: Type.Array(Rung),
  fund_fen: fen,
  hospital_fen: fen,
  account: AccountPaid,
  cash_fen: fen,
  why_not_more: Type.Array(text),
  /** What the estimate takes for granted, in sentences. */
  assumptions: Type.Array(text),
  rules: Type.Object({ hash: text, engine: text, in_force: text }),
})

const Choice = Type.Object({ value: text, name: text })
const Benefit = Type.Object({
  value: text,
  name: text,
  /** A fixed amount is paid by way of delivery or operation: one of these must then be named. */
  variants: Type.Array(Choice),
})
const Scheme = Type.Object({
  value: text,
  name: text,
  in_force: text,
  levels: Type.Array(Choice),
  benefits: Type.Array(Benefit),
  identities: Type.Array(Choice),
  treatments: Type.Array(Choice),
  diseases: Type.Array(Choice),
  /** Further facts that can change an answer under these rules. */
  asks: Type.Array(Type.String({ description: FACTS.join(' | ') })),
  /** Ways of having come to the hospital; empty where no rule asks for them. */
  first_seen: Type.Array(Choice),
  /** Initial self-payments of 乙 items in the catalogue, the most frequent first. */
  class_b_first_pay: Type.Array(Type.Object({ value: text, name: text, items: Type.Integer() })),
})

export const CalculatorOptions = Type.Object({
  area: text,
  area_name: text,
  day: text,
  schemes: Type.Array(Scheme),
  places: Type.Array(Choice),
  filings: Type.Array(Choice),
  /** The providers of the area can be looked up by name; else the level alone is asked. */
  hospitals_by_name: Type.Boolean(),
})
