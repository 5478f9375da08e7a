// An Excel file as an answer of the desk: one or several sheets, written as a stream. Cells hold yuan, because a spreadsheet knows no fen.
import { PassThrough, Readable } from 'node:stream'
import type { stream } from 'exceljs'
import { Type } from 'typebox'

export interface SheetColumn {
  readonly header: string
  readonly width: number
  readonly money?: boolean
  /** Long texts go over several lines. */
  readonly wrapped?: boolean
}

export interface Sheet {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  /** Rows that come one after another are written while they are read by whoever downloads. */
  readonly rows: Iterable<SheetCells> | AsyncIterable<SheetCells>
}

export type SheetCells = readonly (string | number | null)[]

/** What a route that answers with one declares. */
export const Workbook = Type.Unsafe<Response>({ description: 'an Excel workbook' })

/** `ascii` names the file for browsers that read no Chinese. */
export function workbookAnswer(ascii: string, chinese: string, sheet: Sheet): Promise<Response> {
  return workbookOf(ascii, chinese, [sheet])
}

export async function workbookOf(ascii: string, chinese: string, sheets: readonly Sheet[]): Promise<Response> {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return fileAnswer(Readable.toWeb(await written(sheets)) as ReadableStream, { type, ascii: `${ascii}.xlsx`, chinese: `${chinese}.xlsx` })
}

/** A file as an answer, to be saved under its name. */
export function fileAnswer(body: ReadableStream | Buffer, name: { readonly type: string; readonly ascii: string; readonly chinese: string }): Response {
  return new Response(Buffer.isBuffer(body) ? new Uint8Array(body) : body, {
    headers: {
      'content-type': name.type,
      'content-disposition': `attachment; filename="${name.ascii}"; filename*=UTF-8''${encodeURIComponent(name.chinese)}`,
    },
  })
}

/** The workbook as it is written, for a package of files. */
export async function written(sheets: readonly Sheet[]): Promise<PassThrough> {
  const { default: excel } = await import('exceljs')
  const stream = new PassThrough()
  const book = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
  void fill(book, sheets, stream).catch((error: Error) => stream.destroy(error))
  return stream
}

/** What Excel opens in one sheet, with room for the heading. */
const MOST_OF_SHEET = 1_000_000
const BETWEEN_WAITS = 1_000

async function fill(book: stream.xlsx.WorkbookWriter, sheets: readonly Sheet[], out: PassThrough): Promise<void> {
  for (const sheet of sheets) {
    let made = newSheet(book, sheet, sheet.name)
    let count = 0
    for await (const row of sheet.rows) {
      if (count > 0 && count % MOST_OF_SHEET === 0) {
        made.commit()
        made = newSheet(book, sheet, `${sheet.name.slice(0, 25)} 续${count / MOST_OF_SHEET}`)
      }
      made.addRow([...row]).commit()
      count += 1
      if (count % BETWEEN_WAITS === 0) await drained(out)
      if (out.destroyed) return
    }
    made.commit()
  }
  await book.commit()
}

/** Waits for whoever reads, so that a large file never stands in memory. */
async function drained(out: PassThrough): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  if (!out.writableNeedDrain || out.destroyed) return
  await new Promise((resolve) => {
    out.once('drain', resolve)
    out.once('close', resolve)
  })
}

function newSheet(book: stream.xlsx.WorkbookWriter, { columns }: Sheet, name: string) {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ header, width, money, wrapped }) => ({
    header,
    width,
    ...(money === true ? { style: { numFmt: '#,##0.00' } } : {}),
    ...(wrapped === true ? { style: { alignment: { wrapText: true, vertical: 'top' as const } } } : {}),
  }))
  return sheet
}

/** A sheet of texts followed by amounts in fen. */
export interface AmountSheet {
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

export function workbookReply({ name, file, texts, amounts, width }: AmountSheet, rows: readonly SheetRow[]): Promise<Response> {
  const columns = [
    ...texts.map((header) => ({ header, width: width ?? 16, wrapped: width !== undefined })),
    ...amounts.map((header) => ({ header, width: 15, money: true })),
  ]
  return workbookAnswer(file.replace(/\.xlsx$/, ''), name, { name, columns, rows: rows.map((row) => [...row.texts, ...row.fen.map((amount) => amount / 100)]) })
}
