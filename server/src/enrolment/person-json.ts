// Turns rows of the register into what the API shows, masked.
import { ageOn, type Day, yearOf } from '@tongchou/domain/base/day.js'
import { coverOn } from '@tongchou/domain/enrolment/cover.js'
import type { Clock } from '../http/clock.js'
import { maskedCertificate, maskedName } from './mask.js'
import { personNumber } from './person-number.js'
import type { PersonRow, SchemeRow } from './person-store.js'
import type { RegisterCipher } from './register-cipher.js'

/** What the verbs of this room need of the installation. */
export interface Register {
  readonly pool: string
  readonly cipher: RegisterCipher
  readonly clock: Clock
}

export function listJson(register: Register, row: PersonRow, schemes: readonly SchemeRow[], today: Day): unknown {
  return {
    psn_no: personNumber(register.pool, row.person),
    name: maskedName(row.name),
    sex: row.sex,
    age: ageOn(row.born, today),
    born_year: yearOf(row.born),
    cert: maskedCertificate(register.cipher.decrypt(row.cert_cipher)),
    area: row.area,
    area_name: row.area_name,
    town_name: row.town_name,
    schemes: coverOn(schemes, today).map(({ scheme, personType, entitledFrom, entitledTo, status }) => ({
      scheme,
      person_type: personType,
      entitled_from: entitledFrom,
      entitled_to: entitledTo,
      status,
    })),
  }
}

export function memberJson(register: Register, row: PersonRow, today: Day): unknown {
  return { psn_no: personNumber(register.pool, row.person), name: maskedName(row.name), sex: row.sex, age: ageOn(row.born, today) }
}
