// Reconciliation at the office: an institution's runs, the differences with age and owner, notes and closing.

import type { Static } from 'typebox'
import type { Clock } from '../http/clock.js'
import { type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import { noteDifference } from './note-difference.js'
import { listDifferences, listRuns } from './read-reconciliations.js'
import { DifferenceExportQuery, DifferenceQuery, Differences, NoteBody, Noted, ProviderParams, RunQuery, Runs } from './reconciliation-schemas.js'

const SEE = { permission: 'provider.see' } as const

export function reconciliationRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/providers/:code/reconciliations',
      access: SEE,
      summary: '一家定点医药机构的对账记录：双方合计、结果、差异笔数，新的在前',
      schema: { params: ProviderParams, querystring: RunQuery, response: Runs },
      handler: ({ params, query }, desk) => listRuns(params.code, query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/reconciliations/differences',
      access: SEE,
      summary: '对账差异：类别、双方金额、账龄、由谁处理、处理记录；未处理的在前，账龄长的在前',
      schema: { querystring: DifferenceQuery, response: Differences },
      handler: ({ query }, desk) => listDifferences(query, desk, clock),
    }),
    route({
      method: 'GET',
      url: '/api/reconciliations/differences.xlsx',
      access: SEE,
      summary: '把对账差异导出为 Excel，附账龄',
      schema: { querystring: DifferenceExportQuery, response: Workbook },
      handler: ({ query }, desk) =>
        rowsWorkbook(['differences', '对账差异'], COLUMNS, desk, (paging, own) => listDifferences({ ...query, ...paging }, own, clock)),
    }),
    route({
      method: 'POST',
      url: '/api/providers/:code/differences/notes',
      access: { permission: 'provider.manage' },
      summary: '为一条对账差异写说明、改由谁处理、关闭（须写理由）或重新打开',
      schema: { params: ProviderParams, body: NoteBody, response: Noted },
      handler: ({ params, body }, desk) => noteDifference(params.code, body, desk, clock),
    }),
  ]
}

const STANDINGS = { open: '未处理', closed: '已关闭', gone: '已消除' } as const
const OWNERS = { institution: '机构', office: '经办' } as const

const COLUMNS: readonly RowColumn<Static<typeof Differences>['rows'][number]>[] = [
  { header: '机构编码', of: (row) => row.institution },
  { header: '机构', width: 28, of: (row) => row.institution_name },
  { header: '差异', width: 14, of: (row) => row.kind_name },
  { header: '状态', width: 10, of: (row) => STANDINGS[row.standing] },
  { header: '账龄（天）', width: 10, of: (row) => row.days },
  { header: '由谁处理', width: 10, of: (row) => OWNERS[row.owner] },
  { header: '结算编号', of: (row) => row.settlement },
  { header: '就诊编号', of: (row) => row.visit },
  { header: '人员编号', width: 24, of: (row) => row.psn_no },
  { header: '结算日期', width: 12, of: (row) => row.settled_on },
  { header: '机构总额', money: true, of: (row) => row.theirs_total_fen },
  { header: '中心总额', money: true, of: (row) => row.ours_total_fen },
  { header: '机构基金', money: true, of: (row) => row.theirs_fund_fen },
  { header: '中心基金', money: true, of: (row) => row.ours_fund_fen },
  { header: '说明', width: 60, of: (row) => row.sentence },
  { header: '首次发现', width: 20, of: (row) => row.first_seen },
  { header: '最近发现', width: 20, of: (row) => row.last_seen },
  { header: '发现次数', width: 10, of: (row) => row.found },
  { header: '处理记录', width: 60, of: (row) => row.notes.map((note) => `${note.at} ${note.officer}：${note.text}`).join('；') },
]
