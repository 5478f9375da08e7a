// Reads the tab-separated tables of `catalogues/`: UTF-8, LF, a header line, no quoting.
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The folder `catalogues/` of the installation. */
export const CATALOGUES = path.resolve(import.meta.dirname, '../../../catalogues')

export type Row = Readonly<Record<string, string>>

/** Rows of `catalogues/<file>` by column name. */
export function readTable(file: string, folder: string = CATALOGUES): Row[] {
  const [header, ...lines] = readFileSync(path.join(folder, file), 'utf8').split('\n')
  const names = (header ?? '').split('\t')
  return lines.filter((line) => line !== '').map((line) => rowOf(names, line.split('\t')))
}

function rowOf(names: readonly string[], cells: readonly string[]): Row {
  const row: Record<string, string> = {}
  for (let at = 0; at < names.length; at++) row[names[at] ?? ''] = cells[at] ?? ''
  return row
}

/** A cell that must be there; a missing column is our fault. */
export function cell(row: Row, name: string): string {
  const text = row[name]
  if (text === undefined) throw new Error(`a catalogue table has no column ${name}`)
  return text
}
