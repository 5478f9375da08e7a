// Applications for filings, their steps, and the filings they make: what is inserted and where an application stands.
import type { Day } from '@tongchou/domain/base/day.js'
import type pg from 'pg'

export interface NewApplication {
  readonly person: bigint
  readonly application: bigint
  readonly area: string
  readonly infno: string
  readonly kind: string
  readonly decidedBy: 'office' | 'institution'
  readonly institution: string
  readonly disease: string | null
  readonly diseaseName: string | null
  readonly placeArea: string | null
  readonly provider: string | null
  readonly providerName: string | null
  readonly inForce: Day
  readonly until: Day | null
  readonly attributes: Readonly<Record<string, string>>
  readonly message: string
  readonly now: string
}

export type StepKind = 'confirmed' | 'refused' | 'cancelled' | 'reinstated'
export type Standing = 'pending' | 'confirmed' | 'refused' | 'cancelled'

export interface StoredApplication extends Omit<NewApplication, 'attributes' | 'message' | 'now'> {
  readonly standing: Standing
  /** The filing that stands because of it; null while none does. */
  readonly filing: bigint | null
}

/** The last step says where it stands; what was reinstated stands as before it was cancelled. */
export const STANDING = `CASE s.kind WHEN 'reinstated' THEN CASE WHEN s.filing IS NULL THEN 'pending' ELSE 'confirmed' END ELSE coalesce(s.kind, 'pending') END`
export const LAST_STEP = `LEFT JOIN LATERAL (SELECT x.* FROM filing_step x WHERE x.person = a.person AND x.application = a.application ORDER BY x.step DESC LIMIT 1) s ON true`

const STORED = `a.person, a.application, a.area, a.infno, a.kind, a.decided_by AS "decidedBy", a.institution, a.disease, a.disease_name AS "diseaseName",
  a.place_area AS "placeArea", a.provider, a.provider_name AS "providerName", a.in_force AS "inForce", a.until, ${STANDING} AS standing, s.filing`

export async function findApplication(client: pg.ClientBase | pg.Pool, person: bigint, application: bigint): Promise<StoredApplication | undefined> {
  const { rows } = await client.query<StoredApplication>(`SELECT ${STORED} FROM filing_application a ${LAST_STEP} WHERE a.person = $1 AND a.application = $2`, [
    person,
    application,
  ])
  return rows[0]
}

/** Applications of a kind that wait or stand, in whose time the new one would begin. */
export async function overlapping(
  client: pg.ClientBase,
  asked: Pick<NewApplication, 'person' | 'kind' | 'disease' | 'provider' | 'inForce' | 'until'>,
): Promise<StoredApplication | undefined> {
  const { rows } = await client.query<StoredApplication>(
    `SELECT ${STORED} FROM filing_application a ${LAST_STEP}
      WHERE a.person = $1 AND a.kind = $2 AND a.disease IS NOT DISTINCT FROM $3 AND a.provider IS NOT DISTINCT FROM $4
        AND a.in_force <= coalesce($6::date, 'infinity') AND coalesce(a.until, 'infinity') >= $5::date
        AND ${STANDING} IN ('pending', 'confirmed') ORDER BY a.application LIMIT 1`,
    [asked.person, asked.kind, asked.disease, asked.provider, asked.inForce, asked.until],
  )
  return rows[0]
}

export async function insertApplication(client: pg.ClientBase, one: NewApplication): Promise<void> {
  await client.query(
    `INSERT INTO filing_application (person, application, area, infno, kind, decided_by, institution, disease, disease_name, place_area, provider, provider_name,
       in_force, until, attributes, message, known_at, booked_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::timestamptz, $17::date)`,
    [
      one.person,
      one.application,
      one.area,
      one.infno,
      one.kind,
      one.decidedBy,
      one.institution,
      one.disease,
      one.diseaseName,
      one.placeArea,
      one.provider,
      one.providerName,
      one.inForce,
      one.until,
      one.attributes,
      one.message,
      one.now,
    ],
  )
}

export interface NewStep {
  /** The number of the message's fact, where the step is what the message did; else a new one. */
  readonly step?: bigint
  readonly kind: StepKind
  readonly filing: bigint | null
  readonly officer: bigint | null
  readonly reason: string
  readonly now: string
}

export async function insertStep(client: pg.ClientBase, of: Pick<StoredApplication, 'person' | 'application' | 'area'>, step: NewStep): Promise<void> {
  await client.query(
    `INSERT INTO filing_step (person, application, step, area, kind, filing, officer, reason, known_at)
     VALUES ($1, $2, coalesce($9::bigint, nextval('fact_seq')), $3, $4, $5, $6, $7, $8::timestamptz)`,
    [of.person, of.application, of.area, step.kind, step.filing, step.officer, step.reason, step.now, step.step ?? null],
  )
}

/** What bills are settled by; `kind` may differ from the application's where the office decides it (chronic or special). */
export async function insertFiling(
  client: pg.ClientBase,
  of: Pick<StoredApplication, 'person' | 'area' | 'kind' | 'disease' | 'placeArea' | 'provider' | 'institution' | 'inForce' | 'until'>,
  withdraws: bigint | null,
  now: string,
): Promise<bigint> {
  const { rows } = await client.query<{ filing: bigint }>(
    `INSERT INTO filing (person, filing, area, kind, disease, place_area, provider, in_force, until, withdraws, known_at, booked_on, referred_by)
     SELECT $1, nextval('fact_seq'), $2, $3, $4, $5, (SELECT p.code FROM provider p WHERE p.code = $6), $7::date, $8::date, $9, $10::timestamptz, $10::date,
       (SELECT p.code FROM provider p WHERE p.code = $11)
     RETURNING filing`,
    [of.person, of.area, of.kind, of.disease, of.placeArea, of.provider, of.inForce, of.until, withdraws, now, of.kind === 'referral' ? of.institution : null],
  )
  const filing = rows[0]?.filing
  if (filing === undefined) throw new Error('a filing was not booked')
  return filing
}

/** A bill that counts and was settled under such a filing while this one stood. */
export async function billUnder(client: pg.ClientBase, of: StoredApplication): Promise<bigint | undefined> {
  const { rows } = await client.query<{ settlement: bigint }>(
    `SELECT s.settlement FROM settlement s WHERE s.person = $1 AND s.filing = $2 AND s.admitted >= $3 AND s.admitted <= coalesce($4::date, 'infinity')
        AND s.cancels IS NULL AND NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = $1 AND c.cancels = s.settlement) LIMIT 1`,
    [of.person, of.kind, of.inForce, of.until],
  )
  return rows[0]?.settlement
}
