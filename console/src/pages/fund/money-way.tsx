// 资金去向: from whom money came into a fund this year, to which institutions it went, what stayed.
import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import type { Cockpit } from '../../api/fund-types.js'
import { type MoneyWay, moneyWayQuery } from '../../api/watch-types.js'
import { Chart } from '../../chart/chart.js'
import { WithTable } from '../../chart/with-table.js'
import { Wan } from '../../format/amount.js'
import { yuan } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Answer, Empty } from '../../shell/states.js'

export function MoneyWayPanel({ of }: { readonly of: Cockpit }) {
  const t = useText()
  const address = useAddress()
  const fund = address.of('way') ?? of.totals[0]?.fund ?? 'resident'
  const answer = useQuery(moneyWayQuery({ fund, from: `${of.day.slice(0, 4)}-01-01`, to: of.day }))
  const choice = (
    <Select
      aria-label={t('资金去向的基金')}
      size="small"
      style={{ width: 240 }}
      value={fund}
      options={of.totals.map((one) => ({ value: one.fund, label: t(one.fund_name) }))}
      onChange={(way: string) => address.change({ way })}
    />
  )
  return (
    <Answer of={answer}>
      {(way) => (
        <WithTable
          name="moneyway"
          title={t('资金去向（本年现金）')}
          chart={
            <>
              {choice}
              {way.links.length === 0 ? <Empty title={t('这段时间没有收支')} /> : <Sankey of={way} />}
            </>
          }
          table={
            <>
              {choice}
              <WayTable of={way} />
            </>
          }
        />
      )}
    </Answer>
  )
}

function Sankey({ of }: { readonly of: MoneyWay }) {
  const t = useText()
  const option = useMemo(() => sankeyOption(of, t), [of, t])
  return <Chart option={option} height={340} label={t('资金从哪里来、到哪里去，万元')} />
}

const COLOURS: Readonly<Record<string, string>> = { in: '#0b6b62', fund: '#1c2b2a', out: '#b04a1f' }

function sankeyOption({ nodes, links }: MoneyWay, t: Text): EChartsCoreOption {
  const names = new Map(nodes.map(({ id, name }) => [id, t(name)]))
  return {
    tooltip: { trigger: 'item' },
    series: [
      {
        type: 'sankey',
        left: 8,
        right: 120,
        top: 12,
        bottom: 12,
        nodeAlign: 'justify',
        label: { color: '#1c2b2a', formatter: (item: { name: string }) => names.get(item.name) ?? item.name },
        lineStyle: { color: 'source', opacity: 0.3 },
        tooltip: {
          formatter: (item: { data: { source?: string; target?: string; fen?: number; name?: string } }) =>
            item.data.fen === undefined
              ? (names.get(item.data.name ?? '') ?? '')
              : `${names.get(item.data.source ?? '')} → ${names.get(item.data.target ?? '')}<br/>${yuan(item.data.fen)} ${t('元')}`,
        },
        data: nodes.map(({ id, side }) => ({ name: id, itemStyle: { color: COLOURS[side] ?? '#4a5b59' } })),
        links: links.map(({ source, target, fen }) => ({ source, target, fen, value: fen / 1_000_000 })),
      },
    ],
  }
}

function WayTable({ of: { nodes, links } }: { readonly of: MoneyWay }) {
  const t = useText()
  const name = (id: string) => t(nodes.find((node) => node.id === id)?.name ?? id)
  return (
    <Table<MoneyWay['links'][number]>
      size="small"
      pagination={false}
      rowKey={({ source, target }) => `${source}>${target}`}
      dataSource={[...links]}
      columns={[
        { title: t('从'), render: (_, row) => name(row.source) },
        { title: t('到'), render: (_, row) => name(row.target) },
        { title: t('金额'), align: 'right', render: (_, row) => <Wan fen={row.fen} /> },
      ]}
    />
  )
}
