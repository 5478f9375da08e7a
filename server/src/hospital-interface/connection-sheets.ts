// Lists of the connection desk as Excel files: institutions and how they are connected, and messages that were found.
import type { Refusal } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import type { Clock } from '../http/clock.js'
import { type Desk, type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import {
  type ConnectionList,
  ConnectionsExportQuery,
  type ConnectionsQuery,
  MessageExportQuery,
  type MessageList,
  type MessageQuery,
} from './connection-schema.js'

type Connections = (desk: Desk, query: Static<typeof ConnectionsQuery>) => Promise<Static<typeof ConnectionList>>
type Messages = (desk: Desk, query: Static<typeof MessageQuery>, upTo: Date) => Promise<Static<typeof MessageList> | Refusal>

export function connectionSheets(clock: Clock, connections: Connections, messages: Messages): readonly Route[] {
  const sheet = (desk: Desk, query: Static<typeof MessageExportQuery>) => {
    const begun = clock.now()
    return rowsWorkbook(['messages', '接口报文'], MESSAGE_COLUMNS, desk, (paging, own) => messages(own, { ...query, ...paging }, begun))
  }
  return [
    route({
      method: 'GET',
      url: '/api/connections.xlsx',
      access: { permission: 'provider.see' },
      summary: '把接口连接清单导出为 Excel',
      schema: { querystring: ConnectionsExportQuery, response: Workbook },
      handler: ({ query }, desk) =>
        rowsWorkbook(['connections', '接口连接'], CONNECTION_COLUMNS, desk, (paging, own) => connections(own, { ...query, ...paging })),
    }),
    route({
      method: 'GET',
      url: '/api/messages.xlsx',
      access: { permission: 'provider.see' },
      summary: '把找到的接口报文导出为 Excel（不含姓名和证件号码）',
      schema: { querystring: MessageExportQuery, response: Workbook },
      handler: ({ query }, desk) => sheet(desk, query),
    }),
    route({
      method: 'GET',
      url: '/api/own-connection/messages.xlsx',
      access: { permission: 'own_institution.see' },
      summary: '把本机构的接口报文导出为 Excel（不含姓名和证件号码）',
      schema: { querystring: MessageExportQuery, response: Workbook },
      handler: ({ query }, desk) => sheet(desk, { ...query, institution: desk.officer.provider ?? '' }),
    }),
  ]
}

const CONNECTION_COLUMNS: readonly RowColumn<Static<typeof ConnectionList>['rows'][number]>[] = [
  { header: '机构编码', of: (row) => row.institution },
  { header: '机构', width: 28, of: (row) => row.name },
  { header: '所属区县', of: (row) => row.area_name },
  { header: '密钥', width: 8, of: (row) => row.keys },
  { header: '须签名', width: 8, of: (row) => (row.signature_required ? '是' : '否') },
  { header: '最近一日报文', of: (row) => row.messages },
  { header: '其中未受理', of: (row) => row.refused },
  { header: '最近报文', width: 26, of: (row) => row.last_at },
]

const RESULTS: ReadonlyMap<number, string> = new Map([
  [0, '成功'],
  [-1, '未受理'],
  [401, '网关拒绝'],
])

const MESSAGE_COLUMNS: readonly RowColumn<Static<typeof MessageList>['rows'][number]>[] = [
  { header: '时间', width: 26, of: (row) => row.at },
  { header: '机构编码', of: (row) => row.institution },
  { header: '交易', width: 8, of: (row) => row.infno },
  { header: '交易名称', width: 24, of: (row) => row.name },
  { header: '报文编号', width: 34, of: (row) => row.msgid },
  { header: '结果', width: 10, of: (row) => RESULTS.get(row.infcode) ?? row.infcode },
  { header: '差错', width: 20, of: (row) => row.code },
  { header: '说明', width: 60, of: (row) => row.sentence },
  { header: '耗时（毫秒）', of: (row) => Math.round(row.micros / 1000) },
  { header: '字节', width: 10, of: (row) => row.bytes },
  { header: '内容（隐去个人信息）', width: 60, of: (row) => row.shape },
]
