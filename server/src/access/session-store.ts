// Statements about officers and their desk sessions. Times come from the caller's clock.
import { createHash } from 'node:crypto'
import type { Day } from '@tongchou/domain/base/day.js'
import type { Pool } from '../database/connect.js'
import type { Officer } from '../http/route.js'

export interface OpenSession {
  readonly officer: Officer
  readonly seenAt: Date
}

interface SessionRow {
  officer: bigint
  account: string
  name: string
  department: string
  role: string
  pool: string
  area: string
  provider: string | null
  permissions: string[]
  areas: string[]
  former: string[]
  seen_at: string
}

export function tokenHash(token: string): Buffer {
  return createHash('sm3').update(token).digest()
}

/**
 * The session of a token, if it is neither revoked nor past its end. Whether it idled too long is the caller's to say. Whoever still has a
 * one-time password may do nothing but replace it.
 */
export async function findSession(desk: Pool, token: string, now: Date, day: Day): Promise<OpenSession | undefined> {
  const { rows } = await desk.query<SessionRow>({
    name: 'find-session',
    text: `SELECT o.officer, o.account, o.name, o.department, o.role, o.pool, o.area, o.provider, s.seen_at,
                  CASE WHEN o.password_until IS NULL THEN r.permissions ELSE '{}' END AS permissions,
                  ARRAY(SELECT u.code FROM officer_units(r.scope, o.pool, o.area, $3) u) AS areas,
                  ARRAY(SELECT b.book || '/' || f.code FROM officer_former_units(r.scope, o.pool, o.area, $3) f JOIN book b ON b.pool = o.pool) AS former
           FROM desk_session s JOIN officer o USING (officer) JOIN desk_role r USING (department, role)
           WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND o.active`,
    values: [tokenHash(token), now, day],
  })
  const row = rows[0]
  return row === undefined ? undefined : { officer: officerOf(row, day), seenAt: new Date(row.seen_at) }
}

function officerOf(row: SessionRow, day: Day): Officer {
  const { officer, account, name, department, role, pool, area: home, provider, areas, former } = row
  return { officer, account, name, department, role, pool, home, provider, areas, former, day, permissions: new Set(row.permissions) }
}

export async function insertSession(desk: Pool, token: string, officer: bigint, now: Date, expires: Date): Promise<void> {
  await desk.query(
    `WITH right_password AS (UPDATE officer SET failures = 0, locked_until = NULL WHERE officer = $2 AND (failures > 0 OR locked_until IS NOT NULL))
     INSERT INTO desk_session (token_hash, officer, opened_at, seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)`,
    [tokenHash(token), officer, now, expires],
  )
}

export async function touchSession(desk: Pool, token: string, now: Date): Promise<void> {
  await desk.query('UPDATE desk_session SET seen_at = $2 WHERE token_hash = $1', [tokenHash(token), now])
}

export async function revokeSession(desk: Pool, token: string, now: Date): Promise<void> {
  await desk.query('UPDATE desk_session SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL', [tokenHash(token), now])
}

/** Stores the new password and ends every session of the officer but the one that asks. */
export async function changePassword(desk: Pool, officer: bigint, passwordHash: string, keep: string, now: Date): Promise<void> {
  await desk.query(
    `WITH others AS (UPDATE desk_session SET revoked_at = $4 WHERE officer = $1 AND revoked_at IS NULL AND token_hash <> $3)
     UPDATE officer SET password_hash = $2, password_changed_at = $4, password_until = NULL, failures = 0, locked_until = NULL WHERE officer = $1`,
    [officer, passwordHash, tokenHash(keep), now],
  )
}

export interface Attempt {
  readonly officer: bigint
  readonly passwordHash: string
  /** Until when a one-time password is worth something; null for a password of the officer's own. */
  readonly passwordUntil: Date | null
}

/**
 * Counts an attempt before the password is looked at, so that many at once cannot slip past the limit; the one that reaches
 * `limit` locks the account until `until`. Undefined: no such account, or locked.
 */
export async function countAttempt(desk: Pool, account: string, limit: number, now: Date, until: Date): Promise<Attempt | undefined> {
  const { rows } = await desk.query<{ officer: bigint; hash: string; until: string | null }>(
    `WITH attempt AS (
       UPDATE officer SET
         failures = CASE WHEN locked_until IS NULL THEN failures + 1 ELSE 1 END,
         locked_until = CASE WHEN locked_until IS NULL AND failures + 1 >= $2 THEN $4::timestamptz END
       WHERE account = $1 AND active AND (locked_until IS NULL OR locked_until <= $3) RETURNING officer, password_until)
     SELECT officer, password_hash_of(officer) AS hash, password_until AS until FROM attempt`,
    [account, limit, now, until],
  )
  const row = rows[0]
  return row === undefined ? undefined : { officer: row.officer, passwordHash: row.hash, passwordUntil: row.until === null ? null : new Date(row.until) }
}

/** Until when the account is locked; undefined when it is not, or is unknown. */
export async function lockedUntil(desk: Pool, account: string, now: Date): Promise<Date | undefined> {
  const { rows } = await desk.query<{ locked_until: string }>('SELECT locked_until FROM officer WHERE account = $1 AND active AND locked_until > $2', [
    account,
    now,
  ])
  return rows[0] === undefined ? undefined : new Date(rows[0].locked_until)
}
