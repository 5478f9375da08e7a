// Values of the neutral fund cases: whole fen as numbers, ratios as decimal texts.
import { type Fen, type Ratio, ratioOf } from '@tongchou/domain/base/money.js'
import { type Json, type JsonObject, listAt, objectAt, UnknownForm } from '../policy/cases-form.js'

export function fenAt(value: Json | undefined, path: string): Fen {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  throw new UnknownForm(`${path}: whole fen are expected`)
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
  if (ratio === undefined) throw new UnknownForm(`${path}: a decimal is expected`)
  return ratio
}

export function objectsAt(value: Json | undefined, path: string): readonly JsonObject[] {
  return listAt(value ?? [], path).map((one, i) => objectAt(one, `${path}[${i}]`))
}

export function flagsAt(value: Json | undefined, path: string): Readonly<Record<string, boolean>> {
  const object = objectAt(value ?? {}, path)
  return Object.fromEntries(Object.entries(object).map(([name, flag]) => [name, flag === true]))
}

/** Fen as the cases write them. */
export function number(fen: Fen): number {
  return Number(fen)
}

export function numberOrNull(fen: Fen | null): number | null {
  return fen === null ? null : Number(fen)
}
