// Interest by the product method (积数法): the sum of daily balances × yearly rate ÷ 360, settled on the 20th of a quarter's last
// month and credited the day after. Source: 银发〔1997〕567号; the 360 days are the banks' custom (recalled).
import type { Day } from '../base/day.js'
import { dayOf, daysAfter, monthOf, monthsAfter, yearOf } from '../base/day.js'
import { type Fen, portion, type Ratio } from '../base/money.js'

export const DAYS_OF_A_YEAR = 360n

/** `product` in fen-days. Nothing is earned on an overdrawn balance. */
export function interestOf(product: bigint, yearlyRate: Ratio): Fen {
  return product <= 0n ? 0n : portion(product, { num: yearlyRate.num, den: yearlyRate.den * DAYS_OF_A_YEAR })
}

/** First and last day of the interest period that ends in the month of `day`; undefined in other months. */
export function interestPeriod(day: Day): { readonly from: Day; readonly to: Day } | undefined {
  if (monthOf(day) % 3 !== 0) return undefined
  const to = dayOf(yearOf(day), monthOf(day), 20)
  return { from: daysAfter(monthsAfter(to, -3), 1), to }
}
