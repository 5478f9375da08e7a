// Shapes of the desk's routes about policy drafts.
import { Type } from 'typebox'

const text = Type.String()
export const DayText = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: '年-月-日，如 2026-01-31' })
const number = Type.String({ title: '编号', pattern: '^[1-9]\\d{0,17}$', description: '数字' })
const area = Type.String({ title: '发文地区', pattern: '^\\d{6}$', description: '六位区划代码，全国写 000000' })
const path = Type.String({
  title: '文件路径',
  pattern: '^policies/[a-z0-9-]{1,60}/[a-z0-9-]{1,60}\\.md$',
  description: '如 policies/城市/文件名.md，小写字母、数字、短横线',
})
const policyText = Type.String({ title: '文本', minLength: 1, maxLength: 300_000 })
const revision = Type.Integer({ title: '稿次', minimum: 1, maximum: 100_000 })
const remark = Type.String({ title: '意见', maxLength: 2000 })
export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

export const DraftParams = Type.Object({ draft: number })
export const RevisionParams = Type.Object({ draft: number, revision: Type.String({ title: '稿次', pattern: '^[1-9]\\d{0,4}$', description: '数字' }) })

export const OpenBody = Type.Object({
  area,
  title: Type.String({ title: '名称', minLength: 2, maxLength: 200 }),
  text: policyText,
  path: Type.Optional(path),
  changes: Type.Optional(Type.String({ title: '要改的文件', pattern: '^[0-9a-f]{64}$', description: '已发布文本的哈希' })),
})
export const SaveBody = Type.Object({ upon: Type.Integer({ ...revision, description: '在第几稿上改' }), text: policyText })
export const CheckBody = Type.Object({ path, area: Type.Optional(area), text: policyText })
export const StepBody = Type.Object({ revision, remark: Type.Optional(remark) })
export const ReasonedBody = Type.Object({ revision, remark: Type.String({ ...remark, minLength: 4, description: '写明理由' }) })
export const TrialBody = Type.Object({ revision, trial: Type.String({ ...number, title: '测算编号' }), remark: Type.Optional(remark) })
export const PublishBody = Type.Object({
  revision,
  document_number: Type.String({ title: '文号', minLength: 1, maxLength: 60 }),
  remark: Type.Optional(remark),
})

const Article = Type.Object({ document: text, article: text, certainty: text, in_force: DayText, reading: nullable(text) })
const Stated = nullable(Type.Object({ text, from: Article }))
export const Change = Type.Object({
  area: text,
  scheme: text,
  from: DayText,
  until: nullable(DayText),
  key: text,
  label: text,
  of: Type.Array(text, { description: 'levels, admissions or bands that change alike' }),
  before: Stated,
  after: Stated,
  loosens: Type.Boolean({ description: 'the insured get more or pay less' }),
})
const Frozen = Type.Object({
  freeze: text,
  area: text,
  document: text,
  from: DayText,
  until: nullable(DayText),
  exempt_by: nullable(text),
  figures: Type.Array(text),
})

export const Checked = Type.Object({
  faults: Type.Array(Type.Object({ file: text, line: Type.Integer(), sentence: text })),
  changes: Type.Array(Change, { description: 'empty while there are faults' }),
  first_day: nullable(Type.String({ description: 'first day whose rules change' })),
  retroactive: nullable(Type.String({ description: 'where the document says that it reaches back' })),
})
export const CheckedDraft = Type.Object({ ...Checked.properties, frozen: Type.Array(Frozen, { description: 'freezes of which the draft loosens something' }) })

const Revision = Type.Object({ revision: Type.Integer(), hash: text, faults: Type.Integer(), written_by: text, written_at: text })
const Step = Type.Object({
  step: Type.Integer(),
  kind: text,
  revision: Type.Integer(),
  officer: text,
  at: text,
  remark: text,
  trial: nullable(text),
  document_number: nullable(text),
  document_hash: nullable(text),
  in_force: nullable(DayText),
  retroactive: nullable(text),
})

const Summary = {
  draft: text,
  area: text,
  path: text,
  title: text,
  changes: nullable(text),
  opened_by: text,
  opened_at: text,
  stage: text,
  stage_name: text,
  revision: Type.Integer(),
  faults: Type.Integer({ description: 'found when the latest text was saved' }),
}

export const DraftList = Type.Array(Type.Object(Summary))
export const Draft = Type.Object({
  ...Summary,
  text,
  revisions: Type.Array(Revision),
  steps: Type.Array(Step),
  actions: Type.Record(Type.String(), nullable(Type.String({ description: 'why not; null: may be done' }))),
})
export const DraftRevision = Type.Object({ draft: text, revision: Type.Integer(), text })
