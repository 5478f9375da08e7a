// What an estimate takes for granted, said aloud: a real bill knows it, the calculator does not.

import { percentText, ratioOf, yuanText } from '@tongchou/domain/base/money.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { kindName } from '@tongchou/domain/policy/national-lists.js'
import type { Bill } from '@tongchou/domain/settlement/bill.js'
import type { Settled } from '@tongchou/domain/settlement/outcome.js'
import type { Asked } from './calculate.js'

export function assumptionsOf(policy: BenefitPolicy, asked: Asked, bill: Bill, settled: Settled): string[] {
  return [
    `按今天（${bill.settledOn}）就医、正常享受待遇、在定点机构当天结清试算；实际以就医时的结算单为准。`,
    ...firstPayAssumption(asked),
    ...usedAssumption(asked, bill),
    ...yearsAssumption(policy, asked),
    ...accountAssumption(asked),
    ...thirdPartyAssumption(settled),
  ]
}

function firstPayAssumption({ class_b_fen: classB, class_b_first_pay: ratio }: Asked): string[] {
  const read = ratioOf(ratio)
  if (classB === 0 || read === undefined) return []
  return [`乙类费用全部按先行自付${percentText(read)}计算；各个项目的比例可能不同，超过限价的部分没有计入。`]
}

function usedAssumption({ used }: Asked, bill: Bill): string[] {
  if (Object.values(used).every((amount) => amount === 0)) return ['本年度此前没有用过医保。']
  return [`本年度此前的费用都当作${kindName(bill.kind)}；大病保险和医疗救助的累计负担按“范围内费用减基金支付”推算，不含目录外和先行自付。`]
}

function yearsAssumption({ major, caps }: BenefitPolicy, { years_enrolled: years = 1, zero_claim_years: zeroYears = 0 }: Asked): string[] {
  const asks = (major?.cap.incentive ?? null) !== null || caps.some(({ amount, incentive }) => 'byEnrolledYears' in amount || incentive !== undefined)
  return asks ? [`连续参保按${years}年、连续零报销按${zeroYears}年计算，这影响最高支付限额。`] : []
}

function thirdPartyAssumption({ layers }: Settled): string[] {
  const liable = layers.find(({ payer }) => payer === 'liable')
  return liable === undefined ? [] : [`个人要付的里面有${yuanText(liable.input)}元应由第三人负担，由您向第三人索取；第三人不支付的，可以申请先行支付。`]
}

function accountAssumption({ scheme, account_fen: account }: Asked): string[] {
  return scheme === 'employee' && account === undefined ? ['没有计入个人账户；账户里的钱可以抵付现金。'] : []
}
