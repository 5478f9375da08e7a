// 上解: what each area owes the adjustment fund for a year, when the levy stops because the pot is large enough, in which parts it
// falls due, and where an area stands with its payments (E9; 陕 2024, 黔 2025, 广元 2008). One pot for one fund; pots never mix.
import type { Day } from '../base/day.js'
import { compared, type ExactFen, exactly, type Fen, least, minus, notBelowZero, rounded, sumOf, times } from '../base/money.js'
import { shareOut } from '../base/split.js'
import type { LevyRule } from '../policy/adjustment-rule.js'

export interface LevyArea {
  readonly area: string
  readonly lastFinalIncomeFen: Fen
  readonly ofWhichIndividualAccountFen: Fen
  readonly ofWhichThirdPartyFen: Fen
  readonly lastCollectedFen: Fen
  readonly currentCollectedFen: Fen
  readonly wageAverageFen: Fen
  readonly insured: bigint
  readonly lastYearExpenditureFen: Fen
  /** Unpaid levies of earlier years. */
  readonly arrears: readonly { readonly year: number; readonly amountFen: Fen }[]
  readonly payments: readonly { readonly date: Day; readonly amountFen: Fen }[]
}

export interface LevyItem {
  /** `arrears_2025` or `instalment_1`. */
  readonly item: string
  readonly amountFen: Fen
  readonly overdue: boolean
}

export interface LevyOfArea {
  readonly area: string
  readonly baseFen: Fen
  readonly levyFen: Fen
  readonly instalmentsFen: readonly Fen[]
  readonly arrearsBeforeFen: Fen
  readonly paidFen: Fen
  readonly open: readonly LevyItem[]
  readonly overpaidFen: Fen
  readonly paidInFullOnTime: boolean
}

export interface Levy {
  readonly areas: readonly LevyOfArea[]
  readonly levyTotalFen: Fen
  /** Rounded for the reader; compared exactly. Null without a stop rule. */
  readonly stopThresholdFen: Fen | null
  readonly stopped: boolean
  readonly potAfterFen: Fen
}

/** `potFen`: before this year's payments; payments after `asOf` are not yet known. */
export function levyOf(rule: LevyRule, areas: readonly LevyArea[], potFen: Fen, asOf: Day): Levy {
  const { levies, thresholdFen, stopped } = levied(rule, areas, potFen)
  const due = areas.map((area, i) => standing(rule, area, levies[i] ?? 0n, asOf))
  return {
    areas: due,
    levyTotalFen: sumOf(levies),
    stopThresholdFen: thresholdFen,
    stopped,
    potAfterFen: potFen + sumOf(due.map(({ paidFen }) => paidFen)),
  }
}

interface Levied {
  readonly levies: readonly Fen[]
  readonly thresholdFen: Fen | null
  readonly stopped: boolean
}

export function levied(rule: LevyRule, areas: readonly LevyArea[], potFen: Fen): Levied {
  const full = areas.map((area) => rounded(times(levyBase(rule, area), rule.rate)))
  if (rule.stop === null) return { levies: full, thresholdFen: null, stopped: false }
  const threshold = { num: rule.stop.months * sumOf(areas.map(({ lastYearExpenditureFen }) => lastYearExpenditureFen)), den: 12n }
  const thresholdFen = rounded(threshold)
  if (rule.stop.mode === 'all_or_nothing') {
    const stopped = compared(exactly(potFen), threshold) >= 0
    return { levies: stopped ? full.map(() => 0n) : full, thresholdFen, stopped }
  }
  const room = notBelowZero(floorOf(minus(threshold, exactly(potFen))))
  return { levies: sumOf(full) > room ? shareOut(room, full) : full, thresholdFen, stopped: room === 0n }
}

function floorOf({ num, den }: ExactFen): Fen {
  const quotient = num / den
  return num < 0n && num % den !== 0n ? quotient - 1n : quotient
}

/** Not rounded: the levy is rounded once. */
export function levyBase(rule: LevyRule, area: LevyArea): ExactFen {
  const accounts = rule.individualAccountsExcluded ? area.ofWhichIndividualAccountFen : 0n
  if (rule.base === 'wage') return times(exactly(area.wageAverageFen * area.insured), rule.wageFactor)
  if (rule.base === 'current_collected') return exactly(area.currentCollectedFen)
  if (rule.base === 'last_collected') return exactly(area.lastCollectedFen - accounts)
  return exactly(area.lastFinalIncomeFen - accounts - (rule.thirdPartyIncluded ? 0n : area.ofWhichThirdPartyFen))
}

function standing(rule: LevyRule, area: LevyArea, levyFen: Fen, asOf: Day): LevyOfArea {
  const arrears = [...area.arrears].sort((a, b) => a.year - b.year)
  const due = rule.instalments?.due ?? []
  const instalmentsFen = instalmentsOf(levyFen, due.length, rule.instalments?.remainder ?? 'last')
  const known = area.payments.filter(({ date }) => date <= asOf)
  const paidFen = sumOf(known.map(({ amountFen }) => amountFen))
  const items: LevyItem[] = [
    ...arrears.map(({ year, amountFen }) => ({ item: `arrears_${year}`, amountFen, overdue: true })),
    ...instalmentsFen.map((amountFen, i) => ({ item: `instalment_${i + 1}`, amountFen, overdue: (due[i] ?? asOf) < asOf })),
  ]
  const { open, left } = paidOff(items, paidFen)
  const arrearsBeforeFen = sumOf(arrears.map(({ amountFen }) => amountFen))
  return {
    area: area.area,
    baseFen: rounded(levyBase(rule, area)),
    levyFen,
    instalmentsFen,
    arrearsBeforeFen,
    paidFen,
    open,
    overpaidFen: left,
    paidInFullOnTime: paidOnTime({ due, instalmentsFen, arrearsBeforeFen }, area.payments),
  }
}

export interface FallsDue {
  readonly due: readonly Day[]
  readonly instalmentsFen: readonly Fen[]
  readonly arrearsBeforeFen: Fen
}

/** Whether arrears and every part had come in by the part's own day; a levy without due days is never late. */
export function paidOnTime({ due, instalmentsFen, arrearsBeforeFen }: FallsDue, payments: LevyArea['payments']): boolean {
  const paidBy = (day: Day): Fen => sumOf(payments.filter(({ date }) => date <= day).map(({ amountFen }) => amountFen))
  return due.every((day, i) => paidBy(day) >= arrearsBeforeFen + sumOf(instalmentsFen.slice(0, i + 1)))
}

/** Equal whole parts; what is left over goes to the first or the last. Without due days the levy is one part. */
export function instalmentsOf(levyFen: Fen, count: number, remainder: 'first' | 'last'): Fen[] {
  if (count === 0) return [levyFen]
  const each = levyFen / BigInt(count)
  const parts = Array.from({ length: count }, () => each)
  const odd = remainder === 'first' ? 0 : count - 1
  parts[odd] = levyFen - each * BigInt(count - 1)
  return parts
}

function paidOff(items: readonly LevyItem[], paid: Fen): { readonly open: LevyItem[]; readonly left: Fen } {
  let left = paid
  const open: LevyItem[] = []
  for (const item of items) {
    const part = least(item.amountFen, left)
    left -= part
    if (part < item.amountFen) open.push({ ...item, amountFen: item.amountFen - part })
  }
  return { open, left }
}
