// Clients of two provinces put the fields of a transaction with one node directly into `input`. The documents have a node there, so
// this is taken only where the profile of the sender says so.
import { isObject, type Read, type ReadObject } from './read-json.js'
import type { NodeSpec } from './tables.js'

export function underItsNode(input: Read | undefined, nodes: readonly NodeSpec[]): Read | undefined {
  const [node, ...others] = nodes.filter((one) => one.required)
  if (node === undefined || others.length > 0 || !isObject(input) || !bearsFieldsOf(input, node)) return input
  return { [node.node]: input }
}

/** None of its members is a node, and one of them is a field of this one. */
function bearsFieldsOf(input: ReadObject, node: NodeSpec): boolean {
  const names = Object.keys(input)
  const nested = names.some((name) => typeof input[name] === 'object' && input[name] !== null)
  return !nested && names.some((name) => node.fields.some((field) => field.field === name))
}
