// Shapes of the routes about trace codes.
import { Type } from 'typebox'

const text = Type.String()
const nullable = Type.Union([text, Type.Null()])

const Event = Type.Object({
  kind: text,
  kind_name: text,
  institution: text,
  institution_name: text,
  happened_at: text,
  split: Type.Boolean(),
  doubt: text,
  withdrawn: Type.Boolean(),
  drug: text,
  drug_name: text,
  batch_no: nullable,
  lot: nullable,
  person: Type.Union([Type.Object({ psn_no: text, name: text }), Type.Null()], { description: 'to whom it was sold, where the officer may see it' }),
})

export const Life = Type.Object({ code: text, events: Type.Array(Event) })
export const LifeQuery = Type.Object({ code: Type.String({ title: '追溯码', minLength: 1, maxLength: 100 }) })

const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'
const day = (title: string) => Type.Optional(Type.String({ title, pattern: DAY, description: '年-月-日，如 2026-01-31' }))

export const DoubtQuery = Type.Object({
  institution: Type.Optional(Type.String({ title: '机构编码', pattern: '^[HP]\\d{11}$', description: 'H 或 P 加 11 位数字' })),
  from: day('起始日期'),
  to: day('截止日期'),
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
})
export const Doubts = Type.Object({
  total: Type.Integer(),
  rows: Type.Array(Type.Object({ code: text, kind: text, kind_name: text, institution: text, institution_name: text, happened_at: text, doubt: text })),
})

const SecondSale = Type.Union([Type.Literal('refuse'), Type.Literal('warn')], { title: '追溯码矛盾时' })
export const RuleBody = Type.Object({
  second_sale: SecondSale,
  reason: Type.String({ title: '理由', minLength: 4, maxLength: 200 }),
})
export const Rules = Type.Object({
  second_sale: SecondSale,
  history: Type.Array(Type.Object({ second_sale: SecondSale, reason: text, in_force: text, decided_by: text, known_at: text })),
})
