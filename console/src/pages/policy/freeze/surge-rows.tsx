// The report's figures: the sums since the launch, then week by week.
import Table, { type ColumnsType } from 'antd/es/table'
import type { Growth, SurgeLine, SurgeTable, SurgeWeek } from '../../../api/draft-types.js'
import { Yuan } from '../../../format/amount.js'
import { count } from '../../../format/money.js'
import { type Text, useText } from '../../../language/language.js'
import { Chip } from '../marks.js'
import { isSurge } from './is-surge.js'

type Row = SurgeLine | SurgeWeek

export function SurgeRows({ of }: { readonly of: SurgeTable }) {
  const t = useText()
  const rows: readonly Row[] = [...of.totals, ...of.weekly]
  return (
    <Table<Row>
      size="small"
      rowKey={(row) => `${row.group} ${'from' in row ? row.from : ''}`}
      columns={columns(t)}
      dataSource={[...rows]}
      pagination={rows.length > 50 && { pageSize: 50 }}
      scroll={{ x: 'max-content' }}
    />
  )
}

function columns(t: Text): ColumnsType<Row> {
  return [
    { key: 'name', title: t('名称'), render: (_, row) => row.name },
    {
      key: 'weeks',
      title: t('期间'),
      className: 'num',
      render: (_, row) => ('from' in row ? t('{from} 至 {until}', { from: row.from, until: row.to }) : t('启动以来合计')),
    },
    { key: 'count', title: t('笔数'), align: 'right', className: 'num', render: (_, row) => count(row.count) },
    { key: 'amount', title: t('金额（元）'), align: 'right', render: (_, row) => <Yuan fen={row.amount_fen} /> },
    { key: 'usual', title: t('此前十二周'), align: 'right', render: (_, row) => <Usual of={row.preceding} /> },
    { key: 'growth', title: t('比此前'), align: 'right', className: 'num', render: (_, row) => growth(row.preceding, t) },
    { key: 'year', title: t('上年同期'), align: 'right', render: (_, row) => <Usual of={row.year_before} /> },
    { key: 'year_growth', title: t('比上年'), align: 'right', className: 'num', render: (_, row) => growth(row.year_before, t) },
    { key: 'surge', title: t('标记'), render: (_, row) => isSurge(row) && <Chip tone="draft" name={t('突增')} /> },
  ]
}

function Usual({ of }: { readonly of: Growth | null }) {
  const t = useText()
  return of === null ? <span className="quiet">{t('没有数据')}</span> : <Yuan fen={of.usual_fen} />
}

function growth(of: Growth | null, t: Text): string {
  if (of === null) return '—'
  return of.fen_percent === null ? t('此前没有') : `${of.fen_percent}%`
}
