// Shapes of the pages about a provider's month, its deposits and money in advance.
import { Type } from 'typebox'
import { BookParams } from '../fund/schemas.js'
import { Care, DayText, Fen, ListOf, ListQuery, MonthText, NullableText, NumberText, Part, Positive, standing, Text, Unit, Words } from './desk-schemas.js'
import { ProviderCode } from './reconciliation-schemas.js'

const Book = BookParams.properties.book
const Year = Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' })

export const DueQuery = ListQuery({ book: Book, month: MonthText })
export const due = {
  provider: Text,
  provider_name: Text,
  bills: Type.Integer(),
  due_fen: Fen,
  declared_fen: Fen,
  requests: Type.Integer(),
  cycle: NullableText,
  stage_name: Text,
  paid: Type.Boolean(),
}

export const CycleQuery = ListQuery({ book: Type.Optional(Book), month: Type.Optional(MonthText) })
export const CycleBody = Type.Object({ book: Book, provider: ProviderCode, month: MonthText })
export const cycleHead = {
  number: Text,
  book: Text,
  provider: Text,
  provider_name: Text,
  month: Text,
  by_item_fen: Fen,
  declared_fen: Fen,
  pay_fen: Type.Union([Fen, Type.Null()]),
  officer_name: Text,
  known_at: Text,
  stage: Text,
  stage_name: Text,
  payment: Text,
}
const amounts = {
  by_item_fen: Fen,
  carried_fen: Fen,
  difference_fen: Fen,
  deduction_fen: Fen,
  deposit_fen: Fen,
  netted_this_year_fen: Fen,
  netted_earlier_fen: Fen,
  set_off_fen: Fen,
  pay_fen: Fen,
  carry_fen: Fen,
}
export const Cycle = Type.Object({
  ...cycleHead,
  ...standing,
  deposit_ratio: Text,
  deposit_source: Text,
  requests: Type.Array(Text),
  lines: Type.Array(Type.Object({ unit: Text, part: Text, part_name: Text, care: Text, care_name: Text, bills: Type.Integer(), ...amounts })),
  sums: Type.Object(amounts),
  faults: Type.Array(Text),
  changes: Type.Array(
    Type.Object({
      change: Text,
      kind: Text,
      kind_name: Text,
      unit: Text,
      part_name: Text,
      care_name: Text,
      amount_fen: Fen,
      reason: Text,
      article: Text,
      officer_name: Text,
      standing: Text,
      words: Type.Array(Type.Object({ kind: Text, name: Text, text: Text, officer_name: Text, known_at: Text })),
    }),
  ),
  may_change: NullableText,
  prepaid: Type.Array(Type.Object({ unit: Text, fen: Fen })),
})
export const ChangeBody = Type.Object({
  kind: Type.Union(
    ['method_difference', 'deduction', 'netting_this_year', 'netting_earlier', 'set_off'].map((one) => Type.Literal(one)),
    { title: '类别' },
  ),
  unit: Unit,
  part: Part,
  care: Care,
  amount_fen: Type.Integer({
    title: '金额',
    minimum: -Number.MAX_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
    description: '分；只有支付方式差额可以是负数',
  }),
  reason: Words('理由', 4),
  article: Type.Optional(Type.String({ title: '依据条款', maxLength: 200 })),
})
export const WordParams = Type.Object({ number: NumberText('编号'), change: NumberText('事项') })
export const WordBody = Type.Object({
  kind: Type.Union([Type.Literal('objected'), Type.Literal('upheld'), Type.Literal('dropped')], { title: '办理' }),
  text: Words('内容', 4),
})

export const FormulaQuery = Type.Object({ book: Book, year: Year, provider: Type.Optional(ProviderCode) })
export const Formula = Type.Array(
  Type.Object({
    provider: Text,
    provider_name: Text,
    by_item_fen: Fen,
    difference_fen: Fen,
    deduction_fen: Fen,
    deposit_fen: Fen,
    netted_fen: Fen,
    set_off_fen: Fen,
    paid_fen: Fen,
    open_fen: Fen,
    deposit_held_fen: Fen,
    prepaid_left_fen: Fen,
  }),
)

