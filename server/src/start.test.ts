// What somebody reads who starts the server wrongly, and that a right start serves and stops.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type Rights, rightsFault } from './database/check-server.js'
import { type EmbeddedServer, startEmbedded } from './database/embedded.js'
import { PlainError } from './database/plain-error.js'
import { type Environment, poolToServe, prepareInstallation, serve } from './start.js'

let home: string
let web: Server
let webPort: number
let cluster: EmbeddedServer

before(async () => {
  home = await fs.mkdtemp(path.join(os.tmpdir(), 'tongchou-start-'))
  await fs.chmod(home, 0o711)
  web = createServer((_request, reply) => void reply.end('hello'))
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  webPort = (web.address() as AddressInfo).port
  cluster = await startEmbedded({ folder: path.join(home, 'data', 'postgres') })
})
after(async () => {
  await new Promise((resolve) => web.close(resolve))
  await cluster.stop()
  await fs.rm(home, { recursive: true, force: true })
})

const sentence = async (env: Environment): Promise<string> => {
  const error = await prepareInstallation({ TONGCHOU_DATA: path.join(home, 'data'), ...env }).then(
    async (installation) => {
      await installation.stop()
      return new Error('it started')
    },
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof PlainError, String((error as Error).stack))
  assert.doesNotMatch(error.message, /hush/, 'a password is shown')
  return error.message
}
const url = (change: Partial<Record<'username' | 'password' | 'hostname' | 'port' | 'pathname', string>>): string =>
  Object.assign(new URL(cluster.adminUrl), { search: '', ...change }).toString()

async function asAdmin(...statements: readonly string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: cluster.adminUrl })
  await admin.connect()
  for (const statement of statements) await admin.query(statement)
  await admin.end()
}

test('a data folder that cannot be written', async () => {
  await fs.writeFile(path.join(home, 'file'), '')
  assert.match(await sentence({ TONGCHOU_DATA: path.join(home, 'file', 'data') }), /^The data folder \S+ cannot be written \(ENOTDIR\)\. .*TONGCHOU_DATA/)
  const closed = path.join(home, 'closed')
  await fs.mkdir(closed, { mode: 0o555 })
  const root = process.getuid?.() === 0
  if (root) process.seteuid?.(65534)
  try {
    assert.match(await sentence({ TONGCHOU_DATA: path.join(closed, 'data') }), /cannot be written \(EACCES\)/)
  } finally {
    if (root) process.seteuid?.(0)
  }
})

test('a DATABASE_URL that leads nowhere, to something else, or past the door', async () => {
  assert.match(await sentence({ DATABASE_URL: 'localhost/db' }), /^DATABASE_URL cannot be read\. It has the form postgres:/)
  assert.match(await sentence({ DATABASE_URL: 'mysql://u:hush@localhost/db' }), /^DATABASE_URL cannot be read/)
  assert.match(await sentence({ DATABASE_URL: url({ hostname: 'no-such-host.invalid' }) }), /^The host no-such-host\.invalid of DATABASE_URL is not known/)
  assert.match(await sentence({ DATABASE_URL: url({ port: '1' }) }), /^Nothing answers at 127\.0\.0\.1:1\./)
  assert.match(await sentence({ DATABASE_URL: url({ port: String(webPort) }) }), new RegExp(`^What listens at 127\\.0\\.0\\.1:${webPort} is not PostgreSQL`))
  assert.match(await sentence({ DATABASE_URL: url({ password: 'hush' }) }), /does not let the user postgres in/)
  assert.match(await sentence({ DATABASE_URL: url({ pathname: '/nowhere' }) }), /has no database nowhere\./)
})

test('a server too old, and a user without the rights', async () => {
  const rights: Rights = { version: 180_001, superuser: false, createsRoles: true, createsSchemas: true, roles: [], hasSchema: false }
  assert.equal(rightsFault(rights, 'ann'), undefined)
  assert.match(rightsFault({ ...rights, version: 140_010 }, 'ann') ?? '', /needs PostgreSQL 15 or later; the server of DATABASE_URL says 14\./)
  assert.match(rightsFault({ ...rights, createsSchemas: false }, 'ann') ?? '', /may not create a schema/)
  const all = ['tongchou_owner', 'tongchou_settlement', 'tongchou_desk', 'tongchou_batch']
  assert.equal(rightsFault({ ...rights, createsRoles: false, roles: all }, 'ann'), undefined)
  await asAdmin(`CREATE ROLE ann LOGIN PASSWORD 'hush'`, 'CREATE DATABASE ann OWNER ann')
  const ann = url({ username: 'ann', password: 'hush', pathname: '/ann' })
  assert.match(await sentence({ DATABASE_URL: ann }), /^The user ann of DATABASE_URL may not create the roles .* ALTER ROLE ann CREATEROLE/)
  await asAdmin('ALTER ROLE ann CREATEROLE')
  const installation = await prepareInstallation({ TONGCHOU_DATA: path.join(home, 'ann'), DATABASE_URL: ann })
  assert.ok(installation.migrated.length >= 4)
  await installation.stop()
  const again = await prepareInstallation({ TONGCHOU_DATA: path.join(home, 'ann'), DATABASE_URL: ann })
  assert.deepEqual(again.migrated, [])
  await again.stop()
})

