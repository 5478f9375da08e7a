// The desk's statements about connections. Only institutions of the officer's areas, or the officer's own, are found.
import type { Day } from '@tongchou/domain/base/day.js'
import type { PoolClient } from '../database/connect.js'
import type { Officer } from '../http/route.js'
import type { Connection, GatewayName } from './connection.js'

export interface InstitutionRow {
  readonly institution: string
  readonly name: string
  readonly kind: string
  readonly area: string
  readonly area_name: string
}

/** Institutions that the officer may see: `$1` areas, `$2` the own institution. */
const SEEN = '(p.area = ANY ($1::text[]) OR p.code = $2)'
const seenBy = ({ areas, provider }: Officer): unknown[] => [areas, provider]

export interface ListedConnection extends InstitutionRow {
  readonly keys: bigint
  readonly signature_required: boolean
  readonly messages: bigint
  readonly refused: bigint
  readonly last_at: string | null
}

export interface ListAsked {
  readonly q: string
  readonly now: Date
  readonly size: number
  readonly offset: number
}

const LIST = `
WITH found AS (SELECT p.code, p.name, p.kind, p.area FROM provider p WHERE ${SEEN} AND ($3 = '' OR p.code = upper($3) OR strpos(p.name, $3) > 0)),
     page AS (SELECT * FROM found ORDER BY code LIMIT $5 OFFSET $6)
SELECT (SELECT count(*) FROM found) AS total, p.code AS institution, p.name, p.kind, p.area, a.name AS area_name,
  (SELECT count(*) FROM institution_key k WHERE k.institution = p.code AND k.in_force <= $4::timestamptz::date AND (k.until IS NULL OR k.until >= $4::timestamptz::date)
     AND NOT EXISTS (SELECT 1 FROM institution_key_end e WHERE e.access_key = k.access_key AND e.ends_at <= $4)) AS keys,
  coalesce((SELECT c.signature_required FROM institution_connection c WHERE c.institution = p.code ORDER BY c.revision DESC LIMIT 1), false) AS signature_required,
  m.messages, m.refused, m.last_at
FROM page p JOIN area a ON a.code = p.area
LEFT JOIN LATERAL (SELECT count(*) AS messages, count(*) FILTER (WHERE infcode <> 0) AS refused, max(at) AS last_at FROM message_log
                   WHERE institution = p.code AND at > $4::timestamptz - interval '1 day' AND at <= $4::timestamptz) m ON true
ORDER BY p.code`

export async function listConnections(
  client: PoolClient,
  officer: Officer,
  { q, now, size, offset }: ListAsked,
): Promise<{ total: bigint; rows: ListedConnection[] }> {
  const { rows } = await client.query<ListedConnection & { total: bigint }>(LIST, [...seenBy(officer), q.trim(), now, size, offset])
  return { total: rows[0]?.total ?? 0n, rows: rows.map(({ total: _total, ...row }) => row) }
}

export async function findInstitution(client: PoolClient, officer: Officer, institution: string): Promise<InstitutionRow | undefined> {
  const { rows } = await client.query<InstitutionRow>(
    `SELECT p.code AS institution, p.name, p.kind, p.area, a.name AS area_name FROM provider p JOIN area a ON a.code = p.area WHERE ${SEEN} AND p.code = $3`,
    [...seenBy(officer), institution],
  )
  return rows[0]
}

/** Credentials and switches of an institution are written one after another. */
export async function lockConnection(client: PoolClient, institution: string): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('connection/' || $1, 0))", [institution])
}

export interface KeyRow {
  readonly access_key: string
  readonly gateway: GatewayName
  readonly from: Day
  readonly ends_at: string | null
  readonly ended: boolean
  readonly end_kind: string | null
  readonly end_reason: string | null
  readonly replaces: string | null
  readonly issued_at: string
  readonly issued_by: string | null
}

