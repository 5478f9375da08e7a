// Writes a reply. A bigint is an amount in fen and becomes a number of yuan with two decimals; `{ decimal }` writes a number
// from its text, so that no amount, price or quantity passes through floating point.
import { yuanText } from '@tongchou/domain/base/money.js'

export interface Decimal {
  readonly decimal: string
}

export type Written = string | number | bigint | boolean | null | Decimal | readonly Written[] | { readonly [key: string]: Written }

export function writeJson(value: Written): string {
  switch (typeof value) {
    case 'string':
      return value === '' ? '""' : JSON.stringify(value)
    case 'bigint':
      return yuanText(value)
    case 'object':
      return value === null ? 'null' : writeObject(value)
    default:
      return String(value)
  }
}

function writeObject(value: Exclude<Written, string | number | bigint | boolean | null>): string {
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`
  if (isDecimal(value)) return value.decimal
  const members = value as { readonly [key: string]: Written }
  let text = ''
  for (const key in members) text += `${text === '' ? '{' : ','}"${key}":${writeJson(members[key] ?? null)}`
  return text === '' ? '{}' : `${text}}`
}

function isDecimal(value: object): value is Decimal {
  return 'decimal' in value
}

/** A scaled integer as a decimal text: `scaled(12345n, 4)` is `1.2345`. */
export function scaledText(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}
