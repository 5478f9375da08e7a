// Acts of one officer about another's account: lock, unlock, a one-time password, ending the open sessions.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { type Clock, timeText } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import type { NewAct } from './officer-schema.js'
import { type OfficerRow, selectOfficer } from './officer-store.js'
import { giveOneTimePassword } from './one-time-password.js'

export async function actOnOfficer(officer: string, { act, reason }: NewAct, desk: Desk, clock: Clock): Promise<unknown | Refusal> {
  return desk.write(async (client) => {
    const found = await selectOfficer(client, { now: clock.now(), pool: desk.officer.pool }, officer)
    const fault = actFault(found, act, desk.officer.officer)
    if (found === undefined || fault !== undefined) return fault
    await desk.audit(`officer.${act}`, { area: found.area, detail: { account: found.account, reason: reason.trim() } })
    await insertAct(client, officer, { act, reason }, desk.officer.officer, clock.now())
    if (act !== 'new_password') return { account: found.account }
    const { password, until } = await giveOneTimePassword(client, clock, officer)
    return { account: found.account, password, password_until: timeText(until) }
  })
}

function actFault(found: OfficerRow | undefined, act: NewAct['act'], own: bigint): Refusal | undefined {
  if (found === undefined) return refused('not_found', '没有找到这个账号，或不在您管理的区域内。')
  if (found.officer === own.toString()) return refused('own_account', '不能锁定、解锁或重置自己的账号，请由另一名安全管理员办理。')
  if (act === 'lock' && found.standing === 'locked' && found.locked_until === null) return refused('already_locked', '这个账号已经锁定。')
  if (act === 'unlock' && found.standing !== 'locked') return refused('not_locked', '这个账号没有锁定。')
  if (act === 'new_password' && found.standing === 'locked' && found.locked_until === null) return refused('locked', '账号已锁定，请先解锁再重置密码。')
  return undefined
}

async function insertAct(client: pg.ClientBase, officer: string, { act, reason }: NewAct, by: bigint, now: Date): Promise<void> {
  await client.query(`INSERT INTO officer_act (act, officer, kind, reason, done_by, done_at) VALUES (nextval('officer_act_seq'), $1, $2, $3, $4, $5)`, [
    officer,
    act,
    reason.trim(),
    by,
    now,
  ])
}
