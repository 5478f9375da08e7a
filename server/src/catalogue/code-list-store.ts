// Code lists as stored, searched and paged.
import type { Queryable } from '../policy/store.js'

interface Page<T> {
  readonly total: number
  readonly rows: readonly T[]
}

export interface CodeList {
  readonly list: string
  readonly name: string
  readonly values: number
}

const LISTS = `
SELECT list, max(list_name) AS name, count(*)::int AS values FROM code_list
GROUP BY list
HAVING $1::text IS NULL OR position(lower($1) IN lower(list)) > 0 OR bool_or(position($1 IN list_name) > 0 OR value = $1 OR position($1 IN label) > 0)`

export async function codeLists(database: Queryable, q: string | undefined, size: number, page: number): Promise<Page<CodeList>> {
  const total = await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM (${LISTS}) l`, [q ?? null])
  const { rows } = await database.query<CodeList>(`${LISTS} ORDER BY lower(list) LIMIT ${size} OFFSET ${(page - 1) * size}`, [q ?? null])
  return { total: total.rows[0]?.n ?? 0, rows }
}

export interface CodeValue {
  readonly value: string
  readonly label: string
  readonly parent: string
  readonly editions: readonly string[]
  /** What editions call it that do not call it by the label. */
  readonly labels: readonly { readonly edition: string; readonly label: string }[]
  /** How provinces write it that do not write it as the nation does. */
  readonly written: readonly { readonly by: string; readonly value: string }[]
}

/** Undefined where there is no such list. */
export async function codesOf(
  database: Queryable,
  list: string,
  q: string | undefined,
  size: number,
  page: number,
): Promise<(Page<CodeValue> & { list: string; name: string }) | undefined> {
  const named = await database.query<{ name: string | null }>('SELECT max(list_name) AS name FROM code_list WHERE list = $1', [list])
  const name = named.rows[0]?.name ?? null
  if (name === null) return undefined
  const where = `list = $1 AND ($2::text IS NULL OR starts_with(value, $2) OR position($2 IN label) > 0 OR written @> jsonb_build_array(jsonb_build_object('value', $2)))`
  const total = await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM code_list WHERE ${where}`, [list, q ?? null])
  const { rows } = await database.query<CodeValue>(
    `SELECT value, label, parent, CASE WHEN editions = '' THEN '{}' ELSE string_to_array(editions, ',') END AS editions,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('edition', key, 'label', named) ORDER BY key), '[]') FROM jsonb_each_text(labels) AS l(key, named)) AS labels, written
     FROM code_list WHERE ${where} ORDER BY sort, value LIMIT ${size} OFFSET ${(page - 1) * size}`,
    [list, q ?? null],
  )
  return { list, name, total: total.rows[0]?.n ?? 0, rows }
}
