// Shapes of the appraisal desk. Figures are decimal texts: points, ratios and counts are exact.
import { Type } from 'typebox'

export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const Text = Type.String()
const Year = Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' })
const Unit = Type.String({ title: '单位', pattern: '^[0-9]{6,12}$', description: '区划代码' })
const Indicator = Type.String({ title: '指标', pattern: '^[a-z0-9_]{1,60}$', description: '指标代码' })
const Number_ = (title: string) => Type.Optional(Type.String({ title, pattern: '^-?\\d{1,15}(\\.\\d{1,4})?$', description: '数字，至多四位小数' }))
const DayText = Type.String({ title: '异议期截止', pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: '年-月-日' })

export const RunParams = Type.Object({ run: Type.String({ title: '编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const YearQuery = Type.Object({ year: Type.Optional(Year) })
export const ComputeBody = Type.Object({
  year: Year,
  correction: Type.Optional(
    Type.Object({
      reason: Type.String({ title: '更正理由', minLength: 4, maxLength: 500, description: '至少四个字' }),
      document: Type.String({ title: '更正文号', minLength: 4, maxLength: 100, description: '至少四个字' }),
    }),
  ),
})
const evidenceOf = {
  unit: Unit,
  indicator: Indicator,
  month: Type.Optional(Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: '年-月；写明后列到逐笔' })),
}
export const EvidenceSheetQuery = Type.Object(evidenceOf)
export const EvidenceQuery = Type.Object({
  ...evidenceOf,
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})

export const StepBody = Type.Object({
  kind: Type.Union([
    Type.Literal('objections_opened'),
    Type.Literal('objected'),
    Type.Literal('answered'),
    Type.Literal('approved'),
    Type.Literal('withdrawn'),
    Type.Literal('published'),
  ]),
  unit: Type.Optional(Unit),
  until: Type.Optional(DayText),
  indicator: Type.Optional(Indicator),
  remark: Type.Optional(Type.String({ title: '理由', maxLength: 1000 })),
})

export const Step = Type.Object({
  step: Type.Integer(),
  kind: Text,
  unit: Nullable(Text),
  until: Nullable(Text),
  remark: Text,
  officer_name: Text,
  known_at: Text,
  indicator_name: Type.Optional(Nullable(Text)),
})
export const Actions = Type.Record(Type.String(), Nullable(Text))

const head = {
  run: Text,
  form: Text,
  year: Type.Integer(),
  stage: Text,
  stage_name: Text,
  officer_name: Text,
  known_at: Text,
  superseded: Type.Boolean(),
  correction: Nullable(Type.Object({ corrects: Text, reason: Text, document: Text })),
}
export const Appraisals = Type.Array(Type.Object(head))

const Value = Type.Object({
  indicator: Text,
  origin: Text,
  actual: Nullable(Text),
  target: Nullable(Text),
  count: Nullable(Text),
  points: Nullable(Text),
  basis: Text,
  judgement: Nullable(Text),
})

export const Appraisal = Type.Object({
  ...head,
  rule_hash: Text,
  only_own: Type.Boolean({ description: '公布之前只给出本单位的结果' }),
  full: Text,
  changes: Type.Array(
    Type.Object({
      unit: Text,
      name: Text,
      total_before: Nullable(Text),
      total: Nullable(Text),
      rank_before: Nullable(Type.Integer()),
      rank: Nullable(Type.Integer()),
    }),
  ),
  document: Text,
  article: Text,
  indicators: Type.Array(
    Type.Object({
      id: Text,
      heading: Text,
      name: Text,
      weight: Text,
      formula: Text,
      computed: Type.Boolean(),
      asks: Type.Array(Type.Object({ figure: Text, label: Text })),
    }),
  ),
  bands: Type.Array(
    Type.Object({
      name: Text,
      from: Text,
      coefficient: Text,
      consequence: Text,
      award: Nullable(Type.Object({ kind: Text, amount_fen: Type.Integer() })),
    }),
  ),
  units: Type.Array(
    Type.Object({
      unit: Text,
      name: Text,
      total: Nullable(Text),
      band: Nullable(Text),
      coefficient: Nullable(Text),
      rank: Nullable(Type.Integer()),
      consequence: Text,
      values: Type.Array(Value),
      rewards: Type.Array(
        Type.Object({
          reward: Type.Integer(),
          kind: Text,
          text: Text,
          document: Text,
          amount_fen: Nullable(Type.Integer()),
          officer_name: Text,
          accepted: Nullable(Type.Boolean()),
          decided_by: Nullable(Text),
          fact: Nullable(Text),
        }),
      ),
    }),
  ),
  steps: Type.Array(Step),
  actions: Actions,
})

export const Evidence = Type.Object({
  unit: Text,
  indicator: Text,
  known_at: Text,
  total: Type.Integer(),
  sum_fen: Nullable(Type.Integer()),
  by_month: Type.Boolean({ description: '每行是一个月，可再列到逐笔' }),
  rows: Type.Array(
    Type.Object({
      day: Nullable(Text),
      what: Text,
      reference: Text,
      amount_fen: Nullable(Type.Integer()),
      count: Nullable(Type.Integer()),
      bill: Nullable(Type.Object({ psn_no: Text, settlement: Text })),
      voucher: Nullable(Type.Object({ book: Text, voucher: Text })),
    }),
  ),
})

export const Trend = Type.Array(Type.Object({ year: Type.Integer(), unit: Text, name: Text, total: Nullable(Text), rank: Nullable(Type.Integer()) }))

export const JudgementBody = Type.Object({
  year: Year,
  unit: Unit,
  indicator: Indicator,
  actual: Number_('评定值'),
  target: Number_('目标值'),
  count: Number_('件数'),
  evidence: Type.String({ title: '依据', minLength: 4, maxLength: 2000, description: '至少四个字' }),
  file: Type.Optional(
    Type.Object({
      name: Type.String({ title: '文件名', minLength: 1, maxLength: 200 }),
      type: Type.String({ title: '文件类型', maxLength: 100 }),
      base64: Type.String({ title: '文件内容', maxLength: 7_000_000, description: 'base64' }),
    }),
  ),
})
export const JudgementParams = Type.Object({ judgement: Type.String({ title: '评定编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const JudgementQuery = Type.Object({ year: Year })
export const FindingBody = Type.Object({ accepted: Type.Boolean({ title: '是否采纳' }), remark: Type.Optional(Type.String({ title: '说明', maxLength: 500 })) })
export const Recorded = Type.Object({ recorded: Text })
export const Judgements = Type.Array(
  Type.Object({
    judgement: Text,
    unit: Text,
    unit_name: Text,
    indicator: Text,
    indicator_name: Text,
    actual: Nullable(Text),
    target: Nullable(Text),
    count: Nullable(Text),
    evidence: Text,
    file_name: Nullable(Text),
    officer_name: Text,
    known_at: Text,
    accepted: Nullable(Type.Boolean()),
    found_by: Nullable(Text),
    remark: Nullable(Text),
    own: Type.Boolean(),
  }),
)
export const RewardBody = Type.Object({
  unit: Unit,
  kind: Type.Union([Type.Literal('reward'), Type.Literal('penalty')], { title: '奖惩' }),
  text: Type.String({ title: '内容', minLength: 4, maxLength: 500 }),
  document: Type.String({ title: '文号', minLength: 4, maxLength: 100 }),
})
export const RewardDecision = Type.Object({
  unit: Unit,
  reward: Type.Integer({ title: '序号', minimum: 1, maximum: 1000 }),
  accepted: Type.Boolean({ title: '是否同意' }),
  remark: Type.Optional(Type.String({ title: '说明', maxLength: 500 })),
})
export const File = Type.Unsafe<Response>({ description: 'the file as it was attached' })
