// Years of a made-up city by age, sex and status, with a shock in one of them: what a projection is tested on. The same seed gives the
// same years; the model is told neither the growth that was drawn nor the shock.
import type { Cell, KnownYear } from '@tongchou/domain/pooling/project.js'
import { aged, type Demography } from '@tongchou/domain/pooling/project.js'
import { randomFrom } from '../random/random.js'

export interface HistoryAsked {
  readonly seed: number
  readonly firstYear: number
  readonly years: number
  /** Spending of this year is so much higher than it would have been, per mille. */
  readonly shock: { readonly year: number; readonly perMille: bigint } | null
  readonly demography: Demography
}

/** Fourteen cities of the same years, each with its own growth and chance; the shock strikes all of them. Cells are added up. */
export function makeProvinceHistory(asked: HistoryAsked): KnownYear[] {
  const cities = Array.from({ length: CITIES }, (_, i) => makeHistory({ ...asked, seed: asked.seed + i }))
  return (cities[0] ?? []).map(({ year }, at) => {
    const own = cities.flatMap((city) => city[at] ?? [])
    const cells = new Map<string, Cell>()
    for (const cell of own.flatMap((one) => one.cells)) {
      const key = `${cell.status} ${cell.band} ${cell.sex}`
      const known = cells.get(key)
      cells.set(key, { ...cell, heads: cell.heads + (known?.heads ?? 0n), expenditureFen: cell.expenditureFen + (known?.expenditureFen ?? 0n) })
    }
    return { year, incomeFen: own.reduce((sum, { incomeFen }) => sum + incomeFen, 0n), cells: [...cells.values()] }
  })
}

const CITIES = 14
/** Heads in thousands by band of five years, a city of about three million with many aged; cost per head in yuan rises with age. */
const HEADS = [150, 175, 190, 160, 140, 165, 210, 230, 190, 180, 240, 250, 200, 190, 150, 95, 85]
const COST = [700, 350, 300, 320, 380, 450, 500, 560, 680, 850, 1100, 1400, 1900, 2400, 2900, 3300, 3500]

export function makeHistory({ seed, firstYear, years, shock, demography }: HistoryAsked): KnownYear[] {
  const random = randomFrom('history', seed)
  const perMille = (low: number, wide: number): bigint => BigInt(low + random.below(wide + 1))
  let heads = HEADS.flatMap((thousands, band) => ['1', '2'].map((sex) => ({ status: 'resident', band, sex, heads: BigInt(thousands) * 500n })))
  const cost = new Map(heads.map(({ band, sex }) => [`${band} ${sex}`, (BigInt(COST[band] ?? 0) * 100n * perMille(950, 100)) / 1000n]))
  let perHead = 109_800n
  const known: KnownYear[] = []
  for (let year = firstYear; year < firstYear + years; year++) {
    if (year > firstYear) heads = aged(heads, demography)
    const growth = perMille(1030, 40)
    const struck = shock?.year === year ? 1000n + shock.perMille : 1000n
    const cells = heads.map((cell): Cell => {
      const key = `${cell.band} ${cell.sex}`
      const unit = ((cost.get(key) ?? 0n) * (year === firstYear ? 1000n : growth)) / 1000n
      cost.set(key, unit)
      return { ...cell, expenditureFen: (cell.heads * unit * struck * perMille(985, 30)) / 1_000_000n }
    })
    if (year > firstYear) perHead = (perHead * perMille(1030, 30)) / 1000n
    known.push({ year, incomeFen: heads.reduce((sum, one) => sum + one.heads, 0n) * perHead, cells })
  }
  return known
}
