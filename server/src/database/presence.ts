// Lets several processes share the embedded PostgreSQL of one data folder: each is present by a lock on a connection of its own,
// and the last to leave stops the server. A process that was killed is gone with its connection.
import pg from 'pg'

const LOCK = 727_330_005

export interface Presence {
  /** Says whether nobody else is there any more. */
  leave(): Promise<boolean>
}

export async function announce(adminUrl: string): Promise<Presence> {
  const client = new pg.Client({ connectionString: adminUrl })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('SELECT pg_advisory_lock_shared($1)', [LOCK])
  return {
    async leave() {
      const { rows } = await client.query<{ alone: boolean }>('SELECT pg_advisory_unlock_shared($1), pg_try_advisory_lock($1) AS alone', [LOCK])
      await client.end()
      return rows[0]?.alone === true
    },
  }
}
