// Figures for people: an exact fraction with two decimals, rounded half up, away from zero below zero.
import { type Ratio, rounded } from './money.js'

/** e.g. `8.66`, `-40.54`. */
export function twoDecimals({ num, den }: Ratio): string {
  const hundredths = rounded({ num: num * 100n, den })
  const digits = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0')
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const MOST_DIGITS = 14

/** Every decimal that the figure has, and no more: `0.925`, `1`. Figures of a policy have at most fourteen. */
export function decimalText({ num, den }: Ratio): string {
  const scaled = (num * 10n ** BigInt(MOST_DIGITS)) / den
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(MOST_DIGITS + 1, '0')
  const rest = digits.slice(-MOST_DIGITS).replace(/0+$/, '')
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -MOST_DIGITS)}${rest === '' ? '' : `.${rest}`}`
}

/** The same as an exact figure again, for adding up what was shown. */
export function toTwoDecimals({ num, den }: Ratio): Ratio {
  return { num: rounded({ num: num * 100n, den }), den: 100n }
}
