// Databases for tests: one cluster for the run (started by tools/test, or here on demand), one migrated template, and a clone of it for each test file.
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import pg from 'pg'
import { type Databases, openDatabases, openPool, urlFor } from '../database/connect.js'
import { startEmbedded } from '../database/embedded.js'
import { ensureRoles, makeMonths, migrate } from '../database/migrate.js'

/** The key of test installations; nothing real is ever encrypted with it. */
export const TEST_KEY = Buffer.alloc(32, 7)

const TEMPLATE = 'tongchou_template'
const ROOT = path.resolve(import.meta.dirname, '../../..')

export interface TestDatabase extends Databases {
  readonly adminUrl: string
  drop(): Promise<void>
}

/** Starts the cluster that tests share, or joins it. */
export async function testCluster(binaries?: string): Promise<string> {
  const given = process.env['TONGCHOU_TEST_ADMIN_URL']
  if (given !== undefined && given !== '') return given
  const server = await startEmbedded({
    folder: path.join(ROOT, '.cache', binaries ?? 'postgres-test'),
    ...(binaries === undefined ? {} : { binaries }),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '256MB' },
  })
  return server.adminUrl
}

/** Makes the template anew: roles, migrations, the months of fee lines. */
export async function makeTemplate(adminUrl: string): Promise<void> {
  await ensureRoles(adminUrl, TEST_KEY)
  await admin(adminUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${TEMPLATE}`)
  })
  const url = database(adminUrl, TEMPLATE)
  await migrate(url)
  const batch = openPool(urlFor(url, TEST_KEY, 'tongchou_batch'), 1)
  await makeMonths(batch, '2025-01-01', '2027-12-01')
  await batch.end()
}

/** A fresh, migrated, empty database of its own. `drop()` ends its pools and removes it. */
export async function testDatabase(sizes: Parameters<typeof openDatabases>[2] = {}): Promise<TestDatabase> {
  const adminUrl = await testCluster()
  if (process.env['TONGCHOU_TEST_ADMIN_URL'] === undefined) await templateOnce(adminUrl)
  const name = `t_${randomBytes(6).toString('hex')}`
  await admin(adminUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY file_copy`))
  const url = database(adminUrl, name)
  const databases = openDatabases(url, TEST_KEY, sizes)
  const drop = async (): Promise<void> => {
    await databases.end()
    await admin(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  }
  return { ...databases, adminUrl: url, drop }
}

let made: Promise<void> | undefined
function templateOnce(adminUrl: string): Promise<void> {
  made ??= makeTemplate(adminUrl)
  return made
}

function database(adminUrl: string, name: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.toString()
}

async function admin<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
