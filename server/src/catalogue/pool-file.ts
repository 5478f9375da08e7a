// What `catalogues/pools/<code>.yaml` says of a pooling area: its accounting units, their towns and providers, its books and
// the first shares of class-乙 items. Places are data; the code knows none.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Fund } from '@tongchou/domain/fund/memo.js'
import type { Certainty } from '@tongchou/domain/policy/citation.js'
import { readYaml } from './yaml-file.js'

export interface PoolUnit {
  readonly code: string
  readonly name: string
  readonly kind: 'city_level' | 'county' | 'district' | 'zone' | 'industry' | 'province_administered'
  /** Set where the code is not in the official list of divisions. */
  readonly code_certainty?: Certainty
}

export interface PoolFile {
  readonly pool: string
  readonly name: string
  readonly in_force: Day
  readonly units: readonly PoolUnit[]
  readonly towns_of_units: Readonly<Record<string, readonly string[]>>
  readonly providers_of_units: Readonly<Record<string, readonly string[]>>
  readonly books: { readonly opened_on: Day; readonly funds: readonly Fund[] }
  readonly initial_self_payment: { readonly certainty: Certainty } & Readonly<Record<'drug' | 'negotiated_drug' | 'service', Readonly<Record<Scheme, string>>>>
}

/** The file of a pool. Throws when the installation has none. */
export function readPool(pool: string): PoolFile {
  return readYaml(`pools/${pool}.yaml`) as PoolFile
}

/** Unit that counts a town's people: the county of its code, unless the pool's file gives the town to another unit. */
export function unitOfTown(pool: PoolFile, town: string, county: string): string {
  for (const [unit, towns] of Object.entries(pool.towns_of_units)) if (towns.includes(town)) return unit
  return county
}

/** Unit that manages a provider. */
export function unitOfProvider(pool: PoolFile, provider: string, county: string): string {
  for (const [unit, providers] of Object.entries(pool.providers_of_units)) if (providers.includes(provider)) return unit
  return county
}
