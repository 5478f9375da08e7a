// Schemas are closed before use: a field nobody declared is refused on the way in and found on the way out. fastify's own
// habit is to drop such fields in silence.

type Json = Readonly<Record<string, unknown>>

/** A plain copy of the schema in which every object with declared properties takes no others, unless it says so itself. */
export function closedSchema(schema: unknown): Json {
  return closed(schema, false) as Json
}

function closed(part: unknown, insideAllOf: boolean): unknown {
  if (Array.isArray(part)) return part.map((one) => closed(one, insideAllOf))
  if (typeof part !== 'object' || part === null) return part
  const copy: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(part)) {
    if (key === 'properties' || key === 'patternProperties') copy[key] = mapped(value as Json)
    else copy[key] = key === 'const' || key === 'enum' || key === 'default' ? value : closed(value, key === 'allOf')
  }
  // Members of an intersection each see the whole object, so none of them may be closed alone.
  if (copy['type'] === 'object' && 'properties' in copy && !('additionalProperties' in copy) && !insideAllOf) copy['additionalProperties'] = false
  return copy
}

function mapped(properties: Json): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, closed(value, false)]))
}
