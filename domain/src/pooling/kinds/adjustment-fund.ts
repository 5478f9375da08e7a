// Help from an adjustment fund after the event: limited by the plan (广元 2008 arts. 7–8), or after county finance's own part and no
// larger than it (丽水 2011).
import { type Fen, least, notBelowZero, portion, sumOf } from '../../base/money.js'
import type { CountyFirst, PlanLimited } from '../../policy/gap-rule.js'
import type { Cover } from '../cover.js'
import type { Covered, Covering } from '../covering.js'
import { sharePot } from '../share-pot.js'
import type { UnitYear } from '../year.js'

export function coverWithinPlan(rule: PlanLimited, { covers, pots }: Covering): Covered {
  const own = covers.map((cover) => (rule.ownSurplusFirst ? cover.pay('own_surplus', cover.gap.year.ownSurplusFen, rule.from) : 0n))
  const failed = covers.map(({ gap }) => rule.conditions.filter((condition) => gap.year.conditions[condition] !== true))
  const claims = covers.map((cover, i) => (failed[i]?.length === 0 ? portion(eligible(rule, cover.rest, cover.gap.year), rule.poolShare) : 0n))
  const potFen = payFromPot(pots.potFen, covers, claims, rule)
  for (const cover of covers) cover.pay('unit_finance', cover.rest, rule.from)
  return { after: { potFen }, units: covers.map((cover, i) => ({ failedConditions: failed[i] ?? [], after: ownAfter(cover, own[i] ?? 0n) })) }
}

/** The part of a gap that the fund looks at: spending above the plan, up to the limit. */
export function eligible({ limit }: Pick<PlanLimited, 'limit'>, rest: Fen, year: Pick<UnitYear, 'expenditureFen' | 'planExpenditureFen'>): Fen {
  return least(rest, notBelowZero(year.expenditureFen - year.planExpenditureFen), portion(year.planExpenditureFen, limit))
}

export function coverCountyFirst(rule: CountyFirst, { covers, pots }: Covering): Covered {
  const triggered = covers.map(({ gap: { year } }) => year.ownSurplusFen * 12n < rule.triggerMonths * year.lastYearPayoutFen)
  const own = covers.map((cover) => cover.pay('own_surplus', cover.gap.year.ownSurplusFen, rule.from))
  const claims = covers.map((cover, i) => (triggered[i] === true ? least(countyPart(rule, cover), cover.rest) : 0n))
  const potFen = payFromPot(pots.potFen, covers, claims, rule)
  covers.forEach((cover, i) => void cover.undecided(triggered[i] === true ? 'above_pool_limit' : 'not_triggered', rule.from))
  return { after: { potFen }, units: covers.map((cover, i) => ({ triggered: triggered[i] ?? false, after: ownAfter(cover, own[i] ?? 0n) })) }
}

function countyPart({ countyRate, from }: CountyFirst, cover: Cover): Fen {
  return cover.pay('unit_finance', portion(cover.gap.year.lastYearBaseFen, countyRate), from)
}

/** What the pot holds afterwards. */
function payFromPot(pot: Fen, covers: readonly Cover[], claims: readonly Fen[], { from, whenShort }: PlanLimited | CountyFirst): Fen {
  const parts = sharePot(pot, claims, whenShort)
  return pot - sumOf(covers.map((cover, i) => cover.pay('pool_fund', parts[i] ?? 0n, from)))
}

function ownAfter({ gap }: Cover, used: Fen): { readonly ownSurplusFen: Fen } {
  return { ownSurplusFen: gap.year.ownSurplusFen + gap.surplusFen - used }
}
