// Everything that settling a year needs in memory: the city, the reference data as the hospital interface reads them, the rules
// in force, what providers charge, how people fall ill.
import { settle } from '@tongchou/domain/settlement/settle.js'
import { readItems } from '@tongchou/server/catalogue/read-items.js'
import type { Pool } from '@tongchou/server/database/connect.js'
import { rulesInForce } from '@tongchou/server/policy/rules-in-force.js'
import { loadReference } from '@tongchou/server/settlement/reference.js'
import type { Desk } from '@tongchou/server/settlement/settle-bill.js'
import { type City, type CityRequest, makeCity } from '../city/city.js'
import { rate } from '../city/demonstration-file.js'
import { type YearPlan, yearPlan } from './plan-year.js'
import { sortProviders } from './providers.js'
import { fillShelf, type Shelf } from './shelf.js'
import { readDiagnoses } from './treatment.js'

export interface PreparedYear {
  readonly city: City
  readonly desk: Desk
  readonly plan: YearPlan
  readonly shelf: Shelf
}

export async function prepareYear(settlement: Pool, request: CityRequest): Promise<PreparedYear> {
  const city = makeCity(request)
  const rules = await rulesInForce(settlement)
  const reference = await loadReference({ settlement, pool: city.pool.pool, loadRules: async (pool, scheme) => rules.of(pool, scheme) })
  const plan = yearPlan(city, sortProviders(reference, request.today), readDiagnoses(), city.window)
  return { city, desk: { reference, settle }, plan, shelf: fillShelf(readItems(city.pool), rate(city.demonstration, 'uncovered_drug_share')) }
}
