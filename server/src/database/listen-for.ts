// Hears what other processes say: one connection that listens, opened again when it is lost. Between two connections a word may
// be missed, so that every new connection counts as one.
import pg from 'pg'

const AGAIN = 1_000

/** Calls `heard` after every word on the channel; the answer stops listening. */
export function listenFor(pool: pg.Pool, channel: 'rules_published' | 'connections_changed', heard: () => void): () => Promise<void> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const again = (): void => {
    client = undefined
    if (!stopped) timer = setTimeout(listen, AGAIN).unref()
  }
  const listen = (): void => {
    const own = new pg.Client({ ...pool.options, keepAlive: true })
    client = own
    // A lost connection says `error`, then `end`; only the end opens another.
    own.on('error', () => undefined)
    own.on('notification', heard)
    own
      .connect()
      .then(() => own.query(`LISTEN ${channel}`))
      .then(() => {
        own.once('end', again)
        heard()
      })
      .catch(() => {
        void own.end().catch(() => undefined)
        again()
      })
  }
  listen()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end().catch(() => undefined)
  }
}
