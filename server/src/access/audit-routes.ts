// GET /api/audit-events: the trail, for the audit administrator (all of it) and the auditor (that of the own areas). Reading it leaves a trace too.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { Type } from 'typebox'
import { personNumber, personOf } from '../enrolment/person-number.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { auditNames } from './audit-action.js'
import { selectTrail, type TrailRow } from './audit-store.js'

const SIZE = 50
const Day = (title: string) => Type.String({ title, pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: '年-月-日，如 2026-01-31' })

const TrailQuery = Type.Object({
  from: Type.Optional(Day('起始日期')),
  to: Type.Optional(Day('截止日期')),
  officer: Type.Optional(Type.String({ title: '账号', maxLength: 40 })),
  action: Type.Optional(Type.String({ title: '动作', maxLength: 60 })),
  person: Type.Optional(Type.String({ title: '人员编号', pattern: '^\\d{20}$', description: '20 位数字' })),
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 10_000 })),
})

const nullable = Type.Union([Type.String(), Type.Null()])
const Trail = Type.Object({
  total: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      event: Type.Integer(),
      at: Type.String(),
      account: Type.String(),
      name: nullable,
      role: Type.String(),
      action: Type.String(),
      action_name: Type.String(),
      psn_no: nullable,
      area: nullable,
      area_name: nullable,
      route: Type.String(),
      outcome: Type.String(),
      ip: nullable,
      detail: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
})

const Actions = Type.Array(Type.Object({ action: Type.String(), name: Type.String() }))

type Asked = Type.Static<typeof TrailQuery>

export function auditRoutes(context: AppContext): readonly Route[] {
  const access = { permission: 'audit.read' }
  const schema = { querystring: TrailQuery, response: Trail }
  return [
    route({
      method: 'GET',
      url: '/api/audit-events',
      access,
      summary: '审计记录',
      schema,
      handler: ({ query }, desk) => readTrail(context.pool, query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/audit-actions',
      access,
      summary: '审计记录里的动作和名称',
      schema: { response: Actions },
      handler: async () => [...(await auditNames())].map(([action, name]) => ({ action, name })),
    }),
  ]
}

async function readTrail(pool: string, query: Asked, desk: Desk): Promise<unknown | Refusal> {
  const { from, to, officer, action, page = 1 } = query
  const person = query.person === undefined ? undefined : personOf(pool, query.person)
  if (query.person !== undefined && person === undefined) return refused('not_in_register', '人员编号不属于本统筹区。')
  const filter = defined({ from, to, account: officer, action, person })
  const trail = await desk.read((client) => selectTrail(client, { ...filter, size: SIZE, offset: (page - 1) * SIZE }))
  await desk.audit('audit.read', { ...(person === undefined ? {} : { person }), detail: { ...defined({ from, to, officer, action }), page } })
  const names = await auditNames()
  return { total: Number(trail.total), rows: trail.rows.map((row) => rowJson(pool, row, names)) }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>
}

function rowJson(pool: string, { event, person, ...row }: TrailRow, names: ReadonlyMap<string, string>): unknown {
  return { event: Number(event), action_name: names.get(row.action) ?? row.action, psn_no: person === null ? null : personNumber(pool, person), ...row }
}
