// Shapes of the list of findings.
import { Type } from 'typebox'
import { dayAsked, institutionAsked, oneOf, Paging, searchAsked, sortAsked, wordAsked } from '../http/list-query.js'
import { fen, nullable } from '../settlement/statement-schema.js'

const text = Type.String()
const Severity = ['violation', 'excess', 'suspect', 'hint'] as const
const Stage = ['pre', 'mid'] as const

const filters = {
  institution: institutionAsked,
  rule: Type.Optional(Type.String({ title: '规则', pattern: '^N\\d{2,3}$', description: '规则库编号，如 N67' })),
  severity: wordAsked('严重程度', Severity),
  stage: wordAsked('环节', Stage),
  answered: wordAsked('反馈', ['yes', 'no', 'continued', 'amended'] as const),
  judged: wordAsked('认定', ['no', 'confirmed', 'withdrawn'] as const),
  from: dayAsked('起始日期'),
  to: dayAsked('截止日期'),
  q: searchAsked('机构、医师、规则或说明'),
}
export const FindingExportQuery = Type.Object({ ...filters, sort: sortAsked })
export const FindingQuery = Type.Object({ ...filters, sort: sortAsked, ...Paging })
export const FindingSumsQuery = Type.Object({ ...filters, by: oneOf(['rule', 'institution'] as const, { title: '汇总方式' }) })

export const FindingSums = Type.Array(
  Type.Object({
    key: text,
    name: text,
    findings: Type.Integer(),
    amount_fen: fen,
    unanswered: Type.Integer(),
    continued: Type.Integer(),
    amended: Type.Integer(),
  }),
)

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

const JUDGED = ['confirmed', 'withdrawn'] as const
const Judgement = Type.Object({ kind: oneOf(JUDGED), reason: text, officer: text, at: text })

export const JudgeParams = Type.Object({ finding: Type.String({ title: '疑点编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const JudgeBody = Type.Object({
  kind: oneOf(JUDGED, { title: '认定' }),
  reason: Type.String({ title: '理由', minLength: 2, maxLength: 200 }),
})
export const Judgements = Type.Object({ finding: text, steps: Type.Array(Judgement) })

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
  judgement: nullable(Judgement),
})

export const FindingList = Type.Object({ total: Type.Integer(), amount_fen: fen, rows: Type.Array(Row) })
