// The events of a visit as reversals see them: which of them still count, and whether one may be reversed now.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { NewEvent, VisitState } from '../settlement/work.js'
import type { Counter, Message } from './message.js'
import type { Original } from './original.js'

export interface VisitHistory {
  /** Version of the visit's state when its events were read: a decision on them holds only while it stands. */
  readonly version: bigint
  readonly events: readonly PastEvent[]
}

export interface PastEvent {
  readonly event: bigint
  readonly kind: NewEvent['kind']
  readonly day: Day
  readonly attributes: { readonly before?: Partial<VisitState>; readonly reverses?: string }
}

export async function historyOf(counter: Counter, person: bigint, visit: bigint): Promise<VisitHistory> {
  const { rows } = await counter.database.query<{ version: bigint; events: (Omit<PastEvent, 'event'> & { event: string })[] | null }>(
    `SELECT s.version, (SELECT json_agg(json_build_object('event', e.event::text, 'kind', e.kind, 'day', e.day, 'attributes', e.attributes) ORDER BY e.event)
                          FROM visit_event e WHERE e.person = s.person AND e.visit = s.visit) AS events
       FROM visit_state s WHERE s.person = $1 AND s.visit = $2`,
    [person, visit],
  )
  return { version: rows[0]?.version ?? 0n, events: (rows[0]?.events ?? []).map((one) => ({ ...one, event: BigInt(one.event) })) }
}

/**
 * The event that a message made may be reversed while it counts and nothing after it does: later events have been undone, or are
 * themselves the undoing of later ones.
 */
export function reversibleEvent({ events }: VisitHistory, original: Original): PastEvent | Refusal {
  const at = events.findIndex((one) => one.event === original.fact)
  if (at < 0) throw new Error('a message names an event that is not there')
  return reversible(events, at)
}

export function reversible(events: readonly PastEvent[], at: number): PastEvent | Refusal {
  const event = events[at]
  if (event === undefined) return refused('not_discharged', '该就诊没有这项业务，无需冲正')
  const undoes = undoneBy(events)
  const dead = new Set(undoes.values())
  if (dead.has(at)) return refused('reversed_already', '原交易已冲正或撤销，不能重复冲正')
  const follows = events.some((_, later) => later > at && !dead.has(later) && (undoes.get(later) ?? -1) <= at)
  return follows ? refused('later_act', '原交易之后该就诊又办理了其他业务，请先逐笔撤销或冲正后续业务，再冲正本交易') : event
}

/** For each event that counts and undoes another: which. From the last event back, for what was itself undone undoes nothing. */
function undoneBy(events: readonly PastEvent[]): Map<number, number> {
  const undoes = new Map<number, number>()
  const dead = new Set<number>()
  for (let at = events.length - 1; at >= 0; at--) {
    const target = dead.has(at) ? undefined : targetOf(events, at)
    if (target === undefined) continue
    undoes.set(at, target)
    dead.add(target)
  }
  return undoes
}

function targetOf(events: readonly PastEvent[], at: number): number | undefined {
  const event = events[at]
  const { reverses } = event?.attributes ?? {}
  if (reverses !== undefined) return found(events.findIndex((one) => String(one.event) === reverses))
  if (event?.kind !== 'discharge_cancelled') return undefined
  return found(events.slice(0, at).findLastIndex((one) => one.kind === 'discharged'))
}

function found(at: number): number | undefined {
  return at < 0 ? undefined : at
}

/** Said in a reversal's own fact, so that the history shows what was undone. */
export function reversalNote(message: Message, original: Original): Readonly<Record<string, string>> {
  return { reverses: String(original.fact), original_infno: original.infno, original_msgid: original.msgid, reversed_by: message.msgid }
}
