// Shapes of the risk board. Values are decimal texts.
import { Type } from 'typebox'
import { Actions, Nullable } from '../appraisal/appraisal-schema.js'

const Text = Type.String()
const Scheme = Type.Union([Type.Literal('resident'), Type.Literal('employee')], { title: '险种' })
const Month = Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-01' })
const Unit = Type.String({ title: '单位', pattern: '^[0-9]{6,12}$', description: '区划代码' })

export const BoardQuery = Type.Object({ scheme: Scheme, month: Type.Optional(Month) })
export const HistoryQuery = Type.Object({ scheme: Scheme, unit: Unit })
export const MonthsQuery = Type.Object({ scheme: Scheme, indicator: Type.String({ title: '指标', pattern: '^[a-z_0-9]{2,60}$', description: '指标代码' }) })
export const RunBody = Type.Object({ month: Month, months: Type.Optional(Type.Integer({ title: '向前几个月', minimum: 1, maximum: 24 })) })
export const Started = Type.Object({ job: Text })

const Indicator = Type.Object({ id: Text, name: Text, unit: Text, good: Text, definition: Text })
export const Board = Type.Object({
  month: Nullable(Text),
  months: Type.Array(Text),
  indicators: Type.Array(Indicator),
  thresholds: Type.Array(Type.Object({ indicator: Text, level: Text, side: Text, value: Text })),
  until: Nullable(Text),
  rule: Nullable(Type.Object({ document: Text, article: Text, schedule: Text })),
  not_computed: Type.Array(Type.Object({ name: Text, reason: Text })),
  rows: Type.Array(
    Type.Object({
      unit: Text,
      name: Text,
      whole: Type.Boolean(),
      values: Type.Array(
        Type.Object({ indicator: Text, value: Nullable(Text), level: Nullable(Text), definition: Text, inputs: Type.Record(Type.String(), Text) }),
      ),
    }),
  ),
})
export const History = Type.Array(Type.Object({ indicator: Text, months: Type.Array(Type.Object({ month: Text, value: Nullable(Text) })) }))

export const MonthHeat = Type.Object({
  months: Type.Array(Text),
  rows: Type.Array(Type.Object({ unit: Text, name: Text, cells: Type.Array(Type.Object({ month: Text, value: Nullable(Text), level: Nullable(Text) })) })),
})

const Step = Type.Object({ step: Type.Integer(), kind: Text, owner: Nullable(Text), due_on: Nullable(Text), remark: Text, officer_name: Text, known_at: Text })
const chosenWarnings = {
  open: Type.Optional(Type.Union([Type.Literal('yes'), Type.Literal('no')])),
  scheme: Type.Optional(Scheme),
  unit: Type.Optional(Unit),
  level: Type.Optional(Type.Union([Type.Literal('red'), Type.Literal('orange'), Type.Literal('yellow'), Type.Literal('blue')], { title: '等级' })),
}
export const WarningSheetQuery = Type.Object(chosenWarnings)
export const WarningQuery = Type.Object({
  ...chosenWarnings,
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  size: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})
const Warning = Type.Object({
  warning: Text,
  month: Text,
  indicator: Text,
  scheme: Text,
  unit: Text,
  unit_name: Text,
  level: Text,
  sentence: Text,
  document: Text,
  article: Text,
  due_on: Text,
  overdue: Type.Boolean(),
  stage: Text,
  stage_name: Text,
  owner: Nullable(Text),
  steps: Type.Array(Step),
  actions: Actions,
})
export const Warnings = Type.Object({ total: Type.Integer(), rows: Type.Array(Warning) })
export const WarningParams = Type.Object({ warning: Type.String({ title: '预警编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const StepBody = Type.Object({
  kind: Type.Union([Type.Literal('assigned'), Type.Literal('answered'), Type.Literal('returned'), Type.Literal('closed'), Type.Literal('reopened')]),
  owner: Type.Optional(Type.String({ title: '责任人或责任单位', minLength: 2, maxLength: 100 })),
  due_on: Type.Optional(Type.String({ title: '答复期限', pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: '年-月-日' })),
  remark: Type.String({ title: '内容', minLength: 2, maxLength: 2000 }),
})
export { Warning }
