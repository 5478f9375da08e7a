// Compares answers field by field. What a case tells for the reader only is named by whoever compares.
import type { Json, JsonObject } from './cases-form.js'

/** The first difference, as `path: expected …, got …`; undefined when all fields are equal. */
export function firstDifference(expected: Json | undefined, actual: Json | undefined, forReader: readonly string[] = [], path = ''): string | undefined {
  if (isObject(expected) && isObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      if (forReader.includes(key)) continue
      const found = firstDifference(expected[key], actual[key], forReader, path === '' ? key : `${path}.${key}`)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let index = 0; index < Math.max(expected.length, actual.length); index += 1) {
      const found = firstDifference(expected[index], actual[index], forReader, `${path}[${index}]`)
      if (found !== undefined) return found
    }
    return undefined
  }
  return expected === actual ? undefined : `${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
