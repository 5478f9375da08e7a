// Whether somebody may call a route. Who may not is told who may, and the attempt goes to the trail.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { AppContext } from '../http/context.js'
import type { Officer, Route, Where } from '../http/route.js'
import { NOBODY, openDesk } from './desk.js'
import { officerOfToken } from './sign-in.js'

export async function mayCall(
  context: AppContext,
  route: Route,
  where: Where,
  token: string | undefined,
  header: string | readonly string[] | undefined,
): Promise<Officer | Refusal> {
  // Another site can make a browser send the cookie's neighbours, but not a header of our own.
  if (route.method !== 'GET' && header !== '1') return refused('header_missing', '请求缺少页面标记（x-tongchou: 1），请从系统页面操作。')
  if (route.access === 'public') return NOBODY
  if (token === undefined) return refused('not_signed_in', '请先登录。')
  const officer = await officerOfToken(context.databases.desk, context.clock, token)
  if (isRefusal(officer) || route.access === 'signed_in' || officer.permissions.has(route.access.permission)) return officer
  return denied(context, officer, route.access.permission, where)
}

async function denied(context: AppContext, officer: Officer, permission: string, where: Where): Promise<Refusal> {
  const desk = openDesk(context.databases.desk, officer, where)
  await desk.audit('access.denied', { detail: { permission } })
  const who = await desk.read(async (client) => {
    const { rows } = await client.query<{ own: string; action: string | null; holders: string[] }>(
      `SELECT (SELECT role_name FROM desk_role WHERE (department, role) = ($1, $2)) AS own,
              (SELECT name FROM desk_permission WHERE permission = $3) AS action,
              ARRAY(SELECT department_name || role_name FROM desk_role WHERE active AND $3 = ANY (permissions) ORDER BY department, role) AS holders`,
      [officer.department, officer.role, permission],
    )
    return rows[0]
  })
  await desk.close('denied')
  const holders = who === undefined || who.holders.length === 0 ? '目前没有岗位可以办理' : `可以办理的岗位：${who.holders.join('、')}`
  return refused('not_allowed', `您的岗位（${who?.own ?? officer.role}）不能${who?.action ?? '办理此事'}。${holders}。`, { details: { permission } })
}
