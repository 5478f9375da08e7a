// Statements about persons for the desk. Every one runs beneath row-level security: it gives rows of the officer's areas and of
// persons the officer has asked for, and no other.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type pg from 'pg'
import type { PersonSearch } from './person-search.js'

export interface PersonRow {
  readonly person: bigint
  readonly name: string
  readonly sex: string
  readonly born: Day
  readonly cert_type: string
  readonly cert_cipher: Buffer
  readonly phone_cipher: Buffer | null
  readonly area: string
  readonly area_name: string
  readonly town_name: string | null
  readonly village_name: string | null
  readonly household: bigint | null
}

export interface SchemeRow {
  readonly person: bigint
  readonly enrolment: bigint
  readonly scheme: Scheme
  readonly benefitYear: number
  readonly personType: string
  readonly entitledFrom: Day
  readonly entitledTo: Day
}

export type Sort = 'psn_no' | '-psn_no' | 'name' | '-name' | 'age' | '-age' | 'area' | '-area'

export interface ListQuery {
  readonly search: PersonSearch
  /** A unit, a town or a village. */
  readonly area?: string
  readonly scheme?: Scheme
  readonly born?: Day
  readonly last4?: Buffer
  readonly year: number
  readonly sort: Sort
  readonly size: number
  readonly offset: number
}

const COLUMNS = `p.person, p.name, p.sex, p.born, p.cert_type, p.cert_cipher, p.phone_cipher, p.area, p.household,
  (SELECT a.name FROM area a WHERE a.code = p.area) AS area_name,
  (SELECT a.name FROM area a WHERE a.code = p.town) AS town_name,
  (SELECT a.name FROM area a WHERE a.code = p.village) AS village_name`

// Age runs against the day of birth.
const ORDER: Readonly<Record<Sort, string>> = {
  psn_no: 'p.person',
  '-psn_no': 'p.person DESC',
  name: 'p.name USING ~<~, p.person',
  '-name': 'p.name USING ~>~, p.person DESC',
  age: 'p.born DESC, p.person',
  '-age': 'p.born, p.person',
  area: 'p.area, p.person',
  '-area': 'p.area DESC, p.person',
}

export interface Statement {
  readonly text: string
  readonly values: unknown[]
}

/** The two statements of a page: how many there are, and the rows. */
export function listStatements(query: ListQuery): { count: Statement; page: Statement } {
  const values: unknown[] = []
  const put = (value: unknown): string => `$${values.push(value)}`
  const conditions = [...searchConditions(query, put), ...filterConditions(query, put)]
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  const count = { text: `SELECT count(*) AS total FROM person p ${where}`, values: [...values] }
  const limits = `LIMIT ${put(query.size)} OFFSET ${put(query.offset)}`
  return { count, page: { text: `SELECT ${COLUMNS} FROM person p ${where} ORDER BY ${ORDER[query.sort]} ${limits}`, values } }
}

function searchConditions({ search, last4 }: ListQuery, put: (value: unknown) => string): string[] {
  switch (search.kind) {
    case 'all':
      return []
    case 'number':
      return [`p.person = ${put(search.person)}`]
    case 'last_four':
      return [`p.last4_hash = ${put(last4)}`]
    case 'name':
      return [`p.name ~>=~ ${put(search.from)}`, `p.name ~<~ ${put(search.below)}`]
  }
}

function filterConditions({ area, scheme, born, year }: ListQuery, put: (value: unknown) => string): string[] {
  const enrolled = (at: string): string => `EXISTS (SELECT 1 FROM enrolment e WHERE e.person = p.person AND e.scheme = ${at} AND e.benefit_year = ${put(year)})`
  return [
    ...(area === undefined ? [] : [`${placeColumn(area)} = ${put(area)}`]),
    ...(born === undefined ? [] : [`p.born = ${put(born)}`]),
    ...(scheme === undefined ? [] : [enrolled(put(scheme))]),
  ]
}

/** Six digits are a unit, nine a town, twelve a village. */
function placeColumn(code: string): string {
  if (code.length === 6) return 'p.area'
  return code.length === 9 ? 'p.town' : 'p.village'
}

export async function listPersons(client: pg.PoolClient, query: ListQuery): Promise<{ total: bigint; rows: PersonRow[] }> {
  const { count, page } = listStatements(query)
  const { rows: counted } = await client.query<{ total: bigint }>(count)
  const total = counted[0]?.total ?? 0n
  return { total, rows: total === 0n ? [] : (await client.query<PersonRow>(page)).rows }
}

export async function findPerson(client: pg.PoolClient, person: bigint): Promise<PersonRow | undefined> {
  return (await client.query<PersonRow>(`SELECT ${COLUMNS} FROM person p WHERE p.person = $1`, [person])).rows[0]
}

export async function selectHousehold(client: pg.PoolClient, household: bigint, but: bigint): Promise<PersonRow[]> {
  return (
    await client.query<PersonRow>(`SELECT ${COLUMNS} FROM person p WHERE p.household = $1 AND p.person <> $2 ORDER BY p.born, p.person LIMIT 50`, [
      household,
      but,
    ])
  ).rows
}

/** Enrolments of several persons at once. */
export async function selectSchemes(client: pg.PoolClient, persons: readonly bigint[]): Promise<SchemeRow[]> {
  const { rows } = await client.query<SchemeRow>(
    `SELECT person, enrolment, scheme, benefit_year AS "benefitYear", person_type AS "personType", entitled_from AS "entitledFrom", entitled_to AS "entitledTo"
     FROM enrolment WHERE person = ANY ($1::bigint[]) ORDER BY person, enrolment`,
    [persons],
  )
  return rows
}

export interface Whereabouts {
  readonly person: bigint
  readonly area: string
  readonly area_name: string
}

/** Where somebody is insured, also outside the officer's areas: the only thing the desk learns of others. */
export async function findWhereabouts(client: pg.PoolClient, by: { certHash: Buffer } | { person: bigint }): Promise<Whereabouts | undefined> {
  const [argument, value] = 'certHash' in by ? ['$1::bytea', by.certHash] : ['$1::bigint', by.person]
  const { rows } = await client.query<Whereabouts>(
    `SELECT w.person, w.area, a.name AS area_name FROM whereabouts(${argument}) w JOIN area a ON a.code = w.area`,
    [value],
  )
  return rows[0]
}

export async function insertAccessRequest(
  client: pg.PoolClient,
  person: bigint,
  officer: bigint,
  reason: string,
  askedAt: Date,
  expiresAt: Date,
): Promise<void> {
  await client.query(`INSERT INTO access_request (person, request, officer, reason, asked_at, expires_at) VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5)`, [
    person,
    officer,
    reason,
    askedAt,
    expiresAt,
  ])
}
