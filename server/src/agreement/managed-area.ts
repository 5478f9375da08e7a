// Which area an institution belongs to, where the officer's area manages it.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Desk } from '../http/route.js'

export async function managedArea(client: pg.PoolClient, desk: Desk, institution: string): Promise<string | Refusal> {
  const { rows } = await client.query<{ area: string }>('SELECT area FROM provider WHERE code = $1', [institution])
  const area = rows[0]?.area
  if (area === undefined || !desk.officer.areas.includes(area)) return refused('not_in_register', '没有这家机构，或者它不由您的区域管理；请核对机构编码。')
  return area
}
