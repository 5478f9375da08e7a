// Finds one person by certificate, wherever insured: of the own area as in the list, of another only the number and the area's name.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { residentCheck } from '@tongchou/domain/base/resident-id.js'
import { dayIn } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { listJson, type Register } from './person-json.js'
import { personNumber } from './person-number.js'
import { findPerson, findWhereabouts, selectSchemes } from './person-store.js'
import { normalisedNumber } from './register-cipher.js'

export async function findByCertificate(register: Register, certType: string, certificate: string, desk: Desk): Promise<unknown | Refusal> {
  const certHash = register.cipher.certHash(certType, certificate)
  const found = await desk.read(async (client) => {
    const known = await findWhereabouts(client, { certHash })
    if (known === undefined) return undefined
    const row = await findPerson(client, known.person)
    return { known, row, schemes: row === undefined ? [] : await selectSchemes(client, [row.person]) }
  })
  if (found === undefined) {
    await desk.audit('person.searched', { detail: { by: 'certificate', total: 0 } })
    return notFound(certType, certificate)
  }
  const { known, row, schemes } = found
  await desk.audit('person.found', { person: known.person, area: known.area, detail: { elsewhere: row === undefined } })
  return row === undefined
    ? { elsewhere: true, psn_no: personNumber(register.pool, known.person), area_name: known.area_name }
    : listJson(register, row, schemes, dayIn(register.clock))
}

function notFound(certType: string, certificate: string): Refusal {
  const number = normalisedNumber(certType, certificate)
  const mistyped = /^0?1$/.test(certType) && (!/^\d{17}[\dX]$/.test(number) || residentCheck(number.slice(0, 17)) !== number[17])
  const hint = mistyped ? '号码的位数或校验位不对，请重新核对。' : '请核对证件类型和号码；确认无误的，可办理参保登记。'
  return refused('not_in_register', `参保库里没有这个证件。${hint}`)
}
