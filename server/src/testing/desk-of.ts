// A desk for calling a room's routes without HTTP: the officer's areas and permissions, and transactions in which row-level
// security knows them, as the application makes them.
import type { Databases } from '../database/connect.js'
import type { Desk, Officer } from '../http/route.js'

export function deskOf(db: Databases, officer: Pick<Officer, 'pool' | 'areas'> & { readonly permissions?: readonly string[] }): Desk {
  const someone = { officer: 1n, account: 'clerk', name: '示范人员', department: 'medical_insurance', role: 'fund_officer', home: officer.pool, provider: null }
  const run: Desk['read'] = async (work) => {
    const client = await db.desk.connect()
    try {
      await client.query('BEGIN')
      await client.query(`SELECT set_config('tongchou.areas', $1, true), set_config('tongchou.officer', '1', true)`, [`{${officer.areas.join(',')}}`])
      const answer = await work(client)
      await client.query('COMMIT')
      return answer
    } catch (error) {
      await client.query('ROLLBACK')
      throw error
    } finally {
      client.release()
    }
  }
  return {
    officer: { ...someone, pool: officer.pool, areas: officer.areas, permissions: new Set(officer.permissions ?? []) },
    read: run,
    write: run,
    audit: () => Promise.resolve(),
  }
}
