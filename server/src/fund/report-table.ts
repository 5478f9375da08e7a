// One form for everything that the books' desk shows, prints and exports: a table of texts followed by amounts in fen.
import type { Fen } from '@tongchou/domain/base/money.js'
import { type Static, Type } from 'typebox'
import { fenJson } from '../http/json-money.js'
import { type Sheet, type SheetCells, workbookOf } from '../http/workbook.js'

export const ReportTable = Type.Object({
  title: Type.String(),
  /** Form number, fund, stretch of time: what stands under the title. */
  subtitle: Type.String(),
  texts: Type.Array(Type.String()),
  amounts: Type.Array(Type.String()),
  rows: Type.Array(
    Type.Object({
      texts: Type.Array(Type.String()),
      fen: Type.Array(Type.Union([Type.Integer(), Type.Null()])),
      indent: Type.Integer(),
      /** Number of the voucher that the row is of, where it is of one. */
      voucher: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
})
export type ReportTable = Static<typeof ReportTable>
export type ReportRow = ReportTable['rows'][number]

export function rowOf(texts: readonly string[], fen: readonly (Fen | null)[], more: { readonly indent?: number; readonly voucher?: bigint } = {}): ReportRow {
  return {
    texts: [...texts],
    fen: fen.map((one) => (one === null ? null : fenJson(one))),
    indent: more.indent ?? 0,
    voucher: more.voucher?.toString() ?? null,
  }
}

const WIDEST = 40

export function sheetOf({ title, texts, amounts, rows }: ReportTable): Sheet {
  return {
    name: sheetName(title),
    columns: [
      ...texts.map((header, i) => ({
        header,
        width: Math.min(WIDEST, 4 + 2 * Math.max(header.length, ...rows.slice(0, 200).map((row) => row.texts[i]?.length ?? 0))),
      })),
      ...amounts.map((header) => ({ header, width: 18, money: true })),
    ],
    rows: rows.map(cellsOf),
  }
}

const STREAMED_WIDTH = 24

/** A table whose rows come one after another, however many. */
export function streamedSheet(head: Omit<ReportTable, 'rows'>, rows: AsyncIterable<ReportRow>): Sheet {
  const { name, columns } = sheetOf({ ...head, rows: [] })
  return {
    name,
    columns: columns.map((column) => ({ ...column, width: Math.max(column.width, column.money === true ? 18 : STREAMED_WIDTH) })),
    rows: cells(rows),
  }
}

async function* cells(rows: AsyncIterable<ReportRow>): AsyncGenerator<SheetCells> {
  for await (const row of rows) yield cellsOf(row)
}

function cellsOf({ texts, fen, indent }: ReportRow): SheetCells {
  return [...texts.map((text, i) => (i === 0 ? `${'　'.repeat(indent)}${text}` : text)), ...fen.map((one) => (one === null ? null : one / 100))]
}

/** A sheet's name has at most 31 letters, none of them a bracket or a slash. */
function sheetName(title: string): string {
  return title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31)
}

export function tableWorkbook(file: string, tables: readonly ReportTable[]): Promise<Response> {
  return workbookOf(file, tables.length === 1 ? (tables[0]?.title ?? file) : file, numbered(tables.map(sheetOf)))
}

/** Two sheets of a book may not have one name. */
export function numbered(sheets: readonly Sheet[]): Sheet[] {
  return sheets.map((sheet, i) =>
    sheets.some((other, j) => j < i && other.name === sheet.name) ? { ...sheet, name: `${sheet.name.slice(0, 27)} ${i + 1}` } : sheet,
  )
}
