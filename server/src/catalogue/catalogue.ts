// The catalogue in memory: an item by its code and the day of service. An item the catalogue does not know is outside it.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, NOTHING, ratioOf } from '@tongchou/domain/base/money.js'
import type { CatalogueItem } from '@tongchou/domain/settlement/split-line.js'
import type pg from 'pg'

export interface Catalogue {
  /** The item as it stood on the day of service. */
  item(code: string, on: Day): CatalogueItem | undefined
  /** The item as the place of care lists it; undefined where that place is not known to list it otherwise than here. */
  itemOfPlace(place: string, code: string, on: Day): CatalogueItem | undefined
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

const COLUMNS = `code, in_force, until, kind, name, class, charge_type, initial_self_payment_employee, initial_self_payment_resident,
            ceiling_tier3_fen, ceiling_tier2_fen, ceiling_tier1_fen, restricted, negotiated, special_list`

export async function loadCatalogue(pool: pg.Pool): Promise<Catalogue> {
  const here = await pool.query<ItemRow>(`SELECT ${COLUMNS} FROM catalogue_item ORDER BY code, in_force DESC, version DESC`)
  const elsewhere = await pool.query<ItemRow & { place: string }>(`SELECT place, ${COLUMNS} FROM place_catalogue_item ORDER BY place, code, in_force DESC`)
  const items = datedItems(here.rows, (row) => row.code)
  const ofPlaces = datedItems(elsewhere.rows, (row) => `${row.place}/${row.code}`)
  return {
    size: items.size,
    item: (code, on) => itemOn(items, code, on),
    itemOfPlace: (place, code, on) => itemOn(ofPlaces, `${place.slice(0, 4)}00/${code}`, on) ?? itemOn(ofPlaces, `${place.slice(0, 2)}0000/${code}`, on),
  }
}

type Dated = ReadonlyMap<string, readonly DatedItem[]>

function datedItems<T extends ItemRow>(rows: readonly T[], keyOf: (row: T) => string): Dated {
  const items = new Map<string, DatedItem[]>()
  for (const row of rows) {
    const dated = items.get(keyOf(row)) ?? []
    dated.push({ inForce: row.in_force, until: row.until, item: itemOf(row) })
    items.set(keyOf(row), dated)
  }
  return items
}

/** The newest row of the day decides alone: one that has ended is not replaced by an older one. */
function itemOn(items: Dated, key: string, on: Day): CatalogueItem | undefined {
  const row = items.get(key)?.find((one) => one.inForce <= on)
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
