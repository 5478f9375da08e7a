// The account with a provider, as the server shows it.
import type { Matter } from './take-over-types.js'

export interface ProviderAccountRow {
  readonly month: string
  readonly item: string
  readonly item_name: string
  readonly bureau_fen: number
  /** Null: the provider has told nothing of it. */
  readonly provider_fen: number | null
  readonly difference_fen: number | null
  readonly source: string
}

export interface ProviderAccount {
  readonly provider: string
  readonly provider_name: string
  readonly year: number
  readonly open_fen: number
  readonly deposit_fen: number
  readonly prepaid_fen: number
  readonly rows: readonly ProviderAccountRow[]
  readonly differences: readonly Matter[]
}
