// What is wrong with a bill before any rule is asked: somebody else answers for it, or its amounts do not add up.
// Source: 社会保险法 art. 30 (work injury and third parties); the identities of CostSplit.
import { yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { Bill } from './bill.js'
import { sumOfLines } from './catalogue-split.js'

const LIABLE: Readonly<Record<string, string>> = { work_injury: '工伤保险基金', third_party: '负有责任的第三人' }

export function faultOf(bill: Bill): Refusal | undefined {
  if (bill.liability !== undefined && bill.advance === undefined && bill.liableShare === undefined) {
    const who = LIABLE[bill.liability] ?? '其他责任方'
    return refused('other_party_liable', `本次费用应由${who}负担，基本医疗保险基金不予支付；如第三人不支付或无法确定，请向经办机构申请先行支付。`, {
      article: '社会保险法第三十条',
    })
  }
  const sum = sumOfParts(bill)
  if (sum !== bill.total) {
    return refused('lines_do_not_sum', `费用明细合计${yuanText(sum)}元，与总费用${yuanText(bill.total)}元不一致；请核对明细后重新上传。`)
  }
  if (bill.total < 0n) return refused('lines_do_not_sum', `总费用${yuanText(bill.total)}元小于零；请核对退费明细。`)
  return undefined
}

function sumOfParts({ parts, lines }: Bill): bigint {
  return parts === undefined ? sumOfLines(lines) : parts.inScope + parts.itemPreSelfPay + parts.aboveStandard + parts.outOfCatalogue
}
