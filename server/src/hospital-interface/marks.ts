// Signatures that were used, known to every process. A process remembers its own and refuses at once what it saw itself; what it did
// not see goes to the table `gateway_mark`. One statement is under way at a time, and whatever arrives meanwhile goes with the next,
// so that a busy hour pays a fraction of a round trip for each message; messages without a signature pay nothing. The commit does
// not wait for the disk: a mark lost with the server's last half second is worth less than that wait.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { dayIn } from '../http/clock.js'
import { ensureGateDays, forgetGateDays } from './gate-days.js'

export interface Marks {
  /** False where the same text was marked before with the same time. Until `forgetAt` (milliseconds) it is remembered here as well. */
  isFirst(text: string, sentAt: number, forgetAt: number): Promise<boolean>
}

interface Waiting {
  readonly hash: Buffer
  readonly sentAt: number
  resolve(first: boolean): void
  reject(error: unknown): void
}

const SWEPT_AT = 100_000

export function marksIn(database: pg.Pool): Marks {
  const seen = new Map<string, number>()
  let waiting: Waiting[] = []
  let sending = false
  const pump = async (): Promise<void> => {
    if (sending) return
    sending = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await insertMarks(database, batch).then(
        (fresh) => batch.forEach((one) => void one.resolve(fresh.has(one.hash.toString('hex')))),
        (error: unknown) => batch.forEach((one) => void one.reject(error)),
      )
    }
    sending = false
  }
  return {
    isFirst: (text, sentAt, forgetAt) => {
      const hash = createHash('sha256').update(`${sentAt}/${text}`).digest()
      const key = hash.toString('hex')
      if (seen.has(key)) return Promise.resolve(false)
      if (seen.size >= SWEPT_AT) sweep(seen)
      seen.set(key, forgetAt)
      return new Promise((resolve, reject) => {
        // What could not be asked was not used.
        const failed = (error: unknown): void => {
          seen.delete(key)
          reject(error)
        }
        waiting.push({ hash, sentAt, resolve, reject: failed })
        void pump()
      })
    },
  }
}

/** Forgets what the clock refuses by now; what is left is in the table as well. */
function sweep(seen: Map<string, number>): void {
  const now = Date.now()
  for (const [key, until] of seen) if (until < now) seen.delete(key)
  if (seen.size >= SWEPT_AT) seen.clear()
}

async function insertMarks(database: pg.Pool, batch: readonly Waiting[]): Promise<Set<string>> {
  await ensureGateDays(
    database,
    batch.map((one) => dayIn({ now: () => new Date(one.sentAt) })),
  )
  const client = await database.connect()
  try {
    await client.query('BEGIN; SET LOCAL synchronous_commit = off')
    const { rows } = await client.query<{ mark: Buffer }>(
      `INSERT INTO gateway_mark (sent_at, mark) SELECT to_timestamp(at / 1000.0), mark FROM unnest($1::bigint[], $2::bytea[]) AS m(at, mark)
       ON CONFLICT DO NOTHING RETURNING mark`,
      [batch.map((one) => one.sentAt), batch.map((one) => one.hash)],
    )
    await client.query('COMMIT')
    client.release()
    return new Set(rows.map((row) => row.mark.toString('hex')))
  } catch (error) {
    client.release(true)
    forgetGateDays(database)
    throw error
  }
}
