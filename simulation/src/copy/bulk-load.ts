// Loads very many rows at once, as PostgreSQL's manual advises for a first load: indexes and foreign keys go, rows come by COPY,
// indexes and foreign keys are made again (and checked as a whole). All of it is one transaction of the tables' owner: it is
// there completely or not at all. Only for an installation that nobody works in yet; the tables are locked meanwhile.
import { pipeline } from 'node:stream/promises'
import { openPool, type PoolClient } from '@tongchou/server/database/connect.js'
import { from } from 'pg-copy-streams'
import type { TableText } from './copy-text.js'

export interface Bulk {
  copy(text: TableText): Promise<void>
  /** Runs a statement in the same transaction. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
}

export async function bulkLoad<T>(adminUrl: string, tables: readonly string[], work: (bulk: Bulk) => Promise<T>): Promise<T> {
  const pool = openPool(adminUrl, 1)
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SET LOCAL ROLE tongchou_owner`)
    await client.query(`SET LOCAL maintenance_work_mem = '256MB'`)
    const dropped = await dropDerived(client, tables)
    const result = await work(bulkOf(client))
    for (const statement of dropped) await client.query(statement)
    await client.query('COMMIT')
    for (const table of tables) await analyse(client, table)
    return result
  } finally {
    // A connection in an unfinished transaction is closed, which rolls it back.
    client.release(true)
    await pool.end()
  }
}

/** Statistics of the columns that queries choose by; those of arrays and documents take longer than the load itself. */
async function analyse(client: PoolClient, table: string): Promise<void> {
  const { rows } = await client.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(a.attname), ', ') AS columns FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND t.typcategory <> 'A' AND t.typname NOT IN ('jsonb', 'bytea')`,
    [table],
  )
  await client.query(`ANALYZE ${table} (${rows[0]?.columns ?? ''})`)
}

/** One statement after another, whoever asks. */
function bulkOf(client: PoolClient): Bulk {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
  return {
    copy: ({ table, columns, rows, bytes }) =>
      inTurn(async () => {
        if (rows > 0) await pipeline([bytes], client.query(from(`COPY ${table} (${columns}) FROM STDIN`)))
      }),
    query: (sql, values = []) => inTurn(async () => (await client.query(sql, [...values])).rows),
  }
}

/** Drops foreign keys and secondary indexes of ordinary tables; answers the statements that make them again, indexes first. */
async function dropDerived(client: PoolClient, tables: readonly string[]): Promise<string[]> {
  await client.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`)
  const keys = await client.query<{ drop: string; make: string }>(FOREIGN_KEYS, [tables])
  const indexes = await client.query<{ drop: string; make: string }>(INDEXES, [tables])
  for (const { drop } of [...keys.rows, ...indexes.rows]) await client.query(drop)
  return [...indexes.rows, ...keys.rows].map(({ make }) => make)
}

const FOREIGN_KEYS = `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname) AS drop,
         format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) AS make
  FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
  WHERE c.contype = 'f' AND c.conparentid = 0 AND r.relkind = 'r' AND c.conrelid = ANY ($1::regclass[])
  ORDER BY 1`

const INDEXES = `
  SELECT format('DROP INDEX %s', i.indexrelid::regclass) AS drop, pg_get_indexdef(i.indexrelid) AS make
  FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid
  WHERE r.relkind = 'r' AND i.indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
  ORDER BY 1`

/** Takes `count` numbers of a sequence in one run; the transaction's table locks keep everybody else away. */
export async function takeNumbers(bulk: Bulk, sequence: 'person_seq' | 'visit_seq' | 'settlement_seq' | 'fact_seq', count: number): Promise<bigint> {
  const [row] = await bulk.query(`SELECT nextval($1::regclass) AS first`, [`tongchou.${sequence}`])
  const first = row?.['first']
  if (typeof first !== 'bigint') throw new Error(`no number of ${sequence}`)
  await bulk.query(`SELECT setval($1::regclass, $2::bigint)`, [`tongchou.${sequence}`, first + BigInt(count - 1)])
  return first
}
