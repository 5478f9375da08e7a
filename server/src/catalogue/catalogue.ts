// The catalogue in memory: an item by its code and the day of service. An item the catalogue does not know is outside it.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, NOTHING, ratioOf } from '@tongchou/domain/base/money.js'
import type { CatalogueItem } from '@tongchou/domain/settlement/split-line.js'
import type pg from 'pg'

export interface Catalogue {
  /** The item as it stood on the day of service. */
  item(code: string, on: Day): CatalogueItem | undefined
  readonly size: number
}

interface DatedItem {
  readonly inForce: Day
  readonly until: Day | null
  readonly item: CatalogueItem
}

interface ItemRow {
  readonly code: string
  readonly in_force: Day
  readonly until: Day | null
  readonly kind: CatalogueItem['kind']
  readonly name: string
  readonly class: CatalogueItem['class']
  readonly charge_type: string
  readonly initial_self_payment_employee: string
  readonly initial_self_payment_resident: string
  readonly ceiling_tier3_fen: Fen | null
  readonly ceiling_tier2_fen: Fen | null
  readonly ceiling_tier1_fen: Fen | null
  readonly restricted: boolean
  readonly negotiated: boolean
  readonly special_list: boolean
}

export async function loadCatalogue(pool: pg.Pool): Promise<Catalogue> {
  const { rows } = await pool.query<ItemRow>(
    `SELECT code, in_force, until, kind, name, class, charge_type, initial_self_payment_employee, initial_self_payment_resident,
            ceiling_tier3_fen, ceiling_tier2_fen, ceiling_tier1_fen, restricted, negotiated, special_list
     FROM catalogue_item ORDER BY code, in_force DESC, version DESC`,
  )
  const items = new Map<string, DatedItem[]>()
  for (const row of rows) {
    const dated = items.get(row.code) ?? []
    dated.push({ inForce: row.in_force, until: row.until, item: itemOf(row) })
    items.set(row.code, dated)
  }
  return { size: items.size, item: (code, on) => itemOn(items.get(code), on) }
}

/** The newest row of the day decides alone: one that has ended is not replaced by an older one. */
function itemOn(dated: readonly DatedItem[] | undefined, on: Day): CatalogueItem | undefined {
  const row = dated?.find((one) => one.inForce <= on)
  return row === undefined || (row.until !== null && on > row.until) ? undefined : row.item
}

function itemOf(row: ItemRow): CatalogueItem {
  return {
    code: row.code,
    name: row.name,
    kind: row.kind,
    class: row.class,
    chargeType: row.charge_type,
    initialSelfPayment: {
      employee: ratioOf(row.initial_self_payment_employee) ?? NOTHING,
      resident: ratioOf(row.initial_self_payment_resident) ?? NOTHING,
    },
    ceilings: { 1: row.ceiling_tier1_fen, 2: row.ceiling_tier2_fen, 3: row.ceiling_tier3_fen },
    restricted: row.restricted,
    negotiated: row.negotiated,
    specialList: row.special_list,
  }
}
