// The small city of the tests, grown to as many employees as the load asks for, in a fresh database of the same server.
import { openDatabases, openPool, urlFor } from '@tongchou/server/database/connect.js'
import { ensureRoles, makeMonths, migrate } from '@tongchou/server/database/migrate.js'
import { registerCipher } from '@tongchou/server/enrolment/register-cipher.js'
import { TEST_KEY } from '@tongchou/server/testing/database.js'
import { certificateOf } from '@tongchou/server/testing/persons.js'
import { furnish } from '@tongchou/server/testing/small-city.js'
import pg from 'pg'

const NAME = 'bench_settle'

/** Connection string of the database, for migration and for the roles' own. */
export async function prepareCity(adminUrl: string, people: number): Promise<string> {
  const url = await emptyDatabase(adminUrl, NAME)
  const databases = openDatabases(url, TEST_KEY)
  await furnish(databases.batch)
  await grow(databases.batch, people)
  await databases.end()
  return url
}

/** A migrated database without rows; its connection string. */
export async function emptyDatabase(adminUrl: string, name: string): Promise<string> {
  await ensureRoles(adminUrl, TEST_KEY)
  await dropDatabase(adminUrl, name)
  await admin(adminUrl, [`CREATE DATABASE ${name}`])
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  await migrate(url.toString())
  const batch = openPool(urlFor(url.toString(), TEST_KEY, 'tongchou_batch'), 2)
  await makeMonths(batch, '2025-01-01', '2027-12-01')
  await batch.end()
  return url.toString()
}

export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await admin(adminUrl, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`])
}

/** The planner's statistics, once the tables hold what they usually hold: an analysed empty table would be scanned for ever. */
export async function analyse(url: string): Promise<void> {
  await admin(url, ['VACUUM ANALYZE', 'CHECKPOINT'])
}

export const FIRST_PERSON = 1000

/** The certificate under which 1101 finds a person of the load. */
export function certificateOfLoad(person: number): string {
  return certificateOf('1980-01-01', person % 1000, `00${String(Math.floor(person / 1000)).padStart(4, '0')}`)
}

async function grow(batch: pg.Pool, people: number): Promise<void> {
  const cipher = registerCipher(TEST_KEY)
  const certificates = Array.from({ length: people }, (_, at) => certificateOfLoad(FIRST_PERSON + at))
  const range = [FIRST_PERSON, FIRST_PERSON + people - 1]
  await batch.query(
    `INSERT INTO person (person, area, name, sex, born, cert_type, cert_cipher, cert_hash, birth_hash, last4_hash, key_version)
     SELECT $1::int - 1 + n, '980101', '测试人' || ($1::int - 1 + n), '1', '1980-01-01', '01', cipher, hash, 'x', 'x', 1
     FROM unnest($2::bytea[], $3::bytea[]) WITH ORDINALITY AS given(cipher, hash, n)`,
    [FIRST_PERSON, certificates.map((one) => cipher.encrypt(one)), certificates.map((one) => cipher.certHash('01', one))],
  )
  await batch.query(
    `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, entitled_from, entitled_to, in_force, booked_on)
     SELECT n, nextval('fact_seq'), 'employee', '980101', 2026, '11', false, '2026-01-01', '2026-12-31', '2026-01-01', '2026-01-01'
     FROM generate_series($1::int, $2::int) AS n`,
    range,
  )
  await batch.query(
    `WITH fact AS (INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, booked_on)
       SELECT n, nextval('fact_seq'), '980101', 'opening', 500000, 0, '2026-01-01' FROM generate_series($1::int, $2::int) AS n
       RETURNING person, area, current_fen, history_fen)
     INSERT INTO individual_account (person, area, current_fen, history_fen) SELECT person, area, current_fen, history_fen FROM fact`,
    range,
  )
}

async function admin(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
