// A file's rows as texts: the first sheet of an Excel workbook, or a CSV in UTF-8 or GB18030, the encoding of most old systems.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { readSheet, type SheetRow } from '../catalogue/read-sheet.js'

export async function readRows(bytes: Buffer): Promise<Iterable<SheetRow> | Refusal> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    return (await readSheet(bytes)) ?? refused('bad_file', '文件打不开，不是有效的 Excel（.xlsx）文件；请重新另存后再导入。')
  }
  if (bytes.subarray(0, 4).toString('latin1') === '\xd0\xcf\x11\xe0') return refused('bad_file', '这是旧版 Excel（.xls）文件；请另存为 .xlsx 或 CSV 后再导入。')
  return csvRows(decoded(bytes))
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** RFC 4180: quotes may hold commas, line ends and doubled quotes. The number is that of the line on which the row begins. */
export function* csvRows(text: string): Generator<SheetRow> {
  let [at, line] = [text.startsWith('\uFEFF') ? 1 : 0, 1]
  while (at < text.length) {
    const cells: string[] = []
    const number = line
    for (;;) {
      const read = text[at] === '"' ? quoted(text, at + 1) : bare(text, at)
      cells.push(read.cell.trim())
      line += read.lines
      at = read.end
      if (text[at] !== ',') break
      at += 1
    }
    if (text[at] === '\r') at += 1
    if (text[at] === '\n') at += 1
    line += 1
    if (cells.some((cell) => cell !== '')) yield { number, cells }
  }
}

interface Read {
  readonly cell: string
  readonly end: number
  readonly lines: number
}

function bare(text: string, from: number): Read {
  let end = from
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { cell: text.slice(from, end), end, lines: 0 }
}

function quoted(text: string, from: number): Read {
  let end = from
  let cell = ''
  for (;;) {
    const quote = text.indexOf('"', end)
    if (quote < 0) return { cell: cell + text.slice(end), end: text.length, lines: 0 }
    cell += text.slice(end, quote)
    if (text[quote + 1] !== '"') {
      const rest = bare(text, quote + 1)
      return { cell: cell + rest.cell, end: rest.end, lines: cell.split('\n').length - 1 }
    }
    cell += '"'
    end = quote + 2
  }
}
