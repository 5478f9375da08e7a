// The adjudication of a bill: what was submitted and eligible, line by line, and which payer bears how much by which rule.
// Payers with the account and the person's cash add up to the total of the bill.

import type { InterfaceTables } from '../hospital-interface/tables.js'
import { scaledText, type Written } from '../hospital-interface/write-json.js'
import type { Bill, Line } from './bill.js'
import { ADJUDICATION, concept, money, SYSTEM } from './elements.js'

const OWN = {
  preselfpay_amt: '先行自付',
  overlmt_selfpay: '超限价自付',
  fulamt_ownpay_amt: '全自费',
  hosp_part_amt: '医院负担',
  psn_cash_pay: '个人现金支付',
} as const

function own(code: keyof typeof OWN): Written {
  return concept(SYSTEM.amount, code, OWN[code])
}

function hl7(code: 'submitted' | 'eligible' | 'deductible' | 'benefit'): Written {
  return concept(ADJUDICATION, code)
}

export function lineAdjudication(line: Line): Written {
  return [
    { category: hl7('submitted'), amount: money(line.amount) },
    { category: hl7('eligible'), amount: money(line.inScope) },
    { category: own('preselfpay_amt'), amount: money(line.preSelfPay) },
    { category: own('overlmt_selfpay'), amount: money(line.overCeiling) },
    { category: own('fulamt_ownpay_amt'), amount: money(line.ownPay) },
  ]
}

export function billTotals(bill: Bill): Written {
  return [
    { category: hl7('submitted'), amount: money(bill.total) },
    { category: hl7('eligible'), amount: money(bill.inScope) },
    { category: hl7('deductible'), amount: money(bill.deductible) },
    { category: hl7('benefit'), amount: money(bill.fund) },
    { category: own('preselfpay_amt'), amount: money(bill.preSelfPay) },
    { category: own('overlmt_selfpay'), amount: money(bill.aboveStandard) },
    { category: own('fulamt_ownpay_amt'), amount: money(bill.outOfCatalogue) },
    { category: own('hosp_part_amt'), amount: money(bill.hospital) },
  ]
}

/** One row for each layer that paid, as in the interface's setldetail, then the account and the cash. */
export function payers(tables: InterfaceTables, bill: Bill): Written {
  const layers = bill.layers
    .filter((layer) => layer.paid !== 0n)
    .map((layer) => {
      const type = tables.fundPayType(bill.scheme, layer.layer)
      return { category: concept(SYSTEM.payer, type.code, type.name), reason: { text: `${layer.rule}（${layer.article}）` }, amount: money(layer.paid) }
    })
  const account = tables.fundPayType(bill.scheme, 'account')
  return [
    ...layers,
    ...(bill.account === 0n ? [] : [{ category: concept(SYSTEM.payer, account.code, account.name), amount: money(bill.account) }]),
    { category: own('psn_cash_pay'), amount: money(bill.cash) },
  ]
}

export function quantityOf(line: Line): Written {
  return { value: { decimal: scaledText(line.quantity, 4) } }
}

export function unitPriceOf(line: Line): Written {
  return { value: { decimal: scaledText(line.price, 6) }, currency: 'CNY' }
}
