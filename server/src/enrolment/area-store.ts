// National divisions as stored: one level of the tree, and a search by name or code.
import type { Queryable } from '../policy/store.js'

export interface Place {
  readonly code: string
  readonly name: string
  readonly level: number
  /** How many places hang directly below. */
  readonly children: number
}

const COLUMNS = 'a.code, a.name, a.level, (SELECT count(*)::int FROM area c WHERE c.parent = a.code) AS children'

export async function findArea(database: Queryable, code: string): Promise<Place | undefined> {
  const { rows } = await database.query<Place>(`SELECT ${COLUMNS} FROM area a WHERE a.code = $1`, [code])
  return rows[0]
}

/** The provinces where no place is named; else what hangs directly below. */
export async function childAreas(database: Queryable, parent: string | undefined): Promise<Place[]> {
  const below = parent === undefined ? 'a.level = 1 AND $1::text IS NULL' : 'a.parent = $1'
  const { rows } = await database.query<Place>(`SELECT ${COLUMNS} FROM area a WHERE ${below} ORDER BY a.code`, [parent ?? null])
  return rows
}

const MOST = 50

/** Names that begin with the text before names that hold it; higher levels first. `path` is what is above, from the top. */
export async function searchAreas(database: Queryable, text: string): Promise<(Place & { path: string[] })[]> {
  const { rows } = await database.query<Place & { path: string[] }>(
    `WITH RECURSIVE hit AS (
       SELECT a.code, a.name, a.level, a.parent FROM area a
       WHERE (($1 ~ '^[0-9]+$' AND starts_with(a.code, $1)) OR position($1 IN a.name) > 0) AND a.level > 0
       ORDER BY NOT starts_with(a.name, $1), a.level, a.code LIMIT ${MOST}),
     above AS (
       SELECT h.code AS hit, a.name, a.parent, 1 AS steps FROM hit h JOIN area a ON a.code = h.parent AND a.level > 0
       UNION ALL SELECT b.hit, a.name, a.parent, b.steps + 1 FROM above b JOIN area a ON a.code = b.parent AND a.level > 0)
     SELECT ${COLUMNS}, coalesce((SELECT array_agg(b.name ORDER BY b.steps DESC) FROM above b WHERE b.hit = a.code), '{}') AS path
     FROM hit a ORDER BY NOT starts_with(a.name, $1), a.level, a.code`,
    [text],
  )
  return rows
}
