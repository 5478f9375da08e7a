// GET /api/areas: the pool, its accounting units, their towns.
import { Type } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'

const Town = Type.Object({ code: Type.String(), name: Type.String(), kind: Type.Literal('town') })
const Unit = Type.Object({ code: Type.String(), name: Type.String(), kind: Type.String(), children: Type.Array(Town) })
const Pool = Type.Object({ code: Type.String(), name: Type.String(), kind: Type.Literal('pool'), children: Type.Array(Unit) })

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
