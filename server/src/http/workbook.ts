// One sheet of texts and amounts as an Excel file, written as a stream. Cells hold yuan, because a spreadsheet knows no fen.
import { PassThrough, Readable } from 'node:stream'

export interface Sheet {
  readonly name: string
  /** Plain letters, for browsers that know no others. */
  readonly file: string
  readonly texts: readonly string[]
  readonly amounts: readonly string[]
  /** Of a column of texts, in characters; sentences need more than names, and are wrapped. */
  readonly width?: number
}

export interface SheetRow {
  readonly texts: readonly string[]
  readonly fen: readonly number[]
}

export async function workbookReply(sheet: Sheet, rows: readonly SheetRow[]): Promise<Response> {
  const { default: excel } = await import('exceljs')
  const stream = new PassThrough()
  const book = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
  const page = book.addWorksheet(sheet.name, { views: [{ state: 'frozen', ySplit: 1 }] })
  page.columns = [
    ...sheet.texts.map((header) => ({
      header,
      width: sheet.width ?? 16,
      ...(sheet.width === undefined ? {} : { style: { alignment: { wrapText: true, vertical: 'top' as const } } }),
    })),
    ...sheet.amounts.map((header) => ({ header, width: 15, style: { numFmt: '#,##0.00' } })),
  ]
  for (const { texts, fen } of rows) page.addRow([...texts, ...fen.map((amount) => amount / 100)]).commit()
  page.commit()
  void book.commit().catch((error: Error) => stream.destroy(error))
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${sheet.file}"; filename*=UTF-8''${encodeURIComponent(sheet.name)}.xlsx`,
    },
  })
}
