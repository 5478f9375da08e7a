// Checks what comes in against a route's schema, without any coercion: `"1"` is no number, null no zero. Only the query,
// which has no types of its own, gets its plain decimal integers read. The first fault is told in one sentence that names the field.
import { Compile } from 'typebox/compile'
import { closedSchema } from './close-schema.js'
import { type Fault, faultOf, InvalidField } from './fault-sentence.js'

type Json = Readonly<Record<string, unknown>>
type Part = 'body' | 'querystring' | 'params' | 'headers'

export type Check = (value: unknown) => { value: unknown } | { error: InvalidField }

/** Compiled when the first value comes: there are over a thousand schemas, and a process rarely meets them all. */
export function checkOf(schema: unknown, part: Part): Check {
  let check: Check | undefined
  return (given) => {
    check ??= compiled(schema, part)
    return check(given)
  }
}

function compiled(schema: unknown, part: Part): Check {
  const shape = closedSchema(schema)
  const validator = Compile(shape)
  return (given) => {
    const value = part === 'querystring' ? withIntegers(given as Json, shape) : given
    if (holdsNul(value)) return { error: new InvalidField('', '内容里含有无法识别的字符（空字符），请删去后再提交。') }
    if (validator.Check(value)) return { value }
    return { error: faultOf(validator.Errors(value) as readonly Fault[], shape, value) }
  }
}

function withIntegers(query: Json, shape: Json): Json {
  const properties = (shape['properties'] ?? {}) as Readonly<Record<string, Json>>
  const read = (name: string, value: unknown): unknown =>
    properties[name]?.['type'] === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, read(name, value)]))
}

// PostgreSQL takes no NUL in text; it would answer with an error of its own much later.
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\u0000')
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNul)
}
