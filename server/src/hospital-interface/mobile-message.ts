// A business JSON of mobile payment as an ordinary message, so that the same transactions read it. The channel has no msgid: the
// message's own content names it, so that the same business sent again is the same message.
import { createHash } from 'node:crypto'
import { timeText } from '../http/clock.js'
import type { Envelope } from './envelope.js'
import type { Counter } from './message.js'
import type { OpenedEnvelope } from './mobile-envelope.js'
import { isObject, type ReadObject } from './read-json.js'
import { type Written, writeJson } from './write-json.js'

const OPERATOR = 'mobile'

export function mobileMessage(counter: Counter, { credential, json, data }: OpenedEnvelope, infno: string, at: Date): Envelope {
  const inner = data['data']
  const row = isObject(inner) ? inner : data
  const own = typeof data['infno'] === 'string' ? data['infno'] : ''
  const texts: Record<string, string> = {
    infno: infno || own,
    msgid: createHash('sha256').update(json).digest('hex').slice(0, 30),
    mdtrtarea_admvs: counter.pool,
    insuplc_admdvs: typeof row['insuCode'] === 'string' ? row['insuCode'] : '',
    opter_type: '3',
    opter: OPERATOR,
    opter_name: OPERATOR,
    inf_time: timeText(at),
    fixmedins_code: credential.institution,
  }
  const fields: ReadObject = { ...texts, input: { data: row } }
  return { fields, body: json, text: (field) => texts[field] ?? '' }
}

/** The business answer is the node itself. */
export function mobileOutput(output: Written): string {
  const node = typeof output === 'object' && output !== null && 'data' in output ? output.data : output
  return writeJson(node)
}
