// A unit's year from plan to who covers, as a waterfall: income, spending, levy, then each payer of the gap. Lengths are 万元 for the
// drawing only; the table beside it has the exact amounts.
import type { EChartsCoreOption } from 'echarts/core'
import type { YearEndUnit } from '../../api/year-end-types.js'
import { type Fall, waterfallOption } from '../../chart/waterfall.js'
import { yuan } from '../../format/money.js'
import type { Text } from '../../language/language.js'

type Bar = Omit<Fall, 'label'>

const COLOURS = { income: '#0b6b62', spending: '#9c6a00', levy: '#7b4a9e', covered: '#3d5aa8', awaiting: '#c9a227', undecided: '#b0413e' } as const

export function waterfall(unit: YearEndUnit, t: Text): EChartsCoreOption {
  return waterfallOption(barsOf(unit, t).map((bar) => ({ ...bar, label: label(bar, t) })))
}

function label(bar: Bar, t: Text): string {
  return `${bar.name}<br/>${yuan(Math.abs(bar.to - bar.from))} ${t('元')}`
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
