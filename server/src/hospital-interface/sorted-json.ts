// JSON with sorted keys and without space, numbers in the digits in which they were sent: the text that a signature of the mobile
// payment's envelope is made over.

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
/** Stands before a number while it passes through the parser as a text. */
const NUMBER = '\u0001'

/** Throws where the text is no JSON. */
export function sortedJson(json: string): string {
  const marked = json.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"\\u0001${token}"`))
  return written(JSON.parse(marked))
}

function written(value: unknown): string {
  if (typeof value === 'string') return value.startsWith(NUMBER) ? value.slice(1) : JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${written(member)}`).join(',')}}`
}
