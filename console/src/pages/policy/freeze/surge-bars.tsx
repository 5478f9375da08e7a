// Since the launch beside what was usual, for each group; what surged is red.
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import type { SurgeTable } from '../../../api/draft-types.js'
import { Chart } from '../../../chart/chart.js'
import { count, yuan } from '../../../format/money.js'
import { type Text, useText } from '../../../language/language.js'
import { isSurge } from './is-surge.js'

const SHOWN = 15

export function SurgeBars({ of }: { readonly of: SurgeTable }) {
  const t = useText()
  const option = useMemo(() => barsOption(of, t), [of, t])
  return (
    <>
      <Chart option={option} height={80 + 46 * Math.min(of.totals.length, SHOWN)} label={t('{name}：启动以来与此前十二周，万元', { name: t(of.name) })} />
      {of.totals.length > SHOWN && <p className="quiet">{t('图中只列增长最大的 {n} 个，全部见表。', { n: SHOWN })}</p>}
    </>
  )
}

function barsOption({ totals }: SurgeTable, t: Text): EChartsCoreOption {
  const lines = totals.slice(0, SHOWN).toReversed()
  const said = (name: string, fen: number, bills: number) => `${name}<br/>${yuan(fen)} ${t('元')}<br/>${t('{n} 笔', { n: count(bills) })}`
  const series = (name: string, color: string, data: readonly object[]) => ({ type: 'bar', name, itemStyle: { color, borderRadius: 2 }, barMaxWidth: 14, data })
  return {
    grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    legend: { top: 4, left: 0 },
    tooltip: { trigger: 'item', formatter: (item: { data: { label?: string } }) => item.data.label ?? '' },
    xAxis: { type: 'value', axisLabel: { color: '#4a5b59' }, splitLine: { lineStyle: { color: '#e6ebe9' } } },
    yAxis: { type: 'category', data: lines.map(({ name }) => name), axisTick: { show: false }, axisLabel: { color: '#4a5b59' } },
    series: [
      series(
        t('此前十二周的同样长度'),
        '#b9c4c0',
        lines.map(({ name, preceding }) => ({
          value: (preceding?.usual_fen ?? 0) / 1_000_000,
          label: said(name, preceding?.usual_fen ?? 0, preceding?.usual_count ?? 0),
        })),
      ),
      series(
        t('启动以来'),
        '#0b6b62',
        lines.map((line) => ({
          value: line.amount_fen / 1_000_000,
          label: said(line.name, line.amount_fen, line.count),
          ...(isSurge(line) ? { itemStyle: { color: '#b3261e' } } : {}),
        })),
      ),
    ],
  }
}
