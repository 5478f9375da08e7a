// Facts that no visit carries (filings, reconciliation, clearing) are recorded once for a message: the same message again finds
// the fact of the first time. The message's row is written first, so that of two at once the second waits for the first.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { inTransaction } from '../fund/transaction.js'
import { DatabaseAway, isAway } from '../settlement/settle-visits.js'
import type { Counter, Message } from './message.js'

export interface Recorded {
  /** Number of the fact; the reply is made from it, the first time and every later time. */
  readonly fact: bigint
  readonly receivedAt: string
}

/** Leaves the transaction without keeping anything. */
class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.sentence)
    this.refusal = refusal
  }
}

export type Record = (client: pg.ClientBase, fact: bigint) => Promise<Refusal | undefined>

export async function recordOnce(counter: Counter, message: Message, person: bigint | null, record: Record): Promise<Recorded | Refusal> {
  let recorded = false
  try {
    return await inTransaction(counter.database, async (client) => {
      const first = await insertMessage(client, message, person)
      if (first === undefined) return earlier(client, message)
      const refusal = await record(client, first.fact)
      if (refusal !== undefined) throw new Refused(refusal)
      recorded = true
      return first
    })
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw recorded && isAway(error) ? new DatabaseAway(true, error) : error
  }
}

const RECEIVED = `fact, to_char(received_at, 'YYYY-MM-DD HH24:MI:SS') AS "receivedAt"`

async function insertMessage(client: pg.ClientBase, { key, now }: Message, person: bigint | null): Promise<Recorded | undefined> {
  const { rows } = await client.query<Recorded>(
    `INSERT INTO message (institution, infno, msgid, input_hash, person, fact, received_at) VALUES ($1, $2, $3, $4, $5, nextval('fact_seq'), $6::timestamptz)
     ON CONFLICT DO NOTHING RETURNING ${RECEIVED}`,
    [key.institution, key.infno, key.msgid, key.hash, person, now],
  )
  return rows[0]
}

async function earlier(client: pg.ClientBase, { key }: Message): Promise<Recorded | Refusal> {
  const { rows } = await client.query<Recorded & { input_hash: Buffer }>(
    `SELECT input_hash, ${RECEIVED} FROM message WHERE institution = $1 AND infno = $2 AND msgid = $3`,
    [key.institution, key.infno, key.msgid],
  )
  const [before] = rows
  if (before === undefined) throw new Error('a message that is there was not found')
  if (before.input_hash.equals(key.hash)) return { fact: before.fact, receivedAt: before.receivedAt }
  return refused('message_reused', '该发送方报文ID（msgid）已用于另一笔业务，本次内容不同，未受理；请换新的msgid重发')
}

/** The next number of a fact that no message names. */
export async function nextFact(client: pg.ClientBase): Promise<bigint> {
  const { rows } = await client.query<{ fact: bigint }>(`SELECT nextval('fact_seq') AS fact`)
  const fact = rows[0]?.fact
  if (fact === undefined) throw new Error('the sequence gave no number')
  return fact
}

/** One after the other, whoever the sender is, until the transaction ends. */
export async function oneAtATime(client: pg.ClientBase, what: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [what])
}
