// A worker thread: makes parts of the city's people, protects what the register must not show, and answers their rows.
import { registerCipher } from '@tongchou/server/enrolment/register-cipher.js'
import { answerParts } from '@tongchou/server/jobs/threads.js'
import { type CityRequest, makeCity } from '../city/city.js'
import { FACTS_OF_PART, generatePeople } from './generate-people.js'
import { peopleRows } from './people-rows.js'

export interface PeopleWork {
  readonly request: CityRequest
  readonly key: Uint8Array
}

export interface PeopleNumbers {
  readonly firstPerson: bigint
  readonly firstFact: bigint
}

void 0
await answerParts<PeopleWork, PeopleNumbers>(async ({ request, key }) => {
  const city = makeCity(request)
  const cipher = registerCipher(Buffer.from(key))
  return (part, { firstPerson, firstFact }) => {
    const context = { cipher, firstPerson, firstFact: firstFact + BigInt(part * FACTS_OF_PART), opens: city.window.from }
    const answer = peopleRows(generatePeople(city, part), context).map((table) => table.text())
    return { answer, transfer: answer.map((text) => text.bytes.buffer as ArrayBuffer) }
  }
})
