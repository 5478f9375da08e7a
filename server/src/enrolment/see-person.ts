// Everything about one person on a page, masked.
import { ageOn, type Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { coverStatus, rulingRows } from '@tongchou/domain/enrolment/cover.js'
import type pg from 'pg'
import { dayIn } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { maskedCertificate, maskedName, maskedPhone } from './mask.js'
import { type EnrolmentDetail, selectAccount, selectEnrolments, selectFilings, selectIdentities } from './person-detail-store.js'
import { memberJson, type Register } from './person-json.js'
import { personNumber } from './person-number.js'
import { type PersonRow, selectHousehold } from './person-store.js'
import { noteRefused, visiblePerson } from './visible-person.js'

export async function seePerson(register: Register, number: string, desk: Desk): Promise<unknown | Refusal> {
  const seen = await desk.read(async (client) => {
    const row = await visiblePerson(client, register, number)
    return isRefusal(row) ? row : { row, about: await about(client, row) }
  })
  if (isRefusal(seen)) {
    await noteRefused(desk, register, 'person.seen', number)
    return seen
  }
  const { row, about: rest } = seen
  await desk.audit('person.seen', { person: row.person, area: row.area })
  for (const member of rest.household) await desk.audit('person.listed', { person: member.person, area: member.area })
  return detailJson(register, row, rest, dayIn(register.clock))
}

type About = Awaited<ReturnType<typeof about>>

async function about(client: pg.PoolClient, row: PersonRow) {
  return {
    household: row.household === null ? [] : await selectHousehold(client, row.household, row.person),
    enrolments: await selectEnrolments(client, row.person),
    identities: await selectIdentities(client, row.person),
    filings: await selectFilings(client, row.person),
    account: await selectAccount(client, row.person),
  }
}

function detailJson(register: Register, row: PersonRow, about: About, today: Day): unknown {
  const { cipher, pool } = register
  const ruling = new Set(rulingRows(about.enrolments))
  return {
    psn_no: personNumber(pool, row.person),
    name: maskedName(row.name),
    sex: row.sex,
    born: row.born,
    age: ageOn(row.born, today),
    cert_type: row.cert_type,
    cert: maskedCertificate(cipher.decrypt(row.cert_cipher)),
    phone: row.phone_cipher === null ? null : maskedPhone(cipher.decrypt(row.phone_cipher)),
    area: row.area,
    area_name: row.area_name,
    town_name: row.town_name,
    village_name: row.village_name,
    household: about.household.map((member) => memberJson(register, member, today)),
    enrolments: about.enrolments.map((one) => enrolmentJson(one, ruling.has(one), today)),
    identities: about.identities,
    filings: about.filings,
    account: about.account === undefined ? null : { current_fen: fenJson(about.account.current_fen), history_fen: fenJson(about.account.history_fen) },
  }
}

function enrolmentJson(one: EnrolmentDetail, ruling: boolean, today: Day): unknown {
  const { enrolment: _key, benefitYear, entitledFrom, entitledTo, ...rest } = one
  return { ...rest, benefit_year: benefitYear, entitled_from: entitledFrom, entitled_to: entitledTo, status: coverStatus(one, today), ruling }
}
