// Seals the audit trail: a link of a hash chain over every event that came since the last one. Run once a minute, outside any
// business transaction. The key keeps whoever owns the database, but not the key, from making the chain anew.
import { createHmac } from 'node:crypto'
import type pg from 'pg'
import type { Pool } from '../database/connect.js'

const LOCK = 727_330_004

export interface Seal {
  readonly seal: bigint
  readonly events: number
  readonly hash: string
}

/** Makes the next seal; undefined when no event came, or another process is sealing. */
export async function sealAudit(batch: Pool, key: Buffer): Promise<Seal | undefined> {
  const client = await batch.connect()
  try {
    // One snapshot for horizon and rows: what is below the horizon is complete, and seen.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    const seal = await sealWithin(client, key)
    await client.query('COMMIT')
    return seal
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

async function sealWithin(client: pg.PoolClient, key: Buffer): Promise<Seal | undefined> {
  const { rows: locked } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [LOCK])
  if (locked[0]?.mine !== true) return undefined
  const { rows: last } = await client.query<{ seal: bigint; xid_to: string; hash: Buffer }>(
    'SELECT seal, xid_to::text, hash FROM audit_seal ORDER BY seal DESC LIMIT 1',
  )
  const { rows: now } = await client.query<{ horizon: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon')
  const from = last[0]?.xid_to ?? '0'
  const to = now[0]?.horizon ?? '0'
  const lines = await linesOf(client, from, to)
  if (lines.length === 0) return undefined
  const seal = (last[0]?.seal ?? 0n) + 1n
  const hash = linkOf(key, last[0]?.hash, seal, lines)
  await client.query('INSERT INTO audit_seal (seal, xid_from, xid_to, events, hash) VALUES ($1, $2::xid8, $3::xid8, $4, $5)', [
    seal,
    from,
    to,
    lines.length,
    hash,
  ])
  return { seal, events: lines.length, hash: hash.toString('hex') }
}

/** Every event of the transactions [from, to), each as one text that any change of the row changes. */
export async function linesOf(client: pg.PoolClient | Pool, from: string, to: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT jsonb_build_array(event, xid::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), officer, account, role, action, person,
                              area, route, outcome, host(ip), detail)::text AS line
     FROM audit_event WHERE xid >= $1::xid8 AND xid < $2::xid8 ORDER BY event`,
    [from, to],
  )
  return rows.map((row) => row.line)
}

export function linkOf(key: Buffer, before: Buffer | undefined, seal: bigint, lines: readonly string[]): Buffer {
  const sealKey = createHmac('sm3', key).update('audit:seal').digest()
  const link = createHmac('sm3', sealKey)
    .update(before ?? Buffer.alloc(0))
    .update(`\n${seal}\n`)
  for (const line of lines) link.update(line).update('\n')
  return link.digest()
}
