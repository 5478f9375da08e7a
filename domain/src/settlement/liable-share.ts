// A third party who answers for a part. By the rule that the area has, that share of every part of the bill is the third party's and
// what is left is settled as if it were the bill; or the whole bill is settled and that share of each payment is the third party's. Where the third party does not pay, the fund pays first what it would have paid had nobody been
// liable, less what it pays on the person's own part; that much it claims back and no more, so that after the recovery it has paid for the
// own part alone. Source: 社会保险法 art. 30, 社会保险基金先行支付暂行办法 art. 2 (超过第三人责任部分的医疗费用，由基本医疗保险基金按照国家规定支付).
// Neither says from what the share is taken; a pooling area that takes it from the payment says so in its own rules.
import { type Fen, least, percentText, portion, type Ratio, sumOf, yuanText } from '../base/money.js'
import type { AdvancePaymentRule, BenefitPolicy, ThirdPartyShareRule } from '../policy/benefit-policy.js'
import { THIRD_PARTY_LAYER } from '../policy/national-lists.js'
import type { Bill, CatalogueParts } from './bill.js'
import { splitBill } from './catalogue-split.js'
import type { Layer, Outcome, Settled } from './outcome.js'
import type { Settle, SettlementRequest } from './settle.js'
import { silent } from './unanswered.js'

export function isShared(bill: Bill): bill is Bill & { readonly liableShare: Ratio } {
  return bill.liableShare !== undefined
}

/** What of each part of a bill is the third party's, each rounded half up by itself. */
export function liableParts({ inScope, itemPreSelfPay, aboveStandard, outOfCatalogue, specialList }: CatalogueParts, share: Ratio): CatalogueParts {
  return {
    inScope: portion(inScope, share),
    itemPreSelfPay: portion(itemPreSelfPay, share),
    aboveStandard: portion(aboveStandard, share),
    outOfCatalogue: portion(outOfCatalogue, share),
    specialList: portion(specialList, share),
  }
}

export function partsTotal({ inScope, itemPreSelfPay, aboveStandard, outOfCatalogue }: CatalogueParts): Fen {
  return inScope + itemPreSelfPay + aboveStandard + outOfCatalogue
}

export function settleShared(request: SettlementRequest, policy: BenefitPolicy, settle: Settle): Outcome {
  const rule = policy.thirdPartyShare ?? silent('exclusions.third_party_share', '第三人只负部分责任时其余费用怎样支付', policy.from)
  const { liableShare: share, liability: _liability, advance, ...bill } = request.bill
  if (share === undefined) throw new Error('a bill without a share was settled as shared')
  const parts = splitBill(bill, policy.preSelfPayRounding)
  const liable = rule.kind === 'share_of_cost' ? liableParts(parts, share) : NOTHING
  const less = partsTotal(liable)
  const taken = rule.kind === 'share_of_cost' ? { total: bill.total - less, parts: lessParts(parts, liable) } : { parts, paymentShare: share }
  const own = settle({ ...request, bill: { ...bill, ...taken } })
  if (own.kind !== 'settled') return own
  const cost = rule.kind === 'share_of_cost' ? less : bill.total - ownTotal(own)
  const found: Found = { bill, parts, liable, cost, share, own, rule }
  if (advance === undefined) return statementOf(found, undefined)
  const whole = settle({ ...request, bill: { ...bill, advance } })
  if (whole.kind !== 'settled') return whole
  return statementOf(found, { whole, against: advance.against, rule: policy.advancePayment ?? neverSilent() })
}

const NOTHING: CatalogueParts = { inScope: 0n, itemPreSelfPay: 0n, aboveStandard: 0n, outOfCatalogue: 0n, specialList: 0n }

/** What the payers and the person bear of a bill whose payments were shared; the rest is the third party's. */
function ownTotal({ layers, account, cash }: Settled): Fen {
  return sumOf(layers.map(({ paid }) => paid)) + account.paid + cash
}

/** A whole bill in advance was settled just now, which no policy without the rule lets happen. */
function neverSilent(): never {
  throw new Error('an advance payment was settled without its rule')
}

