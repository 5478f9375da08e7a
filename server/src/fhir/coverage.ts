// Patient and Coverage: a person of the register without any certificate number, and what the person is insured under, year by year.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { type Enrolment, rulingRows } from '@tongchou/domain/entitlement/entitled-on.js'
import { maskedName } from '../enrolment/mask.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import type { InterfaceTables } from '../hospital-interface/tables.js'
import { SCHEMES } from '../settlement/words.js'
import type { Queryable } from './caller.js'
import { concept, identifier, insurer, type Resource, reference, SYSTEM } from './elements.js'

export interface PersonRow {
  readonly person: bigint
  readonly name: string
  readonly sex: string
  readonly born: Day
}

export async function findPersonRow(db: Queryable, person: bigint): Promise<PersonRow | undefined> {
  const { rows } = await db.query<PersonRow>('SELECT person, name, sex, born FROM person WHERE person = $1', [String(person)])
  return rows[0]
}

/** The rows that rule each year of each scheme, newest first. */
export async function findEnrolments(db: Queryable, person: bigint): Promise<readonly Enrolment[]> {
  const { rows } = await db.query<Enrolment>(
    `SELECT enrolment, scheme, area, benefit_year AS "benefitYear", person_type AS "personType", retired, civil_servant AS "civilServant",
       entitled_from AS "entitledFrom", entitled_to AS "entitledTo", reason, continuous_years AS "continuousYears", years_enrolled AS "yearsEnrolled",
       zero_claim_years AS "zeroClaimYears" FROM enrolment WHERE person = $1 ORDER BY enrolment`,
    [String(person)],
  )
  return rulingRows(rows)
}

const GENDERS: Readonly<Record<string, string>> = { '1': 'male', '2': 'female' }

export function patientResource(pool: string, row: PersonRow, seesNames: boolean): Resource {
  const number = personNumber(pool, row.person)
  return {
    resourceType: 'Patient',
    id: number,
    identifier: [{ use: 'official', ...(identifier(SYSTEM.person, number) as object) }],
    name: [{ use: 'official', text: seesNames ? row.name : maskedName(row.name) }],
    gender: GENDERS[row.sex] ?? 'unknown',
    birthDate: row.born,
  }
}

export function coverageId(pool: string, person: bigint, scheme: Scheme, year: number): string {
  return `${personNumber(pool, person)}-${scheme}-${year}`
}

export interface CoverageNamed {
  readonly person: bigint
  readonly scheme: Scheme
  readonly year: number
}

export function coverageNamed(pool: string, id: string): CoverageNamed | undefined {
  const match = /^(\d{20})-(employee|resident)-(\d{4})$/.exec(id)
  const person = personOf(pool, match?.[1] ?? '')
  const scheme = match?.[2]
  if (person === undefined || (scheme !== 'employee' && scheme !== 'resident')) return undefined
  return { person, scheme, year: Number(match?.[3]) }
}

/** National code of a scheme, e.g. 310. */
export function insuranceCode(tables: InterfaceTables, scheme: Scheme): string {
  for (const [code, one] of tables.schemes) if (one === scheme) return code
  throw new Error(`insutypes.tsv has no row of ${scheme}`)
}

export function coverageResource(pool: string, tables: InterfaceTables, person: bigint, row: Enrolment, today: Day): Resource {
  const number = personNumber(pool, person)
  // A row that ends before it begins says that the person is not entitled in that year.
  const never = row.entitledTo < row.entitledFrom
  return {
    resourceType: 'Coverage',
    id: coverageId(pool, person, row.scheme, row.benefitYear),
    status: never || row.entitledTo < today ? 'cancelled' : 'active',
    type: concept(SYSTEM.insurance, insuranceCode(tables, row.scheme), SCHEMES[row.scheme] ?? row.scheme),
    subscriberId: number,
    beneficiary: reference(`Patient/${number}`),
    relationship: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', code: 'self' }] },
    ...(never ? {} : { period: { start: row.entitledFrom, end: row.entitledTo } }),
    payor: [insurer(pool), { identifier: identifier(SYSTEM.area, row.area), display: '参保地' }],
    ...(row.reason === null ? {} : { network: row.reason }),
  }
}
