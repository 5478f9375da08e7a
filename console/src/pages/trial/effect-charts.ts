// The drawings of a trial's effect. Lengths are 万元 for the drawing only; labels show exact amounts.
import type { EChartsCoreOption } from 'echarts/core'
import type { Trial } from '../../api/trial-types.js'
import { yuan } from '../../format/money.js'
import type { Text } from '../../language/language.js'
import type { NamedEffect } from './trial-effect.js'

const BEFORE = '#9db5b1'
const AFTER = '#0b6b62'
const MORE = '#8a5200'
const LESS = '#3d5aa8'
const FEN_PER_WAN = 1_000_000

const INK = { color: '#1c2b2a' }
const GRID = { left: 8, right: 28, top: 36, bottom: 8, containLabel: true }
const LINES = { lineStyle: { color: '#e6ebe9' } }
const tooltip = { trigger: 'item', formatter: (item: { data: { label?: string } }) => item.data.label ?? '' }

export function pairedBars(rows: readonly NamedEffect[], t: Text): EChartsCoreOption {
  const bars = (name: string, colour: string, of: (row: NamedEffect) => number) => ({
    type: 'bar',
    name,
    itemStyle: { color: colour, borderRadius: 2 },
    barMaxWidth: 13,
    data: rows.map((row) => ({ value: of(row) / FEN_PER_WAN, label: `${row.name}<br/>${name} ${yuan(of(row))} ${t('元')}` })),
  })
  return {
    grid: GRID,
    legend: { top: 0, left: 0 },
    tooltip,
    xAxis: { type: 'value', axisLabel: { color: '#4a5b59' }, splitLine: LINES },
    yAxis: { type: 'category', inverse: true, data: rows.map((row) => row.name), axisTick: { show: false }, axisLabel: INK },
    series: [bars(t('现行'), BEFORE, (row) => row.fund_before_fen), bars(t('草案'), AFTER, (row) => row.fund_after_fen)],
  }
}

interface Fall {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly colour: string
  readonly label: string
}

export function payerWaterfall(of: Trial, t: Text): EChartsCoreOption {
  const falls = fallsOf(of, t)
  const ends = falls.flatMap(({ from, to }) => [from, to])
  const steps = falls.slice(1, -1).flatMap(({ from, to }) => [from, to])
  const [least, most] = [Math.min(...(steps.length === 0 ? ends : steps)), Math.max(...ends)]
  // The steps are small beside the whole: the axis starts a little below the lowest.
  const floor = Math.max(0, least - Math.max((most - least) * 0.6, most * 0.002))
  return {
    grid: GRID,
    tooltip,
    xAxis: { type: 'category', data: falls.map(({ name }) => name), axisTick: { show: false }, axisLabel: { ...INK, interval: 0 } },
    yAxis: {
      type: 'value',
      min: floor,
      axisLabel: { color: '#4a5b59', formatter: (value: number) => String(Math.round(value * 100) / 100) },
      splitLine: LINES,
    },
    series: [
      { type: 'bar', stack: 'fall', silent: true, itemStyle: { color: 'transparent' }, data: falls.map(({ from, to }) => Math.min(from, to)) },
      {
        type: 'bar',
        stack: 'fall',
        barMaxWidth: 56,
        data: falls.map(({ from, to, colour, label }) => ({ value: Math.abs(to - from), label, itemStyle: { color: colour, borderRadius: 2 } })),
      },
    ],
  }
}

/** What the present rules pay, each payer's step, what the draft pays. The hospital's own part is no fund's. */
function fallsOf({ totals, groups }: Trial, t: Text): readonly Fall[] {
  const whole = (name: string, fen: number, colour: string): Fall => ({
    name,
    from: 0,
    to: fen / FEN_PER_WAN,
    colour,
    label: `${name}<br/>${yuan(fen)} ${t('元')}`,
  })
  const falls: Fall[] = [whole(t('现行'), totals.fund_before_fen, BEFORE)]
  let reached = totals.fund_before_fen / FEN_PER_WAN
  for (const group of groups.filter(({ dimension, key }) => dimension === 'payer' && key !== 'hospital')) {
    if (group.difference_fen === 0) continue
    const to = reached + group.difference_fen / FEN_PER_WAN
    const name = `${t(group.scheme_name)}\n${t(group.name)}`
    const sign = group.difference_fen > 0 ? '+' : ''
    falls.push({
      name,
      from: reached,
      to,
      colour: group.difference_fen > 0 ? MORE : LESS,
      label: `${t(group.name)}<br/>${sign}${yuan(group.difference_fen)} ${t('元')}`,
    })
    reached = to
  }
  return [...falls, whole(t('草案'), totals.fund_after_fen, AFTER)]
}
