// Places: GET /api/areas gives the pool, its accounting units and their towns; /api/areas/tree the national divisions level by level
// down to villages; /api/areas/search finds one by name or code with the places above it.
import { refused } from '@tongchou/domain/base/refusal.js'
import { Type } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { childAreas, findArea, searchAreas } from './area-store.js'

const Town = Type.Object({ code: Type.String(), name: Type.String(), kind: Type.Literal('town') })
const Unit = Type.Object({ code: Type.String(), name: Type.String(), kind: Type.String(), children: Type.Array(Town) })
const Pool = Type.Object({ code: Type.String(), name: Type.String(), kind: Type.Literal('pool'), children: Type.Array(Unit) })

const Code = Type.String({ title: '区划代码', pattern: '^[0-9]{6,12}$', description: '6至12位数字' })
const place = { code: Type.String(), name: Type.String(), level: Type.Integer({ description: '0全国 1省 2市 3县 4乡镇 5村' }), children: Type.Integer() }
const Place = Type.Object(place)
const Found = Type.Object({ ...place, path: Type.Array(Type.String()) })

export function areaRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/areas',
      access: 'signed_in',
      summary: '统筹区、核算单位和乡镇',
      schema: { response: Pool },
      handler: (_request, desk) => areaTree(context, desk),
    }),
    route({
      method: 'GET',
      url: '/api/areas/tree',
      access: 'signed_in',
      summary: '行政区划的下一级：省、市、县、乡镇、村；不给上级时从省开始',
      schema: {
        querystring: Type.Object({ parent: Type.Optional(Code) }),
        response: Type.Object({ parent: Type.Union([Place, Type.Null()]), children: Type.Array(Place) }),
      },
      handler: ({ query }, desk) => childrenOf(desk, query.parent),
    }),
    route({
      method: 'GET',
      url: '/api/areas/search',
      access: 'signed_in',
      summary: '按名称或代码查找行政区划，附上级名称',
      schema: { querystring: Type.Object({ q: Type.String({ title: '查找内容', minLength: 1, maxLength: 40 }) }), response: Type.Array(Found) },
      handler: ({ query }, desk) => desk.read((client) => searchAreas(client, query.q.trim())),
    }),
  ]
}

interface Row {
  code: string
  name: string
  kind: string
  unit: string
}

/** Units in force today, and the towns whose parent is one of them. */
async function areaTree(context: AppContext, desk: Desk): Promise<unknown> {
  const rows = await desk.read(async (client) => {
    const found = await client.query<Row>(
      `WITH unit AS (SELECT u.unit, u.name, u.kind FROM pooling_unit u WHERE u.pool = $1 AND u.in_force <= $2 AND (u.until IS NULL OR u.until >= $2))
       SELECT code, name, 'pool' AS kind, '' AS unit FROM area WHERE code = $1
       UNION ALL SELECT unit, name, kind, '' FROM unit
       UNION ALL SELECT t.code, t.name, 'town', t.parent FROM area t JOIN unit ON unit.unit = t.parent WHERE t.level = 4
       ORDER BY code`,
      [context.pool, dayIn(context.clock)],
    )
    return found.rows
  })
  const towns = (unit: string) => rows.filter((row) => row.kind === 'town' && row.unit === unit).map(({ code, name, kind }) => ({ code, name, kind }))
  const units = rows.filter((row) => row.kind !== 'town' && row.kind !== 'pool')
  const name = rows.find((row) => row.kind === 'pool')?.name ?? ''
  return { code: context.pool, name, kind: 'pool', children: units.map(({ code, name, kind }) => ({ code, name, kind, children: towns(code) })) }
}

async function childrenOf(desk: Desk, code: string | undefined): Promise<unknown> {
  return desk.read(async (client) => {
    const parent = code === undefined ? null : await findArea(client, code)
    if (parent === undefined) return refused('not_found', '没有这个区划代码，请核对。')
    return { parent, children: await childAreas(client, code) }
  })
}
