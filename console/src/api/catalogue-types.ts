// What the server answers about the catalogue and code lists. Shares are decimal texts, ceilings whole fen.
import type { Paged } from './session-types.js'

export interface CodeList {
  readonly list: string
  readonly name: string
  readonly values: number
}

export interface CodeValue {
  readonly value: string
  readonly label: string
  readonly parent: string
  readonly editions: readonly string[]
}

export interface CodeValues extends Paged<CodeValue> {
  readonly list: string
  readonly name: string
}

export interface BusinessCode {
  readonly code: string
  readonly kinds: readonly {
    readonly kind: string
    readonly name: string
    readonly build: string
    readonly parts: readonly { readonly text: string; readonly meaning: string }[]
  }[]
}

export interface CatalogueVersion {
  readonly version: number
  readonly layout: string
  readonly edition: string
  readonly in_force: string
  readonly file_name: string
  readonly complete: boolean
  readonly added: number
  readonly changed: number
  readonly ended: number
  readonly unchanged: number
  readonly brought_by: string
  readonly known_at: string
}

export interface ItemSide {
  readonly class: string
  readonly employee: string
  readonly resident: string
  readonly tier3_fen: number | null
  readonly tier2_fen: number | null
  readonly tier1_fen: number | null
}

export interface Difference {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly changes: readonly string[]
  readonly before: ItemSide | null
  readonly after: ItemSide | null
}

export interface Comparison extends Paged<Difference> {
  readonly counts: Readonly<Record<string, number>>
}

export interface ImportReport {
  readonly layout: string
  readonly version: number | null
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly ended: number
  readonly unchanged: number
  readonly fault_count: number
  readonly faults: readonly { readonly row: number; readonly sentence: string }[]
  readonly notices: readonly string[]
}
