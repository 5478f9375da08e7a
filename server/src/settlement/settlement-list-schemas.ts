// Shapes of the desk's routes about settlement lists.
import { Type } from 'typebox'
import { BillParams } from './list-schema.js'

const text = Type.String()
const State = Type.Union([Type.Literal('uploaded'), Type.Literal('submitted'), Type.Literal('passed'), Type.Literal('failed')], { title: '清单状态' })

const Row = Type.Object({
  psn_no: text,
  settlement: text,
  list: text,
  version: Type.Integer(),
  person_name: text,
  institution: text,
  institution_name: text,
  settled_on: text,
  state: State,
  errors: Type.Integer(),
  warnings: Type.Integer(),
  uploaded_at: text,
  reason: text,
})

export const ListQuery = Type.Object({
  state: Type.Optional(State),
  institution: Type.Optional(Type.String({ title: '机构编码', pattern: '^[HP]\\d{11}$', description: 'H 或 P 加 11 位数字' })),
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
})
export const Lists = Type.Object({ total: Type.Integer(), rows: Type.Array(Row) })

export const ListParams = BillParams
const Fault = Type.Object({ field: text, level: Type.Union([Type.Literal('error'), Type.Literal('warning')]), sentence: text, value: text })
export const ListDetail = Type.Object({
  ...Row.properties,
  faults: Type.Array(Fault),
  content: Type.Record(text, Type.Array(Type.Record(text, text)), { description: 'the nodes as sent, without certificate and telephone numbers' }),
  versions: Type.Array(Type.Object({ list: text, version: Type.Integer(), uploaded_at: text, errors: Type.Integer(), warnings: Type.Integer() })),
})

export const Review = Type.Object({
  decision: Type.Union([Type.Literal('pass'), Type.Literal('fail')], { title: '审核结论' }),
  reason: Type.Optional(Type.String({ title: '理由', minLength: 2, maxLength: 200 })),
})
export const Reviewed = Type.Object({ list: text, state: State })
