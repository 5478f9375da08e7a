// Bytes of bank files: UTF-8, or the national character set that banks' own systems read. Node reads it and does not write it, so
// the table for writing is made from reading.
const TWO_BYTES = { first: [0x81, 0xfe], second: [0x40, 0xfe] } as const

let table: Map<string, number> | undefined

function letters(): Map<string, number> {
  if (table !== undefined) return table
  const decoder = new TextDecoder('gb18030')
  const made = new Map<string, number>()
  for (let first: number = TWO_BYTES.first[0]; first <= TWO_BYTES.first[1]; first++) {
    for (let second: number = TWO_BYTES.second[0]; second <= TWO_BYTES.second[1]; second++) {
      if (second === 0x7f) continue
      const letter = decoder.decode(Uint8Array.of(first, second))
      if ([...letter].length === 1 && letter !== '\uFFFD' && !made.has(letter)) made.set(letter, first * 256 + second)
    }
  }
  table = made
  return made
}

export type BankEncoding = 'utf-8' | 'gb18030'

/** Undefined where the text has a character that the encoding has no two bytes for. */
export function encodeBank(text: string, encoding: BankEncoding): Buffer | undefined {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8')
  const bytes: number[] = []
  for (const letter of text) {
    const code = letter.charCodeAt(0)
    if (code < 128) {
      bytes.push(code)
      continue
    }
    const pair = letters().get(letter)
    if (pair === undefined) return undefined
    bytes.push(pair >> 8, pair & 255)
  }
  return Buffer.from(bytes)
}

/** Undefined where the bytes are not of this encoding. */
export function decodeBank(bytes: Buffer, encoding: BankEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
