// The city before its people: places, employers, names, pyramid, rates. Every worker builds the same one from the same seed.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Day, daysAfter, firstOfMonth, monthsAfter } from '@tongchou/domain/base/day.js'
import { type PoolFile, readPool } from '@tongchou/server/catalogue/pool-file.js'
import { CATALOGUES, cell, readTable } from '@tongchou/server/catalogue/table.js'
import { type Pyramid, readPyramid } from '../people/age-quota.js'
import { householdSizes } from '../people/households.js'
import { type Names, readNames } from '../people/names.js'
import type { Random } from '../random/random.js'
import { type DemonstrationFile, rate, readDemonstration } from './demonstration-file.js'
import { type Employers, makeEmployers } from './employers.js'
import { type Places, readPlaces } from './places.js'
import { type SchemeChances, schemeChances } from './scheme-chances.js'

export interface CityRequest {
  readonly people: number
  readonly seed: number
  /** The day the city is seen from. */
  readonly today: Day
}

/** Days of the year that is shown: twelve full months before the present one, and of this one what is over. */
export interface YearWindow {
  readonly from: Day
  readonly to: Day
}

export function yearWindow(today: Day): YearWindow {
  return { from: monthsAfter(firstOfMonth(today), -12), to: daysAfter(today, -1) }
}

export interface City extends CityRequest {
  readonly window: YearWindow
  readonly pool: PoolFile
  readonly demonstration: DemonstrationFile
  readonly places: Places
  readonly employers: Employers
  readonly names: Names
  readonly pyramid: Pyramid
  readonly chances: SchemeChances
  readonly householdSize: (random: Random) => number
  /** Share of persons with a filing, by the age from which it holds. */
  readonly chronicShares: readonly { readonly disease: string; readonly shares: readonly (readonly [number, number])[] }[]
  /** The outpatient disease that is treated by dialysis. */
  readonly dialysis: string
  /** Outpatient diseases that are 特 rather than 慢. */
  readonly specialDiseases: ReadonlySet<string>
}

export function makeCity(request: CityRequest): City {
  const demonstration = readDemonstration()
  const pool = readPool(demonstration.pool)
  const pyramid = readPyramid()
  const places = readPlaces(pool, rate(demonstration, 'town_weight'))
  const chances = schemeChances(demonstration, places, pyramid)
  const facts = JSON.parse(readFileSync(path.join(CATALOGUES, 'population/facts.json'), 'utf8')) as { household: { size_share_pct: Record<string, number> } }
  return {
    ...request,
    window: yearWindow(request.today),
    pool,
    demonstration,
    places,
    employers: makeEmployers(pool.units, Math.round(request.people * chances.activeShare), String(request.seed)),
    names: readNames(),
    pyramid,
    chances,
    householdSize: householdSizes(facts.household.size_share_pct),
    chronicShares: demonstration.chronic_filings.map(({ disease, shares }) => ({
      disease,
      shares: Object.entries(shares).map(([age, share]) => [Number(age), share] as const),
    })),
    dialysis: demonstration.dialysis_disease,
    specialDiseases: new Set(
      readTable('diseases/outpatient-diseases.tsv')
        .filter((row) => cell(row, 'kind_illustrative') === 'special')
        .map((row) => cell(row, 'code')),
    ),
  }
}
