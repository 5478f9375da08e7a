// The example history as a table: one row for each year, status, band and sex, made from its seed.

import type { KnownYear } from '@tongchou/domain/pooling/project.js'
import { demography } from '@tongchou/server/pooling/fund-history.js'
import { makeHistory, makeProvinceHistory } from './make-history.js'

/** An epidemic's year: spending one eighth above what it would have been. */
export const EXAMPLE = { seed: 20260131, firstYear: 2016, years: 10, shock: { year: 2023, perMille: 125n } } as const

export async function exampleHistory(seed: number = EXAMPLE.seed): Promise<KnownYear[]> {
  return makeHistory({ ...EXAMPLE, seed, demography: await demography() })
}

export const PROVINCE = '模拟省14市'

export async function exampleProvince(seed: number = EXAMPLE.seed): Promise<KnownYear[]> {
  return makeProvinceHistory({ ...EXAMPLE, seed, demography: await demography() })
}

export function historyText(known: readonly KnownYear[], seed: number, place = '模拟城市'): string {
  const source = `${place}，种子 ${seed}，${EXAMPLE.shock.year} 年支出受冲击`
  const rows = known.flatMap(({ year, incomeFen, cells }) =>
    cells.map(({ status, band, sex, heads, expenditureFen }) => [year, status, band, sex, heads, expenditureFen, incomeFen, source, 'illustrative'].join('\t')),
  )
  return `${['year\tstatus\tband\tsex\theads\texpenditure_fen\tincome_fen\tsource\tcertainty', ...rows].join('\n')}\n`
}
