// The drawing of the positions: one bar for each fund at each unit. Lengths are 万元 for the drawing only; labels show exact amounts.
import type { EChartsCoreOption } from 'echarts/core'
import type { Position } from '../../api/types.js'
import { yuan } from '../../format/money.js'
import type { Text } from '../../language/language.js'
import { fundTone } from './tones.js'

const COLOURS: Readonly<Record<string, string>> = {
  'fund-resident': '#0b6b62',
  'fund-employee': '#3d5aa8',
  'fund-large': '#2476a0',
  'fund-assistance': '#7b4a9e',
  'fund-other': '#9c6a00',
}

export function barsOption(of: readonly Position[], t: Text): EChartsCoreOption {
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
      itemStyle: { color: COLOURS[fundTone(fund)], borderRadius: 2 },
      barMaxWidth: 11,
      data: units.map((unit) => barOf(at(fund, unit), t)),
    })),
  }
}

function barOf(row: Position | undefined, t: Text) {
  if (row === undefined) return { value: null }
  return { value: row.position_fen / 1_000_000, label: `${row.unit_name} · ${t(row.fund_name)}<br/>${yuan(row.position_fen)} ${t('元')}` }
}
