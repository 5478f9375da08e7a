// An officer's act upon a difference: a note, an owner, a proposal to close or to carry it, a second officer's word on the proposal.
import { type MatterEventKind, type MatterStanding, matterEventRefused, matterStanding } from '@tongchou/domain/fund/matter-life.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type { Desk } from '../http/route.js'
import { insertMatterEvent, type MatterDesk, matterEvents } from './matter-store.js'
import type { Queries } from './transaction.js'

export interface MatterAct {
  readonly on: MatterDesk
  readonly subject: bigint
  readonly matter: string
  readonly kind: MatterEventKind
  readonly owner: string | null
  readonly text: string
}

/** `unitOf` answers the unit of the matter, or why there is no such matter. */
export async function takeMatter(desk: Desk, act: MatterAct, unitOf: (db: Queries) => Promise<string | Refusal>): Promise<{ standing: MatterStanding } | Refusal> {
  const { officer } = desk.officer
  const done = await desk.write(async (client): Promise<{ standing: MatterStanding } | Refusal> => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`matter/${act.on}/${act.subject}/${act.matter}`])
    const unit = await unitOf(client)
    if (isRefusal(unit)) return unit
    const events = await matterEvents(client, act.on, act.subject, act.matter)
    const event = { kind: act.kind, owner: act.owner, officer }
    const wrong = matterEventRefused(events, event)
    if (wrong !== undefined) return wrong
    await insertMatterEvent(client, { ...event, desk: act.on, subject: act.subject, matter: act.matter, unit, text: act.text })
    return { standing: matterStanding([...events, event]) }
  })
  if (!isRefusal(done)) await desk.audit('matter.act', { detail: { on: act.on, subject: String(act.subject), kind: act.kind } })
  return done
}
