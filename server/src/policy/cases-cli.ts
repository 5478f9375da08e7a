// npm run cases -- FILE: settles the neutral cases of a file and compares with what they expect, field by field.
import { firstDifference, sameFigure } from './cases-compare.js'
import { messageOf, runCases } from './cases-file.js'
import { type Json, type NeutralCase, neutralCase } from './cases-form.js'
import { runCase } from './cases-run.js'

/** How an answer came about is told for the reader. */
const LIBERTIES = { forReader: ['steps'], same: sameFigure }

export function compareCase(it: NeutralCase): string | undefined {
  try {
    return firstDifference(it.expected, runCase(it), LIBERTIES)
  } catch (error) {
    return messageOf(error)
  }
}

/** The same of whatever stands in a file. */
export function compareGiven(given: Json): string | undefined {
  try {
    return compareCase(neutralCase(given))
  } catch (error) {
    return messageOf(error)
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = runCases(process.argv[2] ?? 'scenarios/settlement/neutral.json', compareGiven)
