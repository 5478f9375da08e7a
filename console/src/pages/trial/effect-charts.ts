// The drawings of a trial's effect. Lengths are 万元 for the drawing only; labels show exact amounts.
import type { EChartsCoreOption } from 'echarts/core'
import type { Trial } from '../../api/trial-types.js'
import { type Fall, FEN_PER_WAN, waterfallOption } from '../../chart/waterfall.js'
import { yuan } from '../../format/money.js'
import type { Text } from '../../language/language.js'
import type { NamedEffect } from './trial-effect.js'

const BEFORE = '#9db5b1'
const AFTER = '#0b6b62'
const MORE = '#8a5200'
const LESS = '#3d5aa8'

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

export function payerWaterfall(of: Trial, t: Text): EChartsCoreOption {
  const falls = fallsOf(of, t)
  const ends = falls.flatMap(({ from, to }) => [from, to])
  const steps = falls.slice(1, -1).flatMap(({ from, to }) => [from, to])
  const [least, most] = [Math.min(...(steps.length === 0 ? ends : steps)), Math.max(...ends)]
  // The steps are small beside the whole: the axis starts a little below the lowest, at a round figure.
  const room = Math.max((most - least) * 0.6, most * 0.002)
  const round = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, room))))
  return waterfallOption(falls, Math.max(0, Math.floor((least - room) / round) * round))
}

/** What the present rules pay, each payer's step, what the draft pays. The hospital's own part is no fund's. */
function fallsOf({ totals, groups }: Trial, t: Text): readonly Fall[] {
  const whole = (name: string, fen: number, colour: string): Fall => ({ name, from: 0, to: fen, colour, label: `${name}<br/>${yuan(fen)} ${t('元')}` })
  const falls: Fall[] = [whole(t('现行'), totals.fund_before_fen, BEFORE)]
  let reached = totals.fund_before_fen
  for (const group of groups.filter(({ dimension, key }) => dimension === 'payer' && key !== 'hospital')) {
    const { difference_fen } = group
    if (difference_fen === 0) continue
    const [from, to, more] = [reached, reached + difference_fen, difference_fen > 0]
    const name = `${t(group.scheme_name)}\n${t(group.name)}`
    falls.push({ name, from, to, colour: more ? MORE : LESS, label: `${t(group.name)}<br/>${more ? '+' : ''}${yuan(difference_fen)} ${t('元')}` })
    reached = to
  }
  return [...falls, whole(t('草案'), totals.fund_after_fen, AFTER)]
}
