// Loads the generated hospitals and pharmacies of a pool, and the made-up ones outside it that out-of-area bills need.
import type { Pool } from '../database/connect.js'
import { type PoolFile, unitOfProvider } from './pool-file.js'
import { cell, type Row, readTable } from './table.js'

export interface OutOfAreaProvider {
  readonly code: string
  readonly name: string
  readonly area: string
  readonly place: 'in_province' | 'out_of_province'
}

interface Provider {
  readonly code: string
  readonly name: string
  readonly kind: 'hospital' | 'pharmacy'
  readonly area: string
  readonly level: string
  readonly hospLv: string | null
  readonly type: string
  readonly beds: number | null
  readonly tier: 1 | 2 | 3
}

/** Number of providers loaded. */
export async function loadProviders(
  batch: Pool,
  pool: PoolFile,
  wanted: readonly string[] | undefined,
  outside: readonly OutOfAreaProvider[],
): Promise<number> {
  const chosen = wanted === undefined ? undefined : new Set(wanted)
  const units = new Set(pool.units.map((unit) => unit.code))
  const local = readTable('providers/generated.tsv')
    .filter((row) => units.has(cell(row, 'admdvs')) && (chosen === undefined || chosen.has(cell(row, 'code'))))
    .map((row) => localProvider(row, pool))
  const providers = [...local, ...outside.map(outOfArea)]
  await batch.query(
    `INSERT INTO provider (code, name, kind, area, level, hosp_lv, institution_type, uscc, beds, designated_from, price_tier, certainty)
     SELECT p.code, p.name, p.kind, p.area, p.level, p.hosp_lv, p.type, 'DEMO00' || p.code, p.beds, $1, p.tier, 'illustrative'
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[], $10::smallint[])
       AS p(code, name, kind, area, level, hosp_lv, type, beds, tier)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, area = excluded.area, level = excluded.level
     WHERE (provider.name, provider.area, provider.level) IS DISTINCT FROM (excluded.name, excluded.area, excluded.level)`,
    [
      pool.in_force,
      ...(['code', 'name', 'kind', 'area', 'level', 'hospLv', 'type', 'beds', 'tier'] as const).map((key) => providers.map((provider) => provider[key])),
    ],
  )
  return providers.length
}

/** National list hosp_lv: 02 三甲, 03 三乙, 05 二甲, 06 二乙, 13 二级无等, 14 一级无等, 11 无等级. */
const GRADES: Readonly<Record<string, { hospLv: string; level: string; tier: 1 | 2 | 3 }>> = {
  '3A': { hospLv: '02', level: '3', tier: 3 },
  '3B': { hospLv: '03', level: '3', tier: 3 },
  '2A': { hospLv: '05', level: '2', tier: 2 },
  '2B': { hospLv: '06', level: '2', tier: 2 },
  '2': { hospLv: '13', level: '2', tier: 2 },
  '1': { hospLv: '14', level: '1', tier: 1 },
  '0': { hospLv: '11', level: '1', tier: 1 },
}

function localProvider(row: Row, pool: PoolFile): Provider {
  const code = cell(row, 'code')
  const type = cell(row, 'type')
  const grade = GRADES[cell(row, 'level')]
  return {
    code,
    name: cell(row, 'name'),
    kind: code.startsWith('P') ? 'pharmacy' : 'hospital',
    area: unitOfProvider(pool, code, cell(row, 'admdvs')),
    level: type === '乡镇卫生院' ? 'township' : (grade?.level ?? '1'),
    hospLv: grade?.hospLv ?? null,
    type,
    beds: cell(row, 'beds') === '' ? null : Number(cell(row, 'beds')),
    tier: grade?.tier ?? 1,
  }
}

function outOfArea(provider: OutOfAreaProvider): Provider {
  return { code: provider.code, name: provider.name, kind: 'hospital', area: provider.area, level: '3', hospLv: '02', type: '综合医院', beds: null, tier: 3 }
}
