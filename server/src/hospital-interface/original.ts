// The message that a reversal names, and what it led to among the lines of a visit: uploaded batches, cancelled lines.
import type { FeeBatch } from '../settlement/work.js'
import type { Counter } from './message.js'

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
