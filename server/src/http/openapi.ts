// The OpenAPI document of the desk, from the routes' own schemas. No database is needed: nothing is asked.
import path from 'node:path'
import { openDatabases } from '../database/connect.js'
import { buildApp } from './app.js'
import { systemClock } from './clock.js'

export const OPENAPI_FILE = path.resolve(import.meta.dirname, '../../../docs/openapi.json')

/** With keys in one order, so that two runs give the same bytes. */
export async function openapiText(): Promise<string> {
  const key = Buffer.alloc(32)
  const databases = openDatabases('postgres://localhost/none', key)
  const app = await buildApp({ databases, key, clock: systemClock, pool: '000000' }, { openapi: true })
  await app.ready()
  const document = app.swagger() as { paths: Record<string, unknown> }
  await app.close()
  await databases.end()
  const paths = Object.fromEntries(Object.entries(document.paths).sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ ...document, paths }, undefined, 2)}\n`
}
