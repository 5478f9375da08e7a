// The official file layouts of catalogue downloads: which column of which file holds what. Where a layout has two columns for the
// same thing, both are written and the later one that is filled in is read.
import { cell, readTable } from './table.js'

export type OurField =
  | 'code'
  | 'name'
  | 'unit'
  | 'class'
  | 'pays'
  | 'restricted'
  | 'negotiated'
  | 'remark'
  | 'in_force'
  | 'until'
  | 'valid'
  | 'rid'
  | 'created'
  | 'updated'
  | 'version'
  | 'edition'

export interface FileColumn {
  readonly label: string
  readonly ours: OurField | ''
}

/** Column lists by number of the download. */
export function readLayouts(): ReadonlyMap<string, readonly FileColumn[]> {
  const layouts = new Map<string, FileColumn[]>()
  for (const row of readTable('interface/file-layouts.tsv')) {
    const columns = layouts.get(cell(row, 'infno')) ?? []
    columns.push({ label: cell(row, 'label'), ours: cell(row, 'ours') as FileColumn['ours'] })
    layouts.set(cell(row, 'infno'), columns)
  }
  return layouts
}

let known: ReadonlyMap<string, readonly FileColumn[]> | undefined

export function layoutOf(infno: string): readonly FileColumn[] | undefined {
  known ??= readLayouts()
  return known.get(infno)
}

/** Kinds of priced items that a download carries; other downloads carry entries without prices. */
export const ITEM_KINDS: Readonly<Record<string, readonly string[]>> = {
  '1301': ['western_drug', 'patent_drug'],
  '1302': ['herb'],
  '1305': ['service'],
  '1306': ['consumable'],
}
