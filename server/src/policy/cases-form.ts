// The form of the neutral settlement cases (scenarios/settlement/neutral.json): money in whole fen, ratios as decimal texts.
// Read strictly: a field that the mapping does not know stops the case, so that no reading is passed over in silence.

import { type Day, isDay } from '@tongchou/domain/base/day.js'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

export interface NeutralCase {
  readonly id: string
  readonly title: string
  readonly policy: JsonObject
  readonly person: JsonObject
  readonly bills: readonly JsonObject[]
  readonly expected: readonly JsonObject[]
}

/** The parts of a case; a null says the same as a field left out. */
export function neutralCase(given: Json): NeutralCase {
  const it = objectAt(withoutNulls(given), 'case')
  const list = (name: string): JsonObject[] => listAt(it[name], name).map((one, i) => objectAt(one, `${name}[${i}]`))
  const [id, title] = [String(it['id'] ?? ''), String(it['title'] ?? '')]
  return { id, title, policy: objectAt(it['policy'], 'policy'), person: objectAt(it['person'], 'person'), bills: list('bills'), expected: list('expected') }
}

/** A case that the mapping cannot express; its message names the place. */
export class UnknownForm extends Error {}

export function objectAt(value: Json | undefined, path: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  throw new UnknownForm(`${path}: an object is expected`)
}

export function listAt(value: Json | undefined, path: string): readonly Json[] {
  if (Array.isArray(value)) return value
  throw new UnknownForm(`${path}: a list is expected`)
}

export function textAt(value: Json | undefined, path: string): string {
  if (typeof value === 'string') return value
  throw new UnknownForm(`${path}: a text is expected`)
}

/** A whole number, also written as a text. */
export function numberAt(value: Json | undefined, path: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  if (typeof value === 'string' && /^[+-]?\d{1,15}$/.test(value)) return Number(value)
  throw new UnknownForm(`${path}: a whole number is expected, not ${written(value)}`)
}

export function dayAt(value: Json | undefined, path: string): Day {
  const text = textAt(value, path)
  if (!isDay(text)) throw new UnknownForm(`${path}: a day such as 2026-01-31 is expected, not ${written(value)}`)
  return text
}

export function written(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

/** A null says the same as a field left out, except where a step sets a limit to none. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const said = Object.entries(value as JsonObject).filter(([name, one]) => one !== null || name === 'set_fen')
  return Object.fromEntries(said.map(([name, one]) => [name, withoutNulls(one)]))
}

export function flagAt(value: Json | undefined, path: string): boolean {
  if (typeof value === 'boolean') return value
  throw new UnknownForm(`${path}: true or false is expected`)
}

export function oneOf<T extends string>(value: Json | undefined, allowed: readonly T[], path: string): T {
  const found = allowed.find((word) => word === value)
  if (found === undefined) throw new UnknownForm(`${path}: ${JSON.stringify(value)} is none of ${allowed.join(', ')}`)
  return found
}

/** Fields that repeat in words what the form defines; they stand beside any rule and change nothing. */
const SENTENCES = [
  'formula',
  'counts',
  'increment',
  'compare',
  'rounding',
  'upper_bound',
  'stacking',
  'base',
  'deductible_order',
  'before_pays',
  'fee_day_reading',
  'when_awaiting',
  'of_cap',
]

/** Words about a case, wherever they stand. */
const FOR_READER = ['title', 'note', 'notes', 'remark', 'contrasts', 'hand_checked']

/** Throws when `object` has a field that is neither among `keys` nor a sentence. */
export function only(object: JsonObject, keys: readonly string[], path: string): void {
  for (const [key, value] of Object.entries(object)) {
    const sentence = SENTENCES.includes(key) && typeof value === 'string'
    if (!sentence && !keys.includes(key) && !FOR_READER.includes(key)) throw new UnknownForm(`${path}: the field ${key} is not known`)
  }
}
