// The tables of catalogues/interface, the same that a server of the interface is built from.
import { readFileSync } from 'node:fs'
import path from 'node:path'

export const INTERFACE_FOLDER = path.resolve(import.meta.dirname, '../../../catalogues/interface')

export type Row = Readonly<Record<string, string>>

export function at(row: Row, column: string): string {
  return row[column] ?? ''
}

export function readRows(file: string): Row[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  const names = header.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
}
