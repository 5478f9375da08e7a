// An officer's act upon a difference: a note, an owner, a proposal to close or to carry it, a second officer's word on the proposal.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { MATTER_STANDINGS, type MatterEventKind, type MatterStanding, matterEventRefused, matterStanding } from '@tongchou/domain/fund/matter-life.js'
import type { Static } from 'typebox'
import type { Desk } from '../http/route.js'
import type { MatterBody } from './matter-schema.js'
import { insertMatterEvent, type MatterDesk, matterEvents } from './matter-store.js'
import { MATTER_ACTS } from './matter-words.js'
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
export async function takeMatter(
  desk: Desk,
  act: MatterAct,
  unitOf: (db: Queries) => Promise<string | Refusal>,
): Promise<{ standing: MatterStanding } | Refusal> {
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

type UnitOf = (db: Queries, act: MatterAct) => Promise<string | Refusal>

/** The act that a page asks for. */
export async function actOnMatter(desk: Desk, on: Pick<MatterAct, 'on' | 'subject'>, body: Static<typeof MatterBody>, unitOf: UnitOf) {
  const act: MatterAct = { ...on, matter: body.matter, kind: body.kind as MatterEventKind, owner: body.owner ?? null, text: body.text }
  const done = await takeMatter(desk, act, (db) => unitOf(db, act))
  return isRefusal(done) ? done : { standing: done.standing, standing_name: MATTER_STANDINGS[done.standing] }
}

export async function eventsOfMatter(db: Queries, on: MatterDesk, subject: bigint, matter: string) {
  return (await matterEvents(db, on, subject, matter)).map(({ officer: _officer, ...event }) => ({ ...event, kind_name: MATTER_ACTS[event.kind] }))
}
