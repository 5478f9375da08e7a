// Sets an institution's connection in tests, as the desk would.
import { insertOfficer } from '../access/create-officer.js'
import { loadRoles } from '../access/load-roles.js'
import type { TestDatabase } from './database.js'
import { NOON, POOL } from './small-city.js'

export interface Connected {
  readonly profile?: string
  readonly publicKey?: string
}

export async function connectInstitution(db: TestDatabase, institution: string, { profile = 'national', publicKey }: Connected): Promise<void> {
  await loadRoles(db.batch)
  const manager = { account: 'connection-tester', name: '测试员', department: 'agency', role: 'provider_manager', pool: POOL, area: '980101' }
  const officer = await insertOfficer(db.batch, NOON, manager, 'no password signs in')
  await db.batch.query(
    `INSERT INTO institution_connection (institution, revision, gateway, signature_required, cainfo_required, cainfo_replied, sign_in_required, addresses, public_key, profile, set_by, set_at)
     VALUES ($1, 1, 'any', false, false, false, false, '{}', $2, $3, $4, now())`,
    [institution, publicKey ?? null, profile, officer],
  )
}
