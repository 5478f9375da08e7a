// The demonstration's accounts of the desk: one for each role, at the city and in counties. All have the printed password.

import { insertOfficer } from '@tongchou/server/access/create-officer.js'
import { hashPassword, weakPassword } from '@tongchou/server/access/password.js'
import type { Pool } from '@tongchou/server/database/connect.js'
import type { Clock } from '@tongchou/server/http/clock.js'
import type { DemonstrationFile } from '../city/demonstration-file.js'

/** Number of accounts. */
export async function loadOfficers(batch: Pool, clock: Clock, { pool, officers }: DemonstrationFile): Promise<number> {
  const hash = await hashPassword(officers.password)
  for (const { account, name, department, role, home, provider } of officers.accounts) {
    const weak = weakPassword(account, officers.password)
    if (weak !== undefined) throw new Error(`the demonstration's password will not do for ${account}: ${weak.code}`)
    const officer = { account, name, department, role, pool, area: home, ...(provider === undefined ? {} : { provider }) }
    await insertOfficer(batch, clock, officer, hash)
  }
  return officers.accounts.length
}
