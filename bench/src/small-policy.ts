// The policy that every engine is given: a deductible by level, two bands with their ratios by level, a yearly cap on what the
// fund pays. The figures are illustrative; each engine gets them in its own form, made from this one table.
import type { Fen } from '@tongchou/domain/base/money.js'

export interface LevelFigures {
  readonly level: string
  readonly deductible: number
  /** Percent of the first band, and of the band above it. */
  readonly lower: number
  readonly upper: number
}

/** Amounts in whole fen. */
export const LEVELS: readonly LevelFigures[] = [
  { level: '1', deductible: 20_000, lower: 90, upper: 95 },
  { level: '2', deductible: 50_000, lower: 80, upper: 88 },
  { level: '3', deductible: 80_000, lower: 70, upper: 80 },
]
export const BAND_END = 1_000_000
export const YEARLY_CAP = 20_000_000

export interface Visit {
  readonly level: string
  /** Cost inside the catalogue, fen. */
  readonly cost: number
  /** What the fund has paid for the person this year, fen. */
  readonly used: number
}

/** A visit in the engine's own form, made beforehand: only the engine is measured. */
export interface Prepared {
  /** What the fund pays for the visit, with the engine's trace of the steps made on the way. */
  readonly pay: () => Promise<Fen>
  /** The trace itself, so that nobody is measured without one. */
  readonly trace: () => Promise<unknown>
}

export interface Contender {
  readonly name: string
  readonly prepare: (visit: Visit) => Prepared
}

/** Visits at, below and above every boundary, and across the whole range. */
export function visits(): readonly Visit[] {
  const found: Visit[] = []
  for (const { level, deductible } of LEVELS) {
    for (const at of [deductible, deductible + BAND_END, 12_345_678]) {
      for (const cost of [at - 1, at, at + 1]) found.push({ level, cost, used: 0 }, { level, cost, used: 19_990_000 })
    }
    found.push({ level, cost: 0, used: 0 }, { level, cost: 40_000_000, used: 0 }, { level, cost: 5_000_000, used: YEARLY_CAP })
  }
  for (let index = 0; index < 64; index++) found.push({ level: String(1 + (index % 3)), cost: 10_007 + index * 77_773, used: index % 5 === 0 ? 19_990_000 : 0 })
  return found
}
