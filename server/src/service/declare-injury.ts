// A confirmed accident filing (2507) says that nobody else answers for the injury: it is booked as declared and found so, which is
// what bills of accident care are settled by.
import type pg from 'pg'
import { insertDeskFact } from '../settlement/accident-store.js'
import type { StoredApplication } from '../settlement/filing-store.js'

export interface By {
  readonly officer: bigint
  readonly now: string
}

export async function declareInjury(client: pg.ClientBase, application: StoredApplication, { officer, now }: By): Promise<void> {
  const { person, area, inForce } = application
  const { rows } = await client.query<{ site: string | null; reason: string | null }>(
    `SELECT attributes ->> 'trum_site' AS site, attributes ->> 'trum_rea' AS reason FROM filing_application WHERE person = $1 AND application = $2`,
    [person, application.application],
  )
  const told = {
    happened_on: inForce,
    happened_at: rows[0]?.site ?? '未填',
    circumstances: rows[0]?.reason ?? '未填',
    claimed: 'no_other_party',
    promised: false,
  }
  const booked = { officer, booked_on: now.slice(0, 10) }
  const declaration = await insertDeskFact(client, 'accident_declaration', 'declaration', { person, area, visit: null, ...told, ...booked, in_force: inForce })
  const found = { found: 'no_other_party', basis: `意外伤害备案${application.application}经办机构已确认` }
  await insertDeskFact(client, 'accident_finding', 'finding', { person, declaration, area, ...found, ...booked, in_force: inForce })
}
