// Statements about accounts as those who administer them see them: their own place and what lies beneath it.
import type pg from 'pg'
import { cutOf, likeText, orderBy } from '../http/list-query.js'
import type { OfficerAsked, RequestAsked } from './officer-schema.js'

/** As an officer reads it. */
const minute = (of: string): string => `to_char(${of} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')`

const STANDING = `CASE WHEN NOT o.active OR o.locked_until > $1 THEN 'locked' WHEN o.password_until IS NOT NULL THEN 'one_time' ELSE 'active' END`

const COLUMNS = `o.officer::text, o.account, o.name, o.department, r.department_name, o.role, r.role_name, o.area, a.name AS area_name, o.provider,
  p.name AS provider_name, ${STANDING} AS standing, CASE WHEN o.locked_until > $1 THEN ${minute('o.locked_until')} END AS locked_until,
  (SELECT ${minute('max(s.opened_at)')} FROM desk_session s WHERE s.officer = o.officer) AS last_sign_in,
  (SELECT count(*)::int FROM desk_session s WHERE s.officer = o.officer AND s.revoked_at IS NULL AND s.expires_at > $1 AND s.seen_at > $1 - interval '30 minutes') AS open_sessions`

const FROM = `FROM officer o JOIN desk_role r USING (department, role) JOIN area a ON a.code = o.area LEFT JOIN provider p ON p.code = o.provider
  WHERE o.pool = $2 AND manages_officers(o.area)`

const ORDER: Readonly<Record<string, string>> = {
  account: 'o.account',
  name: 'o.name',
  role: 'r.department_name, r.role_name',
  area: 'o.area',
  last_sign_in: 'last_sign_in',
}

export interface Scope {
  readonly now: Date
  readonly pool: string
}

export interface OfficerRow {
  readonly officer: string
  readonly account: string
  readonly name: string
  readonly department: string
  readonly department_name: string
  readonly role: string
  readonly role_name: string
  readonly area: string
  readonly area_name: string
  readonly provider: string | null
  readonly provider_name: string | null
  readonly standing: 'active' | 'locked' | 'one_time'
  readonly locked_until: string | null
  readonly last_sign_in: string | null
  readonly open_sessions: number
}

interface Listed<T> {
  readonly total: number
  readonly rows: readonly T[]
}

export async function selectOfficers(client: pg.ClientBase, { now, pool }: Scope, asked: OfficerAsked): Promise<Listed<OfficerRow>> {
  const { q, department, role, area, standing, sort } = asked
  const { limit, offset } = cutOf(asked)
  const like = q === undefined ? null : `%${likeText(q.trim())}%`
  const { rows } = await client.query<OfficerRow & { total: number }>(
    `SELECT *, count(*) OVER ()::int AS total FROM (SELECT ${COLUMNS} ${FROM}
       AND ($3::text IS NULL OR o.account ILIKE $3 OR o.name LIKE $3) AND ($4::text IS NULL OR o.department = $4) AND ($5::text IS NULL OR o.role = $5)
       AND ($6::text IS NULL OR o.area = $6) AND ($7::text IS NULL OR ${STANDING} = $7)
     ORDER BY ${orderBy(sort, ORDER, 'o.area, o.department, o.role, o.account')}) listed LIMIT $8 OFFSET $9`,
    [now, pool, like, department ?? null, role ?? null, area ?? null, standing ?? null, limit, offset],
  )
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
}

export interface OfficerFull extends OfficerRow {
  readonly password_changed_at: string
  readonly permissions: readonly string[]
}

export async function selectOfficer(client: pg.ClientBase, { now, pool }: Scope, officer: string): Promise<OfficerFull | undefined> {
  const { rows } = await client.query<OfficerFull>(
    `SELECT ${COLUMNS}, ${minute('o.password_changed_at')} AS password_changed_at,
            ARRAY(SELECT d.name FROM desk_permission d WHERE d.permission = ANY (r.permissions) ORDER BY d.name) AS permissions
     ${FROM} AND o.officer = $3`,
    [now, pool, officer],
  )
  return rows[0]
}

export async function selectSessions(client: pg.ClientBase, officer: string): Promise<readonly unknown[]> {
  const { rows } = await client.query(
    `SELECT ${minute('opened_at')} AS opened_at, ${minute('seen_at')} AS seen_at, ${minute('revoked_at')} AS ended_at FROM desk_session WHERE officer = $1 ORDER BY desk_session.opened_at DESC LIMIT 20`,
    [officer],
  )
  return rows
}

export async function selectActs(client: pg.ClientBase, officer: string): Promise<readonly unknown[]> {
  const { rows } = await client.query(
    `SELECT x.kind, x.reason, by.name AS done_by, ${minute('x.done_at')} AS done_at FROM officer_act x JOIN officer by ON by.officer = x.done_by
     WHERE x.officer = $1 ORDER BY x.act DESC LIMIT 100`,
    [officer],
  )
  return rows
}

const REQUESTS = `SELECT q.request::text, q.kind, q.account, q.name, r.department_name, r.role_name, a.name AS area_name, q.provider, q.before, q.reason,
    asker.name AS asked_by, ${minute('q.asked_at')} AS asked_at, q.asked_by = $1 AS own, d.decision, d.reason AS decision_reason, decider.name AS decided_by, ${minute('d.decided_at')} AS decided_at
  FROM officer_request q JOIN desk_role r USING (department, role) JOIN area a ON a.code = q.area JOIN officer asker ON asker.officer = q.asked_by
  LEFT JOIN officer_decision d USING (request) LEFT JOIN officer decider ON decider.officer = d.decided_by`

export async function selectRequestsOf(client: pg.ClientBase, reader: bigint, account: string): Promise<readonly unknown[]> {
  const { rows } = await client.query(`${REQUESTS} WHERE q.account = $2 ORDER BY q.request DESC LIMIT 100`, [reader, account])
  return rows
}

export async function selectRequests(client: pg.ClientBase, reader: bigint, asked: RequestAsked): Promise<Listed<unknown>> {
  const { limit, offset } = cutOf(asked)
  const { rows } = await client.query<{ total: number }>(
    `SELECT *, count(*) OVER ()::int AS total FROM (${REQUESTS} WHERE $2::text IS NULL OR ($2 = 'open') = (d.decision IS NULL)
     ORDER BY d.decision IS NOT NULL, q.request DESC) listed LIMIT $3 OFFSET $4`,
    [reader, asked.standing ?? null, limit, offset],
  )
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
}

export async function selectRoles(client: pg.ClientBase): Promise<readonly { department: string; role: string; scope: string }[]> {
  const { rows } = await client.query<{ department: string; role: string; scope: string }>(
    `SELECT department, department_name, role, role_name, scope FROM desk_role WHERE active AND scope <> 'self' ORDER BY scope = 'none', department, role`,
  )
  return rows
}
