// Shapes of the office's list of filings.
import { Type } from 'typebox'

const text = Type.String()
const nullable = Type.Union([text, Type.Null()])

const Standing = Type.Union([Type.Literal('pending'), Type.Literal('confirmed'), Type.Literal('refused'), Type.Literal('cancelled')])

const Row = Type.Object({
  psn_no: text,
  person_name: text,
  application: text,
  area: text,
  area_name: text,
  kind: text,
  kind_name: text,
  standing: Standing,
  institution: text,
  institution_name: text,
  disease: nullable,
  disease_name: nullable,
  provider: nullable,
  provider_name: nullable,
  place_area: nullable,
  in_force: text,
  until: nullable,
  applied_at: text,
  days_waiting: Type.Integer({ description: 'whole days since it was applied for, while it waits' }),
  decided_at: nullable,
  reason: text,
})

export const FilingList = Type.Object({ total: Type.Integer(), rows: Type.Array(Row) })

export const FilingQuery = Type.Object({
  standing: Type.Optional(Standing),
  kind: Type.Optional(Type.String({ title: '备案类别', pattern: '^[a-z_]{1,40}$' })),
  q: Type.Optional(Type.String({ title: '姓名、人员编号、机构或病种', minLength: 1, maxLength: 60 })),
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
})

export const ApplicationParams = Type.Object({
  psn_no: Type.String({ title: '人员编号', pattern: '^\\d{20}$', description: '20 位数字' }),
  application: Type.String({ title: '待遇申报明细流水号', pattern: '^\\d{1,18}$', description: '数字' }),
})

export const Decision = Type.Object({
  decision: Type.Union([Type.Literal('confirm'), Type.Literal('refuse')], { title: '决定' }),
  reason: Type.Optional(Type.String({ title: '理由', minLength: 2, maxLength: 200 })),
  kind: Type.Optional(Type.Union([Type.Literal('chronic'), Type.Literal('special')], { title: '慢性病或特殊病' })),
})

export const Decided = Type.Object({ application: text, standing: Standing })
