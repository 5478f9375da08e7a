// All connections of the installation in memory: read once, and again after any process issued, replaced or revoked a credential or
// changed a switch. A message costs no query for them.
import type { Day } from '@tongchou/domain/base/day.js'
import type pg from 'pg'
import { type Kept, kept } from '../database/kept.js'
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import { type Connection, type Credential, type GatewayName, plainConnection } from './connection.js'

export interface Connections {
  of(institution: string): Connection
  /** Credentials under this name, whether or not they are still taken. */
  named(accessKey: string): Credential | undefined
  credentialsOf(institution: string): readonly Credential[]
}

/** Also without a word, what is in memory is read again after this. */
const OLDEST = 60_000

export function connectionKeeper(database: pg.Pool, cipher: RegisterCipher, profile: string): Kept<Connections> {
  return kept(OLDEST, () => loadConnections(database, cipher, profile))
}

interface KeyRow {
  readonly institution: string
  readonly gateway: GatewayName
  readonly access_key: string
  readonly in_force: Day
  readonly until: Day | null
  readonly ends_at: bigint | null
  readonly secret_cipher: Buffer
}

interface ConnectionRow {
  readonly institution: string
  readonly gateway: Connection['gateway']
  readonly signature_required: boolean
  readonly cainfo_required: boolean
  readonly cainfo_replied: boolean
  readonly sign_in_required: boolean
  readonly addresses: string[]
  readonly public_key: string | null
  readonly profile: string
  readonly per_second: number | null
  readonly at_once: number | null
}

async function loadConnections(database: pg.Pool, cipher: RegisterCipher, profile: string): Promise<Connections> {
  const keys = await database.query<KeyRow>(
    `SELECT k.institution, k.gateway, k.access_key, k.in_force, k.until, k.secret_cipher,
       (SELECT (extract(epoch FROM min(e.ends_at)) * 1000)::bigint FROM institution_key_end e WHERE e.access_key = k.access_key) AS ends_at
     FROM institution_key k`,
  )
  const rows = await database.query<ConnectionRow>(
    `SELECT DISTINCT ON (institution) institution, gateway, signature_required, cainfo_required, cainfo_replied, sign_in_required,
       addresses::text[] AS addresses, public_key, profile, per_second, at_once FROM institution_connection ORDER BY institution, revision DESC`,
  )
  const credentials = keys.rows.map((row) => credentialOf(cipher, row))
  const byName = new Map(credentials.map((one) => [one.accessKey, one]))
  const byInstitution = new Map<string, Credential[]>()
  for (const one of credentials) byInstitution.set(one.institution, [...(byInstitution.get(one.institution) ?? []), one])
  const connections = new Map(rows.rows.map((row) => [row.institution, connectionOf(row)]))
  const plain = plainConnection(profile)
  return {
    of: (institution) => connections.get(institution) ?? plain,
    named: (accessKey) => byName.get(accessKey),
    credentialsOf: (institution) => byInstitution.get(institution) ?? [],
  }
}

function credentialOf(cipher: RegisterCipher, row: KeyRow): Credential {
  let secret: string | undefined
  return {
    institution: row.institution,
    gateway: row.gateway,
    accessKey: row.access_key,
    from: row.in_force,
    until: row.until,
    endsAt: row.ends_at === null ? null : Number(row.ends_at),
    secret: () => {
      secret ??= cipher.decrypt(row.secret_cipher)
      return secret
    },
  }
}

function connectionOf(row: ConnectionRow): Connection {
  return {
    gateway: row.gateway,
    signatureRequired: row.signature_required,
    cainfoRequired: row.cainfo_required,
    cainfoReplied: row.cainfo_replied,
    signInRequired: row.sign_in_required,
    addresses: row.addresses,
    publicKey: row.public_key,
    profile: row.profile,
    perSecond: row.per_second,
    atOnce: row.at_once,
  }
}
