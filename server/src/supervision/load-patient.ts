// What the register knows of a person under review: sex and birth, the unit, the visit if it is one of ours, and earlier use of items.
import type { Day } from '@tongchou/domain/base/day.js'
import type { EarlierUse } from '@tongchou/domain/supervision/review-request.js'
import type pg from 'pg'
import type { Provider } from '../settlement/reference.js'

export interface KnownPatient {
  readonly person: bigint
  readonly sex: string
  readonly born: Day
  readonly area: string
  readonly visit: bigint | null
}

export async function findPatient(db: pg.Pool, person: bigint, visit: bigint, institution: string): Promise<KnownPatient | undefined> {
  const { rows } = await db.query<Omit<KnownPatient, 'person'>>({
    name: 'patient-under-review',
    text: `SELECT p.sex, p.born, p.area, (SELECT v.visit FROM visit v WHERE v.person = p.person AND v.visit = $2 AND v.provider = $3) AS visit
           FROM person p WHERE p.person = $1`,
    values: [String(person), String(visit), institution],
  })
  const [row] = rows
  return row === undefined ? undefined : { person, ...row }
}

/** Days on which the items were charged and not refunded or cancelled, in all visits. */
export async function findUse(
  db: pg.Pool,
  patient: KnownPatient,
  codes: readonly string[],
  providers: ReadonlyMap<string, Provider>,
): Promise<readonly EarlierUse[]> {
  const { rows } = await db.query<{ code: string; day: Day; visit: bigint; provider: string }>({
    name: 'earlier-use',
    text: `SELECT l.code, l.fee_day AS day, l.visit, v.provider
           FROM fee_line l JOIN visit v ON v.person = l.person AND v.visit = l.visit
           WHERE l.person = $1 AND l.code = ANY ($2::text[]) AND NOT EXISTS (
             SELECT FROM fee_cancellation c WHERE c.person = l.person AND c.visit = l.visit AND c.cancellation > l.batch
               AND CASE WHEN cardinality(c.sn) > 0 THEN l.sn = ANY (c.sn) ELSE c.charge_batch = l.charge_batch END)
           GROUP BY l.code, l.fee_day, l.visit, v.provider HAVING sum(l.quantity) > 0`,
    values: [String(patient.person), codes],
  })
  return rows.map(({ code, day, visit, provider }) => ({
    code,
    day,
    level: levelOf(providers.get(provider)?.level) ?? 0,
    sameVisit: visit === patient.visit,
  }))
}

/** 1 primary, 2 secondary, 3 tertiary; null where the register says none. */
export function levelOf(level: string | undefined): number | null {
  if (level === undefined) return null
  if (level === 'township') return 1
  const digit = Number(level.slice(0, 1))
  return digit >= 1 && digit <= 3 ? digit : null
}
