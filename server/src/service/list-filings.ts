// The office's list of filings: what waits first, oldest first; then the latest decisions.
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import { type Clock, timeText } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { LAST_STEP, STANDING } from '../settlement/filing-store.js'
import { FILINGS, wordOf } from '../settlement/words.js'
import type { FilingList, FilingQuery } from './filing-schemas.js'

type List = Static<typeof FilingList>
type ListRow = List['rows'][number]

interface Found extends Omit<ListRow, 'psn_no' | 'kind_name'> {
  readonly person: bigint
  readonly total: number
}

const SQL = `
SELECT a.person, p.name AS person_name, a.application::text, a.area, area.name AS area_name, a.kind, ${STANDING} AS standing, a.institution, i.name AS institution_name,
       a.disease, a.disease_name, a.provider, a.provider_name, a.place_area, a.in_force, a.until, to_char(a.known_at, 'YYYY-MM-DD HH24:MI:SS') AS applied_at,
       CASE WHEN ${STANDING} = 'pending' THEN greatest(0, $6::date - a.known_at::date) ELSE 0 END AS days_waiting,
       to_char(s.known_at, 'YYYY-MM-DD HH24:MI:SS') AS decided_at, coalesce(s.reason, '') AS reason, count(*) OVER ()::integer AS total
  FROM filing_application a ${LAST_STEP} JOIN person p ON p.person = a.person JOIN area ON area.code = a.area JOIN provider i ON i.code = a.institution
 WHERE a.area = ANY ($1::text[]) AND ($2::text IS NULL OR ${STANDING} = $2) AND ($3::text IS NULL OR a.kind = $3)
   AND ($4::text IS NULL OR a.person = $5::bigint OR p.name LIKE $4 || '%' OR i.name LIKE '%' || $4 || '%' OR a.institution = $4
        OR a.disease = $4 OR a.disease_name LIKE '%' || $4 || '%')
 ORDER BY ${STANDING} <> 'pending', CASE WHEN ${STANDING} = 'pending' THEN a.known_at END, coalesce(s.known_at, a.known_at) DESC, a.application
 LIMIT $7 OFFSET $8`

export async function listFilings(query: Static<typeof FilingQuery>, desk: Desk, clock: Clock): Promise<List> {
  const { page = 1, size = 20, q = null } = query
  const { pool, areas } = desk.officer
  const person = q === null ? null : (personOf(pool, q) ?? null)
  const today = timeText(clock.now()).slice(0, 10)
  const found = await desk.read(async (client) => {
    const values = [areas, query.standing ?? null, query.kind ?? null, q?.replaceAll(/[%_\\]/g, '\\$&') ?? null, person, today, size, (page - 1) * size]
    return (await client.query<Found>(SQL, values)).rows
  })
  for (const one of found) await desk.audit('filing.listed', { person: one.person, area: one.area })
  return { total: found[0]?.total ?? 0, rows: found.map(({ person: of, total: _total, ...row }) => shown(row, personNumber(pool, of))) }
}

function shown(row: Omit<Found, 'person' | 'total'>, number: string): ListRow {
  return { ...row, psn_no: number, person_name: maskedName(row.person_name), kind_name: wordOf(FILINGS, row.kind) }
}
