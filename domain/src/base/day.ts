// Days are ISO texts such as `2026-01-31`; comparing the texts compares the days. The domain is told the day, it never asks.

export type Day = string

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

export function isDay(text: string): boolean {
  const match = DAY.exec(text)
  if (match === null) return false
  const month = Number(match[2])
  const day = Number(match[3])
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(Number(match[1]), month)
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

/** 1 to 12. */
export function monthOf(day: Day): number {
  return Number(day.slice(5, 7))
}

/** 1 to 4. */
export function quarterOf(day: Day): number {
  return Math.ceil(monthOf(day) / 3)
}

export function dayOf(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`
}

export function lastOfMonth(day: Day): Day {
  return dayOf(yearOf(day), monthOf(day), daysInMonth(yearOf(day), monthOf(day)))
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar. */
export function dayNumber(day: Day): number {
  const y = yearOf(day) - (monthOf(day) <= 2 ? 1 : 0)
  const m = (monthOf(day) + 9) % 12
  const d = Number(day.slice(8, 10))
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + d - 1 - 719468
}

export function dayFromNumber(count: number): Day {
  const z = count + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return dayOf(yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - Math.floor((153 * mp + 2) / 5) + 1)
}

export function daysAfter(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days)
}

/** The same day of the month `months` later; the last day of that month where it has no such day. */
export function monthsAfter(day: Day, months: number): Day {
  const index = yearOf(day) * 12 + monthOf(day) - 1 + months
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  return dayOf(year, month, Math.min(Number(day.slice(8, 10)), daysInMonth(year, month)))
}

/** Whole years of age on `on` of somebody born on `born`. */
export function ageOn(born: Day, on: Day): number {
  return yearOf(on) - yearOf(born) - (on.slice(5) < born.slice(5) ? 1 : 0)
}
