// Acts of an institution that concern no person (3301, 3302, 3401–3403): done once for a message, all or nothing. Acts of one
// institution wait for each other, so that what an act found is still so when it writes.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { type Counter, type Message, type Reply, reply } from './message.js'

const LOCK = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 60))'

const CLAIM = `
INSERT INTO message (institution, infno, msgid, input_hash, fact, received_at) VALUES ($1, $2, $3, $4, nextval('fact_seq'), $5::timestamptz)
ON CONFLICT (institution, msgid, infno) DO NOTHING RETURNING fact`

const CLAIMED = `
SELECT input_hash, fact, to_char(received_at, 'YYYY-MM-DD HH24:MI:SS') AS received_at FROM message WHERE institution = $1 AND infno = $2 AND msgid = $3`

/** `work` writes its facts, or refuses and leaves no trace. */
export async function actOnce(counter: Counter, message: Message, work: (client: pg.PoolClient) => Promise<Refusal | undefined>): Promise<Reply | Refusal> {
  const client = await counter.database.connect()
  try {
    await client.query('BEGIN')
    await client.query(LOCK, [message.provider.code])
    const answer = await claimed(client, message, work)
    await client.query(isRefusal(answer) ? 'ROLLBACK' : 'COMMIT')
    client.release()
    return answer
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    client.release(true)
    throw error
  }
}

async function claimed(client: pg.PoolClient, message: Message, work: (client: pg.PoolClient) => Promise<Refusal | undefined>): Promise<Reply | Refusal> {
  const { institution, infno, msgid, hash } = message.key
  const { rows } = await client.query<{ fact: bigint }>(CLAIM, [institution, infno, msgid, hash, message.now])
  const [fresh] = rows
  if (fresh === undefined) return doneBefore(client, message)
  return (await work(client)) ?? reply({}, { receivedAt: message.now, fact: fresh.fact })
}

async function doneBefore(client: pg.PoolClient, { key }: Message): Promise<Reply | Refusal> {
  const { rows } = await client.query<{ input_hash: Buffer; fact: bigint; received_at: string }>(CLAIMED, [key.institution, key.infno, key.msgid])
  const [before] = rows
  if (before === undefined) throw new Error('a message that was claimed is not there')
  if (before.input_hash.equals(key.hash)) return reply({}, { receivedAt: before.received_at, fact: before.fact })
  return refused('message_reused', '该发送方报文ID（msgid）已用于另一笔业务，本次内容不同，未受理；请换新的msgid重发')
}
