// A list of the desk as an Excel file: the same rows as on the page, all that fit the filters, up to a bound that a sheet can be read at.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { workbookAnswer } from './workbook.js'

const MOST_ROWS = 20_000

export interface RowColumn<Row> {
  readonly header: string
  readonly width?: number
  /** The value is in fen; the sheet shows yuan. */
  readonly money?: boolean
  readonly of: (row: Row) => string | number | null
}

interface Listed<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

/** `list` is asked for one page that holds everything. */
export async function rowsWorkbook<Row>(
  [ascii, chinese]: readonly [string, string],
  columns: readonly RowColumn<Row>[],
  list: (paging: { readonly page: number; readonly size: number }) => Promise<Listed<Row> | Refusal>,
): Promise<Response | Refusal> {
  const listed = await list({ page: 1, size: MOST_ROWS })
  if (isRefusal(listed)) return listed
  if (listed.total > MOST_ROWS) return refused('too_many_rows', `共 ${listed.total} 条，超过一次导出的上限 ${MOST_ROWS} 条，请缩小查询范围后再导出。`)
  return workbookAnswer(ascii, chinese, {
    name: chinese,
    columns: columns.map(({ header, width = 16, money, of: _of }) => ({
      header,
      width,
      ...(money === true ? { money } : {}),
      ...(width > 40 ? { wrapped: true } : {}),
    })),
    rows: listed.rows.map((row) => columns.map((column) => cellOf(column, row))),
  })
}

function cellOf<Row>({ money, of }: RowColumn<Row>, row: Row): string | number | null {
  const value = of(row)
  return money === true && typeof value === 'number' ? value / 100 : value
}