test('a key that does not belong to the data', async () => {
  const env = { TONGCHOU_DATA: path.join(home, 'ann'), DATABASE_URL: url({ username: 'ann', password: 'hush', pathname: '/ann' }) }
  const file = path.join(home, 'ann', 'key')
  const stat = await fs.stat(file)
  assert.deepEqual([stat.size, stat.mode & 0o777], [32, 0o600])
  assert.match(await sentence({ ...env, TONGCHOU_KEY: randomBytes(32).toString('hex') }), /^The key \(TONGCHOU_KEY\) does not match the data/)
  assert.match(await sentence({ ...env, TONGCHOU_KEY: 'abc' }), /^TONGCHOU_KEY should be 32 bytes/)
  const key = await fs.readFile(file)
  await fs.rm(file)
  assert.match(await sentence(env), /its key is missing\. Put the key file back at \S+key, or set TONGCHOU_KEY/)
  assert.ok(!existsSync(file), 'no wrong key is left behind')
  await fs.writeFile(file, key.subarray(1))
  assert.match(await sentence(env), /should hold 32 bytes, not 31/)
  await fs.writeFile(file, key)
  const installation = await prepareInstallation({ ...env, TONGCHOU_KEY: key.toString('base64') })
  await installation.stop()
})

test('a port that is taken, and a PORT or HOST that is none', async () => {
  const env = { TONGCHOU_DATA: path.join(home, 'ann'), DATABASE_URL: url({ username: 'ann', password: 'hush', pathname: '/ann' }), LOG_LEVEL: 'silent' }
  const installation = await prepareInstallation(env)
  const said = (more: Environment): Promise<string> =>
    serve(installation, { ...env, ...more }, { pool: '990100' }).then(
      () => 'it serves',
      (error: Error) => (error instanceof PlainError ? error.message : String(error.stack)),
    )
  assert.equal(
    await said({ PORT: String(webPort) }),
    `Port ${webPort} is taken by another program. Choose another one, for example: PORT=${webPort + 1} npm start`,
  )
  assert.match(await said({ PORT: 'http' }), /^PORT should be a number/)
  assert.match(await said({ PORT: '70000' }), /^PORT should be a number/)
  assert.match(await said({ PORT: '0', HOST: '192.0.2.1' }), /^HOST 192\.0\.2\.1 is no address of this machine/)
  await assert.rejects(poolToServe({}, installation.databases), /No pooling area/)
  await installation.stop()
})

const PROGRAM = `
  import { closeOnSignals, poolToServe, prepareInstallation, serve } from '${new URL('./start.js', import.meta.url).href}'
  const installation = await prepareInstallation(process.env)
  await installation.databases.batch.query("INSERT INTO area (code, name, level) VALUES ('990100', '测试市', 2) ON CONFLICT DO NOTHING")
  await installation.databases.batch.query("INSERT INTO pooling_unit VALUES ('990100', '990100', '2021-01-01', NULL, 'city_level', '市本级') ON CONFLICT DO NOTHING")
  const serving = await serve(installation, process.env, { pool: await poolToServe(process.env, installation.databases) })
  closeOnSignals(serving)
  process.stdout.write('at ' + serving.address + '\\n')`

async function started(data: string): Promise<{ child: ChildProcess; address: string }> {
  const env = { ...process.env, TONGCHOU_DATA: data, PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: '' }
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => resolve(/at (\S+)/.exec(text.toString())?.[1] ?? ''))
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  return { child, address }
}

const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', (code) => resolve(code)))

test('two servers share a data folder; each stops on its signal, and the last stops PostgreSQL', async () => {
  await cluster.stop()
  const data = path.join(home, 'data')
  const pidFile = path.join(data, 'postgres', 'cluster', 'postmaster.pid')
  const [first, second] = [await started(data), await started(data)]
  for (const { address } of [first, second]) {
    const health = await fetch(`${address}/api/health`)
    assert.deepEqual([health.status, ((await health.json()) as { status: string }).status], [200, 'ok'])
  }
  first.child.kill('SIGTERM')
  assert.equal(await ended(first.child), 0)
  assert.ok(existsSync(pidFile), 'the other still needs it')
  assert.equal((await fetch(`${second.address}/api/health`)).status, 200)
  second.child.kill('SIGINT')
  assert.equal(await ended(second.child), 0)
  assert.ok(!existsSync(pidFile))
})
