// Marks how far the demonstration city was loaded, and clears what a broken load left behind. Clearing is the owner's right and
// is done only where the mark says that all of it is a demonstration that never got finished.
import { openPool, type Pool } from '@tongchou/server/database/connect.js'

/** `foreign`: there are people here that no demonstration brought. */
export type Standing = 'empty' | 'half_done' | 'finished' | 'foreign'

export async function standingOf(batch: Pool): Promise<Standing> {
  const { rows } = await batch.query<{ step: string }>('SELECT step FROM demonstration')
  const steps = new Set(rows.map((row) => row.step))
  if (steps.has('finished')) return 'finished'
  if (steps.has('started')) return 'half_done'
  const people = await batch.query('SELECT 1 FROM person LIMIT 1')
  return people.rowCount === 0 ? 'empty' : 'foreign'
}

/** What the finished load said of itself. */
export async function finishedDetail(batch: Pool): Promise<unknown> {
  const { rows } = await batch.query<{ detail: unknown }>(`SELECT detail FROM demonstration WHERE step = 'finished'`)
  return rows[0]?.detail
}

export async function mark(batch: Pool, step: 'started' | 'finished', detail: Readonly<Record<string, unknown>>): Promise<void> {
  await batch.query('INSERT INTO demonstration (step, detail) VALUES ($1, $2)', [step, JSON.stringify(detail)])
}

/** What is not the demonstration's: the shape of the database, the installation's key, roles and permissions. */
const KEPT = ['schema_migration', 'installation', 'desk_permission', 'desk_role', 'catalogue_version']

/** Empties every table and starts every sequence anew. */
export async function clear(adminUrl: string): Promise<void> {
  const pool = openPool(adminUrl, 1)
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SET LOCAL ROLE tongchou_owner')
    const { rows } = await client.query<{ tables: string; sequences: string[] }>(
      `SELECT (SELECT string_agg(c.oid::regclass::text, ', ') FROM pg_class c WHERE c.relnamespace = 'tongchou'::regnamespace AND c.relkind IN ('r', 'p')
                 AND NOT c.relispartition AND c.relname <> ALL ($1)) AS tables,
              (SELECT array_agg(c.oid::regclass::text) FROM pg_class c WHERE c.relnamespace = 'tongchou'::regnamespace AND c.relkind = 'S') AS sequences`,
      [KEPT],
    )
    const found = rows[0]
    if (found === undefined) throw new Error('the schema has no tables')
    await client.query(`TRUNCATE ${found.tables}`)
    // The catalogue that the installation brings along was numbered when the schema was made; imports are of the demonstration.
    await client.query('DELETE FROM catalogue_version WHERE version <> 0')
    for (const sequence of found.sequences) await client.query(`ALTER SEQUENCE ${sequence} RESTART`)
    await client.query('COMMIT')
  } finally {
    client.release(true)
    await pool.end()
  }
}
