// The list of differences as an Excel file, read under row-level security.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Desk } from '../http/route.js'
import { workbookReply } from '../http/workbook.js'
import { type DifferenceFilter, type DifferenceRow, differenceJson, differenceRows, differenceSums } from './list-differences.js'

const MOST_ROWS = 100_000n
const CHUNK = 2_000
const STATES = { pending: '待审批', approved: '已同意', declined: '未同意', superseded: '已被代替', cancelled: '已随结算单撤销' } as const
const TEXTS = [
  '差额编号',
  '重算编号',
  '人员编号',
  '参保人',
  '结算编号',
  '参保地',
  '险种',
  '医疗机构',
  '就医类别',
  '就医日期',
  '状态',
  '入账日期',
  '审批人',
] as const

export async function exportDifferences(filter: DifferenceFilter, desk: Desk): Promise<Response | Refusal> {
  await desk.audit('difference.export', { detail: { change: filter.change?.toString() ?? null, state: filter.state, unit: filter.unit } })
  const rows = await desk.read(async (client) => {
    const { count } = await differenceSums(client, filter)
    if (count > MOST_ROWS) return refused('too_many_rows', `共 ${count} 条，超过一次导出的上限 ${MOST_ROWS} 条，请按重算编号或核算单位分开导出。`)
    const all: DifferenceRow[] = []
    for (let offset = 0; ; offset += CHUNK) {
      const chunk = await differenceRows(client, filter, CHUNK, offset)
      all.push(...chunk)
      if (chunk.length < CHUNK) return all
    }
  })
  if (!Array.isArray(rows)) return rows
  return workbookReply(
    { name: '差额清单', file: 'differences.xlsx', texts: [...TEXTS, '原因'], amounts: ['应补付个人', '个人应退回'] },
    rows.map((row) => cells(desk.officer.pool, row)),
  )
}

function cells(pool: string, row: DifferenceRow): { texts: string[]; fen: number[] } {
  const shown = differenceJson(pool, row)
  return {
    texts: [
      shown.difference,
      shown.change,
      shown.psn_no,
      shown.person_name,
      shown.settlement,
      shown.area_name,
      shown.scheme_name,
      shown.provider_name,
      shown.benefit_name,
      shown.in_force,
      STATES[shown.state],
      shown.posted_on ?? '',
      shown.decider ?? '',
      shown.reason,
    ],
    fen: [Math.max(shown.person_fen, 0), Math.max(-shown.person_fen, 0)],
  }
}
