// 5303 在院信息查询: who is in the hospital that asks, of those admitted in a time.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type { KnownPerson } from '../settlement/work.js'
import { insutypeOfScheme, periodAsked, personShown } from './asked-visit.js'
import { only, type Row } from './codec.js'
import { type Counter, reply, type Transaction } from './message.js'
import { personNamed } from './person-of.js'
import { type VisitFound, visitsFound } from './visit-rows.js'
import type { Written } from './write-json.js'

export const findInpatients: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const person = personAsked(counter, row)
  const period = periodAsked(row)
  if (isRefusal(person)) return person
  if (isRefusal(period)) return period
  const found = await visitsFound(counter.database, { institution: message.provider.code, person, ...period, inHospital: true })
  const people = await peopleOf(counter, found)
  const rows = found.map((one): Written => {
    const known = people.get(one.person)
    if (known === undefined) throw new Error('a visit names a person who is not registered')
    return {
      mdtrt_id: String(one.visit),
      ...personShown(counter, known, message.today),
      insutype: insutypeOfScheme(counter, one.scheme),
      begndate: one.admitted,
      med_type: one.med_type,
      ipt_otp_no: one.hospital_no,
      out_flag: one.place_area.slice(0, 4) === counter.pool.slice(0, 4) ? '0' : '1',
    }
  })
  return reply({ data: rows })
}

function personAsked(counter: Counter, row: Row): bigint | null | Refusal {
  return row.has('psn_no') ? personNamed(counter, row) : null
}

type Inpatient = Omit<KnownPerson, 'area'>

async function peopleOf(counter: Counter, visits: readonly VisitFound[]): Promise<ReadonlyMap<bigint, Inpatient>> {
  const { rows } = await counter.database.query<Inpatient>(
    'SELECT person, name, sex, born, ethnicity, cert_type AS "certType", cert_cipher AS "certCipher" FROM person WHERE person = ANY ($1::bigint[])',
    [visits.map((one) => String(one.person))],
  )
  return new Map(rows.map((row) => [row.person, row]))
}
