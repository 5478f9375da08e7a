// Findings added up by rule or by institution, the most money first; a click narrows the list to one of them.
import { useQuery } from '@tanstack/react-query'
import Table, { type ColumnsType } from 'antd/es/table'
import { findingSumsQuery } from '../../api/hospital-queries.js'
import type { FindingSum } from '../../api/hospital-types.js'
import type { Query } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { Answer, Empty } from '../../shell/states.js'

interface FindingSumsProps {
  readonly by: 'rule' | 'institution'
  readonly asked: Query
  readonly address: Address
}

export function FindingSums({ by, asked, address }: FindingSumsProps) {
  const t = useText()
  const answer = useQuery(findingSumsQuery({ ...asked, by }))
  const open = (key: string) => address.change({ [by]: key, tab: undefined })
  return (
    <Answer of={answer}>
      {(sums) =>
        sums.length === 0 ? (
          <Empty title={t('没有符合条件的疑点')} />
        ) : (
          <Table<FindingSum>
            size="small"
            rowKey="key"
            scroll={{ x: 'max-content' }}
            dataSource={[...sums]}
            columns={columns(t, by, open)}
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
          />
        )
      }
    </Answer>
  )
}

function columns(t: Text, by: FindingSumsProps['by'], open: (key: string) => void): ColumnsType<FindingSum> {
  const number = (key: 'findings' | 'unanswered' | 'continued' | 'amended', title: string): ColumnsType<FindingSum>[number] => ({
    key,
    title,
    align: 'right',
    className: 'num',
    sorter: (a, b) => a[key] - b[key],
    render: (_, row) => count(row[key]),
  })
  return [
    {
      key: 'name',
      title: by === 'rule' ? t('规则') : t('机构'),
      render: (_, row) => (
        <button type="button" className="link-button" onClick={() => open(row.key)}>
          {row.key} {row.name}
        </button>
      ),
    },
    number('findings', t('疑点')),
    {
      key: 'amount_fen',
      title: t('涉及金额'),
      align: 'right',
      sorter: (a, b) => a.amount_fen - b.amount_fen,
      render: (_, row) => <Yuan fen={row.amount_fen} />,
    },
    number('unanswered', t('未反馈')),
    number('continued', t('继续执行')),
    number('amended', t('返回修改')),
  ]
}
