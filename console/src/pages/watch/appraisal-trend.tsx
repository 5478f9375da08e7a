// Totals of every unit over the years.
import { useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import { type AppraisalTrend, appraisalTrendQuery } from '../../api/watch-types.js'
import { Chart } from '../../chart/chart.js'
import { WithTable } from '../../chart/with-table.js'
import { useText } from '../../language/language.js'
import { Answer } from '../../shell/states.js'

export function AppraisalTrendPanel() {
  const t = useText()
  const answer = useQuery(appraisalTrendQuery)
  return (
    <Answer of={answer}>
      {(of) => (of.length === 0 ? null : <WithTable name="trend" title={t('历年得分')} chart={<Lines of={of} />} table={<TrendTable of={of} />} />)}
    </Answer>
  )
}

function Lines({ of }: { readonly of: AppraisalTrend }) {
  const t = useText()
  const option = useMemo(() => linesOption(of), [of])
  return <Chart option={option} height={240} label={t('各单位历年总分')} />
}

function linesOption(of: AppraisalTrend): EChartsCoreOption {
  const years = [...new Set(of.map(({ year }) => year))]
  const names = [...new Set(of.map(({ name }) => name))]
  return {
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    legend: { top: 4, left: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: years.map(String) },
    yAxis: { type: 'value', max: 100, splitLine: { lineStyle: { color: '#e6ebe9' } } },
    series: names.map((name) => ({
      type: 'line',
      name,
      data: years.map((year) => {
        const total = of.find((one) => one.year === year && one.name === name)?.total
        return total == null ? null : Number(total)
      }),
    })),
  }
}

function TrendTable({ of }: { readonly of: AppraisalTrend }) {
  const t = useText()
  return (
    <Table<AppraisalTrend[number]>
      size="small"
      rowKey={({ year, unit }) => `${year} ${unit}`}
      pagination={of.length > 30 ? { pageSize: 30 } : false}
      dataSource={[...of]}
      columns={[
        { title: t('年度'), dataIndex: 'year', className: 'num' },
        { title: t('单位'), dataIndex: 'name' },
        { title: t('总分'), align: 'right', render: (_, row) => row.total ?? t('待评定') },
        { title: t('名次'), align: 'right', render: (_, row) => row.rank ?? '—' },
      ]}
    />
  )
}
