// A made-up pool with two counties, a zone and a few people, for tests. Certificate numbers begin with 00, an area that does not exist.

import { residentCheck } from '@tongchou/domain/base/resident-id.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Databases } from '../database/connect.js'
import { type RegisterCipher, registerCipher } from '../enrolment/register-cipher.js'
import { TEST_KEY } from './database.js'

export const POOL = '990100'
export const COUNTY = '990121'
export const OTHER_COUNTY = '990122'
export const TOWN = '990121001'

export interface TestPerson {
  readonly person: bigint
  readonly name: string
  readonly sex: '1' | '2'
  readonly born: string
  readonly area: string
  readonly town?: string
  readonly household?: bigint
  readonly certificate: string
  readonly phone?: string
  readonly scheme: Scheme
}

/** An area that does not exist + birth date + three digits + check character. */
export function certificateOf(born: string, sequence: number, area = '000000'): string {
  const body = `${area}${born.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return body + residentCheck(body)
}

const person = (key: bigint, name: string, sex: '1' | '2', born: string, area: string, more: Partial<TestPerson> = {}): TestPerson => ({
  person: key,
  name,
  sex,
  born,
  area,
  certificate: certificateOf(born, Number(key)),
  scheme: 'resident',
  ...more,
})

export const WANG: TestPerson = person(1n, '王小明', '1', '1958-03-02', COUNTY, { town: TOWN, household: 1n, phone: '00012345678' })
export const LI: TestPerson = person(2n, '李秀英', '2', '1960-07-15', COUNTY, { town: TOWN, household: 1n })
export const ZHANG: TestPerson = person(3n, '张伟', '1', '1985-11-30', OTHER_COUNTY, { scheme: 'employee' })
export const WANG_OTHER: TestPerson = person(4n, '王小丽', '2', '1990-01-20', OTHER_COUNTY)
export const PEOPLE: readonly TestPerson[] = [WANG, LI, ZHANG, WANG_OTHER]

const PLACES: readonly (readonly [code: string, name: string, level: number, parent: string | null])[] = [
  ['990000', '测试省', 1, null],
  [POOL, '测试市', 2, '990000'],
  [COUNTY, '东县', 3, POOL],
  [OTHER_COUNTY, '西县', 3, POOL],
  ['990198', '试验区', 3, POOL],
  [TOWN, '东一镇', 4, COUNTY],
  ['990122001', '西一镇', 4, OTHER_COUNTY],
]

/** Places, units, people with an enrolment for `year`, and an account for the employee. */
export async function insertPeople({ batch }: Databases, year: number, people: readonly TestPerson[] = PEOPLE): Promise<void> {
  await insertPlaces(batch)
  const cipher = registerCipher(TEST_KEY)
  for (const one of people) {
    const { person: key, area, scheme } = one
    await insertPerson(batch, cipher, one)
    await batch.query(
      `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, entitled_from, entitled_to, in_force, booked_on)
       VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5, false, $6, $7, $6, $6)`,
      [key, scheme, area, year, scheme === 'employee' ? '11' : '15', `${year}-01-01`, `${year}-12-31`],
    )
    if (scheme === 'employee') await openAccount(batch, { person: key, area, current: 123_456n, history: 7_000n, on: '2026-01-01' })
  }
}

/** The register's row: the certificate as cipher and hashes. */
export async function insertPerson(batch: Databases['batch'], cipher: RegisterCipher, one: Omit<TestPerson, 'scheme'>): Promise<void> {
  const { person: key, area, name, sex, born, certificate, phone, town, household } = one
  await batch.query(
    `INSERT INTO person (person, area, name, sex, born, cert_type, cert_cipher, cert_hash, birth_hash, last4_hash, phone_cipher, key_version, town, household)
     VALUES ($1, $2, $3, $4, $5, '01', $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      key,
      area,
      name,
      sex,
      born,
      cipher.encrypt(certificate),
      cipher.certHash('01', certificate),
      cipher.birthHash(born, sex, area),
      cipher.last4Hash(certificate),
      phone === undefined ? null : cipher.encrypt(phone),
      cipher.keyVersion,
      town ?? null,
      household ?? null,
    ],
  )
}

export interface OpeningBalance {
  readonly person: bigint
  readonly area: string
  readonly current: bigint
  readonly history: bigint
  readonly on: string
}

/** A balance and the fact it follows from. */
export async function openAccount(batch: Databases['batch'], { person, area, current, history, on }: OpeningBalance): Promise<void> {
  await batch.query(
    `WITH fact AS (INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, booked_on)
       VALUES ($1, nextval('fact_seq'), $2, 'opening', $3, $4, $5) RETURNING person, area, current_fen, history_fen)
     INSERT INTO individual_account (person, area, current_fen, history_fen) SELECT person, area, current_fen, history_fen FROM fact`,
    [person, area, current, history, on],
  )
}

async function insertPlaces(batch: Databases['batch']): Promise<void> {
  for (const place of PLACES) await batch.query('INSERT INTO area (code, name, level, parent) VALUES ($1, $2, $3, $4)', [...place])
  await batch.query(
    `INSERT INTO pooling_unit (pool, unit, in_force, until, kind, name) VALUES
       ($1, $1, '2021-01-01', NULL, 'city_level', '市本级'), ($1, $2, '2021-01-01', NULL, 'county', '东县'),
       ($1, $3, '2021-01-01', NULL, 'county', '西县'), ($1, '990198', '2021-01-01', '2023-12-31', 'zone', '试验区')`,
    [POOL, COUNTY, OTHER_COUNTY],
  )
}
