// Decodes the input of a message by the tables of the interface: finds its nodes under any name clients give them, wraps a
// lone object, reads amounts from numbers or texts, takes "null" for empty, keeps unknown fields, and collects every fault.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, fenOfYuan } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { withoutFloatNoise } from './float-noise.js'
import { isObject, type Read, type ReadObject, readJson } from './read-json.js'
import { readTime } from './read-time.js'
import type { FieldSpec, NodeSpec } from './tables.js'

/** One decoded row of a node. Absent fields are empty texts; `attributes` holds what the server makes no use of. */
export interface Row {
  text(field: string): string
  /** 0 where the field is empty. */
  fen(field: string): Fen
  /** In 1/10^places; 0 where the field is empty. */
  scaled(field: string, places: number): bigint
  has(field: string): boolean
  day(field: string): Day
  readonly fields: Readonly<Record<string, string>>
}

export type Input = Readonly<Record<string, readonly Row[]>>

/** No bill, price or quantity of medical care reaches this; larger figures are slips of the keyboard. */
const LARGEST_YUAN = 100_000_000n
const DECIMAL = /^[+-]?\d{1,16}(?:\.\d{1,10})?$/
/** What most senders write: nothing about it can be wrong where two places are allowed. */
const PLAIN_NUMBER = /^\d{1,8}(?:\.\d{1,2})?$/
const SHOWN = 3
const SHORTEST_LIMIT = 512
/** More places than anybody means: a sender's binary fractions. */
const FLOATED = /^[+-]?\d+\.\d{9,}$/
/** What ends in zeros behind the point: `1.0` of a sender who reckons in fractions is the page 1. */
const IDLE_ZEROS = /^[+-]?\d+\.\d*0$/
/** `.5` and `10.`, as databases put numbers into text. */
const BARE_POINT = /^[+-]?(?:\.\d+|\d+\.)$/
/** A date that was never set, as two frameworks write it. */
const UNSET_DATE = /^(?:0001-01-01|0000-00-00)/
const UNSTORABLE = /[\0\ud800-\udfff]/
const HALF_PAIR = /\p{Surrogate}/gu

export function decode(input: Read | undefined, nodes: readonly NodeSpec[]): Input | Refusal {
  const body = typeof input === 'string' ? undefined : input
  if (!isObject(body)) return refused('bad_input', `交易输入input应为对象，含节点：${nodes.map((node) => node.node).join('、')}`)
  const faults: string[] = []
  const decoded: Record<string, readonly Row[]> = {}
  for (const spec of nodes) decoded[spec.node] = decodeNode(body, spec, faults)
  if (faults.length === 0) return decoded
  const more = faults.length > SHOWN ? `等${faults.length}处` : ''
  return refused('bad_input', `${faults.slice(0, SHOWN).join('；')}${more}`)
}

function decodeNode(body: ReadObject, spec: NodeSpec, faults: string[]): readonly Row[] {
  const found = findNode(body, spec) ?? (spec.many ? nestedNode(body, spec) : undefined)
  const list = found === undefined || found === null || found === '' ? [] : Array.isArray(found) ? found : [found]
  if (list.length === 0 && spec.required) faults.push(`缺少节点${spec.node}`)
  if (!spec.many && list.length > 1) faults.push(`节点${spec.node}只能有一条`)
  return list.flatMap((one: Read, index: number) => {
    if (!isObject(one)) {
      faults.push(`节点${spec.node}第${index + 1}条不是对象`)
      return []
    }
    const fields = fieldsOf(one)
    // A sender that writes out its classes fills an unused list with an object whose members are all empty; it says nothing by it.
    if (!spec.required && Object.keys(fields).length === 0 && Object.keys(one).length > 1) return []
    return [decodeRow(fields, one, spec, spec.many ? `第${index + 1}条` : '', faults)]
  })
}

/** Mobile payment puts its lists inside the node `data`. */
function nestedNode(body: ReadObject, spec: NodeSpec): Read | undefined {
  const data = lone(member(body, 'data'))
  const found = isObject(data) ? findNode(data, spec) : undefined
  return typeof found === 'object' && found !== null ? found : undefined
}

