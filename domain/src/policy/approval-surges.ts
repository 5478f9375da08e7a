// Whether bills rushed in after a launch period began (突击报销): a week's count and amount against the mean week of the twelve before
// and against the same week a year before. How much is too much is data, not law: no document names a figure.
import { compared, exactPortion, type Fen, portion, type Ratio, rounded } from '../base/money.js'

export interface Tally {
  readonly count: bigint
  readonly fen: Fen
}

export interface SurgeThreshold {
  /** Growth above which it is a surge, e.g. 30 %. */
  readonly growth: Ratio
  /** Fewer than this in a week are never one. */
  readonly leastCount: bigint
  readonly leastFen: Fen
}

/** What a period is held against: the sum of so many weeks, scaled to as many as the period has. */
export interface Baseline extends Tally {
  readonly weeks: bigint
}

export interface Growth {
  /** The baseline scaled to the period's weeks, rounded half up. */
  readonly usualCount: bigint
  readonly usualFen: Fen
  /** Whole per cent, rounded half up; null where there was nothing before. */
  readonly countPercent: bigint | null
  readonly fenPercent: bigint | null
  readonly surge: boolean
}

/** `weeks`: length of the period that `now` sums. */
export function growthOf(now: Tally, weeks: bigint, baseline: Baseline, { growth, leastCount, leastFen }: SurgeThreshold): Growth {
  const usual = (sum: bigint): bigint => portion(sum, { num: weeks, den: baseline.weeks })
  const enough = now.count >= leastCount * weeks && now.fen >= leastFen * weeks
  const above = (value: bigint, sum: bigint): boolean => {
    const limit = exactPortion(sum * weeks, { num: growth.den + growth.num, den: growth.den * baseline.weeks })
    return compared({ num: value, den: 1n }, limit) > 0
  }
  return {
    usualCount: usual(baseline.count),
    usualFen: usual(baseline.fen),
    countPercent: percentOf(now.count, weeks, baseline.count, baseline.weeks),
    fenPercent: percentOf(now.fen, weeks, baseline.fen, baseline.weeks),
    surge: enough && (above(now.count, baseline.count) || above(now.fen, baseline.fen)),
  }
}

function percentOf(value: bigint, weeks: bigint, sum: bigint, ofWeeks: bigint): bigint | null {
  if (sum <= 0n) return null
  return rounded({ num: (value * ofWeeks - sum * weeks) * 100n, den: sum * weeks })
}
