// Messages of the log: what was answered, how long it took, and what may be shown of the content.

import type { ColumnsType } from 'antd/es/table'
import Table from 'antd/es/table'
import type { MessageRow } from '../../api/connection-types.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { milliseconds, moment } from './words.js'

export const messageKey = (row: MessageRow): string => `${row.at}/${row.msgid}/${row.infno}/${row.micros}`

export function MessageTable({ rows, institution }: { readonly rows: readonly MessageRow[]; readonly institution: boolean }) {
  const t = useText()
  return (
    <Table<MessageRow>
      size="small"
      rowKey={messageKey}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={messageColumns(t, institution)}
      expandable={{ expandedRowRender: (row) => <Content row={row} /> }}
      dataSource={[...rows]}
      locale={{ emptyText: t('没有报文') }}
    />
  )
}

export function messageColumns(t: Text, institution: boolean): ColumnsType<MessageRow> {
  return [
    { key: 'at', title: t('时间'), render: (_, row) => moment(row.at) },
    ...(institution ? [{ key: 'institution', title: t('机构编码'), dataIndex: 'institution' }] : []),
    { key: 'infno', title: t('交易'), render: (_, row) => `${row.infno} ${row.name}` },
    { key: 'msgid', title: t('报文编号'), render: (_, row) => <code>{row.msgid}</code> },
    {
      key: 'result',
      title: t('结果'),
      render: (_, row) => <span className={row.infcode === 0 ? 'message-result' : 'message-result negative'}>{resultOf(t, row)}</span>,
    },
    { key: 'micros', title: t('耗时（毫秒）'), align: 'right', render: (_, row) => milliseconds(row.micros) },
  ]
}

function resultOf(t: Text, row: MessageRow): string {
  if (row.infcode === 0) return t('成功')
  return `${row.infcode === 401 ? t('网关拒绝') : t('未受理')}：${row.sentence}`
}

export function Content({ row }: { readonly row: MessageRow }) {
  const t = useText()
  return (
    <div className="message-content">
      <pre>{row.shape}</pre>
      <p className="quiet">{t('{n} 字节；姓名、证件号码等内容不保存，以 *** 代替。', { n: count(row.bytes) })}</p>
      {row.input_hash !== null && (
        <p className="quiet">
          SHA-256 <code>{row.input_hash}</code>
        </p>
      )}
    </div>
  )
}
