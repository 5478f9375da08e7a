// Shapes of the routes about medical records.
import { Type } from 'typebox'
import { dayAsked, institutionAsked, Paging, sortAsked } from '../http/list-query.js'

const text = Type.String()
const nullable = Type.Union([text, Type.Null()])
const Head = {
  record: text,
  kind: text,
  kind_name: text,
  psn_no: nullable,
  person_name: Type.String({ description: 'masked; empty for somebody who is not registered here' }),
  institution: text,
  institution_name: text,
  visit: nullable,
  visit_no: text,
  document: text,
  happened_at: text,
  valid: Type.Boolean(),
  known_at: text,
}

const filters = {
  psn_no: Type.Optional(Type.String({ title: '人员编号', pattern: '^\\d{20}$', description: '20 位数字' })),
  visit: Type.Optional(Type.String({ title: '就诊ID', pattern: '^\\d{1,18}$', description: '数字' })),
  visit_no: Type.Optional(Type.String({ title: '就医流水号', minLength: 1, maxLength: 30 })),
  institution: institutionAsked,
  kind: Type.Optional(Type.String({ title: '记录种类', pattern: '^4\\d{3}[A-Z]?$', description: '交易编号，如 4401' })),
  from: dayAsked('起始日期'),
  to: dayAsked('截止日期'),
  sort: sortAsked,
}
export const RecordExportQuery = Type.Object(filters)
export const RecordQuery = Type.Object({ ...filters, ...Paging })
export const RecordList = Type.Object({ total: Type.Integer(), rows: Type.Array(Type.Object(Head)) })

export const RecordParams = Type.Object({ record: Type.String({ title: '记录编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const RecordDetail = Type.Object({
  ...Head,
  labels: Type.Record(text, text, { description: 'Chinese names of the nodes and fields' }),
  content: Type.Record(text, Type.Array(Type.Record(text, text)), { description: 'the nodes as sent, without certificate and telephone numbers' }),
  versions: Type.Array(Type.Object({ record: text, known_at: text, valid: Type.Boolean() }), { description: 'of the same document, oldest first' }),
})
export const RecordKinds = Type.Array(Type.Object({ kind: text, name: text }))
