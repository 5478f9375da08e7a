// The desk's routes about settlement lists (医疗保障基金结算清单).
import { documentLabels } from '../hospital-interface/document-labels.js'
import { loadInterfaceTables } from '../hospital-interface/tables.js'
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import { readList, readLists, reviewList } from './review-lists.js'
import { ListDetail, ListExportQuery, ListParams, ListQuery, Lists, Review, Reviewed } from './settlement-list-schemas.js'

export function settlementListRoutes({ clock }: Pick<AppContext, 'clock'>): readonly Route[] {
  const tables = loadInterfaceTables()
  const words = { labels: documentLabels(tables, '4101'), coded: tables.listFields('4101') }
  return [
    route({
      method: 'GET',
      url: '/api/settlement-lists',
      access: { permission: 'settlement.see' },
      summary: '本人区域内的医疗保障基金结算清单，可按状态和机构查找',
      schema: { querystring: ListQuery, response: Lists },
      handler: ({ query }, desk) => readLists(query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/settlement-lists.xlsx',
      access: { permission: 'settlement.see' },
      summary: '把结算清单的列表导出为 Excel',
      schema: { querystring: ListExportQuery, response: Workbook },
      handler: ({ query }, desk) => rowsWorkbook(['settlement-lists', '结算清单'], COLUMNS, desk, (paging, own) => readLists({ ...query, ...paging }, own)),
    }),
    route({
      method: 'GET',
      url: '/api/settlement-lists/:psn_no/:settlement',
      access: { permission: 'settlement.see' },
      summary: '一份结算清单：内容、质控发现和历次版本',
      schema: { params: ListParams, response: ListDetail },
      handler: ({ params }, desk) => readList(params, desk, words),
    }),
    route({
      method: 'POST',
      url: '/api/settlement-lists/:psn_no/:settlement/review',
      access: { permission: 'claim.handle' },
      summary: '审核已提交的结算清单：通过或不通过；不通过须写明理由',
      schema: { params: ListParams, body: Review, response: Reviewed },
      handler: ({ params, body }, desk) => reviewList(params, body, desk, clock),
    }),
  ]
}

type Row = Awaited<ReturnType<typeof readLists>>['rows'][number]
const STATES = { uploaded: '未提交', submitted: '待审核', passed: '审核通过', failed: '审核不通过' } as const

const COLUMNS: readonly RowColumn<Row>[] = [
  { header: '上传时间', width: 20, of: (row) => row.uploaded_at },
  { header: '清单流水号', of: (row) => row.list },
  { header: '版本', width: 8, of: (row) => row.version },
  { header: '结算编号', of: (row) => row.settlement },
  { header: '结算日期', width: 12, of: (row) => row.settled_on },
  { header: '人员编号', width: 24, of: (row) => row.psn_no },
  { header: '参保人', width: 10, of: (row) => row.person_name },
  { header: '机构', width: 28, of: (row) => row.institution_name },
  { header: '状态', width: 12, of: (row) => STATES[row.state] },
  { header: '错误', width: 8, of: (row) => row.errors },
  { header: '提示', width: 8, of: (row) => row.warnings },
  { header: '审核理由', width: 40, of: (row) => row.reason },
]
