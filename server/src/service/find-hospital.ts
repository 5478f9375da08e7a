// Designated providers by name, for whoever asks what a visit costs and knows where it will be: the name and the level, nothing else.
import type { Day } from '@tongchou/domain/base/day.js'
import { LEVEL_NAMES } from '@tongchou/domain/policy/national-lists.js'
import type { Static } from 'typebox'
import { Type } from 'typebox'
import { likeText } from '../http/list-query.js'
import type { Queryable } from '../policy/store.js'
import { wordOf } from '../settlement/words.js'

const text = Type.String()

export const HospitalQuery = Type.Object({
  name: Type.String({ title: '医院名称', minLength: 1, maxLength: 40 }),
  kind: Type.Optional(Type.Union([Type.Literal('hospital'), Type.Literal('pharmacy')], { title: '医院或药店', default: 'hospital' })),
})
export const Hospitals = Type.Object({ hospitals: Type.Array(Type.Object({ name: text, level: text, level_name: text })) })

const MOST = 12

/** Designated on the day, in a unit of the pool or by the pool itself. */
const DESIGNATED = `(p.area = $1 OR p.area IN (SELECT u.unit FROM pooling_unit u WHERE u.pool = $1 AND u.in_force <= $2 AND (u.until IS NULL OR u.until >= $2)))
  AND p.designated_from <= $2 AND (p.designated_until IS NULL OR p.designated_until >= $2)`

/** The name that begins with what is asked stands before one that holds it; the shorter first. */
export async function findHospitals(
  db: Queryable,
  pool: string,
  day: Day,
  { name, kind = 'hospital' }: Static<typeof HospitalQuery>,
): Promise<Static<typeof Hospitals>> {
  const { rows } = await db.query<{ name: string; level: string }>(
    `SELECT DISTINCT p.name, p.level, p.name LIKE $4 || '%' AS first, length(p.name) AS long FROM provider p
     WHERE ${DESIGNATED} AND p.kind = $3 AND p.name LIKE '%' || $4 || '%' ORDER BY first DESC, long, p.name LIMIT ${MOST}`,
    [pool, day, kind, likeText(name.trim())],
  )
  return { hospitals: rows.map((row) => ({ name: row.name, level: row.level, level_name: wordOf(LEVEL_NAMES, row.level) })) }
}

/** Whether the area has a list of providers to look in. */
export async function hasHospitals(db: Queryable, pool: string, day: Day): Promise<boolean> {
  const { rows } = await db.query<{ any: boolean }>(`SELECT EXISTS (SELECT 1 FROM provider p WHERE ${DESIGNATED} AND p.kind = 'hospital') AS any`, [pool, day])
  return rows[0]?.any === true
}
