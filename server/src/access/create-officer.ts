// Opens accounts of the desk. Passwords are checked against the policy before anything is stored.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type { Pool } from '../database/connect.js'
import type { Clock } from '../http/clock.js'
import { hashPassword, weakPassword } from './password.js'

export interface NewOfficer {
  readonly account: string
  readonly name: string
  readonly department: string
  readonly role: string
  readonly pool: string
  /** Unit or town; the pool itself for a city-level officer. */
  readonly area: string
  /** For an institution's officer: the provider whose data are seen. */
  readonly provider?: string
}

/** Makes the officer, or leaves an account that exists as it is. Gives the officer's key. */
export async function createOfficer(batch: Pool, clock: Clock, officer: NewOfficer, password: string): Promise<bigint | Refusal> {
  const weak = weakPassword(officer.account, password)
  if (isRefusal(weak)) return weak
  return insertOfficer(batch, clock, officer, await hashPassword(password))
}

export async function insertOfficer(batch: Pool, clock: Clock, officer: NewOfficer, passwordHash: string): Promise<bigint> {
  const { account, name, department, role, pool, area, provider } = officer
  const made = await batch.query<{ officer: bigint }>(
    `INSERT INTO officer (officer, account, name, department, role, pool, area, provider, password_hash, password_changed_at)
     VALUES (nextval('officer_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (account) DO NOTHING RETURNING officer`,
    [account, name, department, role, pool, area, provider ?? null, passwordHash, clock.now()],
  )
  const found = made.rows[0] ?? (await batch.query<{ officer: bigint }>('SELECT officer FROM officer WHERE account = $1', [account])).rows[0]
  if (found === undefined) throw new Error(`the account ${account} was neither made nor found`)
  return found.officer
}
