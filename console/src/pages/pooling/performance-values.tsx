// Targets beside what was reached: green, amber, red, and where the figure comes from.
import Table from 'antd/es/table'
import Tag from 'antd/es/tag'
import type { PerformanceIndicator, PerformanceValue } from '../../api/performance-types.js'
import { useText } from '../../language/language.js'

const COLOURS: Readonly<Record<string, string>> = { green: 'green', amber: 'gold', red: 'red', unknown: 'default' }

interface PerformanceValuesProps {
  readonly indicators: readonly PerformanceIndicator[]
  readonly values: readonly PerformanceValue[]
}

export function PerformanceValues({ indicators, values }: PerformanceValuesProps) {
  const t = useText()
  const of = (id: string): PerformanceIndicator | undefined => indicators.find((one) => one.id === id)
  return (
    <Table<PerformanceValue>
      size="small"
      rowKey="indicator"
      pagination={false}
      dataSource={[...values]}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('一级指标'), render: (_, row) => of(row.indicator)?.level1 },
        { title: t('二级指标'), render: (_, row) => of(row.indicator)?.level2 },
        { title: t('三级指标'), render: (_, row) => of(row.indicator)?.name ?? row.indicator },
        { title: t('年度指标值'), align: 'right', render: (_, row) => `${of(row.indicator)?.better === 'less' ? '≤' : '≥'}${row.target}%` },
        { title: t('实际完成值'), align: 'right', render: (_, row) => (row.actual === null ? '—' : `${row.actual}%`) },
        { title: t('状态'), render: (_, row) => <Tag color={COLOURS[row.signal] ?? 'default'}>{t(row.signal_name)}</Tag> },
        { title: t('分值'), align: 'right', render: (_, row) => row.weight ?? '—' },
        { title: t('得分'), align: 'right', render: (_, row) => row.points ?? '—' },
        { title: t('数据来源'), dataIndex: 'basis' },
        { title: t('偏差原因及改进措施'), dataIndex: 'remark' },
      ]}
    />
  )
}