function findNode(body: ReadObject, spec: NodeSpec): Read | undefined {
  for (const name of [spec.node, ...spec.variants]) {
    const found = atPath(body, name)
    if (found !== undefined) return found
  }
  return undefined
}

/** `.` is the input itself, `data.stastinfo` a node inside another one. */
function atPath(body: ReadObject, name: string): Read | undefined {
  if (name === '.') return body
  let at: Read | undefined = body
  for (const step of name.split('.')) at = member(at, step)
  return at
}

function lone(of: Read | undefined): Read | undefined {
  return Array.isArray(of) && of.length === 1 ? of[0] : of
}

/** Of an object, or of the only one of a list; clients differ in the capitals of a node's name. */
function member(of: Read | undefined, name: string): Read | undefined {
  const object = lone(of)
  if (!isObject(object)) return undefined
  const found = object[name]
  if (found !== undefined) return found
  const lower = name.toLowerCase()
  const key = Object.keys(object).find((one) => one.toLowerCase() === lower)
  return key === undefined ? undefined : object[key]
}

function decodeRow(fields: Record<string, string>, source: ReadObject, spec: NodeSpec, where: string, faults: string[]): Row {
  for (const field of spec.fields) {
    const fault = faultOf(fields, field, source)
    if (fault !== undefined) faults.push(`${where}${field.label}（${field.field}）${fault}`)
  }
  return new DecodedRow(fields)
}

function fieldsOf(source: ReadObject): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const key in source) {
    const text = textOf(source[key] ?? null)
    if (text !== '') fields[key === 'expContent' ? 'exp_content' : key] = text
  }
  return fields
}

/** Literal "null" stands for empty in messages of several clients. Nested values are kept as JSON text. */
function textOf(value: Read): string {
  if (value === null) return ''
  if (typeof value === 'string') return value === 'null' || value === 'NULL' ? '' : storable(value).trim()
  return typeof value === 'boolean' ? String(value) : storable(JSON.stringify(value))
}

/** No database keeps a zero character or half of a pair of surrogates; neither says anything. */
export function storable(text: string): string {
  return UNSTORABLE.test(text) ? text.replaceAll('\0', '').replaceAll(HALF_PAIR, '\ufffd') : text
}

function faultOf(fields: Record<string, string>, spec: FieldSpec, source: ReadObject): string | undefined {
  const sent = fields[spec.field] ?? ''
  const isUnset = spec.kind.startsWith('date') && UNSET_DATE.test(sent)
  if (isUnset) delete fields[spec.field]
  const text = isUnset ? '' : sent
  if (text === '') return spec.required ? (source[spec.field] === null ? '不能为null' : '不能为空') : undefined
  switch (spec.kind) {
    case 'text':
      // Editions print different lengths for the same field, and clients send a card with the whole text that its reader gave.
      return text.length > Math.max(spec.size, SHORTEST_LIMIT) ? `过长，最多${spec.size}个字符` : undefined
    case 'number':
      fields[spec.field] = tidyNumber(text, spec.places)
      return numberFault(fields[spec.field] ?? '', spec)
    case 'date':
    case 'datetime':
      return normaliseTime(fields, spec) ? undefined : `不是日期（应为yyyy-MM-dd${spec.kind === 'datetime' ? ' HH:mm:ss' : ''}）：${text.slice(0, 20)}`
  }
}

function tidyNumber(text: string, places: number): string {
  const whole = BARE_POINT.test(text) ? text.replace(/^([+-]?)\./, '$10.').replace(/\.$/, '') : text
  const plain = IDLE_ZEROS.test(whole) ? withoutIdleZeros(whole, places) : whole
  return FLOATED.test(plain) ? withoutFloatNoise(plain, places) : plain
}

/** Cuts zeros that are more than the allowed places, and nothing else. */
function withoutIdleZeros(text: string, places: number): string {
  const [whole = '', fraction = ''] = text.split('.')
  const kept = fraction.slice(0, places)
  if (/[1-9]/.test(fraction.slice(places))) return text
  return kept === '' ? whole : `${whole}.${kept}`
}

