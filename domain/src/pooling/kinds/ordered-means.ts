// One means after the other in the order that the document lists: deposits, the adjustment fund, bonds, fiscal subsidy; what none
// of them reaches asks for a change of policy (社会保险基金财务制度 art. 38).
import type { Fen } from '../../base/money.js'
import type { Means, OrderedMeans } from '../../policy/gap-rule.js'
import type { Cover } from '../cover.js'
import type { Covered, Covering } from '../covering.js'
import { sharePot } from '../share-pot.js'
import type { UnitYear } from '../year.js'

const OWN: Readonly<Record<Exclude<Means, 'adjustment_fund'>, (year: UnitYear) => Fen>> = {
  deposits: ({ ownSurplusFen }) => ownSurplusFen,
  bonds: ({ bondsFen }) => bondsFen,
  fiscal_subsidy: ({ fiscalAvailableFen }) => fiscalAvailableFen,
}

export function coverInOrder(rule: OrderedMeans, { covers, pots }: Covering): Covered {
  let potFen = pots.potFen
  for (const means of rule.order) {
    const claims = covers.map(({ rest }) => rest)
    const parts = means === 'adjustment_fund' ? sharePot(potFen, claims, rule.whenShort) : covers.map(({ gap }) => OWN[means](gap.year))
    covers.forEach((cover, i) => {
      const paid = cover.pay(means, parts[i] ?? 0n, rule.from)
      if (means === 'adjustment_fund') potFen -= paid
    })
  }
  for (const cover of covers) cover.wait(null, cover.rest, 'approval.policy_change', rule.from)
  return { after: { potFen }, units: covers.map((cover) => ({ after: balancesAfter(cover) })) }
}

function balancesAfter({ gap, lines }: Cover): Covered['units'][number]['after'] {
  const used = (means: Means): Fen => lines.find(({ source }) => source === means)?.amountFen ?? 0n
  const { ownSurplusFen, bondsFen, fiscalAvailableFen } = gap.year
  return {
    ownSurplusFen: ownSurplusFen + gap.surplusFen - used('deposits'),
    bondsFen: bondsFen - used('bonds'),
    fiscalAvailableFen: fiscalAvailableFen - used('fiscal_subsidy'),
  }
}
