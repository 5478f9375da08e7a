// Chinese names of what institutions hand in, for pages that show the document as it came: `node.field` → its name as printed.
import type { InterfaceTables } from './tables.js'

export function documentLabels(tables: InterfaceTables, infno: string): Record<string, string> {
  const nodes = tables.nodes.get(infno) ?? []
  return Object.fromEntries(nodes.flatMap(({ node, fields }) => fields.map(({ field, label }) => [`${node}.${field}`, label])))
}
