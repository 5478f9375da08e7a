// Reads `catalogues/pools/demonstration.yaml`: which pool is shown, who may sign in, and the rates of the synthetic year.
import type { Certainty } from '@tongchou/domain/policy/citation.js'
import type { OutOfAreaProvider } from '@tongchou/server/catalogue/load-providers.js'
import { readYaml } from '@tongchou/server/catalogue/yaml-file.js'

export type RateName =
  | 'insured'
  | 'employee_share'
  | 'active_per_retired'
  | 'flexible_share'
  | 'civil_servant_share'
  | 'town_weight'
  | 'street_employee_factor'
  | 'person_late'
  | 'person_withdrawn'
  | 'extreme_poverty'
  | 'minimum_living'
  | 'minimum_living_edge'
  | 'illness_poverty'
  | 'disabled'
  | 'special_care'
  | 'long_term_filing'
  | 'resident_hospitalisation'
  | 'employee_hospitalisation'
  | 'retired_to_active_hospitalisation'
  | 'resident_outpatient'
  | 'employee_outpatient'
  | 'resident_pharmacy'
  | 'employee_pharmacy'
  | 'chronic_visits'
  | 'emergency_share'
  | 'in_province_share'
  | 'out_of_province_share'
  | 'cancelled_share'
  | 'employee_cost_factor'
  | 'stay_sigma'
  | 'uncovered_drug_share'
  | 'account_use'
  | 'cost_sigma'
  | 'outpatient_cost_tier3'
  | 'outpatient_cost_tier2'
  | 'outpatient_cost_tier1'
  | 'pharmacy_cost'
  | 'chronic_cost'
  | 'account_opening_active'
  | 'account_opening_retired'

export interface IdentityKind {
  readonly kind: 'extreme_poverty' | 'minimum_living' | 'minimum_living_edge' | 'illness_poverty' | 'disabled' | 'special_care'
  readonly list_code: string
  readonly confirmed_by: string
}

export interface ChronicShare {
  readonly disease: string
  /** Share of persons by the age from which it holds. */
  readonly shares: Readonly<Record<string, number>>
}

export interface OfficerAccount {
  readonly account: string
  readonly name: string
  readonly department: string
  readonly role: string
  readonly home: string
  readonly provider?: string
  /** `yes`: printed when the demonstration starts. */
  readonly shown: 'yes' | 'no'
}

export interface DemonstrationFile {
  readonly pool: string
  readonly people_insured: number
  readonly seed: number
  readonly providers: readonly string[]
  readonly out_of_area_providers: readonly OutOfAreaProvider[]
  readonly rates: Readonly<Record<RateName, readonly [number, Certainty, string]>>
  /** Its visits are a dialysis each, many times as often. */
  readonly dialysis_disease: string
  readonly chronic_filings: readonly ChronicShare[]
  readonly identities: readonly IdentityKind[]
  readonly officers: { readonly password: string; readonly accounts: readonly OfficerAccount[] }
}

export function readDemonstration(): DemonstrationFile {
  return readYaml('pools/demonstration.yaml', { typed: true }) as DemonstrationFile
}

export function rate(file: DemonstrationFile, name: RateName): number {
  const entry = file.rates[name]
  if (entry === undefined) throw new Error(`the demonstration has no rate ${name}`)
  return entry[0]
}
