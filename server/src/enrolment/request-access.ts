// Any window may receive: an officer asks, with a reason, to see a person of another area for eight hours. Asking is itself the
// permission, so that nobody at the counter is sent away; it is logged, and the person's own area can read that it happened.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { timeText } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import type { Register } from './person-json.js'
import { insertAccessRequest } from './person-store.js'
import { knownPerson, unfitReason } from './visible-person.js'

const HOURS = 8

export async function requestAccess(register: Register, number: string, reason: string, desk: Desk): Promise<{ expires_at: string } | Refusal> {
  const unfit = unfitReason(reason)
  if (unfit !== undefined) return unfit
  const askedAt = register.clock.now()
  const expiresAt = new Date(askedAt.getTime() + HOURS * 3_600_000)
  return desk.write(async (client) => {
    const known = await knownPerson(client, register, number)
    if (isRefusal(known)) return known
    if (desk.officer.areas.includes(known.area)) return refused('own_area', '此人就在您的区域内参保，可以直接查看，不用申请。')
    await insertAccessRequest(client, known.person, desk.officer.officer, reason.trim(), askedAt, expiresAt)
    await desk.audit('person.access_requested', { person: known.person, area: known.area, detail: { reason: reason.trim(), expires_at: timeText(expiresAt) } })
    return { expires_at: timeText(expiresAt) }
  })
}
