// The upper level's fund bears a share that falls with the deviation of the gap from the budgeted one (皖 工伤调剂 2025: 9:1 or 8:2,
// the part above 5 % at 60:40, above 10 % at 40:60).
import { compared, type ExactFen, exactly, type Fen, minus, plus, type Ratio, rounded, sumOf, times, WHOLE } from '../../base/money.js'
import type { DeviationBands } from '../../policy/gap-rule.js'
import type { Cover } from '../cover.js'
import type { Covered, Covering } from '../covering.js'
import { sharePot } from '../share-pot.js'

export function coverByBands(rule: DeviationBands, { covers, pots }: Covering): Covered {
  for (const cover of covers) if (cover.gap.year.budgetGapFen <= 0n) cover.undecided('zero_budget_gap', rule.from)
  const claims = covers.map((cover) => upperShare(rule, cover))
  const parts = pots.upperAvailableFen === null ? claims : sharePot(pots.upperAvailableFen, claims, rule.whenShort)
  covers.forEach((cover, i) => {
    const [claim, part] = [claims[i] ?? 0n, parts[i] ?? 0n]
    cover.pay('upper_fund', part, rule.from)
    cover.pay('unit_finance', cover.rest - (claim - part), rule.from)
    cover.wait(null, cover.rest, 'pool.upper_available_fen', rule.from)
  })
  const left = pots.upperAvailableFen === null ? null : pots.upperAvailableFen - sumOf(parts)
  return { after: { upperAvailableFen: left }, units: covers.map(() => ({ after: {} })) }
}

/** Rounded once; 0 where nothing is open. */
function upperShare(rule: DeviationBands, { gap, rest }: Cover): Fen {
  if (rest === 0n) return 0n
  const { budgetGapFen, budgetYearInSurplus } = gap.year
  const base = budgetYearInSurplus ? rule.baseInSurplus : rule.baseInDeficit
  if (gap.normalFen <= budgetGapFen) return rounded(times(exactly(gap.normalFen), base))
  return rounded(rule.reading === 'sliced' ? sliced(rule, gap.normalFen, budgetGapFen, base) : wholeOverPart(rule, gap, base))
}

/** How far a gap stands from the budgeted one, as a share of it. */
export function deviationOfGap(countedFen: Fen, budgetGapFen: Fen): Ratio {
  return { num: countedFen - budgetGapFen, den: budgetGapFen }
}

function wholeOverPart({ deviationOf, edges: [first, second], over }: DeviationBands, gap: Cover['gap'], base: Ratio): ExactFen {
  const { budgetGapFen } = gap.year
  const counted = deviationOf === 'normal_gap' ? gap.normalFen : gap.gapFen
  const deviation = deviationOfGap(counted, budgetGapFen)
  if (compared(deviation, first) <= 0) return times(exactly(gap.normalFen), base)
  const ratio = compared(deviation, second) <= 0 ? over[0] : over[1]
  return plus(times(exactly(budgetGapFen), base), times(exactly(gap.normalFen - budgetGapFen), ratio))
}

function sliced({ edges: [first, second], over }: DeviationBands, normal: Fen, budget: Fen, base: Ratio): ExactFen {
  const upTo = (edge: Ratio): ExactFen => times(exactly(budget), plus(WHOLE, edge))
  const whole = exactly(normal)
  const below = lower(whole, upTo(first))
  const between = minus(lower(whole, upTo(second)), below)
  const above = minus(minus(whole, below), between)
  return plus(plus(times(below, base), times(between, over[0])), times(above, over[1]))
}

function lower(a: ExactFen, b: ExactFen): ExactFen {
  return compared(a, b) <= 0 ? a : b
}
