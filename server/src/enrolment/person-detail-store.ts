// Statements behind the detail page of one person: every enrolment, identity and filing ever known, and the account.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type pg from 'pg'

export interface EnrolmentDetail {
  readonly enrolment: bigint
  readonly scheme: Scheme
  readonly area: string
  readonly area_name: string
  readonly benefitYear: number
  readonly person_type: string
  readonly retired: boolean
  readonly civil_servant: boolean
  readonly flexible: boolean
  readonly employer_name: string | null
  readonly entitledFrom: Day
  readonly entitledTo: Day
  readonly reason: string | null
  readonly in_force: Day
  readonly known_at: string
  readonly booked_on: Day
}

export async function selectEnrolments(client: pg.PoolClient, person: bigint): Promise<EnrolmentDetail[]> {
  const { rows } = await client.query<EnrolmentDetail>(
    `SELECT e.enrolment, e.scheme, e.area, a.name AS area_name, e.benefit_year AS "benefitYear", e.person_type, e.retired, e.civil_servant, e.flexible,
            m.name AS employer_name, e.entitled_from AS "entitledFrom", e.entitled_to AS "entitledTo", e.reason, e.in_force,
            to_char(e.known_at, 'YYYY-MM-DD HH24:MI:SS') AS known_at, e.booked_on
     FROM enrolment e JOIN area a ON a.code = e.area LEFT JOIN employer m ON m.employer = e.employer
     WHERE e.person = $1 ORDER BY e.benefit_year DESC, e.enrolment DESC`,
    [person],
  )
  return rows
}

export interface IdentityDetail {
  readonly kind: string
  readonly list_code: string
  readonly list_name: string | null
  readonly area_name: string
  readonly in_force: Day
  readonly until: Day | null
  readonly confirmed_by: string
}

export async function selectIdentities(client: pg.PoolClient, person: bigint): Promise<IdentityDetail[]> {
  const { rows } = await client.query<IdentityDetail>(
    `SELECT i.kind, i.list_code, c.label AS list_name, a.name AS area_name, i.in_force, i.until, i.confirmed_by
     FROM identity i JOIN area a ON a.code = i.area LEFT JOIN code_list c ON c.list = 'psn_idet_type' AND c.value = i.list_code
     WHERE i.person = $1 ORDER BY i.in_force DESC, i.identity DESC`,
    [person],
  )
  return rows
}

export interface FilingDetail {
  readonly kind: string
  readonly disease: string | null
  readonly place_area: string | null
  readonly place_name: string | null
  readonly provider: string | null
  readonly provider_name: string | null
  readonly in_force: Day
  readonly until: Day | null
  readonly withdrawn: boolean
}

/** A row that withdraws another is not shown by itself; the other says that it was withdrawn. */
export async function selectFilings(client: pg.PoolClient, person: bigint): Promise<FilingDetail[]> {
  const { rows } = await client.query<FilingDetail>(
    `SELECT f.kind, f.disease, f.place_area, a.name AS place_name, f.provider, v.name AS provider_name, f.in_force, f.until,
            EXISTS (SELECT 1 FROM filing w WHERE w.person = f.person AND w.withdraws = f.filing) AS withdrawn
     FROM filing f LEFT JOIN area a ON a.code = f.place_area LEFT JOIN provider v ON v.code = f.provider
     WHERE f.person = $1 AND f.withdraws IS NULL ORDER BY f.in_force DESC, f.filing DESC`,
    [person],
  )
  return rows
}

export async function selectAccount(client: pg.PoolClient, person: bigint): Promise<{ current_fen: bigint; history_fen: bigint } | undefined> {
  return (
    await client.query<{ current_fen: bigint; history_fen: bigint }>('SELECT current_fen, history_fen FROM individual_account WHERE person = $1', [person])
  ).rows[0]
}
