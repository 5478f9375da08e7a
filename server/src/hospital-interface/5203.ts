// 5203 结算信息查询: a settlement (or the cancellation of one) of the institution that asks, made from its fact. Who lost the reply to
// a settlement knows no setl_id and asks by the msgid (and infno) of its message instead (§5, lost reply).
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { askedVisit, insuranceShown } from './asked-visit.js'
import { only, type Row } from './codec.js'
import { levelsShown } from './institution-levels.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { findOriginal } from './original.js'
import { visitNamed } from './person-of.js'
import { settlementOutput } from './reply-settlement.js'
import type { Written } from './write-json.js'

const PAY_LOC: Readonly<Record<string, string>> = { local: '2', in_province: '3', out_of_province: '4' }

export const findSettlement: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const wanted = await wantedBill(message, counter, row)
  if (isRefusal(wanted)) return wanted
  const asked = await askedVisit(message, counter, row, wanted.visit)
  if (isRefusal(asked)) return asked
  const { known, visit } = asked
  const found = visit.settlements.find((one) => String(one.settlement) === wanted.settlement)
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
    ...levelsShown(provider),
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

interface Wanted {
  readonly settlement: string
  readonly visit: bigint
}

/** The numbers as sent, or those that the named message led to. */
async function wantedBill(message: Message, counter: Counter, row: Row): Promise<Wanted | Refusal> {
  const msgid = row.text('omsgid')
  if (msgid === '') {
    const missing = ['setl_id', 'mdtrt_id'].filter((field) => !row.has(field))
    if (missing.length > 0) return refused('bad_input', `${missing.join('、')}不能为空；没有收到结算回复的，可改填原报文的omsgid和oinfno查询`)
    return { settlement: row.text('setl_id'), visit: visitNamed(row) }
  }
  for (const infno of row.has('oinfno') ? [row.text('oinfno')] : BILLS) {
    const original = await findOriginal(counter, message.provider.code, infno, msgid)
    if (original !== undefined && original.visit !== null) return { settlement: String(original.fact), visit: original.visit }
  }
  return refused('unknown_original', '没有找到原报文（omsgid、oinfno）对应的成功结算：该笔未结算，可用原报文重发')
}

const BILLS: readonly string[] = ['2102', '2207', '2207A', '2304', '2304A', '2103', '2208', '2305']
