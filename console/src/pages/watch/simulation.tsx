// Rates of the levy beside each other: how the pot grows and what stays uncovered over the years.
import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo, useState } from 'react'
import { download, post } from '../../api/request.js'
import type { SimulatedYear, Simulation } from '../../api/watch-types.js'
import { Chart } from '../../chart/chart.js'
import { FEN_PER_WAN } from '../../chart/waterfall.js'
import { WithTable } from '../../chart/with-table.js'
import { Wan } from '../../format/amount.js'
import { type Text, useText } from '../../language/language.js'
import { PrintButton } from '../../shell/print-button.js'
import { Said } from '../pooling/said.js'

export function SimulationPanel({ scheme, year }: { readonly scheme: string; readonly year: number }) {
  const t = useText()
  const [areas, setAreas] = useState('example')
  const [rates, setRates] = useState('2, 3, 5')
  const [share, setShare] = useState('80')
  const [stop, setStop] = useState('6')
  const asked = () => {
    const list = rates.split(/[,，、\s]+/).filter((text) => text !== '')
    return { scheme, areas, year, rates: list, share, stop_months: Number(stop) }
  }
  const run = useMutation({ mutationFn: () => post<Simulation>('/api/adjustment/simulations', asked()) })
  const save = useMutation({ mutationFn: () => download('/api/adjustment/simulations.xlsx', asked(), `${t('比例测算')}-${year}.xlsx`) })
  const field = (label: string, value: string, set: (text: string) => void, id: string) => (
    <div className="filter">
      <span id={id}>{label}</span>
      <Input aria-labelledby={id} style={{ width: 140 }} value={value} onChange={(event) => set(event.target.value)} />
    </div>
  )
  return (
    <>
      <div className="filters">
        <Select
          aria-label={t('测算范围')}
          style={{ width: 240 }}
          value={areas}
          options={[
            { value: 'example', label: t('示例省14市（示意数）') },
            { value: 'own', label: t('本地区各单位（账上数据）') },
          ]}
          onChange={setAreas}
        />
        {field(t('上解比例（%）'), rates, setRates, 'sim-rates')}
        {field(t('下拨占缺口（%）'), share, setShare, 'sim-share')}
        {field(t('停征月数（0 为不停）'), stop, setStop, 'sim-stop')}
        <Button type="primary" loading={run.isPending} onClick={() => run.mutate()}>
          {t('测算五年')}
        </Button>
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {t('导出 Excel')}
        </Button>
        <PrintButton />
      </div>
      <Said error={run.error ?? save.error} />
      {run.data !== undefined && <Told of={run.data} />}
    </>
  )
}

type Row = SimulatedYear & { readonly rate: string }

function Told({ of }: { readonly of: Simulation }) {
  const t = useText()
  const option = useMemo(() => potOption(of, t), [of, t])
  const rows = of.rates.flatMap(({ rate, years }) => years.map((year): Row => ({ ...year, rate })))
  const amount = (key: 'levy_fen' | 'grant_fen' | 'pot_fen' | 'gap_fen' | 'uncovered_fen', title: string) => ({
    key,
    title,
    align: 'right' as const,
    render: (_: unknown, row: Row) => <Wan fen={row[key]} />,
  })
  return (
    <WithTable
      name="simulation"
      title={t('各比例下的调剂金和仍缺资金（万元）')}
      note={of.basis}
      chart={<Chart option={option} height={320} label={t('各上解比例五年调剂金余额和仍缺资金')} />}
      table={
        <Table<Row>
          size="small"
          rowKey={({ rate, year }) => `${rate} ${year}`}
          pagination={false}
          dataSource={rows}
          columns={[
            { title: t('比例'), render: (_, row) => `${row.rate}%` },
            { title: t('年度'), dataIndex: 'year', className: 'num' },
            amount('levy_fen', t('上解')),
            amount('grant_fen', t('下拨')),
            amount('pot_fen', t('调剂金余额')),
            amount('gap_fen', t('缺口')),
            amount('uncovered_fen', t('仍缺资金')),
            { title: t('缺口地区数'), align: 'right', dataIndex: 'areas_in_gap' },
            { title: t('停征'), render: (_, row) => (row.stopped ? t('是') : '') },
          ]}
        />
      }
    />
  )
}

const COLOURS = ['#0b6b62', '#b04a1f', '#9c6a00', '#3b5b8c', '#7a3e78', '#4a5b59']

function potOption({ rates }: Simulation, t: Text): EChartsCoreOption {
  return {
    grid: { left: 8, right: 16, top: 48, bottom: 8, containLabel: true },
    legend: { top: 4, left: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: rates[0]?.years.map(({ year }) => String(year)) ?? [] },
    yAxis: { type: 'value', splitLine: { lineStyle: { color: '#e6ebe9' } } },
    series: rates.flatMap(({ rate, years }, i) => [
      { type: 'line', name: `${rate}% ${t('调剂金余额')}`, itemStyle: { color: COLOURS[i] }, data: years.map((year) => year.pot_fen / FEN_PER_WAN) },
      {
        type: 'line',
        name: `${rate}% ${t('仍缺资金')}`,
        lineStyle: { type: 'dashed' },
        itemStyle: { color: COLOURS[i] },
        data: years.map((year) => year.uncovered_fen / FEN_PER_WAN),
      },
    ]),
  }
}
