// A fund's coming years by age, sex and status: persons grow older and die, costs of each cell follow the trend of the years known,
// income follows its own; scenarios change what is assumed, bands come from how wrong the same model was before (E13; back-test).
// Everything is whole fen and parts per million: the same facts give the same figures everywhere.
import { type Fen, rounded } from '../base/money.js'
import { MILLION, type Ppm, undisturbed } from './undisturbed.js'

export interface Cell {
  readonly status: string
  /** Five years wide: 0 is 0–4, 16 is 80 and older. */
  readonly band: number
  readonly sex: string
  readonly heads: bigint
  readonly expenditureFen: Fen
}

export interface KnownYear {
  readonly year: number
  readonly incomeFen: Fen
  readonly cells: readonly Cell[]
}

export interface Demography {
  /** Deaths in a year by band, per million. */
  readonly deaths: readonly Ppm[]
  /** Newborn and new entrants into the first band, per million of all. */
  readonly entrants: Ppm
}

export interface Scenario {
  readonly id: string
  /** Added to the yearly growth. */
  readonly costPpm: Ppm
  readonly incomePpm: Ppm
  /** Change of heads in the first year. */
  readonly headsPpm: Ppm
}

export interface Trend {
  readonly costPpm: Ppm
  readonly incomePpm: Ppm
}

export interface ProjectedYear {
  readonly year: number
  readonly heads: bigint
  readonly incomeFen: Fen
  readonly expenditureFen: Fen
  readonly balanceFen: Fen
  readonly lowFen: Fen
  readonly highFen: Fen
  /** By status, age and sex; they add up to heads and expenditure. */
  readonly cells: readonly Cell[]
}

const LAST_BAND = 16

/** Growth of cost per head, ages held still, and of income per head, as the undisturbed years tell it; nought with fewer than two. */
export function trendOf(years: readonly KnownYear[]): Trend {
  return { costPpm: undisturbed(costGrowths(years)).growthPpm, incomePpm: undisturbed(incomeGrowths(years)).growthPpm }
}

/** How far the last year lies off where the undisturbed years lead; nought where it is believed. */
export function struckBy(years: readonly KnownYear[]): Trend {
  return { costPpm: undisturbed(costGrowths(years)).offPpm, incomePpm: undisturbed(incomeGrowths(years)).offPpm }
}

function stepsOf(years: readonly KnownYear[]): (readonly [before: KnownYear, now: KnownYear])[] {
  return years.slice(1).map((now, i) => [years[i] ?? now, now] as const)
}

function costGrowths(years: readonly KnownYear[]): Ppm[] {
  return stepsOf(years).map(([before, now]) => growthPpm(expected(before, now.cells), spent(now.cells)))
}

function incomeGrowths(years: readonly KnownYear[]): Ppm[] {
  return stepsOf(years).map(([before, now]) => growthPpm(before.incomeFen * headsOf(now.cells), now.incomeFen * headsOf(before.cells)))
}

function growthPpm(before: bigint, now: bigint): Ppm {
  return before <= 0n ? 0n : rounded({ num: (now - before) * MILLION, den: before })
}

function spent(cells: readonly Cell[]): Fen {
  return cells.reduce((sum, { expenditureFen }) => sum + expenditureFen, 0n)
}

function headsOf(cells: readonly Cell[]): bigint {
  return cells.reduce((sum, { heads }) => sum + heads, 0n)
}

/** What these persons would cost at the prices of that year. */
function expected(year: KnownYear, cells: readonly Cell[]): Fen {
  const costs = costsOf(year.cells)
  return cells.reduce((sum, cell) => sum + rounded({ num: cell.heads * costs(cell).fen, den: costs(cell).heads }), 0n)
}

interface Cost {
  readonly fen: Fen
  readonly heads: bigint
}

/** Cost of a cell; where nobody was in it, that of its band, or of everybody. */
function costsOf(cells: readonly Cell[]): (cell: Pick<Cell, 'status' | 'band' | 'sex'>) => Cost {
  const own = new Map<string, Cost>()
  const add = (key: string, { heads, expenditureFen }: Cell): void => {
    const known = own.get(key) ?? { fen: 0n, heads: 0n }
    own.set(key, { fen: known.fen + expenditureFen, heads: known.heads + heads })
  }
  for (const cell of cells) for (const key of [keyOf(cell), `${cell.band}`, '']) add(key, cell)
  const known = (key: string): Cost | undefined => {
    const cost = own.get(key)
    return cost === undefined || cost.heads === 0n ? undefined : cost
  }
  return (cell) => known(keyOf(cell)) ?? known(`${cell.band}`) ?? known('') ?? { fen: 0n, heads: 1n }
}

function keyOf({ status, band, sex }: Pick<Cell, 'status' | 'band' | 'sex'>): string {
  return `${status} ${band} ${sex}`
}

