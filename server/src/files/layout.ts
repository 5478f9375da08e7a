// Layouts of files that come from outside: which columns, of what type, which of them say what a line is about. Data: catalogues/files.
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { cell, type Row, readTable } from '../catalogue/table.js'

export type FieldType =
  | 'text'
  | 'code'
  | 'day'
  | 'year'
  | 'count'
  | 'fen'
  | 'signed_fen'
  | 'yesno'
  | 'choice'
  | 'certificate'
  | 'phone'
  | 'identity'
  | 'benefit'
  | 'provider'
  | 'area'
  | 'fund_item'

export interface Column {
  readonly column: string
  readonly field: string
  readonly type: FieldType
  readonly required: boolean
  readonly key: boolean
  /** Words that are understood, with the value each stands for. */
  readonly choices: ReadonlyMap<string, string>
  readonly note: string
  readonly example: string
}

export interface Layout {
  readonly layout: string
  readonly name: string
  readonly about: string
  readonly columns: readonly Column[]
}

let known: ReadonlyMap<string, Layout> | undefined

export function layouts(): ReadonlyMap<string, Layout> {
  known ??= new Map([...groupedBy(readTable('files/layouts.tsv'), (row) => cell(row, 'layout'))].map(([layout, rows]) => [layout, layoutFrom(layout, rows)]))
  return known
}

function layoutFrom(layout: string, rows: readonly Row[]): Layout {
  const [first] = rows
  return { layout, name: first?.['name'] ?? '', about: first?.['about'] ?? '', columns: rows.map(columnFrom) }
}

function columnFrom(row: Row): Column {
  const choices = cell(row, 'choices')
    .split('|')
    .filter((choice) => choice !== '')
    .map((choice): readonly [string, string] => [choice.split('=')[0] ?? '', choice.split('=')[1] ?? ''])
  return {
    column: cell(row, 'column'),
    field: cell(row, 'field'),
    type: cell(row, 'type') as FieldType,
    required: cell(row, 'required') === 'yes',
    key: cell(row, 'key') === 'yes',
    choices: new Map(choices),
    note: cell(row, 'note'),
    example: cell(row, 'example'),
  }
}

export function layoutNamed(layout: string): Layout | Refusal {
  return layouts().get(layout) ?? refused('unknown_layout', '没有这种文件格式；请从列出的格式中选择。')
}

/** Place of each column in the file by the layout's order; −1 where an optional one is left out. */
export function placesOf({ name, columns }: Layout, header: readonly string[]): readonly number[] | Refusal {
  const heads = header.map((head) => head.replace(/^\uFEFF/, '').trim())
  const places = columns.map(({ column }) => heads.indexOf(column))
  const missing = columns.filter(({ required }, i) => required && places[i] === -1).map(({ column }) => column)
  if (missing.length > 0) return refused('bad_header', `“${name}”文件的表头缺少：${missing.join('、')}；请对照模板改好表头后再导入。`)
  const strange = heads.filter((head) => head !== '' && !columns.some(({ column }) => column === head))
  if (strange.length > 0)
    return refused('bad_header', `“${name}”文件的表头有不认识的列：${strange.slice(0, 5).map(plainHead).join('、')}；请对照模板改名，或删去这些列。`)
  const twice = heads.filter((head, at) => head !== '' && heads.indexOf(head) !== at)
  return twice.length > 0 ? refused('bad_header', `“${name}”文件的表头有重复的列：${[...new Set(twice)].map(plainHead).join('、')}。`) : places
}

/** A file without a header has a person's line there: nothing of it may be said again. */
function plainHead(head: string): string {
  return /\d{6}/.test(head) || head.length > 12 ? '（一列）' : head
}
