// What a fund officer is warned of: free money for too few months, a position below zero, a subsidy that a government still owes
// after its year or in December (应配套未配套). Thresholds are data.
import { type Day, monthOf, yearOf } from '../base/day.js'
import { type Fen, yuanText } from '../base/money.js'

export interface CoverThreshold {
  readonly level: string
  /** In hundredths of a month. */
  readonly below: bigint
  readonly text: string
}

export interface Warning {
  readonly level: string
  readonly text: string
  readonly unit: string
}

export interface PositionToWatch {
  readonly fundName: string
  readonly unit: string
  readonly unitName: string
  readonly positionFen: Fen
  readonly monthsOfCover: bigint | null
}

/** The strictest threshold that is missed; thresholds from the strictest on. */
export function coverWarnings(positions: readonly PositionToWatch[], thresholds: readonly CoverThreshold[]): Warning[] {
  return positions.flatMap(({ fundName, unit, unitName, positionFen, monthsOfCover }) => {
    if (positionFen < 0n) return [{ level: 'red', text: `${unitName}${fundName}收支相抵后为 ${yuanText(positionFen)} 元`, unit }]
    const missed = monthsOfCover === null ? undefined : thresholds.find((threshold) => monthsOfCover < threshold.below)
    if (missed === undefined || monthsOfCover === null) return []
    return [{ level: missed.level, text: `${unitName}${fundName}${missed.text}（${yuanText(monthsOfCover)} 个月）`, unit }]
  })
}

export interface OwedSubsidy {
  readonly unit: string
  readonly unitName: string
  readonly government: string
  readonly benefitYear: number
  readonly owedFen: Fen
}

const GOVERNMENTS: Readonly<Record<string, string>> = { central: '中央', province: '省级', city: '市级', county: '县级' }

export function subsidyWarnings(owed: readonly OwedSubsidy[], day: Day): Warning[] {
  return owed
    .filter(({ benefitYear, owedFen }) => owedFen > 0n && (benefitYear < yearOf(day) || (benefitYear === yearOf(day) && monthOf(day) === 12)))
    .map(({ unit, unitName, government, benefitYear, owedFen }) => ({
      level: 'orange',
      text: `${unitName} ${benefitYear} 年度${GOVERNMENTS[government] ?? government}财政补助尚欠 ${yuanText(owedFen)} 元`,
      unit,
    }))
}
