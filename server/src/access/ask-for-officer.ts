// Asking for an account, or for another role or area of one, and a second officer's decision about it (三员分立: security administration
// opens accounts, and no one of its officers alone). Nobody gives more than their own place, and nobody touches the own account.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { type Clock, timeText } from '../http/clock.js'
import type { Desk, Officer } from '../http/route.js'
import type { Decision, NewRequest } from './officer-schema.js'
import { selectRoles } from './officer-store.js'
import { giveOneTimePassword } from './one-time-password.js'

interface Standing {
  readonly account: string
  readonly name: string
  readonly department: string
  readonly role: string
  readonly area: string
  readonly provider: string | null
}

export async function askForOfficer(asked: NewRequest, desk: Desk, clock: Clock): Promise<unknown | Refusal> {
  await desk.audit('officer.asked', { area: asked.area, detail: { account: asked.account ?? '', officer: asked.officer ?? '', role: asked.role } })
  return desk.write(async (client) => {
    const before = asked.officer === undefined ? undefined : await standingOf(client, asked.officer, desk.officer)
    if (isRefusal(before)) return before
    const account = before?.account ?? asked.account
    if (account === undefined) return refused('invalid_field', '请填写账号。')
    const fault = (await placeFault(client, asked)) ?? (await accountFault(client, account, before !== undefined))
    if (fault !== undefined) return fault
    if (before !== undefined && unchanged(before, asked)) return refused('nothing_changed', '姓名、岗位、区域和机构都没有变化，不用申请。')
    return insertRequest(client, { asked, account, before, officer: desk.officer, now: clock.now() })
  })
}

async function standingOf(client: pg.ClientBase, officer: string, asker: Officer): Promise<Standing | Refusal> {
  if (officer === asker.officer.toString()) return refused('own_account', '不能变更自己的账号，请由另一名安全管理员申请。')
  const { rows } = await client.query<Standing>(
    'SELECT account, name, department, role, area, provider FROM officer WHERE officer = $1 AND manages_officers(area)',
    [officer],
  )
  return rows[0] ?? refused('not_found', '没有找到这个账号，或不在您管理的区域内。')
}

/** Why the role cannot be held there; undefined when it can. */
async function placeFault(client: pg.ClientBase, { department, role, area, provider }: NewRequest): Promise<Refusal | undefined> {
  const { rows } = await client.query<{ known: boolean; managed: boolean; provider: boolean }>(
    `SELECT EXISTS (SELECT FROM area WHERE code = $1) AS known, manages_officers($1) AS managed, EXISTS (SELECT FROM provider WHERE code = $2) AS provider`,
    [area, provider ?? null],
  )
  if (rows[0]?.known !== true || !rows[0].managed) return refused('beyond_own_area', '这个区域不在您管理的范围内，只能在本区域及下级区域开设或变更账号。')
  const wanted = (await selectRoles(client)).find((one) => one.department === department && one.role === role)
  if (wanted === undefined) return refused('unknown_role', '这个部门没有这个岗位，请重新选择。')
  if (wanted.scope === 'institution' && rows[0].provider !== true) return refused('provider_needed', '机构的岗位须填写已登记的定点机构编码。')
  if (wanted.scope !== 'institution' && provider !== undefined) return refused('provider_not_wanted', '这个岗位不属于定点机构，机构编码请留空。')
  return undefined
}

async function accountFault(client: pg.ClientBase, account: string, exists: boolean): Promise<Refusal | undefined> {
  const { rows } = await client.query<{ taken: boolean; waiting: boolean }>(
    `SELECT EXISTS (SELECT FROM officer WHERE account = $1) AS taken,
            EXISTS (SELECT FROM officer_request q LEFT JOIN officer_decision d USING (request) WHERE q.account = $1 AND d.request IS NULL) AS waiting`,
    [account],
  )
  if (!exists && rows[0]?.taken === true) return refused('account_taken', `账号 ${account} 已经存在，请换一个。`)
  if (rows[0]?.waiting === true) return refused('request_waiting', `账号 ${account} 已有一项申请等待复核，请先办结或撤回。`)
  return undefined
}

function unchanged(before: Standing, asked: NewRequest): boolean {
  const same = before.name === asked.name.trim() && before.department === asked.department && before.role === asked.role
  return same && before.area === asked.area && before.provider === (asked.provider ?? null)
}

