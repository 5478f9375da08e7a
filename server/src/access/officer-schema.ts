// The shapes of the routes about accounts of the desk.
import { type Static, Type } from 'typebox'
import { Paging, searchAsked, sortAsked, wordAsked } from '../http/list-query.js'

const text = Type.String()
const nullable = Type.Union([text, Type.Null()])
const Word = (title: string) => Type.String({ title, pattern: '^[a-z_]{2,40}$' })
const Key = (title: string) => Type.String({ title, pattern: '^[1-9]\\d{0,17}$', description: '编号' })
const Place = Type.String({ title: '区划代码', pattern: '^\\d{6,12}$', description: '6至12位数字' })

/** 生效中、已锁定、等待首次登录. */
export const STANDINGS = ['active', 'locked', 'one_time'] as const

export const OfficerFilters = {
  q: searchAsked('账号或姓名'),
  department: Type.Optional(Word('部门')),
  role: Type.Optional(Word('岗位')),
  area: Type.Optional(Place),
  standing: wordAsked('状态', STANDINGS),
  sort: sortAsked,
}
export const OfficerQuery = Type.Object({ ...OfficerFilters, ...Paging })
export type OfficerAsked = Static<typeof OfficerQuery>

const Standing = Type.Union([Type.Literal('active'), Type.Literal('locked'), Type.Literal('one_time')])
const officer = {
  officer: text,
  account: text,
  name: text,
  department: text,
  department_name: text,
  role: text,
  role_name: text,
  area: text,
  area_name: text,
  provider: nullable,
  provider_name: nullable,
  standing: Standing,
  locked_until: Type.Union([text, Type.Null()], { description: 'too many wrong passwords' }),
  last_sign_in: nullable,
  open_sessions: Type.Integer(),
}
export const Officers = Type.Object({ total: Type.Integer(), rows: Type.Array(Type.Object(officer)) })

export const OfficerParams = Type.Object({ officer: Key('人员') })
export const RequestParams = Type.Object({ request: Key('申请') })

const asked = {
  request: text,
  kind: Type.Union([Type.Literal('open'), Type.Literal('change')]),
  account: text,
  name: text,
  department_name: text,
  role_name: text,
  area_name: text,
  provider: nullable,
  before: Type.Record(Type.String(), Type.String()),
  reason: text,
  asked_by: text,
  asked_at: text,
  own: Type.Boolean({ description: 'asked by whoever reads: may only take it back' }),
  decision: nullable,
  decision_reason: nullable,
  decided_by: nullable,
  decided_at: nullable,
}
export const RequestQuery = Type.Object({ standing: wordAsked('状态', ['open', 'decided'] as const), ...Paging })
export type RequestAsked = Static<typeof RequestQuery>
export const Requests = Type.Object({ total: Type.Integer(), rows: Type.Array(Type.Object(asked)) })

const Act = Type.Object({ kind: text, reason: text, done_by: text, done_at: text })
const Session = Type.Object({ opened_at: text, seen_at: text, ended_at: nullable })
export const OfficerDetail = Type.Object({
  ...officer,
  password_changed_at: text,
  permissions: Type.Array(text, { description: 'what the role may, in words' }),
  sessions: Type.Array(Session),
  acts: Type.Array(Act),
  requests: Type.Array(Type.Object(asked)),
})

export const Roles = Type.Array(Type.Object({ department: text, department_name: text, role: text, role_name: text, scope: text }))

const Reason = Type.String({ title: '理由', minLength: 2, maxLength: 200 })
export const RequestBody = Type.Object({
  officer: Type.Optional(Key('人员')),
  account: Type.Optional(Type.String({ title: '账号', pattern: '^[a-z0-9][a-z0-9._-]{1,39}$', description: '小写字母、数字、点、横线，2至40位' })),
  name: Type.String({ title: '姓名', minLength: 2, maxLength: 40 }),
  department: Word('部门'),
  role: Word('岗位'),
  area: Place,
  provider: Type.Optional(Type.String({ title: '机构编码', pattern: '^[HP]\\d{11}$', description: 'H 或 P 加 11 位数字' })),
  reason: Reason,
})
export type NewRequest = Static<typeof RequestBody>
export const Requested = Type.Object({ request: text })

export const DecisionBody = Type.Object({
  decision: Type.Union([Type.Literal('approved'), Type.Literal('refused'), Type.Literal('withdrawn')], { title: '决定' }),
  reason: Type.Optional(Reason),
})
export type Decision = Static<typeof DecisionBody>

/** The one-time password is shown once and stored nowhere. */
export const Decided = Type.Object({ account: text, password: Type.Optional(text), password_until: Type.Optional(text) })

export const ACTS = ['lock', 'unlock', 'new_password', 'end_sessions'] as const
export const ActBody = Type.Object({ act: Type.Unsafe<(typeof ACTS)[number]>(Type.Union(ACTS.map((one) => Type.Literal(one)))), reason: Reason })
export type NewAct = Static<typeof ActBody>
