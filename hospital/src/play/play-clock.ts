// Played time: working days of eight hours, one after the other without nights, so many times faster than the clock on the wall.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import { WORKING_DAY } from './act.js'

export interface PlayClock {
  readonly days: number
  /** Settles when that minute of that day has come; at once where it is over. */
  reach(day: number, minute: number): Promise<void>
  date(day: number): Day
  /** `yyyy-MM-dd HH:mm:ss` of the played minute. */
  timeAt(day: number, minute: number): string
}

const OPENS = 8 * 60

/** The last played day is `today`, as the centre says it: nothing may be sent for tomorrow. */
export function startClock(options: { readonly today: Day; readonly days: number; readonly speed: number }): PlayClock {
  const { today, days, speed } = options
  const began = performance.now()
  const date = (day: number): Day => daysAfter(today, day - (days - 1))
  return {
    days,
    date,
    reach: (day, minute) => {
      const left = began + ((day * WORKING_DAY + minute) * 60_000) / speed - performance.now()
      return left <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, left))
    },
    timeAt: (day, minute) => {
      const of = OPENS + Math.floor(minute)
      return `${date(day)} ${twoDigits(Math.min(23, Math.floor(of / 60)))}:${twoDigits(of % 60)}:00`
    },
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
