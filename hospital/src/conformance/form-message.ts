// A whole message from the printed tables: every field that all editions demand, filled with what the run knows, else with the first
// code of its list, else with a value of its kind.
import type { Json } from '../wire/envelope.js'
import type { Examiner } from './examiner.js'
import type { InputNode } from './interface-tables.js'

/** `known`: values by field, which are sent wherever an edition prints the field. */
export function formed(examiner: Examiner, infno: string, known: Json, nodes: 'required' | 'every' = 'required'): Json {
  const printed = examiner.tables.inputs.get(infno) ?? []
  return Object.fromEntries(
    printed.filter((one) => one.required || nodes === 'every').map((one) => [one.node, one.many ? [rowOf(examiner, one, known)] : rowOf(examiner, one, known)]),
  )
}

function rowOf(examiner: Examiner, { fields }: InputNode, known: Json): Json {
  const sent = fields.filter(({ field, required }) => required || field in known)
  return Object.fromEntries(sent.map(({ field, type }) => [field, known[field] ?? filling(examiner, field, type)]))
}

function filling(examiner: Examiner, field: string, type: string): string {
  const [code] = examiner.tables.codes.get(field) ?? []
  if (code !== undefined) return code
  if (type === 'datetime') return examiner.now
  if (type === 'date') return examiner.now.slice(0, 10)
  return '1'
}
