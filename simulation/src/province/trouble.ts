// Outages on purpose: a connection whose backend is ended before its n-th statement, or whose answer to COMMIT is lost. The pool that is
// handed out is a real one; only the moment of the failure is chosen.

import type { Pool } from '@tongchou/server/database/connect.js'
import { isAway } from '@tongchou/server/settlement/settle-visits.js'
import type pg from 'pg'

export type Trouble =
  | { readonly kind: 'none' }
  /** The backend is ended before the n-th statement of the transaction, or before COMMIT where it has fewer. */
  | { readonly kind: 'killed'; readonly before: number }
  /** COMMIT is done, but nobody hears of it. */
  | { readonly kind: 'answer_lost' }

export class Outage extends Error {}

/** What a transaction needs of a pool. */
export function troubled(pool: Pool, trouble: Trouble): Pool {
  return trouble.kind === 'none' ? pool : withClients(pool, (client) => withTrouble(pool, client, () => trouble))
}

export interface Interruptible {
  readonly pool: Pool
  /** The next transaction that writes is the one that fails. */
  arm(trouble: Trouble): void
  /** Whether it has failed since. */
  struck(): boolean
}

const DESK_WRITES = /^BEGIN READ WRITE/

/** For transactions that others begin: a desk reads and writes in several of them to answer one request. `opening`: the first words of those that may fail. */
export function interruptible(pool: Pool, opening: RegExp = DESK_WRITES): Interruptible {
  let armed: Trouble = { kind: 'none' }
  let taken = false
  const writes = (first: string): Trouble => {
    if (armed.kind === 'none' || !opening.test(first)) return { kind: 'none' }
    const trouble = armed
    armed = { kind: 'none' }
    taken = true
    return trouble
  }
  return {
    pool: withClients(pool, (client) => (armed.kind === 'none' ? client : withTrouble(pool, client, writes))),
    arm: (trouble) => {
      armed = trouble
      taken = false
    },
    struck: () => taken,
  }
}

function withClients(pool: Pool, of: (client: pg.PoolClient) => pg.PoolClient): Pool {
  const connect = async (): Promise<pg.PoolClient> => of(await pool.connect())
  return new Proxy(pool, { get: (target, name) => (name === 'connect' ? connect : bound(target, name)) })
}

/** `troubleOf` is asked once, with the words that open the transaction. */
function withTrouble(pool: Pool, client: pg.PoolClient, troubleOf: (opening: string) => Trouble): pg.PoolClient {
  let statements = 0
  let struck = false
  let trouble: Trouble = { kind: 'none' }
  const query = async (asked: string | pg.QueryConfig, values?: unknown[]): Promise<unknown> => {
    const text = typeof asked === 'string' ? asked : asked.text
    if (statements === 0) trouble = troubleOf(text)
    statements += 1
    const commits = text === 'COMMIT'
    if (trouble.kind === 'killed' && !struck && (statements > trouble.before || commits)) {
      struck = true
      await endBackend(pool, client)
    }
    const result = await client.query(asked as string, values)
    if (trouble.kind === 'answer_lost' && commits) throw new Outage('the answer to COMMIT was lost')
    return result
  }
  return new Proxy(client, { get: (target, name) => (name === 'query' ? query : bound(target, name)) })
}

async function endBackend(pool: Pool, client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
}

function bound(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name)
  return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value
}

/** Whether an error is a lost connection and not a refusal or a fault of ours. */
export function isOutage(error: unknown): boolean {
  return error instanceof Outage || isAway(error)
}
