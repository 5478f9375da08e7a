// Visits as the queries 5201 and 5303 find them: of one institution, with where they stand and what was said at discharge.
import type { Queries } from '../fund/transaction.js'

type Fields = Readonly<Record<string, unknown>>

export interface VisitFound {
  readonly person: bigint
  readonly visit: bigint
  readonly scheme: string
  readonly kind: string
  readonly med_type: string
  readonly status: string
  readonly opened_at: string
  readonly admitted: string
  readonly discharged: string | null
  readonly hospital_no: string
  readonly place_area: string
  readonly diagnosis: string | null
  readonly disease: string | null
  readonly procedure: string | null
  /** What opened the visit, and the last that was said of it on the way and at discharge. */
  readonly attributes: Fields
  readonly said: Fields | null
  readonly left: Fields | null
}

export interface VisitsAsked {
  readonly institution: string
  readonly person: bigint | null
  readonly from: string
  readonly to: string
  readonly inHospital: boolean
}

const SAID = (kinds: string): string =>
  `(SELECT e.attributes FROM visit_event e WHERE e.person = v.person AND e.visit = v.visit AND e.kind IN (${kinds}) ORDER BY e.event DESC LIMIT 1)`
const MOST = 1000

// A value that is cast in two ways is a text first: PostgreSQL would take it as the first of them, and lose the time of day.
export async function visitsFound(database: Queries, asked: VisitsAsked): Promise<VisitFound[]> {
  const { rows } = await database.query<VisitFound>(
    `SELECT v.person, v.visit, v.scheme, v.kind, s.med_type, s.status, to_char(v.opened_at, 'YYYY-MM-DD HH24:MI:SS') AS opened_at, s.admitted, s.discharged,
            v.hospital_no, v.place_area, s.diagnosis, s.disease, s.procedure, v.attributes, ${SAID("'diagnosed', 'changed'")} AS said,
            CASE WHEN s.discharged IS NULL THEN NULL ELSE ${SAID("'discharged'")} END AS left
       FROM visit v JOIN visit_state s ON s.person = v.person AND s.visit = v.visit
      WHERE v.provider = $1 AND v.opened_on BETWEEN $2::text::date AND $3::text::date AND v.opened_at BETWEEN $2::text::timestamptz AND $3::text::timestamptz
        AND ($4::bigint IS NULL OR v.person = $4) AND CASE WHEN $5 THEN s.kind = 'inpatient' AND s.status = 'open' ELSE s.status <> 'cancelled' END
      ORDER BY v.opened_at, v.visit LIMIT ${MOST}`,
    [asked.institution, asked.from, asked.to, asked.person, asked.inHospital],
  )
  return rows
}
