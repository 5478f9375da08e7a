// Shapes of budget performance: percentages as text with at most two decimals.
import { Type } from 'typebox'
import { Actions, Steps } from '../fund/desk-steps.js'
import { BookParams, Nullable, Text } from '../fund/schemas.js'

const Percent = (title: string) => Type.String({ title, pattern: '^\\d{1,6}(\\.\\d{1,2})?$', description: '百分数，最多两位小数，如 95.5' })
const Year = Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' })
const Month = Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-06' })
const Indicator = Type.String({ title: '指标', pattern: '^[a-z_]{2,40}$', description: '指标代码' })

export const Query = Type.Object({ book: BookParams.properties.book, month: Month })
export const BudgetParams = Type.Object({ budget: Type.String({ title: '预算编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const EntryParams = Type.Object({ entry: Type.String({ title: '填报编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const RunParams = Type.Object({ run: Type.String({ title: '报告编号', pattern: '^\\d{1,18}$', description: '数字' }) })

export const TargetsBody = Type.Object({
  targets: Type.Array(
    Type.Object({
      indicator: Indicator,
      target: Percent('年度指标值'),
      limit: Type.Optional(Percent('严重偏离线')),
      weight: Type.Optional(Percent('分值')),
      source: Type.String({ title: '指标值依据', minLength: 4, maxLength: 300 }),
    }),
    { title: '绩效目标', minItems: 1, maxItems: 60 },
  ),
})

export const EntryBody = Type.Object({
  book: BookParams.properties.book,
  month: Month,
  indicator: Indicator,
  actual: Percent('完成值'),
  evidence: Type.String({ title: '依据', minLength: 4, maxLength: 500 }),
})

export const FindingBody = Type.Object({ accepted: Type.Boolean({ title: '采纳' }), remark: Type.Optional(Type.String({ title: '意见', maxLength: 200 })) })

export const RunBody = Type.Object({
  book: BookParams.properties.book,
  month: Month,
  kind: Type.Union([Type.Literal('monitoring'), Type.Literal('evaluation')], { title: '种类' }),
  remarks: Type.Optional(
    Type.Array(Type.Object({ indicator: Indicator, remark: Type.String({ title: '偏差原因及改进措施', minLength: 2, maxLength: 500 }) }), { maxItems: 60 }),
  ),
})

export const StepBody = Type.Object({
  kind: Type.Union([Type.Literal('reviewed'), Type.Literal('returned'), Type.Literal('used')], { title: '事项' }),
  remark: Type.Optional(Type.String({ title: '意见', maxLength: 500 })),
})

const Value = Type.Object({
  indicator: Text,
  target: Text,
  limit_value: Nullable,
  weight: Nullable,
  actual: Nullable,
  points: Nullable,
  origin: Text,
  signal: Text,
  signal_name: Text,
  basis: Text,
  remark: Text,
})

const run = {
  run: Text,
  kind: Text,
  through: Text,
  score: Nullable,
  grade: Nullable,
  officer_name: Text,
  known_at: Text,
  stage: Text,
  stage_name: Text,
}

export const Performance = Type.Object({
  indicators: Type.Array(
    Type.Object({
      id: Text,
      level1: Text,
      level2: Text,
      name: Text,
      better: Text,
      progress: Type.Boolean(),
      measured: Type.Boolean(),
      suggested: Text,
      source: Text,
      certainty: Text,
    }),
  ),
  targets: Type.Array(Type.Object({ indicator: Text, target: Text, limit_value: Nullable, weight: Nullable, source: Text })),
  /** Budget on its way that targets may be written for. */
  open_budget: Nullable,
  values: Type.Array(Value),
  score: Nullable,
  grade: Nullable,
  entries: Type.Array(
    Type.Object({
      entry: Text,
      indicator: Text,
      through: Text,
      actual: Text,
      evidence: Text,
      officer_name: Text,
      known_at: Text,
      accepted: Type.Union([Type.Boolean(), Type.Null()]),
      remark: Nullable,
      own: Type.Boolean(),
    }),
  ),
  runs: Type.Array(Type.Object(run)),
  /** The evaluation of the year before, which this year's plan is made with. */
  last_year: Type.Union([Type.Object({ year: Year, run: Text, score: Nullable, grade: Nullable, used: Nullable }), Type.Null()]),
})

export const Run = Type.Object({ ...run, book: Text, year: Year, values: Type.Array(Value), steps: Steps, actions: Actions })
export const Recorded = Type.Object({ recorded: Text })
