// Reads a tab-separated table with a heading line: one object per row, all cells as text.
import * as fs from 'node:fs/promises'
import path from 'node:path'

/** Tables of the fund, beside the code in every installation. */
export const FUND_TABLES = path.resolve(import.meta.dirname, '../../../catalogues/fund')

export async function readTable<Column extends string>(file: string, columns: readonly Column[]): Promise<Readonly<Record<Column, string>>[]> {
  const [heading = '', ...lines] = (await fs.readFile(path.join(FUND_TABLES, file), 'utf8')).trimEnd().split('\n')
  const names = heading.split('\t')
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length > 0) throw new Error(`${file} lacks the columns ${missing.join(', ')}`)
  return lines.map((line) => {
    const cells = line.split('\t')
    return Object.fromEntries(columns.map((column) => [column, cells[names.indexOf(column)] ?? ''])) as Record<Column, string>
  })
}
