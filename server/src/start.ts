// An installation from its environment, and serving it: data folder, key, PostgreSQL, migrations, pools; then one port for desk and
// interfaces. Whatever the person who starts it can put right is told in one plain sentence (PlainError).
import * as fs from 'node:fs/promises'
import path from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { loadRoles } from './access/load-roles.js'
import { checkServer } from './database/check-server.js'
import { type Databases, openDatabases, type Pool } from './database/connect.js'
import { startEmbedded } from './database/embedded.js'
import { checkKey, keepKey, readKey, rememberKey } from './database/installation-key.js'
import { ensureRoles, makeMonths, migrate } from './database/migrate.js'
import { PlainError } from './database/plain-error.js'
import { announce } from './database/presence.js'
import { type Clock, dayIn, systemClock } from './http/clock.js'
import { makeLog } from './http/log.js'
import type { SyntheticCity } from './trial/synthetic-city.js'

const CONSOLE = path.resolve(import.meta.dirname, '../../console/build')

export type Environment = Readonly<Record<string, string | undefined>>

export interface Installation {
  readonly folder: string
  readonly key: Buffer
  readonly adminUrl: string
  readonly databases: Databases
  /** Migrations applied just now; all of them on an empty database. */
  readonly migrated: readonly string[]
  /** Ends the pools, and the embedded PostgreSQL if nobody else uses it. */
  stop(): Promise<void>
}

/** Brings the installation that the environment names to the present shape. */
export async function prepareInstallation(env: Environment, clock: Clock = systemClock): Promise<Installation> {
  const folder = path.resolve(env['TONGCHOU_DATA'] || 'data')
  await openFolder(folder)
  const key = await readKey(env['TONGCHOU_KEY'], folder)
  const server = await findServer(env, folder)
  try {
    await checkKey(server.adminUrl, key)
    await ensureRoles(server.adminUrl, key.key)
    const migrated = await migrate(server.adminUrl)
    await rememberKey(server.adminUrl, key.key)
    await keepKey(key)
    const databases = openDatabases(server.adminUrl, key.key)
    await loadRoles(databases.batch)
    await makeMonthsAround(databases.batch, clock)
    const stop = async (): Promise<void> => {
      await databases.end()
      await server.leave()
    }
    return { folder, key: key.key, adminUrl: server.adminUrl, databases, migrated, stop }
  } catch (error) {
    await server.leave()
    throw error
  }
}

async function openFolder(folder: string): Promise<void> {
  try {
    await fs.mkdir(folder, { recursive: true, mode: 0o711 })
    await fs.access(folder, fs.constants.W_OK | fs.constants.X_OK)
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new PlainError(
      `The data folder ${folder} cannot be written (${why}). Give the user that starts Tongchou the right to write there, or set TONGCHOU_DATA to another folder.`,
    )
  }
}

interface Server {
  readonly adminUrl: string
  leave(): Promise<void>
}

/** The PostgreSQL of DATABASE_URL, or the embedded one of the data folder. */
async function findServer(env: Environment, folder: string): Promise<Server> {
  const given = env['DATABASE_URL']
  if (given !== undefined && given !== '') {
    await checkServer(given)
    return { adminUrl: given, leave: async () => undefined }
  }
  const embedded = await startEmbedded({ folder: path.join(folder, 'postgres') })
  const presence = await announce(embedded.adminUrl)
  const leave = async (): Promise<void> => {
    if (await presence.leave().catch(() => false)) await embedded.stop()
  }
  return { adminUrl: embedded.adminUrl, leave }
}

async function makeMonthsAround(batch: Pool, clock: Clock): Promise<void> {
  const year = Number(dayIn(clock).slice(0, 4))
  await makeMonths(batch, `${year - 2}-01-01`, `${year + 1}-12-01`)
}

/** The pool to serve: TONGCHOU_POOL, or the only one that is loaded. */
export async function poolToServe(env: Environment, databases: Databases): Promise<string> {
  const { rows } = await databases.batch.query<{ pool: string; loaded: boolean }>(
    'SELECT pool, bool_or(change IS NULL) AS loaded FROM pooling_unit GROUP BY pool ORDER BY pool',
  )
  const pools = rows.map((row) => row.pool)
  // A county that became a pool of its own is not served here because it left.
  const loaded = rows.filter((row) => row.loaded)
  const wanted = env['TONGCHOU_POOL'] || (loaded.length === 1 ? loaded[0]?.pool : undefined)
  if (wanted !== undefined && pools.includes(wanted)) return wanted
  if (pools.length === 0) throw new PlainError('No pooling area (统筹区) is loaded yet. Load one before the server is started.')
  throw new PlainError(`Set TONGCHOU_POOL to the pooling area (统筹区) to serve: ${pools.join(', ')}.`)
}

export interface Serving {
  readonly address: string
  /** Finishes what is under way, then stops the installation too. */
  close(): Promise<void>
}

export interface ServeOptions {
  readonly pool: string
  /** True for the demonstration city. */
  readonly demonstration?: boolean
  /** For trials of drafts. */
  readonly syntheticCity?: SyntheticCity
  readonly clock?: Clock
  readonly log?: FastifyBaseLogger
}

/** Serves on PORT (7080) of HOST (127.0.0.1) until `close`. */
export async function serve(installation: Installation, env: Environment, options: ServeOptions): Promise<Serving> {
  // Only who serves needs the whole application; a command that asks one question starts without it.
  const [{ buildApp }, { listen }, { keepHouse }] = await Promise.all([import('./http/app.js'), import('./http/listen.js'), import('./jobs/keep-house.js')])
  const { databases, key } = installation
  const log = options.log ?? makeLog(env['LOG_LEVEL'] || 'info')
  const https = env['TONGCHOU_HTTPS'] === '1'
  let listening: string | undefined
  const ownCentre = { url: () => listening, file: path.join(installation.folder, 'hospital/centre.yaml') }
  const app = await buildApp({
    databases,
    key,
    clock: options.clock ?? systemClock,
    pool: options.pool,
    consoleFolder: CONSOLE,
    https,
    log,
    demonstration: options.demonstration === true,
    ...(options.demonstration === true ? { ownCentre } : {}),
    ...(options.syntheticCity === undefined ? {} : { syntheticCity: options.syntheticCity }),
  })
  const address = await listen(app, env).catch(async (error: unknown) => {
    await app.close()
    throw error
  })
  listening = address
  const rest = keepHouse({
    batch: databases.batch,
    key,
    pool: options.pool,
    clock: options.clock ?? systemClock,
    complain: (err, what) => log.error({ err }, what),
  })
  const close = async (): Promise<void> => {
    rest()
    await app.close()
    await installation.stop()
  }
  return { address, close }
}

/** Ctrl-C and SIGTERM close; a second one does not wait. */
export function closeOnSignals(serving: Serving): void {
  let closing = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (closing) process.exit(1)
      closing = true
      void serving.close().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
}
