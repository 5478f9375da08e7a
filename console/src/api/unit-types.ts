// What the server answers of pools and accounting units. Money in whole fen; written by hand beside the routes.
import type { Actions, Step } from './book-desk-types.js'
import { asked } from './queries.js'
import type { Query } from './request.js'

export interface TreeUnit {
  readonly pool: string
  readonly pool_name: string
  readonly unit: string
  readonly name: string
  readonly kind: string
  readonly kind_name: string
  readonly in_force: string
  readonly until: string | null
  readonly source: string
  readonly ended_by: string | null
  readonly leaving: boolean
  readonly is_pool: boolean
  readonly net_assets: readonly { readonly fund: string; readonly fund_name: string; readonly net_fen: number }[]
}

export interface UnitSum {
  readonly pool: string
  readonly pool_name: string
  readonly fund: string
  readonly fund_name: string
  readonly units: number
  readonly units_fen: number
  readonly pool_fen: number
}

export interface UnitChange {
  readonly change: string
  readonly pool: string
  readonly unit: string
  readonly unit_name: string
  readonly kind: string
  readonly kind_name: string
  readonly from_day: string
  readonly becomes: string
  readonly document: string
  readonly article: string
  readonly stage: string
  readonly stage_name: string
  readonly future: boolean
  readonly steps: readonly Step[]
  readonly actions: Actions
}

export interface UnitTree {
  readonly on: string
  readonly pool: string
  readonly units: readonly TreeUnit[]
  readonly sums: readonly UnitSum[]
  readonly changes: readonly UnitChange[]
  readonly kinds: readonly { readonly kind: string; readonly name: string }[]
  readonly pools: readonly { readonly pool: string; readonly name: string }[]
}

export const UNITS = '/api/pooling-units'
export const unitTreeQuery = (query: Query) => asked<UnitTree>(UNITS, query)
