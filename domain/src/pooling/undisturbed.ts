// What a row of yearly growths says once years that were struck are set aside. A year that lies far off where the years before it lead is
// not believed at once: an epidemic passes, a late payment comes. When the next year stands where it did, the new level is believed.
import { rounded } from '../base/money.js'

/** Parts per million. */
export type Ppm = bigint
export const MILLION = 1_000_000n

/** A year is far off beyond three times the usual scatter of the growths, and beyond five per cent in any case: with few years known the
 * scatter is hardly known itself. Both figures are the model's own; the back-test shows what they are worth. */
const TIMES = 3n
const LEAST: Ppm = 50_000n
/** The median of the distances from the median is two thirds of a standard deviation. */
const SCATTER = { num: 3n, den: 2n }

export interface Undisturbed {
  /** Yearly growth of the years believed. */
  readonly growthPpm: Ppm
  /** How far the last year lies off; nought where it is believed. */
  readonly offPpm: Ppm
}

/** Growths from year to year, oldest first. */
export function undisturbed(growths: readonly Ppm[]): Undisturbed {
  const usual = median(growths) ?? 0n
  const bound = boundOf(growths, usual)
  const believed: Ppm[] = []
  /** Where the last year stands beside where the years believed lead. */
  let off: Ppm = 0n
  for (const growth of growths) {
    const stands = multiplied(off, growth) - usual
    const [now, before] = [rounded({ num: stands * MILLION, den: MILLION + usual }), off]
    const far = size(now) > bound
    const stays = far && before !== 0n && now > 0n === before > 0n
    if (!far && before === 0n) believed.push(growth)
    off = far && !stays ? now : 0n
  }
  return { growthPpm: believed.length === 0 ? usual : mean(believed), offPpm: off }
}

/** Two growths after each other, less one. */
function multiplied(first: Ppm, then: Ppm): Ppm {
  return rounded({ num: (MILLION + first) * (MILLION + then), den: MILLION }) - MILLION
}

function boundOf(growths: readonly Ppm[], middle: Ppm): Ppm {
  const distance = median(growths.map((one) => size(one - middle))) ?? 0n
  const bound = rounded({ num: TIMES * SCATTER.num * distance, den: SCATTER.den })
  return bound > LEAST ? bound : LEAST
}

function size(ppm: Ppm): Ppm {
  return ppm < 0n ? -ppm : ppm
}

function median(ppm: readonly Ppm[]): Ppm | undefined {
  const sorted = [...ppm].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? undefined : rounded({ num: low + high, den: 2n })
}

function mean(ppm: readonly Ppm[]): Ppm {
  return rounded({ num: ppm.reduce((sum, one) => sum + one, 0n), den: BigInt(ppm.length) })
}
