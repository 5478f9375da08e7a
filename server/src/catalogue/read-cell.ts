// Texts of a file's cells as the values they stand for; undefined where they stand for none.
import { type Day, dayOf, daysAfter, isDay } from '@tongchou/domain/base/day.js'
import { ratioOf } from '@tongchou/domain/base/money.js'

/** `0.1`, `10%` or `100%` as a decimal text with four places, between 0 and 1. */
export function shareText(text: string): string | undefined {
  const ratio = ratioOf(text.trim())
  if (ratio === undefined || ratio.num < 0n || ratio.num > ratio.den) return undefined
  const scaled = ratio.num * 10_000n
  if (scaled % ratio.den !== 0n) return undefined
  const digits = (scaled / ratio.den).toString().padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`
}

const TIME = /(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.source
const DAY_FORMS = [/^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})/, /^(\d{4})(年)(\d{1,2})月(\d{1,2})日/, /^(\d{4})()(\d{2})(\d{2})/].map(
  (form) => new RegExp(form.source + TIME),
)

export function dayText(text: string): Day | undefined {
  for (const form of DAY_FORMS) {
    const match = form.exec(text.trim())
    if (match === null) continue
    const day = dayOf(Number(match[1]), Number(match[3]), Number(match[4]))
    return isDay(day) ? day : undefined
  }
  return undefined
}

/** A day as Excel counts them (1900 system), where a column was not set as a date: 46100 is 2026-03-19. */
export function serialDay(text: string): Day | undefined {
  return /^[2-7]\d{4}$/.test(text.trim()) ? daysAfter('1899-12-30', Number(text)) : undefined
}

/** From this day on an end date means "open". */
export const FAR_FUTURE = '2099-01-01'
