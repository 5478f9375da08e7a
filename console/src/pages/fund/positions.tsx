// The position of every fund at every unit, as bars and as a table; each figure leads on to entries or bills.
import Table, { type ColumnsType } from 'antd/es/table'
import type { EChartsCoreOption } from 'echarts/core'
import { type ReactNode, useMemo } from 'react'
import { Link } from 'react-router'
import type { Cockpit, Position } from '../../api/types.js'
import { Chart } from '../../chart/chart.js'
import { WithTable } from '../../chart/with-table.js'
import { Wan } from '../../format/amount.js'
import { yuan } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'
import { booksPath } from './cockpit.js'
import { fundTone } from './tones.js'

export function Positions({ of }: { readonly of: Cockpit }) {
  const t = useText()
  return (
    <WithTable
      name="positions"
      first="table"
      title={t('分险种、分单位的基金状况')}
      note={t('状况 = 存款 + 应收 − 应付')}
      chart={<PositionBars of={of.positions} />}
      table={<PositionTable of={of.positions} />}
    />
  )
}

function PositionTable({ of }: { readonly of: readonly Position[] }) {
  const t = useText()
  const mayBooks = useMay()('book.see')
  return (
    <Table<Position>
      size="small"
      pagination={false}
      scroll={{ x: 'max-content' }}
      rowKey={(row) => `${row.book} ${row.unit}`}
      dataSource={of}
      columns={positionColumns(t, mayBooks)}
      rowClassName={(row, index) => (index > 0 && of[index - 1]?.fund !== row.fund ? 'fund-begins' : '')}
    />
  )
}

function positionColumns(t: Text, mayBooks: boolean): ColumnsType<Position> {
  const to = (path: string, children: ReactNode) => (mayBooks ? <Link to={path}>{children}</Link> : children)
  const amount = (key: AmountKey, title: string, path?: (row: Position) => string) => ({
    key,
    title: t(title),
    align: 'right' as const,
    render: (_: unknown, row: Position) => (path === undefined ? <Wan fen={row[key]} /> : to(path(row), <Wan fen={row[key]} />)),
  })
  return [
    { key: 'fund', title: t('基金'), render: (_, row) => <span className={`fund-mark ${fundTone(row.fund)}`}>{t(row.fund_name)}</span> },
    { key: 'unit', title: t('单位'), dataIndex: 'unit_name' },
    amount('cash_fen', '存款', (row) => booksPath(row.book, 'entries', { unit: row.unit })),
    amount('receivable_fen', '应收'),
    amount('payable_fen', '应付', (row) => booksPath(row.book, 'memo', { unit: row.unit })),
    { ...amount('position_fen', '状况'), className: 'main-figure' },
    amount('income_ytd_fen', '本年收入', (row) => booksPath(row.book, 'entries', { unit: row.unit })),
    amount('expenditure_ytd_fen', '本年支出', (row) => booksPath(row.book, 'entries', { unit: row.unit })),
    amount('settled_ytd_fen', '本年结算', (row) => booksPath(row.book, 'memo', { unit: row.unit })),
    { key: 'months', title: t('可支付月数'), align: 'right', render: (_, row) => <Months of={row.months_of_cover} /> },
  ]
}

type AmountKey = 'cash_fen' | 'receivable_fen' | 'payable_fen' | 'position_fen' | 'income_ytd_fen' | 'expenditure_ytd_fen' | 'settled_ytd_fen'

function Months({ of }: { readonly of: Position['months_of_cover'] }) {
  if (of === null) return <span className="quiet">—</span>
  const months = Number(of)
  return <span className={months < 3 ? 'num months low' : months < 6 ? 'num months thin' : 'num months'}>{of}</span>
}

function PositionBars({ of }: { readonly of: readonly Position[] }) {
  const t = useText()
  const option = useMemo(() => barsOption(of, t), [of, t])
  return <Chart option={option} height={Math.max(220, new Set(of.map((row) => row.unit)).size * 44 + 70)} label={t('各单位各险种的基金状况，万元')} />
}

/** Axes and lengths are numbers of 万元 for the drawing only; labels show the exact amounts. */
function barsOption(of: readonly Position[], t: Text): EChartsCoreOption {
  const units = [...new Set(of.map((row) => row.unit_name))]
  const funds = [...new Set(of.map((row) => row.fund))]
  const at = (fund: string, unit: string) => of.find((row) => row.fund === fund && row.unit_name === unit)
  return {
    aria: { enabled: true },
    grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0 },
    tooltip: { trigger: 'item', formatter: (item: { data: { label?: string } }) => item.data.label ?? '' },
    xAxis: { type: 'value', axisLabel: { color: '#4a5b59' }, splitLine: { lineStyle: { color: '#e6ebe9' } } },
    yAxis: { type: 'category', inverse: true, data: units, axisTick: { show: false }, axisLabel: { color: '#1c2b2a' } },
    series: funds.map((fund) => ({
      type: 'bar',
      name: t(of.find((row) => row.fund === fund)?.fund_name ?? fund),
      itemStyle: { color: FUND_COLOURS[fundTone(fund)], borderRadius: 2 },
      barMaxWidth: 12,
      data: units.map((unit) => barOf(at(fund, unit), t)),
    })),
  }
}

const FUND_COLOURS: Readonly<Record<string, string>> = {
  'fund-resident': '#0b6b62',
  'fund-employee': '#3d5aa8',
  'fund-large': '#2476a0',
  'fund-assistance': '#7b4a9e',
  'fund-other': '#9c6a00',
}

function barOf(row: Position | undefined, t: Text) {
  return row === undefined
    ? { value: null }
    : { value: row.position_fen / 1_000_000, label: `${row.unit_name} · ${t(row.fund_name)}<br/>${yuan(row.position_fen)} ${t('元')}` }
}
