// Carries a FHIR request to the transactions of the hospital interface: the same fields, checks and acts, under the sender's own number.
import { createHash } from 'node:crypto'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { decode } from '../hospital-interface/codec.js'
import type { Message } from '../hospital-interface/message.js'
import type { Read } from '../hospital-interface/read-json.js'
import type { Room } from '../hospital-interface/room.js'
import { timeText } from '../http/clock.js'
import type { Provider, Reference } from '../settlement/reference.js'

export interface Desired {
  readonly infno: string
  /** What tells this request from the sender's others; the same again is carried out once. */
  readonly key: string
  readonly body: Read
  readonly input: Read
}

export function messageFor(room: Room, reference: Reference, provider: Provider, { infno, key, body, input }: Desired): Message | Refusal {
  const nodes = room.counter.tables.nodes.get(infno)
  if (nodes === undefined) throw new Error(`nodes.tsv has no transaction ${infno}`)
  const decoded = decode(input, nodes)
  if (isRefusal(decoded)) return decoded
  const now = timeText(room.counter.clock.now())
  const msgid = `FHIR${digest(key).toString('hex').slice(0, 26)}`
  return {
    key: { institution: provider.code, infno, msgid, hash: digest(JSON.stringify(body)) },
    infno,
    msgid,
    provider,
    operator: 'fhir',
    operatorName: 'FHIR',
    placeArea: provider.area,
    input: decoded,
    today: now.slice(0, 10),
    now,
    reference,
    profile: room.profileOf(room.settings.profile),
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
