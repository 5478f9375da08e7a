// A file of neutral cases: a list, one case, a table with the list under `cases`, or one case a line. A case that cannot be run is a
// difference of its own; the others still run.
import { readFileSync } from 'node:fs'
import { type Json, type JsonObject, UnknownForm } from './cases-form.js'

export function readCases(file: string): readonly Json[] {
  const cases = parsed(textOf(file), file)
  const { cases: listed = null } = typeof cases === 'object' && cases !== null && !Array.isArray(cases) ? (cases as JsonObject) : {}
  if (Array.isArray(listed)) return listed
  return Array.isArray(cases) ? cases : [cases]
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    throw new UnknownForm(`${file} cannot be read: ${messageOf(error)}`)
  }
}

function parsed(text: string, file: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    if (lines.length < 2 || !lines.every((line) => /^\s*\{.*\}\s*$/.test(line))) throw new UnknownForm(`${file} is no JSON: ${messageOf(error)}`)
    return lines.map((line, i) => parsed(line, `${file}, line ${i + 1},`))
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Prints every case as equal or with its first difference, and the count; answers the exit code. */
export function runCases(file: string, differenceOf: (it: Json) => string | undefined, print: (line: string) => void = console.log): number {
  let cases: readonly Json[] = []
  try {
    cases = readCases(file)
  } catch (error) {
    print(messageOf(error))
    return 2
  }
  let equal = 0
  for (const [i, it] of cases.entries()) {
    const difference = differenceOf(it)
    if (difference === undefined) equal += 1
    const { id = `#${i + 1}`, title = '' } = typeof it === 'object' && it !== null && !Array.isArray(it) ? (it as JsonObject) : {}
    print(difference === undefined ? `equal      ${String(id)}` : `DIFFERENT  ${String(id)} ${String(title)}\n           ${difference}`)
  }
  print(`${equal} of ${cases.length} equal`)
  return equal === cases.length ? 0 : 1
}
