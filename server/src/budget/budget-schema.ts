// Shapes of the budget desk: money in whole fen.
import { Type } from 'typebox'
import { BookParams } from '../fund/schemas.js'

const Fen = Type.Integer({ description: '分', minimum: 0 })
const Year = Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' })
const Unit = Type.String({ title: '核算单位', pattern: '^[0-9]{6,12}$', description: '区划代码' })

export const BudgetParams = Type.Object({ budget: Type.String({ title: '预算编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const YearQuery = Type.Object({ year: Type.Optional(Year) })

export const BudgetBody = Type.Object({
  book: BookParams.properties.book,
  year: Year,
  reason: Type.Optional(Type.String({ title: '调整理由', maxLength: 500 })),
  units: Type.Array(
    Type.Object({ unit: Unit, income_fen: Fen, expenditure_fen: Fen, basis: Type.Optional(Type.String({ title: '测算依据', maxLength: 500 })) }),
    { title: '各核算单位计划', minItems: 1, maxItems: 500 },
  ),
})

const Kind = Type.Union([
  Type.Literal('submitted'),
  Type.Literal('reviewed'),
  Type.Literal('government_approved'),
  Type.Literal('congress_approved'),
  Type.Literal('issued'),
  Type.Literal('returned'),
])

export const StepBody = Type.Object({
  kind: Kind,
  dated: Type.String({ title: '日期', pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: '年-月-日' }),
  document: Type.Optional(Type.String({ title: '批准文号', maxLength: 100 })),
  remark: Type.Optional(Type.String({ title: '说明', maxLength: 500 })),
})

const Step = Type.Object({
  step: Type.Integer(),
  kind: Type.String(),
  name: Type.String(),
  dated: Type.String(),
  document: Type.String(),
  remark: Type.String(),
  officer_name: Type.String(),
})

const head = {
  budget: Type.String(),
  book: Type.String(),
  year: Type.Integer(),
  kind: Type.String(),
  reason: Type.String(),
  stage: Type.String(),
  stage_name: Type.String(),
  known_at: Type.String(),
}

export const Budgets = Type.Array(Type.Object(head))

export const Budget = Type.Object({
  ...head,
  steps: Type.Array(Step),
  units: Type.Array(
    Type.Object({ unit: Type.String(), name: Type.String(), income_fen: Type.Integer(), expenditure_fen: Type.Integer(), basis: Type.String() }),
  ),
  /** What a unit's own government must agree to; `missing` null: agreed and approved. */
  agreements: Type.Array(
    Type.Object({ unit: Type.String(), name: Type.String(), of: Type.String(), amount_fen: Type.Integer(), missing: Type.Union([Type.String(), Type.Null()]) }),
  ),
  /** Step → null, or why it may not be taken now. */
  actions: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
})

export const Execution = Type.Object({
  year: Type.Integer(),
  planned: Type.Boolean(),
  units: Type.Array(
    Type.Object({
      unit: Type.String(),
      plan_income_fen: Type.Integer(),
      plan_expenditure_fen: Type.Integer(),
      income_fen: Type.Integer(),
      expenditure_fen: Type.Integer(),
      income_percent: Type.Union([Type.String(), Type.Null()]),
      expenditure_percent: Type.Union([Type.String(), Type.Null()]),
      months: Type.Array(Type.Object({ month: Type.Integer(), income_fen: Type.Integer(), expenditure_fen: Type.Integer() })),
    }),
  ),
})

export const ExecutionQuery = Type.Object({ book: BookParams.properties.book, year: Year })
