// The message that a reversal names, and what it led to: events of the visit, batches of lines, cancelled lines.
import type { Day } from '@tongchou/domain/base/day.js'
import type { FeeBatch, NewEvent } from '../settlement/work.js'
import type { Counter, Message } from './message.js'

export interface Original {
  readonly infno: string
  readonly msgid: string
  /** Null where the message was no person's. */
  readonly person: bigint | null
  readonly visit: bigint | null
  readonly fact: bigint
  readonly receivedAt: string
}

export async function findOriginal(counter: Counter, institution: string, infno: string, msgid: string): Promise<Original | undefined> {
  const { rows } = await counter.database.query<Original>(
    `SELECT infno, msgid, person, visit, fact, to_char(received_at, 'YYYY-MM-DD HH24:MI:SS') AS "receivedAt" FROM message
      WHERE institution = $1 AND infno = $2 AND msgid = $3`,
    [institution, infno, msgid],
  )
  return rows[0]
}

export interface VisitHistory {
  /** Version of the visit's state when its events were read: a decision on them holds only while it stands. */
  readonly version: bigint
  readonly events: readonly PastEvent[]
}

export interface PastEvent {
  readonly event: bigint
  readonly kind: NewEvent['kind']
  readonly day: Day
  readonly attributes: { readonly before?: Readonly<Record<string, unknown>>; readonly reverses?: string }
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

/** The batches of an upload are those from its fact up to the next upload's of the visit, without what reversals booked again. */
export async function batchesOfMessage(
  counter: Counter,
  infno: string,
  original: { readonly person: bigint; readonly visit: bigint; readonly fact: bigint },
  batches: readonly FeeBatch[],
): Promise<bigint[]> {
  const { rows } = await counter.database.query<{ next: bigint | null }>(
    'SELECT min(fact) AS next FROM message WHERE person = $1 AND visit = $2 AND infno = $3 AND fact > $4',
    [original.person, original.visit, infno, original.fact],
  )
  const next = rows[0]?.next ?? null
  const again = new Set((await restoredBatches(counter, original.person, original.visit)).map((one) => one.batch))
  return batches.map((one) => one.batch).filter((batch) => batch >= original.fact && (next === null || batch < next) && !again.has(batch))
}

export interface RestoredBatch {
  readonly batch: bigint
  /** The batches whose cancelled lines it holds again. */
  readonly of: readonly bigint[]
}

export async function restoredBatches(counter: Counter, person: bigint, visit: bigint): Promise<RestoredBatch[]> {
  const { rows } = await counter.database.query<{ batch: bigint; of: string[] }>(
    `SELECT batch, attributes -> 'of' AS of FROM fee_batch WHERE person = $1 AND visit = $2 AND attributes ? 'restores' ORDER BY batch`,
    [person, visit],
  )
  return rows.map((row) => ({ batch: row.batch, of: row.of.map(BigInt) }))
}

export interface CancelledLines {
  readonly cancellation: bigint
  readonly sn: readonly string[]
  /** Its lines are booked again already. */
  readonly restored: boolean
}

export async function cancelledLines(counter: Counter, original: Original): Promise<CancelledLines | undefined> {
  const { rows } = await counter.database.query<CancelledLines>(
    `SELECT c.cancellation, c.sn, EXISTS (SELECT 1 FROM fee_batch b WHERE b.person = c.person AND b.visit = c.visit AND b.attributes ->> 'restores' = c.cancellation::text) AS restored
       FROM fee_cancellation c WHERE c.person = $1 AND c.visit = $2 AND c.cancellation = $3`,
    [original.person, original.visit, original.fact],
  )
  return rows[0]
}

/** Said in a reversal's own fact, so that the history shows what was undone. */
export function reversalNote(message: Message, original: Original): Readonly<Record<string, string>> {
  return { reverses: String(original.fact), original_infno: original.infno, original_msgid: original.msgid, reversed_by: message.msgid }
}
