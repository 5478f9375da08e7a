// The bills behind a clearing: each leads to its statement.
import { useQuery } from '@tanstack/react-query'
import Table, { type ColumnsType } from 'antd/es/table'
import { useState } from 'react'
import { Link } from 'react-router'
import { clearingBillsQuery } from '../../api/hospital-queries.js'
import type { ClearingBill } from '../../api/hospital-types.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { ExcelLink } from '../../session/list-section.js'
import { Answer } from '../../shell/states.js'

const SIZE = 20

export function ClearingBills({ path, included = false }: { readonly path: string; readonly included?: boolean }) {
  const t = useText()
  const [asking, ask] = useState<{ readonly page: number; readonly sort?: string }>({ page: 1 })
  const answer = useQuery(clearingBillsQuery(path, { page: asking.page, size: SIZE, sort: asking.sort }))
  return (
    <Answer of={answer} rows={4}>
      {(bills) => (
        <>
          <ExcelLink path={`${path}/bills.xlsx`} query={{ sort: asking.sort }} />
          <Table<ClearingBill>
            size="small"
            rowKey="settlement"
            scroll={{ x: 'max-content' }}
            dataSource={[...bills.rows]}
            columns={columns(t, included)}
            loading={{ spinning: answer.isFetching, delay: 200 }}
            locale={{ emptyText: t('没有结算单') }}
            rowClassName={(row) => (row.refund ? 'row-struck' : '')}
            pagination={{ current: asking.page, pageSize: SIZE, total: bills.total, hideOnSinglePage: true, showTotal: (n) => t('共 {n} 条', { n: count(n) }) }}
            onChange={(pagination, _, sorter) => {
              const one = Array.isArray(sorter) ? sorter[0] : sorter
              const sort = one?.order ? `${one.order === 'descend' ? '-' : ''}${String(one.columnKey)}` : undefined
              ask({ page: sort === asking.sort ? (pagination.current ?? 1) : 1, ...(sort === undefined ? {} : { sort }) })
            }}
          />
        </>
      )}
    </Answer>
  )
}

function columns(t: Text, included: boolean): ColumnsType<ClearingBill> {
  const money = (key: 'total_fen' | 'fund_fen' | 'account_fen' | 'cash_fen', title: string, sorter = false): ColumnsType<ClearingBill>[number] => ({
    key,
    title,
    align: 'right',
    sorter,
    render: (_, row) => <Yuan fen={row[key]} />,
  })
  return [
    {
      key: 'settlement',
      title: t('结算单'),
      render: (_, row) => (
        <Link className="num" to={`/settlements/${row.psn_no}/${row.settlement}`}>
          {row.settlement}
        </Link>
      ),
    },
    { key: 'person', title: t('参保人'), dataIndex: 'person_name' },
    { key: 'settled_on', title: t('结算日期'), dataIndex: 'settled_on', className: 'num', sorter: true },
    money('total_fen', t('医疗费总额'), true),
    money('fund_fen', t('基金支付'), true),
    money('account_fen', t('个人账户')),
    money('cash_fen', t('现金')),
    {
      key: 'mark',
      title: t('说明'),
      render: (_, row) => (row.refund ? t('撤销单') : included && !row.included ? t('不纳入本次清分') : ''),
    },
  ]
}
