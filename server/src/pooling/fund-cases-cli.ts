// npm run fund-cases -- FILE: runs the neutral fund cases of a file and compares with what they expect, field by field.
import { readFileSync } from 'node:fs'
import { firstDifference } from '../policy/cases-compare.js'
import { type Json, type JsonObject, objectAt, textAt, UnknownForm } from '../policy/cases-form.js'
import { runAllocationAfter, runAllocationBefore, runLevy } from './case-adjustment.js'
import { runLedger } from './case-ledger.js'
import { fenAt, objectsAt } from './case-values.js'
import { runAppraisal, runIndicators } from './case-watch.js'
import { runYearEnd } from './case-year-end.js'

const RUNS: Readonly<Record<string, (it: JsonObject) => JsonObject>> = {
  year_end: runYearEnd,
  levy: runLevy,
  allocation_after: runAllocationAfter,
  allocation_before: runAllocationBefore,
  indicators: runIndicators,
  appraisal: runAppraisal,
  ledger: runLedger,
}

export function compareFundCase(it: JsonObject): string | undefined {
  try {
    const kind = textAt(it['kind'], 'kind')
    const run = RUNS[kind]
    if (run === undefined) throw new UnknownForm(`kind: ${kind} is not known`)
    return kind === 'ledger' ? firstDifference(comparable(it['expected']), comparable(run(it))) : firstDifference(it['expected'], run(it))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Entries may be merged or ordered otherwise: of a step's entries only what they come to by account is compared. */
function comparable(answer: Json | undefined): JsonObject {
  const object = objectAt(answer, 'expected')
  return { ...object, steps: objectsAt(object['steps'], 'steps').map((step) => ({ ...step, entries: sumsByBook(objectAt(step['entries'], 'entries')) })) }
}

function sumsByBook(entries: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).map(([book, lines]) => {
      const sums = new Map<string, bigint>()
      for (const line of objectsAt(lines, book)) {
        const account = textAt(line['account'], 'entry.account')
        sums.set(account, (sums.get(account) ?? 0n) + fenAt(line['fen'], 'entry.fen'))
      }
      return [book, Object.fromEntries([...sums].filter(([, fen]) => fen !== 0n).map(([account, fen]) => [account, fen.toString()]))]
    }),
  )
}

export function readFundCases(file: string): readonly JsonObject[] {
  const cases = JSON.parse(readFileSync(file, 'utf8')) as Json
  return (Array.isArray(cases) ? cases : [cases]).map((one: Json) => objectAt(one, 'case'))
}

function main(file: string): number {
  const cases = readFundCases(file)
  let equal = 0
  for (const it of cases) {
    const difference = compareFundCase(it)
    if (difference === undefined) equal += 1
    const [id, title] = [String(it['id']), String(it['title'])]
    console.log(difference === undefined ? `equal      ${id}` : `DIFFERENT  ${id} ${title}\n           ${difference}`)
  }
  console.log(`${equal} of ${cases.length} equal`)
  return equal === cases.length ? 0 : 1
}

if (process.argv[1] === import.meta.filename) process.exitCode = main(process.argv[2] ?? 'scenarios/fund/neutral-pooling.json')
