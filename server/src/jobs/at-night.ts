// What is done once a night: in the hours when nobody works and the day before is closed, by one process of an installation only.
import type pg from 'pg'
import type { Pool } from '../database/connect.js'
import { type Clock, dayIn } from '../http/clock.js'

export interface NightHouse {
  readonly batch: Pool
  readonly clock: Clock
  readonly pool: string
  readonly complain: (error: unknown, what: string) => void
}

interface NightWork {
  /** A key of its own among advisory locks. */
  readonly lock: number
  readonly wasDone: (client: pg.ClientBase, night: string) => Promise<boolean>
  /** True where the work was done to its end. */
  readonly work: (night: string) => Promise<boolean>
}

/** From this hour on a night is over enough that its days are closed, and until then nobody works. */
const FROM_HOUR = 2
const UNTIL_HOUR = 6

/** True where this call did the night's work. Harmless when called often and by several processes. */
export async function atNight({ batch, clock }: NightHouse, { lock, wasDone, work }: NightWork): Promise<boolean> {
  const night = dayIn(clock)
  const hour = Math.floor(((clock.now().getTime() / 3_600_000 + 8) % 24) + 24) % 24
  if (hour < FROM_HOUR || hour >= UNTIL_HOUR) return false
  const client = await batch.connect()
  try {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [lock])
    if (rows[0]?.held !== true) return false
    try {
      return !(await wasDone(client, night)) && (await work(night))
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [lock])
    }
  } finally {
    client.release()
  }
}
