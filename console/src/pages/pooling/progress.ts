// Money spent and received from January on, beside the plan spread over the year. Lengths are 万元 for the drawing only.
import type { EChartsCoreOption } from 'echarts/core'
import type { ExecutionRow } from '../../api/bridge-types.js'
import { FEN_PER_WAN } from '../../chart/waterfall.js'

interface Words {
  readonly plan: string
  readonly spent: string
  readonly received: string
}

export function progressOption({ mark, plan_expenditure_fen, months }: ExecutionRow, words: Words): EChartsCoreOption {
  const wan = (fen: number) => Math.round(fen / (FEN_PER_WAN / 100)) / 100
  const line = { type: 'line', symbolSize: 6 }
  const plan = {
    ...line,
    name: words.plan,
    symbol: 'none',
    itemStyle: { color: '#8a9a97' },
    lineStyle: { type: 'dashed', width: 2 },
    data: Array.from({ length: 12 }, (_, i) => wan((plan_expenditure_fen * (i + 1)) / 12)),
  }
  return {
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    legend: { top: 4, left: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: Array.from({ length: 12 }, (_, i) => `${i + 1}`), axisLabel: { color: '#4a5b59' } },
    yAxis: { type: 'value', axisLabel: { color: '#4a5b59' }, splitLine: { lineStyle: { color: '#e6ebe9' } } },
    series: [
      ...(mark === 'no_plan' ? [] : [plan]),
      { ...line, name: words.spent, itemStyle: { color: '#b3531e' }, data: months.map((one) => wan(one.expenditure_so_far_fen)) },
      { ...line, name: words.received, itemStyle: { color: '#0b6b62' }, data: months.map((one) => wan(one.income_so_far_fen)) },
    ],
  }
}
