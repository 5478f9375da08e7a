// The exchange form of rules: plain JSON in which money and ratios are text, with sorted keys, so that the same rules always give
// the same bytes and the same hash. `fromExchange(toExchange(rules))` gives the rules back.
import { fenOfYuan, percentText, type Ratio, ratioOf, yuanText } from '../base/money.js'

export type Exchange = null | boolean | number | string | readonly Exchange[] | { readonly [key: string]: Exchange }

const MONEY = /^-?\d+\.\d{2}元$/
const PERCENT = /^[+-]?\d+(\.\d+)?%$/
const FRACTION = /^(-?\d+)\/(\d+)$/

/** `12.00元` for money, `85%` (or `1/3`) for ratios; a text that looks like either is refused, for it would not come back as text. */
export function toExchange(value: unknown): Exchange {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'bigint') return `${yuanText(value)}元`
  if (typeof value === 'string') return plainText(value)
  if (Array.isArray(value)) return value.map(toExchange)
  if (isRatio(value)) return percentText(value)
  const entries = Object.entries(value as object).filter(([, item]) => item !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, toExchange(item)]))
}

export function fromExchange<T>(value: Exchange): T {
  return read(value) as T
}

function read(value: Exchange): unknown {
  if (typeof value === 'string') return readText(value)
  if (Array.isArray(value)) return value.map(read)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item as Exchange)]))
}

function readText(text: string): unknown {
  if (MONEY.test(text)) return fenOfYuan(text.slice(0, -1))
  if (PERCENT.test(text)) return ratioOf(text)
  const fraction = FRACTION.exec(text)
  return fraction === null ? text : { num: BigInt(fraction[1] ?? ''), den: BigInt(fraction[2] ?? '') }
}

function plainText(text: string): string {
  if (MONEY.test(text) || PERCENT.test(text) || FRACTION.test(text)) throw new Error(`the text ${text} looks like a figure`)
  return text
}

function isRatio(value: unknown): value is Ratio {
  return typeof value === 'object' && value !== null && 'num' in value && 'den' in value && typeof value.num === 'bigint'
}

/** The canonical bytes of a value in exchange form. */
export function canonical(value: Exchange): string {
  return JSON.stringify(value)
}
