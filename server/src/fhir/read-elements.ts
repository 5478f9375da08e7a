// Reads elements of a resource that somebody sent: every number is its own text, so that no amount passes through floating point.
import { isObject, type Read } from '../hospital-interface/read-json.js'

export type Path = readonly (string | number)[]

export function at(value: Read | undefined, ...path: Path): Read | undefined {
  let here = value
  for (const step of path) {
    if (typeof step === 'number') here = Array.isArray(here) ? (here[step] as Read | undefined) : undefined
    else here = isObject(here) ? here[step] : undefined
  }
  return here
}

/** '' where there is no text. */
export function textAt(value: Read | undefined, ...path: Path): string {
  const found = at(value, ...path)
  return typeof found === 'string' ? found.trim() : ''
}

export function listAt(value: Read | undefined, ...path: Path): readonly Read[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The code of a CodeableConcept under this system; '' where it has none. */
export function codeOf(concept: Read | undefined, system: string): string {
  const coding = listAt(concept, 'coding').find((one) => textAt(one, 'system') === system)
  return textAt(coding, 'code')
}

/** The id of a reference such as `Patient/1` or `https://…/Patient/1`; '' for any other. */
export function idOf(reference: Read | undefined, type: string): string {
  const match = /(?:^|\/)([A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/.exec(textAt(reference, 'reference'))
  return match?.[1] === type ? (match[2] ?? '') : ''
}
