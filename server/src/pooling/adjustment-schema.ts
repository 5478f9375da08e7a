// Shapes of the adjustment fund board: money in whole fen.
import { Type } from 'typebox'
import { Actions, Nullable, RunParams, Step } from '../appraisal/appraisal-schema.js'

const Text = Type.String()
const Fen = Type.Integer({ description: '分' })
const Year = Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' })
const Scheme = Type.Union([Type.Literal('resident'), Type.Literal('employee')], { title: '险种' })
const Kind = Type.Union([Type.Literal('levy'), Type.Literal('allocation')], { title: '上解或下拨' })
const Percent = (title: string) => Type.String({ title, pattern: '^-?\\d{1,2}(\\.\\d{1,2})?$', description: '百分数，至多两位小数' })

export { RunParams }
export const Query = Type.Object({ scheme: Type.Optional(Scheme), year: Type.Optional(Year) })
export const ComputeBody = Type.Object({ scheme: Scheme, year: Year, kind: Kind })
export const StepBody = Type.Object({
  kind: Type.Union([Type.Literal('approved'), Type.Literal('withdrawn')]),
  remark: Type.Optional(Type.String({ title: '理由', maxLength: 500 })),
})
export const PaymentBody = Type.Object({
  unit: Type.String({ title: '统筹区', pattern: '^[0-9]{6,12}$', description: '区划代码' }),
  amount_fen: Type.Integer({ title: '金额', minimum: 1, description: '分' }),
  paid_on: Type.Optional(Type.String({ title: '划款日期', pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: '年-月-日' })),
})

const head = {
  run: Text,
  scheme: Text,
  year: Type.Integer(),
  kind: Text,
  stage: Text,
  stage_name: Text,
  officer_name: Text,
  known_at: Text,
  total_fen: Fen,
  paid_fen: Fen,
}
export const Runs = Type.Array(Type.Object(head))
export const Run = Type.Object({
  ...head,
  rule_hash: Text,
  document: Text,
  article: Text,
  pot_fen: Fen,
  units: Type.Array(
    Type.Object({
      unit: Text,
      name: Text,
      base_fen: Fen,
      amount_fen: Fen,
      due_fen: Fen,
      paid_fen: Fen,
      open_fen: Fen,
      overpaid_fen: Fen,
      coefficient: Nullable(Text),
      failed_conditions: Type.Array(Text),
      instalments: Type.Array(Type.Object({ due_on: Nullable(Text), amount_fen: Fen, open_fen: Fen, overdue: Type.Boolean() })),
      figures: Type.Array(Type.Object({ name: Text, fen: Fen })),
      payments: Type.Array(
        Type.Object({ payment: Type.Integer(), paid_on: Text, amount_fen: Fen, sent_book: Text, sent: Text, received_book: Text, received: Text }),
      ),
    }),
  ),
  steps: Type.Array(Step),
  actions: Actions,
})

export const SimulationBody = Type.Object({
  scheme: Scheme,
  areas: Type.Union([Type.Literal('own'), Type.Literal('example')], { title: '测算范围' }),
  year: Year,
  years: Type.Optional(Type.Integer({ title: '年数', minimum: 1, maximum: 10 })),
  rates: Type.Array(Percent('上解比例'), { title: '上解比例', minItems: 1, maxItems: 6 }),
  share: Type.Optional(Percent('下拨占缺口比例')),
  stop_months: Type.Optional(Type.Integer({ title: '停征月数', minimum: 0, maximum: 36 })),
  income_growth: Type.Optional(Percent('收入年增长')),
  expenditure_growth: Type.Optional(Percent('支出年增长')),
})
export const Simulation = Type.Object({
  areas: Type.Array(Type.Object({ area: Text, name: Text })),
  basis: Text,
  rates: Type.Array(
    Type.Object({
      rate: Text,
      years: Type.Array(
        Type.Object({
          year: Type.Integer(),
          levy_fen: Fen,
          grant_fen: Fen,
          pot_fen: Fen,
          gap_fen: Fen,
          uncovered_fen: Fen,
          areas_in_gap: Type.Integer(),
          stopped: Type.Boolean(),
          areas: Type.Array(Type.Object({ area: Text, levy_fen: Fen, grant_fen: Fen, uncovered_fen: Fen, surplus_fen: Fen })),
        }),
      ),
    }),
  ),
})
