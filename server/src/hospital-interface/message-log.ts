// The log of messages. A message only adds to an array in memory; once a second one statement takes what has gathered to the
// database. A database that is away costs the log its oldest lines, never a message its answer.
import type pg from 'pg'
import { dayIn } from '../http/clock.js'
import { ensureGateDays, forgetGateDays } from './gate-days.js'

export interface LoggedMessage {
  readonly at: Date
  readonly institution: string
  readonly infno: string
  readonly msgid: string
  /** As answered: 0, −1, or 401 of the gateway. */
  readonly infcode: number
  readonly code: string
  readonly sentence: string
  readonly micros: number
  readonly bytes: number
  readonly hash: Buffer | null
  readonly shape: string
}

export interface MessageLog {
  add(message: LoggedMessage): void
  /** Writes what has gathered. */
  flush(): Promise<void>
  close(): Promise<void>
}

const EVERY = 1_000
const MOST = 50_000

const SQL = `
INSERT INTO message_log (at, institution, infno, msgid, infcode, code, sentence, micros, bytes, input_hash, shape)
SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::integer[], $9::integer[], $10::bytea[], $11::text[])`

export function openMessageLog(database: pg.Pool, complain: (error: unknown) => void): MessageLog {
  let gathered: LoggedMessage[] = []
  let under: Promise<void> | undefined
  const write = async (): Promise<void> => {
    const batch = gathered
    gathered = []
    try {
      await insertMessages(database, batch)
    } catch (error) {
      forgetGateDays(database)
      gathered = [...batch, ...gathered].slice(-MOST)
      complain(error)
    }
  }
  const flush = async (): Promise<void> => {
    await under
    if (gathered.length === 0) return
    under = write().finally(() => {
      under = undefined
    })
    await under
  }
  const timer = setInterval(() => void flush(), EVERY)
  timer.unref()
  return {
    add: (message) => {
      if (gathered.length < MOST) gathered.push(message)
    },
    flush,
    close: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}

async function insertMessages(database: pg.Pool, batch: readonly LoggedMessage[]): Promise<void> {
  await ensureGateDays(
    database,
    batch.map(({ at }) => dayIn({ now: () => at })),
  )
  const column = <T>(of: (message: LoggedMessage) => T): T[] => batch.map(of)
  await database.query(SQL, [
    column(({ at }) => at),
    column(({ institution }) => institution),
    column(({ infno }) => infno),
    column(({ msgid }) => msgid),
    column(({ infcode }) => infcode),
    column(({ code }) => code),
    column(({ sentence }) => sentence),
    column(({ micros }) => micros),
    column(({ bytes }) => bytes),
    column(({ hash }) => hash),
    column(({ shape }) => shape),
  ])
}
