// Clearing requests at the office: the list, one with its bills, the first review, a second officer's acceptance, the return; and
// confirmations of out-of-area bills.
import type { Static } from 'typebox'
import { loadInterfaceTables } from '../hospital-interface/tables.js'
import type { Clock } from '../http/clock.js'
import { type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import {
  Bills,
  BillsExportQuery,
  BillsQuery,
  ClearingDecided,
  ClearingDecision,
  ClearingDetail,
  ClearingExportQuery,
  ClearingList,
  ClearingParams,
  ClearingQuery,
  OffsiteExportQuery,
  OffsiteList,
  OffsiteParams,
  OffsiteQuery,
} from './clearing-schemas.js'
import { decideClearing } from './decide-clearing.js'
import { listClearing } from './list-clearing.js'
import { billsOfClearing, billsOfOffsite, listOffsite, seeClearing } from './see-clearing.js'

const SEE = { permission: 'provider.see' } as const

export function clearingRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  const { clearingTypes } = loadInterfaceTables()
  return [
    route({
      method: 'GET',
      url: '/api/clearing-requests',
      access: SEE,
      summary: '定点医药机构的清算申请：期间、类别、合计、状态，待受理的在前',
      schema: { querystring: ClearingQuery, response: ClearingList },
      handler: ({ query }, desk) => listClearing(query, desk, clock),
    }),
    route({
      method: 'GET',
      url: '/api/clearing-requests.xlsx',
      access: SEE,
      summary: '把清算申请清单导出为 Excel',
      schema: { querystring: ClearingExportQuery, response: Workbook },
      handler: ({ query }, desk) =>
        rowsWorkbook(['clearing-requests', '清算申请'], COLUMNS, desk, (paging, own) => listClearing({ ...query, ...paging }, own, clock)),
    }),
    route({
      method: 'GET',
      url: '/api/providers/:code/clearing-requests/:request',
      access: SEE,
      summary: '一件清算申请：申请的合计与中心今天的合计、办理经过',
      schema: { params: ClearingParams, response: ClearingDetail },
      handler: ({ params }, desk) => seeClearing(params, desk, clock, clearingTypes),
    }),
    route({
      method: 'GET',
      url: '/api/providers/:code/clearing-requests/:request/bills',
      access: SEE,
      summary: '一件清算申请期间内的结算单',
      schema: { params: ClearingParams, querystring: BillsQuery, response: Bills },
      handler: ({ params, query }, desk) => billsOfClearing(params, query, desk, clearingTypes),
    }),
    route({
      method: 'GET',
      url: '/api/providers/:code/clearing-requests/:request/bills.xlsx',
      access: SEE,
      summary: '把一件清算申请期间内的结算单导出为 Excel',
      schema: { params: ClearingParams, querystring: BillsExportQuery, response: Workbook },
      handler: ({ params, query }, desk) =>
        rowsWorkbook(['clearing-bills', '清算申请结算单'], BILL_COLUMNS, desk, (paging, own) =>
          billsOfClearing(params, { ...query, ...paging }, own, clearingTypes),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/providers/:code/clearing-requests/:request/decision',
      access: { permission: 'provider.manage' },
      summary: '初审、由另一位经办人复审受理，或退回一件清算申请；退回须写明理由',
      schema: { params: ClearingParams, body: ClearingDecision, response: ClearingDecided },
      handler: ({ params, body }, desk) => decideClearing(params, body, desk, clock),
    }),
    route({
      method: 'GET',
      url: '/api/offsite-confirmations',
      access: SEE,
      summary: '区外机构确认的异地清分（3261），含已回退的（3262）',
      schema: { querystring: OffsiteQuery, response: OffsiteList },
      handler: ({ query }, desk) => listOffsite(query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/offsite-confirmations.xlsx',
      access: SEE,
      summary: '把异地清分确认清单导出为 Excel',
      schema: { querystring: OffsiteExportQuery, response: Workbook },
      handler: ({ query }, desk) =>
        rowsWorkbook(['offsite-confirmations', '异地清分'], OFFSITE_COLUMNS, desk, (paging, own) => listOffsite({ ...query, ...paging }, own)),
    }),
    route({
      method: 'GET',
      url: '/api/providers/:code/offsite-confirmations/:confirmation/bills',
      access: SEE,
      summary: '一次异地清分确认里的结算单，纳入与否',
      schema: { params: OffsiteParams, querystring: BillsQuery, response: Bills },
      handler: ({ params, query }, desk) => billsOfOffsite(params, query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/providers/:code/offsite-confirmations/:confirmation/bills.xlsx',
      access: SEE,
      summary: '把一次异地清分确认里的结算单导出为 Excel',
      schema: { params: OffsiteParams, querystring: BillsExportQuery, response: Workbook },
      handler: ({ params, query }, desk) =>
        rowsWorkbook(['offsite-bills', '异地清分结算单'], BILL_COLUMNS, desk, (paging, own) => billsOfOffsite(params, { ...query, ...paging }, own)),
    }),
  ]
}

type ListRow = Awaited<ReturnType<typeof listClearing>>['rows'][number]
const STANDINGS = { requested: '待初审', reviewed: '待复审', accepted: '已受理', returned: '已退回', withdrawn: '机构已撤销' } as const

const COLUMNS: readonly RowColumn<ListRow>[] = [
  { header: '申请事件ID', of: (row) => row.request },
  { header: '机构编码', of: (row) => row.institution },
  { header: '机构', width: 28, of: (row) => row.institution_name },
  { header: '清算年月', width: 10, of: (row) => row.month.slice(0, 7) },
  { header: '开始日期', width: 12, of: (row) => row.begins },
  { header: '结束日期', width: 12, of: (row) => row.ends },
  { header: '清算类别', width: 20, of: (row) => `${row.clearing_type} ${row.clearing_type_name}` },
  { header: '清算方式', width: 16, of: (row) => `${row.clearing_way} ${row.clearing_way_name}` },
  { header: '人次', width: 8, of: (row) => row.bills },
  { header: '医疗费总额', money: true, of: (row) => row.total_fen },
  { header: '基金申报总额', money: true, of: (row) => row.fund_fen },
  { header: '个人账户', money: true, of: (row) => row.account_fen },
  { header: '现金', money: true, of: (row) => row.cash_fen },
  { header: '状态', width: 12, of: (row) => STANDINGS[row.standing] },
  { header: '申请时间', width: 20, of: (row) => row.requested_at },
  { header: '理由', width: 40, of: (row) => row.reason },
]

const BILL_COLUMNS: readonly RowColumn<Static<typeof Bills>['rows'][number]>[] = [
  { header: '结算编号', of: (row) => row.settlement },
  { header: '就诊编号', of: (row) => row.visit },
  { header: '人员编号', width: 24, of: (row) => row.psn_no },
  { header: '参保人', width: 10, of: (row) => row.person_name },
  { header: '医疗类别', width: 10, of: (row) => row.med_type },
  { header: '结算日期', width: 12, of: (row) => row.settled_on },
  { header: '退费', width: 8, of: (row) => (row.refund ? '是' : '') },
  { header: '纳入', width: 8, of: (row) => (row.included ? '是' : '否') },
  { header: '医疗费总额', money: true, of: (row) => row.total_fen },
  { header: '基金支付', money: true, of: (row) => row.fund_fen },
  { header: '个人账户', money: true, of: (row) => row.account_fen },
  { header: '现金', money: true, of: (row) => row.cash_fen },
]

type OffsiteRow = Awaited<ReturnType<typeof listOffsite>>['rows'][number]

const OFFSITE_COLUMNS: readonly RowColumn<OffsiteRow>[] = [
  { header: '机构编码', of: (row) => row.institution },
  { header: '区外机构', width: 28, of: (row) => row.institution_name },
  { header: '清分年月', width: 10, of: (row) => row.month.slice(0, 7) },
  { header: '结算单', width: 10, of: (row) => row.bills },
  { header: '纳入', width: 10, of: (row) => row.included },
  { header: '医疗费总额', money: true, of: (row) => row.total_fen },
  { header: '基金支付', money: true, of: (row) => row.fund_fen },
  { header: '经办人', of: (row) => row.operator },
  { header: '确认时间', width: 20, of: (row) => row.confirmed_at },
  { header: '回退时间', width: 20, of: (row) => row.rolled_back_at },
]
