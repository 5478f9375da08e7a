// Looks at the PostgreSQL of DATABASE_URL before anything is done with it, and says in one sentence what to change. Never shows the password.
import pg from 'pg'
import { LOGIN_ROLES } from './connect.js'
import { PlainError } from './plain-error.js'

const FORM = 'postgres://user:password@host:port/database'
const OLDEST = 150_000
const ROLES = ['tongchou_owner', ...LOGIN_ROLES]

/** Refuses a server that is not there, not PostgreSQL, too old, or on which the user may not do what an installation needs. */
export async function checkServer(databaseUrl: string): Promise<void> {
  const url = readUrl(databaseUrl)
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await checkRights(client, url)
  } catch (error) {
    throw error instanceof PlainError ? error : new PlainError(sentenceOf(error as Error & { code?: string }, url))
  } finally {
    await client.end().catch(() => undefined)
  }
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['postgres:', 'postgresql:'].includes(url.protocol)) throw new PlainError(`DATABASE_URL cannot be read. It has the form ${FORM}.`)
  return url
}

function sentenceOf(error: Error & { code?: string }, url: URL): string {
  const at = `${url.hostname}:${url.port || '5432'}`
  const database = url.pathname.slice(1) || url.username
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${url.hostname} of DATABASE_URL is not known. Check its spelling.`
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `Nothing answers at ${at}. Start PostgreSQL there, or correct host and port in DATABASE_URL.`
    case '28P01':
    case '28000':
      return `PostgreSQL at ${at} does not let the user ${url.username} in (${error.message}). Correct user and password in DATABASE_URL.`
    case '3D000':
      return `PostgreSQL at ${at} has no database ${database}. Create it, or name another one in DATABASE_URL.`
  }
  if (/timeout expired/.test(error.message))
    return `What listens at ${at} does not answer like PostgreSQL within five seconds. Correct host and port in DATABASE_URL.`
  if (error.code === undefined) return `What listens at ${at} is not PostgreSQL. Correct host and port in DATABASE_URL.`
  return `PostgreSQL at ${at} cannot be used: ${error.message}. Check DATABASE_URL (${FORM}).`
}

export interface Rights {
  readonly version: number
  readonly superuser: boolean
  readonly createsRoles: boolean
  readonly createsSchemas: boolean
  /** Those of ours that the server has already. */
  readonly roles: readonly string[]
  readonly hasSchema: boolean
}

async function checkRights(client: pg.Client, url: URL): Promise<void> {
  const { rows } = await client.query<Rights & { version: number }>(
    `SELECT current_setting('server_version_num')::integer AS version, r.rolsuper AS superuser, r.rolcreaterole AS "createsRoles",
            has_database_privilege(current_database(), 'CREATE') AS "createsSchemas",
            ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname = ANY ($1)) AS roles, to_regnamespace('tongchou') IS NOT NULL AS "hasSchema"
     FROM pg_roles r WHERE r.rolname = current_user`,
    [ROLES],
  )
  const fault = rows[0] === undefined ? undefined : rightsFault(rows[0], url.username)
  if (fault !== undefined) throw new PlainError(fault)
}

/** What stands in the way, if anything does. */
export function rightsFault(rights: Rights, user: string): string | undefined {
  const missing = ROLES.filter((role) => !rights.roles.includes(role))
  if (rights.version < OLDEST) return `Tongchou needs PostgreSQL 15 or later; the server of DATABASE_URL says ${Math.floor(rights.version / 10_000)}.`
  if (missing.length > 0 && !rights.superuser && !rights.createsRoles)
    return `The user ${user} of DATABASE_URL may not create the roles Tongchou needs. Run ALTER ROLE ${user} CREATEROLE, or create ${missing.join(', ')} beforehand.`
  if (!rights.hasSchema && !rights.superuser && !rights.createsSchemas)
    return `The user ${user} of DATABASE_URL may not create a schema in this database. Run GRANT CREATE ON DATABASE … TO ${user}, or name a database of its own.`
  return undefined
}
