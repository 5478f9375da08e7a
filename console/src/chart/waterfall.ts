// Bars that hang between two levels, from the first to the last. Lengths are 万元 for the drawing only; labels show exact amounts.
import type { EChartsCoreOption } from 'echarts/core'

export interface Fall {
  readonly name: string
  /** In fen. */
  readonly from: number
  readonly to: number
  readonly colour: string
  readonly label: string
}

export const FEN_PER_WAN = 1_000_000

/** `floor`: where the axis starts, in fen, for steps that are small beside the whole. */
export function waterfallOption(falls: readonly Fall[], floor = 0): EChartsCoreOption {
  const wan = (fen: number) => fen / FEN_PER_WAN
  return {
    grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
    tooltip: { trigger: 'item', formatter: (item: { dataIndex: number }) => falls[item.dataIndex]?.label ?? '' },
    xAxis: { type: 'category', data: falls.map(({ name }) => name), axisLabel: { interval: 0, color: '#1c2b2a' } },
    yAxis: { type: 'value', ...(floor > 0 ? { min: wan(floor) } : {}), axisLabel: { color: '#4a5b59' }, splitLine: { lineStyle: { color: '#e6ebe9' } } },
    series: [
      { type: 'bar', stack: 'fall', silent: true, itemStyle: { color: 'transparent' }, data: falls.map(({ from, to }) => wan(Math.min(from, to))) },
      {
        type: 'bar',
        stack: 'fall',
        barMaxWidth: 46,
        data: falls.map(({ from, to, colour }) => ({ value: wan(Math.abs(to - from)), itemStyle: { color: colour, borderRadius: 2 } })),
      },
    ],
  }
}
