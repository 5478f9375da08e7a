// Brings a database to the present shape: roles, schema, numbered plain SQL files, each in a transaction, under the NOLOGIN owner.
import * as fs from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { LOGIN_ROLES, type openPool, rolePassword, urlFor } from './connect.js'
import { PlainError } from './plain-error.js'

const OWNER = 'tongchou_owner'
const LOCK = 727_330_001
const FOLDER = path.resolve(import.meta.dirname, '../../migrations')

/** Makes the roles of the cluster once; safe when several do it at the same time. Refuses when the user may not. */
export async function ensureRoles(adminUrl: string, key: Buffer): Promise<void> {
  await withAdmin(adminUrl, async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [LOCK])
    const present = new Set(
      (await admin.query<{ rolname: string }>(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'tongchou%'`)).rows.map((row) => row.rolname),
    )
    try {
      if (!present.has(OWNER)) await admin.query(`CREATE ROLE ${OWNER} NOLOGIN`)
      for (const role of LOGIN_ROLES) {
        if (!present.has(role)) await admin.query(`CREATE ROLE ${role} LOGIN`)
        if (!(await canLogIn(urlFor(adminUrl, key, role)))) await admin.query(`ALTER ROLE ${role} PASSWORD '${rolePassword(key, role)}'`)
      }
    } catch (error) {
      throw new PlainError(
        `The user of DATABASE_URL may not create the roles Tongchou needs (${(error as Error).message}). Grant it CREATEROLE, or create ${[OWNER, ...LOGIN_ROLES].join(', ')} beforehand.`,
      )
    }
  })
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Applies what is missing, in order. Returns the names applied. */
export async function migrate(adminUrl: string, folder: string = FOLDER): Promise<string[]> {
  const files = (await fs.readdir(folder)).filter((name) => /^\d{4}_.+\.sql$/.test(name)).sort()
  return withAdmin(adminUrl, async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [LOCK])
    await prepareSchema(admin)
    const done = new Set((await admin.query<{ name: string }>('SELECT name FROM tongchou.schema_migration')).rows.map((row) => row.name))
    const applied: string[] = []
    for (const name of files.filter((file) => !done.has(file))) {
      await applyOne(admin, name, await fs.readFile(path.join(folder, name), 'utf8'))
      applied.push(name)
    }
    return applied
  })
}

async function prepareSchema(admin: pg.Client): Promise<void> {
  const version = Number((await admin.query<{ v: string }>(`SELECT current_setting('server_version_num') AS v`)).rows[0]?.v)
  if (version < 150_000) throw new PlainError(`Tongchou needs PostgreSQL 15 or later; this server says ${Math.floor(version / 10_000)}.`)
  const superuser = (await admin.query<{ rolsuper: boolean }>('SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).rows[0]?.rolsuper
  if (superuser !== true) await admin.query(`GRANT ${OWNER} TO CURRENT_USER`)
  await admin.query(`CREATE SCHEMA IF NOT EXISTS tongchou AUTHORIZATION ${OWNER}`)
  await admin.query(`SET ROLE ${OWNER}`)
  await admin.query(`SET search_path = tongchou`)
  await admin.query('CREATE TABLE IF NOT EXISTS tongchou.schema_migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())')
  await admin.query(`COMMENT ON TABLE tongchou.schema_migration IS 'system: migrations applied'`)
}

async function applyOne(admin: pg.Client, name: string, text: string): Promise<void> {
  await admin.query('BEGIN')
  try {
    await admin.query(text)
    await admin.query('INSERT INTO tongchou.schema_migration (name) VALUES ($1)', [name])
    await admin.query('COMMIT')
  } catch (error) {
    await admin.query('ROLLBACK')
    throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error })
  }
}

async function withAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5000 })
  admin.on('error', () => undefined)
  try {
    await admin.connect()
  } catch (error) {
    await admin.end().catch(() => undefined)
    const { host } = new URL(adminUrl)
    throw new PlainError(`PostgreSQL at ${host} cannot be used: ${(error as Error).message}. Check DATABASE_URL (postgres://user:password@host:port/database).`)
  }
  try {
    return await work(admin)
  } finally {
    await admin.end().catch(() => undefined)
  }
}

/** Makes partitions of the fee lines for the months of [from, to], first days of months. */
export async function makeMonths(batchUrlPool: ReturnType<typeof openPool>, from: string, to: string): Promise<void> {
  await batchUrlPool.query(`SELECT make_month_partition(month::date) FROM generate_series($1::date, $2::date, interval '1 month') AS month`, [from, to])
}
