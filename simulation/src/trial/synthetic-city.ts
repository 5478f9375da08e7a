// The demonstration's city as trials of drafts may draw it: of whatever size and seed, the twelve months before the present one.
import type { SyntheticCity } from '@tongchou/server/trial/synthetic-city.js'
import { yearWindow } from '../city/city.js'
import { partsOfPeople } from '../people/generate-people.js'

export function syntheticCity(pool: string): SyntheticCity {
  return { pool, thread: new URL('trial-worker.js', import.meta.url), parts: partsOfPeople, days: yearWindow }
}
