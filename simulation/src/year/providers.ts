// Where people go: providers of the pool by level, their own unit's first; made-up ones outside the area.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Place } from '@tongchou/domain/policy/benefit-policy.js'
import type { Provider, Reference } from '@tongchou/server/settlement/reference.js'
import { placeOf } from '@tongchou/server/settlement/settle-bill.js'
import { oneOf, type Random } from '../random/random.js'

export interface Providers {
  /** A hospital of the level (3, 2, 1), of the person's own unit if it has one. */
  hospital(random: Random, level: 3 | 2 | 1, unit: string): Provider
  pharmacy(random: Random, unit: string): Provider
  outside(random: Random, place: Exclude<Place, 'local'>, area: string | null): Provider | undefined
}

/** Local is what lies in the pool on the day. */
export function sortProviders(reference: Reference, day: Day): Providers {
  const all = [...reference.providers.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
  const local = all.filter((provider) => placeOf(reference, provider, day) === 'local')
  const hospitals = local.filter((provider) => provider.kind === 'hospital')
  const pharmacies = local.filter((provider) => provider.kind === 'pharmacy')
  const ofLevel = { 3: hospitals.filter(tier(3)), 2: hospitals.filter(tier(2)), 1: hospitals.filter(tier(1)) }
  const own = new Map<string, Provider[]>()
  const near = (key: string, list: readonly Provider[], unit: string): readonly Provider[] => {
    const known = own.get(`${key}/${unit}`) ?? list.filter((provider) => provider.area === unit)
    own.set(`${key}/${unit}`, known)
    return known.length > 0 ? known : list
  }
  return {
    hospital: (random, level, unit) => oneOf(random, random.chance(0.85) ? near(String(level), ofLevel[level], unit) : ofLevel[level]),
    pharmacy: (random, unit) => oneOf(random, near('P', pharmacies, unit)),
    outside(random, place, area) {
      const there = all.filter((provider) => placeOf(reference, provider, day) === place)
      const chosen = there.filter((provider) => provider.area === area)
      return there.length === 0 ? undefined : oneOf(random, chosen.length > 0 ? chosen : there)
    },
  }
}

function tier(wanted: number): (provider: Provider) => boolean {
  return (provider) => provider.priceTier === wanted
}