/** A year later: some died, a fifth of each band moved on, new ones came. Retired persons stay retired; whoever passes 60 retires. */
export function aged(cells: readonly Omit<Cell, 'expenditureFen'>[], { deaths, entrants }: Demography): Omit<Cell, 'expenditureFen'>[] {
  const next = new Map<string, { status: string; band: number; sex: string; heads: bigint }>()
  const put = (status: string, band: number, sex: string, heads: bigint): void => {
    const key = keyOf({ status, band, sex })
    next.set(key, { status, band, sex, heads: (next.get(key)?.heads ?? 0n) + heads })
  }
  for (const { status, band, sex, heads } of cells) {
    const alive = heads - rounded({ num: heads * (deaths[band] ?? 0n), den: MILLION })
    const moved = band >= LAST_BAND ? 0n : rounded({ num: alive, den: 5n })
    put(status, band, sex, alive - moved)
    if (moved > 0n) put(status === 'active' && band + 1 >= 12 ? 'retired' : status, band + 1, sex, moved)
  }
  const [youngest] = [...cells].sort((a, b) => a.band - b.band)
  const total = cells.reduce((sum, { heads }) => sum + heads, 0n)
  const born = rounded({ num: total * entrants, den: MILLION })
  if (youngest !== undefined)
    for (const [sex, share] of [['1', born - born / 2n] as const, ['2', born / 2n] as const]) put(youngest.status, youngest.band, sex, share)
  return [...next.values()]
}

export interface Assumed {
  readonly demography: Demography
  readonly scenario: Scenario
  readonly years: number
  /** Saved at the end of the last known year. */
  readonly openingFen: Fen
  /** How wrong the summed balance may be by years ahead, in parts of the spending summed so far, first first; wider in step beyond. */
  readonly bandsPpm: readonly Ppm[]
}

/** Years known in order, the last is the base. */
export function project(known: readonly KnownYear[], { demography, scenario, years, openingFen, bandsPpm }: Assumed): ProjectedYear[] {
  const base = known.at(-1)
  if (base === undefined) return []
  const trend = trendOf(known)
  const costs = costsOf(base.cells)
  const baseHeads = headsOf(base.cells)
  let cells: Omit<Cell, 'expenditureFen'>[] = base.cells.map(({ expenditureFen: _fen, ...cell }) => cell)
  const struck = struckBy(known)
  let [cost, income] = [calmed(struck.costPpm), calmed(struck.incomePpm)]
  let [balanceFen, spentFen] = [openingFen, 0n]
  return Array.from({ length: years }, (_, i): ProjectedYear => {
    cells = aged(cells, demography)
    if (i === 0) cells = cells.map((cell) => ({ ...cell, heads: cell.heads + rounded({ num: cell.heads * scenario.headsPpm, den: MILLION }) }))
    cost = rounded({ num: cost * (MILLION + trend.costPpm + scenario.costPpm), den: MILLION })
    income = rounded({ num: income * (MILLION + trend.incomePpm + scenario.incomePpm), den: MILLION })
    const told = cells.map((cell) => ({ ...cell, expenditureFen: costOf(cell, costs(cell), cost) })).sort(byStatusAndAge)
    const [heads, expenditureFen] = [headsOf(told), spent(told)]
    const incomeFen = baseHeads === 0n ? 0n : rounded({ num: base.incomeFen * heads * income, den: baseHeads * MILLION * MILLION })
    balanceFen += incomeFen - expenditureFen
    spentFen += expenditureFen
    const off = rounded({ num: spentFen * bandAt(bandsPpm, i), den: MILLION })
    return { year: base.year + i + 1, heads, incomeFen, expenditureFen, balanceFen, lowFen: balanceFen - off, highFen: balanceFen + off, cells: told }
  })
}

function byStatusAndAge(a: Cell, b: Cell): number {
  const key = ({ status, band, sex }: Cell): string => `${status} ${String(band).padStart(2, '0')} ${sex}`
  return key(a) < key(b) ? -1 : 1
}

/** Half the width of the fan so many years after the first; further away than anything was tested it opens as it did so far. */
export function bandAt(bandsPpm: readonly Ppm[], i: number): Ppm {
  const last = bandsPpm.at(-1) ?? 0n
  return bandsPpm[i] ?? rounded({ num: last * BigInt(i + 1), den: BigInt(Math.max(bandsPpm.length, 1)) })
}

/** Where the base year would stand without what struck it, in parts of a million million. */
function calmed(offPpm: Ppm): bigint {
  return rounded({ num: MILLION * MILLION * MILLION, den: MILLION + offPpm })
}

function costOf({ heads }: { readonly heads: bigint }, { fen, heads: of }: Cost, factor: bigint): Fen {
  return rounded({ num: heads * fen * factor, den: of * MILLION * MILLION })
}

