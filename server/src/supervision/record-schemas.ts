// Shapes of the routes about medical records.
import { Type } from 'typebox'

const text = Type.String()
const nullable = Type.Union([text, Type.Null()])
const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'
const day = (title: string) => Type.Optional(Type.String({ title, pattern: DAY, description: '年-月-日，如 2026-01-31' }))

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

export const RecordQuery = Type.Object({
  psn_no: Type.Optional(Type.String({ title: '人员编号', pattern: '^\\d{20}$', description: '20 位数字' })),
  visit: Type.Optional(Type.String({ title: '就诊ID', pattern: '^\\d{1,18}$', description: '数字' })),
  visit_no: Type.Optional(Type.String({ title: '就医流水号', minLength: 1, maxLength: 30 })),
  institution: Type.Optional(Type.String({ title: '机构编码', pattern: '^[HP]\\d{11}$', description: 'H 或 P 加 11 位数字' })),
  kind: Type.Optional(Type.String({ title: '记录种类', pattern: '^4\\d{3}[A-Z]?$', description: '交易编号，如 4401' })),
  from: day('起始日期'),
  to: day('截止日期'),
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
})
export const RecordList = Type.Object({ total: Type.Integer(), rows: Type.Array(Type.Object(Head)) })

export const RecordParams = Type.Object({ record: Type.String({ title: '记录编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const RecordDetail = Type.Object({
  ...Head,
  content: Type.Record(text, Type.Array(Type.Record(text, text)), { description: 'the nodes as sent, without certificate and telephone numbers' }),
  versions: Type.Array(Type.Object({ record: text, known_at: text, valid: Type.Boolean() }), { description: 'of the same document, oldest first' }),
})
