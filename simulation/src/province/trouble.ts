// Outages on purpose: a connection whose backend is ended before its n-th statement, or whose answer to COMMIT is lost. The pool that is
// handed out is a real one; only the moment of the failure is chosen.
import type { Pool } from '@tongchou/server/database/connect.js'
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
  if (trouble.kind === 'none') return pool
  const connect = async (): Promise<pg.PoolClient> => withTrouble(pool, await pool.connect(), trouble)
  return new Proxy(pool, { get: (target, name) => (name === 'connect' ? connect : bound(target, name)) })
}

function withTrouble(pool: Pool, client: pg.PoolClient, trouble: Trouble): pg.PoolClient {
  let statements = 0
  let struck = false
  const query = async (text: string, values?: unknown[]): Promise<unknown> => {
    statements += 1
    const commits = text === 'COMMIT'
    if (trouble.kind === 'killed' && !struck && (statements > trouble.before || commits)) {
      struck = true
      await endBackend(pool, client)
    }
    const result = await client.query(text, values)
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
  if (error instanceof Outage) return true
  const { code, message } = error as { code?: unknown; message?: unknown }
  return code === '57P01' || /terminat|ECONNRESET|not queryable/.test(String(message))
}
