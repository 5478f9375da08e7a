// The header of an office's price list: which column holds what. Offices write it in one row or in two, the upper one merged over a group
// (“最高限价” over “三级、二级、一级”); a figure that two columns claim is nobody's guess, and a column that is not read is said.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { SheetRow } from './read-sheet.js'
import { cell, readTable } from './table.js'

export interface PriceListHeader {
  /** Column by field. */
  readonly columns: ReadonlyMap<string, number>
  /** The last row of the header, as Excel counts. */
  readonly number: number
  readonly notices: readonly string[]
}

const WITHIN = 10
/** Of two such columns the first is read. */
const TEXTS: ReadonlySet<string> = new Set(['code', 'name', 'unit', 'remark'])

export function priceListHeader(sheet: readonly SheetRow[]): PriceListHeader | Refusal {
  const at = sheet.slice(0, WITHIN).findIndex((row) => row.cells.some((text) => fieldNamed(text) === 'code'))
  const [upper, lower] = [sheet[at], sheet[at + 1]]
  if (upper === undefined) return refused('no_header', `没有找到表头：前${WITHIN}行内应有一行含“医疗目录编码”等栏名`)
  const grouped = lower === undefined ? [] : groupedColumns(upper, lower)
  if (lower !== undefined && goesOn(upper, lower, grouped)) return headerOf(grouped, lower.number)
  return headerOf(
    upper.cells.map((text) => ({ text, field: fieldNamed(text) })),
    upper.number,
  )
}

interface Column {
  readonly text: string
  readonly field: string | undefined
}

function headerOf(read: readonly Column[], number: number): PriceListHeader | Refusal {
  const columns = new Map<string, number>()
  const unread: string[] = []
  for (const [at, { text, field }] of read.entries()) {
    const first = field === undefined ? undefined : columns.get(field)
    if (field !== undefined && first === undefined) columns.set(field, at)
    else if (field !== undefined && !TEXTS.has(field))
      return refused('double_column', `表头的“${read[first ?? 0]?.text.slice(0, 20)}”和“${text.slice(0, 20)}”两栏说的是同一件事，请只留一栏`)
    else if (text !== '') unread.push(text.slice(0, 20))
  }
  const notices = unread.length === 0 ? [] : [`没有读取的栏：${unread.slice(0, 20).join('、')}；其中如有要导入的内容，请把栏名改成模板中的名称`]
  return { columns, number, notices }
}

/** The second row of a header repeats what is merged downwards, names parts of what is merged across, and says nothing else. */
function goesOn(upper: SheetRow, lower: SheetRow, grouped: readonly Column[]): boolean {
  const filled = [...lower.cells.entries()].filter(([, text]) => text !== '')
  return (
    lower.number === upper.number + 1 &&
    filled.length > 0 &&
    filled.every(([at, text]) => text === upper.cells[at] || fieldNamed(text) !== undefined || grouped[at]?.field !== undefined)
  )
}

function groupedColumns(upper: SheetRow, lower: SheetRow): Column[] {
  let group = ''
  return Array.from({ length: Math.max(upper.cells.length, lower.cells.length) }, (_, at) => {
    const [above, text] = [upper.cells[at] ?? '', lower.cells[at] ?? '']
    // A group that was not merged stands in its first column only.
    group = above === '' ? group : above
    return text === '' || text === above ? { text: above, field: fieldNamed(above) } : { text: `${group}·${text}`, field: partOf(group, text) }
  })
}

/** A part of a group, under its own name or one made of both; never a part of another group. */
function partOf(group: string, text: string): string | undefined {
  const [whole, part] = [bare(group), bare(text)]
  const field = fieldNamed(part + whole) ?? fieldNamed(whole + part) ?? fieldNamed(part)
  const of = fieldNamed(whole)
  return of === undefined || field === of || field?.startsWith(`${of}_`) === true ? field : undefined
}

let names: ReadonlyMap<string, string> | undefined

function fieldNamed(text: string): string | undefined {
  names ??= new Map(
    readTable('price-list/columns.tsv').flatMap((one) =>
      cell(one, 'names')
        .split('|')
        .map((name) => [name, cell(one, 'field')] as const),
    ),
  )
  return names.get(bare(text))
}

/** A header may add a unit in brackets. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/\(.*\)$/, '')
}