/** The newest first. */
export async function keysOf(client: PoolClient, institution: string, now: Date): Promise<KeyRow[]> {
  const { rows } = await client.query<KeyRow>(
    `SELECT k.access_key, k.gateway, k.in_force AS "from", coalesce(e.ends_at, (k.until + 1)::timestamptz) AS ends_at,
       coalesce(coalesce(e.ends_at, (k.until + 1)::timestamptz) <= $2, false) AS ended, e.kind AS end_kind, e.reason AS end_reason, k.replaces, k.issued_at, o.name AS issued_by
     FROM institution_key k LEFT JOIN officer o ON o.officer = k.issued_by
     LEFT JOIN LATERAL (SELECT * FROM institution_key_end e WHERE e.access_key = k.access_key ORDER BY e.ends_at LIMIT 1) e ON true
     WHERE k.institution = $1 ORDER BY k.issued_at DESC, k.access_key`,
    [institution, now],
  )
  return rows
}

export interface NewKey {
  readonly institution: string
  readonly gateway: GatewayName
  readonly accessKey: string
  readonly secretCipher: Buffer
  readonly from: Day
  readonly replaces: string | null
  readonly officer: bigint
  readonly at: Date
}

export async function insertKey(client: PoolClient, key: NewKey): Promise<void> {
  await client.query(
    `INSERT INTO institution_key (institution, gateway, access_key, secret_cipher, in_force, replaces, issued_by, issued_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [key.institution, key.gateway, key.accessKey, key.secretCipher, key.from, key.replaces, key.officer, key.at],
  )
}

export interface KeyEnding {
  readonly accessKey: string
  readonly kind: 'rotated' | 'revoked'
  readonly endsAt: Date
  readonly reason: string
  readonly officer: bigint
  readonly at: Date
}

export async function insertEnding(client: PoolClient, ending: KeyEnding): Promise<void> {
  await client.query(
    `INSERT INTO institution_key_end (access_key, ending, ends_at, kind, reason, recorded_by, recorded_at)
     SELECT $1, coalesce(max(ending), 0) + 1, $2, $3, $4, $5, $6 FROM institution_key_end WHERE access_key = $1`,
    [ending.accessKey, ending.endsAt, ending.kind, ending.reason, ending.officer, ending.at],
  )
}

export interface SwitchRow {
  readonly revision: number
  readonly gateway: Connection['gateway']
  readonly signature_required: boolean
  readonly cainfo_required: boolean
  readonly cainfo_replied: boolean
  readonly sign_in_required: boolean
  readonly addresses: readonly string[]
  readonly public_key: string | null
  readonly profile: string
  readonly per_second: number | null
  readonly at_once: number | null
}

export interface StoredSwitches extends SwitchRow {
  readonly set_at: string
  readonly set_by: string
}

export async function switchesOf(client: PoolClient, institution: string): Promise<StoredSwitches | undefined> {
  const { rows } = await client.query<StoredSwitches>(
    `SELECT c.revision, c.gateway, c.signature_required, c.cainfo_required, c.cainfo_replied, c.sign_in_required, c.addresses::text[] AS addresses,
       c.public_key, c.profile, c.per_second, c.at_once, c.set_at, o.name AS set_by
     FROM institution_connection c JOIN officer o ON o.officer = c.set_by WHERE c.institution = $1 ORDER BY c.revision DESC LIMIT 1`,
    [institution],
  )
  return rows[0]
}

export interface NewSwitches extends SwitchRow {
  readonly institution: string
  readonly remark: string
  readonly officer: bigint
  readonly at: Date
}

export async function insertSwitches(client: PoolClient, one: NewSwitches): Promise<void> {
  await client.query(
    `INSERT INTO institution_connection (institution, revision, gateway, signature_required, cainfo_required, cainfo_replied, sign_in_required, addresses,
       public_key, profile, per_second, at_once, remark, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::cidr[], $9, $10, $11, $12, $13, $14, $15)`,
    [
      one.institution,
      one.revision,
      one.gateway,
      one.signature_required,
      one.cainfo_required,
      one.cainfo_replied,
      one.sign_in_required,
      one.addresses,
      one.public_key,
      one.profile,
      one.per_second,
      one.at_once,
      one.remark,
      one.officer,
      one.at,
    ],
  )
}
