// Shapes of the interest desk: products as text, for a year's fen-days do not fit a JSON number.
import { type Static, Type } from 'typebox'
import { Paging, searchAsked, sortAsked, wordAsked } from '../http/list-query.js'
import { Actions, Steps } from './desk-steps.js'
import { BookParams, DayText, Fen, Nullable, pageOf, Text } from './schemas.js'

const Account = Type.Union([Type.Literal('1003'), Type.Literal('1004'), Type.Literal('1005')], { title: '账户科目' })
const Detail = Type.Optional(Type.String({ title: '明细', pattern: '^[a-z_]{0,40}$' }))
const Unit = Type.Optional(Type.String({ title: '核算单位', pattern: '^[0-9]{6,12}$' }))
const Book = BookParams.properties.book
const STAGES = ['prepared', 'approved', 'returned'] as const
const LARGEST_FEN = 100_000_000_000_00

export const CountQuery = Type.Object({
  account: Type.Optional(Account),
  detail: Detail,
  unit: Unit,
  book: Type.Optional(Book),
  from: Type.Optional({ ...DayText, title: '起日' }),
  to: Type.Optional({ ...DayText, title: '止日' }),
})
export type CountAsked = Static<typeof CountQuery>
export const StretchQuery = Type.Object({ ...CountQuery.properties, book: Book, unit: Type.String({ title: '核算单位', pattern: '^[0-9]{6,12}$' }) })

const sums = { product: Text, due_fen: Fen, booked_fen: Fen, difference_fen: Fen }
export const Count = Type.Object({
  account: Text,
  detail: Text,
  from: Text,
  to: Text,
  accounts: Type.Array(Type.Object({ account: Text, detail: Text, name: Text })),
  books: Type.Array(Type.Object({ book: Text, name: Text })),
  units: Type.Array(Type.Object({ unit: Text, name: Text })),
  missing: Nullable,
  funds: Type.Array(Type.Object({ book: Text, name: Text, ...sums })),
  lines: Type.Array(Type.Object({ book: Text, book_name: Text, unit: Text, unit_name: Text, rates: Text, ...sums })),
  total: Type.Object(sums),
})
export const Stretches = Type.Array(Type.Object({ from: Text, to: Text, days: Type.Integer(), balance_fen: Fen, product: Text, rate: Text }))

export const RateBody = Type.Object({
  account: Account,
  detail: Detail,
  in_force: { ...DayText, title: '起用日期' },
  rate: Type.String({ title: '年利率', pattern: '^0\\.\\d{2,6}$', description: '小数，如 0.0110 表示 1.10%' }),
  source: Type.String({ title: '依据', minLength: 4, maxLength: 200 }),
})
export const Rates = Type.Array(
  Type.Object({ account: Text, detail: Text, account_name: Text, in_force: Text, rate: Text, source: Text, officer_name: Text, known_at: Text }),
)

export const PaperQuery = Type.Object({
  stage: wordAsked('状态', STAGES),
  book: Type.Optional(Book),
  q: searchAsked('回单号或差额说明'),
  sort: sortAsked,
  ...Paging,
})
export const PaperBody = Type.Object({
  account: Account,
  detail: Detail,
  unit: Unit,
  books: Type.Array(Book, { title: '账套', minItems: 1, maxItems: 50 }),
  from: { ...DayText, title: '计息起日' },
  to: { ...DayText, title: '计息止日' },
  credited_on: { ...DayText, title: '入账日期' },
  booked_on: Type.Optional({ ...DayText, title: '记账日期' }),
  slip: Type.String({ title: '银行回单号', minLength: 2, maxLength: 60 }),
  bank_fen: Type.Integer({ title: '银行入账利息', minimum: 1, maximum: LARGEST_FEN, description: '以分为单位的整数' }),
  explanation: Type.Optional(Type.String({ title: '差额原因', maxLength: 300 })),
})
export type PaperAsked = Static<typeof PaperBody>
export const PaperParams = Type.Object({ paper: Type.String({ title: '计息单', pattern: '^[1-9]\\d{0,17}$', description: '数字' }) })
export const PaperStepBody = Type.Object({
  kind: Type.Union([Type.Literal('approved'), Type.Literal('returned')], { title: '事项' }),
  remark: Type.Optional(Type.String({ title: '理由', maxLength: 200 })),
})

const head = {
  paper: Text,
  account_name: Text,
  unit_name: Nullable,
  books: Type.Integer(),
  from: Text,
  to: Text,
  credited_on: Text,
  booked_on: Text,
  slip: Text,
  due_fen: Fen,
  bank_fen: Fen,
  difference_fen: Fen,
  explanation: Text,
  officer_name: Text,
  known_at: Text,
  stage: Text,
  stage_name: Text,
}
export const Papers = pageOf(head)
export const Paper = Type.Object({
  ...head,
  lines: Type.Array(
    Type.Object({
      book: Text,
      book_name: Text,
      unit: Text,
      unit_name: Text,
      product: Text,
      rates: Text,
      due_fen: Fen,
      credited_fen: Fen,
      pool_fen: Fen,
      account_fen: Fen,
      voucher: Nullable,
    }),
  ),
  steps: Steps,
  actions: Actions,
})
