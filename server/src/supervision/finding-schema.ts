// Shapes of the list of findings.
import { Type } from 'typebox'
import { fen, nullable } from '../settlement/statement-schema.js'

const text = Type.String()
const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'
const day = (title: string) => Type.Optional(Type.String({ title, pattern: DAY, description: '年-月-日，如 2026-01-31' }))
const word = <const T extends readonly string[]>(title: string, words: T) =>
  Type.Optional(
    Type.Union(
      words.map((one: T[number]) => Type.Literal(one)),
      { title },
    ),
  )

const Severity = ['violation', 'excess', 'suspect', 'hint'] as const
const Stage = ['pre', 'mid'] as const

export const FindingQuery = Type.Object({
  institution: Type.Optional(Type.String({ title: '机构编码', pattern: '^[HP]\\d{11}$', description: 'H 或 P 加 11 位数字' })),
  rule: Type.Optional(Type.String({ title: '规则', pattern: '^N\\d{2,3}$', description: '规则库编号，如 N67' })),
  severity: word('严重程度', Severity),
  stage: word('环节', Stage),
  answered: word('反馈', ['yes', 'no', 'continued', 'amended'] as const),
  from: day('起始日期'),
  to: day('截止日期'),
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
})

const Line = Type.Object({
  id: text,
  code: text,
  name: text,
  day: text,
  quantity: Type.String({ description: 'in 1/10000 of a unit' }),
  amount_fen: fen,
  role: Type.Union([Type.Literal('violating'), Type.Literal('involved')]),
})

const Answer = Type.Object({ decision: Type.Union([Type.Literal('continued'), Type.Literal('amended')]), reason: text, operator: text, answered_at: text })

const Row = Type.Object({
  finding: text,
  psn_no: nullable(text),
  person_name: nullable(text),
  area: text,
  area_name: text,
  institution: text,
  institution_name: text,
  stage: Type.Union([Type.Literal('pre'), Type.Literal('mid')]),
  scene: text,
  visit: nullable(text),
  hospital_visit: text,
  rule: text,
  rule_code: text,
  rule_name: text,
  point: text,
  severity: Type.Union([Type.Literal('violation'), Type.Literal('excess'), Type.Literal('suspect'), Type.Literal('hint')]),
  sentence: text,
  basis: text,
  source: text,
  certainty: text,
  amount_fen: fen,
  lines: Type.Array(Line),
  doctor: text,
  department: text,
  in_force: text,
  booked_on: text,
  found_at: text,
  answer: nullable(Answer),
})

export const FindingList = Type.Object({ total: Type.Integer(), amount_fen: fen, rows: Type.Array(Row) })
