// The desk's routes about bills: lists, a statement, a person's history and accumulators.
import { type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { exportHistory, exportSettlements } from './export-settlements.js'
import {
  AccumulatorQuery,
  Accumulators,
  BillParams,
  History,
  HistoryExportQuery,
  HistoryQuery,
  ListExportQuery,
  ListQuery,
  PersonParams,
  SettlementList,
} from './list-schema.js'
import { readAccumulators } from './read-accumulators.js'
import { readHistory, readSettlements } from './read-history.js'
import { readStatement } from './read-statement.js'
import { Statement } from './statement-schema.js'

const seeBills = { permission: 'settlement.see' } as const

export const settlementRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/settlements',
    access: seeBills,
    summary: '本人区域内的结算单，含合计；不给日期时列最近一个月',
    schema: { querystring: ListQuery, response: SettlementList },
    handler: ({ query }, desk) => readSettlements(query, desk),
  }),
  route({
    method: 'GET',
    url: '/api/settlements.xlsx',
    access: seeBills,
    summary: '把结算单清单导出为 Excel',
    schema: { querystring: ListExportQuery, response: Workbook },
    handler: ({ query }, desk) => exportSettlements(query, desk),
  }),
  route({
    method: 'GET',
    url: '/api/settlements/:psn_no/:settlement',
    access: seeBills,
    summary: '一张结算单：逐层支付、条款、累计、明细、分录',
    schema: { params: BillParams, response: Statement },
    handler: ({ params }, desk) => readStatement(params.psn_no, params.settlement, desk),
  }),
  route({
    method: 'GET',
    url: '/api/persons/:psn_no/settlements',
    access: seeBills,
    summary: '参保人的结算历史',
    schema: { params: PersonParams, querystring: HistoryQuery, response: History },
    handler: ({ params, query }, desk) => readHistory(params.psn_no, query, desk),
  }),
  route({
    method: 'GET',
    url: '/api/persons/:psn_no/settlements.xlsx',
    access: seeBills,
    summary: '把参保人的结算历史导出为 Excel',
    schema: { params: PersonParams, querystring: HistoryExportQuery, response: Workbook },
    handler: ({ params, query }, desk) => exportHistory(params.psn_no, query.year, desk),
  }),
  route({
    method: 'GET',
    url: '/api/persons/:psn_no/accumulators',
    access: seeBills,
    summary: '参保人的年度累计和限额',
    schema: { params: PersonParams, querystring: AccumulatorQuery, response: Accumulators },
    handler: ({ params, query }, desk) => readAccumulators(params.psn_no, query.year, desk),
  }),
]
