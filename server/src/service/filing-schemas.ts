// Shapes of the office's list of filings.
import { Type } from 'typebox'
import { oneOf, Paging, searchAsked, sortAsked, wordAsked } from '../http/list-query.js'

const text = Type.String()
const nullable = Type.Union([text, Type.Null()])

const STANDINGS = ['pending', 'confirmed', 'refused', 'cancelled'] as const
const Standing = oneOf(STANDINGS)

const row = {
  psn_no: text,
  person_name: text,
  application: text,
  area: text,
  area_name: text,
  infno: text,
  kind: text,
  kind_name: text,
  decided_by: text,
  standing: Standing,
  institution: text,
  institution_name: text,
  disease: nullable,
  disease_name: nullable,
  provider: nullable,
  provider_name: nullable,
  place_area: nullable,
  place_name: nullable,
  in_force: text,
  until: nullable,
  applied_at: text,
  days_waiting: Type.Integer({ description: 'whole days since it was applied for, while it waits' }),
  due_on: Type.Union([text, Type.Null()], { description: 'last working day for the decision; null where no limit is known' }),
  overdue: Type.Boolean(),
  decided_at: nullable,
  reason: text,
}
const Row = Type.Object(row)

export const FilingList = Type.Object({
  total: Type.Integer(),
  waiting: Type.Integer({ description: 'in the areas of the officer, whatever is filtered' }),
  overdue: Type.Integer({ description: 'of those the ones past their limit' }),
  rows: Type.Array(Row),
})

const filters = {
  standing: wordAsked('状态', STANDINGS),
  kind: Type.Optional(Type.String({ title: '备案类别', pattern: '^[a-z_]{1,40}$' })),
  infno: Type.Optional(Type.String({ title: '交易编号', pattern: '^25\\d{2}[A-Z]?$', description: '2501至2507' })),
  overdue: wordAsked('时限', ['yes'] as const),
  q: searchAsked('姓名、人员编号、机构或病种'),
  sort: sortAsked,
}
export const FilingExportQuery = Type.Object(filters)
export const FilingQuery = Type.Object({ ...filters, ...Paging })

const application = Type.String({ title: '待遇申报明细流水号', pattern: '^\\d{1,18}$', description: '数字' })
const psnNo = Type.String({ title: '人员编号', pattern: '^\\d{20}$', description: '20 位数字' })
export const ApplicationParams = Type.Object({ psn_no: psnNo, application })

export const FilingDetail = Type.Object({
  ...row,
  limit: Type.Union([Type.Object({ working_days: Type.Integer(), certainty: text, basis: text }), Type.Null()]),
  attributes: Type.Record(text, text, { description: 'further fields as sent' }),
  steps: Type.Array(Type.Object({ kind: text, officer: nullable, reason: text, at: text })),
})

const decision = {
  decision: Type.Union([Type.Literal('confirm'), Type.Literal('refuse')], { title: '决定' }),
  reason: Type.Optional(Type.String({ title: '理由', minLength: 2, maxLength: 200 })),
  kind: Type.Optional(Type.Union([Type.Literal('chronic'), Type.Literal('special')], { title: '慢性病或特殊病' })),
}
export const Decision = Type.Object(decision)
export const Decided = Type.Object({ application: text, standing: Standing })

export const BatchDecision = Type.Object({
  ...decision,
  filings: Type.Array(Type.Object({ psn_no: psnNo, application }), { title: '备案申请', minItems: 1, maxItems: 100 }),
})
export const BatchDecided = Type.Object({
  decided: Type.Integer(),
  left: Type.Array(Type.Object({ psn_no: text, application: text, sentence: text }), { description: 'not decided, and why' }),
})
