// Figures of the published cases: amounts in the unit that the source prints, taken to whole fen and back, and the comparison at the
// precision that the cases state (half up, two decimals of the printed unit).
import { exactly, type Fen, type Ratio, ratioOf, rounded, times } from '@tongchou/domain/base/money.js'
import { type Json, type JsonObject, UnknownForm } from '../../policy/cases-form.js'

/** What a rule gave: figures stay exact until they are compared. */
export type Answer = Ratio | boolean | string | readonly Answer[] | { readonly [name: string]: Answer }

const UNITS: Readonly<Record<string, Fen>> = { 元: 100n, 万元: 1_000_000n, 亿元: 10_000_000_000n }

/** Fen of one unit of a case; yuan where it names none. */
export function unitOf(input: JsonObject): Fen {
  const name = input['unit'] ?? '元'
  const unit = typeof name === 'string' ? UNITS[name] : undefined
  if (unit === undefined) throw new UnknownForm(`unit: ${String(name)} is not known`)
  return unit
}

export function decimalOf(value: Json | undefined, path: string): Ratio {
  const ratio = typeof value === 'number' || typeof value === 'string' ? ratioOf(String(value)) : undefined
  if (ratio === undefined) throw new UnknownForm(`${path}: a decimal is expected`)
  return ratio
}

/** Reads amounts of one case as whole fen, the way the neutral cases write them. */
export function amountsOf(input: JsonObject): (value: Json | undefined, path: string) => number {
  const unit = unitOf(input)
  return (value, path) => Number(rounded(times(decimalOf(value, path), exactly(unit))))
}

/** Fen in the printed unit, exactly. */
export function printed(input: JsonObject, fen: Json | undefined | Fen): Ratio {
  if (typeof fen !== 'bigint' && typeof fen !== 'number') throw new UnknownForm(`${String(fen)} is no amount`)
  return { num: BigInt(fen), den: unitOf(input) }
}

export function toPlaces({ num, den }: Ratio, places: number): Ratio {
  const scale = 10n ** BigInt(places)
  return { num: rounded({ num: num * scale, den }), den: scale }
}

const PLACES = 2

/** The first figure that differs, or undefined. A figure without an answer, and an answer that nobody expects, are differences. */
export function differenceBetween(expected: Json | undefined, answer: Answer | undefined, path = ''): string | undefined {
  if (answer === undefined || expected === undefined) return `${path}: ${expected === undefined ? 'nobody expects it' : 'no rule gave it'}`
  if (typeof expected === 'number') return sameFigure(expected, answer) ? undefined : `${path}: expected ${expected}, got ${wordOf(answer)}`
  if (typeof expected !== 'object' || expected === null) return expected === answer ? undefined : `${path}: expected ${String(expected)}, got ${wordOf(answer)}`
  if (typeof answer !== 'object' || isRatio(answer)) return `${path}: got ${wordOf(answer)}`
  const [given, got] = [Object.entries(expected), new Map<string, Answer>(Object.entries(answer))]
  for (const name of new Set([...given.map(([one]) => one), ...got.keys()])) {
    const difference = differenceBetween(given.find(([one]) => one === name)?.[1], got.get(name), path === '' ? name : `${path}.${name}`)
    if (difference !== undefined) return difference
  }
  return undefined
}

function sameFigure(expected: number, answer: Answer): boolean {
  if (!isRatio(answer)) return false
  const text = String(expected)
  const places = Math.max(PLACES, text.includes('.') ? text.length - text.indexOf('.') - 1 : 0)
  return toPlaces(answer, places).num === toPlaces(decimalOf(expected, 'expected'), places).num
}

function isRatio(answer: Answer): answer is Ratio {
  return typeof answer === 'object' && 'num' in answer && typeof answer.num === 'bigint'
}

function wordOf(answer: Answer): string {
  if (!isRatio(answer)) return typeof answer === 'object' ? 'several figures' : String(answer)
  const { num, den } = toPlaces(answer, PLACES)
  return `${num}/${den}`
}
