// The office's list of filings: what waits first, the earliest limit first; then the latest decisions. One filing with its steps.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import { visiblePerson } from '../enrolment/visible-person.js'
import { type Clock, timeText } from '../http/clock.js'
import { cutOf, likeText, orderBy } from '../http/list-query.js'
import type { Desk } from '../http/route.js'
import { LAST_STEP, STANDING } from '../settlement/filing-store.js'
import { FILINGS, wordOf } from '../settlement/words.js'
import { NO_APPLICATION } from './decide-filing.js'
import { type FilingLimit, limitsJson } from './filing-limits.js'
import type { FilingDetail, FilingList, FilingQuery } from './filing-schemas.js'

type List = Static<typeof FilingList>
type ListRow = List['rows'][number]
type Limits = ReadonlyMap<string, FilingLimit>

interface Found extends Omit<ListRow, 'psn_no' | 'kind_name'> {
  readonly person: bigint
  readonly total: number
}

/** The day that many working days after the application: weekdays and make-up days, without holidays. */
const DUE = `LEFT JOIN LATERAL (
    SELECT d::date AS due FROM generate_series(a.known_at::date + 1, a.known_at::date + 120, interval '1 day') d LEFT JOIN holiday h ON h.day = d::date
     WHERE coalesce(h.kind = 'W', extract(isodow FROM d) < 6) ORDER BY d OFFSET ($1::jsonb ->> a.kind)::integer - 1 LIMIT 1) due
  ON a.decided_by = 'office' AND $1::jsonb ? a.kind`
const OVERDUE = `(${STANDING} = 'pending' AND coalesce(due.due < $2::date, false))`
const FROM = `FROM filing_application a ${LAST_STEP} ${DUE}`

const ROWS = `
SELECT a.person, p.name AS person_name, a.application::text, a.area, area.name AS area_name, a.infno, a.kind, a.decided_by, ${STANDING} AS standing, a.institution,
       i.name AS institution_name, a.disease, a.disease_name, a.provider, a.provider_name, a.place_area, place.name AS place_name, a.in_force, a.until,
       to_char(a.known_at, 'YYYY-MM-DD HH24:MI:SS') AS applied_at,
       CASE WHEN ${STANDING} = 'pending' THEN greatest(0, $2::date - a.known_at::date) ELSE 0 END AS days_waiting,
       due.due AS due_on, ${OVERDUE} AS overdue,
       to_char(s.known_at, 'YYYY-MM-DD HH24:MI:SS') AS decided_at, coalesce(s.reason, '') AS reason, count(*) OVER ()::integer AS total
  ${FROM} JOIN person p ON p.person = a.person JOIN area ON area.code = a.area JOIN provider i ON i.code = a.institution LEFT JOIN area place ON place.code = a.place_area`

const WHERE = `a.area = ANY ($3::text[]) AND ($4::text IS NULL OR ${STANDING} = $4) AND ($5::text IS NULL OR a.kind = $5) AND ($6::text IS NULL OR a.infno = $6)
   AND (NOT $7::boolean OR ${OVERDUE})
   AND ($8::text IS NULL OR a.person = $9::bigint OR p.name LIKE $8 || '%' OR i.name LIKE '%' || $8 || '%' OR a.institution = $8
        OR a.disease = $8 OR a.disease_name LIKE '%' || $8 || '%')`

const USUAL = `${STANDING} <> 'pending', CASE WHEN ${STANDING} = 'pending' THEN due.due END NULLS LAST, CASE WHEN ${STANDING} = 'pending' THEN a.known_at END,
  coalesce(s.known_at, a.known_at) DESC, a.application`

const ORDER = { applied_at: 'a.known_at', due_on: 'due.due', decided_at: 's.known_at', in_force: 'a.in_force', institution: 'i.name', kind: 'a.kind' }

export async function listFilings(query: Static<typeof FilingQuery>, desk: Desk, clock: Clock, limits: Limits): Promise<List> {
  const { q = null, standing, kind, infno } = query
  const { pool, areas } = desk.officer
  const person = q === null ? null : (personOf(pool, q) ?? null)
  const known = [limitsJson(limits), timeText(clock.now()).slice(0, 10), areas]
  const cut = cutOf(query)
  const filters = [standing ?? null, kind ?? null, infno ?? null, query.overdue === 'yes', q === null ? null : likeText(q), person, cut.limit, cut.offset]
  const { found, counts } = await desk.read(async (client) => ({
    found: (await client.query<Found>(`${ROWS} WHERE ${WHERE} ORDER BY ${orderBy(query.sort, ORDER, USUAL)} LIMIT $10 OFFSET $11`, [...known, ...filters]))
      .rows,
    counts: await countsOf(client, known),
  }))
  for (const one of found) await desk.audit('filing.listed', { person: one.person, area: one.area })
  return { total: found[0]?.total ?? 0, ...counts, rows: found.map((row) => shown(pool, row)) }
}

async function countsOf(client: pg.PoolClient, known: readonly unknown[]): Promise<Pick<List, 'waiting' | 'overdue'>> {
  const { rows } = await client.query<Pick<List, 'waiting' | 'overdue'>>(
    `SELECT count(*)::integer AS waiting, count(*) FILTER (WHERE ${OVERDUE})::integer AS overdue ${FROM} WHERE a.area = ANY ($3::text[]) AND ${STANDING} = 'pending'`,
    [...known],
  )
  return rows[0] ?? { waiting: 0, overdue: 0 }
}

function shown(pool: string, { person, total: _total, ...row }: Found): ListRow {
  return { ...row, psn_no: personNumber(pool, person), person_name: maskedName(row.person_name), kind_name: wordOf(FILINGS, row.kind) }
}

interface Named {
  readonly psn_no: string
  readonly application: string
}

export async function readFiling(named: Named, desk: Desk, clock: Clock, limits: Limits): Promise<Static<typeof FilingDetail> | Refusal> {
  return desk.read(async (client) => {
    const seen = await visiblePerson(client, desk.officer, named.psn_no)
    if (isRefusal(seen)) return seen
    const values = [limitsJson(limits), timeText(clock.now()).slice(0, 10), String(seen.person), named.application]
    const [found] = (await client.query<Found>(`${ROWS} WHERE a.person = $3 AND a.application = $4`, values)).rows
    if (found === undefined) return NO_APPLICATION
    await desk.audit('filing.seen', { person: found.person, area: found.area, detail: { application: named.application } })
    const limit = found.decided_by === 'office' ? limits.get(found.kind) : undefined
    return {
      ...shown(desk.officer.pool, found),
      limit: limit === undefined ? null : { working_days: limit.workingDays, certainty: limit.certainty, basis: limit.basis },
      ...(await detailOf(client, values.slice(2))),
    }
  })
}

async function detailOf(client: pg.PoolClient, of: readonly unknown[]): Promise<Pick<Static<typeof FilingDetail>, 'attributes' | 'steps'>> {
  const sent = await client.query<{ attributes: Record<string, string> }>('SELECT attributes FROM filing_application WHERE person = $1 AND application = $2', [
    ...of,
  ])
  const steps = await client.query<Static<typeof FilingDetail>['steps'][number]>(
    `SELECT s.kind, o.name AS officer, s.reason, to_char(s.known_at, 'YYYY-MM-DD HH24:MI:SS') AS at
       FROM filing_step s LEFT JOIN officer o ON o.officer = s.officer WHERE s.person = $1 AND s.application = $2 ORDER BY s.step`,
    [...of],
  )
  return { attributes: sent.rows[0]?.attributes ?? {}, steps: steps.rows }
}
