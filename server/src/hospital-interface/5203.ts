// 5203 结算信息查询: a settlement (or the cancellation of one) of the institution that asks, made from its fact.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { askedVisit, insuranceShown } from './asked-visit.js'
import { only } from './codec.js'
import { reply, type Transaction } from './message.js'
import { settlementOutput } from './reply-settlement.js'
import type { Written } from './write-json.js'

const PAY_LOC: Readonly<Record<string, string>> = { local: '2', in_province: '3', out_of_province: '4' }

export const findSettlement: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const asked = await askedVisit(message, counter, row)
  if (isRefusal(asked)) return asked
  const { known, visit } = asked
  const found = visit.settlements.find((one) => String(one.settlement) === row.text('setl_id'))
  if (found === undefined) return refused('unknown_settlement', `结算ID（setl_id）${row.text('setl_id').slice(0, 20)}不是该就诊的结算，请核对`)
  const { fact, settlement } = found
  const { provider } = message
  const output = settlementOutput(counter, { fact, person: known.person, provider, visit: visit.visit, settlement })
  const head = output.setlinfo as Readonly<Record<string, Written>>
  const setlinfo = {
    ...head,
    ...insuranceShown(counter, known, fact.scheme, fact.admitted),
    psn_type: fact.receipt.personType,
    cvlserv_flag: fact.receipt.civilServant ? '1' : '0',
    insu_optins: fact.area,
    pay_loc: PAY_LOC[fact.place] ?? '2',
    fixmedins_code: provider.code,
    fixmedins_name: provider.name,
    hosp_lv: provider.hospLv,
    fixmedins_poolarea: provider.area,
    begndate: fact.admitted,
    enddate: fact.discharged,
    psn_pay: fact.account + fact.cash,
    cash_payamt: fact.cash,
    pref_fund_pay: head['hifdm_pay'] ?? 0n,
    refd_setl_flag: fact.cancels !== null && fact.total < 0n ? '1' : '0',
    year: String(fact.benefitYear),
    dise_codg: fact.disease ?? '',
    dise_name: '',
    invono: '',
    opter_id: '',
    opter_name: '',
    opt_time: fact.settledAt,
  }
  return reply({ setlinfo, setldetail: output.setldetail })
}
