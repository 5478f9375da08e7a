// The form of the neutral settlement cases (scenarios/settlement/neutral.json): money in whole fen, ratios as decimal texts.
// Read strictly: a field that the mapping does not know stops the case, so that no reading is passed over in silence.

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

export function numberAt(value: Json | undefined, path: string): number {
  if (typeof value === 'number') return value
  throw new UnknownForm(`${path}: a number is expected`)
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

/** Throws when `object` has a field that is neither among `keys` nor a sentence. */
export function only(object: JsonObject, keys: readonly string[], path: string): void {
  for (const [key, value] of Object.entries(object)) {
    const sentence = SENTENCES.includes(key) && typeof value === 'string'
    if (!sentence && !keys.includes(key)) throw new UnknownForm(`${path}: the field ${key} is not known`)
  }
}
