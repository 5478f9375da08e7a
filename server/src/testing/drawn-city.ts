// The smallest of cities to try a draft on, for the small city's pool.
import { daysAfter } from '@tongchou/domain/base/day.js'
import type { SyntheticCity } from '../trial/synthetic-city.js'
import { POOL } from './small-city.js'

export const DRAWN_CITY: SyntheticCity = {
  pool: POOL,
  thread: new URL('drawn-city-thread.js', import.meta.url),
  parts: (people) => Math.ceil(people / 500),
  days: (today) => ({ from: daysAfter(today, -365), to: daysAfter(today, -1) }),
}
