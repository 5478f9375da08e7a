// The identities of money that a settlement's reply must keep (hospital interface §4.1), in fen.
import { type Fen, fenOfYuan, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { type Json, rowOf, rowsOf, textOf } from '../wire/envelope.js'

export interface Identity {
  readonly number: number
  /** As the specification writes it. */
  readonly says: string
  /** Undefined where it holds, otherwise both sides. */
  readonly fault: string | undefined
}

const PAYERS = ['hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'hifdm_pay', 'oth_pay']

export function fenOf(row: Json, field: string): Fen {
  return fenOfYuan(textOf(row[field]) || '0') ?? 0n
}

export function identitiesOf(output: Json): readonly Identity[] {
  const bill = rowOf(output, 'setlinfo')
  const at = (field: string): Fen => fenOf(bill, field)
  const sum = (...fields: string[]): Fen => sumOf(fields.map(at))
  const identities = [
    compared(1, 'medfee_sumamt = fund_pay_sumamt + psn_part_amt + hosp_part_amt', at('medfee_sumamt'), sum('fund_pay_sumamt', 'psn_part_amt', 'hosp_part_amt')),
    compared(2, 'psn_part_amt = acct_pay + psn_cash_pay', at('psn_part_amt'), sum('acct_pay', 'psn_cash_pay')),
    compared(3, `fund_pay_sumamt = ${PAYERS.join(' + ')}`, at('fund_pay_sumamt'), sum(...PAYERS)),
    compared(
      4,
      'medfee_sumamt = inscp_scp_amt + preselfpay_amt + overlmt_selfpay + fulamt_ownpay_amt',
      at('medfee_sumamt'),
      sum('inscp_scp_amt', 'preselfpay_amt', 'overlmt_selfpay', 'fulamt_ownpay_amt'),
    ),
  ]
  const detail = rowsOf(output, 'setldetail')
  if (detail.length === 0) return identities
  const paid = sumOf(detail.map((row) => fenOf(row, 'fund_payamt')))
  return [
    ...identities,
    compared(5, 'Σ setldetail.fund_payamt = fund_pay_sumamt + acct_pay + hosp_part_amt', paid, sum('fund_pay_sumamt', 'acct_pay', 'hosp_part_amt')),
  ]
}

function compared(number: number, says: string, left: Fen, right: Fen): Identity {
  return { number, says, fault: left === right ? undefined : `${yuanText(left)} ≠ ${yuanText(right)}` }
}

/** The first identity that is broken, in a sentence. */
export function moneyFault(output: Json): string | undefined {
  const broken = identitiesOf(output).find(({ fault }) => fault !== undefined)
  return broken === undefined ? undefined : `金额恒等式${broken.number}不成立：${broken.says}，${broken.fault}`
}
