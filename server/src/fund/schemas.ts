// Shapes of the fund's answers: money in whole fen, months with two decimals, long numbers as text.
import { type TSchema, Type } from 'typebox'

export const Fen = Type.Integer({ description: '分' })
export const Text = Type.String()
export const Nullable = Type.Union([Type.String(), Type.Null()])
const Months = Type.Union([Type.Number(), Type.Null()], { description: '可支付月数，口径见 cover_definition' })
export const DayText = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: '年-月-日，如 2026-01-31' })

const amounts = {
  cash_fen: Fen,
  receivable_fen: Fen,
  payable_fen: Fen,
  position_fen: Fen,
  income_ytd_fen: Fen,
  expenditure_ytd_fen: Fen,
  settled_ytd_fen: Fen,
  months_of_cover: Months,
}

export const DayQuery = Type.Object({ day: Type.Optional(DayText) })

export const Cockpit = Type.Object({
  as_of: Text,
  day: Text,
  cover_definition: Text,
  today: Type.Object({
    money_in_fen: Fen,
    money_out_fen: Fen,
    settled_fund_fen: Fen,
    bills: Type.Integer(),
    last_day_with_bills: Type.Union([Type.String(), Type.Null()]),
  }),
  positions: Type.Array(Type.Object({ book: Text, fund: Text, fund_name: Text, unit: Text, unit_name: Text, ...amounts })),
  totals: Type.Array(Type.Object({ fund: Text, fund_name: Text, ...amounts })),
  cash_accounts: Type.Array(Type.Object({ book: Text, account: Text, detail: Text, name: Text, balance_fen: Fen })),
  trend: Type.Array(Type.Object({ fund: Text, fund_name: Text, month: Text, income_fen: Fen, expenditure_fen: Fen, settled_fen: Fen })),
  warnings: Type.Array(Type.Object({ level: Text, text: Text, unit: Nullable })),
})

export const Books = Type.Array(
  Type.Object({ book: Text, pool: Text, fund: Text, fund_name: Text, name: Text, agency: Text, agency_name: Text, opened_on: Text, closed_through: Nullable }),
)

export const BookParams = Type.Object({ book: Type.String({ pattern: '^[0-9]{6,12}-[a-z_]+$', maxLength: 40 }) })

export const TrialBalance = Type.Object({
  day: Text,
  rows: Type.Array(Type.Object({ account: Text, name: Text, side: Text, opening_fen: Fen, debit_fen: Fen, credit_fen: Fen, balance_fen: Fen })),
  zero: Type.Boolean(),
})

export const paging = { page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })), size: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }
export const window = { unit: Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$' })), from: Type.Optional(DayText), to: Type.Optional(DayText), ...paging }

export const EntryQuery = Type.Object({ account: Type.Optional(Type.String({ pattern: '^[1-5][0-9]{3}$' })), ...window })
export const MemoQuery = Type.Object({
  account: Type.Optional(Type.String({ pattern: '^[a-z_]+(/[a-z]+)?$', maxLength: 60 })),
  provider: Type.Optional(Type.String({ pattern: '^[HP][0-9]{11}$' })),
  ...window,
})
export const BookQuery = Type.Object({ book: BookParams.properties.book, account: Type.Optional(Type.String({ pattern: '^[1-5][0-9]{3}$' })), ...window })
export const PaymentQuery = Type.Object({
  book: BookParams.properties.book,
  provider: Type.Optional(Type.String({ pattern: '^[HP][0-9]{11}$' })),
  period: Type.Optional(DayText),
  ...window,
})

export function pageOf<T extends Record<string, TSchema>>(row: T) {
  return Type.Object({ total: Type.Integer(), rows: Type.Array(Type.Object(row)) })
}

export const Entries = pageOf({
  voucher: Text,
  day: Text,
  line: Type.Integer(),
  account: Text,
  account_name: Text,
  unit: Text,
  unit_name: Text,
  debit_fen: Fen,
  credit_fen: Fen,
  text: Text,
  fact_kind: Text,
  fact: Text,
})

export const Memo = pageOf({
  day: Text,
  unit: Text,
  unit_name: Text,
  account: Text,
  account_name: Text,
  amount_fen: Fen,
  settlement: Nullable,
  psn_no: Nullable,
  fact_kind: Text,
  fact: Text,
  provider: Nullable,
  provider_name: Nullable,
})

export const Payments = pageOf({
  fact: Text,
  voucher: Nullable,
  book: Text,
  provider: Text,
  provider_name: Text,
  period: Text,
  paid_on: Text,
  gross_fen: Fen,
  deduction_fen: Fen,
  deposit_fen: Fen,
  netted_fen: Fen,
  set_off_fen: Fen,
  paid_fen: Fen,
})

export const Reconciliations = pageOf({
  fact: Text,
  book: Text,
  month: Text,
  unit: Text,
  unit_name: Text,
  account: Text,
  account_name: Text,
  detail: Text,
  holder: Text,
  book_fen: Fen,
  holder_fen: Fen,
  in_transit_fen: Fen,
  confirmed_on: Text,
})

export const FactParams = Type.Object({
  kind: Type.String({ pattern: '^[a-z_]+$', maxLength: 40 }),
  book: BookParams.properties.book,
  id: Type.String({ pattern: '^[0-9]{1,18}$' }),
})

export const Fact = Type.Object({
  kind: Text,
  name: Text,
  book: Text,
  fact: Text,
  fields: Type.Record(Type.String(), Type.Unknown()),
  voucher: Type.Union([
    Type.Object({
      voucher: Text,
      day: Text,
      text: Text,
      entries: Type.Array(Type.Object({ line: Type.Integer(), account: Text, account_name: Text, detail: Text, unit: Text, debit_fen: Fen, credit_fen: Fen })),
    }),
    Type.Null(),
  ]),
  memo: Type.Array(Type.Object({ unit: Text, account: Text, amount_fen: Fen })),
  no_entries: Nullable,
})
