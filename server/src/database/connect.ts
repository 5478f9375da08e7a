// Connections: three pools for the three roles that log in. Their passwords derive from the installation's key, so that
// every process of an installation knows them and nobody has to write them down.
import { createHmac } from 'node:crypto'
import pg from 'pg'

export type Pool = pg.Pool
export type PoolClient = pg.PoolClient

export interface Databases {
  /** The hospital interface: hot tables, every statement names the person. */
  readonly settlement: Pool
  /** The console: row-level security by area. */
  readonly desk: Pool
  /** Jobs and bulk loads. */
  readonly batch: Pool
  end(): Promise<void>
}

export const LOGIN_ROLES = ['tongchou_settlement', 'tongchou_desk', 'tongchou_batch'] as const
export type LoginRole = (typeof LOGIN_ROLES)[number]

// int8 and its arrays are bigint, days and timestamps stay text: a `date` must not come back a day early in another zone.
const setParser = pg.types.setTypeParser as (oid: number, parse: (text: string) => unknown) => void
setParser(20, (text) => BigInt(text))
setParser(1016, (text) => bigints(text))
setParser(1082, (text) => text)
setParser(1182, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',')))
setParser(1114, (text) => text)
setParser(1184, (text) => text)

function bigints(text: string): bigint[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt)
}

export function rolePassword(key: Buffer, role: LoginRole): string {
  return createHmac('sha256', key).update(`role:${role}`).digest('hex')
}

/** The connection string of `role` to the database that `adminUrl` names. */
export function urlFor(adminUrl: string, key: Buffer, role: LoginRole): string {
  const url = new URL(adminUrl)
  url.username = role
  url.password = rolePassword(key, role)
  return url.toString()
}

const SESSION = '-c search_path=tongchou -c timezone=Asia/Shanghai'

/**
 * Every statement of the settlement role names its persons, so an index is always right, also in a table that was empty when
 * the plan was made; its statements are few and long, so they are planned once.
 */
const HOT_SESSION = `${SESSION} -c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off`

export function openPool(url: string, size: number, settings: pg.PoolConfig = {}): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    options: SESSION,
    connectionTimeoutMillis: 5000,
    ...settings,
  })
  // A backend lost while idle must not end the process; the next query opens another.
  pool.on('error', () => undefined)
  // Nor may one lost while a request holds it: its query fails, and that is where it is handled.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

export function openDatabases(adminUrl: string, key: Buffer, sizes: { settlement?: number; desk?: number; batch?: number } = {}): Databases {
  const settlement = openPool(urlFor(adminUrl, key, 'tongchou_settlement'), sizes.settlement ?? 8, { options: HOT_SESSION })
  const desk = openPool(urlFor(adminUrl, key, 'tongchou_desk'), sizes.desk ?? 8)
  const batch = openPool(urlFor(adminUrl, key, 'tongchou_batch'), sizes.batch ?? 4)
  return { settlement, desk, batch, end: async () => void (await Promise.all([settlement.end(), desk.end(), batch.end()])) }
}
