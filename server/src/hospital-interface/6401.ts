// 6401 明细上传撤销: withdraws an order that was not paid: its lines, and the visit where the order had registered it.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { personNumber } from '../enrolment/person-number.js'
import { cancelRegistration } from './2202.js'
import { cancelOutpatientLines } from './2205.js'
import { only, rowOf } from './codec.js'
import { reply, type Transaction } from './message.js'
import { identityFault, orderAsked } from './mobile-order.js'
import { stepOf } from './mobile-rows.js'

const WITHDRAWN = reply({ data: { success: true, message: '已撤销' } })

export const withdrawOrder: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const standing = await orderAsked(counter, message, row, true)
  if (isRefusal(standing)) return standing
  const { order } = standing
  const fault = await identityFault(counter, order.person, row)
  if (fault !== undefined) return fault
  if (standing.settled !== undefined) return refused('paid', '该订单已支付，不能撤销；请办理退费（6203）')
  if (standing.everSettled) return refused('refunded', '该订单已退费，不用撤销')
  const named = { psn_no: personNumber(counter.pool, order.person), mdtrt_id: String(order.visit), chrg_bchno: order.charge_batch }
  const step = (name: string) => stepOf(message, name, String(order.pay_order), { data: [rowOf(named)] })
  const lines = standing.openLines ? await cancelOutpatientLines(step('lines'), counter) : WITHDRAWN
  if (isRefusal(lines)) return lines
  const visit = order.registered ? await cancelRegistration(step('visit'), counter) : WITHDRAWN
  return isRefusal(visit) && visit.code !== 'visit_cancelled' ? visit : WITHDRAWN
}
