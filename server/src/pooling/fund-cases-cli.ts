// npm run fund-cases -- FILE: runs the neutral fund cases of a file and compares with what they expect, field by field.
import { messageOf, readCases, runCases } from '../policy/cases-file.js'
import { type Json, type JsonObject, objectAt, textAt, UnknownForm } from '../policy/cases-form.js'
import { runAllocationAfter, runAllocationBefore, runLevy } from './case-adjustment.js'
import { differenceOf } from './case-compare.js'
import { runLedger } from './case-ledger.js'
import { runAppraisal, runIndicators } from './case-watch.js'
import { runYearEnd } from './case-year-end.js'
import { comparePublished } from './published/published-cases.js'

const RUNS: Readonly<Record<string, (it: JsonObject) => JsonObject>> = {
  year_end: runYearEnd,
  levy: runLevy,
  allocation_after: runAllocationAfter,
  allocation_before: runAllocationBefore,
  indicators: runIndicators,
  appraisal: runAppraisal,
  ledger: runLedger,
}

/** Kinds of the published cases (scenarios/fund/cases.json); they have a form of their own. */
const PUBLISHED = ['published_numbers', 'published_parameters_constructed_inputs', 'constructed']

export function compareFundCase(given: Json): string | undefined {
  try {
    const it = objectAt(given, 'case')
    const kind = textAt(it['kind'], 'kind')
    if (PUBLISHED.includes(kind)) return comparePublished(it)
    const run = RUNS[kind]
    if (run === undefined) throw new UnknownForm(`kind: ${kind} is not known`)
    return differenceOf(kind, it['expected'], run(it))
  } catch (error) {
    return messageOf(error)
  }
}

export function readFundCases(file: string): readonly JsonObject[] {
  return readCases(file).map((one) => objectAt(one, 'case'))
}

if (process.argv[1] === import.meta.filename) process.exitCode = runCases(process.argv[2] ?? 'scenarios/fund/neutral-pooling.json', compareFundCase)
