// Settles one bill: pure, told everything, rounding half up once per payer. The order: faults, version, benefit, catalogue,
// off-site, account before the fund, deductible, basic layer, large amount, later layers in the policy's order, account, cash.
// Entitlement and the provider's agreement are asked before, by the caller.
import { sumOf } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { Scheme } from '../base/scheme.js'
import type { BenefitPolicy } from '../policy/benefit-policy.js'
import { kindName } from '../policy/national-lists.js'
import { accountAfter, accountBefore, together } from './account.js'
import { Contributions, FAMILY_PAID, seasonOf } from './accumulators.js'
import { advanceRuleOf, paysIn } from './advance.js'
import { payAssistance } from './assistance.js'
import { type Basic, basicOf } from './basic.js'
import type { Bill, CatalogueParts, Counters, InsuredPerson } from './bill.js'
import { splitBill } from './catalogue-split.js'
import { payCivilServant } from './civil-servant.js'
import { basicText } from './describe-basic.js'
import { faultOf } from './faults.js'
import { jointRoomsOf } from './joint-cap.js'
import { type Known, knownOf } from './known.js'
import { type Ladder, pay } from './ladder.js'
import { payLarge } from './large.js'
import { isShared, settleShared } from './liable-share.js'
import { payMajor } from './major.js'
import { offsiteRowOf, offsiteSelfPay } from './offsite.js'
import type { CostSplit, Outcome, Settled } from './outcome.js'
import { benefitDayOf, policyFor } from './policy-for.js'
import { tooEarly } from './prior-tests.js'
import { statement } from './statement.js'
import { paySupplement } from './supplement.js'
import { Unanswered } from './unanswered.js'

export interface SettlementRequest {
  /** Every version of the area's policy for the scheme, oldest first; `settle` picks by `versionBy`. */
  readonly versions: readonly BenefitPolicy[]
  readonly scheme: Scheme
  readonly person: InsuredPerson
  readonly bill: Bill
  /** Counters of a benefit year before this bill. */
  readonly counters: (year: number) => Counters
  /** The same of the person's other scheme, for limits that both share; nothing where the person has had one scheme. */
  readonly otherCounters?: (year: number) => Counters
}

export type Settle = (request: SettlementRequest) => Outcome

export const settle: Settle = (request) => {
  const fault = faultOf(request.bill)
  if (fault !== undefined) return fault
  const policy = policyFor(request.versions, request.bill)
  if ('kind' in policy) return policy
  const benefit = policy.benefits[request.bill.kind]
  if (benefit === undefined) return notCovered(policy, request.bill)
  const early = benefit.priorTests === undefined ? undefined : tooEarly(request.bill, benefit.priorTests)
  if (early !== undefined) return early
  try {
    if (isShared(request.bill)) return settleShared(request, policy, settle)
    return settled(knownOf(request, policy, benefit, seasonOf(benefitDayOf(policy, request.bill))))
  } catch (stop) {
    if (stop instanceof Unanswered) return stop.undecided
    throw stop
  }
}

function notCovered(policy: BenefitPolicy, bill: Bill): Refusal {
  return refused('kind_not_covered', `${kindName(bill.kind)}不在本统筹地区该险种的待遇范围内，不能结算；请核对医疗类别或参保险种。`, {
    article: `${policy.from.document} ${policy.from.article}`,
  })
}

function settled(known: Known): Settled {
  const { policy, benefit, bill } = known
  const advance = advanceRuleOf(policy, bill)
  const parts = splitBill(bill, policy.preSelfPayRounding)
  const row = benefit.mode === 'share' ? offsiteRowOf(benefit, bill) : null
  const split = splitOf(bill, parts, offsiteSelfPay(row, parts.inScope))
  const before = accountBefore(known, split.inScope)
  const basic = basicOf(known, before.paid === 0n ? split.inScope : split.inScope - before.paid, row)
  const ladder: Ladder = {
    known,
    split,
    specialList: parts.specialList,
    charged: basic.deduction.charged,
    guaranteed: basic.type === 'guaranteed',
    advance,
    joint: jointRoomsOf(known),
    open: basic.base,
    unpaid: before.paid === 0n ? bill.total : bill.total - before.paid,
    layers: [],
    beforeFund: before.paid,
    adds: new Contributions(),
    reasons: [],
  }
  payBasic(ladder, basic)
  payLaterLayers(ladder, basic)
  const account = together(before, accountAfter(ladder, before))
  if (policy.account?.family?.yearlyFen != null) ladder.adds.add(FAMILY_PAID, sumOf(account.bySource.family))
  return statement(ladder, basic, account)
}

function splitOf({ total }: Bill, parts: CatalogueParts, offsitePreSelfPay: bigint): CostSplit {
  const { itemPreSelfPay, aboveStandard, outOfCatalogue } = parts
  return {
    total,
    inScope: offsitePreSelfPay === 0n ? parts.inScope : parts.inScope - offsitePreSelfPay,
    itemPreSelfPay,
    offsitePreSelfPay,
    aboveStandard,
    outOfCatalogue,
  }
}

function payBasic(ladder: Ladder, basic: Basic): void {
  const { known } = ladder
  const bound =
    basic.room !== undefined && basic.paid === basic.room.left && basic.paid * basic.exact.den < basic.exact.num ? `cap:${basic.room.cap.id}` : undefined
  pay(ladder, {
    layer: 'basic',
    input: basic.base,
    amount: basic.paid,
    rule: () => advanced(ladder, basicText(known, basic)),
    from: bound === undefined || basic.room === undefined ? basic.from : [...basic.from, basic.room.cap.from],
    bound: bound ?? (basic.type === 'normal' && basic.base > 0n && basic.base <= basic.deduction.charged ? 'below_deductible' : undefined),
  })
}

function advanced({ advance, known }: Ladder, text: string): string {
  if (advance === undefined) return text
  const party = known.bill.advance?.against === 'employer' ? '用人单位' : '负有责任的第三人'
  return `先行支付，向${party}追偿（${advance.from.document} ${advance.from.article}）：${text}`
}

function payLaterLayers(ladder: Ladder, basic: Basic): void {
  const { policy } = ladder.known
  if (policy.large !== null && paysIn(ladder.advance, 'large')) payLarge(ladder, policy.large, basic)
  for (const layer of policy.layerOrder) {
    if (!paysIn(ladder.advance, layer)) continue
    if (layer === 'major' && policy.major !== null) payMajor(ladder, policy.major)
    else if (layer === 'assistance' && policy.assistance !== null) payAssistance(ladder, policy.assistance)
    else if (layer === 'civil_servant' && policy.civilServant !== null) payCivilServant(ladder, policy.civilServant)
    else for (const supplement of policy.supplements) if (supplement.name === layer) paySupplement(ladder, supplement)
  }
}
