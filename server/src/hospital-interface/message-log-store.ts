// The desk's statements about the message log: what an institution's day looked like, and finding messages.
import type { Day } from '@tongchou/domain/base/day.js'
import type { PoolClient } from '../database/connect.js'
import type { Officer } from '../http/route.js'

export interface HealthRow {
  readonly infno: string
  readonly messages: bigint
  readonly refused: bigint
  readonly p50_micros: number
  readonly p95_micros: number
  readonly p99_micros: number
}

/** By transaction, the most frequent first. */
export async function healthOf(client: PoolClient, institution: string, now: Date): Promise<HealthRow[]> {
  const { rows } = await client.query<HealthRow>(
    `SELECT infno, count(*) AS messages, count(*) FILTER (WHERE infcode <> 0) AS refused, percentile_disc(0.5) WITHIN GROUP (ORDER BY micros) AS p50_micros,
       percentile_disc(0.95) WITHIN GROUP (ORDER BY micros) AS p95_micros, percentile_disc(0.99) WITHIN GROUP (ORDER BY micros) AS p99_micros
     FROM message_log WHERE institution = $1 AND at > $2::timestamptz - interval '1 day' AND at <= $2::timestamptz GROUP BY infno ORDER BY count(*) DESC, infno`,
    [institution, now],
  )
  return rows
}

export interface LogRow {
  readonly at: string
  readonly institution: string
  readonly infno: string
  readonly msgid: string
  readonly infcode: number
  readonly code: string
  readonly sentence: string
  readonly micros: number
  readonly bytes: number
  readonly input_hash: string | null
  readonly shape: string
}

export interface LogAsked {
  readonly institution?: string | undefined
  readonly infno?: string | undefined
  readonly msgid?: string | undefined
  readonly result?: 'done' | 'refused' | 'gateway' | undefined
  readonly from: Day
  readonly to: Day
  readonly upTo?: Date | undefined
  readonly size: number
  readonly offset: number
}

const INFCODE = { done: 0, refused: -1, gateway: 401 } as const

const FOUND = `
FROM message_log m WHERE m.at >= $3::date AND m.at < $4::date + 1
  AND m.institution IN (SELECT code FROM provider WHERE area = ANY ($1::text[]) OR code = $2)
  AND ($5::text IS NULL OR m.institution = $5) AND ($6::text IS NULL OR m.infno = $6) AND ($7::text IS NULL OR m.msgid = $7)
  AND ($8::smallint IS NULL OR m.infcode = $8) AND ($9::timestamptz IS NULL OR m.at <= $9)`

/** The newest first. */
export async function findMessages(client: PoolClient, officer: Officer, asked: LogAsked): Promise<{ total: bigint; rows: LogRow[] }> {
  const { institution = null, infno = null, msgid = null, result, from, to, upTo = null, size, offset } = asked
  const values = [officer.areas, officer.provider, from, to, institution, infno, msgid, result === undefined ? null : INFCODE[result], upTo]
  const counted = await client.query<{ total: bigint }>(`SELECT count(*) AS total ${FOUND}`, values)
  const { rows } = await client.query<LogRow>(
    `SELECT m.at, m.institution, m.infno, m.msgid, m.infcode, m.code, m.sentence, m.micros, m.bytes, encode(m.input_hash, 'hex') AS input_hash, m.shape ${FOUND}
     ORDER BY m.at DESC, m.msgid LIMIT $10 OFFSET $11`,
    [...values, size, offset],
  )
  return { total: counted.rows[0]?.total ?? 0n, rows }
}
