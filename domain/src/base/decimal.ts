// Figures for people: an exact fraction with two decimals, rounded half up, away from zero below zero.
import { type Ratio, rounded } from './money.js'

/** e.g. `8.66`, `-40.54`. */
export function twoDecimals({ num, den }: Ratio): string {
  const hundredths = rounded({ num: num * 100n, den })
  const digits = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0')
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** The same as an exact figure again, for adding up what was shown. */
export function toTwoDecimals({ num, den }: Ratio): Ratio {
  return { num: rounded({ num: num * 100n, den }), den: 100n }
}
