// The nodes and fields of an accepted reply against the printed tables: are the required ones there, is each of its kind and length,
// is a coded value in its list.
import { grouped } from '../grouped.js'
import { type Json, rowsOf } from '../wire/envelope.js'
import type { InterfaceTables, OutputField } from './interface-tables.js'
import type { Examined } from './paper.js'

/** In a trial nothing is numbered or cleared yet; a purchase's or stay's trial has no visit of its own. */
const NOT_IN_A_TRIAL: ReadonlySet<string> = new Set(['setl_id', 'setl_time', 'mdtrt_id', 'clr_optins', 'clr_way', 'clr_type', 'medins_setl_id'])
const TRIALS: ReadonlySet<string> = new Set(['2101', '2206', '2303'])
/** Nodes that are empty where nothing is to tell. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['idetinfo', 'setldetail'])

const PRINTED_TOO_SHORT: ReadonlySet<string> = new Set(['medListCodg'])

export function outputChecks(tables: InterfaceTables, infno: string, output: Json): Examined[] {
  const byNode = grouped(tables.outputs.get(infno) ?? [], ({ node }) => node)
  return [...byNode].flatMap(([node, fields]) => nodeChecks(tables, infno, node, fields, output))
}

function nodeChecks(tables: InterfaceTables, infno: string, node: string, fields: readonly OutputField[], output: Json): Examined[] {
  const section = `${infno} 输出 ${node}`
  const rows = node === '(root)' ? rootRows(output) : rowsUnder(output, node)
  // 9002 answers its only node under different names.
  if (rows.length === 0 && (MAY_BE_EMPTY.has(node) || !fields.some(({ required }) => required))) return []
  // A question to which nothing is found is answered with an empty node: to be looked at, not a fault.
  const there: Examined = {
    what: `节点${node}`,
    says: `输出节点${node}`,
    section,
    holds: rows.length > 0,
    came: Object.keys(output).join('、'),
    derived: node in output || (node === '(root)' && Array.isArray(output['data'])),
  }
  return [there, ...rows.slice(0, 20).flatMap((row) => fields.flatMap((field) => fieldChecks(tables, infno, field, row, section)))]
}

function fieldChecks(tables: InterfaceTables, infno: string, field: OutputField, row: Json, section: string): Examined[] {
  const value = row[field.field]
  const empty = value === undefined || value === null || value === ''
  const says = `${field.field} ${field.label} ${field.type}${field.required ? ' 必填' : ''}（${editionsText(field.editions)}）`
  const what = `${field.node}.${field.field}`
  const trial = TRIALS.has(infno) && NOT_IN_A_TRIAL.has(field.field)
  if (empty) return field.required && !trial ? [missing(`${what}必填`, says, section, value)] : []
  const required: Examined[] = field.required ? [{ what: `${what}必填`, says, section, holds: true }] : []
  // Of the length of a catalogue code an edition prints less than any such code has.
  const derived = PRINTED_TOO_SHORT.has(field.field)
  return [
    ...required,
    { what: `${what}类型`, says, section, holds: ofKind(field.type, value), came: shownValue(field, value), derived },
    ...listCheck(tables, field, value, section),
  ]
}

/** A field that is there and holds an empty text keeps the convention for what is not known; one that is not there does not. */
function missing(what: string, says: string, section: string, value: unknown): Examined {
  const convention = value === '' ? '；空文本为""' : ''
  return { what, says: says + convention, section, holds: false, came: value === undefined ? '没有该字段' : JSON.stringify(value), derived: value === '' }
}

/** Some nodes stand within the rows of another. */
function rowsUnder(output: Json, node: string): readonly Json[] {
  if (node in output) return rowsOf(output, node)
  return Object.keys(output).flatMap((outer) => rowsOf(output, outer).flatMap((row) => rowsOf(row, node)))
}

/** Paged questions put their rows under `data`; the tables print them without a node. */
function rootRows(output: Json): readonly Json[] {
  return Array.isArray(output['data']) ? rowsOf(output, 'data') : [output]
}

const EDITIONS: Readonly<Record<string, string>> = { h: '湖南2024', j: '江西2021', k: '湖南2021' }

function editionsText(marks: string): string {
  return [...marks].map((mark) => EDITIONS[mark] ?? mark).join('、')
}

function listCheck(tables: InterfaceTables, field: OutputField, value: unknown, section: string): Examined[] {
  const list = field.list ? tables.codes.get(field.field) : undefined
  if (list === undefined) return []
  const text = String(value)
  const bare = text.replace(/^0+(?=.)/, '')
  // Live platforms write some codes with a leading zero that the printed list lacks, or without one that it has.
  const alike = !list.has(text) && [...list].some((one) => one.replace(/^0+(?=.)/, '') === bare)
  const says = `${field.field}取自代码表${field.field}${alike ? '（前导零与表不同）' : ''}`
  return [{ what: `${field.node}.${field.field}代码`, says, section, holds: list.has(text), came: text, derived: alike }]
}

function shownValue(field: OutputField, value: unknown): string {
  return /name|certno|psn_no/.test(field.field) ? `${typeof value}` : JSON.stringify(value)
}

/** Numbers may come as numbers or as their texts; lengths are counted in characters. */
function ofKind(type: string, value: unknown): boolean {
  const text = String(value)
  const match = /^([CN])\((\d+)(?:,(\d+))?\)$/.exec(type)
  if (match?.[1] === 'C') return (typeof value === 'string' || typeof value === 'number') && text.length <= Number(match[2])
  if (match?.[1] === 'N') return /^-?\d+(\.\d+)?$/.test(text) && (text.split('.')[1] ?? '').length <= Number(match[3] ?? 0)
  // Editions print `date` for fields that carry a time of day as well.
  if (type === 'date' || type === 'datetime') return /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}:\d{2})?$/.test(text)
  return true
}