export const DecisionQuery = ListQuery({ book: Type.Optional(Book) })
export const depositHead = {
  number: Text,
  book: Text,
  provider: Text,
  provider_name: Text,
  year: Type.Integer(),
  score: Text,
  evidence: Text,
  source: Text,
  held_fen: Fen,
  returned_fen: Fen,
  officer_name: Text,
  stage: Text,
  stage_name: Text,
}
export const Deposit = Type.Object({
  ...depositHead,
  ...standing,
  lines: Type.Array(Type.Object({ unit: Text, part_name: Text, care_name: Text, held_fen: Fen, returned_fen: Fen })),
})
export const DepositBody = Type.Object({
  book: Book,
  provider: ProviderCode,
  year: Year,
  score: Type.String({ title: '考核得分', pattern: '^\\d{1,3}(\\.\\d{1,2})?$', description: '最多两位小数' }),
  evidence: Words('考核结果文件', 4),
})
export const CalendarQuery = ListQuery({ book: Book, year: Year })
export const calendarEntry = {
  key: Text,
  plan: Text,
  plan_name: Text,
  instalment: Type.Integer(),
  provider: Text,
  provider_name: Text,
  unit: Text,
  apply_from: Text,
  apply_until: Text,
  pay_until: Text,
  return_until: Text,
  standing: Text,
  standing_name: Text,
  due_on: NullableText,
  late_days: Type.Integer(),
  most_fen: Fen,
  amount_fen: Type.Union([Fen, Type.Null()]),
  paid_fen: Fen,
  left_fen: Fen,
  prepayment: NullableText,
  reasons: Text,
}
export const Calendar = Type.Object({
  ...ListOf(calendarEntry).properties,
  plans: Type.Array(Type.Object({ plan: Text, name: Text, source: Text })),
  late: Type.Integer({ description: '逾期的条数' }),
})
export const PrepaymentQuery = ListQuery({ book: Type.Optional(Book), year: Type.Optional(Year) })
export const prepaymentHead = {
  number: Text,
  book: Text,
  provider: Text,
  provider_name: Text,
  unit: Text,
  year: Type.Integer(),
  plan: Text,
  instalment: Type.Integer(),
  amount_fen: Fen,
  paid_fen: Fen,
  set_off_fen: Fen,
  returned_fen: Fen,
  left_fen: Fen,
  purpose: Text,
  met: Type.Boolean(),
  officer_name: Text,
  stage: Text,
  stage_name: Text,
}
export const Prepayment = Type.Object({
  ...prepaymentHead,
  ...standing,
  conditions: Type.Array(Type.Object({ name: Text, met: Type.Boolean(), found: Text })),
  receipts: Type.Array(
    Type.Object({
      ...{ number: Text, amount_fen: Fen, happened_on: Text, evidence: Text, officer_name: Text, stage_name: Text, fact: NullableText },
      actions: standing.actions,
    }),
  ),
})
export const ReceiptBody = Type.Object({ amount_fen: Positive, happened_on: DayText, evidence: Words('银行回单', 4) })
export const ReceiptParams = Type.Object({ number: NumberText('预付金'), receipt: NumberText('退回') })
export const PrepaymentBody = Type.Object({
  book: Book,
  provider: ProviderCode,
  unit: Unit,
  year: Year,
  plan: Type.Optional(Type.String({ title: '预付种类', pattern: '^[a-z_]{2,30}$', description: '预付日历中的编码' })),
  instalment: Type.Optional(Type.Integer({ title: '第几期', minimum: 1, maximum: 12 })),
  amount_fen: Positive,
  purpose: Words('用途', 4),
  forecast_holds: Type.Boolean({ title: '滚动预测不出现缺口' }),
  score: Type.Optional(Type.String({ title: '上年度考核得分', pattern: '^\\d{1,3}(\\.\\d{1,2})?$', description: '最多两位小数' })),
})
