// The small city of the tests, grown to as many employees as the load asks for, in a fresh database of the same server.
import { openDatabases, openPool, urlFor } from '@tongchou/server/database/connect.js'
import { ensureRoles, makeMonths, migrate } from '@tongchou/server/database/migrate.js'
import { registerCipher } from '@tongchou/server/enrolment/register-cipher.js'
import { TEST_KEY } from '@tongchou/server/testing/database.js'
import { furnish } from '@tongchou/server/testing/small-city.js'
import pg from 'pg'

const NAME = 'bench_settle'

/** Connection string of the database, for migration and for the roles' own. */
export async function prepareCity(adminUrl: string, people: number): Promise<string> {
  await ensureRoles(adminUrl, TEST_KEY)
  await admin(adminUrl, [`DROP DATABASE IF EXISTS ${NAME} WITH (FORCE)`, `CREATE DATABASE ${NAME}`])
  const url = new URL(adminUrl)
  url.pathname = `/${NAME}`
  await migrate(url.toString())
  const batch = openPool(urlFor(url.toString(), TEST_KEY, 'tongchou_batch'), 2)
  await makeMonths(batch, '2025-01-01', '2027-12-01')
  await batch.end()
  const databases = openDatabases(url.toString(), TEST_KEY)
  await furnish(databases.batch)
  await grow(databases.batch, people)
  await databases.end()
  return url.toString()
}

/** The planner's statistics, once the tables hold what they usually hold: an analysed empty table would be scanned for ever. */
export async function analyse(url: string): Promise<void> {
  await admin(url, ['VACUUM ANALYZE', 'CHECKPOINT'])
}

async function grow(batch: pg.Pool, people: number): Promise<void> {
  const cipher = registerCipher(TEST_KEY).encrypt('000001198001010010')
  const range = [1000, 999 + people]
  await batch.query(
    `INSERT INTO person (person, area, name, sex, born, cert_type, cert_cipher, cert_hash, birth_hash, last4_hash, key_version)
     SELECT n, '980101', '测试人' || n, '1', '1980-01-01', '01', $3, sha256(('p' || n)::bytea), 'x', 'x', 1 FROM generate_series($1::int, $2::int) AS n`,
    [...range, cipher],
  )
  await batch.query(
    `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, entitled_from, entitled_to, in_force, booked_on)
     SELECT n, nextval('fact_seq'), 'employee', '980101', 2026, '11', false, '2026-01-01', '2026-12-31', '2026-01-01', '2026-01-01'
     FROM generate_series($1::int, $2::int) AS n`,
    range,
  )
  await batch.query(`INSERT INTO individual_account SELECT n, '980101', 0, 500000, 0 FROM generate_series($1::int, $2::int) AS n`, range)
}

async function admin(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
