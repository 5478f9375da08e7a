// Values of the neutral fund cases: whole fen as numbers or texts, ratios as decimal texts, a missing value as null or left out.
import { type Fen, type Ratio, ratioOf, WHOLE } from '@tongchou/domain/base/money.js'
import { type Json, type JsonObject, listAt, objectAt, textAt, UnknownForm, written } from '../policy/cases-form.js'

export function fenAt(value: Json | undefined, path: string): Fen {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  if (typeof value === 'string' && /^[+-]?\d{1,15}$/.test(value)) return BigInt(value)
  throw new UnknownForm(`${path}: whole fen are expected, not ${written(value)}`)
}

/** 0 where the field is missing. */
export function fenOr(value: Json | undefined, path: string): Fen {
  return value === undefined || value === null ? 0n : fenAt(value, path)
}

export function fenOrNull(value: Json | undefined, path: string): Fen | null {
  return value === undefined || value === null ? null : fenAt(value, path)
}

export function ratioAt(value: Json | undefined, path: string): Ratio {
  const ratio = typeof value === 'string' || typeof value === 'number' ? ratioOf(String(value)) : undefined
  if (ratio === undefined) throw new UnknownForm(`${path}: a decimal is expected, not ${written(value)}`)
  return ratio
}

/** An account's code. */
export function codeAt(value: Json | undefined, path: string): string {
  return typeof value === 'number' ? String(value) : textAt(value, path)
}

/** The whole where the field is missing. */
export function ratioOrWhole(value: Json | undefined, path: string): Ratio {
  return value === undefined || value === null ? WHOLE : ratioAt(value, path)
}

/** False where the field is missing. */
export function yesAt(value: Json | undefined, path: string): boolean {
  if (value === undefined || value === null) return false
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'yes') return true
  if (value === 'false' || value === 'no') return false
  throw new UnknownForm(`${path}: true or false is expected, not ${written(value)}`)
}

export function objectsAt(value: Json | undefined, path: string): readonly JsonObject[] {
  return listAt(value ?? [], path).map((one, i) => objectAt(one, `${path}[${i}]`))
}

/** Named yes and no; a list names those that are met. */
export function flagsAt(value: Json | undefined, path: string): Readonly<Record<string, boolean>> {
  if (Array.isArray(value)) return Object.fromEntries(value.map((name) => [textAt(name, path), true]))
  const object = objectAt(value ?? {}, path)
  return Object.fromEntries(Object.entries(object).map(([name, flag]) => [name, yesAt(flag, `${path}.${name}`)]))
}

/** Fen as the cases write them. */
export function number(fen: Fen): number {
  return Number(fen)
}

export function numberOrNull(fen: Fen | null): number | null {
  return fen === null ? null : Number(fen)
}
