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
  readonly labels: readonly { readonly edition: string; readonly label: string }[]
  readonly written: readonly { readonly by: string; readonly value: string }[]
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

export type DraftStanding = 'prepared' | 'checked' | 'faulty' | 'approved' | 'returned' | 'withdrawn'

/** An import that one officer prepared and another approves. Counts are null until its check has ended. */
export interface CatalogueDraft {
  readonly draft: string
  readonly file_name: string
  readonly edition: string
  readonly in_force: string
  readonly complete: boolean
  readonly prepared_by: string
  readonly own: boolean
  readonly prepared_at: string
  readonly standing: DraftStanding
  readonly decided_by: string | null
  readonly decided_at: string | null
  readonly reason: string
  readonly version: number | null
  readonly rows: number | null
  readonly added: number | null
  readonly changed: number | null
  readonly ended: number | null
  readonly unchanged: number | null
  readonly fault_count: number | null
}

export interface CatalogueDrafts extends Paged<CatalogueDraft> {
  readonly waiting: number
}

export interface CatalogueDraftDetail extends CatalogueDraft {
  readonly layout: string | null
  readonly share_employee: string | null
  readonly share_resident: string | null
  readonly base: number | null
  readonly overtaken: boolean
  readonly faults: readonly { readonly row: number; readonly sentence: string }[]
  readonly notices: readonly string[]
  readonly steps: readonly { readonly kind: string; readonly officer: string; readonly reason: string; readonly at: string }[]
}

export interface ItemFigures extends ItemSide {
  readonly unit: string | null
  readonly restricted: boolean
  readonly in_force: string
}

export interface CatalogueItem extends ItemFigures {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly versions: number
}

export interface CatalogueItems extends Paged<CatalogueItem> {
  readonly day: string
}

export interface ItemVersion extends ItemFigures {
  readonly name: string
  readonly valid_until: string | null
  readonly ended: boolean
  readonly counts: boolean
  readonly version: number
  readonly edition: string
  readonly remark: string | null
  readonly brought_by: string
  readonly known_at: string
}

export interface ItemHistory {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly rows: readonly ItemVersion[]
}

export interface Division {
  readonly code: string
  readonly name: string
  readonly level: number
  readonly children: number
}

export interface Divisions {
  readonly parent: Division | null
  readonly children: readonly Division[]
}

export interface FoundDivision extends Division {
  readonly path: readonly string[]
}
