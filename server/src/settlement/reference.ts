// Reference data that every bill asks for: providers, the pool's units and books, the catalogue, the rules in force. Kept in
// memory and read again after a while; the database stays their only home.
import type { Day } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Fund } from '@tongchou/domain/fund/memo.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import type { PriceTier } from '@tongchou/domain/settlement/split-line.js'
import type pg from 'pg'
import type { PaymentMethod } from '../agreement/payment-methods.js'
import { type Catalogue, loadCatalogue } from '../catalogue/catalogue.js'
import { newestVersion } from '../catalogue/catalogue-file.js'
import { type Kept, kept } from '../database/kept.js'

export interface Provider {
  readonly code: string
  readonly name: string
  readonly kind: 'hospital' | 'pharmacy'
  readonly area: string
  readonly level: string
  readonly hospLv: string
  readonly uscc: string
  readonly designatedFrom: Day
  readonly designatedUntil: Day | null
  readonly priceTier: PriceTier
}

/** The rules of a scheme as published; every settlement keeps `hash`. */
export interface Rules {
  readonly hash: string
  readonly versions: readonly BenefitPolicy[]
}

export interface Reference {
  readonly pool: string
  readonly providers: ReadonlyMap<string, Provider>
  /** Accounting units of the pool. */
  readonly units: ReadonlySet<string>
  /** Last day of the units that leave the pool. */
  readonly left: ReadonlyMap<string, Day>
  /** Book by fund. */
  readonly books: ReadonlyMap<Fund, string>
  readonly catalogue: Catalogue
  readonly rules: Readonly<Partial<Record<Scheme, Rules>>>
  /** Whose fee lines must name mapped codes, by institution: decisions, the latest first. */
  readonly mappingChecks: ReadonlyMap<string, readonly MappingCheck[]>
  /** By which methods institutions are paid, the latest first. */
  readonly paymentMethods: ReadonlyMap<string, readonly PaymentMethod[]>
}

export interface MappingCheck {
  readonly institution: string
  readonly inForce: Day
  readonly required: boolean
}

export type LoadRules = (pool: string, scheme: Scheme) => Promise<Rules | undefined>

/** Why bills of that day of persons enrolled there are not this pool's; undefined where they are. */
export function notOfPool({ units, left }: Reference, area: string, day: Day): Refusal | undefined {
  const last = left.get(area)
  if (last !== undefined && day > last) return refused('wrong_area', `该人员参保地自${last}之后不再属于本统筹区，请按异地就医办理`)
  return units.has(area) ? undefined : refused('wrong_area', '该人员参保地不在本统筹区，请按异地就医办理')
}

export interface ReferenceSource {
  readonly settlement: pg.Pool
  readonly pool: string
  readonly loadRules: LoadRules
}

/** Everything as it stands now; a catalogue that is at hand is not read again. */
export async function loadReference(source: ReferenceSource, atHand?: Catalogue): Promise<Reference> {
  const { settlement, pool } = source
  const [catalogue, providers, units, books, checks, methods, employee, resident] = await Promise.all([
    atHand ?? loadCatalogue(settlement),
    loadProviders(settlement),
    settlement.query<{ unit: string; last: Day | null }>(
      'SELECT unit, CASE WHEN bool_or(until IS NULL) THEN NULL ELSE max(until)::text END AS last FROM pooling_unit WHERE pool = $1 GROUP BY unit',
      [pool],
    ),
    booksOfPool(settlement, pool),
    settlement.query<MappingCheck>('SELECT institution, in_force AS "inForce", required FROM mapping_check ORDER BY in_force DESC, fact DESC'),
    settlement.query<PaymentMethod>(
      'SELECT institution, benefit, med_type AS "medType", method, in_force AS "inForce" FROM payment_method ORDER BY in_force DESC, fact DESC',
    ),
    source.loadRules(pool, 'employee'),
    source.loadRules(pool, 'resident'),
  ])
  return {
    pool,
    providers,
    units: new Set(units.rows.map((row) => row.unit)),
    left: new Map(units.rows.flatMap(({ unit, last }) => (last === null ? [] : [[unit, last] as const]))),
    books,
    catalogue,
    mappingChecks: groupedBy(checks.rows, (check) => check.institution),
    paymentMethods: groupedBy(methods.rows, (one) => one.institution),
    rules: { ...(employee === undefined ? {} : { employee }), ...(resident === undefined ? {} : { resident }) },
  }
}

/** The book of each fund; where several agencies keep one, the pool's own. */
export async function booksOfPool(db: pg.Pool | pg.ClientBase, pool: string): Promise<ReadonlyMap<Fund, string>> {
  const { rows } = await db.query<{ fund: Fund; book: string }>('SELECT fund, book FROM book WHERE pool = $1 ORDER BY agency = $1, book DESC', [pool])
  return new Map(rows.map((row) => [row.fund, row.book]))
}

async function loadProviders(pool: pg.Pool): Promise<Map<string, Provider>> {
  const { rows } = await pool.query<Omit<Provider, 'hospLv' | 'uscc'> & { hospLv: string | null; uscc: string | null }>(
    `SELECT code, name, kind, area, level, hosp_lv AS "hospLv", uscc, designated_from AS "designatedFrom", designated_until AS "designatedUntil",
            price_tier AS "priceTier" FROM provider`,
  )
  return new Map(rows.map((row) => [row.code, { ...row, hospLv: row.hospLv ?? '', uscc: row.uscc ?? '' }]))
}

export interface Ages {
  /** Milliseconds after which rules, providers and books are read again. */
  readonly rules: number
  /** The same for the catalogue, which is long and seldom changes. */
  readonly catalogue: number
}

const USUAL: Ages = { rules: 5_000, catalogue: 600_000 }

/** Gives the reference data; while they are read again the old ones serve, unless they are known to be outdated. */
export interface ReferenceKeeper {
  (): Promise<Reference>
  /** Rules were published: whoever asks from now on waits for the new ones. */
  outdate(): void
}

export function referenceKeeper(source: ReferenceSource, ages: Ages = USUAL): ReferenceKeeper {
  const catalogues = new Map<bigint, Kept<Catalogue>>()
  const all = kept(ages.rules, async () => {
    const newest = await newestVersion(source.settlement)
    const catalogue = catalogues.get(newest) ?? kept(ages.catalogue, () => loadCatalogue(source.settlement))
    // What an import brought counts at once; the catalogue before it is let go.
    if (!catalogues.has(newest)) catalogues.clear()
    catalogues.set(newest, catalogue)
    return loadReference(source, await catalogue.ask())
  })
  return Object.assign(all.ask, { outdate: all.outdate })
}
