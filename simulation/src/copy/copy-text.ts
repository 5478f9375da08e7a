// Values in the text format of PostgreSQL's COPY. Most values here are codes, digits, days and hexadecimal and need no escape.

/** A free text. */
export function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

export function orNull(value: string | number | bigint | null): string {
  return value === null ? '\\N' : String(value)
}

/** bytea. */
export function hexOf(bytes: Buffer): string {
  return `\\\\x${bytes.toString('hex')}`
}

/** An array of free texts; every element is quoted. */
export function textArray(texts: readonly string[]): string {
  return escaped(`{${texts.map((text) => `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`).join(',')}}`)
}

/** An array of values that need no quotes: numbers, days, codes of letters and digits. */
export function plainArray(values: readonly (string | number | bigint)[]): string {
  return `{${values.join(',')}}`
}

/** Rows of one table: tab-separated lines, each with its line feed. */
export interface Rows {
  readonly table: string
  readonly columns: string
  readonly lines: string[]
}

export function rowsOf(table: string, columns: string): Rows {
  return { table, columns, lines: [] }
}

/** Rows as bytes, so that a thread can hand them over without copying. */
export interface TableText {
  readonly table: string
  readonly columns: string
  readonly rows: number
  readonly bytes: Uint8Array
}

const encoder = new TextEncoder()

export function textOf(rows: Rows): TableText {
  return { table: rows.table, columns: rows.columns, rows: rows.lines.length, bytes: encoder.encode(rows.lines.join('')) }
}
