// What a fund case expects and what we answer, word against word. Amounts are compared exactly; a case may call a thing by another
// name, write a decimal in another way, leave a null out, merge entries, and say less than we do where the form leaves it open.
import { firstDifference, type Liberties, sameFigure } from '../policy/cases-compare.js'
import { type Json, type JsonObject, listAt, objectAt } from '../policy/cases-form.js'
import { codeAt, fenAt, objectsAt } from './case-values.js'

export function differenceOf(kind: string, expected: Json | undefined, actual: JsonObject): string | undefined {
  const named = renamed(objectAt(expected, 'expected'))
  if (kind === 'ledger') return firstDifference(withSums(named), withSums(actual), LIBERTIES)
  if (kind === 'indicators') return firstDifference(withBounds(named), actual, LIBERTIES)
  return firstDifference(named, actual, LIBERTIES)
}

/** Figures that not every case asks for, and details of accounts that the form leaves undetailed. */
const BEYOND = /^(emergency_after_fen|failed_conditions|triggered|within_bounds|rank|claim_after_coefficient_fen|2001\/next_year|[45]\d{3}\/pool)$/

const LIBERTIES: Liberties = { beyond: (field) => BEYOND.test(field), same: sameWord }

function sameWord(expected: Json | undefined, actual: Json | undefined): boolean {
  return sameFigure(expected, actual) || (typeof expected === 'string' && typeof actual === 'string' && canonical(expected, actual) === actual)
}

/** Silences that the form names; any other is the one that we found. */
const SILENCES = ['plan_missed', 'above_pool_limit', 'not_triggered'].map((word) => `document_silent:${word}`)

/** A case's word as we say it: arrears by their year, a silence that the form does not name. */
function canonical(expected: string, actual: string): string {
  const arrears = /^arrears\D*(\d{4})$/.exec(expected)
  if (arrears !== null) return `arrears_${arrears[1]}`
  const silent = [expected, actual].every((word) => word.startsWith('document_silent:') && !SILENCES.includes(word))
  return silent ? actual : expected
}

function renamed(expected: JsonObject): JsonObject {
  const text = JSON.stringify(expected)
    .replaceAll('"claim_after_coefficient":', '"claim_after_coefficient_fen":')
    .replaceAll(/"2001\/(?:next|prepaid|advance|early)[^"]*":/g, '"2001/next_year":')
  return JSON.parse(text) as JsonObject
}

/** Entries may be merged or ordered otherwise: of a step's entries only what they come to by account is compared. */
function withSums(answer: JsonObject): JsonObject {
  return {
    ...answer,
    steps: objectsAt(answer['steps'], 'expected.steps').map((step, i) => ({ ...step, entries: sumsByBook(step['entries'], `expected.steps[${i}].entries`) })),
  }
}

function sumsByBook(entries: Json | undefined, path: string): JsonObject {
  const books = Object.entries(objectAt(entries ?? {}, path)).map(([book, lines]) => [book, sumsOf(objectsAt(lines, `${path}.${book}`))] as const)
  return Object.fromEntries(books.filter(([, sums]) => Object.keys(sums).length > 0))
}

function sumsOf(lines: readonly JsonObject[]): JsonObject {
  const sums = new Map<string, bigint>()
  for (const line of lines) {
    const account = codeAt(line['account'], 'entry.account')
    sums.set(account, (sums.get(account) ?? 0n) + fenAt(line['fen'], 'entry.fen'))
  }
  return Object.fromEntries([...sums].filter(([, fen]) => fen !== 0n).map(([account, fen]) => [account, fen.toString()]))
}

/** Whether the rates stay within their bounds, by whatever name a case says it. */
function withBounds(expected: JsonObject): JsonObject {
  return { ...expected, units: objectsAt(expected['units'], 'expected.units').map((unit) => boundsNamed({ ...unit, needs: needsNamed(unit) })) }
}

/** Rates without an income are null; whether and how a case says what they need is its own. */
function needsNamed({ needs = [], current_rate_percent: rate = null }: JsonObject): Json {
  const months = listAt(needs, 'expected.needs').filter((need) => !String(need).includes('income'))
  return rate === null ? [...months, 'rates:zero_income'] : months
}

function boundsNamed(unit: JsonObject): JsonObject {
  const flags = Object.entries(unit).flatMap(([name, value]) => flagsIn(name, value))
  const found = (word: string): boolean | undefined => flags.find(([name]) => name.includes(word))?.[1]
  const others = Object.entries(unit).filter(([name, value]) => flagsIn(name, value).length === 0)
  const within = { current: found('current') ?? null, cumulative: found('cumulative') ?? null }
  return { ...Object.fromEntries(others), ...(flags.length === 0 ? {} : { within_bounds: within }) }
}

function flagsIn(name: string, value: Json): (readonly [name: string, flag: boolean])[] {
  if (typeof value === 'boolean') return [[name, value]]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value as JsonObject).flatMap(([inner, flag]) => (typeof flag === 'boolean' ? [[inner, flag] as const] : []))
}
