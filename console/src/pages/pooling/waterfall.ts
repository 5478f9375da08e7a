// A unit's year from plan to who covers, as a waterfall: income, spending, levy, then each payer of the gap. Lengths are 万元 for the
// drawing only; the table beside it has the exact amounts.
import type { EChartsCoreOption } from 'echarts/core'
import type { YearEndUnit } from '../../api/year-end-types.js'
import { yuan } from '../../format/money.js'
import type { Text } from '../../language/language.js'

interface Bar {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly colour: string
}

const COLOURS = { income: '#0b6b62', spending: '#9c6a00', levy: '#7b4a9e', covered: '#3d5aa8', awaiting: '#c9a227', undecided: '#b0413e' } as const

export function waterfall(unit: YearEndUnit, t: Text): EChartsCoreOption {
  const bars = barsOf(unit, t)
  return {
    grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
    tooltip: { trigger: 'item', formatter: (item: { dataIndex: number }) => label(bars[item.dataIndex], t) },
    xAxis: { type: 'category', data: bars.map(({ name }) => name), axisLabel: { interval: 0, color: '#1c2b2a' } },
    yAxis: { type: 'value', axisLabel: { color: '#4a5b59' }, splitLine: { lineStyle: { color: '#e6ebe9' } } },
    series: [
      { type: 'bar', stack: 'fall', silent: true, itemStyle: { color: 'transparent' }, data: bars.map(({ from, to }) => Math.min(from, to) / 1_000_000) },
      {
        type: 'bar',
        stack: 'fall',
        barMaxWidth: 46,
        data: bars.map(({ from, to, colour }) => ({ value: Math.abs(to - from) / 1_000_000, itemStyle: { color: colour } })),
      },
    ],
  }
}

function label(bar: Bar | undefined, t: Text): string {
  return bar === undefined ? '' : `${bar.name}<br/>${yuan(Math.abs(bar.to - bar.from))} ${t('元')}`
}

/** Spending and levy reach from zero upwards; income and payers fill them from below. */
function barsOf({ income_fen, expenditure_fen, levy_fen, gap_fen, lines }: YearEndUnit, t: Text): Bar[] {
  const needed = expenditure_fen + (gap_fen > 0 && income_fen + gap_fen > expenditure_fen ? levy_fen : 0)
  const bars: Bar[] = [
    { name: t('支出'), from: 0, to: needed, colour: COLOURS.spending },
    { name: t('收入'), from: 0, to: income_fen, colour: COLOURS.income },
  ]
  let at = income_fen
  for (const { source_name, status_name, amount_fen, status } of lines) {
    bars.push({ name: t(source_name ?? status_name), from: at, to: at + amount_fen, colour: COLOURS[status] })
    at += amount_fen
  }
  return bars
}
