// Reads a map of named fields: asks for each by name, remembers which were asked for, and names every field that nobody asked for.
import type { Citation } from './citation.js'
import { CERTAINTIES } from './citation.js'
import type { PolicyNode } from './document.js'
import { entryOf, oneOf, type Reader, type Reading, text, wrong } from './node-reader.js'

export interface Fields {
  readonly line: number
  /** Article of the value: the section's, with the value's own certainty and reading where it has them. */
  readonly reading: Reading
  has(key: string): boolean
  need<T>(key: string, reader: Reader<T>): T | undefined
  maybe<T>(key: string, reader: Reader<T>): T | undefined
  or<T>(key: string, reader: Reader<T>, otherwise: T): T
  /** The kind of rule is unknown, so nobody can say which fields it has: `done` stays silent. */
  giveUp(): undefined
  /** Says that a field nobody asked for is a fault. Call it last. */
  done(): void
}

/** The fields of a map; a value that is no map is a fault and has no fields. */
export function fieldsOf(node: PolicyNode, outer: Reading): Fields | undefined {
  if (node.kind !== 'map') return wrong(outer, node.line, '此处应写成带名称的各项，如 { mode: fixed, amount: 200 }。')
  let given = false
  const asked = new Set(['certainty', 'reading', 'note'])
  const reading: Reading = { ...outer, from: citationOf(node, outer) }
  const maybe = <T>(key: string, reader: Reader<T>): T | undefined => {
    asked.add(key)
    const entry = entryOf(node, key)
    return entry === undefined ? undefined : reader(entry.value, reading)
  }
  return {
    line: node.line,
    reading,
    has: (key) => entryOf(node, key) !== undefined,
    maybe,
    or: (key, reader, otherwise) => maybe(key, reader) ?? otherwise,
    need: (key, reader) => (entryOf(node, key) === undefined ? missing(reading, node.line, key, asked) : maybe(key, reader)),
    giveUp: () => {
      given = true
      return undefined
    },
    done: () => {
      if (given) return
      for (const entry of node.entries)
        if (!asked.has(entry.key)) wrong(reading, entry.line, `不认识“${entry.key}”这一项；此处可写：${[...asked].sort().join('、')}。`)
    },
  }
}

function missing(reading: Reading, line: number, key: string, asked: Set<string>): undefined {
  asked.add(key)
  return wrong(reading, line, `缺少“${key}”这一项，请补上。`)
}

function citationOf(node: PolicyNode, outer: Reading): Citation {
  const certainty = entryOf(node, 'certainty')
  const reading = entryOf(node, 'reading')
  const sure = certainty === undefined ? undefined : oneOf(CERTAINTIES)(certainty.value, outer)
  const read = reading === undefined ? undefined : text(reading.value, outer)
  return { ...outer.from, ...(sure === undefined ? {} : { certainty: sure }), ...(read === undefined ? {} : { reading: read }) }
}

/** True when no value is missing; for putting a rule together only when all its parts were read. */
export function all<T extends object>(parts: T): parts is { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.values(parts).every((part) => part !== undefined)
}

/** Reads a rule whose parts are all needed: asks `parts` for them, closes the map, and adds the article. */
export function ruleOf<T extends object>(parts: (fields: Fields) => T): Reader<{ [K in keyof T]: Exclude<T[K], undefined> } & { readonly from: Citation }> {
  return (node, outer) => {
    const fields = fieldsOf(node, outer)
    if (fields === undefined) return undefined
    const read = parts(fields)
    fields.done()
    return all(read) ? { ...read, from: fields.reading.from } : undefined
  }
}