function lessParts(all: CatalogueParts, taken: CatalogueParts): CatalogueParts {
  return {
    inScope: all.inScope - taken.inScope,
    itemPreSelfPay: all.itemPreSelfPay - taken.itemPreSelfPay,
    aboveStandard: all.aboveStandard - taken.aboveStandard,
    outOfCatalogue: all.outOfCatalogue - taken.outOfCatalogue,
    specialList: all.specialList - taken.specialList,
  }
}

interface Found {
  readonly bill: Bill
  readonly parts: CatalogueParts
  readonly liable: CatalogueParts
  /** All that the third party answers for. */
  readonly cost: Fen
  readonly share: Ratio
  readonly own: Settled
  readonly rule: ThirdPartyShareRule
}

interface PaidFirst {
  readonly whole: Settled
  readonly against: NonNullable<Bill['advance']>['against']
  readonly rule: AdvancePaymentRule
}

function statementOf(found: Found, first: PaidFirst | undefined): Settled {
  const { bill, parts, liable, cost, own } = found
  const advances = first === undefined ? [] : advanceLayers(found, first)
  let advanced = 0n
  for (const { paid } of advances) advanced += paid
  const counted = first?.rule.countsInYear === true ? first.whole : undefined
  const { offsitePreSelfPay, itemPreSelfPay, aboveStandard, outOfCatalogue } = own.split
  return {
    kind: 'settled',
    inForce: own.inForce,
    benefitYear: own.benefitYear,
    admissionNumber: own.admissionNumber,
    settlementType: first === undefined ? own.settlementType : 'advance',
    split: {
      total: bill.total,
      inScope: parts.inScope - offsitePreSelfPay,
      itemPreSelfPay: itemPreSelfPay + liable.itemPreSelfPay,
      offsitePreSelfPay,
      aboveStandard: aboveStandard + liable.aboveStandard,
      outOfCatalogue: outOfCatalogue + liable.outOfCatalogue,
    },
    deductible: own.deductible,
    layers: [...own.layers, liableLayer(found), ...advances],
    account: own.account,
    cash: own.cash + cost - advanced,
    ...(first === undefined ? {} : { receivable: { from: first.against, fen: advanced } }),
    stay: (counted ?? own).stay,
    get contributions() {
      return counted === undefined ? own.contributions : { ...own.contributions, ...counted.contributions }
    },
    get whyNotMore() {
      return [liableText(found), ...own.whyNotMore]
    },
  }
}

/** The step of the statement that says what is the third party's; what stands after it is paid for the third party. */
function liableLayer(found: Found): Layer {
  const { own, cost, rule } = found
  return { layer: THIRD_PARTY_LAYER, payer: 'liable', input: cost, paid: 0n, left: own.layers.at(-1)?.left ?? 0n, rule: liableText(found), from: [rule.from] }
}

function liableText({ bill, cost, share, own, rule }: Found): string {
  if (rule.kind === 'share_of_payment') {
    const paid = sumOf(own.layers.map((layer) => layer.paid))
    return `第三人承担${percentText(share)}的责任：各项待遇先按全部费用计算，应付${yuanText(paid + cost)}元中${yuanText(cost)}元由第三人负担，实付${yuanText(paid)}元。`
  }
  return `第三人承担${percentText(share)}的责任：总费用${yuanText(bill.total)}元中${yuanText(cost)}元由第三人负担，不纳入支付；各项待遇只按其余${yuanText(bill.total - cost)}元计算。`
}

/** What each layer that may pay first pays beyond the own part. */
function advanceLayers({ own, cost }: Found, { whole, rule }: PaidFirst): readonly Layer[] {
  const layers: Layer[] = []
  let open = cost
  for (const all of whole.layers) {
    const ordinary = own.layers.find(({ layer }) => layer === all.layer)
    const already = ordinary?.paid ?? 0n
    const paid = least(all.paid - already, open)
    if (paid <= 0n) continue
    open -= paid
    layers.push({
      layer: all.layer,
      payer: all.payer,
      input: all.input - (ordinary?.input ?? 0n),
      paid,
      left: open,
      rule: `${all.rule}；其中本人负担部分已付${yuanText(already)}元，先行支付${yuanText(paid)}元`,
      from: [rule.from, ...all.from],
      ...(all.bound === undefined ? {} : { bound: all.bound }),
    })
  }
  return layers
}
