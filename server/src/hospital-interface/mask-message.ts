// What the log keeps of a message: how many rows each node had; of a refused one also the fields that name nobody (a list that is
// data), with every other value left out. Names, certificate numbers, addresses and free text never get there.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { isObject, type Read } from './read-json.js'
import { INTERFACE_FOLDER } from './tables.js'

const SHOWN: ReadonlySet<string> = new Set(
  readFileSync(path.join(INTERFACE_FOLDER, 'logged-fields.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[0] ?? ''),
)
const LONGEST = 2000
const MOST_ROWS = 3

/** `druginfo×1 drugdetail×12`. */
export function shapeOf(input: Read | undefined): string {
  if (!isObject(input)) return input === undefined ? '' : '（不是对象）'
  return Object.entries(input)
    .map(([node, value]) => `${plainKey(node)}×${Array.isArray(value) ? value.length : 1}`)
    .join(' ')
    .slice(0, LONGEST)
}

/** The shape, and the first rows of each node with what may be shown of them. */
export function maskedOf(input: Read | undefined): string {
  if (!isObject(input)) return shapeOf(input)
  const nodes = Object.entries(input).map(([node, value]) => `${plainKey(node)}: ${JSON.stringify(rowsOf(value))}`)
  return `${shapeOf(input)}\n${nodes.join('\n')}`.slice(0, LONGEST)
}

function rowsOf(value: Read): unknown[] {
  const rows = Array.isArray(value) ? value : [value]
  return rows.slice(0, MOST_ROWS).map(maskedRow)
}

function maskedRow(row: Read): unknown {
  if (!isObject(row)) return '***'
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [plainKey(key), SHOWN.has(key) && isPlain(value) ? withoutNumbers(value) : '***']))
}

/** A code, an amount or a time; no name and no sentence. */
function isPlain(value: Read): value is string {
  return typeof value === 'string' && /^[\w.:+\-/ ]{0,60}$/.test(value)
}

/** A key that is no field's name might be anything. */
function plainKey(key: string): string {
  return /^\w{1,40}$/.test(key) && !/\d{6}/.test(key) ? key : '***'
}

/** A certificate's, person's or telephone number typed into another field is masked as well. */
const NUMBERS = /(?<!\d)(?:\d{17}[\dXx]|\d{20}|\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}|1[3-9]\d{9})(?!\d)/g

export function withoutNumbers(text: string): string {
  return text.replace(NUMBERS, '***').slice(0, 200)
}
