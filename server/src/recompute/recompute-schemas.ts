// Shapes of recomputations and differences.
import { Type } from 'typebox'
import { BesideStep } from '../settlement/beside.js'
import { fen, nullable, SettledParts } from '../settlement/statement-schema.js'

const text = Type.String()
const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'
const day = (title: string) => Type.String({ title, pattern: DAY, description: '年-月-日，如 2026-01-31' })
const number = (title: string) => Type.String({ title, pattern: '^\\d{1,18}$', description: '数字' })
const unit = Type.String({ title: '核算单位', pattern: '^\\d{6,12}$', description: '6 至 12 位区划代码' })
const literal = Type.Literal
const Kind = Type.Union([literal('rules'), literal('identity'), literal('enrolment')], { title: '改变的是什么' })
const Scheme = Type.Union([literal('employee'), literal('resident')], { title: '险种' })
const State = Type.Union([literal('pending'), literal('approved'), literal('declined'), literal('superseded'), literal('cancelled')], { title: '状态' })

export const RecomputationBody = Type.Object({
  kind: Kind,
  scheme: Scheme,
  area: Type.Optional(unit),
  from: Type.Optional(day('就医起始日期')),
  until: Type.Optional(day('就医截止日期')),
})

export const Started = Type.Object({ job: text })

export const ChangeParams = Type.Object({ change: number('重算编号') })

export const Recomputation = Type.Object({
  change: text,
  job: text,
  kind: Kind,
  scheme: text,
  scheme_name: text,
  areas: Type.Array(text),
  from_day: nullable(text),
  until_day: nullable(text),
  rule_hash: nullable(text),
  officer_name: text,
  bills: Type.Integer(),
  persons: Type.Integer(),
  known_at: text,
  pending: Type.Integer(),
  approved: Type.Integer(),
  declined: Type.Integer(),
  superseded: Type.Integer(),
  cancelled: Type.Integer(),
})

export const ChangeDetail = Type.Object({
  ...Recomputation.properties,
  stretches: Type.Array(
    Type.Object({
      hash: text,
      from: text,
      until: nullable(text),
      kinds: Type.Array(Type.Object({ kind: text, levels: nullable(Type.Array(text)) })),
    }),
  ),
  facts: Type.Array(text),
  sums: Type.Array(Type.Object({ area: text, area_name: text, state: text, fund: text, fund_name: text, fen })),
})

const Filters = {
  change: Type.Optional(number('重算编号')),
  state: Type.Optional(State),
  unit: Type.Optional(unit),
  psn_no: Type.Optional(Type.String({ title: '人员编号', pattern: '^\\d{20}$', description: '20 位数字' })),
  settlement: Type.Optional(number('结算编号')),
}

export const DifferenceExportQuery = Type.Object(Filters)
export const DifferenceQuery = Type.Object({
  ...Filters,
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
})

const Row = Type.Object({
  difference: text,
  change: text,
  psn_no: text,
  person_name: text,
  settlement: text,
  area: text,
  area_name: text,
  scheme: text,
  scheme_name: text,
  benefit_name: text,
  benefit_year: Type.Integer(),
  provider_name: text,
  in_force: text,
  layers: Type.Array(Type.Object({ layer: text, layer_name: text, payer: text, payer_name: text, fund: text, before_fen: fen, after_fen: fen })),
  person_fen: fen,
  payable: Type.Boolean(),
  reason: text,
  state: State,
  overtaken: Type.Boolean(),
  decided_at: nullable(text),
  decider: nullable(text),
  remark: nullable(text),
  posted_on: nullable(text),
})

export const DifferenceList = Type.Object({ total: Type.Integer(), owed_to_persons_fen: fen, owed_by_persons_fen: fen, rows: Type.Array(Row) })

export const DifferenceParams = Type.Object({ difference: number('差额编号') })

const Side = Type.Object({ statement: nullable(Type.Object(SettledParts)), sentence: nullable(Type.String({ description: 'why there is no statement' })) })
export const DifferenceDetail = Type.Object({
  ...Row.properties,
  admitted: text,
  discharged: text,
  settled_on: text,
  total_fen: nullable(fen),
  before: Side,
  after: Side,
  steps: Type.Array(BesideStep, { description: 'empty where a side cannot be settled again' }),
})

export const ChangeDecisionBody = Type.Object({
  decision: Type.Union([literal('approved'), literal('declined')], { title: '审批结果' }),
  remark: Type.String({ title: '审批意见', minLength: 2, maxLength: 200 }),
})

export const DecisionBody = Type.Object({
  differences: Type.Array(number('差额编号'), { title: '差额编号', minItems: 1, maxItems: 1000 }),
  decision: Type.Union([literal('approved'), literal('declined')], { title: '审批结果' }),
  remark: Type.String({ title: '审批意见', minLength: 2, maxLength: 200 }),
})

export const Decided = Type.Object({ decided: Type.Integer(), overtaken: Type.Array(text), booked_on: nullable(text) })
