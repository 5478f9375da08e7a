// Within how many working days the office decides a filing, by its kind, with where the figure comes from.
import { cell, readTable } from '../catalogue/table.js'

export interface FilingLimit {
  readonly workingDays: number
  readonly certainty: string
  readonly basis: string
}

export function readFilingLimits(): ReadonlyMap<string, FilingLimit> {
  return new Map(
    readTable('interface/filing-limits.tsv').map((row) => [
      cell(row, 'kind'),
      { workingDays: Number(cell(row, 'working_days')), certainty: cell(row, 'certainty'), basis: cell(row, 'basis') },
    ]),
  )
}

/** Working days by kind, as the list's statement reads them. */
export function limitsJson(limits: ReadonlyMap<string, FilingLimit>): string {
  return JSON.stringify(Object.fromEntries([...limits].map(([kind, { workingDays }]) => [kind, workingDays])))
}
