// A database of its own for one run, beside whatever the installation holds.
import { randomBytes } from 'node:crypto'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { type Databases, openDatabases, openPool } from '@tongchou/server/database/connect.js'
import { makeMonths, migrate } from '@tongchou/server/database/migrate.js'
import type { Installation } from '@tongchou/server/start.js'
import type { Site } from './load-demonstration.js'

/** `durable`: whether a commit is to wait for the disk; whoever measures says yes, whoever throws the database away may go on. */
export async function databaseOfItsOwn(installation: Installation, durable = true): Promise<Site & { readonly databases: Databases }> {
  const name = `tongchou_simulation_${randomBytes(4).toString('hex')}`
  await admin(installation.adminUrl, `CREATE DATABASE ${name}`)
  if (!durable) await admin(installation.adminUrl, `ALTER DATABASE ${name} SET synchronous_commit = off`)
  const url = new URL(installation.adminUrl)
  url.pathname = `/${name}`
  await migrate(url.toString())
  const databases = openDatabases(url.toString(), installation.key)
  await loadRoles(databases.batch)
  await makeMonths(databases.batch, '2024-01-01', '2027-12-01')
  return { adminUrl: url.toString(), key: installation.key, databases }
}

/** Ends its pools and removes it. */
export async function removeDatabase(installation: Installation, site: Site & { readonly databases: Databases }): Promise<void> {
  await site.databases.end()
  await admin(installation.adminUrl, `DROP DATABASE IF EXISTS ${new URL(site.adminUrl).pathname.slice(1)} WITH (FORCE)`)
}

async function admin(url: string, statement: string): Promise<void> {
  const pool = openPool(url, 1)
  try {
    await pool.query(statement)
  } finally {
    await pool.end()
  }
}