export interface FirstDeficit {
  /** Spending above income. */
  readonly current: number | null
  /** Nothing left. */
  readonly cumulative: number | null
  /** Nothing left at the lower edge of the band. */
  readonly cumulativeLow: number | null
}

export function firstDeficit(years: readonly ProjectedYear[]): FirstDeficit {
  const first = (short: (year: ProjectedYear) => boolean): number | null => years.find(short)?.year ?? null
  return {
    current: first(({ incomeFen, expenditureFen }) => expenditureFen > incomeFen),
    cumulative: first(({ balanceFen }) => balanceFen < 0n),
    cumulativeLow: first(({ lowFen }) => lowFen < 0n),
  }
}

export interface BackTested {
  /** The last year given was taken for a struck one and not for the level to go on from. */
  readonly struck: boolean
  /** Last year that the model was given. */
  readonly origin: number
  readonly year: number
  readonly ahead: number
  readonly projectedFen: Fen
  readonly actualFen: Fen
  /** Of the actual spending; above nought where too much was projected. */
  readonly errorPpm: Ppm
  readonly projectedIncomeFen: Fen
  readonly actualIncomeFen: Fen
  /** Error of income less spending, summed from the origin on, in parts of the spending summed: what the fan of the balance is made of. */
  readonly balanceErrorPpm: Ppm
  /** Spending from the origin on, as it was and as it was told. */
  readonly actualSpentFen: Fen
  readonly projectedSpentFen: Fen
}

/** Every year from the third on told in advance from those before it, by the model as it is. */
export function backTest(known: readonly KnownYear[], demography: Demography): BackTested[] {
  const base: Scenario = { id: 'base', costPpm: 0n, incomePpm: 0n, headsPpm: 0n }
  return known.slice(1, -1).flatMap((_, i) => {
    const given = known.slice(0, i + 2)
    const later = known.slice(i + 2)
    const told = project(given, { demography, scenario: base, years: later.length, openingFen: 0n, bandsPpm: [] })
    let [saved, all, toldSpent] = [0n, 0n, 0n]
    return later.map(({ year, cells, incomeFen: actualIncomeFen }, ahead): BackTested => {
      const [projectedFen, actualFen, projectedIncomeFen] = [told[ahead]?.expenditureFen ?? 0n, spent(cells), told[ahead]?.incomeFen ?? 0n]
      saved += actualIncomeFen - actualFen
      all += actualFen
      toldSpent += projectedFen
      const balanceErrorPpm = growthPpm(all, all + (told[ahead]?.balanceFen ?? 0n) - saved)
      const income = { projectedIncomeFen, actualIncomeFen }
      return {
        struck: struckBy(given).costPpm !== 0n,
        origin: given.at(-1)?.year ?? 0,
        year,
        ahead: ahead + 1,
        projectedFen,
        actualFen,
        errorPpm: growthPpm(actualFen, projectedFen),
        ...income,
        balanceErrorPpm,
        actualSpentFen: all,
        projectedSpentFen: toldSpent,
      }
    })
  })
}

/** The largest error of the summed balance at each distance, never smaller than nearer ones; empty without a test. Of few errors the
 * largest still to come is not among them: it is looked for above the largest known, the further the fewer they are. Tried on made-up
 * histories without a shock, the fan drawn so held 91 to 98 times of 100 for a city; for a province 59 to 100, weakest where few years are known. */
export function bandsOf(tested: readonly BackTested[]): Ppm[] {
  const bands: Ppm[] = []
  for (let ahead = 1; tested.some((one) => one.ahead === ahead); ahead++) {
    const errors = tested.filter((one) => one.ahead === ahead).map(({ balanceErrorPpm: off }) => (off < 0n ? -off : off))
    const worst = errors.reduce((most, one) => (one > most ? one : most))
    const [wide, nearer] = [rounded({ num: worst * BigInt(errors.length + 2), den: BigInt(errors.length) }), bands.at(-1) ?? 0n]
    bands.push(wide > nearer ? wide : nearer)
  }
  return bands
}

export interface Held {
  readonly held: number
  readonly told: number
}

/** How often the summed balance of later years, five at most, came to lie within the fan that could have been drawn then. */
export function heldBands(known: readonly KnownYear[], demography: Demography): Held {
  const tested = backTest(known, demography).filter(({ ahead }) => ahead <= 5)
  const within = tested.flatMap(({ origin, ahead, balanceErrorPpm: off, actualSpentFen, projectedSpentFen }) => {
    const bands = bandsOf(
      backTest(
        known.filter(({ year }) => year <= origin),
        demography,
      ),
    )
    if (bands.length === 0) return []
    const error = off < 0n ? -off : off
    return [error * actualSpentFen <= bandAt(bands, ahead - 1) * projectedSpentFen]
  })
  return { held: within.filter((one) => one).length, told: within.length }
}
