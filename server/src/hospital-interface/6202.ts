// 6202 支付下单: settles the charge batch of an order: fund and individual account are paid, the cash is left to the institution.
// An order that is settled already answers how it was, whoever asks again.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { carryOut } from './carry-out.js'
import { only, rowOf } from './codec.js'
import { reply, type Transaction } from './message.js'
import { orderAsked, orderOutput, standingOf } from './mobile-order.js'
import { settleVisitAct } from './settle-visit-act.js'

export const payOrder: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const voucher = ['ecAuthCode', 'ecChnlAppId', 'ecChnlUserId'].every((name) => row.has(name))
  if (!row.has('payAuthNo') && !voucher)
    return refused('no_voucher', '请填写支付授权码（payAuthNo），或电子凭证授权码、渠道和用户（ecAuthCode、ecChnlAppId、ecChnlUserId）')
  const standing = await orderAsked(counter, message, row, true)
  if (isRefusal(standing)) return standing
  const { order } = standing
  if (row.has('mdtrtId') && row.text('mdtrtId') !== String(order.visit)) return refused('other_visit', '就诊ID（mdtrtId）与订单不符，请核对')
  if (standing.settled !== undefined) return reply({ data: { ...orderOutput(counter, standing), extData: '' } })
  if (standing.everSettled) return refused('refunded', '该订单已退费，不能再支付；请重新上传订单（6201）')
  const input = { ...order.settlement_input, ...(row.has('acctUsedFlag') ? { acct_used_flag: row.text('acctUsedFlag') } : {}) }
  const act = settleVisitAct({ ...message, input: { data: [rowOf(input)] } }, counter, 'outpatient', false)
  if (isRefusal(act)) return act
  const answer = await carryOut(counter, message, act)
  const after = await standingOf(counter, order)
  // Two payments of one order at the same time: the second finds what the first did.
  if (isRefusal(answer) && after.settled === undefined) return answer
  return reply({ data: { ...orderOutput(counter, after), extData: '' } }, isRefusal(answer) ? undefined : answer.kind === 'done' ? answer.saved : answer)
}
