// Money is whole fen in a bigint; a ratio is an exact fraction. Nothing here rounds silently: `portion` rounds half up,
// once, and `exactPortion` keeps the fraction for a caller that must add before it rounds.

/** An amount in fen (1/100 yuan). May be negative where a reversal or a balance is meant. */
export type Fen = bigint

/** An exact ratio `num / den`, `den > 0`. */
export interface Ratio {
  readonly num: bigint
  readonly den: bigint
}

/** An exact amount of fen, not yet rounded: `num / den` fen, `den > 0`. */
export type ExactFen = Ratio

export const NOTHING: Ratio = { num: 0n, den: 1n }
export const WHOLE: Ratio = { num: 1n, den: 1n }

const DECIMAL = /^([+-]?)(\d{1,15})(?:\.(\d{1,12}))?$/

/** Reads a decimal text such as `0.75`, `-0.05` or `75%` exactly. Undefined when the text is no such decimal. */
export function ratioOf(text: string): Ratio | undefined {
  const percent = text.endsWith('%')
  const match = DECIMAL.exec(percent ? text.slice(0, -1) : text)
  if (match === null) return undefined
  const digits = match[3] ?? ''
  const num = BigInt(`${match[1] === '-' ? '-' : ''}${match[2]}${digits}`)
  const den = 10n ** BigInt(digits.length + (percent ? 2 : 0))
  return reduced(num, den)
}

function reduced(num: bigint, den: bigint): Ratio {
  let a = num < 0n ? -num : num
  let b = den
  while (b !== 0n) [a, b] = [b, a % b]
  return a > 1n ? { num: num / a, den: den / a } : { num, den }
}

/** Reads an amount in yuan with at most two decimals, e.g. `1234.5`, as fen. Undefined when the text is no such amount. */
export function fenOfYuan(text: string): Fen | undefined {
  const match = /^([+-]?)(\d{1,14})(?:\.(\d{1,2})0*)?$/.exec(text)
  if (match === null) return undefined
  const fen = BigInt(`${match[2]}${(match[3] ?? '').padEnd(2, '0')}`)
  return match[1] === '-' ? -fen : fen
}

/** Writes fen as yuan with two decimals, e.g. `-1234.50`. */
export function yuanText(fen: Fen): string {
  if (fen < 0n) return `-${yuanText(-fen)}`
  const digits = fen < 100n ? fen.toString().padStart(3, '0') : fen.toString()
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const percents = new WeakMap<Ratio, string>()

/** `75%`, `97.5%`; a ratio without a short decimal is written as a fraction. A ratio of a policy is written once. */
export function percentText(ratio: Ratio): string {
  const known = percents.get(ratio)
  if (known !== undefined) return known
  const text = writtenAsPercent(ratio)
  percents.set(ratio, text)
  return text
}

function writtenAsPercent(ratio: Ratio): string {
  const scaled = ratio.num * 1_000_000n
  if (scaled % ratio.den !== 0n) return `${ratio.num}/${ratio.den}`
  const tenThousandths = scaled / ratio.den
  const magnitude = tenThousandths < 0n ? -tenThousandths : tenThousandths
  const rest = (magnitude % 10_000n).toString().padStart(4, '0').replace(/0+$/, '')
  return `${tenThousandths < 0n ? '-' : ''}${magnitude / 10_000n}${rest === '' ? '' : `.${rest}`}%`
}

export function isZero(ratio: Ratio): boolean {
  return ratio.num === 0n
}

export function plus(a: Ratio, b: Ratio): Ratio {
  return a.den === b.den ? { num: a.num + b.num, den: a.den } : { num: a.num * b.den + b.num * a.den, den: a.den * b.den }
}

export function minus(a: Ratio, b: Ratio): Ratio {
  return plus(a, { num: -b.num, den: b.den })
}

export function times(a: Ratio, b: Ratio): Ratio {
  return { num: a.num * b.num, den: a.den * b.den }
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compared(a: Ratio, b: Ratio): number {
  const difference = a.num * b.den - b.num * a.den
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The ratio held within 0 and 1. */
export function heldWithinOne(ratio: Ratio): Ratio {
  if (ratio.num < 0n) return NOTHING
  return ratio.num > ratio.den ? WHOLE : ratio
}

export function exactly(fen: Fen): ExactFen {
  return { num: fen, den: 1n }
}

/** `amount × ratio`, not rounded. */
export function exactPortion(amount: Fen, ratio: Ratio): ExactFen {
  return { num: amount * ratio.num, den: ratio.den }
}

/** Rounds half up (away from zero on a tie, so that a reversal rounds to the exact opposite). */
export function rounded(exact: ExactFen): Fen {
  const { num, den } = exact
  return num < 0n ? -((-num * 2n + den) / (den * 2n)) : (num * 2n + den) / (den * 2n)
}

/** `amount × ratio`, rounded half up to the fen, once. */
export function portion(amount: Fen, ratio: Ratio): Fen {
  return rounded(exactPortion(amount, ratio))
}

export function least(first: Fen, ...others: readonly Fen[]): Fen {
  let smallest = first
  for (const other of others) if (other < smallest) smallest = other
  return smallest
}

export function most(first: Fen, ...others: readonly Fen[]): Fen {
  let largest = first
  for (const other of others) if (other > largest) largest = other
  return largest
}

export function notBelowZero(fen: Fen): Fen {
  return fen < 0n ? 0n : fen
}

export function sumOf(amounts: Iterable<Fen>): Fen {
  let sum = 0n
  for (const amount of amounts) sum += amount
  return sum
}
