// The time is told: the server asks one clock, tests give their own. Days are those of Asia/Shanghai (UTC+8, no summer time since 1992).
import type { Day } from '@tongchou/domain/base/day.js'

export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

const SHANGHAI = 8 * 3_600_000

export function dayIn(clock: Clock): Day {
  return new Date(clock.now().getTime() + SHANGHAI).toISOString().slice(0, 10)
}

/** `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai. */
export function timeText(at: Date): string {
  return new Date(at.getTime() + SHANGHAI).toISOString().slice(0, 19).replace('T', ' ')
}