interface Insert {
  readonly asked: NewRequest
  readonly account: string
  readonly before: Standing | undefined
  readonly officer: Officer
  readonly now: Date
}

async function insertRequest(client: pg.ClientBase, { asked, account, before, officer, now }: Insert): Promise<unknown> {
  const { rows } = await client.query<{ request: string }>(
    `INSERT INTO officer_request (request, kind, officer, account, name, department, role, pool, area, provider, before, reason, asked_by, asked_at)
     SELECT nextval('officer_act_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce((
       SELECT jsonb_strip_nulls(jsonb_build_object('name', $10::text, 'role_name', r.department_name || r.role_name, 'area_name', a.name, 'provider', $14::text))
       FROM desk_role r, area a WHERE (r.department, r.role, a.code) = ($11, $12, $13)), '{}'), $15, $16, $17 RETURNING request::text`,
    [
      before === undefined ? 'open' : 'change',
      asked.officer ?? null,
      account,
      asked.name.trim(),
      asked.department,
      asked.role,
      officer.pool,
      asked.area,
      asked.provider ?? null,
      before?.name ?? null,
      before?.department ?? null,
      before?.role ?? null,
      before?.area ?? null,
      before?.provider ?? null,
      asked.reason.trim(),
      officer.officer,
      now,
    ],
  )
  return { request: rows[0]?.request }
}

interface Waiting {
  readonly kind: 'open' | 'change'
  readonly officer: string | null
  readonly account: string
  readonly area: string
  readonly asked_by: bigint
  readonly decided: boolean
  readonly taken: boolean
}

export async function decideOfficer(request: string, { decision, reason = '' }: Decision, desk: Desk, clock: Clock): Promise<unknown | Refusal> {
  return desk.write(async (client) => {
    const { rows } = await client.query<Waiting>(
      `SELECT q.kind, q.officer::text, q.account, q.area, q.asked_by, d.request IS NOT NULL AS decided,
              EXISTS (SELECT FROM officer o WHERE o.account = q.account) AS taken
       FROM officer_request q LEFT JOIN officer_decision d USING (request) WHERE q.request = $1`,
      [request],
    )
    const waiting = rows[0]
    const fault = decisionFault(waiting, decision, reason, desk.officer)
    if (waiting === undefined || fault !== undefined) return fault
    await desk.audit(`officer.${decision}`, { area: waiting.area, detail: { account: waiting.account, request } })
    const now = clock.now()
    await client.query('INSERT INTO officer_decision (request, asked_by, decision, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6)', [
      request,
      waiting.asked_by,
      decision,
      reason.trim(),
      desk.officer.officer,
      now,
    ])
    return opened(client, waiting, decision, clock)
  })
}

function decisionFault(waiting: Waiting | undefined, decision: Decision['decision'], reason: string, officer: Officer): Refusal | undefined {
  if (waiting === undefined) return refused('not_found', '没有找到这项申请，或不在您管理的区域内。')
  if (waiting.decided) return refused('already_decided', '这项申请已经办结。')
  const own = waiting.asked_by === officer.officer
  if (own && decision !== 'withdrawn') return refused('second_officer', '申请人不能复核自己的申请，请由另一名安全管理员复核。')
  if (!own && decision === 'withdrawn') return refused('not_the_asker', '只有申请人可以撤回，您可以不同意。')
  if (waiting.officer === officer.officer.toString()) return refused('own_account', '不能复核自己账号的变更，请由另一名安全管理员复核。')
  if (decision === 'refused' && reason.trim() === '') return refused('reason_missing', '不同意的，请写明理由。')
  if (decision === 'approved' && waiting.kind === 'open' && waiting.taken)
    return refused('account_taken', `账号 ${waiting.account} 已经存在，请不同意后换一个账号重新申请。`)
  return undefined
}

/** An account that was just opened gets its one-time password; it stands in the answer and nowhere else. */
async function opened(client: pg.ClientBase, { account, kind }: Waiting, decision: string, clock: Clock): Promise<unknown> {
  if (kind !== 'open' || decision !== 'approved') return { account }
  const { rows } = await client.query<{ officer: string }>('SELECT officer::text FROM officer WHERE account = $1', [account])
  const made = rows[0]
  if (made === undefined) throw new Error(`the account ${account} was approved and not opened`)
  const { password, until } = await giveOneTimePassword(client, clock, made.officer)
  return { account, password, password_until: timeText(until) }
}
