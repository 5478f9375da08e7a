// The desk of one request: transactions in which row-level security knows the officer, and the trail of what was seen and done.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import pg from 'pg'
import type { Pool } from '../database/connect.js'
import type { Officer, OpenDesk, Where } from '../http/route.js'
import { type AuditEvent, insertEvents } from './audit-store.js'

/** Stands for whoever has not signed in: no area, no permission. */
export const NOBODY: Officer = {
  officer: 0n,
  account: '',
  name: '',
  department: '',
  role: '',
  areas: [],
  pool: '',
  home: '',
  provider: null,
  permissions: new Set(),
}

/** No page of the desk may hold a connection longer; long work is a job. */
const LONGEST = "'20s'"

type Mode = 'READ ONLY' | 'READ WRITE'

export function openDesk(pool: Pool, officer: Officer, where: Where): OpenDesk {
  let pending: AuditEvent[] = []

  async function transaction<T>(mode: Mode, work: (client: pg.PoolClient) => Promise<T>, connections: Pool = pool): Promise<T> {
    const client = await connections.connect()
    let lost = false
    let taken: AuditEvent[] = []
    try {
      await client.query(opening(mode, officer, connections === pool ? LONGEST : 'DEFAULT'))
      const result = await work(client)
      // A refusal leaves nothing behind, even if a statement had already written.
      if (mode === 'READ WRITE' && !isRefusal(result)) {
        // Taken at once: another transaction of this desk that ends meanwhile must not write them a second time.
        taken = pending
        pending = []
        await insertEvents(client, taken)
      }
      await client.query(isRefusal(result) ? 'ROLLBACK' : 'COMMIT')
      return result
    } catch (error) {
      pending = [...taken, ...pending]
      await client.query('ROLLBACK').catch(() => {
        lost = true
      })
      throw error
    } finally {
      client.release(lost)
    }
  }

  return {
    officer,
    read: (work) => transaction('READ ONLY', work),
    write: (work) => transaction('READ WRITE', work),
    writeWith: (connections, work) => transaction('READ WRITE', work, connections),
    async audit(action, about) {
      pending.push(eventOf(officer, where, action, about))
    },
    async close(outcome) {
      if (pending.length === 0) return
      pending = pending.map((event) => (event.outcome === 'ok' ? { ...event, outcome } : event))
      await transaction('READ WRITE', async () => undefined)
    },
    apart: () => openDesk(pool, officer, where),
  }
}

/** One round trip: begins, bounds the time, and tells row-level security who asks. The settings end with the transaction. */
function opening(mode: Mode, officer: Officer, longest: string): string {
  const areas = pg.escapeLiteral(`{${officer.areas.join(',')}}`)
  const former = pg.escapeLiteral(`{${(officer.former ?? []).join(',')}}`)
  const day = pg.escapeLiteral(officer.day ?? '')
  const key = officer === NOBODY ? '' : officer.officer.toString()
  return `BEGIN ${mode}; SET LOCAL statement_timeout = ${longest};
    SELECT set_config('tongchou.areas', ${areas}, true), set_config('tongchou.officer', '${key}', true),
      set_config('tongchou.former', ${former}, true), set_config('tongchou.day', ${day}, true)`
}

function eventOf(officer: Officer, where: Where, action: string, about: Parameters<OpenDesk['audit']>[1]): AuditEvent {
  return {
    officer: officer === NOBODY ? null : officer.officer,
    account: officer.account,
    role: officer.role,
    action,
    person: about.person ?? null,
    area: about.area ?? (officer.home === '' ? null : officer.home),
    route: where.route,
    outcome: 'ok',
    ip: where.ip === '' ? null : where.ip,
    detail: about.detail ?? {},
  }
}
