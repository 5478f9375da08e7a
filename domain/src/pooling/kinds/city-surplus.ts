// 统收统支: the city's surplus covers the gaps of units that met their plan; what it does not reach is shared between city and unit
// (豫 三(三)). The document says nothing of a unit that missed its plan. With 统筹前结余 (浙金 四7) each unit's own frozen surplus comes first.
import { type Fen, sumOf } from '../../base/money.js'
import type { Citation } from '../../policy/citation.js'
import type { CitySurplusFirst, CitySurplusUse, FrozenSurplusFirst } from '../../policy/gap-rule.js'
import type { Cover } from '../cover.js'
import type { Covered, Covering } from '../covering.js'
import { sharePot } from '../share-pot.js'

export function coverByCitySurplus(rule: CitySurplusFirst, covering: Covering): Covered {
  const { covers, sharing } = covering
  const met = covers.filter((cover) => planMet(rule, cover))
  for (const cover of covers) if (!met.includes(cover)) cover.undecided('plan_missed', rule.from)
  const taken = takeCitySurplus(rule.citySurplus, met, covering, rule.from)
  for (const cover of met) cover.share(sharing, rule.from)
  return { after: { citySurplusFen: surplusAfter(covering, taken) }, units: covers.map(() => ({ after: {} })) }
}

function planMet({ planTest }: CitySurplusFirst, { gap: { year } }: Cover): boolean {
  const income = !planTest.income || year.incomeFen >= year.planIncomeFen
  return income && (!planTest.expenditure || year.expenditureFen <= year.planExpenditureFen)
}

export function coverByFrozenSurplus(rule: FrozenSurplusFirst, covering: Covering): Covered {
  const { covers, sharing } = covering
  const used = covers.map((cover) => cover.pay('frozen_surplus', cover.gap.year.frozenFen, rule.from))
  const from = sharing?.from ?? rule.from
  const taken = rule.citySurplus === null ? 0n : takeCitySurplus(rule.citySurplus, covers, covering, from)
  for (const cover of covers) cover.share(sharing, rule.from)
  return {
    after: { citySurplusFen: surplusAfter(covering, taken) },
    units: covers.map((cover, i) => ({ after: { frozenFen: cover.gap.year.frozenFen - (used[i] ?? 0n) } })),
  }
}

function takeCitySurplus({ of, whenShort }: CitySurplusUse, covers: readonly Cover[], covering: Covering, from: Citation): Fen {
  const current = of === 'opening_and_current' ? madeThisYear(covering) : 0n
  const parts = sharePot(
    covering.pots.citySurplusFen + current,
    covers.map(({ rest }) => rest),
    whenShort,
  )
  return sumOf(covers.map((cover, i) => cover.pay('city_surplus', parts[i] ?? 0n, from)))
}

function madeThisYear({ covers }: Covering): Fen {
  return sumOf(covers.map(({ gap }) => gap.surplusFen))
}

/** What the units saved this year joins the city's surplus either way. */
function surplusAfter(covering: Covering, taken: Fen): Fen {
  return covering.pots.citySurplusFen + madeThisYear(covering) - taken
}
