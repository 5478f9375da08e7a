// Shapes of the lists of settlements and of a person's accumulators.
import { Type } from 'typebox'
import { Article, fen, nullable, Standing } from './statement-schema.js'

const text = Type.String()
const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'

const Amounts = { total_fen: fen, in_scope_fen: fen, fund_fen: fen, hospital_fen: fen, account_fen: fen, cash_fen: fen }

const Row = Type.Object({
  psn_no: text,
  settlement: text,
  standing: Standing,
  person_name: text,
  area: text,
  area_name: text,
  scheme: text,
  provider: text,
  provider_name: text,
  benefit: text,
  benefit_name: text,
  admitted: text,
  discharged: text,
  settled_on: text,
  ...Amounts,
})

export const History = Type.Object({ total: Type.Integer(), rows: Type.Array(Row), totals: Type.Object(Amounts) })

export const SettlementList = Type.Object({
  total: Type.Integer(),
  rows: Type.Array(Row),
  totals: Type.Object(Amounts),
  from: nullable(Type.String({ description: 'first day of booking that the list covers' })),
  to: nullable(text),
})

const Paging = {
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
}

const year = Type.Optional(Type.Integer({ title: '待遇年度', minimum: 1990, maximum: 2100 }))

export const HistoryExportQuery = Type.Object({ year })
export const HistoryQuery = Type.Object({ year, ...Paging })
export const AccumulatorQuery = Type.Object({ year })

const Filters = {
  area: Type.Optional(Type.String({ title: '参保地', pattern: '^\\d{6,12}$', description: '6 至 12 位区划代码' })),
  provider: Type.Optional(Type.String({ title: '机构编码', pattern: '^[HP]\\d{11}$', description: 'H 或 P 加 11 位数字' })),
  from: Type.Optional(Type.String({ title: '起始日期', pattern: DAY, description: '年-月-日，如 2026-01-31' })),
  to: Type.Optional(Type.String({ title: '截止日期', pattern: DAY, description: '年-月-日，如 2026-01-31' })),
  benefit: Type.Optional(Type.String({ title: '就医类别', pattern: '^[a-z_]{1,40}$' })),
}

export const ListExportQuery = Type.Object(Filters)
export const ListQuery = Type.Object({ ...Filters, ...Paging })

export const PersonParams = Type.Object({ psn_no: Type.String({ title: '人员编号', pattern: '^\\d{20}$', description: '20 位数字' }) })
export const BillParams = Type.Object({
  psn_no: PersonParams.properties.psn_no,
  settlement: Type.String({ title: '结算编号', pattern: '^\\d{1,18}$', description: '数字' }),
})

const Counter = Type.Object({
  key: text,
  label: text,
  unit: Type.Union([Type.Literal('fen'), Type.Literal('count')]),
  detail: Type.Boolean(),
  value: Type.Integer(),
  cap: nullable(Type.Integer()),
  left: nullable(Type.Integer()),
  source: nullable(Article),
})

export const Accumulators = Type.Object({
  years: Type.Array(Type.Integer()),
  year: nullable(Type.Integer()),
  schemes: Type.Array(Type.Object({ scheme: text, scheme_name: text, bills: Type.Integer(), counters: Type.Array(Counter) })),
})
