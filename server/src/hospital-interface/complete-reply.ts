// Completes a reply by the printed tables: a client reads every field that the national edition prints of a node, whether or not there
// is anything to tell. Empty texts are "", empty numbers 0 (§2.3); a number that was kept as a text is written as a number.
import path from 'node:path'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { INTERFACE_FOLDER, readTable, type TableRow } from './tables.js'
import type { Written } from './write-json.js'

interface ReplyField {
  readonly field: string
  readonly isNumber: boolean
}

type Node = readonly ReplyField[]
type Nodes = ReadonlyMap<string, Node>
type Members = Readonly<Record<string, Written>>

/** Rows that the editions print without a node. */
const ROOT = '(root)'
/** The edition on the national baseline; what only others print is a matter of their profile. */
const NATIONAL_EDITION = 'h'
const NUMBER = /^-?\d+(?:\.\d+)?$/

let loaded: ReadonlyMap<string, Nodes> | undefined

export function completed(infno: string, output: Written): Written {
  loaded ??= readNodes()
  const nodes = loaded.get(infno)
  if (nodes === undefined) return output
  const root = nodes.get(ROOT)
  const whole = within(nodes, output)
  if (root === undefined || !isMembers(whole)) return whole
  const rows = whole['data']
  return Array.isArray(rows) ? { ...whole, data: filledRows(root, rows) } : filled(root, whole)
}

function readNodes(): ReadonlyMap<string, Nodes> {
  const printed = readTable(path.join(INTERFACE_FOLDER, 'outputs.tsv')).filter((row) => isPlain(row) && row['editions']?.includes(NATIONAL_EDITION))
  const byNode = ([infno, rows]: readonly [string, readonly TableRow[]]) => [infno, nodesOf(rows)] as const
  return new Map([...groupedBy(printed, (row) => row['infno'] ?? '')].map(byNode))
}

function nodesOf(rows: readonly TableRow[]): Nodes {
  const field = (row: TableRow): ReplyField => ({ field: row['field'] ?? '', isNumber: /^(?:N|BigDecimal)/.test(row['type'] ?? '') })
  return new Map([...groupedBy(rows, (row) => row['node'] ?? '')].map(([node, own]) => [node, own.map(field)]))
}

/** Lists and objects within a row are nodes of their own. */
function isPlain(row: TableRow): boolean {
  return /^(?:[CN](?:\(|$)|BigDecimal$|date)/.test(row['type'] ?? '')
}

function within(nodes: Nodes, part: Written): Written {
  if (Array.isArray(part)) return part.map((one: Written) => within(nodes, one))
  if (!isMembers(part)) return part
  let result: Record<string, Written> | undefined
  for (const key in part) {
    const value = part[key] ?? null
    if (typeof value !== 'object' || value === null) continue
    const fields = nodes.get(key)
    const inner = within(nodes, value)
    const full = fields === undefined ? inner : Array.isArray(inner) ? filledRows(fields, inner) : isMembers(inner) ? filled(fields, inner) : inner
    if (full !== value) {
      result ??= { ...part }
      result[key] = full
    }
  }
  return result ?? part
}

function filledRows(fields: Node, rows: readonly Written[]): Written[] {
  return rows.map((row) => (isMembers(row) ? filled(fields, row) : row))
}

function filled(fields: Node, row: Members): Members {
  let result: Record<string, Written> | undefined
  for (const { field, isNumber } of fields) {
    const value = row[field]
    if (value !== undefined && !(isNumber && typeof value === 'string')) continue
    result ??= { ...row }
    result[field] = isNumber ? numberOf(value) : ''
  }
  return result ?? row
}

function numberOf(value: Written | undefined): Written {
  if (value === undefined || value === '') return 0
  return typeof value === 'string' && NUMBER.test(value) ? { decimal: value } : value
}

function isMembers(value: Written): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('decimal' in value)
}
