// Filings at the office: what institutions applied for, and the confirming or refusing of what waits, one by one or several at once.
import type { Clock } from '../http/clock.js'
import { type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import { decideFiling, decideFilings } from './decide-filing.js'
import { readFilingLimits } from './filing-limits.js'
import {
  ApplicationParams,
  BatchDecided,
  BatchDecision,
  Decided,
  Decision,
  FilingDetail,
  FilingExportQuery,
  FilingList,
  FilingQuery,
} from './filing-schemas.js'
import { listFilings, readFiling } from './list-filings.js'

const FILING = { permission: 'filing.handle' } as const

export function filingRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  const limits = readFilingLimits()
  return [
    route({
      method: 'GET',
      url: '/api/filings',
      access: FILING,
      summary: '医药机构申请的备案：待审核的在前，时限近的在前，可按状态、类别、时限、姓名、机构查找',
      schema: { querystring: FilingQuery, response: FilingList },
      handler: ({ query }, desk) => listFilings(query, desk, clock, limits),
    }),
    route({
      method: 'GET',
      url: '/api/filings.xlsx',
      access: FILING,
      summary: '把备案清单导出为 Excel',
      schema: { querystring: FilingExportQuery, response: Workbook },
      handler: ({ query }, desk) => rowsWorkbook(['filings', '备案'], COLUMNS, desk, (paging, own) => listFilings({ ...query, ...paging }, own, clock, limits)),
    }),
    route({
      method: 'POST',
      url: '/api/filing-decisions',
      access: FILING,
      summary: '一次办理多件待审核的备案；办不了的逐件说明原因',
      schema: { body: BatchDecision, response: BatchDecided },
      handler: ({ body }, desk) => decideFilings(body, desk, clock),
    }),
    route({
      method: 'GET',
      url: '/api/filings/:psn_no/:application',
      access: FILING,
      summary: '一件备案申请的全部内容、时限和办理经过',
      schema: { params: ApplicationParams, response: FilingDetail },
      handler: ({ params }, desk) => readFiling(params, desk, clock, limits),
    }),
    route({
      method: 'POST',
      url: '/api/filings/:psn_no/:application/decision',
      access: FILING,
      summary: '确认或不予确认一件待审核的备案；不予确认须写明理由',
      schema: { params: ApplicationParams, body: Decision, response: Decided },
      handler: ({ params, body }, desk) => decideFiling(params, body, desk, clock),
    }),
  ]
}

type ListRow = Awaited<ReturnType<typeof listFilings>>['rows'][number]

const STANDINGS = { pending: '待审核', confirmed: '已确认', refused: '不予确认', cancelled: '已撤销' } as const

const COLUMNS: readonly RowColumn<ListRow>[] = [
  { header: '申请时间', width: 20, of: (row) => row.applied_at },
  { header: '流水号', of: (row) => row.application },
  { header: '类别', width: 20, of: (row) => row.kind_name },
  { header: '人员编号', width: 24, of: (row) => row.psn_no },
  { header: '参保人', width: 10, of: (row) => row.person_name },
  { header: '参保地', of: (row) => row.area_name },
  { header: '申请机构', width: 28, of: (row) => row.institution_name },
  { header: '病种', width: 20, of: (row) => row.disease_name ?? row.disease },
  { header: '就医地', of: (row) => row.place_name ?? row.place_area },
  { header: '所选机构', width: 24, of: (row) => row.provider_name ?? row.provider },
  { header: '开始日期', width: 12, of: (row) => row.in_force },
  { header: '结束日期', width: 12, of: (row) => row.until },
  { header: '办理期限', width: 12, of: (row) => row.due_on },
  { header: '状态', width: 12, of: (row) => (row.overdue ? '待审核（超时限）' : STANDINGS[row.standing]) },
  { header: '办理时间', width: 20, of: (row) => row.decided_at },
  { header: '理由', width: 40, of: (row) => row.reason },
]
