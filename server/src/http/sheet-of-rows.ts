// A list of the desk as an Excel file: the same rows as on the page, all that fit the filters, however many. They are read a stretch at a
// time and written while whoever downloads them takes them, so that a large list never stands in memory.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type { Desk } from './route.js'
import { type SheetCells, workbookAnswer } from './workbook.js'

/** Rows read at a time: the first stretch with the request, the others while the file is on its way. */
const STRETCH = 10_000

export interface RowColumn<Row> {
  readonly header: string
  readonly width?: number
  /** The value is in fen; the sheet shows yuan. */
  readonly money?: boolean
  readonly of: (row: Row) => string | number | null
}

export interface Listed<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

/** One page of the list, read at the given desk. */
export type PageReader<Row> = (paging: { readonly page: number; readonly size: number }, desk: Desk) => Promise<Listed<Row> | Refusal>

/** A refusal of the first stretch is the answer; what fails later breaks the file off, so that nobody takes half a list for the whole. */
export async function rowsWorkbook<Row>(
  [ascii, chinese]: readonly [string, string],
  columns: readonly RowColumn<Row>[],
  desk: Desk,
  list: PageReader<Row>,
): Promise<Response | Refusal> {
  const first = await list({ page: 1, size: STRETCH }, desk)
  if (isRefusal(first)) return first
  return workbookAnswer(ascii, chinese, {
    name: chinese,
    columns: columns.map(({ header, width = 16, money, of: _of }) => ({
      header,
      width,
      ...(money === true ? { money } : {}),
      ...(width > 40 ? { wrapped: true } : {}),
    })),
    rows: cellsOf(columns, first, desk, list),
  })
}

async function* cellsOf<Row>(columns: readonly RowColumn<Row>[], first: Listed<Row>, desk: Desk, list: PageReader<Row>): AsyncGenerator<SheetCells> {
  let listed = first
  for (let page = 1; ; page += 1) {
    yield* listed.rows.map((row) => columns.map((column) => cellOf(column, row)))
    if (listed.rows.length < STRETCH) break
    listed = await nextStretch(page + 1, listed, desk, list)
  }
  if (listed.total !== first.total) yield [`导出期间清单由${first.total}条变为${listed.total}条，个别行可能重复或缺少，请重新导出`]
}

/** A stretch behind the end knows no total; what is seen is in the trail before it leaves. */
async function nextStretch<Row>(page: number, before: Listed<Row>, desk: Desk, list: PageReader<Row>): Promise<Listed<Row>> {
  const own = desk.apart()
  const listed = await list({ page, size: STRETCH }, own)
  if (isRefusal(listed)) throw new Error(`a list that was being exported was refused: ${listed.code}`)
  await own.close('ok')
  return listed.rows.length === 0 ? { total: before.total, rows: [] } : listed
}

function cellOf<Row>({ money, of }: RowColumn<Row>, row: Row): string | number | null {
  const value = of(row)
  return money === true && typeof value === 'number' ? value / 100 : value
}
