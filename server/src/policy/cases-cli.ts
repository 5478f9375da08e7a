// npm run cases -- FILE: settles the neutral cases of a file and compares with what they expect, field by field.
import { readFileSync } from 'node:fs'
import { firstDifference } from './cases-compare.js'
import type { NeutralCase } from './cases-form.js'
import { runCase } from './cases-run.js'

/** How an answer came about is told for the reader. */
const FOR_READER = ['steps']

export function compareCase(it: NeutralCase): string | undefined {
  try {
    return firstDifference(it.expected, runCase(it), FOR_READER)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function main(file: string): number {
  const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly NeutralCase[]
  let equal = 0
  for (const it of cases) {
    const difference = compareCase(it)
    if (difference === undefined) equal += 1
    console.log(difference === undefined ? `equal      ${it.id}` : `DIFFERENT  ${it.id} ${it.title}\n           ${difference}`)
  }
  console.log(`${equal} of ${cases.length} equal`)
  return equal === cases.length ? 0 : 1
}

if (process.argv[1] === import.meta.filename) process.exitCode = main(process.argv[2] ?? 'scenarios/settlement/neutral.json')
