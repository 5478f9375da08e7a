// The money of a settlement's reply (§4.1), of its lines (§4.4), and of its cancellation.
import { yuanText } from '@tongchou/domain/base/money.js'
import { amountOf, type Charge } from '../messages/charge.js'
import { fenOf, identitiesOf } from '../messages/identities.js'
import { type Json, rowOf, rowsOf, textOf } from '../wire/envelope.js'
import type { Examiner } from './examiner.js'
import { shown } from './shown.js'

export function checkIdentities(examiner: Examiner, infno: string, output: Json): void {
  for (const { number, says, fault } of identitiesOf(output)) {
    examiner.examine(infno, { what: `金额恒等式${number}`, says, section: '金额恒等式', holds: fault === undefined, came: fault ?? '', derived: number > 4 })
  }
}

const MONEY = [
  'medfee_sumamt',
  'fund_pay_sumamt',
  'hifp_pay',
  'acct_pay',
  'psn_cash_pay',
  'inscp_scp_amt',
  'preselfpay_amt',
  'fulamt_ownpay_amt',
  'overlmt_selfpay',
]

/** The reply of a cancellation is the settlement with every amount negated. */
export function checkCancellation(examiner: Examiner, infno: string, settled: Json, cancelled: Json): void {
  const [bill, back] = [rowOf(settled, 'setlinfo'), rowOf(cancelled, 'setlinfo')]
  const wrong = MONEY.filter((field) => back[field] !== undefined && fenOf(back, field) !== -fenOf(bill, field))
  examiner.examine(infno, {
    what: '撤销的答复与原结算金额相反',
    says: '撤销的答复是原结算各金额取负，两者合计为零（恒等式7）',
    section: '金额恒等式',
    holds: wrong.length === 0,
    came: wrong.map((field) => `${field} ${textOf(bill[field])} → ${textOf(back[field])}`).join('；'),
    derived: true,
  })
}

/** A trial and the settlement after it come to the same. */
export function checkTrial(examiner: Examiner, infno: string, trial: Json, settled: Json): void {
  const [tried, bill] = [rowOf(trial, 'setlinfo'), rowOf(settled, 'setlinfo')]
  const wrong = MONEY.filter((field) => fenOf(tried, field) !== fenOf(bill, field))
  const came = wrong.map((field) => `${field} 预结算${textOf(tried[field])} 结算${textOf(bill[field])}`).join('；')
  examiner.examine(infno, { what: '预结算与随后的结算一致', says: '预结算不入账，金额与紧接着的结算相同', section: infno, holds: wrong.length === 0, came })
}

/** Each line is split into four parts without a rest; classes 甲 and 丙 leave no choice. */
export function checkLines(examiner: Examiner, infno: string, node: string, charges: readonly Charge[], output: Json): void {
  const rows = rowsOf(output, node)
  const says = 'det_item_fee_sumamt = cnt × pric = inscp_scp_amt + preselfpay_amt + overlmt_amt + fulamt_ownpay_amt'
  examiner.examine(infno, {
    what: '每条明细都有答复',
    says: '答复按流水号给出每条明细的拆分',
    section: '明细拆分',
    holds: rows.length === charges.length,
    came: `${rows.length}条`,
  })
  for (const charge of charges) {
    const row = rows.find((one) => textOf(one['feedetl_sn']) === charge.sn) ?? {}
    const parts = ['inscp_scp_amt', 'preselfpay_amt', 'overlmt_amt', 'fulamt_ownpay_amt'].reduce((sum, field) => sum + fenOf(row, field), 0n)
    const amount = fenOf(row, 'det_item_fee_sumamt')
    const holds = amount === amountOf(charge) && parts === amount
    examiner.examine(infno, {
      what: '明细拆分不多不少',
      says,
      section: '明细拆分',
      holds,
      came: `${yuanText(amount)} / ${yuanText(parts)} ${shown(row)}`,
      derived: true,
    })
    checkClass(examiner, infno, row)
  }
}

function checkClass(examiner: Examiner, infno: string, row: Json): void {
  const level = textOf(row['chrgitm_lv']).padStart(2, '0')
  const holds = level === '01' ? fenOf(row, 'preselfpay_amt') === 0n : level === '03' ? fenOf(row, 'inscp_scp_amt') === 0n : true
  const says = 'chrgitm_lv 01（甲类）先行自付为0；03（丙类）符合范围金额为0'
  examiner.examine(infno, { what: '收费项目等级与拆分相符', says, section: '明细拆分', holds, came: shown(row), derived: true })
}
