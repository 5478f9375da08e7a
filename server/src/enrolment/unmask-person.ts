// Shows name, certificate and phone in full to somebody who says why; the reason goes to the trail.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type { Desk } from '../http/route.js'
import type { Register } from './person-json.js'
import { noteRefused, unfitReason, visiblePerson } from './visible-person.js'

export async function unmaskPerson(register: Register, number: string, reason: string, desk: Desk): Promise<unknown | Refusal> {
  const unfit = unfitReason(reason)
  if (unfit !== undefined) return unfit
  const row = await desk.read((client) => visiblePerson(client, register, number))
  if (isRefusal(row)) {
    await noteRefused(desk, register, 'person.unmasked', number)
    return row
  }
  await desk.audit('person.unmasked', { person: row.person, area: row.area, detail: { reason: reason.trim() } })
  return {
    name: row.name,
    cert_no: register.cipher.decrypt(row.cert_cipher),
    phone: row.phone_cipher === null ? null : register.cipher.decrypt(row.phone_cipher),
  }
}
