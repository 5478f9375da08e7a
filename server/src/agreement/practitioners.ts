// Who practises at an institution: registered and ended by the agency that manages it; institutions ask for it by 5102.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import { type Clock, dayIn } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { managedArea } from './managed-area.js'
import type { EndBody, PractitionerBody, Practitioners } from './practitioner-schemas.js'

type List = Static<typeof Practitioners>

const SHOWN = `SELECT code, practice, name, qualification, licence, insured_doctor, begins, ends, reason FROM practitioner WHERE institution = $1 ORDER BY code`

export async function readPractitioners(institution: string, desk: Desk): Promise<List | Refusal> {
  return desk.read(async (client) => {
    const area = await managedArea(client, desk, institution)
    if (isRefusal(area)) return area
    await desk.audit('practitioner.listed', { area })
    return { rows: (await client.query<List['rows'][number]>(SHOWN, [institution])).rows }
  })
}

export interface PractitionerOffice {
  readonly clock: Clock
  readonly cipher: RegisterCipher
}

export async function registerPractitioner(
  institution: string,
  body: Static<typeof PractitionerBody>,
  desk: Desk,
  { clock, cipher }: PractitionerOffice,
): Promise<List | Refusal> {
  return desk.write(async (client) => {
    const area = await managedArea(client, desk, institution)
    if (isRefusal(area)) return area
    await lock(client, institution)
    const standing = await client.query(`SELECT 1 FROM practitioner WHERE institution = $1 AND code = $2 AND kind = 'registered'`, [institution, body.code])
    if (standing.rows.length > 0) return refused('registered_already', '该执业人员已在本机构登记；如有变更，请先结束原登记再重新登记。')
    const certType = body.cert_type ?? '01'
    await client.query(
      `INSERT INTO practitioner_record (institution, fact, area, kind, code, practice, name, cert_type, cert_cipher, cert_hash, qualification, licence, insured_doctor,
         begins, officer, booked_on) VALUES ($1, nextval('fact_seq'), $2, 'registered', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        institution,
        area,
        body.code,
        body.practice,
        body.name,
        certType,
        cipher.encrypt(body.certificate),
        cipher.certHash(certType, body.certificate),
        body.qualification ?? '',
        body.licence ?? '',
        body.insured_doctor,
        body.begins,
        desk.officer.officer,
        dayIn(clock),
      ],
    )
    await desk.audit('practitioner.registered', { area, detail: { institution, code: body.code } })
    return { rows: (await client.query<List['rows'][number]>(SHOWN, [institution])).rows }
  })
}

async function lock(client: pg.PoolClient, institution: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`practitioner/${institution}`])
}

export async function endPractitioner(
  { institution, code }: { readonly institution: string; readonly code: string },
  { ends, reason }: Static<typeof EndBody>,
  desk: Desk,
  clock: Clock,
): Promise<List | Refusal> {
  return desk.write(async (client) => {
    const area = await managedArea(client, desk, institution)
    if (isRefusal(area)) return area
    await lock(client, institution)
    const { rows } = await client.query(
      `INSERT INTO practitioner_record (institution, fact, area, kind, code, practice, name, cert_type, cert_cipher, cert_hash, qualification, licence, insured_doctor,
         begins, ends, reason, officer, booked_on)
       SELECT institution, nextval('fact_seq'), area, 'ended', code, practice, name, cert_type, cert_cipher, cert_hash, qualification, licence, insured_doctor,
         begins, $3::date, $4, $5, $6::date FROM practitioner WHERE institution = $1 AND code = $2 AND kind = 'registered' AND begins <= $3::date RETURNING fact`,
      [institution, code, ends, reason, desk.officer.officer, dayIn(clock)],
    )
    if (rows.length === 0) return refused('not_in_register', '该执业人员没有有效登记，或结束日期早于开始日期；请核对。')
    await desk.audit('practitioner.ended', { area, detail: { institution, code } })
    return { rows: (await client.query<List['rows'][number]>(SHOWN, [institution])).rows }
  })
}
