// Month by month: what came in, what went out, what was settled.
import Segmented from 'antd/es/segmented'
import Table from 'antd/es/table'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import type { Cockpit } from '../../api/types.js'
import { Chart } from '../../chart/chart.js'
import { WithTable } from '../../chart/with-table.js'
import { Wan } from '../../format/amount.js'
import { yuan } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'

type Month = Cockpit['trend'][number]

export function Trend({ of }: { readonly of: Cockpit }) {
  const t = useText()
  const address = useAddress()
  const funds = of.totals.map((total) => total.fund).filter((code) => of.trend.some((month) => month.fund === code))
  const fund = address.of('fund') ?? funds[0] ?? ''
  const months = of.trend.filter((month) => month.fund === fund)
  const name = (code: string) => t(of.trend.find((month) => month.fund === code)?.fund_name ?? code)
  return (
    <WithTable
      name="trend"
      title={t('逐月收支与结算')}
      chart={
        <>
          <FundChoice funds={funds} fund={fund} name={name} choose={(next) => address.change({ fund: next })} />
          <TrendLines months={months} label={name(fund)} />
        </>
      }
      table={
        <>
          <FundChoice funds={funds} fund={fund} name={name} choose={(next) => address.change({ fund: next })} />
          <TrendTable months={months} />
        </>
      }
    />
  )
}

interface FundChoiceProps {
  readonly funds: readonly string[]
  readonly fund: string
  readonly name: (fund: string) => string
  readonly choose: (fund: string) => void
}

function FundChoice({ funds, fund, name, choose }: FundChoiceProps) {
  const t = useText()
  if (funds.length < 2) return null
  return <Segmented size="small" aria-label={t('基金')} options={funds.map((code) => ({ value: code, label: name(code) }))} value={fund} onChange={choose} />
}

function TrendTable({ months }: { readonly months: readonly Month[] }) {
  const t = useText()
  const amount = (key: 'income_fen' | 'expenditure_fen' | 'settled_fen', title: string) => ({
    key,
    title: t(title),
    align: 'right' as const,
    render: (_: unknown, row: Month) => <Wan fen={row[key]} />,
  })
  return (
    <Table<Month>
      size="small"
      pagination={false}
      rowKey="month"
      dataSource={months}
      columns={[
        { title: t('月份'), dataIndex: 'month', className: 'num' },
        amount('income_fen', '收入'),
        amount('expenditure_fen', '支出'),
        amount('settled_fen', '结算'),
      ]}
    />
  )
}

function TrendLines({ months, label }: { readonly months: readonly Month[]; readonly label: string }) {
  const t = useText()
  const option = useMemo(() => linesOption(months, t), [months, t])
  return <Chart option={option} height={280} label={t('{fund} 逐月收入、支出与结算，万元', { fund: label })} />
}

function linesOption(months: readonly Month[], t: Text): EChartsCoreOption {
  const series = (key: 'income_fen' | 'expenditure_fen' | 'settled_fen', name: string, color: string, type: 'bar' | 'line') => ({
    type,
    name: t(name),
    itemStyle: { color, borderRadius: 2 },
    lineStyle: { color, width: 2 },
    symbolSize: 6,
    barMaxWidth: 14,
    data: months.map((month) => ({ value: month[key] / 1_000_000, label: `${month.month} · ${t(name)}<br/>${yuan(month[key])} ${t('元')}` })),
  })
  return {
    aria: { enabled: true },
    grid: { left: 8, right: 12, top: 40, bottom: 8, containLabel: true },
    legend: { top: 4, left: 0 },
    tooltip: { trigger: 'item', formatter: (item: { data: { label?: string } }) => item.data.label ?? '' },
    xAxis: { type: 'category', data: months.map((month) => month.month), axisTick: { show: false }, axisLabel: { color: '#4a5b59' } },
    yAxis: { type: 'value', axisLabel: { color: '#4a5b59' }, splitLine: { lineStyle: { color: '#e6ebe9' } } },
    series: [
      series('income_fen', '收入', '#0b6b62', 'bar'),
      series('expenditure_fen', '支出', '#b04a1f', 'bar'),
      series('settled_fen', '结算', '#9c6a00', 'line'),
    ],
  }
}
