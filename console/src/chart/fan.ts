// A fan: what was, what is told, and the band in which it may lie. Lengths are 亿元 for the drawing only.
import type { EChartsCoreOption } from 'echarts/core'
import { yuan } from '../format/money.js'

export interface FanPoint {
  readonly name: string
  readonly low: number
  readonly middle: number
  readonly high: number
}

const FEN_PER_YI = 10_000_000_000

export function fanOption(points: readonly FanPoint[], words: { readonly middle: string; readonly band: string; readonly unit: string }): EChartsCoreOption {
  const yi = (fen: number) => fen / FEN_PER_YI
  const line = { type: 'line', symbol: 'none', stack: 'band', lineStyle: { opacity: 0 }, silent: true }
  return {
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: { top: 4, left: 0, data: [words.middle, words.band] },
    tooltip: {
      trigger: 'axis',
      formatter: (items: readonly { dataIndex: number }[]) => {
        const point = points[items[0]?.dataIndex ?? 0]
        return point === undefined ? '' : `${point.name}<br/>${yuan(point.middle)} ${words.unit}<br/>${yuan(point.low)} – ${yuan(point.high)}`
      },
    },
    xAxis: { type: 'category', boundaryGap: false, data: points.map(({ name }) => name), axisLabel: { color: '#4a5b59' } },
    yAxis: { type: 'value', axisLabel: { color: '#4a5b59' }, splitLine: { lineStyle: { color: '#e6ebe9' } } },
    series: [
      { ...line, name: 'low', stackStrategy: 'all', data: points.map(({ low }) => yi(low)) },
      {
        ...line,
        name: words.band,
        stackStrategy: 'all',
        itemStyle: { color: '#9fc7c1' },
        areaStyle: { color: '#0b6b62', opacity: 0.18 },
        data: points.map(({ low, high }) => yi(high - low)),
      },
      {
        type: 'line',
        name: words.middle,
        symbolSize: 6,
        itemStyle: { color: '#0b6b62' },
        lineStyle: { width: 2 },
        data: points.map(({ middle }) => yi(middle)),
      },
    ],
  }
}
