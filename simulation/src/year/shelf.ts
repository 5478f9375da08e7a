// What hospitals and pharmacies of the city charge: catalogue items with a price fixed for each code. Prices are the catalogue's
// own where it has one (payment standard, price by tier, an illustrative list price); other drugs draw one from their form.
import { type Fen, portion } from '@tongchou/domain/base/money.js'
import type { PriceTier } from '@tongchou/domain/settlement/split-line.js'
import type { CatalogueRow } from '@tongchou/server/catalogue/catalogue-row.js'
import { cell, readTable } from '@tongchou/server/catalogue/table.js'
import { oneOf, type Random, randomFrom } from '../random/random.js'

export interface Ware {
  readonly code: string
  readonly restricted: boolean
  /** Price of a unit in fen, by tier of the provider. */
  readonly price: Readonly<Record<PriceTier, Fen>>
}

export interface Shelf {
  /** A drug of one of the groups (`C`, `A10`, `ZA` …); now and then one outside the catalogue. */
  drug(random: Random, groups: readonly string[]): Ware
  /** One of the ordinary services of a role (`bed`, `lab` …). */
  service(random: Random, role: string): Ware
  consumable(random: Random, prefixes: readonly string[]): Ware | undefined
  /** An item by its code, e.g. an operation. */
  item(code: string): Ware
}

interface Drugs {
  readonly common: Ware[]
  readonly coded: Ware[]
  readonly uncovered: Ware[]
}

export function fillShelf(items: readonly CatalogueRow[], uncoveredShare: number): Shelf {
  const byCode = new Map(items.map((row) => [row.code, row]))
  const drugs = drugsByGroup(items)
  const services = servicesByRole(byCode)
  const consumables = items.filter((row) => row.kind === 'consumable').map(wareOf)
  const byPrefix = new Map<string, Ware[]>()
  return {
    drug(random, groups) {
      const group = drugs.get(oneOf(random, groups)) ?? drugs.get('V')
      if (group === undefined) throw new Error('the catalogue has no infusions')
      return oneOf(random, listOf(group, random, uncoveredShare))
    },
    service: (random, role) => oneOf(random, services.get(role) ?? []),
    consumable(random, prefixes) {
      if (prefixes.length === 0) return undefined
      const prefix = oneOf(random, prefixes)
      const list = byPrefix.get(prefix) ?? consumables.filter((ware) => ware.code.startsWith(prefix))
      byPrefix.set(prefix, list)
      return list.length === 0 ? undefined : oneOf(random, list)
    },
    item(code) {
      const row = byCode.get(code)
      if (row === undefined) throw new Error(`the catalogue has no item ${code}`)
      return wareOf(row)
    },
  }
}

function listOf(group: Drugs, random: Random, uncoveredShare: number): readonly Ware[] {
  const drawn = random.next()
  if (drawn < uncoveredShare && group.uncovered.length > 0) return group.uncovered
  if (group.common.length === 0) return group.coded.length > 0 ? group.coded : group.uncovered
  return drawn < 0.65 || group.coded.length === 0 ? group.common : group.coded
}

function drugsByGroup(items: readonly CatalogueRow[]): Map<string, Drugs> {
  const treats = new Map(readTable('drugs/demonstration-products.tsv').map((row) => [cell(row, 'code'), cell(row, 'treats')]))
  const groups = new Map<string, Drugs>()
  for (const row of items) {
    if (row.kind !== 'western_drug' && row.kind !== 'patent_drug') continue
    const name = treats.get(row.code) ?? groupOf(row.code)
    const group = groups.get(name) ?? { common: [], coded: [], uncovered: [] }
    groups.set(name, group)
    const list = treats.has(row.code) ? group.common : row.class === '丙' ? group.uncovered : group.coded
    list.push(wareOf(row))
  }
  return groups
}

/** Western codes carry the ATC class after the X; A10 (diabetes) stands apart from the rest of A. */
function groupOf(code: string): string {
  if (code.startsWith('Z')) return code.slice(0, 2)
  return code.startsWith('XA10') ? 'A10' : code.slice(1, 2)
}

function servicesByRole(byCode: ReadonlyMap<string, CatalogueRow>): Map<string, Ware[]> {
  const roles = new Map<string, Ware[]>()
  for (const row of readTable('services/ordinary.tsv')) {
    const item = byCode.get(cell(row, 'code'))
    if (item === undefined) throw new Error(`services/ordinary.tsv names ${cell(row, 'code')}, which the catalogue does not have`)
    const list = roles.get(cell(row, 'role')) ?? []
    roles.set(cell(row, 'role'), list)
    list.push(wareOf(item))
  }
  return roles
}

function wareOf(row: CatalogueRow): Ware {
  const [tier3, tier2, tier1] = row.ceilings
  const asked = row.asked ?? tier3 ?? drawnPrice(row)
  return { code: row.code, restricted: row.restricted, price: { 3: aboveStandard(row, asked), 2: tier2 ?? asked, 1: tier1 ?? asked } }
}

/** One in twelve negotiated drugs is sold in tertiary hospitals at a tenth above its payment standard. */
function aboveStandard(row: CatalogueRow, price: Fen): Fen {
  return row.negotiated && randomFrom('standard', row.code).chance(1 / 12) ? portion(price, { num: 11n, den: 10n }) : price
}

/** Tablets 8 to 60 yuan a pack, injections 5 to 90, patent medicines 15 to 45; logarithmic in between, the same for a code for ever. */
function drawnPrice(row: CatalogueRow): Fen {
  const [low, high] = row.kind === 'patent_drug' ? [15, 45] : row.code.charAt(10) === 'B' ? [5, 90] : [8, 60]
  return BigInt(Math.round(100 * low * (high / low) ** randomFrom('price', row.code).next()))
}