function numberFault(text: string, spec: FieldSpec): string | undefined {
  if (PLAIN_NUMBER.test(text) && spec.places >= 2) return undefined
  if (!DECIMAL.test(text)) return `不是数字（不接受科学计数法）：${text.slice(0, 20)}`
  const places = text.split('.')[1]?.replace(/0+$/, '').length ?? 0
  if (places > spec.places) return `最多${spec.places}位小数：${text.slice(0, 20)}`
  const whole = BigInt(text.replace(/^[+-]/, '').split('.')[0] ?? '0')
  return whole >= LARGEST_YUAN ? `数额过大，请核对：${text.slice(0, 20)}` : undefined
}

/** Brings a time to `yyyy-MM-dd HH:mm:ss`; a bare day is the day's beginning. */
function normaliseTime(fields: Record<string, string>, spec: FieldSpec): boolean {
  const time = timeOf(fields[spec.field] ?? '')
  if (time === undefined) return false
  fields[spec.field] = spec.kind === 'date' ? time.slice(0, 10) : time
  return true
}

/** The lines of a message mostly bear one and the same time, so the last answer is kept. */
let lastTime: { readonly text: string; readonly time: string | undefined } = { text: '', time: undefined }

function timeOf(text: string): string | undefined {
  if (text !== lastTime.text) lastTime = { text, time: readTime(text) }
  return lastTime.time
}

/** A class, because a message has many rows and closures would be made anew for each. */
class DecodedRow implements Row {
  readonly fields: Readonly<Record<string, string>>
  constructor(fields: Readonly<Record<string, string>>) {
    this.fields = fields
  }
  text(field: string): string {
    return this.fields[field] ?? ''
  }
  has(field: string): boolean {
    return (this.fields[field] ?? '') !== ''
  }
  fen(field: string): Fen {
    return fenOfYuan(this.fields[field] ?? '0') ?? 0n
  }
  scaled(field: string, places: number): bigint {
    return scaledOf(this.fields[field] ?? '0', places)
  }
  day(field: string): Day {
    return (this.fields[field] ?? '').slice(0, 10)
  }
}

function scaledOf(text: string, places: number): bigint {
  const unsigned = text.startsWith('-') || text.startsWith('+') ? text.slice(1) : text
  const point = unsigned.indexOf('.')
  const whole = point < 0 ? unsigned : unsigned.slice(0, point)
  const digits = point < 0 ? '' : unsigned.slice(point + 1, point + 1 + places)
  const magnitude = BigInt(whole + digits.padEnd(places, '0'))
  return text.startsWith('-') ? -magnitude : magnitude
}

/** A row made of fields that were decoded before. */
export function rowOf(fields: Readonly<Record<string, string>>): Row {
  return new DecodedRow(fields)
}

/** The row of a node that holds one. */
export function only(input: Input, node: string): Row {
  const row = input[node]?.[0]
  if (row === undefined) throw new Error(`node ${node} is not in nodes.tsv as a required one`)
  return row
}

/** Rows that stand inside a field of a row, as a list, one object or a JSON text; nothing about them is checked. */
export function nestedRows(row: Row, field: string): readonly Row[] {
  const text = row.text(field)
  if (!text.startsWith('[') && !text.startsWith('{')) return []
  try {
    const found = readJson(text)
    return (Array.isArray(found) ? found : [found]).filter(isObject).map((one) => new DecodedRow(fieldsOf(one)))
  } catch {
    return []
  }
}

/** Fields of the row that no column takes, for the fact's attributes. */
export function attributesOf(row: Row, taken: ReadonlySet<string> | readonly string[]): Record<string, string> {
  const skip = taken instanceof Set ? taken : new Set(taken as readonly string[])
  const attributes: Record<string, string> = {}
  for (const key in row.fields) if (!skip.has(key)) attributes[key] = row.fields[key] ?? ''
  return attributes
}
