// Rows into a table by COPY, in PostgreSQL's text format. A table with row-level security takes no COPY: the rows go through a
// temporary one and its policies.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

export type CopyValue = string | number | bigint | boolean | Buffer | null | readonly string[] | readonly bigint[]

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character)

function textOf(value: CopyValue): string {
  if (value === null) return '\\N'
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  if (typeof value === 'object')
    return escaped(`{${(value as readonly (string | bigint)[]).map((one) => `"${String(one).replace(/["\\]/g, '\\$&')}"`).join(',')}}`)
  return escaped(String(value))
}

export async function copyRows(client: pg.ClientBase, table: string, columns: readonly string[], rows: Iterable<readonly CopyValue[]>): Promise<void> {
  function* lines(): Generator<string> {
    for (const row of rows) yield `${row.map(textOf).join('\t')}\n`
  }
  const names = columns.join(', ')
  await client.query(`CREATE TEMP TABLE copied ON COMMIT DROP AS SELECT ${names} FROM ${table} WITH NO DATA`)
  await pipeline(Readable.from(inChunks(lines())), client.query(from(`COPY copied (${names}) FROM STDIN`)))
  await client.query(`INSERT INTO ${table} (${names}) SELECT ${names} FROM copied`)
  await client.query('DROP TABLE copied')
}

/** A chunk a line would cost more than its bytes. */
function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const line of lines) {
    chunk += line
    if (chunk.length < 65_536) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}
