// Files of the interface: handed over by an institution (9101), or kept ready for it (9102). The number of a file follows from
// what it is, so that the same message or question finds the same file.
import { createHash } from 'node:crypto'
import type { Day } from '@tongchou/domain/base/day.js'
import type { Queryable } from '../policy/store.js'

/** Owner of catalogue files, which everybody may fetch. */
export const PUBLIC = 'plc'

export interface StoredFile {
  readonly file: string
  readonly owner: string
  readonly filename: string
  readonly content: Buffer
  readonly content_hash: Buffer
  readonly lines: number
  readonly kept_until: Day
}

export type NewFile = Omit<StoredFile, 'file' | 'content_hash' | 'lines'> & { readonly lines?: number }

/** Thirty characters, the shortest that a printed edition allows. */
export function fileNumber(...about: readonly string[]): string {
  return createHash('sha256').update(about.join('\u0000')).digest('hex').slice(0, 30)
}

export function hashOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

export async function findFile(database: Queryable, file: string): Promise<StoredFile | undefined> {
  const { rows } = await database.query<StoredFile>(
    'SELECT file, owner, filename, content, content_hash, lines, kept_until FROM interface_file WHERE file = $1',
    [file],
  )
  return rows[0]
}

/** What is known of a file, without its bytes. */
export async function fileHead(database: Queryable, file: string): Promise<Omit<StoredFile, 'content'> | undefined> {
  const { rows } = await database.query<Omit<StoredFile, 'content'>>(
    'SELECT file, owner, filename, content_hash, lines, kept_until FROM interface_file WHERE file = $1',
    [file],
  )
  return rows[0]
}

/** Keeps the file unless its number is there already; answers what stands under the number. */
export async function keepFile(database: Queryable, file: string, given: NewFile): Promise<Omit<StoredFile, 'content'>> {
  await database.query(
    `INSERT INTO interface_file (file, owner, filename, content, content_hash, lines, kept_until) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (file) DO NOTHING`,
    [file, given.owner, given.filename, given.content, hashOf(given.content), given.lines ?? 0, given.kept_until],
  )
  const kept = await fileHead(database, file)
  if (kept === undefined) throw new Error('a file that was just kept is not there')
  return kept
}

/** Number of files dropped because their last day was before `today`. */
export async function dropOldFiles(database: Queryable, today: Day): Promise<number> {
  const { rowCount } = await database.query('DELETE FROM interface_file WHERE kept_until < $1', [today])
  return rowCount ?? 0
}
