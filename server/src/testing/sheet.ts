// The first sheet of a downloaded workbook.
import assert from 'node:assert/strict'
import excel from 'exceljs'

export async function sheetOf(bytes: Buffer | ArrayBuffer): Promise<excel.Worksheet> {
  const book = new excel.Workbook()
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0])
  const [sheet] = book.worksheets
  assert.ok(sheet !== undefined, 'a workbook has a sheet')
  return sheet
}
