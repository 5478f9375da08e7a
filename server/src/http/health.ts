// GET /api/health: whether the server and its database answer.
import { refused } from '@tongchou/domain/base/refusal.js'
import { Type } from 'typebox'
import type { AppContext } from './context.js'
import { type Route, route } from './route.js'

const Health = Type.Object({ status: Type.Literal('ok'), database: Type.String({ description: 'PostgreSQL version' }) })

export function healthRoutes(context: AppContext): readonly Route[] {
  return [route({ method: 'GET', url: '/api/health', access: 'public', summary: '服务是否正常', schema: { response: Health }, handler: () => health(context) })]
}

async function health(context: AppContext): Promise<unknown> {
  try {
    const { rows } = await context.databases.desk.query<{ version: string }>(`SELECT current_setting('server_version') AS version`)
    return { status: 'ok', database: rows[0]?.version ?? '' }
  } catch {
    return refused('database_unavailable', '数据库暂时无法使用，请稍后再试。')
  }
}
