// What each pair of parties came to in the month.
import Table from 'antd/es/table'
import type { FourWaysMonth } from '../../../api/four-ways-types.js'
import { Yuan } from '../../../format/amount.js'
import { count } from '../../../format/money.js'
import { useText } from '../../../language/language.js'
import { Empty } from '../../../shell/states.js'

export function Pairs({ of }: { readonly of: FourWaysMonth }) {
  const t = useText()
  if (of.run === null) return <Empty title={t('这个月还没有对账')} />
  return (
    <Table
      size="small"
      scroll={{ x: 'max-content' }}
      rowKey="pair"
      dataSource={of.pairs}
      pagination={false}
      columns={[
        { key: 'name', title: t('对账'), render: (_, row) => `${t(row.name)}（${t(row.left_name)}—${t(row.right_name)}）` },
        { key: 'left', title: t('甲方金额'), align: 'right', render: (_, row) => <Yuan fen={row.left_fen} /> },
        { key: 'left_lines', title: t('甲方笔数'), align: 'right', render: (_, row) => <span className="num">{count(row.left_lines)}</span> },
        { key: 'right', title: t('乙方金额'), align: 'right', render: (_, row) => <Yuan fen={row.right_fen} /> },
        { key: 'right_lines', title: t('乙方笔数'), align: 'right', render: (_, row) => <span className="num">{count(row.right_lines)}</span> },
        { key: 'matched', title: t('已对上'), align: 'right', render: (_, row) => <Yuan fen={row.matched_fen} /> },
        { key: 'differences', title: t('差异'), align: 'right', render: (_, row) => <span className="num">{count(row.differences)}</span> },
        { key: 'tolerance', title: t('日期容差（天）'), dataIndex: 'tolerance_days', align: 'right', className: 'num' },
      ]}
    />
  )
}
