// The rows of mobile payment carry the fields of the ordinary transactions in another spelling (psnNo for psn_no), so that the same
// acts read them.
import { createHash } from 'node:crypto'
import { type Input, type Row, rowOf } from './codec.js'
import type { Message } from './message.js'

export function ordinaryRow(row: Row, more: Readonly<Record<string, string>> = {}): Row {
  const fields = Object.entries(row.fields).map(([name, value]) => [ordinaryName(name), value])
  return rowOf({ ...(Object.fromEntries(fields) as Record<string, string>), ...more })
}

function ordinaryName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** One step of a message that takes several: repeated, it finds its own; with another content it is refused. */
export function stepOf(message: Message, step: string, number: string, input: Input): Message {
  const rows = Object.entries(input).map(([node, list]) => [node, list.map(({ fields }) => fields)])
  const hash = createHash('sha256').update(JSON.stringify(rows)).digest()
  const msgid = createHash('sha256').update(number).digest('hex').slice(0, 30)
  return { ...message, key: { ...message.key, infno: `${message.infno}/${step}`, msgid, hash }, input }
}
