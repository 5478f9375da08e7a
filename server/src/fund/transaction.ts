// Runs work in one transaction of a pool; anything thrown rolls it back.
import type pg from 'pg'
import type { Pool } from '../database/connect.js'

/** A pool, or the client of a transaction: whatever answers a query. */
export type Queries = pg.ClientBase | Pool

export async function inTransaction<T>(pool: Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    const rolledBack = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    )
    client.release(!rolledBack)
    throw error
  }
}

/** For what reads a whole city's year at once, until the transaction ends: sorting and hashing in memory instead of in files. */
export async function roomToSort(client: Queries): Promise<void> {
  await client.query(`SET LOCAL work_mem = '128MB'`)
}
