// Tables on paper: a PDF with the font inside, so that it reads alike on any machine and in ten years.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Type } from 'typebox'
import { fileAnswer } from './workbook.js'

export const Pdf = Type.Unsafe<Response>({ description: 'a PDF document' })

export interface PdfTable {
  readonly title: string
  readonly subtitle: string
  readonly texts: readonly string[]
  readonly amounts: readonly string[]
  readonly rows: readonly { readonly texts: readonly string[]; readonly fen: readonly (number | null)[]; readonly indent: number }[]
}

export interface PdfPaper {
  /** Under every table: 制表, 复核 … */
  readonly signatures: readonly string[]
  readonly foot: string
}

const FONTS = path.join(path.dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))), '../fonts')
const WIDE = 6
const LINES = { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingTop: () => 2, paddingBottom: () => 2 }

export async function pdfBytes(tables: readonly PdfTable[], paper: PdfPaper): Promise<Buffer> {
  const { default: pdfmake } = await import('pdfmake')
  pdfmake.setFonts({ Noto: { normal: path.join(FONTS, 'NotoSansHans-Regular.otf'), bold: path.join(FONTS, 'NotoSansHans-Bold.otf') } })
  // Nothing but the two fonts is read, and nothing is fetched.
  pdfmake.setLocalAccessPolicy((file) => file.startsWith(FONTS))
  pdfmake.setUrlAccessPolicy(() => false)
  const wide = tables.some(({ texts, amounts }) => texts.length + amounts.length > WIDE)
  return pdfmake
    .createPdf({
      pageSize: 'A4',
      pageOrientation: wide ? 'landscape' : 'portrait',
      pageMargins: [36, 36, 36, 44],
      defaultStyle: { font: 'Noto', fontSize: 9 },
      footer: (page: number, pages: number) => ({
        text: `${paper.foot}　第 ${page} 页，共 ${pages} 页`,
        alignment: 'center',
        fontSize: 8,
        margin: [0, 12, 0, 0],
      }),
      content: tables.flatMap((table, i) => tableContent(table, paper, i > 0)),
    })
    .getBuffer()
}

export async function pdfAnswer(ascii: string, chinese: string, tables: readonly PdfTable[], paper: PdfPaper): Promise<Response> {
  return fileAnswer(await pdfBytes(tables, paper), { type: 'application/pdf', ascii: `${ascii}.pdf`, chinese: `${chinese}.pdf` })
}

function tableContent({ title, subtitle, texts, amounts, rows }: PdfTable, { signatures }: PdfPaper, onNewPage: boolean): object[] {
  const header = [...texts, ...amounts].map((text) => ({ text, bold: true, alignment: 'center', fillColor: '#f0f0f0' }))
  const body = rows.map((row) => [
    ...row.texts.map((text, i) => ({ text, bold: row.indent === 0 && i === 0, margin: [i === 0 ? row.indent * 10 : 0, 0, 0, 0] })),
    ...row.fen.map((fen) => ({ text: fen === null ? '' : yuan(fen), alignment: 'right', ...(fen !== null && fen < 0 ? { color: '#b3261e' } : {}) })),
  ])
  return [
    { text: title, fontSize: 15, bold: true, alignment: 'center', ...(onNewPage ? { pageBreak: 'before' } : {}) },
    { columns: [{ text: subtitle }, { text: '单位：元', alignment: 'right' }], margin: [0, 4, 0, 4] },
    { table: { headerRows: 1, dontBreakRows: true, widths: [...texts.map(() => 'auto'), ...amounts.map(() => '*')], body: [header, ...body] }, layout: LINES },
    { columns: signatures.map((text) => ({ text })), margin: [0, 8, 0, 0] },
  ]
}

/** `1,234.50` out of whole fen, without a float. */
function yuan(fen: number): string {
  const digits = Math.abs(fen).toString().padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`
}
