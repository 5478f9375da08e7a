// POST, GET and DELETE /api/session, and changing one's own password.

import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { Type } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Exchange, type Officer, type Route, route } from '../http/route.js'
import { openDesk } from './desk.js'
import { replacePassword } from './replace-password.js'
import { revokeSession } from './session-store.js'
import { signIn } from './sign-in.js'

const Account = Type.String({ title: '账号', minLength: 2, maxLength: 40 })
const Password = Type.String({ title: '密码', minLength: 1, maxLength: 128 })

const Session = Type.Object({
  account: Type.String(),
  name: Type.String(),
  department: Type.String(),
  department_name: Type.String(),
  role: Type.String(),
  role_name: Type.String(),
  scope: Type.String(),
  pool: Type.String(),
  pool_name: Type.String(),
  home: Type.String(),
  home_name: Type.String(),
  areas: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  permissions: Type.Array(Type.String()),
  must_change_password: Type.Boolean({ description: 'signed in with a one-time password: nothing else may be done before it is replaced' }),
})

export function sessionRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/session',
      access: 'public',
      summary: '登录',
      schema: { body: Type.Object({ account: Account, password: Password }), response: Session },
      handler: ({ body }, desk, exchange) => openSession(context, body.account.trim().toLowerCase(), body.password, desk, exchange),
    }),
    route({
      method: 'GET',
      url: '/api/session',
      access: 'signed_in',
      summary: '当前登录的人员、岗位、区域和权限',
      schema: { response: Session },
      handler: (_request, desk) => desk.read((client) => sessionOf(client, desk.officer, dayIn(context.clock))),
    }),
    route({
      method: 'DELETE',
      url: '/api/session',
      access: 'signed_in',
      summary: '退出登录',
      schema: { response: Type.Object({}) },
      handler: (_request, desk, exchange) => closeSession(context, desk, exchange),
    }),
    route({
      method: 'POST',
      url: '/api/session/password',
      access: 'signed_in',
      summary: '修改自己的密码',
      schema: {
        body: Type.Object({ password: Password, new_password: Type.String({ title: '新密码', minLength: 1, maxLength: 128 }) }),
        response: Type.Object({}),
      },
      handler: async ({ body }, desk, exchange) => {
        await desk.audit('session.password_changed', {})
        return (await replacePassword(context, desk.officer, exchange.token ?? '', body.password, body.new_password)) ?? {}
      },
    }),
  ]
}

async function openSession(context: AppContext, account: string, password: string, nobody: Desk, exchange: Exchange): Promise<unknown> {
  const signed = await signIn(context.databases.desk, context.clock, account, password)
  if (isRefusal(signed)) {
    await nobody.audit('session.refused', { detail: { account: harmless(account), why: signed.code } })
    return signed
  }
  const desk = openDesk(context.databases.desk, signed.officer, exchange.where)
  await desk.audit('session.opened', {})
  const session = await desk.read((client) => sessionOf(client, signed.officer, dayIn(context.clock)))
  await desk.close('ok')
  exchange.setToken(signed.token)
  return session
}

/** People type their identity number where an account is asked for; the trail must not keep it. */
function harmless(account: string): string {
  return account.replace(/\d{7,}[xX]?/g, '…')
}

async function closeSession(context: AppContext, desk: Desk, exchange: Exchange): Promise<unknown> {
  if (exchange.token !== undefined) await revokeSession(context.databases.desk, exchange.token, context.clock.now())
  await desk.audit('session.closed', {})
  exchange.setToken(undefined)
  return {}
}

async function sessionOf(client: pg.PoolClient, officer: Officer, today: Day): Promise<unknown> {
  const { rows } = await client.query<{ areas: unknown }>(
    `SELECT (SELECT o.password_until IS NOT NULL FROM officer o WHERE o.officer = $7) AS must_change_password, r.department_name, r.role_name, r.scope, pool.name AS pool_name, home.name AS home_name,
            coalesce((SELECT jsonb_agg(jsonb_build_object('code', u.code, 'name', u.name) ORDER BY u.code)
                      FROM officer_units('pool', $2, $3, $5) u WHERE u.code = ANY ($4::text[])), '[]') AS areas
     FROM desk_role r, area pool, area home
     WHERE (r.department, r.role) = ($1, $6) AND pool.code = $2 AND home.code = $3`,
    [officer.department, officer.pool, officer.home, officer.areas, today, officer.role, officer.officer],
  )
  const { account, name, department, role, pool, home } = officer
  return { account, name, department, role, pool, home, permissions: [...officer.permissions].sort(), ...rows[0] }
}
