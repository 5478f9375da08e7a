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
  readonly lines: { push(line: string): void }
  /** The rows as bytes, ready to be handed to another thread; nothing can be added afterwards. */
  text(): TableText
}

export interface TableText {
  readonly table: string
  readonly columns: string
  readonly rows: number
  readonly bytes: Uint8Array
}

/** Lines become bytes at once: strings kept until the end would cost the garbage collector more than they cost to write. */
export function rowsOf(table: string, columns: string): Rows {
  let bytes: Buffer = Buffer.allocUnsafeSlow(1 << 16)
  let length = 0
  let rows = 0
  const push = (line: string): void => {
    // A character of these texts takes at most three bytes.
    if (length + line.length * 3 > bytes.length) bytes = grown(bytes, length, line.length * 3)
    length += bytes.write(line, length)
    rows += 1
  }
  return { table, columns, lines: { push }, text: () => ({ table, columns, rows, bytes: bytes.subarray(0, length) }) }
}

function grown(bytes: Buffer, length: number, needed: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, length + needed))
  bytes.copy(larger, 0, 0, length)
  return larger
}
