// `npm run simulate -- --people N --seed S`: makes a city of N people and settles its year in a database of its own, which is
// removed afterwards, and says how long it took. `--keep` leaves the database; `--people-only` stops after the register.
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { type Databases, openDatabases, openPool } from '@tongchou/server/database/connect.js'
import { makeMonths, migrate } from '@tongchou/server/database/migrate.js'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { dayIn, systemClock } from '@tongchou/server/http/clock.js'
import { type Installation, prepareInstallation } from '@tongchou/server/start.js'
import { loadDemonstration, loadRegister, type Site } from './load-demonstration.js'

const OPTIONS = {
  people: { type: 'string', default: '20000' },
  seed: { type: 'string', default: '1' },
  today: { type: 'string' },
  keep: { type: 'boolean', default: false },
  'people-only': { type: 'boolean', default: false },
} as const

async function simulate(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS })
  const people = Number(values.people)
  const seed = Number(values.seed)
  if (!Number.isSafeInteger(people) || people < 1 || !Number.isSafeInteger(seed)) throw new PlainError('Usage: npm run simulate -- --people N --seed S')
  const installation = await prepareInstallation(process.env)
  const site = await databaseOfItsOwn(installation)
  try {
    const options = {
      people,
      seed,
      today: values.today ?? dayIn(systemClock),
      progress: (line: string): void => console.log(line),
      allProviders: people > 100_000,
    }
    await (values['people-only'] ? loadRegister(site, options) : loadDemonstration(site, options))
  } finally {
    await site.databases.end()
    if (values.keep) console.log(`kept: ${new URL(site.adminUrl).pathname.slice(1)}`)
    else await admin(installation.adminUrl, `DROP DATABASE IF EXISTS ${new URL(site.adminUrl).pathname.slice(1)} WITH (FORCE)`)
    await installation.stop()
  }
}

async function databaseOfItsOwn(installation: Installation): Promise<Site & { readonly databases: Databases }> {
  const name = `tongchou_simulation_${randomBytes(4).toString('hex')}`
  await admin(installation.adminUrl, `CREATE DATABASE ${name}`)
  const url = new URL(installation.adminUrl)
  url.pathname = `/${name}`
  await migrate(url.toString())
  const databases = openDatabases(url.toString(), installation.key)
  await loadRoles(databases.batch)
  await makeMonths(databases.batch, '2024-01-01', '2027-12-01')
  return { adminUrl: url.toString(), key: installation.key, databases }
}

async function admin(url: string, statement: string): Promise<void> {
  const pool = openPool(url, 1)
  try {
    await pool.query(statement)
  } finally {
    await pool.end()
  }
}

simulate().catch((error: unknown) => {
  console.error(error instanceof PlainError ? error.message : error)
  process.exitCode = 1
})
