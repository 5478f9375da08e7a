// Shapes of the desk's routes about settlement lists.
import { Type } from 'typebox'
import { dayAsked, institutionAsked, oneOf, Paging, searchAsked, sortAsked, wordAsked } from '../http/list-query.js'
import { BillParams } from './list-schema.js'

const text = Type.String()
const STATES = ['uploaded', 'submitted', 'passed', 'failed'] as const
const State = oneOf(STATES, { title: '清单状态' })

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

const filters = {
  state: wordAsked('清单状态', STATES),
  institution: institutionAsked,
  found: wordAsked('质控结果', ['errors', 'warnings', 'clean'] as const),
  from: dayAsked('结算日期起'),
  to: dayAsked('结算日期止'),
  q: searchAsked('人员编号、姓名、结算编号或机构'),
  sort: sortAsked,
}
export const ListExportQuery = Type.Object(filters)
export const ListQuery = Type.Object({ ...filters, ...Paging })
export const Lists = Type.Object({ total: Type.Integer(), rows: Type.Array(Row) })

export const ListParams = BillParams
const Fault = Type.Object({ field: text, level: Type.Union([Type.Literal('error'), Type.Literal('warning')]), sentence: text, value: text })
export const ListDetail = Type.Object({
  ...Row.properties,
  labels: Type.Record(text, text, { description: 'Chinese names of the nodes and fields' }),
  named: Type.Record(text, text, { description: 'names of the codes, by node.field=value' }),
  faults: Type.Array(Fault),
  content: Type.Record(text, Type.Array(Type.Record(text, text)), { description: 'the nodes as sent, without certificate and telephone numbers' }),
  versions: Type.Array(Type.Object({ list: text, version: Type.Integer(), uploaded_at: text, errors: Type.Integer(), warnings: Type.Integer() })),
})

export const Review = Type.Object({
  decision: Type.Union([Type.Literal('pass'), Type.Literal('fail')], { title: '审核结论' }),
  reason: Type.Optional(Type.String({ title: '理由', minLength: 2, maxLength: 200 })),
})
export const Reviewed = Type.Object({ list: text, state: State })
