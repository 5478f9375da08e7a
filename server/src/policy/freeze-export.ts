// The surge report as an Excel file: one sheet for each measure, the sums since the launch first, then week by week. Cells hold yuan,
// because a spreadsheet knows no fen.
import { PassThrough, Readable } from 'node:stream'
import type { Growth } from '@tongchou/domain/policy/approval-surges.js'
import type { SurgeLine, SurgeReport, SurgeTable } from './freeze-surges.js'

const COLUMNS = [
  ['期间', 26],
  ['代码', 16],
  ['名称', 26],
  ['笔数', 10],
  ['金额（元）', 16],
  ['前十二周平均笔数', 18],
  ['前十二周平均金额（元）', 22],
  ['比前十二周', 14],
  ['上年同期笔数', 14],
  ['上年同期金额（元）', 20],
  ['比上年同期', 14],
  ['标记', 14],
] as const

export async function surgeWorkbook(report: SurgeReport): Promise<Response> {
  const { default: excel } = await import('exceljs')
  const stream = new PassThrough()
  const book = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
  for (const table of report.tables) {
    const sheet = book.addWorksheet(table.rule.name.slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.columns = COLUMNS.map(([header, width]) => ({ header, width, ...(header.includes('元') ? { style: { numFmt: '#,##0.00' } } : {}) }))
    for (const cells of rowsOf(table)) sheet.addRow(cells).commit()
    sheet.commit()
  }
  void book.commit().catch((error: Error) => stream.destroy(error))
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="surges.xlsx"; filename*=UTF-8''${encodeURIComponent('突击报销分析.xlsx')}`,
    },
  })
}

function rowsOf({ totals, weekly }: SurgeTable): (string | number | null)[][] {
  return [...totals, ...weekly].map((line) => [
    line.week === undefined ? '启动以来合计' : `${line.week.from} 至 ${line.week.to}`,
    line.group,
    line.name,
    Number(line.now.count),
    yuan(line.now.fen),
    ...growthCells(line.preceding),
    ...growthCells(line.yearBefore),
    markOf(line),
  ])
}

function growthCells(growth: Growth | null): (string | number | null)[] {
  if (growth === null) return ['没有数据', null, null]
  return [Number(growth.usualCount), yuan(growth.usualFen), growth.fenPercent === null ? '此前没有' : `${growth.fenPercent}%`]
}

function yuan(fen: bigint): number {
  return Number(fen) / 100
}

export function markOf({ preceding, yearBefore }: SurgeLine): string {
  return preceding?.surge === true || yearBefore?.surge === true ? '突增' : ''
}
