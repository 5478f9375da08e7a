// Compares answers field by field. What a case tells for the reader only, what we tell beyond it, and which words mean the same is
// said by whoever compares; without a word everything must be equal.
import { compared, ratioOf } from '@tongchou/domain/base/money.js'
import type { Json, JsonObject } from './cases-form.js'

export interface Liberties {
  /** Fields that are told for the reader. */
  readonly forReader?: readonly string[]
  /** Whether a field of ours may stand where the case has none. */
  readonly beyond?: (field: string) => boolean
  readonly same?: (expected: Json | undefined, actual: Json | undefined) => boolean
}

const NONE: Liberties = {}

/** The first difference, as `path: expected …, got …`; undefined when all fields are equal. */
export function firstDifference(expected: Json | undefined, actual: Json | undefined, liberties: Liberties = NONE, path = ''): string | undefined {
  if (isObject(expected) && isObject(actual)) return inFields(expected, actual, liberties, path)
  if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let index = 0; index < Math.max(expected.length, actual.length); index += 1) {
      const found = firstDifference(expected[index], actual[index], liberties, `${path}[${index}]`)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (expected === actual || liberties.same?.(expected, actual) === true) return undefined
  return `${path === '' ? 'expected' : path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`
}

/** Nothing is nothing, whether it is left out or null; a figure is the same however its decimals are written. */
export function sameFigure(expected: Json | undefined, actual: Json | undefined): boolean {
  if (isNothing(expected) || isNothing(actual)) return isNothing(expected) && isNothing(actual)
  if (!isFigure(expected) || !isFigure(actual)) return false
  const [a, b] = [ratioOf(String(expected)), ratioOf(String(actual))]
  return a !== undefined && b !== undefined && compared(a, b) === 0
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null
}

function isFigure(value: Json | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function inFields(expected: JsonObject, actual: JsonObject, liberties: Liberties, path: string): string | undefined {
  const { forReader = [], beyond } = liberties
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    if (forReader.includes(key) || (!(key in expected) && beyond?.(key) === true)) continue
    const found = firstDifference(expected[key], actual[key], liberties, path === '' ? key : `${path}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
