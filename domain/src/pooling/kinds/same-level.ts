// 分级核算、自求平衡 (皖淮 三(四)): a unit's own saved surplus, once its use is approved, then the finance of its own level without
// limit. Spending above the plan waits for its approvals first; what waits does not fall to finance.
import { least, notBelowZero } from '../../base/money.js'
import { approvalMissing } from '../../budget/approved.js'
import type { SameLevelFinance } from '../../policy/gap-rule.js'
import type { Cover } from '../cover.js'
import type { Covered, Covering } from '../covering.js'

export function coverBySameLevel(rule: SameLevelFinance, { covers }: Covering): Covered {
  return { after: {}, units: covers.map((cover) => ({ after: { ownSurplusFen: coverOne(rule, cover) } })) }
}

/** The unit's own surplus after the year. */
function coverOne({ overspendNeedsApproval, from }: SameLevelFinance, cover: Cover): bigint {
  const { year, surplusFen } = cover.gap
  const overspend = notBelowZero(year.expenditureFen - year.planExpenditureFen)
  const unapproved = overspendNeedsApproval ? approvalMissing(year.approvals, 'overspend') : undefined
  if (unapproved !== undefined) cover.wait(null, overspend, unapproved, from)
  const missing = approvalMissing(year.approvals, 'use_of_surplus')
  const amount = least(cover.rest, year.ownSurplusFen)
  const used = missing === undefined ? cover.pay('own_surplus', amount, from) : 0n
  if (missing !== undefined) cover.wait('own_surplus', amount, missing, from)
  cover.pay('unit_finance', cover.rest, from)
  return year.ownSurplusFen + surplusFen - used
}
