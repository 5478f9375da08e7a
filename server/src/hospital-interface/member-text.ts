// The text of one member of a JSON object, exactly as it was sent: a signature is made over characters, not over what they mean.

/** `json` must be valid JSON; of a repeated member the last counts, as for whoever reads it. */
export function memberText(json: string, name: string): string | undefined {
  let found: string | undefined
  let at = skipSpace(json, 0)
  if (json[at] !== '{') return undefined
  at = skipSpace(json, at + 1)
  while (json[at] === '"') {
    const keyEnd = endOfText(json, at)
    const from = skipSpace(json, skipSpace(json, keyEnd) + 1)
    const end = endOfValue(json, from)
    if (JSON.parse(json.slice(at, keyEnd)) === name) found = json.slice(from, end)
    at = skipSpace(json, end)
    if (json[at] !== ',') break
    at = skipSpace(json, at + 1)
  }
  return found
}

function skipSpace(json: string, from: number): number {
  let at = from
  while (at < json.length && (json[at] ?? '') <= ' ') at += 1
  return at
}

/** After the closing quote of the text that begins at `from`. */
function endOfText(json: string, from: number): number {
  let at = from + 1
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at + 1
}

function endOfValue(json: string, from: number): number {
  let depth = 0
  let at = from
  while (at < json.length) {
    const character = json[at] ?? ''
    if (character === '"') at = endOfText(json, at)
    else {
      if (depth === 0 && (character === ',' || character === '}' || character === ']')) break
      if (character === '{' || character === '[') depth += 1
      if (character === '}' || character === ']') depth -= 1
      at += 1
    }
    if (depth === 0 && at > from && /["}\]]/.test(json[at - 1] ?? '')) return at
  }
  return json.slice(from, at).trimEnd().length + from
}
