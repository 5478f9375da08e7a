// Where people live: towns and villages of the pool, weighted by their villages; a street's community counts for more.
import { type PoolFile, unitOfTown } from '@tongchou/server/catalogue/pool-file.js'
import { cell, readTable } from '@tongchou/server/catalogue/table.js'
import type { Random } from '../random/random.js'
import { weighted } from '../random/weighted.js'

export interface Town {
  readonly code: string
  readonly name: string
  /** Accounting unit. */
  readonly unit: string
  readonly street: boolean
  readonly villages: readonly string[]
  readonly weight: number
}

export interface Places {
  readonly towns: readonly Town[]
  choose(random: Random): Town
}

export function readPlaces(pool: PoolFile, streetWeight: number): Places {
  const units = new Set(pool.units.map((unit) => unit.code))
  const villages = villagesByTown()
  const towns = readTable('areas/towns.tsv')
    .filter((row) => units.has(cell(row, 'county')))
    .map((row): Town => {
      const code = cell(row, 'code')
      const name = cell(row, 'name')
      const own = villages.get(code) ?? []
      const street = name.endsWith('街道')
      return {
        code,
        name,
        unit: unitOfTown(pool, code, cell(row, 'county')),
        street,
        villages: own,
        weight: Math.max(1, own.length) * (street ? streetWeight : 1),
      }
    })
  return { towns, choose: weighted(towns, (town) => town.weight) }
}

function villagesByTown(): Map<string, string[]> {
  const byTown = new Map<string, string[]>()
  for (const row of readTable('areas/villages.tsv')) {
    const town = cell(row, 'town')
    const list = byTown.get(town)
    if (list === undefined) byTown.set(town, [cell(row, 'code')])
    else list.push(cell(row, 'code'))
  }
  return byTown
}
